"""What is wrong with words, years and addresses that were typed for a briefing."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from campaign.core.errors import Problem
from campaign.core.i18n import Translated, _


def in_both(name: str, text: Translated) -> Iterator[Problem]:
    """What is printed stands in Kazakh and in Russian."""
    for code, words in (("kk", _("Write it in Kazakh.")), ("ru", _("Write it in Russian."))):
        if not getattr(text, code):
            yield Problem(f"{name}_{code}", "missing", words)


def wrong_address(field: str, address: str) -> Iterator[Problem]:
    """Only a whole http(s) address of a site may be followed by somebody's click."""
    try:
        parts = urlsplit(address)
        whole = parts.scheme in {"http", "https"} and "." in (parts.hostname or "") and not any(map(str.isspace, address))
    except ValueError:
        whole = False
    if not whole:
        words = _("“%(typed)s” is no address of a page. For example: https://example.kz/news/12.", typed=address[:60])
        yield Problem(field, "no_address", words)
