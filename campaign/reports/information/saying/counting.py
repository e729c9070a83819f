"""Figures inside of sentences: amounts and sums with the noun that goes with them, in the language spoken now."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from campaign.core.i18n import language
from campaign.core.numerals import NOUNS, Case, Noun, Number, Verb, agreeing, counted, kazakh_share, said
from campaign.events.figures.amounts import Amount, Sum
from campaign.events.figures.schemas import MeasureRow
from campaign.events.figures.words import amount_words

_NOUN_OF: Final[Mapping[str, str]] = {
    "participants": "people", "officials": "officials", "students": "students", "pupils": "pupils", "vehicles": "vehicles",
    "buses": "buses", "distance_km": "kilometres", "doors_visited": "doors", "signs_up": "signs", "soap_given": "soap",
    "publications": "publications", "organisations": "organisations",
}  # fmt: skip
VISITED: Final = Verb(("обойдён", "обойдена", "обойдено", "обойдены"), "аралап өтілді", ("was visited", "were visited"))
GIVEN: Final = Verb(("вручён", "вручена", "вручено", "вручены"), "тапсырылды", ("was handed over", "were handed over"))


def noun_of(measure: MeasureRow) -> Noun | None:
    """The noun of a measure; None for one that organizers have added, whose forms nobody knows."""
    name = _NOUN_OF.get(measure.code)
    return NOUNS[name] if name else None


def in_units(value: int, measure: MeasureRow) -> Number:
    """The value in whole units or with its decimals."""
    exact = Decimal(value) / 10**measure.decimals
    return exact if exact % 1 else int(exact)


def amount_said(amount: Amount, measure: MeasureRow) -> str:
    """`12 машин`, `около 400 человек`, `Teams: 7`."""
    noun = noun_of(measure)
    if noun is None:
        return f"{measure.name.text()}: {amount_words(amount, measure)}"
    return said(in_units(amount.value, measure), amount.qualifier.value, noun, language())


def _qualifier(total: Sum) -> str:
    return "at_least" if total.at_least else "about" if total.estimates else "exact"


def sum_said(total: Sum, noun: Noun) -> str:
    """`550 человек`, `около 550 человек`, `не менее 200 человек`."""
    return said(total.value, _qualifier(total), noun, language())


def agrees(verb: Verb, total: Sum, noun: Noun) -> str:
    """The form of the verb that goes with it."""
    return agreeing(verb, total.value, noun, language(), _qualifier(total))


def many(number: int, name: str, *, kazakh: Case = Case.NOMINATIVE, russian: Case = Case.NOMINATIVE) -> str:
    """So many of a noun, in the case that the sentence of this language asks for."""
    code = language()
    return counted(number, NOUNS[name], code, kazakh if code == "kk" else russian)


def done(verb: Verb, number: int, name: str) -> str:
    """The form of the verb that goes with so many of a noun."""
    return agreeing(verb, number, NOUNS[name], language())


def share(number: int) -> str:
    """So many of a greater number that is named beside it."""
    return kazakh_share(number) if language() == "kk" else str(number)


def sentence(words: str) -> str:
    """With a capital at its start."""
    return words[:1].upper() + words[1:]


def ended(words: str) -> str:
    """With a full stop, which a date in Russian brings along."""
    return words if words.endswith(".") else f"{words}."


def listed(names: list[str]) -> str:
    """Names in a row."""
    return ", ".join(dict.fromkeys(filter(None, names)))
