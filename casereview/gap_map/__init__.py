"""A survey in which people name services, held against a directory: known, there but named by nobody, not there."""
