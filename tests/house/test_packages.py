"""Every table goes along in the package of a stop, or is named with the reason why it stays."""

from campaign.core.db import Base
from campaign.exchange.packages.carried import CARRIED, STAYS, comes_home
from campaign.exchange.packages.carried.columns import facts_of, key_columns, references
from campaign.exchange.packages.sealing import DERIVED

UNNAMED = (
    "Say of these tables whether a stop takes them along: a line in exchange/packages/carried/facts.py (brought back), "
    "frame.py (only to work by) or stays.py (stays home, with the reason)"
)


def test_every_table_goes_along_or_stays_for_a_reason():
    assert set(Base.metadata.tables) - set(CARRIED) - set(STAYS) == set(), UNNAMED
    assert (set(CARRIED) | set(STAYS)) - set(Base.metadata.tables) == set()
    assert set(CARRIED) & set(STAYS) == set()


def test_a_table_stands_below_those_it_rests_on():
    """Else a row would be written before the one it points to, or be left out without a word."""
    order, wrong = list(CARRIED), []
    for place, name in enumerate(order):
        for column, above, _key in references(name):
            needed = not Base.metadata.tables[name].c[column].nullable
            if above != name and above not in order[:place] and (needed or above in order[place:]):
                wrong.append(f"{name}.{column}")
    assert wrong == ["relays.parent_stop_id"]  # the relay inside a stop is taken along without the one around it


def test_whatever_is_hashed_follows_anew_from_the_keys_of_each_machine():
    """What is sealed is opened by the rule of the house (`core.rotation`); a hash or an index has no rule, so it is named."""
    for name in CARRIED:
        hashed = {
            column.name for column in Base.metadata.tables[name].columns if column.name.endswith(("_hash", "_index", "_tail"))
        }
        told = {"body_hash", "content_hash", "password_hash"}  # of what stands in the row itself
        assert hashed - told == set(DERIVED.get(name, ())), (
            f"say how the hashes of {name} follow, in exchange/packages/sealing.py"
        )


def test_every_row_that_comes_home_is_called_by_a_name():
    unnamed = [table.name for table in comes_home() if not table.words or not facts_of(table.name) + key_columns(table.name)]
    assert unnamed == []
    for table in comes_home():
        columns = set(Base.metadata.tables[table.name].columns.keys())
        named = {*table.stays, *table.later, *table.lists, *table.numbered, *table.points} | {table.title, table.about} - {""}
        assert named <= columns, table.name
