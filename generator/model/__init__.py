"""The records of the hub: frozen, typed, checked while they are read. One module a kind."""
