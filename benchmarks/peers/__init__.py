"""Other ways to search the same documents, fed the same words, each computing ids, a total and seven facets."""
