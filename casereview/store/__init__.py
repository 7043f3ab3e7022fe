"""Everything kept is read and written here, one module per noun; every call says who asks (see access.Member)."""
