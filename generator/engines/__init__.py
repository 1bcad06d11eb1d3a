"""Programs that run the build: MkDocs, and properdocs through the same file."""
