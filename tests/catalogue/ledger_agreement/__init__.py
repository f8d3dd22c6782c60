"""Nothing is ever public without a decision that names its person: random stories, checked against the ledger."""
