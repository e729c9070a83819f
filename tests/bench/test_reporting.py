"""What the benchmarks print and how they end; nothing here measures anything."""

import io
import json

import pypdf

from campaign.pdf.listing import render
from tests.bench.__main__ import benchmarks, document, run, table
from tests.bench.invented import people
from tests.bench.measure import Case, in_child, medians
from tests.bench.roster import _pages, paper

MET = Case("10k", 0.2, "cpu s", naive=50, floor=0.1, ratio=250, goal="≥ 100× naive", reached=True)
MISSED = Case("10k", 0.3, "cpu s", floor=0.1, ratio=3, goal="≤ 2.5× floor", reached=False)
UNMEASURED = Case("10k", 0.2, "cpu s", goal="≥ 6× pycairo")


def fails(quick):
    raise OSError("no such machine")


def test_the_roster_is_among_the_benchmarks():
    assert "roster" in benchmarks()


def test_a_missed_goal_fails_the_run_but_not_a_quick_one(capsys):
    assert run("roster", lambda quick: [MET], False, False)
    assert not run("roster", lambda quick: [MET, MISSED], False, False)
    assert run("roster", lambda quick: [MET, MISSED], True, False)
    assert "NO" in capsys.readouterr().out


def test_a_peer_that_is_not_there_fails_nothing(capsys):
    assert run("roster", lambda quick: [UNMEASURED], False, False)
    assert "not measured" in capsys.readouterr().out


def test_a_benchmark_that_cannot_run_fails_even_a_quick_run(capsys):
    assert not run("roster", fails, True, False)
    assert capsys.readouterr().err == "roster: cannot run: no such machine\n"


def test_json_has_one_case_a_goal():
    said = json.loads(document("roster", [MET, UNMEASURED]))
    assert said["name"] == "roster"
    assert said["cases"][0] == {
        "case": "10k", "ours": 0.2, "naive": 50, "peer": None, "floor": 0.1, "unit": "cpu s", "ratio": 250,
        "goal": "≥ 100× naive", "reached": True,
    }  # fmt: skip
    assert said["cases"][1]["reached"] is None


def test_the_table_stands_in_columns():
    lines = table("roster", [MET, MISSED]).splitlines()
    assert lines[0] == "roster"
    assert len({line.index("cpu s") for line in lines[2:]}) == 1


def test_a_job_runs_in_a_process_of_its_own():
    assert in_child(one_figure, 3) == {"figure": 6}
    assert medians({"one": (one_figure, 2)}, 3) == {"one": {"figure": 4}}


def one_figure(number):
    return {"figure": number * 2}


def test_the_floor_is_made_of_the_bytes_of_all_pages():
    data = render(paper(people(200)))
    pages = _pages(data)
    read = pypdf.PdfReader(io.BytesIO(data)).pages
    assert pages == [page["/Contents"].get_data() for page in read]
    assert len(pages) > 5


def test_invented_people_are_the_same_each_time():
    assert people(50) == people(50)
    assert all(len(row) == 8 for row in people(50))
