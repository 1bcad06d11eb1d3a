"""The commands of `hub`, one module each: its arguments, and what it runs. `generator.cli` lists them."""
