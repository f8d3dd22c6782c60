"""Text and addresses: written one way, so that what is alike can be told from what is not."""
