"""What people fill in: instruments as files, and how an instrument becomes a form."""
