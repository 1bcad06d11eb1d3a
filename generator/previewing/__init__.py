"""The preview: the site as it is being written, shown from memory. Engine-free."""
