"""What the studies add up to: opportunities scaled to a year without counting twice, headlines, and how we know."""
