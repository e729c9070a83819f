"""What a clerk types is read as it is meant, by any keyboard; what cannot be read is said in a sentence, row by row."""

from campaign.papers.typed.comparing import differences
from campaign.papers.typed.reading import name_and_phone, read_text
from campaign.papers.typed.schemas import Row, Sign, Total, TypedKind
from campaign.walks.papers.typed import KIND as WALK

KIND = TypedKind(
    code="sign_in",
    signs=(
        Sign("", "came"),
        Sign("x", "struck out", also=("х", "ч")),
        Sign("f", "no photo", also=("ф",)),
        Sign("s", "soap", amount=True),
        Sign("l", "lost", amount=True, note=True),
    ),
    ensure=lambda sheet: None,
    judge=lambda sheet, entries: (),
    post=lambda session, sheet, entries: None,
    undo=lambda session, sheet, facts: (),
    totals=(Total("came", lambda entries: sum(not entry.has("x") for entry in entries)),),
    fills="name and phone",
)
PAGE = tuple(Row(str(number), f"registration:{number}", (str(number), f"Адам {number}")) for number in range(5, 25))
BLANK = tuple(Row(str(number), "", (str(number), "", "")) for number in (25, 26, 27))
BAND = (Row("30", "", ("30", "Итого")),)
ROWS = PAGE + BLANK + BAND


def typed(text):
    """By the number of the row: its signs with their amounts, and the words."""
    found = read_text(KIND, ROWS, text)
    return {
        entry.row.number: ("".join(f"{mark.sign}{mark.amount or ''}" for mark in entry.marks), entry.words)
        for entry in found.entries
    }


MEANT = {
    "7 9-11 22x": {"7": ("", ""), "9": ("", ""), "10": ("", ""), "11": ("", ""), "22": ("x", "")},
    "22х 23Ч 24ФX": {"22": ("x", ""), "23": ("x", ""), "24": ("fx", "")},
    "9 – 10, 007;5f": {"9": ("", ""), "10": ("", ""), "7": ("", ""), "5": ("f", "")},
    "7s2l1: уронили, разбили": {"7": ("s2l1", "уронили, разбили")},
    "7\n7x\n\n  \n7": {"7": ("", "")},
    "+ Сейтова Әлия 8 701 555 01 23\n27+ Ким А.": {"25": ("", "Сейтова Әлия 8 701 555 01 23"), "27": ("", "Ким А.")},
    "+f Ким А.\n+Ким Б.": {"25": ("f", "Ким А."), "26": ("", "Ким Б.")},
}
UNREADABLE = (
    "4", "7-99", "11-9", "25", "9y", "-5", "7²", "30", "7: так", "5+ Ким", "+", "28+ Ким", "7x" * 900, "9" * 300, "0",
    "7s99999999", "⁷", "٧", "7;:x",
)  # fmt: skip


def test_what_is_typed_is_read_as_it_is_meant(app):
    assert {text: typed(text) for text in MEANT} == MEANT
    assert all(list(typed(text)) == sorted(typed(text), key=int) for text in MEANT), "in the printed order"


def test_what_cannot_be_read_is_said_and_changes_nothing(app):
    read = {text: read_text(KIND, ROWS, text) for text in UNREADABLE}
    assert {text: (len(found.slips), found.entries) for text, found in read.items()} == dict.fromkeys(UNREADABLE, (1, ()))
    assert all(str(found.slips[0].words).endswith(".") for found in read.values())


def test_a_sign_apart_from_its_row_is_told_where_it_belongs(app):
    slips = read_text(KIND, ROWS, "7 x\n7 Ф\n7 у").slips
    assert ["right behind" in slip.words for slip in slips] == [True, True, False]


def test_no_more_people_are_added_than_blank_rows_are_on_the_page(app):
    found = read_text(KIND, ROWS, "\n".join(f"+ Ким {letter}" for letter in "абвг"))
    assert ([entry.row.number for entry in found.entries], len(found.slips)) == (["25", "26", "27"], 1)


def test_sums_are_those_typed_last_and_rows_typed_twice_are_told(app):
    found = read_text(KIND, ROWS, "=3\n7 8\n8-9\n=4 1")
    assert (found.totals, [line.again for line in found.lines]) == ((4, 1), [(), (), ("8",), ()])


def test_a_name_ends_where_its_phone_begins(app):
    assert name_and_phone("Ахметов Данияр, +7 (701) 555-01-23") == ("Ахметов Данияр", "+7 (701) 555-01-23", "+77015550123")
    assert name_and_phone("Ахметов 2-й") == ("Ахметов 2-й", "", "")
    assert name_and_phone("Ахметов 2 8 701 555 01 23") == ("Ахметов 2", "8 701 555 01 23", "+77015550123")
    assert name_and_phone("Ахметов 8701555") == ("Ахметов", "8701555", "")


def test_two_people_agree_when_they_mean_the_same(app):
    first = read_text(KIND, ROWS, "7 9xf\n+ Ким Анна 8 701 555 01 23\n=2")
    assert differences(KIND, first, read_text(KIND, ROWS, "9fx\n+ КИМ Анна +77015550123\n7\n=2")) == ()
    found = differences(KIND, first, read_text(KIND, ROWS, "8 9xf\n+ Ким Анна 8 701 555 01 24\n=3"))
    assert [(one.row and one.row.number, bool(one.first), bool(one.second)) for one in found] == [
        ("7", True, False), ("25", True, True), ("8", False, True), (None, True, True),
    ]  # fmt: skip


def test_two_people_agree_when_different_signs_come_to_the_same_door(app):
    doors = tuple(Row(str(number), f"door:{number}", (str(number), f"10{number}")) for number in range(1, 5))
    first = read_text(WALK, doors, "1 2x 3s2\n=s 40 33 7 0")
    assert differences(WALK, first, read_text(WALK, doors, "1s1u 2xo 3us2\n=s 40 33 7 0")) == ()
    found = differences(WALK, first, read_text(WALK, doors, "1 2xu 3s2\n=s 40 33 6 1"))
    assert [one.row and one.row.number for one in found] == ["2", "=s"]
