"""Two sentences for the press, in each language with its word forms; a figure says how exact it is, a missing place is told."""

from collections.abc import Mapping
from typing import Final

from campaign.core.i18n import LANGUAGES, _, use_language
from campaign.core.numerals import (
    NBSP,
    NOUNS,
    TOOK_PART,
    WAS_GIVEN,
    WAS_HELD,
    WAS_PUBLISHED,
    Case,
    Noun,
    Verb,
    agreeing,
    counted,
    kazakh_share,
    said,
)
from campaign.events.figures.amounts import Sum
from campaign.events.figures.schemas import PARTICIPANTS, PUBLICATIONS, VEHICLES
from campaign.papers.wording import campaign_line
from campaign.reports.rollup.columns import DOORS, SIGNS, SOAP
from campaign.reports.rollup.schemas import RollUp
from campaign.web.templating import day_span

_VISITED: Final = Verb(
    ("обойдён", "обойдена", "обойдено", "обойдены"), "аралап шығылды", ("was visited", "were visited")
)  # fmt: skip
_PUT_UP: Final = Verb(("повешен", "повешена", "повешено", "повешены"), "ілінді", ("was put up", "were put up"))
_WENT: Final = Verb(
    ("прошёл в автоколоннах", "прошла в автоколоннах", "прошло в автоколоннах", "прошли в автоколоннах"),
    "автокеруенге қатысты", ("drove in columns", "drove in columns"), passive=False,
)  # fmt: skip
_FURTHER: Final[tuple[tuple[str, str, Verb], ...]] = (
    (DOORS, "offices", _VISITED),
    (SIGNS, "signs", _PUT_UP),
    (SOAP, "soap", WAS_GIVEN),
    (VEHICLES, "vehicles", _WENT),
    (PUBLICATIONS, "publications", WAS_PUBLISHED),
)
_ROUNDED: Final = ((100_000, 1000), (1000, 100), (100, 10))  # an estimate from here on is said in round hundreds


def sentences_of(rollup: RollUp) -> Mapping[str, str]:
    """By language. Empty where nothing was held and nobody has said a figure."""
    return {code: _in(code, rollup) for code in LANGUAGES} if rollup.is_ready else {}


def _in(code: str, rollup: RollUp) -> str:
    with use_language(code):
        return " ".join(sentence for sentence in (_first(code, rollup), _second(code, rollup)) if sentence)


def _first(code: str, rollup: RollUp) -> str:
    bottom = rollup.table.bottom
    what = {
        "events": _done(code, Sum(bottom.held, 1), NOUNS["events"], WAS_HELD),
        "campaign": campaign_line(rollup.campaign.text()),
        "place": rollup.title.text(),
        "days": day_span(rollup.span),
    }
    people = bottom.sums[PARTICIPANTS]
    what["people"] = _done(code, people, NOUNS["people"], TOOK_PART)
    if not people.value:
        sentence = _("%(campaign)s (%(place)s, %(days)s): %(events)s.", **what)
    elif bottom.held > 1:
        sentence = _("%(campaign)s (%(place)s, %(days)s): %(events)s, and %(people)s in them.", **what)
    elif bottom.held:
        sentence = _("%(campaign)s (%(place)s, %(days)s): %(events)s, and %(people)s in it.", **what)
    else:
        sentence = _("%(campaign)s (%(place)s, %(days)s): %(people)s.", **what)
    return sentence if bottom.is_complete else f"{sentence[:-1]}; {_so_far(code, bottom.places, bottom.due)}."


def _so_far(code: str, places: int, due: int) -> str:
    """`данные поступили из 17 мест из 18`, `деректер 18 орынның 17-сінен келіп түсті`."""
    if code == "kk":
        share = kazakh_share(places)
        words = f"{due}{NBSP}орынның {share}{'нен' if share[-1] == 'і' else 'нан'}"
    elif code == "ru":
        words = f"{counted(places, NOUNS['places'], code, Case.GENITIVE)} из {due}"
    else:
        words = f"{places} of {counted(due, NOUNS['places'], code)}"
    return _("figures have come from %(share)s", share=words)


def _second(code: str, rollup: RollUp) -> str:
    sums = rollup.table.bottom.sums
    clauses = [_done(code, sums[name], NOUNS[noun], verb) for name, noun, verb in _FURTHER if sums[name].value]
    if not clauses:
        return ""
    words = ", ".join(clauses)
    return f"{words[:1].upper()}{words[1:]}."


def _done(code: str, amount: Sum, noun: Noun, verb: Verb) -> str:
    """`проведено 91 мероприятие`, `91 іс-шара өткізілді`, `91 events were held`: the verb where the language has it."""
    number, qualifier = _meant(amount)
    how_many = said(number, qualifier, noun, code)
    done = agreeing(verb, number, noun, code, qualifier)
    return f"{done} {how_many}" if code == "ru" else f"{how_many} {done}"


def _meant(amount: Sum) -> tuple[int, str]:
    """The number to say and how exactly: a sum with an estimate in it is said in round figures."""
    if amount.at_least:
        return amount.value, "at_least"
    if not amount.estimates:
        return amount.value, "exact"
    step = next((step for least, step in _ROUNDED if amount.value >= least), 1)
    return (amount.value + step // 2) // step * step, "about"
