"""Our columns and what they are usually called in directories."""

from collections.abc import Mapping
from typing import Final

from campaign.sheets.mapping import Reading
from campaign.sheets.reading import Head, RawTable, find_head
from campaign.walks.buildings.imports.schemas import COLUMNS

USUAL: Final[Mapping[str, tuple[str, ...]]] = {
    "room": (
        "Кабинет", "Каб.", "Каб", "№ каб.", "Каб. №", "№ кабинета", "Кабинет №", "Номер кабинета", "Комната", "№ комнаты",
        "Офис", "Кабинет нөмірі", "Кабинеті", "Бөлме", "Бөлме №", "Бөлме нөмірі", "Room", "Room number", "Office",
    ),
    "floor": ("Этаж", "Қабат", "Қабаты", "Floor"),
    "unit_ru": (
        "Отдел", "Наименование отдела", "Подразделение", "Структурное подразделение", "Управление", "Департамент", "Department",
    ),
    "unit_kk": ("Бөлім", "Бөлімі", "Бөлімнің атауы", "Бөлімше", "Құрылымдық бөлімше", "Басқарма"),
    "position_ru": ("Должность", "Занимаемая должность", "Position", "Job title"),
    "position_kk": ("Лауазымы", "Лауазым", "Қызметі"),
    "person": (
        "ФИО", "Ф. И. О.", "Фамилия имя отчество", "Фамилия, имя, отчество", "Сотрудник", "Работник", "Фамилия", "Тегі, аты",
        "Тегі, аты, әкесінің аты", "Аты-жөні", "ТАӘ", "Т.А.Ә.", "Қызметкер", "Тегі", "Full name", "Name",
    ),
}  # fmt: skip


def guess(table: RawTable) -> Reading | None:
    """Where the rooms stand in the table; None when no row looks like its head."""
    head = find_head(table, USUAL)
    if head is None or "room" not in head.columns:
        return None
    return Reading(table.sheet, head.row, {name: head.columns[name] for name in COLUMNS if name in head.columns})


def head_of(reading: Reading) -> Head:
    """The same as the table kit wants it."""
    return Head(reading.head_row, reading.columns)
