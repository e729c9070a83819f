"""The papers of an invented column: its sheet, its drivers' sheets and numbers, its scheme."""

from campaign.core.i18n import Translated
from campaign.events.deadlines.schemas import FilingWish
from campaign.motorcades.invented import invented_column, invented_points
from campaign.motorcades.papers import drivers, scheme, sheet
from campaign.motorcades.papers.reading import ColumnOnPaper
from campaign.motorcades.police.schemas import CODE as POLICE_LETTER
from campaign.motorcades.route.schemas import LONGEST, Route
from campaign.papers.gallery.cast import Cast
from campaign.papers.gallery.schemas import Size, sample_of


def _column(cast: Cast, size: Size) -> ColumnOnPaper:
    column = invented_column(cast, size)
    reserve, letter = Translated(), None
    if size is not Size.EMPTY:
        reserve = cast.words("Сәтпаев көшесімен", "по улице Сатпаева", "along Satpayev street", LONGEST["reserve"])
        letter = FilingWish(POLICE_LETTER, cast.day(-20), "41-07/118", cast.line("управление полиции"), "")
    return ColumnOnPaper(cast.campaign, column, Route(column.event, invented_points(cast, size), reserve, 1), letter)


SAMPLES = (
    sample_of(sheet.KIND, _column),
    sample_of(drivers.DRIVERS, _column),
    sample_of(drivers.SCREENS, _column),
    sample_of(scheme.KIND, _column),
)
