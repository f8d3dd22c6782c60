"""Care of accounts: what their people, and administrators, do about whole accounts."""
