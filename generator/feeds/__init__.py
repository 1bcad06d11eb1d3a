"""Feeds: records → entries → channels → RSS, Atom, JSON Feed and OPML. feedgen is imported in `rss` only."""
