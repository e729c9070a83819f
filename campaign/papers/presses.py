"""Every kind of sheet, of whatever feature, as a press: how it is made, made again, and read row by row.

A paper set, a print desk, the gallery and typing back know presses only. Every PaperKind has one by itself (`press_of_kind`);
sheets with a form of their own (roster, badges, door signs) bring theirs, listed in registry/papers.py.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from campaign.core.errors import NotFound
from campaign.core.i18n import LANGUAGES, Words, _l
from campaign.papers.schemas import Choice, Head, Phones, PrintWish, Subject, SubjectKind
from campaign.pdf.schemas import Placed

PRESSES: dict[str, "Press"] = {}


@dataclass(frozen=True)
class Press:
    """One kind of sheet (`code` is that of `printed_sheets.kind`) of one kind of subject.

    `suits`: whether this very subject has it. `freeze` keeps it as it stands now, inside a unit of work, and gives the sheet's
    number; it raises NotFound, Refused, Invalid as a click on its own page does. `pdf` and `rows` take the number of a sheet
    and raise as its page does; `rows` are empty for what has no rows. `count`: how many rows it would have; None: few.
    `choices` may be given in the wish; what is missing is the usual. `note`: what it is for; `heads`: who signs it.
    `phones`: a sheet that has them takes the choice `phones` (`papers/settings.py`), and one that needs them is not printed for
    whoever may not know them. `replaces`: a later sheet puts the earlier ones out of date; `names_subject`: its sheets are kept
    with its subject. `languages`: those it is wished for in; a sheet in two languages at once has one.
    `tracks`: freezing writes down more than the sheet (who has a badge), so that nothing freezes it
    that nobody has asked for. `minors`: it shows who is under age, so that whoever prints or opens it says why.
    """

    code: str
    name: Words
    subject: SubjectKind
    suits: Callable[[Subject], bool]
    freeze: Callable[[Session, Subject, PrintWish], int]
    pdf: Callable[[int], Iterable[bytes]]
    rows: Callable[[int], tuple[Placed, ...]]
    count: Callable[[int], int] | None = None
    choices: tuple[Choice, ...] = ()
    languages: tuple[str, ...] = LANGUAGES
    note: Words = ""
    heads: tuple[Head, ...] = ()
    phones: Phones = Phones.NONE
    replaces: bool = True
    names_subject: bool = True
    tracks: bool = False
    minors: bool = False


def make_known(presses: Iterable[Press]) -> None:
    """Called once for an application, in the order in which papers are offered."""
    PRESSES.update({press.code: press for press in presses})


def press_of(code: str) -> Press:
    """The press of this kind of sheet. Raises NotFound."""
    if (press := PRESSES.get(code)) is None:
        raise NotFound(_l("There is no such paper."))
    return press


def presses_of(subject: Subject) -> list[Press]:
    """Those that this relay, stop, event, store or document has, in the order of the registry."""
    return [press for press in PRESSES.values() if press.subject is subject.kind and press.suits(subject)]
