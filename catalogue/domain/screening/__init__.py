"""Screening: what a reviewer should look at in a record, found before a person does. Flags inform; people decide."""
