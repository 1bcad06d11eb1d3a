"""From outputs to site/: written beside it, then switched in one step."""
