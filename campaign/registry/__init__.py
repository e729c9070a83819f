"""Every way into the house, one line each, in house order.

A feature may import only features named before it; `tests/house` holds everybody to that. A new feature adds its name in
`features.py`, its tables, pages, commands, papers and tasks in the module of that word, and answers ports in `ports.py`.
"""

from flask import Flask

from campaign.accounts.factors.asking import ask_again, way_in
from campaign.accounts.queries import actor_of_request, actor_with_email, actor_with_id
from campaign.accounts.tokens.bearer import actor_of_machine
from campaign.core import keys, prints, schema
from campaign.papers import kinds as paper_kinds
from campaign.papers import presses
from campaign.papers.desk.queries import actor_with_desk_id as desk_with_id
from campaign.papers.documents import press_of_kind
from campaign.papers.gallery import showing as gallery
from campaign.papers.typed import kinds as typed_kinds
from campaign.registry import machines, personal, sealing
from campaign.registry.doors import BLUEPRINTS, COMMANDS
from campaign.registry.features import FEATURES
from campaign.registry.papers import PAPERS, PRESSES, SAMPLES, SHEETS, SUBJECTS, TYPED
from campaign.registry.ports import connect, connect_search
from campaign.registry.tables import MODELS
from campaign.registry.work import SHIPPED

__all__ = [
    "BLUEPRINTS", "COMMANDS", "FEATURES", "MODELS", "actor_of_machine", "actor_of_request", "actor_with_email", "actor_with_id",
    "ask_again", "desk_with_id", "hang", "way_in",
]  # fmt: skip


def hang(app: Flask) -> None:
    """Register every blueprint and command group, what ships, and who answers which port."""
    schema.SHIPPED[:] = [keys.keep_first_keys, *SHIPPED]
    sealing.connect()
    personal.connect()
    paper_kinds.make_known(SUBJECTS, PAPERS)
    presses.make_known(map(press_of_kind, PAPERS))
    presses.make_known(PRESSES)
    gallery.make_known(SAMPLES)
    typed_kinds.make_known(TYPED)
    prints.PAGES.update(SHEETS | {kind.code: ("papers_staff.sheet", "sheet") for kind in PAPERS})
    connect()
    connect_search()
    for blueprint in (*BLUEPRINTS, *machines.PAGES, *machines.OPERATIONS):
        app.register_blueprint(blueprint)
    for group in (*COMMANDS, *machines.COMMANDS):
        app.cli.add_command(group)
