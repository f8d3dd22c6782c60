"""Checking links: asked politely, judged by what a reader would find, hidden from search only after days of failing."""
