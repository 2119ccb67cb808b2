"""Keep small counts about people from being read or worked out. May import `model`."""
