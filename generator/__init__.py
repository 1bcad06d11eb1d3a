"""The generator behind the alliance publicity hub: from YAML and Markdown to a bilingual site."""

__version__ = "0.1.0"
