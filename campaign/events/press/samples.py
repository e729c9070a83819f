"""The media plans of an invented relay and of an invented stop."""

from campaign.core.i18n import Translated
from campaign.events.press import paper
from campaign.events.press.paper import MediaPlan
from campaign.events.press.schemas import MOST_LINE, MOST_QUOTE, Format, PlanRow, QuotationRow, Tongue
from campaign.papers.gallery.cast import Cast
from campaign.papers.gallery.schemas import Size, sample_of

_FORMATS, _TONGUES = tuple(Format), tuple(Tongue)


def _of_relay(cast: Cast, size: Size) -> MediaPlan:
    return MediaPlan(cast.campaign, cast.region, tuple(_row(cast, number) for number in size.of(24)))


def _of_stop(cast: Cast, size: Size) -> MediaPlan:
    rows = tuple(_row(cast, number) for number in size.of(12))
    return MediaPlan(cast.campaign, cast.place(0), rows, tuple(_quotation(cast, number) for number in size.of(3)))


def _row(cast: Cast, number: int) -> PlanRow:
    """Every third is done: with its link and reach."""
    done = number % 3 == 0
    return PlanRow(
        id=number, relay_id=1, stop_id=1, region_id=1, unit_name=cast.place(number), due_on=cast.day(number),
        theme=_theme(cast, number), outlet_id=number, outlet=cast.line("«Бес шаһар» телеарнасы"), platform="",
        format=_FORMATS[number % len(_FORMATS)], language=_TONGUES[number % len(_TONGUES)],
        responsible=cast.short(number), link=cast.line(f"https://example.kz/news/2018/09/{number}", 1000) if done else "",
        reach=12_500 + number if done else None, version=1,
    )  # fmt: skip


def _theme(cast: Cast, number: int) -> Translated:
    place = cast.place(number)
    return cast.words(f"Эстафета {place.kk} қаласында", f"Эстафета: {place.ru}", f"The relay in {place.en}", MOST_LINE)


def _quotation(cast: Cast, number: int) -> QuotationRow:
    post = cast.words("колледж директоры", "директор колледжа", "head of the college", MOST_LINE)
    said = cast.words(
        "Адалдық әркімнен басталады", "Честность начинается с каждого из нас", "Honesty begins with each of us", MOST_QUOTE
    )
    return QuotationRow(number, 1, cast.short(number), post, said, cast.short(number + 1), cast.day(), 1)


SAMPLES = (sample_of(paper.OF_RELAY, _of_relay), sample_of(paper.OF_STOP, _of_stop))
