"""Tests mirror the tree: tests/casereview for the core, tests/web for pages, and so on."""
