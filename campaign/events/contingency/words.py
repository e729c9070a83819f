"""A plan for bad weather in words."""

from campaign.core.i18n import _, _l
from campaign.events.contingency.schemas import Target, Threshold

TARGETS = {Target.RESERVE: _l("Reserve date"), Target.INDOOR: _l("Place indoors")}


def threshold_words(threshold: Threshold) -> str:
    """`wind from 15 m/s, heavy rain or snow. When a storm is announced`; empty when nothing was said."""
    parts = [
        _("wind from %(speed)s m/s", speed=threshold.wind_ms) if threshold.wind_ms is not None else "",
        _("colder than %(degrees)s °C", degrees=_degrees(threshold.colder_than)) if threshold.colder_than is not None else "",
        _("hotter than %(degrees)s °C", degrees=_degrees(threshold.hotter_than)) if threshold.hotter_than is not None else "",
        _("heavy rain or snow") if threshold.rain else "",
    ]
    return ". ".join(said for said in (", ".join(part for part in parts if part), threshold.words.text()) if said)


def _degrees(value: int) -> str:
    return str(value).replace("-", "−")
