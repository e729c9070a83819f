"""A page that is the same for everybody who is not signed in is rendered once, as long as what it shows stays the same."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from typing import Any, Final

from flask import current_app, g, request, session

from campaign.core.i18n import language

MOST: Final = 64
_FLASKS_OWN: Final = frozenset({"request", "session", "g"})
_KEPT: Final = "campaign_shared_pages"
_lock = threading.Lock()


def is_shared() -> bool:
    """Whether this request is the plain look of somebody unknown: no words in the address, no message to be shown once."""
    return request.method == "GET" and not g.actor.is_known and not request.args and "_flashes" not in session


def render_shared(template: str, shown: Mapping[str, Any], rest: Callable[[], Mapping[str, Any]], own: tuple[str, ...]) -> str:
    """The page; rendered only when there is none yet of all that it shows: `shown`, and what stands around every page.

    `rest` makes what the template needs besides, and follows from nothing but `shown` and `own`: the words that each reader
    gets anew (tokens), exchanged in the page that is kept. A page in which one of them does not stand is not kept.
    """
    around: dict[str, Any] = {}
    current_app.update_template_context(around)
    facts = {name: value for name, value in (around | dict(shown)).items() if name not in _FLASKS_OWN}
    key = (template, language(), request.host_url, request.path, repr(sorted(facts.items())))
    kept = _pages().get(key)
    if kept is None:
        made = current_app.jinja_env.get_template(template).render({**around, **shown, **rest()})
        if all(word in made for word in own):
            _keep(key, _exchanged(made, own, _marks(own)))
        return made
    return _exchanged(kept, _marks(own), own)


def _pages() -> OrderedDict[tuple[str, ...], str]:
    """Those of this application in this process; the oldest goes first."""
    pages: OrderedDict[tuple[str, ...], str] = current_app.extensions.setdefault(_KEPT, OrderedDict())
    return pages


def _marks(own: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"\0{place}\0" for place in range(len(own)))


def _exchanged(page: str, old: tuple[str, ...], new: tuple[str, ...]) -> str:
    for word, other in zip(old, new, strict=True):
        page = page.replace(word, other)
    return page


def _keep(key: tuple[str, ...], page: str) -> None:
    pages = _pages()
    with _lock:
        pages[key] = page
        while len(pages) > MOST:
            pages.popitem(last=False)
