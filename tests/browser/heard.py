"""What a page says to somebody who hears it, where axe has no rule: names that lead astray, and words that are never said.

A screen reader offers the links and the buttons of a page as lists, without what stands around them: ten times "Done" is ten
riddles there. Rows of data may be called alike (two events of a season are), and numbers
in cells are told by their headings; our own words may not.
"""

from playwright.sync_api import Page

# Shown: neither hidden nor in a closed disclosure. A name is what accessibility trees would compute, near enough: labels first,
# then the words inside without what is hidden from readers. Navigation is told apart by the names of its landmarks.
_HEARD = """() => {
  const found = [], plain = text => (text || "").replace(/\\s+/g, " ").trim(), byId = id => document.getElementById(id);
  const shown = part => part.checkVisibility({visibilityProperty: true}) && !part.closest("[aria-hidden=true]");
  const all = (what, within = document) => [...within.querySelectorAll(what)].filter(shown);
  const words = node => {
    if (node.nodeType === Node.TEXT_NODE) return node.data;
    if (node.nodeType !== Node.ELEMENT_NODE || node.hidden || node.getAttribute("aria-hidden") === "true") return "";
    const told = node.getAttribute("aria-labelledby");
    if (told) return told.split(/\\s+/).map(id => byId(id)?.textContent).join(" ");
    return node.getAttribute("aria-label") || node.alt || [...node.childNodes].map(words).join("");
  };
  const name = part => plain(words(part)) || plain(part.title);
  const calm = part => !["csrf_token", "operation_key"].includes(part.name);
  const does = part => {
    if (part.localName === "a") return part.href;
    const around = part.parentElement, form = part.form;
    if (part.localName === "summary") return around.querySelector("form")?.action || plain(around.textContent);
    if (!form) return part.id || part.className;
    const sent = [...form.querySelectorAll("input[type=hidden]")].filter(calm).map(field => field.name + "=" + field.value);
    return [form.action, part.name, part.value, ...sent].join(" ");
  };
  const isNumber = part => part.closest("td") && !/\\p{L}/u.test(name(part));
  const isOfData = part => part.matches("a.go, th[scope=row] a, a[href^='tel:']") || isNumber(part);
  const alike = new Map();
  for (const part of all("main a[href], main button, main summary")) {
    if (part.closest("nav, [role=group]") || isOfData(part)) continue;
    if (!name(part)) found.push(`no name: ${part.outerHTML.slice(0, 120)}`);
    alike.set(name(part), [...alike.get(name(part)) || [], part]);
  }
  for (const [called, parts] of alike)
    if (new Set(parts.map(does)).size > 1) found.push(`${parts.length} times «${called}», each of them something else`);
  const tables = new Set();
  for (const table of all("table")) {
    const called = plain(table.caption?.textContent || table.getAttribute("aria-label"));
    if (!called) found.push(`a table without a name: «${plain(table.textContent).slice(0, 60)}»`);
    if (called && tables.has(called)) found.push(`two tables named «${called}»`);
    tables.add(called);
    for (const head of table.querySelectorAll("thead th"))
      if (!name(head)) found.push(`a column without a heading: «${called}»`);
  }
  for (const part of document.querySelectorAll("[aria-describedby], [aria-labelledby], [aria-controls]"))
    for (const way of ["aria-describedby", "aria-labelledby", "aria-controls"])
      for (const id of (part.getAttribute(way) || "").split(/\\s+/))
        if (id && !byId(id)) found.push(`${way} of #${part.id || part.name} leads nowhere: ${id}`);
  for (const told of all("main .form-text, main .field-error"))
    if (!told.id || !document.querySelector(`[aria-describedby~="${CSS.escape(told.id)}"]`))
      found.push(`no field is described by «${plain(told.textContent).slice(0, 60)}»`);
  for (const image of all("svg[role=img][aria-label]")) {
    const said = plain(image.getAttribute("aria-label")), beside = [...image.parentElement.childNodes];
    if (beside.some(node => node !== image && plain(node.textContent) === said)) found.push(`said twice: «${said}»`);
  }
  const h1 = plain(document.querySelector("h1")?.textContent), title = plain(document.title);
  if (!title.toLowerCase().startsWith(h1.toLowerCase())) found.push(`the title «${title}» does not begin with «${h1}»`);
  return found;
}"""


def unheard(page: Page) -> list[str]:
    """What a listener would miss or mistake on the page as it stands now; some ten milliseconds."""
    found: list[str] = page.evaluate(_HEARD)
    return found
