"""Merging: two resources become one, and one becomes two again."""
