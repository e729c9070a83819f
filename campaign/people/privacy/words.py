"""Finds the words that mean one person in every table, in the open and sealed, and puts a dash where they stood."""

import hashlib
import json
from collections.abc import Sequence
from itertools import permutations
from typing import Any, Final

from sqlalchemy import JSON, ColumnElement, Enum, String, Table, Text, cast, exists, func, literal, or_, select, update
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Session

from campaign.core import crypto, phones, rotation, text
from campaign.core.db import Base
from campaign.core.i18n import TranslatedText
from campaign.core.rotation import SealedColumn
from campaign.people.privacy.schemas import ERASED, SHORTEST, Needles, Who
from campaign.people.privacy.sought import Sought, longest_first

SPARED: dict[str, str] = {
    "audit_entries": "only ever added to; it holds ids",
    "audit_blocks": "only ever added to; it holds sums",
    "audit_head": "the head of the chain",
    "access_entries": "holds ids; it is kept to say who looked",
    "people": "erased by its number",
    "registrations": "erased by its number",
    "users": "an account is not a participant",
    "guardian_consents": "erased by their registration: brothers and sisters have the same parent",
    "data_keys": "keys",
    "erasures": "holds random names only",
    "period_closes": "closed figures, only ever added to",
    "panel_versions": "sums of versions, only ever added to",
    "panel_prints": "only ever added to",
    "panel_persons": "persons of public verdicts: the exhibition takes them down by its own rules (SPEC X2)",
    "panels": "public verdicts: approved versions only, taken down by the exhibition's own rules",
}
WHOLE: Final = ("messages", "jobs", "operation_keys", "imports", "vehicle_imports")  # looked through whatever the region
LONGEST_NAME: Final = 3  # words of a name that are tried in every order
_HASHED: Final = ("printed_sheets", "event_reports")


def needles_of(who: Who) -> Needles:
    """Every way in which their words may be written."""
    numbers = {way for e164 in who.phones for way in ways_of_a_phone(e164)}
    sure = {word for word in who.words if len(word) >= SHORTEST} | numbers
    names = {way for name in who.names for way in ways_of_a_name(name)}
    beside = {word for word in who.beside if len(word) >= SHORTEST}
    beside |= {way for e164 in who.family_phones for way in ways_of_a_phone(e164)}
    marks = who.codes | numbers | (frozenset() if who.shared else names)
    return Needles(longest_first(sure), longest_first(names), longest_first(beside), marks, not who.shared)


def ways_of_a_name(name: str) -> set[str]:
    """As written, in capitals, folded as search keys are, its words in another order. None for one word: it means too many."""
    parts = name.split()
    if len(parts) < 2:
        return set()
    orders = [" ".join(order) for order in permutations(parts)] if len(parts) <= LONGEST_NAME else [name]
    return {way for order in orders for way in (order, order.upper(), order.lower(), text.fold(order)) if way}


def ways_of_a_phone(e164: str) -> set[str]:
    """With +7, 7 or 8 in front, in a row and in groups."""
    ways = {e164, e164.removeprefix("+"), phones.shown(e164)}
    if e164.startswith("+7") and len(e164) == 12:
        area, first, second, third = e164[2:5], e164[5:8], e164[8:10], e164[10:]
        for lead in ("+7", "8"):
            ways |= {
                f"{lead}{area}{first}{second}{third}", f"{lead} {area} {first} {second} {third}",
                f"{lead} ({area}) {first}-{second}-{third}", f"{lead} {area} {first}-{second}-{third}",
                f"{lead}({area}){first}{second}{third}", f"{lead}-{area}-{first}-{second}-{third}",
            }  # fmt: skip
    return ways


def sought(several: Sequence[Who]) -> Sought:
    """Everything that means one of them."""
    return Sought([needles_of(one) for one in several])


def scrub(session: Session, region_id: int, needles: Sought, *, dry: bool = False) -> dict[str, int]:
    """Clean every text and every sealed value of the region; by table, how many rows. With `dry` only counted.

    One statement a table that has words, one a sealed column; what is sealed is opened one by one. The words of some hundred
    people cost little more than those of one: every text is walked through once.
    """
    found: dict[str, int] = {}
    if needles.is_nothing:
        return found
    for table in Base.metadata.sorted_tables:
        if table.name in SPARED or not (columns := text_columns(table)):
            continue
        if count := _scrub_table(session, table, columns, region_id, needles, dry=dry):
            found[table.name] = found.get(table.name, 0) + count
    for column in rotation.sealed_columns():
        if column.table in SPARED or "region_id" not in column.whole.c:
            continue
        if count := _scrub_sealed(session, column, region_id, needles, dry=dry):
            found[column.table] = found.get(column.table, 0) + count
    return found


def text_columns(table: Table) -> list[str]:
    """The columns in which somebody may have written words; of tables of a region, or looked through whole."""
    if "region_id" not in table.c and table.name not in WHOLE:
        return []
    kinds = (String, Text, JSON, TranslatedText)
    return [
        column.name
        for column in table.columns
        if isinstance(column.type, kinds) and not isinstance(column.type, Enum) and not column.name.endswith(("_hash", "uid"))
    ]


def _here(table: Table, region_id: int) -> list[ColumnElement[bool]]:
    if "region_id" not in table.c or table.name in WHOLE:
        return []
    return [or_(table.c.region_id == region_id, table.c.region_id.is_(None))]


def _scrub_table(
    session: Session, table: Table, columns: Sequence[str], region_id: int, needles: Sought, *, dry: bool
) -> int:  # fmt: skip
    order = list(table.primary_key.columns)
    asked = select(*order, *(table.c[name] for name in columns))
    asked = asked.where(*_here(table, region_id), _may_have(session, table, columns, needles))
    count = 0
    for row in session.connection().execute(asked).mappings().all():
        changed = {name: anew for name in columns if row[name] and (anew := needles.cleaned(row[name])) != row[name]}
        if not changed:
            continue
        count += 1
        if not dry:
            _write(session, table, [key == row[key.name] for key in order], changed)
    return count


def _may_have(session: Session, table: Table, columns: Sequence[str], needles: Sought) -> ColumnElement[bool]:
    """The rows that the database already knows to have a word of one person; of many, those that have words at all."""
    texts = [cast(table.c[name], Text) for name in columns]
    if len(needles.needles) > 1:
        return or_(*(func.length(one) > 2 for one in texts))
    at = func.instr if session.get_bind().dialect.name == "sqlite" else func.strpos
    whole: ColumnElement[str] = cast("", Text)
    for one in texts:
        whole = whole + "\n" + func.coalesce(one, "")
    listed = _listed(session, needles.needles[0])
    return exists(select(listed).where(at(whole, listed.c.value) > 0))


def _listed(session: Session, needles: Needles) -> Any:
    """All words as rows of one parameter, as they are and as JSON writes them."""
    words = {way for word in (*needles.sure, *needles.names, *needles.marks) for way in (word, json.dumps(word)[1:-1])}
    listed = json.dumps(sorted(words), ensure_ascii=False)
    if session.get_bind().dialect.name == "sqlite":
        return func.json_each(listed).table_valued("value", name="word")
    return (
        func.jsonb_array_elements_text(cast(literal(listed), Text).cast(JSONB))
        .table_valued("value", name="word")
        .render_derived()
    )


def _write(session: Session, table: Table, key: Sequence[ColumnElement[bool]], changed: dict[str, Any]) -> None:
    for name, value in changed.items():
        kind = table.c[name].type
        if isinstance(kind, String) and kind.length and isinstance(value, str):
            changed[name] = value[: kind.length]
    later = {"version": table.c.version + 1} if "version" in table.c else {}
    session.connection().execute(update(table).where(*key).values({**changed, **later}))


def _scrub_sealed(session: Session, column: SealedColumn, region_id: int, needles: Sought, *, dry: bool) -> int:
    table, kept = column.whole, column.whole.c[column.column]
    order = list(table.primary_key.columns)
    asked = select(*order, column.row.label("row_name"), kept).where(
        kept.is_not(None), func.length(kept) > 0, *_here(table, region_id)
    )
    count = 0
    for row in session.connection().execute(asked).all():
        name, sealed = row[len(order)], bytes(row[len(order) + 1])
        try:
            said = crypto.unseal(sealed, column.label, name)
        except ValueError:  # no words: a key, or what nobody can read any more
            continue
        if (anew := sealed_words(said, needles)) == said:
            continue
        count += 1
        if not dry:
            key = [each == row[place] for place, each in enumerate(order)]
            _seal_anew(session, column, key, name, anew)
    return count


def _seal_anew(session: Session, column: SealedColumn, key: Sequence[ColumnElement[bool]], name: str, words: str) -> None:
    table = column.whole
    gone = words == ERASED and table.c[column.column].nullable
    values: dict[str, Any] = {column.column: None if gone else crypto.seal(words, column.label, name)}
    if table.name in _HASHED:
        values["content_hash"] = hashlib.sha256(words.encode()).hexdigest()
    session.connection().execute(update(table).where(*key).values(values))


def sealed_words(said: str, needles: Sought) -> str:
    """What was sealed, cleaned: JSON value by value, else as one text."""
    if not needles.may_be_in(said):
        return said
    if said[:1] not in ("{", "["):
        return str(needles.cleaned(said))
    try:
        content = json.loads(said)
    except ValueError:
        return str(needles.cleaned(said))
    anew = needles.cleaned(content)
    return said if anew == content else json.dumps(anew, ensure_ascii=False, sort_keys=True)
