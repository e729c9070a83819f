"""Rules and filings for tests. Each takes only what the test is about."""

from datetime import date

from campaign.core.i18n import Translated
from campaign.events.deadlines import queries, services
from campaign.events.deadlines.schemas import Anchor, Basis, FilingWish, Measure, PermitWish, RuleWish, Unit
from tests.factories import words

APRIL_6 = date(2018, 4, 6)


def a_rule_wish(**changes) -> RuleWish:
    """A notification, five working days before, answered within three."""
    facts = {
        "name": words("Уведомление", "Хабарлама", "Notice"), "addressee": words("Акимат", "Әкімдік"), "note": Translated(),
        "kinds": (), "bases": (), "measure": Measure.NOTHING, "threshold": None, "anchor": Anchor.EVENT, "days": 5,
        "unit": Unit.WORKING, "answer_days": 3, "valid_from": None, "valid_to": None,
        "source": words("Закон № 1, ст. 10", "№ 1 заң, 10-бап"), "source_url": "",
    }  # fmt: skip
    return RuleWish(**facts | changes)


def a_rule(key: str = "rule", **changes) -> int:
    return services.create_rule(a_rule_wish(**changes), key)


def a_filing_wish(code: str, **changes) -> FilingWish:
    facts = {"filed_on": date(2018, 3, 29), "number": "17", "addressee": "Акимат", "note": ""}
    return FilingWish(rule_code=code, **facts | changes)


def resting_on(event, basis: Basis = Basis.NOTIFICATION, **more) -> None:
    services.set_permit(event.id, PermitWish(basis, **more), 0)


def a_filed_paper(event_id: int, note: str) -> dict[str, int | str]:
    """A rule, a paper that was filed by it, and where an event may go: as addresses name them."""
    rule_id = a_rule("filed")
    wish = a_filing_wish(queries.rule_row(rule_id).code, note=note)
    return {"target": "reserve", "legal_rule_id": rule_id, "filing_id": services.record_filing(event_id, wish, "filed")}
