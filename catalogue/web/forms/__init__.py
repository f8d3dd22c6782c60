"""The forms of signed-in people: what they ask for and what they refuse, a file an area."""
