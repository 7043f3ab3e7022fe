"""Thirty phones at the same moment, a third of them sending twice: each is counted exactly once."""

import pytest

from tests.benchmarks.phones import exact, run

PHONES = 30


@pytest.mark.slow
def test_each_phone_is_counted_exactly_once(tmp_path):
    found = run(tmp_path, PHONES, seconds=0.2, retries=0.34)
    assert exact(found, PHONES), found
    assert len(found.sent) > PHONES  # some did send twice
