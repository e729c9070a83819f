"""From what is kept of a panel to what the paper kit draws; pure, and without asking whether it may be printed."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import groupby

from campaign.core.i18n import Translated, _, use_language
from campaign.core.numerals import grouped
from campaign.exhibition import blocks
from campaign.exhibition.papers.schemas import Frame
from campaign.exhibition.papers.words import closing, day_said, hashed, in_each, in_force, said
from campaign.exhibition.schemas import PanelRow, PersonRow, Way
from campaign.pdf import panels as kit
from campaign.people.badges.words import brand_lines

Photos = Mapping[int, kit.Photo]
"""Pictures by the number of their photo, without captions."""


def panel_on_paper(row: PanelRow, frame: Frame, codes: Sequence[str], photos: Photos, *, draft: bool = False) -> kit.Panel:
    """The panel in these languages. `draft`: it says across all of it that it may not be hung up."""
    with use_language(codes[0]):
        brand = tuple(brand_lines(frame.campaign.text()))
    ends = tuple(dict.fromkeys(_closing(frame.hotline, codes)))
    return kit.Panel(
        size=row.size.value, language=codes[0], brand=brand, where=_where(frame, codes), title=said(row.title, codes),
        lead=said(row.lead, codes), blocks=tuple(_blocks(row, codes, photos)), closing=ends, source=_source(row, codes),
        stamp=_stamp(row, codes), address=frame.address, landscape=row.way is Way.LANDSCAPE,
        draft=" · ".join(in_each(codes, lambda: _("DRAFT"))) if draft else "",
    )  # fmt: skip


def _closing(hotline: str, codes: Sequence[str]) -> Iterator[tuple[str, str]]:
    for code in codes:
        with use_language(code):
            if (words := closing(hotline))[0]:
                yield words


def _where(frame: Frame, codes: Sequence[str]) -> tuple[str, ...]:
    regions = said(frame.region, codes)
    return tuple(f"{name}, {frame.year}" if name == regions[-1] else name for name in regions)


def _source(row: PanelRow, codes: Sequence[str]) -> tuple[str, ...]:
    """From where it is and of which day; of a panel about a person what the verdict was looked up in."""
    text, day = row.source, row.source_checked_on
    if row.person is not None:
        text, day = Translated(*(row.person.source,) * 3), row.person.checked_on
    if not text:
        return ()

    def say(code: str) -> str:
        if day is None:
            return _("Source: %(source)s", source=text.text(code))
        return _("Source: %(source)s (checked on %(day)s)", source=text.text(code), day=day_said(day))

    return tuple(line for code in codes for line in in_each((code,), lambda code=code: say(code)))  # type: ignore[misc]


def _stamp(row: PanelRow, codes: Sequence[str]) -> tuple[str, ...]:
    """Which version of the panel this is, and until when its sheet may hang."""
    with use_language(codes[0]):
        version = _("version %(number)s · %(hash)s", number=row.version, hash=hashed(row.content_hash))
    until = row.printed_until
    if until is None:
        return (version,)
    return (version, *in_each(codes, lambda: _("hangs until %(day)s at the latest", day=day_said(until))))


def _blocks(row: PanelRow, codes: Sequence[str], photos: Photos) -> Iterator[kit.Block]:
    """Numbers and sums that stand one after another become one part."""
    rest = row.blocks
    if row.person is not None:
        picture = next((block for block in rest if isinstance(block, blocks.Picture)), None)
        rest = tuple(block for block in rest if block is not picture)
        yield _person(row.person, codes, _photo(picture, codes, photos) if picture else None)
        if story := said(row.person.story, codes):
            yield kit.Prose(story)
    for kind, group in groupby(rest, type):
        together = list(group)
        if kind is blocks.Number:
            yield kit.Numbers(tuple(_number(one, codes) for one in together if isinstance(one, blocks.Number)))
        elif kind is blocks.Amount:
            yield kit.Amounts(tuple(_amount(one, codes) for one in together if isinstance(one, blocks.Amount)))
        else:
            yield from (_block(one, codes, photos) for one in together)


def _number(one: blocks.Number, codes: Sequence[str]) -> kit.Number:
    return kit.Number(one.value, said(one.label, codes))


def _amount(one: blocks.Amount, codes: Sequence[str]) -> kit.Number:
    return kit.Number(f"{grouped(one.tenge, codes[0])}\u00a0₸", said(one.buys, codes))


def _block(one: blocks.Block, codes: Sequence[str], photos: Photos) -> kit.Block:
    match one:
        case blocks.Bars():
            return _bars(one, codes)
        case blocks.Article():
            return _article(one, codes)
        case blocks.Sentence():
            return kit.Sentence(said(one.text, codes))
        case blocks.Picture():
            return _photo(one, codes, photos)
        case blocks.Paragraph():
            return kit.Prose(said(one.text, codes))
        case blocks.Number():
            return kit.Numbers((_number(one, codes),))
        case blocks.Amount():
            return kit.Amounts((_amount(one, codes),))


def _bars(one: blocks.Bars, codes: Sequence[str]) -> kit.Bars:
    units = said(one.unit, codes)
    title = tuple(
        f"{words}, {units[min(place, len(units) - 1)]}" if units else words
        for place, words in enumerate(said(one.title, codes))
    )
    rows = tuple(kit.Bar(said(row.label, codes), row.value, _value(row.value, codes[0])) for row in one.rows)
    return kit.Bars(title or units, rows, in_each(codes, lambda: _("no data")))


def _value(value: float | None, code: str) -> str:
    return "" if value is None else grouped(Decimal(str(value)), code)


def _article(one: blocks.Article, codes: Sequence[str]) -> kit.Law:
    def edition() -> str:
        if one.as_of is None:
            return _("The full text and its latest changes: adilet.zan.kz")
        return _("As of %(day)s. The full text: adilet.zan.kz", day=day_said(one.as_of))

    return kit.Law(said(one.number, codes), said(one.heading, codes), said(one.text, codes), in_each(codes, edition))


def _photo(one: blocks.Picture, codes: Sequence[str], photos: Photos) -> kit.Photo:
    """With its caption; an empty frame where the photo may not be printed."""
    known = photos.get(one.photo_id)
    words = said(one.caption, codes)
    if known is None:
        return kit.Photo("", 4, 3, words)
    return kit.Photo(known.jpeg, known.width, known.height, words, known.credit, known.link)


def _person(of: PersonRow, codes: Sequence[str], photo: kit.Photo | None) -> kit.Person:
    same = (of.court, of.case_number, day_said(of.verdict_on) if of.verdict_on else "", of.article)
    labels = (
        in_each(codes, lambda: _("court")), in_each(codes, lambda: _("case")), in_each(codes, lambda: _("verdict of")),
        in_each(codes, lambda: _("article of the code")),
    )  # fmt: skip
    lines = [kit.Line(label, (words,)) for label, words in zip(labels, same, strict=True) if words]
    if sentence := said(of.sentence, codes):
        lines.append(kit.Line(in_each(codes, lambda: _("punishment")), sentence))
    mark = in_each(codes, lambda: in_force(of.in_force_on))
    return kit.Person(of.name, said(of.post, codes), tuple(lines), mark, photo)
