"""What is made of an instrument is made once for the same object, and anew for another that looks the same."""

from casereview.instruments import kept
from casereview.instruments.loading import loads
from tests.tiny import TINY_TEXT


def test_made_once_for_each_object(monkeypatch):
    made = []
    monkeypatch.setattr(kept, "MOST", 2)

    def make(instrument):
        made.append(instrument)
        return len(made)

    pages = kept.Kept(make)
    first, same, third = (loads(TINY_TEXT, "tiny.toml").replace() for _ in range(3))
    assert [pages(first), pages(first), pages(same), pages(first)] == [1, 1, 2, 1]
    assert [pages(third), pages(third)] == [3, 3]  # full: everything older goes
    assert pages(first) == 4
