"""Runs: a harvest or import in three resumable steps, collect, judge, apply."""
