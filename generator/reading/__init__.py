"""From files to records: YAML with places, front matter, Markdown, pictures. Everything wrong becomes a problem."""
