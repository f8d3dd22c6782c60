"""Review: what waits for a person, who is at it, and what each decision does."""
