"""The photos of the demo, drawn by code: nobody is in them. Karaganda has sent some; Temirtau two with children in them."""

import io
import math
import random
from collections.abc import Sequence
from typing import Final

from PIL import Image, ImageDraw
from sqlalchemy import case, select
from sqlalchemy.orm import Session

from campaign.core.i18n import Translated
from campaign.events.models import Event
from campaign.people.minors.ages import under
from campaign.people.minors.queries import ages_on
from campaign.people.models import Person, Registration
from campaign.people.photos.schemas import NewPhoto, Seen
from campaign.people.photos.services import add, name_person
from campaign.relay.models import Stop
from campaign.reports.demo_events import first_event
from campaign.sheets.reading import Upload

WIDTH, HEIGHT = 1200, 900
SKY, LAND, STEPPE, SUN, STONE, DARK = "#8fd3e0", "#e9dfc6", "#b9c58a", "#f2b90f", "#d8d3c6", "#4b5c62"
TURQUOISE, WHITE, RED = "#00afca", "#f8f6f1", "#b3261e"
AUTHOR: Final = "Исабекова А. Т."
SHOWN: Final = (  # kind of the event, what is drawn, who is seen, captions
    ("rally", "square", Seen.NOBODY, "Әкімдік алдындағы алаңға жиналу", "Сбор на площади перед акиматом"),
    ("rally", "flags", Seen.ADULTS, "Мемлекеттік тулар мен эстафета нышаны", "Флаги и символ эстафеты"),
    ("motorcade", "cars", Seen.NOBODY, "Автокеруен Бұқар жырау даңғылында", "Автоколонна на проспекте Бухар жырау"),
    ("lecture", "hall", Seen.UNSAID, "", ""),
)
CHILDREN: Final = (  # the same of the event ahead, and how many of its children are named in it
    ("rally", "crowd", "Мектеп оқушылары митингке дайындалуда", "Школьники готовятся к митингу", 1),
    ("rally", "crowd", "Сынып жалауларымен", "Класс с флажками", 2),
)


def take_photos(session: Session, held: Stop, coming: Stop) -> None:
    """Photos of events that were held; of the one ahead two with children, of whom one has no parent's consent."""
    for number, (kind, scene, seen, kk, ru) in enumerate(SHOWN):
        _sent(first_event(session, held, kind), scene, number, NewPhoto(AUTHOR, seen, Translated(kk=kk, ru=ru)))
    for number, (kind, scene, kk, ru, named) in enumerate(CHILDREN, len(SHOWN)):
        event = first_event(session, coming, kind)
        photo_id = _sent(event, scene, number, NewPhoto(AUTHOR, caption=Translated(kk=kk, ru=ru)))
        for child in _children(session, event)[:named]:
            name_person(photo_id, child)


def _sent(event: Event, scene: str, number: int, said: NewPhoto) -> int:
    return add(event.id, Upload(f"IMG_{2041 + number}.jpg", _drawn(scene, number)), said).photo_id


def _children(session: Session, event: Event) -> Sequence[int]:
    """Those of the event's list who are under age, first whose parents agreed to photographs."""
    agreed = case((Registration.photo_consent.is_(True), 0), else_=1)
    young = under(event.day, ages_on(event.day).photo_below)
    asked = select(Registration.id).join(Person, Person.id == Registration.person_id)
    return session.scalars(asked.where(Registration.event_id == event.id, young).order_by(agreed, Registration.id)).all()


def _drawn(scene: str, number: int) -> bytes:
    picture = Image.new("RGB", (WIDTH, HEIGHT), SKY)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 620, WIDTH, HEIGHT), fill=LAND)
    pen.ellipse((940, 70, 1080, 210), fill=SUN)
    draw = {"square": _square, "flags": _flags, "cars": _cars, "hall": _hall, "crowd": _crowd}[scene]
    draw(pen, random.Random(number))  # noqa: S311  a drawing, the same everywhere
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=88)
    return out.getvalue()


def _house(pen: ImageDraw.ImageDraw, x: int, y: int, width: int, height: int) -> None:
    pen.rectangle((x, y, x + width, y + height), fill=STONE)
    for column in range(x + 30, x + width - 40, 60):
        for row in range(y + 30, y + height - 60, 80):
            pen.rectangle((column, row, column + 30, row + 46), fill=TURQUOISE)


def _flag(pen: ImageDraw.ImageDraw, x: int, y: int, size: int, wave: float) -> None:
    pen.rectangle((x, y, x + size // 18, y + size * 3), fill=DARK)
    top = [(x + step * size // 20, y + 12 * math.sin(step / 3 + wave)) for step in range(26)]
    pen.polygon([*top, *((at, height + size * 0.62) for at, height in reversed(top))], fill=TURQUOISE)
    pen.ellipse((x + size * 0.45, y + size * 0.16, x + size * 0.75, y + size * 0.46), fill=SUN)


def _people(pen: ImageDraw.ImageDraw, chance: random.Random, count: int, low: int, high: int, size: int) -> None:
    """Figures without faces, the farther ones first."""
    for y in sorted(chance.randint(low, high) for _turn in range(count)):
        x, tall = chance.randint(20, WIDTH - 20), size + (y - low) // 4
        colour = chance.choice((TURQUOISE, WHITE, RED, DARK, STEPPE, SUN))
        pen.rounded_rectangle((x - tall // 4, y - tall, x + tall // 4, y), tall // 6, fill=colour)
        pen.ellipse((x - tall // 6, y - tall * 4 // 3, x + tall // 6, y - tall), fill="#c99a73")


def _square(pen: ImageDraw.ImageDraw, chance: random.Random) -> None:
    _house(pen, 180, 260, 760, 380)
    for number, x in enumerate((120, 980)):
        _flag(pen, x, 300, 120, number)
    _people(pen, chance, 60, 660, 880, 46)


def _flags(pen: ImageDraw.ImageDraw, chance: random.Random) -> None:
    for number in range(5):
        _flag(pen, 90 + number * 220, 170 + chance.randint(-30, 30), 200, number)
    pen.ellipse((520, 640, 680, 800), fill=SUN)
    pen.ellipse((550, 670, 650, 770), fill=WHITE)


def _cars(pen: ImageDraw.ImageDraw, chance: random.Random) -> None:
    _house(pen, 40, 360, 340, 260)
    _house(pen, 700, 330, 440, 290)
    pen.rectangle((0, 700, WIDTH, 860), fill=DARK)
    for number in range(4):
        x = 40 + number * 300
        pen.rounded_rectangle((x, 690, x + 230, 790), 30, fill=chance.choice((RED, WHITE, TURQUOISE, STEPPE)))
        pen.rounded_rectangle((x + 45, 640, x + 185, 710), 24, fill=STONE)
        for wheel in (x + 50, x + 175):
            pen.ellipse((wheel - 28, 762, wheel + 28, 818), fill="#17272c")
        _flag(pen, x + 110, 540, 60, number)


def _hall(pen: ImageDraw.ImageDraw, chance: random.Random) -> None:
    pen.rectangle((0, 0, WIDTH, HEIGHT), fill="#d9c9a6")
    pen.rectangle((260, 120, 940, 460), fill=WHITE)
    for row in range(5):
        pen.rectangle((320, 180 + row * 50, 320 + chance.randint(300, 560), 200 + row * 50), fill=TURQUOISE)
    _people(pen, chance, 36, 600, 890, 80)


def _crowd(pen: ImageDraw.ImageDraw, chance: random.Random) -> None:
    pen.rectangle((0, 560, WIDTH, HEIGHT), fill=STEPPE)
    _people(pen, chance, 26, 640, 880, 90)
    _flag(pen, 560, 180, 180, 1)
