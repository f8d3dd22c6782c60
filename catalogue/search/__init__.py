"""How things are found: text becomes terms, documents go into an index, ids and counts come out."""
