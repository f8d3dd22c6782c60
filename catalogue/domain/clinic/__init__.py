"""The source clinic: a partner names an address, and sees in a minute what a harvest of it would bring."""
