"""The plain data of minors: whose consent, how it came, and the rule that asks for it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from campaign.core.i18n import Translated
from campaign.events.schemas import EventRow
from campaign.people.schemas import RegistrationState


class Relation(StrEnum):
    """What whoever signs is to the child."""

    MOTHER = "mother"
    FATHER = "father"
    GUARDIAN = "guardian"
    OTHER = "other"


class Way(StrEnum):
    """How a consent came: on the parent's own page, or on paper."""

    LINK = "link"
    PAPER = "paper"


@dataclass(frozen=True)
class Ages:
    """Below which ages, on the day of an event, a guardian has to agree: to coming, and to photographs."""

    consent_below: int
    photo_below: int

    @property
    def oldest(self) -> int:
        """Below which age a guardian has to say something."""
        return max(self.consent_below, self.photo_below)


@dataclass(frozen=True)
class Born:
    """What is known of when somebody was born; the day only where it was asked for."""

    year: int | None
    day: date | None = None


@dataclass(frozen=True)
class GuardianWords:
    """A consent text for guardians as they read it: one version in one language, with the age of the rule in it."""

    id: int
    version: int
    language: str
    text: str
    consent_below: int


@dataclass(frozen=True)
class Agreement:
    """What a guardian said: who they are, what they are to the child, and whether photographs are allowed.

    `version` is that of the words that were shown. `birth_date` is the child's, where only it tells how old they are.
    """

    name: str
    relation: Relation
    phone: str
    photo: bool
    version: int
    language: str
    birth_date: date | None = None


@dataclass(frozen=True)
class SignedPaper:
    """The same on paper: when it was signed, and where the paper is kept."""

    signed_on: date
    kept_where: str


@dataclass(frozen=True)
class Said:
    """A consent that stands, as its page shows it back."""

    name: str
    relation: Relation
    way: Way
    photo: bool
    given_at: datetime


@dataclass(frozen=True)
class GuardianPage:
    """All that a parent's link shows of a child: the name, the event, what was said; no phone, no code, no other event.

    `must_agree`: without a consent the child may not come; else only photographs hang on it. `asks_date`: only the date of
    birth tells which.
    """

    child: str
    role: Translated | None
    state: RegistrationState
    waiting_place: int | None
    event: EventRow
    words: GuardianWords
    must_agree: bool
    photo_below: int
    asks_date: bool
    birth_year: int | None
    said: Said | None
    is_over: bool
    ended_at: datetime | None = None
    """When the last consent ended, while none stands: withdrawn, or left behind when the child cancelled and came again."""


@dataclass(frozen=True)
class AgeRuleWish:
    """A rule to be added: from which day on, which ages, where that is written."""

    valid_from: date
    consent_below: int
    photo_below: int
    source: Translated
    note: str = ""


@dataclass(frozen=True)
class RuleEffect:
    """How many people of coming events wait for a parent because of a rule, and how many need not wait any more."""

    pended: int
    admitted: int


@dataclass(frozen=True)
class Standing:
    """A consent that stands, as coordinators see it. `phone` is E.164, or empty."""

    name: str
    relation: Relation
    phone: str
    way: Way
    photo: bool
    given_at: datetime
    signed_on: date | None
    kept_where: str


@dataclass(frozen=True)
class MinorFacts:
    """What the age of somebody means for one registration.

    `must_agree`: no place without a parent; `is_minor`: a parent decides about photographs; `asks_date`: only the date of birth
    tells. `link` is the secret of the parent's link, or empty.
    """

    registration_id: int
    state: RegistrationState
    born: Born
    consent_below: int
    photo_below: int
    must_agree: bool
    is_minor: bool
    asks_date: bool
    photo: bool | None
    link: str
    asked_by_letter: bool
    consent: Standing | None


@dataclass(frozen=True)
class MinorLine:
    """One minor of an event as the list shows them. `same_phone`: the guardian gave the child's own number."""

    registration_id: int
    full_name: str
    birth_year: int | None
    organisation: str
    state: RegistrationState
    must_agree: bool
    photo: bool | None
    consent: Standing | None
    same_phone: bool
    sort_key: str


@dataclass(frozen=True)
class MinorFigures:
    """How many of an event's minors wait for a parent, and how many of those who need not are photographed or not."""

    all: int
    pending: int
    photo_unknown: int


@dataclass(frozen=True)
class ConsentSheet:
    """What stands on the consents to be signed: the event, the words in both languages, the children by name."""

    campaign: Translated
    event: Translated
    place: str
    day: date
    starts: str
    kk: str
    ru: str
    children: tuple[str, ...]
    version_words: str


@dataclass(frozen=True)
class MinorRow:
    """One minor with a place, and whom to call. `phone` is E.164, or empty."""

    full_name: str
    birth_year: int | None
    organisation: str
    photo: bool
    guardian: str
    relation: Relation | None
    phone: str


@dataclass(frozen=True)
class MinorSheet:
    """The list of minors: those who come, in the alphabet spoken, and how many wait for a parent."""

    campaign: Translated
    event: Translated
    place: str
    day: date
    starts: str
    below: int
    lines: tuple[MinorRow, ...]
    pending: int
