"""Which language the answer is in: asked for, remembered, the account's, or the browser's."""

from urllib.parse import urlencode

from babel.support import NullTranslations, Translations
from flask import Flask, Response, current_app, g, request, url_for
from flask_babel import Babel, Domain, get_locale
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response as BaseResponse

from campaign.core.i18n import FALLBACKS, LANGUAGES
from campaign.web.api.place import is_asked_by_machine

_WORDS = "words_of_the_house"
COOKIE = "language"
YEAR = 365 * 24 * 3600
SWITCH = "switch_language"


def asked_for() -> str | None:
    """The language that this very request chooses: the switch of a form, or `?lang=`. A machine says it in Accept-Language."""
    if is_asked_by_machine():
        return None
    for given in (_switched_to(), request.args.get("lang")):
        if given in LANGUAGES:
            return given
    return None


def _switched_to() -> str | None:
    """What the switch of a form says; nothing when the form is too large to be read, so that the page can say so."""
    try:
        return request.form.get(SWITCH)
    except RequestEntityTooLarge:
        return None


def is_switching() -> bool:
    """Whether a form was sent only to read it in another language; nothing is to be done with it then."""
    return request.method == "POST" and request.form.get(SWITCH) in LANGUAGES


def choose(default: str) -> str:
    """The language of this request."""
    remembered = None if is_asked_by_machine() else request.cookies.get(COOKIE)
    choice = asked_for() or (remembered if remembered in LANGUAGES else None)
    return choice or request.accept_languages.best_match(LANGUAGES) or default


def language_url(code: str) -> str:
    """This page in another language, with everything else in its address kept."""
    if request.endpoint is None:
        return f"/?lang={code}"
    given = [(name, value) for name, value in request.args.items(multi=True) if name != "lang"]
    return f"{url_for(request.endpoint, **(request.view_args or {}))}?{urlencode([*given, ('lang', code)])}"


def public_addresses() -> dict[str, str]:
    """This page in each language, and as it is without one (x-default), as the world sees them.

    Never from the request's Host header, which anybody may write: empty unless `CAMPAIGN_PUBLIC_URL` is set.
    """
    base = str(current_app.config.get("PUBLIC_URL") or "")
    if not base or request.endpoint is None:
        return {}
    plain = url_for(request.endpoint, **(request.view_args or {}))
    return {code: f"{base}{plain}?lang={code}" for code in LANGUAGES} | {"x-default": f"{base}{plain}"}


def remember(response: Response) -> Response:
    """Keep the choice for a year; it names nobody."""
    if (choice := asked_for()) is not None:
        keep(response, choice)
    return response


def keep(response: BaseResponse, code: str) -> None:
    """Give the browser the cookie; as every cookie of ours it stays on HTTPS once the house has an address there."""
    secure = request.is_secure or bool(current_app.config["SESSION_COOKIE_SECURE"])
    response.set_cookie(COOKIE, code, max_age=YEAR, samesite="Lax", httponly=True, secure=secure)


class Nearest(Domain):
    """The words of the interface; what a language does not say yet is said, and counted, in the nearest that does."""

    def get_translations(self) -> Translations:
        """Of the language of the answer; read once for an application, and looked for once while a request speaks it."""
        locale, held = get_locale(), g.get(_WORDS)
        if held is not None and held[0] is locale:
            known: Translations = held[1]
            return known
        found: Translations = super().get_translations()
        if vars(found)["_fallback"] is None:
            found.add_fallback(self._beside())
        setattr(g, _WORDS, (locale, found))
        return found

    def _beside(self) -> NullTranslations:
        """Those of the nearest languages, one behind the other. The code itself is written in English, which ends the row."""
        beside = NullTranslations()
        row = FALLBACKS.get(str(get_locale()), ("en",))
        for code in reversed(row[1 : row.index("en")]):
            words = Translations.load(self.translation_directories[0], [code], self.domain[0])
            words.add_fallback(beside)
            beside = words
        return beside


def install(app: Flask) -> None:
    default: str = app.config["BABEL_DEFAULT_LOCALE"]

    def selector() -> str:
        if not request:
            return default
        if "language" not in g:
            g.language = choose(default)
        return str(g.language)

    babel = Babel(app, locale_selector=selector, default_translation_directories=f"{app.root_path}/translations")
    babel.domain_instance = Nearest()
    app.after_request(remember)
