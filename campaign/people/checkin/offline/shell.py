"""The page of check-in as a phone keeps it: its files, their version, and the service worker that keeps them."""

import hashlib
import json
from pathlib import Path
from typing import Any, Final

from flask import current_app, url_for

from campaign.people.checkin.offline.rules import rules
from campaign.people.checkin.offline.words import spoken
from campaign.web.templating import static_url

SCRIPTS: Final = tuple(
    f"checkin/{name}.js"
    for name in (
        "words", "fold", "code", "store", "seal", "line", "list", "record", "queue", "camera", "card", "screen", "ways",
        "phone", "page",
    )
)  # fmt: skip
SENDERS: Final = ("checkin/store.js", "checkin/seal.js", "checkin/line.js")
WORKER: Final = "checkin/worker.js"
_STYLES: Final = ("vendor/bootstrap.css", "look.css", "parts.css", "field.css")
_OTHERS: Final = ("favicon.svg", "look.js", "checkin/first.js", "vendor/jsqr.js")
_FONTS: Final = tuple(f"vendor/golos-text-{part}-wght-normal.woff2" for part in ("cyrillic", "cyrillic-ext", "latin"))
_TEMPLATES: Final = (
    "people/field/checkin.html", "_layouts/field.html", "_layouts/base.html", "_macros/marks.html", "_macros/sprite.html",
)  # fmt: skip


def page_facts() -> dict[str, Any]:
    """What the template needs, whoever opens it."""
    return {"spoken": spoken(), "rules": rules(), "scripts": SCRIPTS}


def addresses() -> list[str]:
    """Of every file the page may ask for. Fonts are named by the style sheet, without their version."""
    hashed = [static_url(current_app, name) for name in (*_STYLES, *_OTHERS, *SCRIPTS)]
    return hashed + [url_for("static", filename=name) for name in _FONTS]


def service_worker(page: str) -> str:
    """The script of the worker that keeps `page` (an address) with all its files; it changes when any of them does."""
    files = addresses()
    senders = [static_url(current_app, name) for name in SENDERS]
    source = _read(str(Path(current_app.static_folder or "") / WORKER))
    shell = {"version": _version([*files, *senders, page]), "page": page, "files": files}
    named = ", ".join(json.dumps(address) for address in senders)
    return f"self.SHELL = {json.dumps(shell)};\nimportScripts({named});\n{source}"


def _version(files: list[str]) -> str:
    environment = current_app.jinja_env
    loader = environment.loader
    pages = [loader.get_source(environment, name)[0] for name in _TEMPLATES] if loader else []
    whole = json.dumps([files, pages, page_facts()], sort_keys=True)
    return hashlib.sha256(whole.encode()).hexdigest()[:16]


def _read(path: str) -> str:
    return Path(path).read_text(encoding="utf-8")
