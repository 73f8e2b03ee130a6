"""What notifications say, in the language of whoever is told."""
