"""The demonstration: an invented project, written out in data/ and loaded through the store like any other."""
