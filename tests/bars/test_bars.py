"""The frame of the bars: what is measured is asked for, and what is not measured is said."""

import json
import signal
import time

import pytest

from tests.bars.asked import ASKED
from tests.bars.bar import BOTH, NEITHER, POSTGRESQL, SQLITE, Bar, Cases, Measured, Reached, Tests
from tests.bars.measuring import Measurer, Outcome, belongs, heard_in, of_cases, of_tests
from tests.bars.saying import Saying
from tests.bars.table import all_bars, measured, missed, printed, rows
from tests.bench import bars
from tests.bench.__main__ import benchmarks, document, run
from tests.bench.measure import ROOT, Case

GOOD = Bar("GET", Measured(lambda database, quick: Reached(f"0 rows on {database}", True)), shows=("nothing",))
GOOD_ONE = Reached("0 rows", True)
BAD = Bar("GET", Measured(lambda database, quick: Reached("3 rows", database == SQLITE)), part="with filters")


def evidence() -> list[Tests | Cases | Measured]:
    return [bar.evidence(quick) for bar in all_bars() for quick in (True, False)]


def test_each_bar_is_of_a_line_that_is_asked_for_and_no_two_are_the_same():
    asked = {line for lines in ASKED.values() for line in lines}
    names = [(bar.line, bar.part) for bar in all_bars()]
    assert {line for line, _part in names} <= asked
    assert len(names) == len(set(names))


def test_each_clause_is_shown_by_a_bar():
    shown = {(bar.line, clause) for bar in all_bars() for clause in bar.shows}
    asked = {(line, clause) for lines in ASKED.values() for line, clauses in lines.items() for clause in clauses}
    assert shown == asked


def test_a_bar_without_one_of_the_databases_says_why():
    assert [(bar.line, bar.part) for bar in all_bars() if (bar.databases == BOTH) == bool(bar.why)] == []


def test_what_a_bar_names_is_there():
    known = benchmarks()
    for one in evidence():
        if isinstance(one, Cases):
            assert one.benchmark in known
        for target in one.targets if isinstance(one, Tests) else ():
            path, _colons, name = target.partition("::")
            assert (ROOT / path).exists(), target
            assert not name or f"def {name.partition('[')[0]}(" in (ROOT / path).read_text(), target


def test_a_line_without_a_bar_is_not_measured_and_not_reached():
    measurer = Measurer(quick=True)
    measurer.measure([GOOD, BAD])
    found = {(row.line, row.part): row for row in rows([GOOD, BAD], measurer)}
    assert found["minors", "clause SQL"].figures[SQLITE].figure == "not measured"
    assert [row.reached for row in found.values() if row.line == "GET"] == [True, False]
    assert sum(row.reached for row in found.values()) == 1


def test_the_table_says_what_was_reached_where(monkeypatch, capsys):
    monkeypatch.setattr("tests.bars.table.all_bars", lambda: [GOOD, BAD])
    monkeypatch.setenv("BENCH_ONLY", "GET; logs")
    assert not run("bars", bars.cases, quick=True, as_json=False)
    said = capsys.readouterr().out
    assert [line.split() for line in said.splitlines()[2:]] == [
        ["bar", *BOTH, "reached"],
        ["GET", "0", "rows", "on", "SQLite", "0", "rows", "on", "PostgreSQL", "yes"],
        ["GET:", "with", "filters", "3", "rows", "3", "rows", "NO"],
        ["logs:", "clause", "nobody", "not", "measured", "not", "measured", "NO"],
    ]
    monkeypatch.setattr("tests.bars.table.all_bars", lambda: [GOOD])
    monkeypatch.setenv("BENCH_ONLY", "GET")
    assert run("bars", bars.cases, quick=True, as_json=False)
    first = json.loads(document("bars", bars.cases(True)))["cases"][0]
    assert (first["bar"], first["database"], first["figure"], first["reached"]) == ("GET", SQLITE, "0 rows on SQLite", True)


def test_a_long_figure_stays_in_its_column():
    long = Bar("GET", Measured(lambda database, quick: Reached("word " * 40, True)), databases=NEITHER, why="none is asked")
    measurer = Measurer(quick=True)
    measurer.measure([long])
    lines = printed([row for row in rows([long], measurer) if row.line == "GET" and row.why]).splitlines()
    assert len(lines) > 5
    assert max(map(len, lines)) < 170
    assert "(no database: none is asked)" in lines[2]


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ([Outcome("a.py::b", True)], Reached("1 test", True)),
        ([Outcome("a.py::b[1]", True, ("10,000 forged",)), Outcome("a.py::b[2]", True, ("10,000 forged",))],
         Reached("10,000 forged", True)),
        ([Outcome("a.py::b[1]", True), Outcome("a.py::b[2]", False)], Reached("1 of 2 tests fail: a.py::b[2]", False)),
        ([Outcome("a.py::bb", True)], Reached("no test ran: a.py::b", None)),
    ],
)  # fmt: skip
def test_a_bar_of_tests_is_reached_when_there_are_some_and_all_pass(found, said):
    assert of_tests(found, ("a.py::b",)) == said


def test_a_target_is_a_folder_a_file_or_a_test():
    assert all(belongs("tests/a/b.py::c[d]", target) for target in ("tests/a", "tests/a/b.py", "tests/a/b.py::c"))
    assert not belongs("tests/ab/b.py::c", "tests/a")


def test_a_bar_of_cases_is_reached_when_no_goal_is_missed():
    met = Case("lost, SQLite", 0, "people", goal="none", reached=True)
    missed = Case("lost, PostgreSQL", 2, "people", goal="none", reached=False)
    assert of_cases([met, missed], ("lost", SQLITE)) == Reached("lost, SQLite: 0 people", True)
    assert of_cases([met, missed], ("lost", POSTGRESQL)) == Reached("lost, PostgreSQL: 2 people", False)
    assert of_cases([met], ("seats",)).reached is None
    assert of_cases([Case("lost, SQLite", 0, "people", goal="none")], ("lost",)).reached is None


def test_a_child_says_how_each_test_ended_and_which_figures_it_had(tmp_path):
    saying = Saying(tmp_path / "said.jsonl")
    for test, when, outcome in (
        ("a.py::b", "setup", "passed"), ("a.py::b", "call", "passed"), ("a.py::b", "teardown", "passed"),
        ("a.py::c", "setup", "skipped"), ("a.py::c", "teardown", "passed"),
        ("a.py::d", "setup", "passed"), ("a.py::d", "call", "failed"), ("a.py::d", "teardown", "passed"),
    ):  # fmt: skip
        figures = [("figure", "10,000 forged")] if test == "a.py::b" else [("other", "x")]
        saying.pytest_runtest_logreport(
            pytest.TestReport(test, ("a.py", 1, ""), {}, outcome, None, when, user_properties=figures)
        )
    lines = (tmp_path / "said.jsonl").read_text().splitlines()
    assert [json.loads(line) for line in lines] == [
        ["a.py::b", True, ["10,000 forged"]], ["a.py::c", False, []], ["a.py::d", False, []],
    ]  # fmt: skip


def test_a_figure_is_told_as_soon_as_it_is_reached_and_kept_when_all_is_broken_off(monkeypatch, capsys):
    def broken_off(database: str, quick: bool) -> Reached:
        signal.raise_signal(signal.SIGTERM)
        return Reached("too late", True)

    monkeypatch.setattr("tests.bars.table.all_bars", lambda: [GOOD, Bar("GET", Measured(broken_off), part="later")])
    found = {row.part: row for row in measured(quick=True, lines=["GET"])}
    assert found[""].reached
    assert {figure.figure for figure in found["later"].figures.values()} == {"not measured"}
    assert missed(found.values()) == ["GET: later, SQLite", "GET: later, PostgreSQL"]
    said = capsys.readouterr().err.splitlines()
    assert said[0].endswith("yes GET, SQLite: 0 rows on SQLite")


def test_the_time_is_bounded(monkeypatch):
    slow = Bar("GET", Measured(lambda database, quick: time.sleep(20) or GOOD_ONE))
    monkeypatch.setattr("tests.bars.table.all_bars", lambda: [slow])
    began = time.monotonic()
    assert not measured(quick=True, lines=["GET"], minutes=0.005)[0].reached
    assert time.monotonic() - began < 10


def test_a_child_that_has_more_to_say_is_waited_for(tmp_path):
    said = tmp_path / "said.jsonl"
    said.write_text('["collected", ["a.py::b", "a.py::c"]]\n["a.py::b", true, []]\n["a.py::c", tr')
    heard = heard_in(said)
    assert heard.outcomes == [Outcome("a.py::b", True)]
    assert heard.has_all(("a.py::b",))
    assert not heard.has_all(("a.py",))
