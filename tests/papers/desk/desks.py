"""Print desks for tests."""

from flask import Flask
from werkzeug.test import TestResponse

from campaign.papers.desk import queries, services
from campaign.papers.desk.schemas import DeskRow, NewDesk
from campaign.papers.presses import PRESSES
from campaign.papers.schemas import PrintWish, SubjectKind
from tests.reader import Reader

LABEL = "Канцелярия акимата, каб. 5"


def a_desk(event_id: int, *, phones: bool = True, before: int = 3, after: int = 1, papers: tuple[str, ...] = ()) -> DeskRow:
    """A desk of the event, for all its papers unless told."""
    of_events = tuple(code for code, press in PRESSES.items() if press.subject is SubjectKind.EVENT)
    wish = NewDesk(event_id, LABEL, before, after, phones, papers or of_events)
    return queries.desk_row(services.give(wish, f"{event_id}{phones}{before}{after}{papers}"))


def address(row: DeskRow) -> str:
    return f"/desk/{queries.token_of(row)}"


class Clerk(Reader):
    """A browser with nothing but the link."""

    def __init__(self, app: Flask, row: DeskRow) -> None:
        super().__init__(app)
        self.row, self.home = row, address(row)

    def enter(self, pin: str = "", expect: int = 303) -> "Clerk":
        self.visit(self.home)
        self.send({"pin": pin or queries.pin_of(self.row)}, expect=expect)
        if expect == 303:
            self.follow()
        return self

    def print(self, code: str, expect: int = 303, **chosen: str) -> TestResponse:
        """Press the button of a paper."""
        button = self.page.select_one(f"button[name=paper][value={code}]")
        assert button is not None, f"no {code} at this desk"
        button.name, button["type"] = "input", "hidden"
        form = self.page.select_one("#page-form")
        for other in form.select("button[name=paper]"):
            other.decompose()
        self.send(chosen, form="#page-form", expect=expect)
        return self.response


def a_desk_in_use(event_id: int) -> tuple[dict[str, int | str], str, str]:
    """Its number and that of a sheet which it printed, its token, and the secret of a browser inside: for the matrix."""
    row = a_desk(event_id)
    token = queries.token_of(row)
    secret = services.enter(token, queries.pin_of(row))
    number = services.print_at(queries.desk_with(token), "sign_in", PrintWish("ru"), "key").number
    assert number is not None
    return {"desk_id": row.id, "desk_sheet": number}, token, secret
