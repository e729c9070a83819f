"""Merges the translations of all features into the one catalogue a language is read from."""

from __future__ import annotations

import hashlib
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.plurals import get_plural
from babel.messages.pofile import PoFileError, PoFileParser

from campaign.assets.vendor import AssetError

# A language that is not named here counts as Babel says that it does.
PLURALS = {
    "kk": "nplurals=2; plural=(n != 1);",
    "ru": ("nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);"),
}


class MergedCatalogue(Catalog):
    """One language, gathered from many files; the same words may not be translated in two ways."""

    def __init__(self, language: str) -> None:
        super().__init__(locale=language, fuzzy=False)
        self.header = Message(
            "",
            "\n".join(
                (
                    "Content-Type: text/plain; charset=utf-8",
                    f"Language: {language}",
                    f"Plural-Forms: {PLURALS.get(language) or get_plural(language)}",
                )
            ),
        )
        super().__setitem__("", self.header)
        self.file = Path()
        self.clashes: list[str] = []
        self._origin: dict[Any, str] = {}

    def __setitem__(self, id: Any, message: Message) -> None:
        if not id:
            return
        place = f"{self.file.name}:{message.lineno}"
        key = (message.context, id[0] if isinstance(id, tuple) else id)
        earlier = self.get(key[1], message.context)
        if earlier is not None and (earlier.id, earlier.string) != (message.id, message.string):
            self.clashes.append(
                f"{self.locale_identifier}: “{key[1]}” is {earlier.string!r} in {self._origin[key]} "
                f"and {message.string!r} in {place}"
            )
            return
        self._origin.setdefault(key, place)
        super().__setitem__(id, message)


def merged(folder: Path) -> MergedCatalogue:
    """All `*.po` files of the language's folder in one catalogue; clashes are noted, not raised."""
    catalogue = MergedCatalogue(folder.name)
    for path in sorted(folder.glob("*.po")):
        catalogue.file = path
        with path.open("rb") as file:
            try:
                PoFileParser(catalogue, abort_invalid=True).parse(file)
            except PoFileError as error:
                raise AssetError(f"{folder.name}/{path.name} cannot be read: {error}.") from error
    return catalogue


def messages(root: Path) -> bool:
    """Write `LC_MESSAGES/messages.mo` for every language; True when something changed.

    Raises AssetError naming both places when two files translate the same words differently. The catalogue is
    written all the same, with the first of the two.
    """
    clashes: list[str] = []
    changed = False
    for folder in sorted(path for path in (root / "campaign/translations").glob("*") if any(path.glob("*.po"))):
        target = folder / "LC_MESSAGES/messages.mo"
        stamp = target.with_name("messages.stamp")
        wanted = digest([Path(__file__), *sorted(folder.glob("*.po"))])
        if target.is_file() and stamp.is_file() and stamp.read_text() == wanted:
            continue
        catalogue = merged(folder)
        target.parent.mkdir(exist_ok=True)
        compiled = BytesIO()
        write_mo(compiled, catalogue)
        part = target.with_name("messages.part")
        part.write_bytes(compiled.getvalue())
        part.replace(target)
        changed = True
        if catalogue.clashes:
            clashes += catalogue.clashes
        else:
            stamp.write_text(wanted)
    if clashes:
        raise AssetError("Two translations of the same words:\n  " + "\n  ".join(clashes))
    return changed


def digest(paths: list[Path]) -> str:
    """A hash of names and contents, to tell whether anything has to be built again."""
    whole = hashlib.sha256()
    for path in paths:
        whole.update(f"{path.name}\0".encode())
        whole.update(path.read_bytes())
    return whole.hexdigest()
