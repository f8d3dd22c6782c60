"""Titles of pages: what a page calls itself, held against what a record calls it."""
