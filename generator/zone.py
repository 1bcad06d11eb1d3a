"""The one time zone of the hub: every date of the content is a day in it."""

from __future__ import annotations

import datetime as dt

HUB_ZONE = dt.timezone(dt.timedelta(hours=8), "Asia/Shanghai")
"""China has had one zone without summer time since 1991."""
