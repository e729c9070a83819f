"""What is said or sent to somebody by phone, in their language, and how long it is as short messages."""

from math import ceil
from typing import Final
from urllib.parse import quote

from campaign.core.i18n import _, language
from campaign.events.schemas import EventRow
from campaign.people.outbox.schemas import CANCELLED, CHANGED, LINK, PROMOTED, REMINDER, RESTORED, Hearer
from campaign.people.queries import place_line
from campaign.web.templating import day_month, weekday

_GSM: Final = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)  # GSM 03.38, the letters that take one place


def spoken(kind: str, event: EventRow, hearer: Hearer) -> str:
    """The news in one short text, as it is now; in the language in use."""
    title, ticket = event.title.text(), hearer.ticket
    starts = event.starts_on_wall
    when = f"{weekday(starts.date())}, {day_month(starts.date())}, {starts:%H:%M}"
    where = place_line(event, language())
    said = {
        LINK: lambda: _("Your ticket for “%(event)s”, %(when)s: %(ticket)s", event=title, when=when, ticket=ticket),
        PROMOTED: lambda: _(
            "There is a place for you: “%(event)s”, %(when)s, %(where)s. If you cannot come, please say so: %(ticket)s",
            event=title, when=when, where=where, ticket=ticket,
        ),
        CHANGED: lambda: _(
            "“%(event)s” has changed. Now: %(when)s, %(where)s. Your ticket: %(ticket)s",
            event=title, when=when, where=where, ticket=ticket,
        ),
        CANCELLED: lambda: _("“%(event)s” on %(day)s will not take place.", event=title, day=day_month(starts.date()))
        + (" " + _("Reason: %(reason)s", reason=event.reason) if event.reason else ""),
        RESTORED: lambda: _(
            "“%(event)s” takes place after all: %(when)s, %(where)s. Your ticket: %(ticket)s",
            event=title, when=when, where=where, ticket=ticket,
        ),
        REMINDER: lambda: _(
            "We are expecting you: “%(event)s”, %(when)s, %(where)s. Your ticket: %(ticket)s",
            event=title, when=when, where=where, ticket=ticket,
        ),
    }[kind]()  # fmt: skip
    return f"{hearer.full_name}! {said}"


def parts_of(text: str) -> int:
    """How many short messages a text makes: 160 places in Latin letters, 70 with any Cyrillic one; fewer in each of several."""
    whole, of_many = (160, 153) if set(text) <= _GSM else (70, 67)
    places = len(text) if whole == 160 else len(text.encode("utf-16-le")) // 2
    return 1 if places <= whole else ceil(places / of_many)


def sms_address(phone: str, text: str) -> str:
    """What opens a written short message to this number on Android and on an iPhone, which differ in what begins the text."""
    return f"sms:{phone}?&body={quote(text, safe='')}"


def masked(address: str) -> str:
    """Enough of an address to know it by, and no more: `a•••@mail.kz`."""
    user, at, domain = address.partition("@")
    return f"{user[:1]}•••{at}{domain}" if address else ""
