"""What the benchmarks print and how they end; nothing here measures anything."""

import io
import json

import pypdf

from campaign.pdf.listing import render
from tests.bench import lighthouse
from tests.bench.__main__ import benchmarks, document, run, table
from tests.bench.floor import pages_of
from tests.bench.invented import people
from tests.bench.measure import Case, in_child, medians
from tests.bench.roster import paper
from tests.bench.scan import weighed
from tests.chaos import outsider

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
    pages = pages_of(data)
    read = pypdf.PdfReader(io.BytesIO(data)).pages
    assert pages == [page["/Contents"].get_data() for page in read]
    assert len(pages) > 5


def test_invented_people_are_the_same_each_time():
    assert people(50) == people(50)
    assert all(len(row) == 8 for row in people(50))


def report(score, shift=0.0):
    """What Lighthouse says of a page, as far as we read it."""
    here, there = "http://127.0.0.1:1/relays/1", "https://elsewhere.example/a.js"
    asked = [
        {"url": here, "transferSize": 2048, "resourceType": "Document"},
        {"url": there, "transferSize": 0, "resourceType": "Script"},
    ]
    said = {"cumulative-layout-shift": shift, "largest-contentful-paint": 900, "total-blocking-time": 0}
    return {
        "finalDisplayedUrl": here,
        "categories": {name: {"score": score, "auditRefs": [{"id": "label", "weight": 1}]} for name in lighthouse.CATEGORIES},
        "audits": {
            **{name: {"numericValue": value} for name, value in said.items()},
            "network-requests": {"details": {"items": asked}},
            "render-blocking-insight": {"details": {"items": [{"url": there}]}},
            "label": {"id": "label", "title": "A field has no label", "score": 0},
        },
    }


def test_a_page_is_judged_by_every_load_and_a_work_page_not_by_what_searches_see():
    light, heavy = (lighthouse.figures(report(score, shift)) for score, shift in ((1, 0), (0.9, 0.2)))
    look = lighthouse.Look("event", "/staff/events/1")
    missed = {case.case: case.reached for case in lighthouse.judged(look, [light, light, heavy], [heavy])}
    assert missed["event: accessibility"] is True, "of three loads the middle one"
    assert missed["event: SEO"] is None
    assert {name for name, reached in missed.items() if reached is False} == {
        "event: layout shift", "event: scripts first", "event: elsewhere",
    }  # fmt: skip
    assert lighthouse.faults(report(0.9), public=False) == {"label": "A field has no label"}


def test_the_table_of_pages_marks_what_is_missed():
    figures = lighthouse.figures(report(0.9))
    cases = lighthouse.judged(lighthouse.Look("start", "/staff/"), [figures], [])
    line = lighthouse.table("lighthouse", [*cases, Case("start: label: A field has no label", None, "audit")]).splitlines()
    assert line[3].split()[:4] == ["start", "90!", "90!", "90!"]
    assert line[3].endswith("NO")
    assert line[-1].strip() == "start: label: A field has no label"


def test_what_another_scanner_says_is_told_and_what_is_not_so_has_its_reason():
    def item(module, info, level):
        return {"module": module, "info": info, "level": level, "method": "GET", "path": "/", "parameter": ""}

    cookie = item("cookieflags", "Secure flag is not set", 1)
    said = {
        "vulnerabilities": {"XSS": [item("xss", "XSS vulnerability", 2)], "Cookie": [cookie]},
        "anomalies": {}, "additionals": {"Methods": [item("methods", "OPTIONS", 0)]},
    }  # fmt: skip
    found = outsider.read(said)
    assert [(one.level, one.module, bool(one.not_so)) for one in found] == [
        ("medium", "xss", False), ("low", "cookieflags", True), ("info", "methods", False),
    ]  # fmt: skip
    cases = weighed("Wapiti", found)
    assert (cases[0].ours, cases[0].reached) == (1, False)
    assert any("https" in case.case for case in cases), "the reason is told"
