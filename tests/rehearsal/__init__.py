"""A rehearsal of the web: hosts on loopback that misbehave as real ones do, each knowing what should come of it."""
