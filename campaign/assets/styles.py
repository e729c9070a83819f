"""Trims Bootstrap's stylesheet to the rules that the pages use."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from campaign.assets.catalogues import digest
from campaign.assets.vendor import CACHE, STATIC

_WORD = re.compile(r"[A-Za-z][\w-]*")
_NEGATED = re.compile(r":not\([^()]*\)")
_NEEDED = re.compile(r"\.(-?[A-Za-z_][\w-]*)|\[(data-bs-[\w-]+)")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_DEFINED = re.compile(r"(?:^|(?<=;))(--bs-[\w-]+):(?:[^;\"']|\"[^\"]*\"|'[^']*')*(?:;|$)")
_REFERRED = re.compile(r"--bs-[\w-]+(?!\s*:)")
_READ = re.compile(r"var\((--bs-[\w-]+)")
_ANIMATION = re.compile(r"animation(?:-name)?:([^;}]*)")


@dataclass
class Rule:
    """One rule of a stylesheet: a selector list or at-rule, with declarations or with rules inside."""

    head: str
    body: str = ""
    inside: list[Rule] = field(default_factory=list)

    def text(self) -> str:
        if not self.body and not self.inside:
            return f"{self.head};"
        return f"{self.head}{{{self.body or written(self.inside)}}}"


def written(rules: list[Rule]) -> str:
    """The rules as the text of a stylesheet."""
    return "".join(rule.text() for rule in rules)


def parse(css: str) -> list[Rule]:
    """The rules of a minified stylesheet, in order."""
    rules, _ = _parse_from(_COMMENT.sub("", css), 0)
    return rules


def _parse_from(css: str, at: int) -> tuple[list[Rule], int]:
    rules: list[Rule] = []
    while at < len(css) and css[at] != "}":
        stop = min((found for mark in "{;}" if (found := css.find(mark, at)) >= 0), default=len(css))
        head = css[at:stop].strip()
        if stop < len(css) and css[stop] == "{":
            if head.startswith(("@media", "@supports", "@layer", "@container")):
                inside, at = _parse_from(css, stop + 1)
                rules.append(Rule(head, inside=inside))
            else:
                end = _closing(css, stop)
                if body := css[stop + 1 : end]:
                    rules.append(Rule(head, body))
                at = end + 1
        else:
            if head:
                rules.append(Rule(head))
            at = stop + 1
    return rules, at + 1


def _closing(css: str, opening: int) -> int:
    depth, quote = 0, ""
    for at in range(opening, len(css)):
        letter = css[at]
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "\"'":
            quote = letter
        elif letter in "{}":
            depth += 1 if letter == "{" else -1
            if not depth:
                return at
    raise ValueError("a rule of the stylesheet is not closed")


def kept(rules: list[Rule], words: set[str]) -> Iterator[Rule]:
    """The rules of which at least one selector can match a page made of these words."""
    for rule in rules:
        if rule.inside:
            if inside := list(kept(rule.inside, words)):
                yield Rule(rule.head, inside=inside)
        elif rule.head.startswith("@"):
            yield rule
        elif selectors := [one for one in _selectors(rule.head) if _possible(one, words)]:
            yield Rule(",".join(selectors), body=rule.body)


def _selectors(head: str) -> list[str]:
    """Split a selector list at its commas, not at those inside brackets."""
    parts, depth = [""], 0
    for letter in head:
        depth += (letter in "([") - (letter in ")]")
        if letter == "," and not depth:
            parts.append("")
        else:
            parts[-1] += letter
    return parts


def _possible(selector: str, words: set[str]) -> bool:
    positive = _NEGATED.sub("", selector)
    return all((name or attribute) in words for name, attribute in _NEEDED.findall(positive))


def purge(css: str, words: set[str], own_css: str = "") -> str:
    """Bootstrap without the rules, animations and custom properties nothing refers to."""
    rules = list(kept(parse(css), words))
    moving = " ".join(_ANIMATION.findall(written(rules) + own_css))
    rules = [rule for rule in rules if not rule.head.startswith("@keyframes") or rule.head.split()[-1] in moving]
    wanted = words.union(_REFERRED.findall(own_css))
    text, before = written(rules), ""
    while before != text:
        before = text
        rules = list(_without_unread(rules, wanted.union(_READ.findall(text))))
        text = written(rules)
    return text


def _without_unread(rules: list[Rule], read: set[str]) -> Iterator[Rule]:
    """Drop custom properties that nothing reads, and rules left empty by that."""
    for rule in rules:
        body = _DEFINED.sub(lambda found: found[0] if found[1] in read else "", rule.body)
        inside = list(_without_unread(rule.inside, read))
        if body or inside or not (rule.body or rule.inside):
            yield Rule(rule.head, body, inside)


def words_of(paths: list[Path]) -> set[str]:
    """Every word that could be a class: of a page or script all, of Python only those inside strings."""
    words: set[str] = set()
    for path in paths:
        text = path.read_text(encoding="utf-8")
        for piece in _strings(text) if path.suffix == ".py" else [text]:
            words.update(_WORD.findall(piece))
            words.update(re.findall(r"--bs-[\w-]+", piece))
    return words


def _strings(source: str) -> list[str]:
    try:
        tree = ast.parse(source)
    except SyntaxError:  # a module somebody is writing at this moment: look at all of it
        return [source]
    return [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]


def styles(root: Path) -> bool:
    """Write `static/vendor/bootstrap.css` when a page, script or module has changed; True when it did."""
    vendor = root / STATIC
    source = root / CACHE / "bootstrap.min.css"
    sources = sorted(
        path
        for pattern in ("templates/**/*.html", "campaign/**/*.py", "campaign/static/**/*.js")
        for path in root.glob(pattern)
        if vendor not in path.parents
    )
    own = sorted(path for path in root.glob("campaign/static/**/*.css") if vendor not in path.parents)
    stamp, target = root / CACHE / "styles.stamp", vendor / "bootstrap.css"
    wanted = digest([Path(__file__), source, *sources, *own])
    if target.is_file() and stamp.is_file() and stamp.read_text() == wanted:
        return False
    own_css = "".join(path.read_text(encoding="utf-8") for path in own)
    part = target.with_name(".bootstrap.css.part")
    part.write_text(purge(source.read_text(encoding="utf-8"), words_of(sources), own_css), encoding="utf-8")
    part.replace(target)
    stamp.write_text(wanted)
    return True
