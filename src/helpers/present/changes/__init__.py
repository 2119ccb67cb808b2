"""What changed since the edition before, or between any two editions. May import the floors below."""
