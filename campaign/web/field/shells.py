"""The shells of field pages as phones keep them: each page's files, one version of all, and the service worker that keeps them.

A feature publishes a `Shell`; the registry puts all of them into SHELLS. Its page (a template upon `_layouts/field.html`) is
rendered with `facts(shell)`: under a link with the phone it belongs to, and without one under /field/shells/<path>, which is
what the worker keeps. Scripts: `static/field/life.js` says what a page brings.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from flask import current_app

from campaign.assets import face
from campaign.core.i18n import Words, language
from campaign.web.field.words import NEEDED, spoken
from campaign.web.templating import static_url

KIT: Final = tuple(
    f"field/{name}.js"
    for name in ("words", "parts", "seal", "store", "line", "list", "queue", "phone", "screen", "life")
)  # fmt: skip
SENDERS: Final = ("field/store.js", "field/seal.js", "field/line.js")
WORKER: Final = "field/worker.js"
_STYLES: Final = ("vendor/bootstrap.css", "look.css", "parts.css", "print.css", "dark.css", "field.css")
_OTHERS: Final = ("favicon.svg", "look.js", "field/first.js")
_FONTS: Final = tuple(f"vendor/{name}" for name in face.FILES.values())
_TEMPLATES: Final = (
    "_layouts/field.html",
    "_layouts/base.html",
    "_macros/field.html",
    "_macros/marks.html",
    "_macros/sprite.html",
)


@dataclass(frozen=True)
class Shell:
    """One purpose: its page is /field/<path>/<token>.

    `words` are its own sentences beside `words.SHARED` and hold all of `words.NEEDED`. `purpose` is the script that says what
    its items are (page and worker read it), `scripts` come after the kit. `more` are files that the page asks for later.
    """

    path: str
    template: str
    words: Mapping[str, Words]
    purpose: str
    scripts: tuple[str, ...]
    styles: tuple[str, ...] = ()
    more: tuple[str, ...] = ()
    rules: Callable[[], Mapping[str, Any]] = dict

    def __post_init__(self) -> None:
        if missing := NEEDED - set(self.words):
            raise ValueError(f"the page of {self.path} does not say {sorted(missing)}")


SHELLS: list[Shell] = []  # filled by the registry


def facts(shell: Shell) -> dict[str, Any]:
    """What the template needs, whoever opens it."""
    said = spoken(shell.words)
    scripts = (shell.purpose, *KIT, *shell.scripts)
    return {
        "spoken": said, "said": said[language()], "rules": shell.rules(), "scripts": scripts, "styles": shell.styles,
    }  # fmt: skip


def addresses() -> list[str]:
    """Of every file that any of the pages may ask for. Fonts are named by the style sheet, without their version."""
    named = [*_STYLES, *_OTHERS, *KIT]
    for shell in SHELLS:
        named += [shell.purpose, *shell.scripts, *shell.styles, *shell.more]
    hashed = [static_url(current_app, name) for name in dict.fromkeys(named)]
    return hashed + [current_app.url_for("static", filename=name) for name in _FONTS]


def service_worker(pages: Mapping[str, str]) -> str:
    """The script of the worker that keeps `pages` ({path: address}) with all their files; it changes when any of them does."""
    files = addresses()
    senders = [static_url(current_app, name) for name in (*SENDERS, *(shell.purpose for shell in SHELLS))]
    source = (Path(current_app.static_folder or "") / WORKER).read_text(encoding="utf-8")
    kept = {"version": _version([*files, *senders, *pages.values()]), "pages": pages, "files": files}
    named = ", ".join(json.dumps(address) for address in senders)
    return f"self.SHELL = {json.dumps(kept)};\nimportScripts({named});\n{source}"


def _version(files: list[str]) -> str:
    environment = current_app.jinja_env
    loader, names = environment.loader, [*_TEMPLATES, *(shell.template for shell in SHELLS)]
    pages = [loader.get_source(environment, name)[0] for name in names] if loader else []
    said = [[spoken(shell.words), shell.rules()] for shell in SHELLS]
    return hashlib.sha256(json.dumps([files, pages, said], sort_keys=True).encode()).hexdigest()[:16]
