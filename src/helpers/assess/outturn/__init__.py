"""Say how a year will end, and how far off such words were before. May import `model`."""
