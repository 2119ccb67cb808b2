"""Top floor: the commands a person types. Imports the floors below only when a command needs them."""
