"""Bring figures to the periods and the form in which they are judged. May import `model`."""
