"""What alarms are called."""

from campaign.accounts.alarms.schemas import AlarmKind
from campaign.core.i18n import Words, _l

KINDS: dict[AlarmKind, Words] = {
    AlarmKind.PEOPLE: _l("The data of many people was read, printed or taken along"),
    AlarmKind.FOREIGN: _l("Many pages were asked for that are not the account's to see"),
    AlarmKind.SIGN_IN: _l("Many failed sign-ins to one account"),
    AlarmKind.NETWORK: _l("Many failed sign-ins from one network"),
    AlarmKind.NEW_DEVICE: _l("A national account was opened on a new device"),
}
