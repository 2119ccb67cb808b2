"""What changed from one edition to a later one. May import `model`."""
