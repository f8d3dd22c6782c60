"""Institutions: who they are, by which names records mean them, and how administrators correct them."""
