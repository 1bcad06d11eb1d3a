"""What a single record cannot know: references, dates in order, addresses. Named functions over the hub, all run."""
