"""From site/ to its readers: how each file is served, compressed, uploaded and taken back."""
