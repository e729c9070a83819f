"""Opening a package on a machine that has nothing yet: from then on it is the stop's own, without a network."""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from campaign.accounts import links
from campaign.accounts.models import RoleGrant, User
from campaign.accounts.schemas import LinkPurpose
from campaign.accounts.services.links import new_link
from campaign.core import audit, clock, schema, settings
from campaign.core.actor import Role
from campaign.core.db import unit_of_work
from campaign.core.errors import Conflict, Invalid
from campaign.core.i18n import _l
from campaign.exchange.packages import filing, queries
from campaign.exchange.packages.carried import CARRIED
from campaign.exchange.packages.models import Package
from campaign.exchange.packages.ordering import in_order
from campaign.exchange.packages.schemas import Opened, PackageState, Sealed, Side, Tables, Values
from campaign.exchange.packages.services.gathering import number_of_rows
from campaign.exchange.packages.services.writing import go_on_counting, living, write
from campaign.exchange.packages.values import lively, table_of
from campaign.materials.models import StockBalance, StockCounter, StockDocument, StockLine, StockPlace

ROAD_NUMBERS: Final = 1_000_000  # papers printed on the road are numbered from a million times the package's own number
_MOST_ROADS: Final = 900
_ONLY_ADDED: Final = "age_rules"  # triggers let nobody take one away
_MUST_BE_EMPTY: Final = ("users", "relays", "people", "packages", "buildings")


def open_package(content: bytes, passphrase: str) -> Opened:
    """Fill this empty machine with the package and let the traveller in: their account, with a link to choose a password.

    Rows keep the numbers they have at home. Raises Invalid for another passphrase, a file that was cut or changed, or made by
    another version; Conflict when this machine is not empty. All or nothing; some thousand rows a second.
    """
    head = filing.head_of(content)
    if head.get("way") != "out":
        raise Invalid(_l("This package comes back from the road. It is opened at home, on the page “Packages”."))
    key = filing.unwrapped(head, passphrase)
    sealed = filing.opened_with(content, key)
    ensure_same_version(head)
    with unit_of_work() as session:
        _ensure_empty(session)
        _clear(session)
        _fill(session, sealed.tables)
        _count_again(session)
        return _let_in(session, sealed, key)


def ensure_same_version(head: Mapping[str, Any]) -> None:
    """Raises Invalid when the file was made by another version of the tables."""
    if head.get("revision") != schema.current():
        raise Invalid(filing.OTHER_FORMAT)


def _ensure_empty(session: Session) -> None:
    for name in _MUST_BE_EMPTY:
        if session.connection().execute(select(func.count()).select_from(table_of(name))).scalar():
            said = _l(
                "This machine has a campaign of its own already. A package is opened on a fresh one: adalzhol database upgrade."
            )
            raise Conflict(said)


def _clear(session: Session) -> None:
    """Take away what ships with the program: the package has it as it is at home, with the numbers it has there."""
    for name in reversed(CARRIED):
        if name != _ONLY_ADDED:
            session.connection().execute(delete(table_of(name)))


def _fill(session: Session, tables: Tables) -> None:
    for name, table in CARRIED.items():
        rows = in_order(name, tables.get(name, []))
        if name == _ONLY_ADDED:
            _add_rules(session, rows)
        else:
            write(session, name, [row | dict(table.later) for row in rows])
    for name, table in CARRIED.items():
        for column in table.later:
            _say_later(session, name, column, tables.get(name, []))
    go_on_counting(session, tables)


def _say_later(session: Session, name: str, column: str, rows: list[Values]) -> None:
    table = table_of(name)
    for value in sorted({row[column] for row in rows} - {None}):
        numbers = [row["id"] for row in rows if row[column] == value]
        said = {column: lively(table.c[column], value)}
        session.connection().execute(update(table).where(table.c.id.in_(numbers)).values(said))


def _add_rules(session: Session, rows: list[Values]) -> None:
    table = table_of(_ONLY_ADDED)
    asked = select(table.c.valid_from, table.c.consent_below, table.c.photo_below)
    there = {tuple(row) for row in session.connection().execute(asked)}
    for row in rows:
        new = living(_ONLY_ADDED, row)
        if (new["valid_from"], new["consent_below"], new["photo_below"]) not in there:
            del new["id"]
            session.connection().execute(table.insert(), [new])


def _count_again(session: Session) -> None:
    """What is in the stores of the stop, and the last numbers of their books, added up from the lines that came."""
    places = session.scalars(select(StockPlace).where(StockPlace.stop_id.is_not(None))).all()
    sums = _sums(session)
    for place in places:
        for variant_id, on_hand in sums.get(place.id, {}).items():
            session.add(
                StockBalance(
                    place_id=place.id, variant_id=variant_id, region_id=place.region_id, stop_id=place.stop_id,
                    on_hand=max(on_hand, 0),
                )
            )  # fmt: skip
    books = select(StockDocument.store_id, StockDocument.year, func.max(StockDocument.number)).group_by(
        StockDocument.store_id, StockDocument.year
    )
    for store_id, year, last in session.execute(books):
        session.add(StockCounter(store_id=store_id, year=year, last=last))


def _sums(session: Session) -> dict[int, dict[int, int]]:
    """Place → variant → what the lines make."""
    sums: dict[int, dict[int, int]] = {}
    for line in session.execute(select(StockLine.source_id, StockLine.target_id, StockLine.variant_id, StockLine.quantity)):
        for place, change in ((line.source_id, -line.quantity), (line.target_id, line.quantity)):
            of_place = sums.setdefault(place, {})
            of_place[line.variant_id] = of_place.get(line.variant_id, 0) + change
    return sums


def _let_in(session: Session, sealed: Sealed, key: bytes) -> Opened:
    facts = sealed.facts
    user = session.get(User, facts["traveller"])
    if user is None:
        raise Invalid(filing.BROKEN)
    session.add(RoleGrant(user_id=user.id, role=Role.STOP, region_id=facts["region"], stop_id=facts["stop"]))
    _number_papers(session, facts)
    package = _package(session, sealed, key)
    link = new_link(session, user, LinkPurpose.INVITATION, send=False)
    audit.note(session, "package.opened", "stop", package.stop_id, region_id=package.region_id, after={"rows": package.rows})
    address = links.address_of_link(link.purpose, link.uid)
    place = queries.place_of(package.stop_id)
    return Opened(package.id, place, package.rows, user.email, address, filing.shown(package.signer))


def _number_papers(session: Session, facts: Values) -> None:
    first = (int(facts["number"]) % _MOST_ROADS + 1) * ROAD_NUMBERS
    for name in facts["counters"]:
        session.merge(settings.Counter(name=name, value=first))
    if facts["clock"] is not None:
        settings.keep(session, settings.CLOCK, facts["clock"])


def _package(session: Session, sealed: Sealed, key: bytes) -> Package:
    facts, head = sealed.facts, sealed.head
    package = Package(
        uid=facts["package"], side=Side.ROAD, state=PackageState.OUT, region_id=facts["region"], stop_id=facts["stop"],
        traveller_id=facts["traveller"], traveller=facts["name"], made_by=None, made_at=clock.now(),
        rows=number_of_rows(sealed.tables), signer=head["signer"], key_sealed=b"",
    )  # fmt: skip
    session.add(package)
    package.own, package.key = filing.from_hex(facts["signs"]), key
    session.flush()
    return package
