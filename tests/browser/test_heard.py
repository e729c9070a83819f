"""The check of what a page says aloud says no to each mistake it knows, and nothing to a page that is well told."""

from playwright.sync_api import Page

from tests.browser.heard import unheard

WELL_TOLD = """<title>People – Adal zhol</title><main><h1>People</h1>
  <table>
    <caption>All of them</caption><thead><tr><th>Name</th><th>Came</th><th><span class="unseen">Acts</span></th></tr></thead>
    <tr><th scope="row"><a href="/1">Kim</a></th><td><a href="/3">12</a></td><td><button id="a">Remove: 1990</button></td></tr>
    <tr><th scope="row"><a href="/2">Kim</a></th><td><a href="/4">12</a></td><td><button id="b">Remove: 2001</button></td></tr>
  </table>
  <label>Phone <input id="phone" aria-describedby="phone-hint"></label><p class="form-text" id="phone-hint">With eight</p>
  <p>3 of 4 <svg role="img" aria-label="75 percent ready"></svg></p>
</main>"""
MISTAKES = {
    "3 times «Remove», each of them something else": """<h1>People</h1>
      <form action="/1"><button>Remove</button></form><form action="/2"><button>Remove</button></form>
      <details><summary>Remove</summary>sheet</details>""",
    "2 times «Open», each of them something else": "<h1>People</h1><a href='/1'>Open</a><a href='/2'>Open</a>",
    "no name: <a href=": "<h1>People</h1><a href='/1'><svg aria-hidden='true'></svg></a>",
    "a table without a name: «1»": "<h1>People</h1><table><tr><td>1</td></tr></table>",
    "two tables named «All»": "<h1>People</h1>" + "<table><caption>All</caption><tr><td>1</td></tr></table>" * 2,
    "a column without a heading: «All»": "<h1>People</h1><table><caption>All</caption><thead><th></thead></table>",
    "aria-describedby of #phone leads nowhere: hint": "<h1>People</h1><input id='phone' aria-describedby='hint'>",
    "no field is described by «With eight»": "<h1>People</h1><input><p class='form-text' id='hint'>With eight</p>",
    "said twice: «3 of 4»": "<h1>People</h1><p><b>3 of 4</b><svg role='img' aria-label='3 of 4'></svg></p>",
    "the title «People» does not begin with «Events»": "<h1>Events</h1>",
}


def test_what_a_listener_would_miss_is_found(page: Page) -> None:
    page.set_content(WELL_TOLD)
    assert unheard(page) == []
    for found, body in MISTAKES.items():
        page.set_content(f"<title>People</title><main>{body}</main>")
        [said] = unheard(page)
        assert said.startswith(found)
