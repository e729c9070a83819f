"""What a package brings, in words: each row by its name, each question with what stands here and what came."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from campaign.core.i18n import LANGUAGES, OWN, Translated, Words, _
from campaign.events.schemas import EventState
from campaign.events.states import STATE_WORDS
from campaign.exchange.packages.carried import CARRIED, comes_home
from campaign.exchange.packages.carried.columns import pointing
from campaign.exchange.packages.schemas import Case, Journey, Step, Values
from campaign.exchange.packages.words import COLUMNS, CONTENT

MOST: Final = 160  # characters of a value on the page
MOST_ABOUT: Final = 3  # rows through which one is known: a record is about a door, that about an office
Names = Mapping[str, Mapping[Any, Values]]


@dataclass(frozen=True)
class Line:
    """How many rows of a table are new, changed, taken away, asked about."""

    words: Words
    new: int
    changed: int
    gone: int
    asked: int


@dataclass(frozen=True)
class Value:
    """One column of a question on both sides; without words it is named by its row."""

    words: Words
    here: str
    there: str


@dataclass(frozen=True)
class Question:
    """What somebody decides. `name` is the field of the form; `case` tells whether one side has no such row any more."""

    name: str
    words: Words
    title: str
    case: Case
    values: tuple[Value, ...]


@dataclass(frozen=True)
class Preview:
    """A journey as its page shows it."""

    lines: tuple[Line, ...]
    questions: tuple[Question, ...]
    seen: str

    @property
    def is_nothing(self) -> bool:
        return not self.lines


def preview_of(journey: Journey) -> Preview:
    """All of it in words; nothing is asked of the database."""
    names = {table: {row.get("id", key): row for key, row in rows.values()} for table, rows in journey.came.items()}
    questions = tuple(question for step in journey.questions for question in _questions(step, names))
    return Preview(tuple(_lines(journey)), questions, journey.seen)


def _lines(journey: Journey) -> Iterator[Line]:
    for table in comes_home():
        cases = [step.case for step in journey.steps if step.table == table.name]
        if cases:
            asked = len(cases) - sum(cases.count(case) for case in (Case.NEW, Case.CHANGED, Case.GONE))
            yield Line(table.words, cases.count(Case.NEW), cases.count(Case.CHANGED), cases.count(Case.GONE), asked)


def _questions(step: Step, names: Names) -> Iterator[Question]:
    words, title = CARRIED[step.table].words, title_of(step.table, step.here or step.row, names)
    for name, group in zip(step.asked, step.clashes or ((),), strict=True):
        yield Question(name, words, title, step.case, values_of(step.table, group, step.here or {}, step.row, names))


def values_of(table: str, columns: Iterable[str], here: Values, there: Values, names: Names) -> tuple[Value, ...]:
    """Both sides of the columns in which they differ: of those that have words, else of the first."""
    differ = [column for column in columns if here.get(column) != there.get(column)]
    told = [column for column in differ if column in COLUMNS] or differ[:1]
    return tuple(
        Value(COLUMNS.get(column, ""), *(shown_value(table, column, row.get(column), names) for row in (here, there)))
        for column in told
    )


def title_of(table: str, row: Values, names: Names, depth: int = MOST_ABOUT) -> str:
    """By what a person knows the row: its own title, else that of what it is about; empty when neither is known."""
    carried = CARRIED[table]
    if carried.title and (own := _plain(row[carried.title])):
        return own
    if not carried.about or depth == 0:
        return ""
    return shown_value(table, carried.about, row[carried.about], names, depth - 1)


def shown_value(table: str, column: str, value: Any, names: Names, depth: int = MOST_ABOUT) -> str:
    """What a column holds as a page shows it: a row that it names by the title of that row."""
    above = next((name for own, name, _key in pointing(table) if own == column), None)
    if above is not None and value in names.get(above, {}):
        return title_of(above, names[above][value], names, depth)
    if column in CONTENT:
        return _("another text")
    if table == "events" and column == "state":
        return str(STATE_WORDS[EventState(value)])
    return _plain(value)


def _plain(value: Any) -> str:
    """A value as text, shortened: texts in the language of the page, moments without their seconds."""
    if isinstance(value, dict) and set(OWN) <= set(value) <= set(LANGUAGES):
        return Translated.of(value).text()[:MOST]
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if value is None:
        return ""
    said = str(value)
    is_moment = len(said) > 18 and said[4] == "-" and said[10] == "T"
    return said[:16].replace("T", " ") + " UTC" if is_moment else said[:MOST]
