"""Bringing in filled workbooks and case lists: looked at first, said in words, then all or nothing."""
