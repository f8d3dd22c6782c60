"""Applications: an institution asks to take part, proves who it is, and is answered."""
