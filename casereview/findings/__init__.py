"""Declared numbers: a finding and the responses go in, a result that can be defended comes out."""
