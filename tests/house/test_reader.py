"""What every page is asked in tests, and that it would be noticed."""

import pytest

from tests.reader import audit, parsed

PAGE = "<!doctype html><title>Today</title><h1>Today</h1>{}"
FORM = '<form action="/x">{}</form>'
BAD = {
    "a second heading": "<h1>Tomorrow</h1>",
    "the same id": "<p id=a></p><p id=a></p>",
    "no label": "<input name=x>",
    "no address": "<form></form>",
    "no token": '<form action="/x" method="post"></form>',
    "a script": "<script>1</script>",
    "a complaint of nothing": '<input aria-label="x"><p class="field-error" id="x-error">Wrong.</p>',
    "a description that is not there": '<input aria-label="x" aria-describedby="None">',
    "a form inside a form": FORM.format(f"<div>{FORM.format('')}</div>"),
    "a link inside a link": '<a href="/x"><span><a href="/y">y</a></span></a>',
    "a link inside a button": '<button><a href="/x">x</a></button>',
}


@pytest.mark.parametrize("body", BAD.values(), ids=BAD)
def test_a_page_that_is_made_badly_is_noticed(body):
    with pytest.raises(AssertionError):
        audit(parsed(PAGE.format(body)))


def test_a_page_that_is_made_well_passes():
    audit(parsed(PAGE.format(FORM.format('<label for="a">A</label><input id="a" name="a"><button>Go</button>'))))
