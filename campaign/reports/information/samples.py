"""The event report with invented clauses."""

from campaign.core.i18n import Translated
from campaign.papers.gallery.cast import Cast
from campaign.papers.gallery.schemas import Size, sample_of
from campaign.papers.schemas import SubjectKind
from campaign.reports.information import paper
from campaign.reports.information.schemas import About, Clause, ClauseCode, Head, Information, Row

_NOTHING = Translated()
_TEXT = ("Өткізу барысы туралы мәтін.", "Текст о том, как прошло мероприятие.", "A text about how the event went.")
_MOST = 1500


def _information(cast: Cast, size: Size) -> Information:
    about = About(
        SubjectKind.STOP, 1, 1, 1, 1, cast.campaign, cast.place(0), _NOTHING, cast.day(), cast.day(5), "Asia/Almaty"
    )  # fmt: skip
    if size is Size.EMPTY:
        return Information(about, Head(), tuple(Clause(code, _NOTHING) for code in ClauseCode))
    head = Head(
        cast.line("3-11/074"), cast.day(9), cast.words("Теміртау әкімдігі", "Акимат, Темиртау", "Akimat, Temirtau"),
        cast.words("Департамент", "Департамент", "The department"), cast.short(2), cast.phone(2),
    )  # fmt: skip
    return Information(about, head, tuple(_clause(cast, size, code) for code in ClauseCode))


def _clause(cast: Cast, size: Size, code: ClauseCode) -> Clause:
    rows = {ClauseCode.COURSE: _event, ClauseCode.PEOPLE: _category, ClauseCode.MATERIALS: _material}
    made = tuple(rows[code](cast, number) for number in size.of(14)) if code in rows else ()
    return Clause(code, _NOTHING if made and code is not ClauseCode.COURSE else cast.words(*_TEXT, _MOST), made)


def _same(words: str) -> Translated:
    return Translated(words, words, words)


def _event(cast: Cast, number: int) -> Row:
    title = cast.words("Автокеруен: 12 көлік", "Автоколонна: 12 машин", "Motorcade: 12 vehicles")
    source = cast.words("Сол жерде саналды", "Подсчитано на месте", "Counted on the spot")
    return (_same(f"10:{number:02d}–11:30"), title, _same("400"), _same(f"≈\u00a0{390 + number}"), source)


def _category(cast: Cast, number: int) -> Row:
    name = cast.words("Студенттер", "Студенты", "Students")
    return (name, _same(str(100 + number)), cast.words("Тіркелгендер", "Отметились", "Signed in"))


def _material(cast: Cast, number: int) -> Row:
    name = cast.words("«Таза қолдар» сабыны", "Мыло «Чистые руки»", "Soap “Clean hands”")
    counts = (_same(str(count + number)) for count in (208, 191, 16, 1))
    return (name, cast.words("дана", "шт", "pcs", 20), *counts, _same(f"{number + 1}/2018"))


SAMPLES = (sample_of(paper.OF_STOP, _information), sample_of(paper.OF_EVENT, _information))
