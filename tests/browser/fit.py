"""Whether every text of a page is there to its last letter: neither its own box nor the edge of a drawing cuts it off."""

from typing import TypedDict

from playwright.sync_api import Page

# What cuts: a box that hides what is larger than itself, and a drawing whose words reach past its edge. A box of a pixel is
# words for screen readers, what is typed scrolls by itself, the hint of an empty field does not; whoever cuts on purpose says
# so with data-cut.
_CUT = """async () => {
  await document.fonts.ready;
  const ROUNDING = 1.5, FOOT = 4, found = [];  // FOOT: what is below the letters of a line
  const hides = way => way === "hidden" || way === "clip";
  const name = part => {
    const words = (part.textContent || "").trim().replace(/\\s+/g, " ").slice(0, 60);
    return `${part.localName} #${part.id} .${part.getAttribute("class") || ""} «${words}»`;
  };
  const pen = document.createElement("canvas").getContext("2d");
  for (const field of document.querySelectorAll("input[placeholder]:placeholder-shown")) {
    const style = getComputedStyle(field), sides = parseFloat(style.paddingLeft) + parseFloat(style.paddingRight);
    const room = field.clientWidth - sides;
    pen.font = style.font;
    const out = pen.measureText(field.placeholder).width - room;
    if (room > 0 && out > ROUNDING) found.push(`${name(field)} loses ${Math.ceil(out)} px of «${field.placeholder}»`);
  }
  for (const part of document.body.querySelectorAll("*")) {
    if (part.closest("[data-cut]") || !part.textContent.trim()) continue;
    if (part instanceof SVGTextElement) {
      const all = part.ownerSVGElement.getBoundingClientRect(), it = part.getBoundingClientRect();
      const out = Math.max(all.left - it.left, it.right - all.right, all.top - it.top, it.bottom - all.bottom);
      if (it.width && all.width && out > FOOT) found.push(`${name(part)} reaches ${out} px out of its drawing`);
      continue;
    }
    if (!(part instanceof HTMLElement) || part.clientWidth <= 1 || part.matches("input, textarea, select, option")) continue;
    const style = getComputedStyle(part);
    if (hides(style.overflowX) && part.scrollWidth > part.clientWidth + ROUNDING)
      found.push(`${name(part)} loses ${part.scrollWidth - part.clientWidth} px at its side`);
    if (hides(style.overflowY) && part.scrollHeight > part.clientHeight + FOOT)
      found.push(`${name(part)} loses ${part.scrollHeight - part.clientHeight} px below`);
  }
  return found;
}"""


_SEEN = f"""async () => ({{
  lost: await ({_CUT})(),
  wider: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  links: [...document.querySelectorAll("a[href]")].map(link => link.getAttribute("href")),
}})"""


def cut(page: Page) -> list[str]:
    """The texts of the page that are not there to the last letter, each with how much of it is lost; some ten milliseconds."""
    found: list[str] = page.evaluate(_CUT)
    return found


class Seen(TypedDict):
    """A page as it stands in its window: what `cut` finds, by how many pixels it is wider, and where its links lead."""

    lost: list[str]
    wider: int
    links: list[str]


def seen(page: Page) -> Seen:
    """All of it asked for at once: each question waits until the page has been laid out."""
    found: Seen = page.evaluate(_SEEN)
    return found
