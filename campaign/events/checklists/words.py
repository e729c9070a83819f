"""The states of a task in words."""

from typing import Final

from campaign.core.i18n import Words, _l
from campaign.events.checklists.schemas import TaskState

STATES: Final[dict[TaskState, Words]] = {
    TaskState.OPEN: _l("Still to be done"),
    TaskState.DONE: _l("Done"),
    TaskState.NOT_NEEDED: _l("Not needed"),
}
