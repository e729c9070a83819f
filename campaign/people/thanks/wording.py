"""The words on certificates and letters, in Kazakh and Russian whatever the language of the page."""

import hashlib
import json
from datetime import date

from campaign.accounts.links import address_of
from campaign.core.i18n import Translated, _, _n, own_language, use_language
from campaign.events.schemas import EventRow
from campaign.papers.schemas import Signatory
from campaign.papers.wording import campaign_line
from campaign.people.thanks.schemas import PREFIXES, Facts, Pair, Recipient, Texts, ThanksKind
from campaign.web.templating import day

SIDES = ("kk", "ru")
_EXAMPLE = 180  # minutes


_PLACES = {name: f"{{{name}}}" for name in ("event", "place", "day", "hours")}


def usual_texts() -> Texts:
    """The campaign's own words, with places for what differs."""
    certificate, letter = {}, {}
    for code in SIDES:
        with use_language(code):
            certificate[code] = _(
                "Certifies that the holder took part in the event “%(event)s” (%(place)s, %(day)s) as a volunteer and worked "
                "for %(hours)s.",
                **_PLACES,
            )
            letter[code] = _(
                "With sincere thanks for active participation and honest work in the event “%(event)s” (%(place)s, %(day)s).",
                **_PLACES,
            )
    return Texts(Translated.of(certificate), Translated.of(letter))


def title_of(kind: ThanksKind) -> str:
    return _("CERTIFICATE OF PARTICIPATION") if kind is ThanksKind.CERTIFICATE else _("LETTER OF THANKS")


def hours_words(minutes: int) -> str:
    """`3 hours 30 minutes`; empty for nothing."""
    whole, rest = divmod(minutes, 60)
    parts = [
        _n("%(num)d hour", "%(num)d hours", whole) if whole else "",
        _n("%(num)d minute", "%(num)d minutes", rest) if rest else "",
    ]
    return " ".join(part for part in parts if part)


def filled(text: str, event: EventRow, minutes: int, code: str) -> str:
    """The text with what is in braces put in; other braces stay as they are."""
    values = {
        "event": event.title.text(code),
        "place": event.unit_name.text(code),
        "day": day(event.day),
        "hours": hours_words(minutes),
    }
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", value)
    return text


def as_example(texts: Texts, event: EventRow) -> dict[str, str]:
    """What will stand on the sheets of this event, by kind, in the reader's side of them, for somebody of three hours."""
    code = "kk" if own_language() == "kk" else "ru"
    with use_language(code):
        return {kind.value: filled(texts.of(kind).text(code), event, _EXAMPLE, code) for kind in ThanksKind}


def facts_for(
    kind: ThanksKind, event: EventRow, who: Recipient, texts: Texts, campaign: Translated, signer: Signatory
) -> Facts:
    """Everything that stands on the sheet of somebody, in both languages."""
    sides: dict[str, list[str]] = {name: [] for name in ("campaign", "title", "text", "post")}
    seals = []
    for code in SIDES:
        with use_language(code):
            sides["campaign"].append(campaign_line(campaign.text(code)))
            sides["title"].append(title_of(kind))
            sides["text"].append(filled(texts.of(kind).text(code), event, who.minutes, code))
            sides["post"].append(signer.post.text(code))
            seals.append(_("Seal"))
    return Facts(
        _pair(sides["campaign"]), _pair(sides["title"]), who.name, who.organisation, _pair(sides["text"]), _pair(sides["post"]),
        signer.name, " / ".join(seals),
    )  # fmt: skip


def _pair(words: list[str]) -> Pair:
    return words[0], words[1]


def facts_hash(facts: Facts) -> str:
    """Equal for sheets that say the same."""
    return hashlib.sha256(json.dumps(facts.as_facts(), ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def dated(event: EventRow, on: date) -> str:
    """Place and day on which it was made, in both languages."""
    lines = []
    for code in SIDES:
        with use_language(code):
            lines.append(f"{event.unit_name.text(code)}, {day(on)}")
    return " · ".join(lines)


def number_words(kind: ThanksKind, year: int, number: int) -> str:
    """`№ СР-2018/0037`."""
    return f"№\u00a0{PREFIXES[kind]}-{year}/{number:04d}"


def check_address(code: str) -> str:
    """What the QR of a sheet holds; capitals keep it small, and the name of a host may be written in them."""
    address = address_of("certificates.scanned", certificate_code=code)
    host, slash, path = address.removeprefix("https://").removeprefix("http://").partition("/")
    scheme = "HTTPS" if address.startswith("https") else "HTTP"
    return f"{scheme}://{host.upper()}{slash}{path}"
