"""What an institution sees and does of its own: every function takes the institution and finds nothing of others."""
