"""The story of one case: when things happened, what a reader is told, and whether anybody could be recognised in it."""
