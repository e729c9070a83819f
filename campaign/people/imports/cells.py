"""What a single cell means: a name, a number, a year; or a sentence about why it cannot, and what to do."""

from __future__ import annotations

import re
from datetime import date
from typing import Final, NamedTuple

from campaign.core import phones
from campaign.core.i18n import LANGUAGES, _
from campaign.core.lengths import length_complaint
from campaign.core.text import clean_line, fold
from campaign.people.schemas import NAME_LENGTH, NOTE_LENGTH, ORGANISATION_LENGTH
from campaign.people.wishes import FEWEST_LETTERS, name_complaint
from campaign.sheets.parsing.grid import DATE, NUMBER, TEXT, TRUTH
from campaign.sheets.reading import is_rounded
from campaign.web.forms import phone_complaint

LONGEST_ADDRESS: Final = 254
_KIND: Final = 7
_BLANK: Final = frozenset({"", "-", "–", "—", "--"})
_LETTERS: Final = "A-Za-zА-Яа-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІі"
_ORDINARY_NAME: Final = re.compile(f"[{_LETTERS}]{{2,}}(?:[ -][{_LETTERS}]{{2,}}){{1,4}}")
_AND: Final = re.compile(r"\s(?:и|және|мен|пен|бен|and)\s|[;&+|]")
_APART: Final = re.compile(r"[/,\n\r]")
_NUMBERED: Final = re.compile(r"(?:^|\s)\d{1,2}[.)]\s")
_BETWEEN_PHONES: Final = re.compile(r"[,;/|\n\r]|\s(?:или|и|немесе|және|or|and)\s|\s{2,}|\s(?=\+|8[\s(-]?\(?7)")
_MOST_WORDS: Final = 5  # of one person's name, those of a patronymic written apart not counted
_FATHERS: Final = frozenset({"қызы", "ұлы", "кызы", "улы", "оглы", "оғлы", "гызы"})
_ADDRESS: Final = re.compile(r"[^@\s,;<>]+@[^@\s.,;<>]+(\.[^@\s.,;<>]+)+")
_MINOR: Final = re.compile(
    r"\bminors?\b|\bunder(?:[\s-]?age|\s+1[68])\b|несовершеннолетн\w*|кәмелет(?:ке|\s+жасына)\s+толма\w*"
    r"|1[68]\s+жасқа\s+толма\w*|\b(?:до|младше|моложе)\s+1[68](?:-?ти)?\s+лет|^(?:реб[её]нок|бала|child)\.?$",
    re.IGNORECASE,
)
_YES: Final = frozenset("1 + true yes y да д иә ия v x х ✓ ✔".split())
_NO: Final = frozenset("0 false no n нет н жоқ жок".split())
_YEAR: Final = re.compile(r"(\d{4})\s*(?:г|г\.\s*р|год|года|ж|жыл|жылы|y|year)?\.?", re.IGNORECASE)
_DAY: Final = re.compile(r"\d{1,2}\s*[./\-\s]\s*\d{1,2}\s*[./\-\s]\s*(\d{4})\s*(?:г|г\.\s*р|ж|год|жыл)?\.?", re.IGNORECASE)
_ISO_DAY: Final = re.compile(r"(\d{4})[./-]\d{1,2}[./-]\d{1,2}(?:[T\s][\d:.]+)?")
_LANGUAGES: Final = {
    fold(word): code
    for code, words in {
        "kk": "kk kz kaz қаз қз каз казахский казахском қазақ қазақша қазақ_тілі kazakh",
        "ru": "ru rus рус русский русском орыс орысша орыс_тілі russian",
        "en": "en eng англ английский английском ағыл ағылшын ағылшынша ағылшын_тілі english",
    }.items()
    for word in words.replace("_", "-").split()
}


class Fault(NamedTuple):
    """What is wrong with a cell: a word for programs and a sentence for the person who sent the table."""

    code: str
    message: str


class Said(NamedTuple):
    """Words of a cell, and whether they say that this is a minor."""

    text: str
    is_minor: bool = False


class Named(NamedTuple):
    """An organisation as written, and the key by which it is found."""

    name: str
    key: str


NOBODY: Final = Named("", "")


def name(text: str, kind: int) -> str | Fault:
    """The full name, cleaned."""
    if kind == TEXT and len(text) <= NAME_LENGTH and _ORDINARY_NAME.fullmatch(text) and not _AND.search(text):
        return text
    line = clean_line(text)
    if line in _BLANK:
        return Fault("empty_name", _("There is no name in this row. Write surname and name, or delete the row."))
    if kind & _KIND in {NUMBER, DATE, TRUTH} or (_is_short_of_letters(line) and any(map(str.isdigit, line))):
        return Fault("wrong_type", _("Here is a number or a date where a name belongs. Write surname and name in letters."))
    if words := name_complaint(line):
        return Fault("empty_name", str(words))
    if _are_several(text):
        return Fault("two_people", _("More than one person stands in this cell. Give each a row of their own."))
    return _short_enough(line, NAME_LENGTH)


def _is_short_of_letters(line: str) -> bool:
    return sum(map(str.isalpha, line)) < FEWEST_LETTERS


def _are_several(text: str) -> bool:
    """Whether a cell names two people: joined by a word or sign, or with a whole name on both sides of one, numbered."""
    together = [part for part in _AND.split(text) if not _is_short_of_letters(part)]
    whole = [part for part in _APART.split(text) if len(part.split()) > 1 and not _is_short_of_letters(part)]
    words = [word for word in re.sub(r"\([^)]*\)", " ", text).split() if word.isalpha() and word.casefold() not in _FATHERS]
    return len(together) > 1 or len(whole) > 1 or len(_NUMBERED.findall(text)) > 1 or len(words) > _MOST_WORDS


def _short_enough(line: str, most: int) -> str | Fault:
    return line if len(line) <= most else too_long(line, most)


def too_long(text: str, most: int) -> Fault:
    """More characters than are kept."""
    return Fault("too_long", length_complaint(text, most))


def phone(text: str, kind: int) -> str | Fault:
    """E.164, or empty. What a spreadsheet took for a sum, without its plus and first zeros, is fine."""
    line = clean_line(text)
    if line in _BLANK:
        return ""
    if kind & _KIND in {DATE, TRUTH}:
        words = _("Here is a date or a mark where a phone number belongs. Write the number, or leave the cell empty.")
        return Fault("wrong_type", words)
    if is_rounded(line):
        words = _("The spreadsheet has rounded this number, its last figures are lost. Make the column text and type it anew.")
        return Fault("rounded_number", words)
    several = _several(text)
    if len(several) > 1:
        return Fault("two_phones", _("Two numbers stand in this cell. Leave the one that is to be called."))
    try:
        return phones.parse_line(next(iter(several), line))
    except phones.BadPhone as error:
        return Fault("invalid_phone", phone_complaint(error))


def _several(text: str) -> set[str]:
    """The different numbers of a cell that is divided; empty for a cell that is not, or whose parts are none."""
    if len(text) < 12 or sum(map(str.isdigit, text)) < 12:  # a number has eleven
        return set()
    found = set()
    for part in _BETWEEN_PHONES.split(text):
        try:
            found.add(phones.parse(part))
        except phones.BadPhone:
            continue
    return found


def organisation(text: str, kind: int) -> Named | Fault:
    """What people come from, and the key by which it is known."""
    line = clean_line(text)
    if line in _BLANK:
        return NOBODY
    if kind & _KIND in {DATE, TRUTH} or not any(map(str.isalpha, line)):
        return Fault("wrong_type", _("A number alone names no organisation. Write it in full. For example: Школа № 20."))
    short = _short_enough(line, ORGANISATION_LENGTH)
    return short if isinstance(short, Fault) else Named(short, fold(short)[:400])


def role(text: str, kind: int) -> Said | Fault:
    """The folded name of a role, without a remark that this is a minor."""
    line = clean_line(text)
    if line in _BLANK:
        return Said("")
    if kind & _KIND in {NUMBER, DATE, TRUTH} or not any(map(str.isalpha, line)):
        return Fault("wrong_type", _("Here is a number or a date where a role belongs. Write one of the event's roles."))
    rest, found = _MINOR.subn(" ", line)
    return Said(fold(rest), bool(found))


def birth_year(text: str, kind: int) -> int | Fault | None:
    """The year, also out of a whole date; whether anybody was born in it is for others to say."""
    line = clean_line(text)
    if line in _BLANK:
        return None
    if kind & _KIND == DATE:
        return _year_of_date(line)
    for shape in (_YEAR, _DAY, _ISO_DAY):
        if found := shape.fullmatch(line):
            return int(found[1])
    if kind & _KIND == TRUTH or not any(map(str.isdigit, line)):
        return Fault("wrong_type", _("Here are words where a year of birth belongs. Write four digits. For example: 1998."))
    return Fault("bad_year", _("This is no year of birth. Write four digits. For example: 1998."))


def _year_of_date(line: str) -> int | Fault:
    try:
        day = date.fromisoformat(line[:10])
    except ValueError:
        return Fault("wrong_type", _("Here is a time where a year of birth belongs. Write four digits. For example: 1998."))
    number = (day - date(1899, 12, 30)).days
    return number if 1900 < number < 2100 else day.year  # 1998 in a cell made for dates is shown as 20 June 1905


def email(text: str, kind: int) -> str | Fault:
    """An address, as typed."""
    line = clean_line(text).removeprefix("mailto:").rstrip(" ;,.")
    if line in _BLANK:
        return ""
    if len(line) > LONGEST_ADDRESS:
        return _short_enough(line, LONGEST_ADDRESS)
    if not _ADDRESS.fullmatch(line):
        return Fault("bad_email", _("This is no e-mail address. For example: aliya@example.kz."))
    return line


def message_language(text: str, kind: int) -> str | Fault:
    """kk, ru or en; empty for an empty cell."""
    line = clean_line(text)
    if line in _BLANK:
        return ""
    if code := _LANGUAGES.get(fold(line)):
        return code
    return Fault(
        "bad_language", _("Messages are written in %(languages)s. Write one of these.", languages=", ".join(LANGUAGES))
    )


def note(text: str, kind: int) -> Said | Fault:
    """A remark, and whether it says that this is a minor."""
    line = clean_line(text)
    short = _short_enough(line, NOTE_LENGTH)
    return short if isinstance(short, Fault) else Said(short, bool(_MINOR.search(short)))


def minor(text: str, kind: int) -> Said | Fault:
    """Whether the mark in the column of minors says yes."""
    word = clean_line(text).casefold().rstrip(".!")
    if word in _YES or _MINOR.search(word):
        return Said("", True)
    if word in _BLANK or word in _NO:
        return Said("")
    return Fault("wrong_type", _("Write yes for a minor, or leave the cell empty."))
