"""Sources: the places records come from, when they are due and how they are."""
