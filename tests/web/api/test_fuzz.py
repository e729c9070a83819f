"""The short form of `bench api`: a few requests to every ninth operation."""

import pytest

from campaign.accounts.tokens import services
from tests.bench import api
from tests.web.api import fuzzing
from tests.web.api.fuzzing import fuzzed, unlimited, with_rows


def test_no_request_gets_an_answer_that_is_not_described(shipped_app, monkeypatch):
    monkeypatch.setattr(services, "PER_MINUTE", unlimited())
    token, there = with_rows()
    found = fuzzed(shipped_app, token, there, examples=2, every=9)
    assert found.wrong == []
    assert found.requests > 15


def wrong_answer(_context, _response, _case):
    raise AssertionError("this answer is promised nowhere")


def broken_check(_context, _response, _case):
    raise ZeroDivisionError("this breaks through")


@pytest.mark.parametrize("check", [wrong_answer, broken_check])
def test_a_finding_is_told_with_its_request_and_kept_for_another_day(shipped_app, monkeypatch, tmp_path, capsys, check):
    monkeypatch.setattr(services, "PER_MINUTE", unlimited())
    monkeypatch.setattr(fuzzing, "CHECKS", [check])
    monkeypatch.setattr(api, "KEPT", tmp_path / "new" / "found.txt")
    token, there = with_rows()
    found = fuzzed(shipped_app, token, there, examples=1, every=1000)
    assert len(found.wrong) == 2, "one for what is good, one for what is broken"
    assert not api.told("PostgreSQL", found).reached
    said = capsys.readouterr()
    for place in (said.err, api.KEPT.read_text("utf-8")):
        assert "curl -X GET" in place
        assert "/api/v1/" in place
        assert ("promised nowhere" if check is wrong_answer else "ZeroDivisionError: this breaks through") in place
    assert token not in said.err, "what opens doors is left out of what is kept"
    assert said.out == "", "figures may be asked for as JSON"
