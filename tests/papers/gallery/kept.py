"""How every sample was when somebody last looked at it: pages and text, a file a paper in tests/data/papers.

    .venv/bin/python -m tests.papers.gallery.kept [CODE…]

writes them anew, and says which have changed: those are to be looked at before they are committed. The text of one row is kept
whole in each language, of the other data sets a digest.
"""

import hashlib
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pypdfium2

from campaign.core.i18n import OWN, use_language
from campaign.papers.gallery.documents import sample_pdf
from campaign.papers.gallery.schemas import DATA_SETS
from campaign.papers.gallery.showing import SAMPLES
from tests.conftest import built_app

FOLDER: Final = Path(__file__).parents[2] / "data" / "papers"
_WHOLE: Final = "one"


def file_of(code: str) -> Path:
    return FOLDER / f"{code}.txt"


def pages_of(pdf: bytes) -> list[str]:
    """The text of each page as a reader who copies it gets it, a line a line."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_bounded().replace("\r\n", "\n") for page in document]


def now(code: str) -> str:
    """What the file of a paper would say now."""
    return "\n".join(line for name in DATA_SETS for language in OWN for line in _of(code, name, language)) + "\n"


def _of(code: str, name: str, language: str) -> Iterator[str]:
    with use_language(language):
        pages = pages_of(sample_pdf(SAMPLES[code], DATA_SETS[name]))
    text = "\n".join(pages)
    if name == _WHOLE:
        yield f"== {name} {language}: {len(pages)}"
        yield from (line.rstrip() for line in text.splitlines() if line.strip())
    else:
        yield f"== {name} {language}: {len(pages)} {hashlib.blake2b(text.encode(), digest_size=6).hexdigest()}"


@contextmanager
def room(folder: Path) -> Iterator[None]:
    """The application, of which samples need the languages and the addresses, and no database."""
    with built_app(f"sqlite:///{folder}/none.db", folder).app_context():
        yield


def main(codes: list[str]) -> None:
    """Write the files of these papers anew; of all without any."""
    with tempfile.TemporaryDirectory() as folder, room(Path(folder)):
        for code in codes or SAMPLES:
            said, file = now(code), file_of(code)
            if not file.exists() or file.read_text() != said:
                file.write_text(said)
                print(f"changed: {file}")
        for file in () if codes else sorted(set(FOLDER.glob("*.txt")) - set(map(file_of, SAMPLES))):
            file.unlink()
            print(f"gone: {file}")


if __name__ == "__main__":
    main(sys.argv[1:])
