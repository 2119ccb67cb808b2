"""Third floor: results to sentences, commentary to and from notebook cells. May import `model` and `assess`."""
