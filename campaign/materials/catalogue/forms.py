"""What is typed of a material and its sizes."""

from collections.abc import Iterable, Mapping
from typing import Any

from wtforms import BooleanField, FieldList, FormField, HiddenField, RadioField, SelectField
from wtforms.validators import InputRequired, Optional, ValidationError

from campaign.core.errors import Invalid, Problem
from campaign.core.i18n import _, _l
from campaign.materials.catalogue.schemas import MOST_NAME, MaterialRow, MaterialWish, SizeWish
from campaign.materials.catalogue.services.judging import wrong_facts, wrong_shares
from campaign.materials.numbers import tenge, tiyn_or_none
from campaign.materials.schemas import LONGEST, Unit, Use
from campaign.materials.words import UNITS, USES
from campaign.web.forms import InnerForm, LineField, NotLonger, VersionedForm, WholeNumberField, choices_of
from campaign.web.numbers import whole_or_none, whole_or_nought
from campaign.web.tongues import texts_of


class PriceField(LineField):
    """A price in tenge; what was typed stays when it is none. `tiyn` is what is kept."""

    tiyn: int | None = None

    def pre_validate(self, form: Any) -> None:
        self.tiyn = tiyn_or_none(self.data) if self.data else None
        if self.data and self.tiyn is None:
            raise ValidationError(_("This is no price. For example: 1250 or 120,50."))


class SizeForm(InnerForm):
    """One size."""

    id = HiddenField()
    label = LineField(_l("Size"))
    weight = LineField(_l("Share"), default="1")
    retired = BooleanField(_l("No longer in use"))
    gone = BooleanField(_l("Take away"))

    def wish(self) -> SizeWish:
        return SizeWish(
            whole_or_none(self.id.data), self.label.data or "", self._weight(), bool(self.retired.data),
            bool(self.gone.data),
        )  # fmt: skip

    def _weight(self) -> int:
        """What was typed; 1 for nothing, -1, which no share is, for nonsense."""
        weight = whole_or_none(self.weight.data) if self.weight.data else 1
        return -1 if weight is None else weight


class MaterialForm(VersionedForm):
    """A material with its sizes."""

    owed = {"name_kk": _l("Name it in at least one language.")}
    name_kk = LineField(_l("Name in Kazakh"), [NotLonger(MOST_NAME)])
    name_ru = LineField(_l("Name in Russian"), [NotLonger(MOST_NAME)])
    name_en = LineField(_l("Name in English"), [NotLonger(MOST_NAME)])
    code = LineField(
        _l("Code"), [NotLonger(LONGEST["code"])],
        description=_l("By which tables know it: Latin letters, figures, - and _. Left empty, it is made of the name."),
    )  # fmt: skip
    unit = SelectField(_l("Unit of measure"), choices=choices_of(UNITS))
    pack = WholeNumberField(
        _l("Units in a pack"), [Optional()], default=1,
        description=_l("What is needed is rounded up to whole packs. 1: it comes one by one."),
    )  # fmt: skip
    use = RadioField(
        _l("Use"), choices=choices_of(USES), default=Use.CONSUMABLE.value,
        validators=[InputRequired(_l("Choose one of the list."))],
    )  # fmt: skip
    travel_days = WholeNumberField(_l("Days on the road to the next stop"), [Optional()], default=0)
    washing_days = WholeNumberField(_l("Days of washing or mending before it serves again"), [Optional()], default=0)
    price = PriceField(_l("Price of one, in tenge"))
    sizes = FieldList(FormField(SizeForm), label=_l("Sizes"))
    more = LineField(_l("Add sizes"), [NotLonger(500)], description=_l("With commas between: S, M, L, XL"))

    @property
    def is_wrong(self) -> bool:
        return bool(self.errors or any(entry.form.errors for entry in self.sizes))

    def command(self) -> MaterialWish:
        sizes = [entry.form.wish() for entry in self.sizes]
        added = filter(None, (label.strip() for label in (self.more.data or "").replace(";", ",").split(",")))
        return MaterialWish(
            (self.code.data or "").lower(), self.written("name"),
            Unit(self.unit.data), self.pack.data or 0, Use(self.use.data), self.travel_days.data or 0,
            self.washing_days.data or 0, self.price.tiyn, (*sizes, *(SizeWish(None, label, 1) for label in added)),
        )  # fmt: skip

    def judged(self) -> Iterable[Problem]:
        if self.unit.errors or self.use.errors:
            return ()
        wish = self.command()
        return (*wrong_facts(wish), *wrong_shares(wish.sizes))

    def show(self, error: Invalid) -> None:
        """Complaints about sizes (`sizes-<place>-label`) beside them, those about added ones beside their field."""
        self._complain({one.field: str(one.message) for one in error.problems if one.field.startswith("sizes-")})
        others = [one for one in error.problems if not one.field.startswith("sizes-")]
        if others or not error.problems:
            super().show(Invalid(error.message, others))

    def _complain(self, problems: Mapping[str, str]) -> None:
        for name, words in problems.items():
            place = whole_or_nought(name.split("-")[1])
            field = self.sizes[place].form.label if place < len(self.sizes) else self.more
            field.errors = [*field.errors, words]


def material_form(row: MaterialRow) -> MaterialForm:
    """The form filled with what is known of the material."""
    sizes = [{"id": size.id, "label": size.label, "weight": size.weight, "retired": size.retired} for size in row.sizes]
    return MaterialForm(
        version=row.version, **texts_of("name", row.name), code=row.code,
        unit=row.unit.value, pack=row.pack, use=row.use.value, travel_days=row.travel_days, washing_days=row.washing_days,
        price="" if row.price is None else tenge(row.price), sizes=sizes,
    )  # fmt: skip
