"""The ledger: every move of state is an event, sealed into a chain, and shown to those who look into it."""
