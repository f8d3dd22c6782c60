"""The engines that serve the SearchEngine protocol."""
