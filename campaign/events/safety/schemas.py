"""The plain data of a safety plan."""

from dataclasses import dataclass, field
from typing import Any, Final

from campaign.core.i18n import Translated
from campaign.events.schemas import EventRow

TEXTS: Final = ("medical", "evacuation", "children", "weather", "communication")
MOST_RISKS: Final = 40
MOST_PHONES: Final = 30
LONGEST: Final = {"risk": 300, "measure": 600, "responsible": 120, "text": 2000, "who": 120, "phone": 40}


@dataclass(frozen=True)
class Risk:
    """What may go wrong, what is done about it, and who does it."""

    risk: Translated = field(default_factory=Translated)
    measure: Translated = field(default_factory=Translated)
    responsible: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.risk or self.measure or self.responsible)


@dataclass(frozen=True)
class Phone:
    """Whom to call; `phone` is a number or words such as "channel 4"."""

    who: Translated = field(default_factory=Translated)
    phone: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.who or self.phone)


@dataclass(frozen=True)
class SafetyWords:
    """What is written in a plan. Of the texts an empty one leaves lines to write on."""

    risks: tuple[Risk, ...] = ()
    phones: tuple[Phone, ...] = ()
    medical: Translated = field(default_factory=Translated)
    evacuation: Translated = field(default_factory=Translated)
    children: Translated = field(default_factory=Translated)
    weather: Translated = field(default_factory=Translated)
    communication: Translated = field(default_factory=Translated)

    def as_facts(self) -> dict[str, Any]:
        """As JSON keeps it."""
        risks = [[row.risk.as_dict(), row.measure.as_dict(), row.responsible] for row in self.risks]
        phones = [[row.who.as_dict(), row.phone] for row in self.phones]
        return {"risks": risks, "phones": phones} | {name: getattr(self, name).as_dict() for name in TEXTS}

    @classmethod
    def of(cls, facts: dict[str, Any]) -> "SafetyWords":
        risks = tuple(Risk(Translated.of(risk), Translated.of(measure), who) for risk, measure, who in facts["risks"])
        phones = tuple(Phone(Translated.of(who), phone) for who, phone in facts["phones"])
        return cls(risks, phones, **{name: Translated.of(facts.get(name, {})) for name in TEXTS})


@dataclass(frozen=True)
class SafetyPlan:
    """The plan of one event. `version` is 0 while it is only the usual one of its kind, which nobody has kept yet."""

    event: EventRow
    campaign: Translated
    words: SafetyWords
    version: int
