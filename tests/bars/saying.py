"""A plugin for the child that runs tests: writes which there are, and how each ended, to the file in BARS_SAID."""

import json
import os
from pathlib import Path

import pytest


class Saying:
    def __init__(self, path: Path) -> None:
        self._path = path
        self._good: dict[str, bool] = {}

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        self._write(["collected", [item.nodeid for item in session.items]])

    def _write(self, line: object) -> None:
        with self._path.open("a") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Three reports a test: it is good when none failed and none was skipped."""
        self._good[report.nodeid] = self._good.get(report.nodeid, True) and report.passed
        if report.when == "teardown":
            figures = [said for name, said in report.user_properties if name == "figure"]
            self._write([report.nodeid, self._good[report.nodeid], figures])


def pytest_configure(config: pytest.Config) -> None:
    if "BARS_SAID" in os.environ:
        config.pluginmanager.register(Saying(Path(os.environ["BARS_SAID"])))
