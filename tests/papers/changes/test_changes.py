"""What a newer sheet says anew: found when it is frozen, kept with it, shown and printed."""

from campaign.core.actor import Role
from campaign.core.db import db
from campaign.papers import queries
from campaign.papers.changes.comparing import compared, rows_of, texts_of
from campaign.papers.changes.schemas import Change, Happened, Said
from campaign.papers.schemas import PaperSheet
from campaign.pdf.parts import Column, Facts, Grid, Paper, Paragraph
from campaign.people.models import Person, RegistrationState
from campaign.people.paper.queries import roster_sheet
from campaign.people.paper.schemas import PrintWish
from campaign.people.services.printing import print_roster
from campaign.territory.models import Region
from tests.factories import a_registration, a_stop, a_unit, a_user
from tests.papers.test_printing import a_chain, printed
from tests.pdf.reading import text_of
from tests.people.papers import a_planned_event, signed_in

COLUMNS = [Column("№", 9, kind="order"), Column("ФИО", 60), Column("✓", 9, kind="box"), Column("Группа", 20)]


def test_rows_are_compared_by_what_they_are_about_and_not_by_their_number():
    earlier = [Said("1", "r:1", "Абенов"), Said("2", "r:2", "Әлиева · 1"), Said("3", "r:3", "Ким"), Said("4", "", "мыло")]
    later = [Said("1", "r:4", "Аманов"), Said("2", "r:1", "Абенов"), Said("3", "r:2", "Әлиева · 2"), Said("4", "m:9", "мыло")]
    assert compared(earlier, later) == (
        Change(Happened.ADDED, "1", now="Аманов"),
        Change(Happened.CHANGED, "3", "Әлиева · 1", "Әлиева · 2"),
        Change(Happened.GONE, "3", was="Ким"),
    )
    assert compared(later, later) == ()
    twice = [Said("1", "", "мыло"), Said("2", "", "мыло"), Said("3", "", "")]
    assert compared(twice, twice[:1]) == (Change(Happened.GONE, "2", was="мыло"),)


def test_what_a_paper_says_is_its_rows_with_their_keys_and_its_other_words():
    table = Grid(COLUMNS, [("Школа № 5",), ("", "Абенов", "x", "1"), ("", "Ким", "", "")], keys=("", "r:1", "r:2"))
    paper = Paper("ru", "Список", [Facts([("Всего", "2")]), table, Paragraph("Явка в 9.30")])
    assert list(rows_of(paper)) == [Said("1", "r:1", "Абенов · 1"), Said("2", "r:2", "Ким")]
    assert list(texts_of(paper)) == [
        Said("", "fact:Всего", "Всего: 2"), Said("", "", "Школа № 5"),  Said("", "", "Явка в 9.30"),
    ]  # fmt: skip


def test_a_sheet_keeps_what_changed_since_the_one_it_replaced(app):
    relay = a_chain(1)
    region = db.session.get(Region, relay.region_id)
    first = printed(relay)
    a_stop(relay, a_unit(region, "Сарань")).position = 2
    db.session.commit()
    kazakh, second = printed(relay, "kk"), printed(relay, key="later")
    changes = changes_of(queries.paper_sheet(second))
    assert (changes.number, changes.revision) == (first, 1)
    handing, added = changes.rows
    assert (handing.happened, added.happened, added.was) == (Happened.CHANGED, Happened.ADDED, "")
    assert ("Сарань" in handing.was, "Сарань" in handing.now) == (False, True), "the first stop hands the baton to it"
    assert queries.paper_sheet(kazakh).frozen.changes is None, "another language is not compared"
    third = printed(relay, key="latest")
    assert not changes_of(queries.paper_sheet(third)), "nothing is new, and that is known"
    assert changes_of(queries.paper_sheet(second)) == changes, "what changed stays what it was"

    client = signed_in(app, a_user(Role.REGION, region=region))
    page = client.get(f"/staff/papers/{second}").get_data(as_text=True)
    assert "1 row added, 0 gone, 1 changed" in page
    assert f"/staff/papers/{second}-changes.pdf" in page
    assert f"sheet No. {second:05d}" in client.get(f"/staff/papers/{third}").get_data(as_text=True)
    pdf = client.get(f"/staff/papers/{second}-changes.pdf").data
    assert pdf == client.get(f"/staff/papers/{second}-changes.pdf").data
    assert f"Изменения листа № {second:05d}: редакция 3 в сравнении с редакцией 1 (лист № {first:05d})." in text_of(pdf)
    assert "Сарань" in text_of(pdf)
    assert client.get(f"/staff/papers/{first}-changes.pdf").status_code == 302


def test_a_roster_compares_people_and_never_brings_back_phones_that_were_left_out(app):
    event = a_planned_event()
    leaving = a_registration(event, "Ким Вера")
    staying = a_registration(event, "Абенов Ерлан")
    db.session.commit()
    first = print_roster(event.id, PrintWish("ru"), "one")
    leaving.state = RegistrationState.CANCELLED
    db.session.get(Person, staying.person_id).rename("Абенов Ерлан Маратович")
    db.session.commit()
    blind = roster_sheet(print_roster(event.id, PrintWish("ru", phones=False), "two")).paper
    assert blind.changes is None, "one with phones is not what it is compared with"
    second = print_roster(event.id, PrintWish("ru"), "three")
    changes = roster_sheet(second).paper.changes
    assert (changes.number, changes.counted("changed"), changes.counted("gone"), changes.counted("added")) == (first, 1, 1, 0)
    assert changes.rows[0].now.startswith("Абенов Ерлан Маратович")
    client = signed_in(app, a_user(Role.NATIONAL))
    assert "0 rows added, 1 gone, 1 changed" in client.get(f"/staff/sheets/{second}").get_data(as_text=True)
    assert "Ким Вера" in text_of(client.get(f"/staff/sheets/{second}-changes.pdf").data)
    assert client.get(f"/staff/sheets/{first}-changes.pdf").status_code == 302


def changes_of(sheet: PaperSheet):
    assert sheet.frozen.changes is not None
    return sheet.frozen.changes
