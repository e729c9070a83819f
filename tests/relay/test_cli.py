"""`adalzhol relay …` and `adalzhol territory import`, as QUALITY.md promises them."""

import json

import pytest

from campaign.core.db import db
from campaign.factory import cli
from campaign.relay.models import Campaign, Relay

PLAN = (
    "relay plan --region KZ-35 --as-of 2018-04-01 --start 2018-04-02 --stay 14 --until 2018-12-09 --kit standard"
)  # fmt: skip


@pytest.fixture
def run(shipped_app):
    """Runs one command line and gives its result, as the console would."""
    runner = shipped_app.test_cli_runner()

    def said(line: str):
        return runner.invoke(cli, line.split())

    return said


def test_a_relay_is_planned_on_a_database_that_was_only_upgraded(run):
    result = run(f"{PLAN} --json")
    document = json.loads(result.stdout)
    stops = document["stops"]
    assert (result.exit_code, len(stops)) == (0, 18)
    assert 1_812 < document["kilometres"] < 1_831
    assert stops[0]["unit"] == {
        "code": "kar-karaganda", "kk": "Қарағанды", "ru": "Караганда", "en": "Karaganda", "lat": 49.80187, "lon": 73.10211,
    }  # fmt: skip
    assert (stops[0]["order"], stops[0]["arrives"], stops[0]["departs"]) == (1, "2018-04-02", "2018-04-15")
    assert stops[1]["arrives"] == "2018-04-15"
    rally = next(event for event in stops[0]["events"] if event["kind"] == "rally")
    assert rally["starts_at"] == "2018-04-02T10:00+06:00"
    assert db.session.get(Relay, document["relay"]).campaign_id == db.session.query(Campaign).one().id


def test_a_dry_run_shows_the_plan_and_creates_nothing(run):
    result = run(f"{PLAN} --dry-run --json")
    assert (json.loads(result.stdout)["relay"], len(json.loads(result.stdout)["stops"])) == (None, 18)
    assert db.session.query(Relay).count() == 0


def test_ends_are_chosen_by_code(run):
    stops = json.loads(run(f"{PLAN} --first kar-saran --last kar-karaganda --dry-run --json").stdout)["stops"]
    assert (stops[0]["unit"]["code"], stops[-1]["unit"]["code"]) == ("kar-saran", "kar-karaganda")


def test_kostanay_is_a_chain_of_twenty(run):
    result = run(PLAN.replace("KZ-35", "KZ-39").replace("--stay 14", "--stay 12"))
    assert (result.exit_code, "20 stops" in result.stdout) == (0, True)
    assert "20 stops" in run("relay list").stdout


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (PLAN.replace("KZ-35", "KZ-99"), "There is no region with the code KZ-99"),
        (PLAN.replace("KZ-35", "KZ-62"), "On 01.04.2018 there was no such region yet"),
        (PLAN.replace("--stay 14", "--stay 30"), "would last until"),
        (PLAN.replace("--stay 14", "--stay 0"), "A stay lasts from 1 to 92 days, not 0."),
        (PLAN.replace("2018-12-09", "2017-12-09"), "lies before the start"),
        (PLAN.replace("2018-12-09", "9999-12-31"), "The year 9999 is not in the calendar"),
        (f"{PLAN} --first kus-rudny", "kus-rudny is not among the places of this relay."),
        (f"{PLAN} --campaign 77", "no such campaign"),
        (PLAN.replace("standard", "no-such-kit"), "no-such-kit"),
    ],
)
def test_a_mistake_is_one_line_and_exit_1(run, line, words):
    result = run(line)
    assert (result.exit_code, result.stdout) == (1, "")
    assert words in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
    assert db.session.query(Relay).count() == 0


def test_a_table_of_units_comes_in_by_command(run, tmp_path):
    file = tmp_path / "units.csv"
    file.write_text("code;kind;region;kk;ru;lat;lon\nakm-k;city;KZ-11;Көкшетау;Кокшетау;53.28;69.39\n")
    assert "1 new, 0 updated" in run(f"territory import {file}").stdout
    file.write_bytes(b"\x89PNG\x00")
    result = run(f"territory import {file}")
    assert (result.exit_code, "This is a picture" in result.stderr) == (1, True)


def test_an_earlier_relay_is_done_again_with_new_dates(run):
    earlier = json.loads(run(f"{PLAN} --json").stdout)
    shown = run(f"relay copy {earlier['relay']} --start 2027-03-01 --dry-run --json")
    assert "Left out: Zhezkazgan, now in Ulytau Region" in shown.stderr
    document = json.loads(shown.stdout)
    kept = [stop["unit"]["code"] for stop in document["stops"]]
    assert kept == [code for stop in earlier["stops"] if (code := stop["unit"]["code"]) in kept]
    assert (len(kept), document["relay"]) == (13, None)
    made = json.loads(run(f"relay copy {earlier['relay']} --start 2027-03-01 --json").stdout)
    assert len(made["stops"][0]["events"]) == len(earlier["stops"][0]["events"])
    assert made["stops"][0]["arrives"] == "2027-03-01"
