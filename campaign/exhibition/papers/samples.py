"""Panels of every kind and the plan of a hall, with invented facts; the person on one does not exist, and it says so."""

from dataclasses import replace
from datetime import timedelta
from itertools import count
from typing import Final

from campaign.core.i18n import LANGUAGES, Translated, _, language
from campaign.exhibition.blocks import Amount, Article, Bar, Bars, Block, Number, Paragraph, Sentence
from campaign.exhibition.papers.drawing import panel_on_paper
from campaign.exhibition.papers.paper import KIND
from campaign.exhibition.papers.schemas import PANELS, Frame, HallPlan, Tongues
from campaign.exhibition.schemas import (
    ExhibitionRow,
    PanelKind,
    PanelRow,
    PanelSize,
    PanelState,
    PersonRow,
    PictureRight,
    Way,
)
from campaign.papers.gallery.cast import LONGEST_NAME, ZONE, Cast
from campaign.papers.gallery.schemas import Sample, Size, sample_of
from campaign.papers.gallery.wording import sample_stamp, sample_words
from campaign.pdf.imprint import Imprint
from campaign.pdf.panels import Panels, printed

_NONE: Final = Translated()
_LABEL: Final = 60  # characters of a label in the samples with long words


def _frame(cast: Cast) -> Frame:
    return Frame(cast.campaign, cast.region, cast.day().year, "1424", sample_stamp().address)


def _hall(cast: Cast) -> ExhibitionRow:
    title = cast.words("Адал жол көрмесі", "Выставка «Честный путь»", "Exhibition “Honest Way”", LONGEST_NAME)
    hall = cast.words("Әкімдіктің фойесі", "Фойе акимата", "Lobby of the akimat")
    return ExhibitionRow(1, 1, 1, 1, 1, cast.place(0), ZONE, None, title, hall, cast.day(), cast.day(5), 1)


def _row(cast: Cast, kind: PanelKind, title: Translated, blocks: tuple[Block, ...], lead: Translated = _NONE) -> PanelRow:
    source = cast.words("Үлгі үшін ойдан алынған", "Вымышлено для образца", "Invented for the sample")
    return PanelRow(
        id=1, uid="", exhibition_id=1, campaign_id=1, region_id=1, stop_id=1, kind=kind, state=PanelState.DRAFT, position=1,
        wall="", size=PanelSize.A3, way=Way.PORTRAIT, title=title, lead=lead, blocks=blocks, source=source,
        source_checked_on=cast.day(), version=3, content_hash="9f3a1c2b77d0" + "0" * 52, shown_on=None,
    )  # fmt: skip


def _rows(cast: Cast, size: Size) -> list[PanelRow]:
    """One of facts; of many, every kind, standing and lying, large and small."""
    facts = _facts(cast, 4 if size is Size.ONE else 14)
    if size is Size.ONE:
        return [facts]
    if size is Size.EMPTY:
        return []
    found = [facts, _law(cast), _sums(cast), _poster(cast), _person(cast)]
    return [*found, replace(_poster(cast), way=Way.LANDSCAPE, size=PanelSize.A4), replace(_law(cast), way=Way.LANDSCAPE)]


def _facts(cast: Cast, bars: int) -> PanelRow:
    lead = cast.words(
        "Студенттер әкімдік кабинеттерін аралап, есіктің жанына белгі ілді. Бас тартуға әркім құқылы еді.",
        "Студенты прошли по кабинетам акимата и повесили рядом с дверью знак. Отказаться мог каждый.",
        "Students walked through the offices and put a sign beside the door. Everybody was free to refuse.",
    )
    numbers = (
        Number("18", cast.words("қала мен аудан", "городов и районов", "cities and districts", _LABEL)),
        Number("2 575", cast.words("есікті араладық", "дверей обошли", "doors visited", _LABEL)),
        Number("2 250 ₸", cast.words("бір белгінің құны", "стоит один знак", "one sign costs", _LABEL)),
    )
    title = cast.words("100 есікке шаққандағы белгі", "Знаков на 100 дверей", "Signs for 100 doors", _LABEL)
    values = [Bar(cast.place(n), float(60 + n * 17 % 39)) for n in range(bars - 1)]
    chart = Bars(title, _NONE, (*values, Bar(cast.place(bars), None)))
    return _row(
        cast, PanelKind.FACTS, cast.words("Әр есікте – уәде", "На каждой двери – обещание", "A promise at every door", 80),
        (*numbers, chart), lead,
    )  # fmt: skip


def _law(cast: Cast) -> PanelRow:
    article = Article(
        cast.words("Кодекстің 0-бабы", "Статья 0 кодекса", "Article 0 of the code", _LABEL),
        cast.words("Пара алу", "Получение взятки", "Taking a bribe", _LABEL),
        cast.words(
            "Үлгінің мәтіні: мұнда баптың мазмұны өз сөзіңізбен жазылады.",
            "Текст образца: здесь своими словами пишется, о чём статья.",
            "Words of the sample: here you write in your own words what the article says.",
        ),
        cast.day(),
    )
    return _row(cast, PanelKind.LAW, cast.words("Пара – қылмыс", "Взятка – преступление", "A bribe is a crime", 80), (article,))


def _sums(cast: Cast) -> PanelRow:
    buys = (
        cast.words("балабақшадағы орын", "место в детском саду", "a place in a kindergarten", _LABEL),
        cast.words("жедел жәрдем көлігі", "машина скорой помощи", "an ambulance", _LABEL),
        cast.words("мектеп оқулықтары", "школьные учебники", "school books", _LABEL),
    )
    lines = tuple(Amount(tenge, words) for tenge, words in zip((1_850_000, 25_000_000, 740_000), buys, strict=True))
    title = cast.words("Бір параның құны", "Цена одной взятки", "What one bribe costs", 80)
    more = Paragraph(cast.words("Сандар үлгі үшін.", "Числа для образца.", "Numbers of the sample."))
    return _row(cast, PanelKind.AMOUNTS, title, (*lines, more))


def _poster(cast: Cast) -> PanelRow:
    words = cast.words("Пара алмаймын, пара бермеймін", "Взяток не беру и не даю", "I neither take nor give bribes", 120)
    title = cast.words("Менің уәдем", "Моё обещание", "My promise", 80)
    return replace(_row(cast, PanelKind.POSTER, title, (Sentence(words),)), source=_NONE)


def _person(cast: Cast) -> PanelRow:
    """Nobody: the name is one of the cast, and court, case and post say that they are invented."""
    title = cast.words("Сот үкімі", "Приговор суда", "Sentence of a court", 80)
    invented = cast.line(_("invented court of the sample"), 120)
    person = PersonRow(
        name=cast.person(0), post=cast.words("ойдан алынған лауазым", "вымышленная должность", "an invented post", _LABEL),
        court=invented, case_number="0000-00-0-0/000", article=cast.line("0", 80),
        sentence=cast.words("айыппұл", "штраф", "a fine", _LABEL), story=_NONE, source=invented, verdict_on=cast.day(-400),
        in_force_on=cast.day(-370), checked_on=cast.day(), spent_on=cast.day() + timedelta(days=300),
        picture=PictureRight.NO_PICTURE, version=3,
    )  # fmt: skip
    return replace(_row(cast, PanelKind.PERSON, title, ()), person=person)


def _panels(cast: Cast, size: Size) -> bytes:
    """In Kazakh and Russian together where Kazakh is spoken, else in the one language."""
    code = language() if language() in LANGUAGES else "kk"
    codes = Tongues.BOTH.codes if code == "kk" else (code,)
    frame = _frame(cast)
    cards = tuple(panel_on_paper(row, frame, codes, {}, draft=row.is_about_a_person) for row in _rows(cast, size))
    title = _("Panels: %(title)s", title=_hall(cast).title.text())
    return printed(Panels(cards), Imprint(title, code, sample_stamp(), sample_words(), frame.campaign.text()))


def _plan(cast: Cast, size: Size) -> HallPlan:
    walls = [cast.line(words, 60) for words in ("1", "2", "")]
    places = count()
    rows = [replace(row, wall=walls[next(places) // 3 % 3]) for row in (_rows(cast, size) * (3 if size is Size.MANY else 1))]
    return HallPlan(_hall(cast), tuple(rows), cast.campaign)


SAMPLES = (Sample(PANELS, _panels), sample_of(KIND, _plan))
