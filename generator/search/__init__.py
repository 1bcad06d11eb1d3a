"""Search: what a reader can look for, as a small static index that a browser asks a few kilobytes at a time."""
