"""A text of a form in every language: whoever asks for it in the house's three is given a field for each further one."""

from typing import Any

from wtforms.fields.core import UnboundField

from campaign.core.i18n import FURTHER, LANGUAGE_NAMES, LANGUAGES, OWN, Translated, _l


class InEveryLanguage:
    """Lends a form the fields `NAME_code` beside `NAME_kk`, `NAME_ru` and `NAME_en`, with their kind, length and place.

    A text that a form asks for in Kazakh and Russian only is one that an office owes in these: it stays as it is. The field
    of the last of the three carries the others as `further`, so that whoever shows it shows them too (`_macros/forms.html`).
    """

    _fields: dict[str, Any]
    _families: tuple[str, ...] = ()

    def __init_subclass__(cls, **named: Any) -> None:
        super().__init_subclass__(**named)
        cls._families = tuple(families(cls)) if FURTHER else ()
        for name in cls._families:
            model = getattr(cls, f"{name}_{OWN[-1]}")
            for code in FURTHER:
                setattr(cls, f"{name}_{code}", _another(model, code))

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        for name in self._families:
            self._fields[f"{name}_{OWN[-1]}"].further = tuple(self._fields[f"{name}_{code}"] for code in FURTHER)

    def written(self, name: str) -> Translated:
        """The text as it was typed; nothing in a language for which the form has no field."""
        fields = {code: self._fields[f"{name}_{code}"] for code in LANGUAGES if f"{name}_{code}" in self._fields}
        if not fields:
            raise KeyError(name)
        return Translated(**{code: field.data or "" for code, field in fields.items()})


def texts_of(name: str, text: Translated) -> dict[str, str]:
    """One value for each language's field, to fill a form with."""
    return {f"{name}_{code}": getattr(text, code) for code in LANGUAGES}


def families(form: type) -> list[str]:
    """The names of the texts that a form asks for in all three languages of the house."""
    last = f"_{OWN[-1]}"
    names = [name.removesuffix(last) for name in dir(form) if name.endswith(last)]
    return [name for name in names if all(hasattr(getattr(form, f"{name}_{code}", None), "field_class") for code in OWN)]


def _another(model: Any, code: str) -> UnboundField:
    label = _l("The same text: %(language)s", language=LANGUAGE_NAMES[code])
    field = UnboundField(model.field_class, label, *model.args[1:], **model.kwargs)
    field.creation_counter = model.creation_counter  # beside the field that it was made after
    return field
