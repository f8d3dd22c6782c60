"""Matching: whether a record speaks of something the catalogue knows."""
