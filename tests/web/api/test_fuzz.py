"""The short form of `bench api`: a few requests to every ninth operation."""

from campaign.accounts.tokens import services
from tests.web.api.fuzzing import fuzzed, unlimited, with_rows


def test_no_request_gets_an_answer_that_is_not_described(shipped_app, monkeypatch):
    monkeypatch.setattr(services, "PER_MINUTE", unlimited())
    token, there = with_rows()
    found = fuzzed(shipped_app, token, there, examples=2, every=9)
    assert found.wrong == []
    assert found.requests > 15
