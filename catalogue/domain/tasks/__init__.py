"""Review tasks: opened, taken along and answered."""
