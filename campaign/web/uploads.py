"""Forms with a file, which is read once and never larger than it may be."""

from typing import Any, ClassVar, Final

from flask import Blueprint, current_app, request
from wtforms import ValidationError

from campaign.core.i18n import _
from campaign.core.text import clean_line
from campaign.web.forms import CampaignForm

_LONGEST_NAME = 120
_LARGEST: Final = "largest_files"  # endpoint → bytes


def say_most(bp: Blueprint, view: str, most_bytes: int) -> None:
    """Files sent to `view` hold at most so much: the page of an error then says what the form says."""
    bp.record(lambda state: state.app.extensions.setdefault(_LARGEST, {}).update({f"{bp.name}.{view}": most_bytes}))


def most_here() -> int | None:
    """How many bytes may be sent to where the request goes: those of its file, else of everything; None for no bound."""
    most, said = request.max_content_length, current_app.extensions.get(_LARGEST, {}).get(request.endpoint)
    return most if said is None or most is None else min(said, most)


class UploadForm(CampaignForm):
    """A form whose field `file` must hold a file of at most `most_bytes`."""

    most_bytes: ClassVar[int]
    content: bytes = b""

    def validate_file(self, field: Any) -> None:
        if not field.data or not getattr(field.data, "filename", ""):
            raise ValidationError(_("Choose a file."))
        self.content = field.data.read(self.most_bytes + 1)
        if not self.content:
            raise ValidationError(_("The file is empty."))
        if len(self.content) > self.most_bytes:
            words = _("The file is larger than %(most)s MB. Divide the table and send it in parts.", most=self.most_bytes >> 20)
            raise ValidationError(words)

    @property
    def file_name(self) -> str:
        """What the sender calls it, without folders."""
        name: str = self["file"].data.filename
        return clean_line(name.replace("\\", "/").rpartition("/")[2])[-_LONGEST_NAME:]
