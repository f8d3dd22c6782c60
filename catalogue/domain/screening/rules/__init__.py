"""The rules of screening: a file each; screen.RULES is the list of them."""
