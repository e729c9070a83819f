"""Whether everybody can use a page: axe with all its rules, those about colours once for everything that looks the same.

Four fifths of axe's time go into the colours of texts and links, cell after cell of a table and page after page the same.
They follow from what a text is inside of and from what the style sheets made of all that; where all of that was found good
before, it is good again. So are style sheets: whether they lock a page upright is asked once for the same ones. What is known
travels as one text: ten thousand numbers, packed one by one, would take 65 ms of a core each time. Axe itself, half a megabyte,
travels once for all pages that a window opens.
"""

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

_LEAN = {"resultTypes": ["violations"], "elementRef": False, "selectors": False}
_RUN = """async ([options, known]) => {
  const ofColours = ["color-contrast", "link-in-text-block"], ofSheets = ["css-orientation-lock"];
  const good = new Set(known.split(" ").map(Number)), looks = new Map();
  const styles = ["color", "backgroundColor", "backgroundImage", "opacity", "textShadow", "fontSize", "fontWeight", "position",
    "zIndex", "filter", "mixBlendMode", "visibility", "display", "webkitTextStroke", "clipPath"];
  const digest = text => {  // 53 bits, after cyrb53
    let a = 0xdeadbeef, b = 0x41c6ce57;
    for (let i = 0; i < text.length; i++) {
      a = Math.imul(a ^ text.charCodeAt(i), 2654435761);
      b = Math.imul(b ^ text.charCodeAt(i), 1597334677);
    }
    a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
    b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
    return 4294967296 * (2097151 & b) + (a >>> 0);
  };
  const look = (element, around) => {
    const style = getComputedStyle(element);
    const speaks = element.matches("input, select, textarea, label")
      || [...element.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim());
    const mine = digest([around, speaks, element.localName, element.getAttribute("class"),
      element.matches(":disabled, [aria-disabled=true]"), ...styles.map(name => style[name])].join("|"));
    if (speaks && !good.has(mine)) looks.set(mine, element);
    for (const child of element.children) look(child, mine);
  };
  const sheets = digest([...document.styleSheets].map(sheet => sheet.href || sheet.ownerNode.textContent).join("|"));
  const elsewhere = good.has(sheets) ? [...ofColours, ...ofSheets] : ofColours;
  const off = Object.fromEntries(elsewhere.map(rule => [rule, {enabled: false}]));
  const others = await axe.run(document, {...options, rules: off, preload: !good.has(sheets)});
  look(document.documentElement, 0);
  const fresh = {include: [...looks.values()]}, asked = {...options, runOnly: ofColours};
  const colours = looks.size ? await axe.run(fresh, asked) : {violations: []};
  return [[...others.violations, ...colours.violations], [...looks.keys(), sheets].join(" ")];
}"""


_AT_HAND = f"window.axeAtHand = () => {{{AXE_SCRIPT}}};"
_WAKE = "() => { window.axeAtHand?.(); return 'axe' in window; }"


def bring_axe(page: Page) -> None:
    """Let whatever the page opens from now on have axe at hand, asleep: that costs 18 ms, not 50, and 4 where nobody asks."""
    page.add_init_script(_AT_HAND)


class Axe:
    """Looks at pages, and remembers what it found good."""

    def __init__(self) -> None:
        self._good: set[str] = set()

    def violations(self, page: Page) -> list[dict[str, Any]]:
        """What keeps people out of the page as it stands now, as axe tells it."""
        if not page.evaluate(_WAKE):
            page.evaluate(AXE_SCRIPT)
        found, looks = page.evaluate(_RUN, [_LEAN, " ".join(self._good)])
        if not found:
            self._good.update(looks.split(" "))
        return list(found)
