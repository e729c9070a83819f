"""The facts of an act in the words of the reader: the names that rooms give them, days, and what else a fact points to."""

import re
from datetime import date, datetime
from typing import Final

from campaign.core.i18n import Words, _l
from campaign.reports.trail.choices import chosen
from campaign.reports.trail.words import THINGS
from campaign.web.templating import day, moment

_NAMES: Final[tuple[tuple[str, Words], ...]] = (
    ("state", _l("state")),
    ("event", _l("event")),
    ("role", _l("role")),
    ("queue_number", _l("number in the queue")),
    ("number", _l("number")),
    ("group", _l("group")),
    ("kind", _l("kind")),
    ("lines rows", _l("lines")),
    ("year", _l("year")),
    ("version", _l("version")),
    ("source", _l("source")),
    ("vehicle", _l("vehicle")),
    ("seats", _l("seats")),
    ("shifts", _l("shifts")),
    ("by_staff", _l("put in by staff")),
    ("accepted", _l("accepted")),
    ("measure", _l("measure")),
    ("stage", _l("plan or fact")),
    ("value", _l("value")),
    ("qualifier", _l("how exact")),
    ("counts", _l("what is counted")),
    ("figure", _l("number of the figure")),
    ("size", _l("size")),
    ("basis", _l("basis")),
    ("stop", _l("stop")),
    ("capacity", _l("capacity")),
    ("relay relay_id", _l("relay")),
    ("name", _l("name")),
    ("floors", _l("floors")),
    ("events", _l("events")),
    ("on", _l("day")),
    ("minutes", _l("minutes")),
    ("planned", _l("planned so many")),
    ("consent", _l("consent")),
    ("registrations", _l("registrations")),
    ("registration", _l("registration")),
    ("purpose", _l("purpose")),
    ("need", _l("need")),
    ("soap", _l("soap")),
    ("sign", _l("door sign")),
    ("gloves", _l("gloves")),
    ("exhibition", _l("exhibition")),
    ("given", _l("given")),
    ("building", _l("building")),
    ("stops", _l("stops")),
    ("parent_stop_id", _l("inside the stop")),
    ("kit", _l("kit")),
    ("starts_on first_day", _l("first day")),
    ("ends_on last_day", _l("last day")),
    ("starts_at", _l("begins")),
    ("items", _l("items")),
    ("team", _l("team")),
    ("teams", _l("teams")),
    ("sums", _l("sums")),
    ("filing", _l("filing")),
    ("rule", _l("rule")),
    ("filed_on", _l("filed on")),
    ("answer", _l("answer")),
    ("answered_on", _l("answered on")),
    ("inventory", _l("inventory number")),
    ("body", _l("body")),
    ("giver", _l("giving side")),
    ("receiver", _l("receiving side")),
    ("agreed_at", _l("agreed for")),
    ("received_at", _l("received at")),
    ("changed", _l("changed so many")),
    ("valid_from", _l("valid from")),
    ("valid_to", _l("valid to")),
    ("facts", _l("facts")),
    ("waived", _l("not needed")),
    ("position", _l("place in the order")),
    ("hours", _l("hours")),
    ("revision", _l("revision")),
    ("numbers", _l("numbers")),
    ("material", _l("material")),
    ("document", _l("document")),
    ("amount", _l("amount")),
    ("reserve", _l("reserve")),
    ("rooms", _l("offices")),
    ("format", _l("format")),
    ("points", _l("points of the way")),
    ("clause", _l("clause")),
    ("by_hand", _l("written by hand")),
    ("announced", _l("announced")),
    ("missing", _l("missing")),
    ("paper_first", _l("on paper first")),
    ("risks", _l("risks")),
    ("checked", _l("checked")),
    ("letters", _l("letters")),
    ("outlets", _l("media outlets")),
    ("holder", _l("who has it")),
    ("people", _l("people")),
    ("share", _l("share")),
    ("hash", _l("checksum")),
    ("sheets", _l("sheets")),
    ("code", _l("code")),
    ("label", _l("label")),
    ("language", _l("language")),
    ("device", _l("device")),
    ("cars", _l("vehicles")),
    ("slip", _l("move of a stop")),
    ("reason", _l("reason")),
)
_VALUES: Final[tuple[tuple[str, Words], ...]] = (
    ("draft", _l("draft")),
    ("approved", _l("approved")),
    ("open", _l("open")),
    ("held", _l("held")),
    ("confirmed", _l("confirmed")),
    ("cancelled", _l("cancelled")),
    ("plan", _l("plan")),
    ("fact", _l("fact")),
    ("exact", _l("exact")),
    ("about", _l("about")),
    ("more_than", _l("more than")),
    ("several", _l("several")),
    ("counted", _l("counted on the spot")),
    ("estimated", _l("estimated")),
    ("told", _l("told by somebody")),
    ("staff", _l("staff")),
    ("people", _l("different people")),
    ("+", _l("yes")),
)
_NAME: Final = {code: words for codes, words in _NAMES for code in codes.split()}
_VALUE: Final = {code: words for codes, words in _VALUES for code in codes.split()}
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d\S*[+-]\d\d:\d\d")
_POINTER: Final = re.compile(r"([a-z_]+)-(\d+)")


def name_of(fact: str) -> str:
    """What the fact is called; one that only programs speak of keeps its code, read as words."""
    return str(_NAME.get(fact, fact.replace("_", " ")))


def value_of(act: str, fact: str, shown: str, zone: str) -> str:
    """The value as a person reads it: a day, a moment in `zone`, a thing with its number, a word; else as it was noted.

    The number of an act, `2018-35-01`, may look like a day and is none.
    """
    if fact == "number":
        return shown
    if words := chosen(act, fact, shown):
        return words
    if shown in _VALUE:
        return str(_VALUE[shown])
    if _DAY.fullmatch(shown):
        return day(date.fromisoformat(shown))
    if _MOMENT.fullmatch(shown):
        return moment(datetime.fromisoformat(shown), zone, full=True)
    if (pointer := _POINTER.fullmatch(shown)) and pointer[1] in THINGS:
        return f"{THINGS[pointer[1]]} №\u00a0{pointer[2]}"
    return shown
