"""Submissions: what people hand in, and the programs that do it for them."""
