"""The kinds of paper there are and what they can be about, as later features have made them known in registry.py."""

from collections.abc import Iterable

from campaign.core.errors import NotFound
from campaign.core.i18n import _l
from campaign.papers.schemas import PaperKind, Subject, SubjectKind, SubjectPort

KINDS: dict[str, PaperKind] = {}
SUBJECTS: dict[SubjectKind, SubjectPort] = {}


def make_known(subjects: Iterable[SubjectPort], kinds: Iterable[PaperKind]) -> None:
    """Called once for an application."""
    SUBJECTS.update({port.kind: port for port in subjects})
    KINDS.update({kind.code: kind for kind in kinds})


def kind_of(code: str, subject: SubjectKind) -> PaperKind:
    """The kind of paper with this code. Raises NotFound when such a subject has none."""
    kind = KINDS.get(code)
    if kind is None or kind.subject is not subject:
        raise NotFound(_l("There is no such paper."))
    return kind


def ensure_suits(kind: PaperKind, subject: Subject) -> None:
    """Raises NotFound when this very subject has no such paper: a rally has no cars."""
    if not kind.suits(subject):
        raise NotFound(_l("There is no such paper."))


def kinds_of(subject: Subject) -> list[PaperKind]:
    """In the order of registry.py."""
    return [kind for kind in KINDS.values() if kind.suits(subject)]
