"""The queued work of imports: reading a table, and writing it."""

from campaign.core.actor import P
from campaign.core.i18n import _l
from campaign.core.tasks import Result, Work, task
from campaign.people.imports import services


@task(services.READ, _l("Reading a table of people"), P.PEOPLE_WRITE)
def read(work: Work) -> Result | None:
    return services.read(work)


@task(services.WRITE, _l("Writing a table of people"), P.PEOPLE_WRITE)
def write(work: Work) -> Result | None:
    return services.write_import(work)
