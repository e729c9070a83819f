"""Does what the README says, word for word, in a copy of the house: reads its examples, writes them, starts Python there."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from campaign.config import ROOT

PICTURES: Final = {".png", ".jpg", ".jpeg", ".webp"}
BUILT: Final = ("campaign/static/vendor", "campaign/assets/fonts")  # fetched, not committed
COMPILED: Final = ("campaign/translations/kk/LC_MESSAGES", "campaign/translations/ru/LC_MESSAGES")
_EXAMPLE: Final = re.compile(r"^### (.+)$")
_STEP: Final = re.compile(
    r"(?:New file `(?P<new>[^`]+)`|In `(?P<file>[^`]+)`, (?P<how>behind|instead of) the line `(?P<line>[^`]+)`):$"
)
_FENCE: Final = "```"


class WrongText(Exception):
    """The README says something that cannot be done."""


@dataclass(frozen=True)
class Step:
    """What to write where: a whole new file (`line` is empty), or lines behind or instead of a line that is there once."""

    file: str
    line: str
    is_instead: bool
    text: str


def examples_of(readme: str) -> dict[str, list[Step]]:
    """The steps of each example, by its heading. Raises WrongText for code of which nobody says where it goes."""
    _before, _heading, rest = readme.partition("\n## Three additions\n")
    found: dict[str, list[Step]] = {}
    for name, lines in _sections(rest.partition("\n## ")[0].splitlines()):
        found[name] = list(_steps(lines))
    return found


def _sections(lines: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
    name, held = "", list[str]()
    for line in lines:
        if heading := _EXAMPLE.match(line):
            if name:
                yield name, held
            name, held = heading[1], []
        else:
            held.append(line)
    yield name, held


def _steps(lines: Sequence[str]) -> Iterator[Step]:
    said, held = None, None
    for line in lines:
        if held is None and line.startswith(_FENCE):
            if said is None:
                raise WrongText(f"no file is named for the code after {line}")
            held = list[str]()
        elif held is not None and line == _FENCE:
            yield Step(said["new"] or said["file"], said["line"] or "", said["how"] == "instead of", "\n".join(held) + "\n")
            said, held = None, None
        elif held is not None:
            held.append(line)
        else:
            said = _STEP.search(line) or (said if not line.strip() else None)


def follow(root: Path, step: Step) -> None:
    """Write what the step says. Lines take the indent of the one they are put to. Raises WrongText."""
    path = root / step.file
    if not step.line:
        if path.exists():
            raise WrongText(f"{step.file} is there already")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(step.text)
        return
    lines = path.read_text().splitlines()
    places = [number for number, line in enumerate(lines) if line.strip() == step.line]
    if len(places) != 1:
        raise WrongText(f"{step.file} has the line {step.line!r} {len(places)} times")
    (place,) = places
    indent = lines[place][: len(lines[place]) - len(lines[place].lstrip())]
    lines[place + (not step.is_instead) : place + 1] = [f"{indent}{line}".rstrip() for line in step.text.splitlines()]
    path.write_text("\n".join(lines) + "\n")


def copy_of_the_house(target: Path) -> Path:
    """Its sources without pictures, with what is built beside them, and a list of its files as git keeps one."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    for name in listed.stdout.splitlines():
        if Path(name).suffix not in PICTURES and (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target / name)
    # What Python made of them is good for the copy too: same text, same time.
    for folder in ROOT.glob("campaign/**/__pycache__"):
        shutil.copytree(folder, target / folder.relative_to(ROOT), dirs_exist_ok=True)
    for name in BUILT:
        (target / name).symlink_to(ROOT / name)
    for name in COMPILED:
        shutil.copytree(ROOT / name, target / name)
    subprocess.run(["git", "init", "-q"], cwd=target, check=True)
    return target


def undo(root: Path, file: str) -> None:
    """As it is with us; what was made of a file of words goes with it."""
    (root / file).unlink()
    if (ROOT / file).is_file():
        shutil.copy2(ROOT / file, root / file)
    elif file.endswith(".po"):
        shutil.rmtree((root / file).parent)


def python(root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Our interpreter in that folder, of which it takes `campaign` and `tests`; what it said, whatever came of it."""
    return subprocess.run([sys.executable, *words], cwd=root, capture_output=True, text=True, check=False)
