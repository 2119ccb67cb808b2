"""One measure in one picture: a big number, an arrow, a small chart and a sentence. May import the floors below."""
