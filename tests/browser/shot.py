"""Takes a picture of a page: `python -m tests.browser.shot URL OUT.png --width 360 --full`."""

import argparse
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import sync_playwright

from tests.browser.chromium import launch_options


def options() -> argparse.Namespace:
    """What was asked for on the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.browser.shot")
    parser.add_argument("url")
    parser.add_argument("out", type=Path)
    parser.add_argument("--width", type=int, default=1280)
    parser.add_argument("--height", type=int, default=800)
    parser.add_argument("--full", action="store_true", help="the whole page, not only what the window shows")
    parser.add_argument("--cookie", action="append", default=[], metavar="NAME=VALUE")
    parser.add_argument("--as", dest="account", metavar="EMAIL:PASSWORD", help="sign in at /sign-in first")
    parser.add_argument("--lang", default="ru", help="the language the browser asks for")
    parser.add_argument("--print", dest="media", action="store_const", const="print", default="screen")
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--no-js", action="store_true")
    return parser.parse_args()


def main() -> int:
    """Open the page, save the picture, print what the console said and how wide the page really is."""
    wish = options()
    origin = "{0.scheme}://{0.netloc}".format(urlsplit(wish.url))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_options())
        context = browser.new_context(
            viewport={"width": wish.width, "height": wish.height},
            locale=wish.lang,
            timezone_id="Asia/Almaty",
            java_script_enabled=not wish.no_js,
            color_scheme="dark" if wish.dark else "light",
        )
        for cookie in wish.cookie:
            name, _, value = cookie.partition("=")
            context.add_cookies([{"name": name, "value": value, "url": origin}])
        page = context.new_page()
        page.on("console", lambda said: print(f"console {said.type}: {said.text} {said.location.get('url')}"))
        page.on("pageerror", lambda error: print(f"error: {error}"))
        if wish.account:
            sign_in(page, origin, *wish.account.split(":", 1))
        answer = page.goto(wish.url, wait_until="networkidle")
        page.emulate_media(media=wish.media)
        page.screenshot(path=wish.out, full_page=wish.full)
        width = page.evaluate("document.documentElement.scrollWidth") if not wish.no_js else wish.width
        wide = f", SCROLLS SIDEWAYS to {width} px" if width > wish.width else ""
        print(f"{answer.status if answer else '-'} {page.url} «{page.title()}»{wide}")
        browser.close()
    return 0


def sign_in(page, origin: str, email: str, password: str) -> None:
    """Fill the first form of the sign-in page that has a password in it."""
    page.goto(f"{origin}/sign-in")
    form = page.locator("form:has(input[type=password])").first
    form.locator("input[type=email], input[name=email]").first.fill(email)
    form.locator("input[type=password]").first.fill(password)
    form.locator("button[type=submit], button:not([type])").first.click()
    page.wait_for_load_state()


if __name__ == "__main__":
    raise SystemExit(main())
