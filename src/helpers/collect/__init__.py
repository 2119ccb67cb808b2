"""First floor: read files of a workspace and check them into the nouns of `model`. May import `model`."""
