"""Pictures: which sizes and formats each is published in, their encoding, the cache, and the sharing pictures."""
