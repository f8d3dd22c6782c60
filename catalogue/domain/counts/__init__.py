"""Counts by day, without a word about who: what was looked for, looked at and gone on to."""
