"""The printed act: frozen under a number, the same for both sides, in two languages, with room for a pen."""

import io
import re

import pypdf
import pypdfium2
import pytest
import zxingcpp
from sqlalchemy import update

from campaign.core import audit, prints
from campaign.core.audit import AuditEntry, Head
from campaign.core.audit.verifying import verify
from campaign.core.db import db
from campaign.core.errors import Conflict, KeyReused, NotFound, Refused
from campaign.core.i18n import Translated
from campaign.core.prints import PrintedSheet
from campaign.relay.custody import documents, queries, services
from campaign.relay.custody.act.queries import act_sheet
from campaign.relay.custody.act.schemas import ActPrint
from campaign.relay.custody.models import BatonItem, Handover
from campaign.relay.custody.schemas import Condition, ItemKind, ItemWords, Receipt, Signer, Thing
from tests.pdf.reading import pages_of, text_of
from tests.relay.custody.batons import (
    a_baton,
    a_key,
    acting,
    an_item,
    answers,
    confirm,
    coordinator,
    organizer,
    propose,
)

MM = 72 / 25.4


def pdf_of(number: int) -> bytes:
    return documents.act_pdf(act_sheet(number))


def printed(handover: int) -> str:
    return text_of(pdf_of(services.print_act(handover, a_key())))


def test_an_act_is_the_same_to_the_byte_whatever_changes_afterwards(app):
    baton = a_baton()
    handover = propose(baton, baton.body, baton.stop(0))
    number = services.print_act(handover, "one")
    before = pdf_of(number)
    services.change_item(baton.items[0], ItemWords(ItemKind.CUP, Translated(kk="Кубок", ru="Кубок"), "К-1", ""), 1)
    confirm(handover, condition=Condition.DAMAGED)
    assert pdf_of(number) == before
    later = services.print_act(handover, "two")
    assert [act.revision for act in queries.acts_of(handover)] == [2, 1]
    assert "бүлінген / есть повреждения" in text_of(pdf_of(later))


def test_the_same_key_is_one_sheet(either_app):
    baton = a_baton()
    handover = propose(baton, baton.body, baton.stop(0))
    assert services.print_act(handover, "k") == services.print_act(handover, "k")
    with pytest.raises(KeyReused):
        services.print_blank(baton.stops[0], "k")
    assert len(queries.acts_of(handover)) == 1


def test_both_sides_read_one_act_and_nobody_else(app):
    baton = a_baton()
    confirm(propose(baton, baton.body, baton.stop(0)))
    with acting(coordinator(baton, 0)):
        handover = propose(baton, baton.stop(0), baton.stop(1))
        number = services.print_act(handover, a_key())
    with acting(coordinator(baton, 1)):
        assert act_sheet(number).handover_id == handover
        services.print_act(handover, a_key())
    with acting(coordinator(baton, 2)):
        for act in (lambda: act_sheet(number), lambda: services.print_act(handover, a_key())):
            with pytest.raises(NotFound):
                act()
    with acting(organizer(a_baton())), pytest.raises(NotFound):
        act_sheet(number)
    noted = db.session.query(AuditEntry).filter_by(act="sheet.printed").all()
    assert [entry.after["kind"] for entry in noted] == ["handover_act"] * 2


def test_a_blank_act_names_the_sides_and_the_items_and_leaves_the_rest_to_a_pen(app):
    baton = a_baton()
    with acting(coordinator(baton, 1)):
        number = services.print_blank(baton.stops[1], a_key())
        sheet = act_sheet(number)
        with pytest.raises(NotFound):
            services.print_blank(baton.stops[0], a_key())
    assert (sheet.stop_id, sheet.handover_id) == (baton.stops[1], None)
    paper = text_of(documents.act_pdf(sheet))
    assert "Темиртау, ______" in paper
    assert "Сарань, ______" in paper
    assert "Эстафета туы / Знамя эстафеты" in paper
    assert "№ ____" in paper
    with acting(coordinator(baton, 2)), pytest.raises(NotFound):
        act_sheet(number)


def test_only_a_side_prints(app):
    from campaign.core.actor import Role
    from tests.factories import a_user

    baton = a_baton()
    handover = propose(baton, baton.body, baton.stop(0))
    with acting(a_user(Role.AUDITOR)), pytest.raises(Refused):
        services.print_act(handover, a_key())


def test_what_differs_stands_on_the_act(app):
    baton = a_baton(items=2)
    handover = propose(baton, baton.body, baton.stop(0), things=(Thing("Мыло «Чистые руки»", 216, "в упаковке"),))
    row = queries.handover_row(handover)
    said = answers(row, missing=[baton.items[1]], condition=Condition.WORN, note="край потёрт")
    services.confirm(handover, row.version, Receipt(said, (210,), remarks="Книгу привезут завтра."))
    paper = printed(handover)
    for words in ("тозған / есть износ; край потёрт", "жоқ / отсутствует", "216", "210", "Книгу привезут завтра."):
        assert words in paper


@pytest.mark.parametrize("name", ["Әлия <b>Нұр", "R&D", "O'Neil", "Іңкәр Ғұмарқызы", "№ 7 ₸ «»"])
def test_a_name_is_printed_as_it_is_written(app, name):
    baton = a_baton(items=1)
    signers = (Signer(name, Translated(kk=name, ru=name)), Signer(), Signer())
    paper = printed(propose(baton, baton.body, baton.stop(0), signers=signers))
    assert paper.count(name) == 5  # post and name on both sides, and under the line to sign on


def test_an_act_without_names_has_lines_to_write_them_on(app):
    baton = a_baton(items=1)
    assert "Темиртау" not in printed(propose(baton, baton.body, baton.stop(0)))


def test_a_long_act_goes_on_to_a_second_page_with_its_head_and_its_number(app):
    baton = a_baton(items=0)
    long = "Переходящее знамя областной эстафеты с вышивкой и подставкой из карагача"
    for number in range(12):
        baton.items.append(an_item(baton, number, name=Translated(kk=f"{long} {number}", ru=f"{long} № {number}")))
    things = tuple(Thing(f"{long} ({number})", 1_000_000, long) for number in range(40))
    pdf = pdf_of(services.print_act(propose(baton, baton.body, baton.stop(0), things=things), a_key()))
    pages = pages_of(pdf)
    assert len(pages) > 2
    for number, page in enumerate(pages, 1):
        assert f"стр. {number} из {len(pages)}" in page
        assert "Жай-күйі" in page or number == len(pages)
    text = " ".join(pages)
    assert text.count("қолы / подпись") == 3
    assert all(f"({number})" in text for number in range(40))


def test_the_paper_is_a4_has_a_title_a_language_and_a_code_that_leads_to_it(app):
    baton = a_baton(items=1)
    number = services.print_act(propose(baton, baton.body, baton.stop(0)), a_key())
    pdf = pdf_of(number)
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    page = reader.pages[0]
    assert (round(float(page.mediabox.width) / MM), round(float(page.mediabox.height) / MM)) == (210, 297)
    assert "АКТ ПРИЁМА-ПЕРЕДАЧИ" in str(reader.metadata and reader.metadata.title)
    assert reader.trailer["/Root"]["/Lang"] == "kk-KZ"
    picture = pypdfium2.PdfDocument(pdf)[0].render(scale=4).to_pil()
    (code,) = zxingcpp.read_barcodes(picture)
    assert code.text.endswith(f"/S/{number:05d}-1")


def test_an_empty_act_says_so():
    from campaign.pdf import sides
    from campaign.pdf.schemas import Column, SheetStamp, Words

    words = Words("Лист", "стр. {0} из {1}", "редакция {}", "отпечатано", "продолжение", "подпись", "пусто")
    grid = sides.Grid([Column("№", 8), Column("Предмет", 60)], (), "Ничего не передано.")
    paper = sides.SidesPaper("kk-KZ", "Акт", "Акт", [grid], SheetStamp("00001"), words)
    assert "Ничего не передано." in text_of(sides.render(paper))


def test_a_sheet_that_was_tampered_with_is_not_shown(app):
    baton = a_baton(items=1)
    number = services.print_act(propose(baton, baton.body, baton.stop(0)), a_key())
    db.session.execute(update(PrintedSheet).values(content_hash="0" * 64))
    db.session.commit()
    with pytest.raises(Conflict):
        act_sheet(number)


def test_content_of_another_form_is_refused():
    with pytest.raises(ValueError, match="another form"):
        ActPrint.of({"form": 2})


def test_the_address_of_a_sheet_leads_to_its_own_page(app):
    baton = a_baton(items=1)
    number = services.print_act(propose(baton, baton.body, baton.stop(0)), a_key())
    assert prints.page_of(number) == ("custody_staff.act_page", {"act": number})
    with pytest.raises(NotFound):
        prints.page_of(number + 1)


def test_a_wrong_number_is_no_act(app):
    with pytest.raises(NotFound):
        act_sheet(7)
    assert db.session.query(BatonItem).count() == 0


def test_a_printed_head_proves_where_the_trail_stood(app):
    """What stands in the small print of a signed act is found in the chain afterwards."""
    baton = a_baton()
    handover = propose(baton, baton.body, baton.stop(0))
    head = audit.head()
    paper = text_of(documents.act_pdf(act_sheet(services.print_act(handover, a_key()))))
    assert f"Журнал действий: {head}" in paper
    assert verify(db.session(), printed=[Head(head.number, str(head).split(":")[1])]).broken == []


def test_an_act_without_a_place_has_only_its_hour_there(app):
    baton = a_baton(items=1)
    handover = propose(baton, baton.body, baton.stop(0))
    db.session.execute(update(Handover).where(Handover.id == handover).values(place=Translated()))
    db.session.commit()
    left, right = act_sheet(services.print_act(handover, a_key())).paper.place
    assert re.fullmatch(r"\d\d:\d\d", left), left
    assert left == right
