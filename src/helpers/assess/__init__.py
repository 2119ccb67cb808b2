"""Second floor: pure functions from observations to results. May import `model`; reads and writes no file."""
