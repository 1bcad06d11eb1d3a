"""The `hub` command without the search index: tells the cost of pages, feeds and calendars from that of search."""

from __future__ import annotations

import sys

import generator.build
from generator.cli import run

if not hasattr(generator.build, "search_outputs"):
    sys.exit("generator.build has no search_outputs any more: mend bench/without_search.py")
generator.build.search_outputs = lambda *_: iter(())

if __name__ == "__main__":
    run()
