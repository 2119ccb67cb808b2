"""Compare figures with those of other councils. May import `model`."""
