"""The samples there are, made known by registry.py, and the cards of the gallery: each press with what it is for."""

from collections.abc import Iterable
from dataclasses import dataclass

from campaign.core.errors import NotFound
from campaign.core.i18n import _l
from campaign.papers.gallery.schemas import DATA_SETS, SETTINGS, DataSet, Sample, Setting
from campaign.papers.presses import PRESSES, Press
from campaign.papers.schemas import SubjectKind

SAMPLES: dict[str, Sample] = {}


@dataclass(frozen=True)
class Card:
    """One kind of sheet on the page of the gallery."""

    press: Press
    sample: Sample


@dataclass(frozen=True)
class Shelf:
    """The kinds of sheets of one kind of subject."""

    subject: SubjectKind
    cards: tuple[Card, ...]


def make_known(samples: Iterable[Sample]) -> None:
    """Called once for an application."""
    SAMPLES.update({sample.code: sample for sample in samples})


def sample_with(code: str) -> Sample:
    """The sample of this kind of sheet. Raises NotFound."""
    if code not in SAMPLES:
        raise NotFound(_l("There is no such paper."))
    return SAMPLES[code]


def data_set(code: str) -> DataSet:
    """The data set of this name. Raises NotFound."""
    if code not in DATA_SETS:
        raise NotFound(_l("There is no such paper."))
    return DATA_SETS[code]


def setting(code: str) -> Setting:
    """The setting of a print of this name. Raises NotFound."""
    if code not in SETTINGS:
        raise NotFound(_l("There is no such paper."))
    return SETTINGS[code]


def shelves() -> list[Shelf]:
    """Every press that has a sample, by what it is about."""
    of: dict[SubjectKind, list[Card]] = {kind: [] for kind in SubjectKind}
    for press in PRESSES.values():
        if press.code in SAMPLES:
            of[press.subject].append(Card(press, SAMPLES[press.code]))
    return [Shelf(kind, tuple(cards)) for kind, cards in of.items() if cards]
