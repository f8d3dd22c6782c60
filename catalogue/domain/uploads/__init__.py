"""What institutions hand in by spreadsheet or by program: every field checked first, nothing half-imported."""
