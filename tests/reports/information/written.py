"""Reports that somebody has begun, for tests."""

from datetime import date

from campaign.core.actor import Actor, acting_as
from campaign.core.i18n import Translated
from campaign.papers.schemas import Signatory
from campaign.reports.information import services
from campaign.reports.information.gathering import about_stop
from campaign.reports.information.queries import fingerprint, information_of, report_row
from campaign.reports.information.schemas import SignWish

AKIM = Signatory(Translated("Әкімнің орынбасары", "Заместитель акима"), "Байжанов Е. Қ.")
HEAD = Signatory(Translated("Бөлім басшысы", "Руководитель отдела"), "Мусина А. Р.")


def a_report(actor: Actor, stop_id: int) -> dict[str, int | str]:
    """The number of a draft and a clause of it, by the names of the parameters of addresses."""
    with acting_as(actor):
        return {"report_id": services.start(about_stop(stop_id), "", "report of the stop"), "clause": "aim"}


def read(report_id: int) -> SignWish:
    """The wish of somebody who has read the report as it stands."""
    row = report_row(report_id)
    about = about_stop(row.stop_id)
    return SignWish((AKIM, HEAD), date(2018, 4, 5), fingerprint(information_of(about, row)))
