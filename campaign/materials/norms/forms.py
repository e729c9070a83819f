"""What organizers type about norms and sets, and coordinators about the numbers of an event."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from wtforms import Field, FieldList, FileField, FormField, SelectField
from wtforms.validators import Optional

from campaign.core.errors import Problem
from campaign.core.i18n import Translated, _, _l
from campaign.materials.norms.judging import wrong_counts, wrong_norm, wrong_set
from campaign.materials.norms.schemas import (
    LONGEST,
    TYPED,
    Basis,
    Counts,
    Kind,
    MaterialChoice,
    NewNorm,
    NewSet,
    NormRow,
    SetRow,
    TypedCounts,
)
from campaign.materials.norms.words import BASES, HOLDERS, NUMBERS
from campaign.materials.schemas import PlaceKind
from campaign.materials.words import UNITS
from campaign.sheets.reading import Upload
from campaign.web.forms import InnerForm, LineField, Needed, NotLonger, VersionedForm, WholeNumberField
from campaign.web.numbers import whole_or_none, whole_or_nought
from campaign.web.tongues import texts_of
from campaign.web.uploads import UploadForm

MORE_LINES: Final = 3  # empty lines under the materials that a set has
MOST_TABLE: Final = 2 << 20
ROLE: Final = "role_"
Regions = Mapping[int | None, Translated | None]


def _regions(regions: Regions) -> list[tuple[str, str]]:
    return [(str(key or ""), str(name) if name else _("all regions")) for key, name in regions.items()]


def _materials(materials: Iterable[MaterialChoice], kept: int | None = None) -> list[tuple[str, str]]:
    return [
        (str(row.id), _("%(name)s, %(unit)s", name=row.name.text(), unit=UNITS[row.unit]))
        for row in materials
        if not row.retired or row.id == kept
    ]


class NumberNeeded(Needed):
    """A number must stand here; nought is one."""

    def __call__(self, form: Any, field: Field) -> None:
        if field.data is None:
            super().__call__(form, field)


class NormForm(VersionedForm):
    """So much of a material for each of something."""

    region = SelectField(_l("Where it applies"), validate_choice=False)
    material = SelectField(_l("Material"), validate_choice=False)
    amount = WholeNumberField(_l("How many"), [NumberNeeded()])
    basis = SelectField(
        _l("What it is counted by"), choices=[], validate_choice=False,
        description=_l("For example: 2 pieces of soap for each door, 1 flag for each vehicle."),
    )  # fmt: skip
    each = WholeNumberField(
        _l("For every"), [NumberNeeded()], description=_l("1: for each. 10: for every ten, begun ones whole.")
    )
    role_kk = LineField(_l("Role in Kazakh"), [NotLonger(LONGEST["role"])])
    role_ru = LineField(_l("Role in Russian"), [NotLonger(LONGEST["role"])])
    role_en = LineField(_l("Role in English"), [NotLonger(LONGEST["role"])])
    kind = SelectField(
        _l("Kind of event"), validate_choice=False, description=_l("With a kind chosen the norm counts for such events only.")
    )
    reserve = WholeNumberField(_l("Reserve in percent"), [Optional()])
    note = LineField(_l("Note"), [NotLonger(LONGEST["note"])], description=_l("Where the norm comes from, for whoever asks."))

    def offer(self, regions: Regions, materials: Iterable[MaterialChoice], kinds: Iterable[Kind]) -> None:
        """Fill the lists to choose from; the material that was chosen stays among them though it is out of use."""
        self.region.choices = _regions(regions)
        self.material.choices = _materials(materials, whole_or_none(self.material.data))
        self.basis.choices = [(basis.value, str(words)) for basis, words in BASES.items()]
        self.kind.choices = [("", _("every event")), *((kind.code, kind.name.text()) for kind in kinds)]

    def judged(self) -> Iterable[Problem]:
        return wrong_norm(self.command())

    def command(self) -> NewNorm:
        known = set(Basis)
        return NewNorm(
            whole_or_none(self.region.data), whole_or_nought(self.material.data), self.kind.data or None,
            Basis(self.basis.data) if self.basis.data in known else Basis.PARTICIPANT,
            self.written("role"), self.amount.data or 0,
            1 if self.each.data is None else self.each.data, self.reserve.data or 0, self.note.data or "",
        )  # fmt: skip


def norm_form(norm: NormRow | None, region_id: int | None) -> NormForm:
    """The form filled with a norm; `region_id` is where it is to hold."""
    if norm is None:
        return NormForm(region=str(region_id or ""), each=1, reserve=0, kind="", basis=Basis.PARTICIPANT.value)
    return NormForm(
        version=norm.version, region=str(region_id or ""), material=str(norm.material_id), amount=norm.amount, each=norm.each,
        basis=norm.basis.value, kind=norm.kind or "", reserve=norm.reserve, note=norm.note, **texts_of("role", norm.role),
    )  # fmt: skip


class SetLineForm(InnerForm):
    """One line of a set; without a quantity it is left out."""

    material = SelectField(_l("Material"), choices=[], validate_choice=False)
    quantity = LineField(_l("Quantity"))


class SetForm(VersionedForm):
    """Several materials that are issued together."""

    owed = {"name_ru": _l("Give the set a name in one language at least.")}
    region = SelectField(_l("Where it applies"), validate_choice=False)
    name_kk = LineField(_l("Name in Kazakh"), [NotLonger(LONGEST["set"])])
    name_ru = LineField(_l("Name in Russian"), [NotLonger(LONGEST["set"])])
    name_en = LineField(_l("Name in English"), [NotLonger(LONGEST["set"])])
    holder = SelectField(_l("Is issued to"), choices=[], validate_choice=False)
    lines = FieldList(FormField(SetLineForm), label=_l("Materials"))

    def offer(self, regions: Regions, materials: Iterable[MaterialChoice]) -> None:
        """Fill the lists to choose from, and leave empty lines for more materials."""
        self.region.choices = _regions(regions)
        self.holder.choices = [(kind.value, str(words)) for kind, words in HOLDERS.items()]
        while len([line for line in self.lines if not line.form.quantity.data]) < MORE_LINES:
            self.lines.append_entry()
        for line in self.lines:
            chosen = whole_or_none(line.form.material.data)
            line.form.material.choices = [("", "–"), *_materials(materials, chosen)]

    def validate_lines(self, field: Field) -> None:
        """Each line is whole: a material with a quantity that is a number."""
        complaints = []
        for number, line in enumerate(field, 1):
            material, typed = whole_or_none(line.form.material.data), line.form.quantity.data or ""
            if typed and whole_or_none(typed) is None:
                sentence = _("“%(typed)s” is no whole number.", typed=typed[:40])
                complaints.append(_("Line %(number)s: %(why)s", number=number, why=sentence))
            elif typed and not material:
                complaints.append(_("Line %(number)s: choose the material.", number=number))
            elif material and not typed:
                complaints.append(_("Line %(number)s: write how many.", number=number))
        field.errors = [*field.errors, *complaints]

    def fits_together(self) -> bool:
        """The lines say what is wrong by themselves."""
        return not self.lines.errors

    def judged(self) -> Iterable[Problem]:
        return wrong_set(self.command())

    def command(self) -> NewSet:
        kinds = {kind.value: kind for kind in HOLDERS}
        lines = [(whole_or_none(line.form.material.data), whole_or_none(line.form.quantity.data)) for line in self.lines]
        return NewSet(
            whole_or_none(self.region.data), self.written("name"),
            kinds.get(self.holder.data, PlaceKind.PERSON),
            tuple((material, quantity) for material, quantity in lines if material is not None and quantity is not None),
        )  # fmt: skip


def set_form(row: SetRow | None, region_id: int | None) -> SetForm:
    """The form filled with a set; `region_id` is where it is to hold."""
    if row is None:
        return SetForm(region=str(region_id or ""), holder=PlaceKind.PERSON.value)
    lines = [{"material": str(line.material_id), "quantity": str(line.quantity)} for line in row.lines]
    return SetForm(
        version=row.version, region=str(region_id or ""), holder=row.holder.value, lines=lines, **texts_of("name", row.name)
    )  # fmt: skip


class CountsForm(VersionedForm):
    """What a coordinator expects; each role has a field of its own, which `counts_form` adds."""

    def judged(self) -> Iterable[Problem]:
        return wrong_counts(self.command())

    def command(self) -> TypedCounts:
        numbers = {basis: self[basis.value].data for basis in TYPED if self[basis.value].data is not None}
        roles = {int(name.removeprefix(ROLE)): field.data for name, field in self._fields.items() if name.startswith(ROLE)}
        roles = {role: number for role, number in roles.items() if number is not None}
        return TypedCounts(numbers, roles, self.seen())


def counts_form(counts: Counts, typed: TypedCounts) -> CountsForm:
    """A field for each number and each role, filled with what was typed before."""
    fields: dict[str, Any] = {basis.value: WholeNumberField(words, [Optional()]) for basis, words in NUMBERS.items()}
    fields |= {f"{ROLE}{each.role_id}": WholeNumberField(each.name.text(), [Optional()]) for each in counts.roles}
    known: dict[str, Any] = {basis.value: number for basis, number in typed.numbers.items()}
    known |= {f"{ROLE}{role}": number for role, number in typed.roles.items()}
    made: type[CountsForm] = type("CountsOfEventForm", (CountsForm,), fields)
    return made(version=typed.version, **known)


class TableForm(UploadForm):
    """A table of norms, as a file, and the region in which they are to hold."""

    most_bytes = MOST_TABLE
    region = SelectField(_l("Where it applies"), validate_choice=False)
    file = FileField(
        _l("Table of norms"), description=_l("XLSX, ODS or CSV, at most %(most)s MB.", most=MOST_TABLE >> 20)
    )  # fmt: skip

    def offer(self, regions: Regions) -> None:
        self.region.choices = _regions(regions)

    def upload(self) -> Upload:
        """Only after the form was found valid."""
        return Upload(self.file_name, self.content)
