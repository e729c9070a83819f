"""Cuts the type of the screen down to the letters that the pages are made of; what is rare stays in the files it came in."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

CORE = {
    "cyrillic": "U+0401, U+0406, U+0410-044F, U+0451, U+0456, U+04B0-04B1, U+2116",
    "cyrillic-ext": "U+0492-0493, U+049A-049B, U+04A2-04A3, U+04AE-04AF, U+04BA-04BB, U+04D8-04D9, U+04E8-04E9",
    "latin": "U+0020-007E, U+00A0, U+00AB, U+00B7, U+00BB, U+00D7, U+2013-2014, U+2019, U+201C-201D, U+2026, U+2212",
}
"""Part of the type → its letters: Russian and Kazakh, ASCII, and the signs of our own sentences. `look.css` says the same."""

FILES = {part: f"golos-text-{part}-core.woff2" for part in CORE}
WEIGHTS = (400, 700)
_SCRIPT = """
const subset = require("subset-font"), fs = require("fs");
const {jobs, weights: [min, max]} = JSON.parse(fs.readFileSync(0, "utf8"));
(async () => {
  for (const [from, to, text] of jobs)
  {
    const cut = await subset(fs.readFileSync(from), text, {targetFormat: "woff2", variationAxes: {wght: {min, max}}});
    fs.writeFileSync(to + ".part", cut);
    fs.renameSync(to + ".part", to);  // so that nobody ever sees half of it
  }
})();
"""


def letters(ranges: str) -> str:
    """The text of a `unicode-range`."""
    spans = (span.strip().removeprefix("U+").partition("-") for span in ranges.split(","))
    return "".join(chr(sign) for first, _, last in spans for sign in range(int(first, 16), int(last or first, 16) + 1))


def cut(node: list[str], folder: Path, into: Path) -> None:
    """Write the three files, some 40 KB together. `folder` is where node finds `subset-font`. Raises CalledProcessError."""
    jobs = [
        (str(into / f"golos-text-{part}-wght-normal.woff2"), str(into / FILES[part]), letters(ranges))
        for part, ranges in CORE.items()
    ]
    given = json.dumps({"jobs": jobs, "weights": WEIGHTS})
    subprocess.run([*node, "-e", _SCRIPT], cwd=folder, input=given, text=True, capture_output=True, check=True)
