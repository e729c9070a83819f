"""A plan for bad weather in words."""

from campaign.core.i18n import _, _l
from campaign.events.contingency.schemas import Target, Threshold

TARGETS = {Target.RESERVE: _l("Reserve date"), Target.INDOOR: _l("Place indoors")}


def threshold_words(threshold: Threshold) -> str:
    """`wind from 15 m/s, colder than −20 °C, heavy rain or snow`; empty when nothing was said."""
    parts = [
        _("wind from %(speed)s m/s", speed=threshold.wind_ms) if threshold.wind_ms is not None else "",
        _("colder than %(degrees)s °C", degrees=_degrees(threshold.colder_than)) if threshold.colder_than is not None else "",
        _("hotter than %(degrees)s °C", degrees=_degrees(threshold.hotter_than)) if threshold.hotter_than is not None else "",
        _("heavy rain or snow") if threshold.rain else "",
        threshold.words.text(),
    ]
    return ", ".join(part for part in parts if part)


def _degrees(value: int) -> str:
    return str(value).replace("-", "−")
