"""The words on a roster, in the language of the paper whatever the language of the page."""

from campaign.core.i18n import _, use_language
from campaign.core.numerals import number_sign
from campaign.papers.wording import campaign_line
from campaign.people.paper.schemas import RosterWords
from campaign.people.schemas import Marking, Roster
from campaign.web.templating import day


def words_for(roster: Roster, marking: Marking) -> RosterWords:
    """Every word the paper needs, looked up once, to be frozen with it."""
    with use_language(roster.language):
        return RosterWords(
            campaign=campaign_line(roster.campaign),
            title=_("List of participants"),
            when=_("%(day)s, at %(time)s", day=day(roster.day), time=roster.starts),
            people=_("Participants on the list"),
            organisations=_("Organisations they come from"),
            responsible=_("Responsible for the event"),
            nobody_named=_("not appointed"),
            number=_("No."),
            full_name=_("Surname, first name, patronymic"),
            organisation=_("Organisation, place of study"),
            role=_("Role at the event"),
            group=_("Group / seat"),
            phone=_("Telephone"),
            mark=_("Present") if marking is Marking.BOX else _("Signature"),
            note=_("Remark"),
            in_charge=_("In charge of the list"),
            checked_by=_("The list was checked by"),
            legal=_(
                "No personal numbers and no addresses. After checking, the sheet is handed to the responsible person and kept "
                "until the report is closed."
            ),
            sheet=_("Sheet"),
            page=_("page {0} of {1}"),
            revision=_("revision {}"),
            printed=_("printed"),
            continued=_("continued"),
            signature=_("signature"),
            empty=_("Nobody is on the list yet."),
            sign=number_sign(roster.language),
        )
