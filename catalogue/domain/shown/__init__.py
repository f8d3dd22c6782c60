"""What is shown: the read queries of pages, lists and exports."""
