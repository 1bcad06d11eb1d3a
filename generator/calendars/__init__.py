"""Calendars to subscribe to and single events to keep (iCalendar, RFC 5545 and 7986)."""
