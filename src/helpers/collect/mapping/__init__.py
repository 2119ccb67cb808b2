"""Mapping files: a foreign file read as if it were one of ours. May import what its floor may."""
