"""New files for editors: where they lie, what they are called, and what stands in them before anything is written."""
