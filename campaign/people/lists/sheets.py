"""Organisations as a table, heads and words in the reader's language."""

from collections.abc import Iterable

from campaign.core import clock
from campaign.core.i18n import _
from campaign.people.schemas import OrganisationRow
from campaign.sheets.schemas import SheetColumn, SheetTable


def organisations_table(rows: Iterable[OrganisationRow]) -> SheetTable:
    """One row an organisation, in the order given, with how many people (not participations) come from it."""
    columns = [SheetColumn(_("Name"), 60), SheetColumn(_("People"), 12, "number")]
    return SheetTable(_("Organisations"), columns, ((row.name, row.people) for row in rows), clock.campaign_now())
