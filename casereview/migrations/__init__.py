"""Changes of the database's schema, one file each in versions/, and how they are applied without losing a row."""
