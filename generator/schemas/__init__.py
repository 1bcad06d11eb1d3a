"""What the files of content/ look like, for people and their tools: JSON Schemas, tables of fields, forms."""
