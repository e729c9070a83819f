"""Who looks at alarms, and who puts them down."""

from campaign.accounts.alarms.schemas import AlarmKind, AlarmRow
from campaign.core.actor import Actor, P


def can_put_down(actor: Actor, alarm: AlarmRow) -> bool:
    """Organizers who read the alarm; what somebody did is put down by somebody else."""
    did_it = alarm.kind in {AlarmKind.PEOPLE, AlarmKind.FOREIGN} and alarm.user_id == actor.user_id
    return actor.may_at(P.ACCOUNTS_MANAGE, alarm.region_id) and not did_it
