"""A measure ward by ward: a map, and the table beside it. May import the floors below."""
