"""The press of the demo: invented outlets, what they were asked and published about Temirtau, and the media plan."""

from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from campaign.core.i18n import Translated
from campaign.events.press.queries import invitations_of
from campaign.events.press.schemas import (
    Answer,
    Format,
    NewOutlet,
    NewPlanRow,
    NewPublication,
    NewQuotation,
    OutletKind,
    Tongue,
)
from campaign.events.press.services import (
    add_outlet,
    add_publication,
    add_quotation,
    add_row,
    answer,
    approve_quotation,
    invite,
)
from campaign.relay.models import Stop
from campaign.reports.demo_events import first_of_each_kind

CHANNEL: Final = NewOutlet("Телеканал «Сарыарқа көзі»", OutletKind.TV, Tongue.BOTH, "Ботагөз Әмірова, редакция новостей")
PAPER: Final = NewOutlet("Газета «Металлург сегодня»", OutletKind.NEWSPAPER, Tongue.RU, "приёмная, 8 721 300 00 17")
SITE: Final = NewOutlet("temirtau-novosti.example", OutletKind.SITE, Tongue.RU)
RADIO: Final = NewOutlet("Радио «Нұра толқыны»", OutletKind.RADIO, Tongue.KK)
QUOTE: Final = NewQuotation(
    "Сәрсенова Г. М.", Translated(kk="қала әкімінің орынбасары", ru="заместитель акима города"),
    Translated(
        kk="Адалдық ұраннан емес, әр кабинеттің есігінен басталады.",
        ru="Честность начинается не с лозунга, а с двери каждого кабинета.",
    ),
)  # fmt: skip
UNAPPROVED: Final = NewQuotation(
    "Ли Т. В.", Translated(ru="студент"), Translated(ru="Мы пришли сами: никто нас не собирал по списку.")
)  # fmt: skip


def meet_the_press(session: Session, stop: Stop) -> None:
    """Outlets, invitations, quotations, publications and the plan of one stop."""
    channel, paper, site, radio = (
        add_outlet(outlet, f"demo-outlet-{number}") for number, outlet in enumerate((CHANNEL, PAPER, SITE, RADIO))
    )  # fmt: skip
    events = first_of_each_kind(session, stop.id)
    invite(events["rally"], [channel, paper, site, radio])
    for row, state in zip(invitations_of(events["rally"]), (Answer.CONFIRMED, Answer.CONFIRMED, Answer.INVITED), strict=False):
        answer(row.id, state)
    approve_quotation(add_quotation(events["rally"], QUOTE, "demo-quote-1"), "Сәрсенова Г. М.", date(2018, 4, 4), 1)
    add_quotation(events["rally"], UNAPPROVED, "demo-quote-2")
    _published(stop, events, channel, site)
    _planned(stop, channel, paper, site)


def _published(stop: Stop, events: dict[str, int], channel: int, site: int) -> None:
    """One page about three events, a second one that came under two addresses, a story on the air."""
    three = tuple(events[kind] for kind in ("rally", "motorcade", "office_walk"))
    rows = (
        NewPublication(
            "https://temirtau-novosti.example/2018/04/anons-estafety", site, date(2018, 4, 3), Tongue.RU, Format.ANNOUNCEMENT,
            1200, event_ids=three,
        ),
        NewPublication(
            "https://www.temirtau-novosti.example/2018/04/chistye-ruki/?utm_source=tg", site, date(2018, 4, 4), Tongue.RU,
            Format.ARTICLE, 850, event_ids=(events["office_walk"],),
        ),
        NewPublication(
            "http://m.temirtau-novosti.example/2018/04/chistye-ruki", site, date(2018, 4, 4), Tongue.RU, Format.ARTICLE, 850,
            event_ids=(events["exhibition"],),
        ),
        NewPublication("", channel, date(2018, 4, 4), Tongue.BOTH, Format.STORY, None, "вечерний выпуск", (events["rally"],)),
    )  # fmt: skip
    for number, row in enumerate(rows):
        add_publication(stop.id, row, f"demo-publication-{number}")


def _planned(stop: Stop, channel: int, paper: int, site: int) -> None:
    announcement = Translated(kk="Эстафетаның келуі туралы хабарландыру", ru="Анонс приёма эстафеты")
    arrival = Translated(kk="Эстафетаны қабылдау, алаңдағы митинг", ru="Приём эстафеты, митинг на площади")
    signs = Translated(kk="«Пара алмаймын және бермеймін» тақтайшалары", ru="Таблички «Взяток не беру и не даю»")
    rows = (
        NewPlanRow(date(2018, 4, 3), announcement, site, "", Format.ANNOUNCEMENT, Tongue.RU, "Бекова А.",
                   "https://temirtau-novosti.example/2018/04/anons-estafety", 1200),
        NewPlanRow(date(2018, 4, 4), announcement, None, "билборд на въезде, пр. Республики", Format.BILLBOARD, Tongue.BOTH,
                   "Бекова А."),
        NewPlanRow(date(2018, 4, 6), arrival, channel, "", Format.STORY, Tongue.BOTH, "Әмірова Б."),
        NewPlanRow(date(2018, 4, 7), arrival, paper, "", Format.ARTICLE, Tongue.RU, "Бекова А."),
        NewPlanRow(date(2018, 4, 9), signs, None, "страница акимата в социальной сети", Format.POST, Tongue.KK, "Бекова А."),
    )  # fmt: skip
    for number, row in enumerate(rows):
        add_row(stop.relay_id, stop.id, row, f"demo-plan-{number}")
    whole = Translated(kk="Облыс бойынша қорытынды форум", ru="Итоговый форум области")
    forum = NewPlanRow(date(2018, 12, 7), whole, channel, "", Format.STORY, Tongue.BOTH, "Оспанов М.")
    add_row(stop.relay_id, None, forum, "demo-plan-forum")
