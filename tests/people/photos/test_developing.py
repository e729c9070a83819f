"""Pictures are made anew: upright, without a trace of the old file; what is no picture is refused with a sentence."""

import io
import json
import resource
import subprocess
import sys
import zipfile

import pikepdf
import pytest
from PIL import Image

from campaign.config import ROOT
from campaign.people.photos.developing import NotAPicture, develop
from campaign.people.photos.schemas import MOST_BYTES, Size
from tests.people.photos import pictures
from tests.people.photos.pictures import corners, drawn, from_a_phone, saved

SECRETS = (b"Secret", b"Exif", b"ICC", b"xmp", b"JFXX", b"Photoshop", b"PK\x03\x04", b"<script")


def picture_of(data: bytes, size: Size = Size.PRINT) -> Image.Image:
    return Image.open(io.BytesIO(develop(data).files[size])).convert("RGB")


def near(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return all(abs(a - b) < 24 for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_is_upright_however_the_phone_was_held(orientation):
    picture = picture_of(from_a_phone(orientation))
    assert picture.size == (320, 240)
    seen = [picture.getpixel(place) for place in ((40, 40), (280, 40), (40, 200), (280, 200))]
    assert all(map(near, seen, (pictures.RED, pictures.GREEN, pictures.BLUE, pictures.WHITE)))


def segments_of(jpeg: bytes) -> set[int]:
    """The markers before the picture itself, read by hand: no library of the one that wrote it."""
    place, found = 2, set()
    while jpeg[place] == 0xFF and jpeg[place + 1] != 0xDA:
        found.add(jpeg[place + 1])
        place += 2 + int.from_bytes(jpeg[place + 2 : place + 4])
    return found


def test_nothing_of_the_old_file_is_left_but_its_pixels():
    """Place, camera, remark, profile and what was hung behind: gone from each size; the moment is told apart."""
    behind = io.BytesIO()
    with zipfile.ZipFile(behind, "w") as archive:
        archive.writestr("run.html", "<script>alert(1)</script>")
    came = from_a_phone(6) + behind.getvalue() + b"<script>alert(1)</script>"
    assert b"SecretCameraMaker" in came
    assert b"<script" in came
    made = develop(came)
    assert str(made.taken) == "2018-04-06 10:15:00"
    for jpeg in made.files.values():
        assert not any(secret in jpeg for secret in SECRETS)
        assert segments_of(jpeg) <= {0xE0, 0xDB, 0xC0, 0xC2, 0xC4}, "JFIF, tables, frame"
        assert jpeg.endswith(b"\xff\xd9")
        assert not zipfile.is_zipfile(io.BytesIO(jpeg))
        with pikepdf.new() as pdf:  # another reader sees a plain picture of three bands
            stream = pikepdf.Stream(
                pdf,
                jpeg,
                Type=pikepdf.Name.XObject,
                Subtype=pikepdf.Name.Image,
                Width=320,
                Height=240,
                ColorSpace=pikepdf.Name.DeviceRGB,
                BitsPerComponent=8,
                Filter=pikepdf.Name.DCTDecode,
            )
            assert pikepdf.PdfImage(stream).as_pil_image().mode == "RGB"


@pytest.mark.parametrize(
    "data",
    [
        saved(corners(), "PNG"),
        saved(corners(), "WEBP", quality=90),
        saved(corners().convert("RGBA"), "PNG"),
        saved(corners().convert("P"), "PNG"),
        saved(corners().convert("CMYK"), "JPEG"),
        saved(corners(), "MPO", save_all=True, append_images=[drawn()]),
    ],
    ids=["png", "webp", "alpha", "palette", "cmyk", "of a phone with two pictures"],
)
def test_other_kinds_are_taken_too(data):
    picture = picture_of(data)
    assert picture.size == (320, 240)
    assert near(picture.getpixel((40, 40)), pictures.RED)


def test_a_large_picture_is_kept_in_three_sizes():
    made = develop(saved(drawn(2, 4000, 3000)))
    sizes = {size: Image.open(io.BytesIO(jpeg)).size for size, jpeg in made.files.items()}
    assert sizes == {Size.PRINT: (3000, 2250), Size.SCREEN: (1200, 900), Size.THUMB: (400, 300)}


def test_what_is_transparent_becomes_white():
    clear = Image.new("RGBA", (300, 300), (0, 0, 0, 0))
    assert near(picture_of(saved(clear, "PNG")).getpixel((150, 150)), (255, 255, 255))


ANIMATED = {"save_all": True, "append_images": [drawn(3), drawn(4)]}
WRONG = {
    "pixels": pictures.bomb(),
    "broken": saved(drawn(5))[:9_000],
    "small": saved(Image.new("RGB", (90, 60))),
    "narrow": saved(Image.new("RGB", (4000, 20))),
    "gif": saved(drawn(), "GIF"),
    "animated": saved(drawn(), "PNG", **ANIMATED),
    "heic": b"\x00\x00\x00\x18ftypheic" + bytes(200),
    "video": b"\x00\x00\x00\x18ftypmp42" + bytes(200),
    "drawing": b"<?xml version='1.0'?><svg onload='alert(1)'/>",
    "page": b"<!DOCTYPE html><script>alert(1)</script>",
    "archive": b"PK\x03\x04" + bytes(200),
    "pdf": b"%PDF-1.7",
    "other": b"MZ" + bytes(200),
    "empty": b"",
    "size": b"\xff\xd8\xff" + bytes(MOST_BYTES),
}


@pytest.mark.parametrize("reason", [name for name in WRONG if name != "pixels"])
def test_what_is_no_picture_is_refused_with_a_sentence(reason):
    with pytest.raises(NotAPicture) as refused:
        develop(WRONG[reason])
    assert refused.value.reason == reason
    assert str(refused.value).endswith(".")


SENDER = """
import json, sys, time
from campaign.people.photos.developing import NotAPicture, develop

def peak():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))

data = sys.stdin.buffer.read()
before, begun = peak(), time.monotonic()
try:
    develop(data)
    said = "made"
except NotAPicture as error:
    said = error.reason
print(json.dumps([said, (peak() - before) // 1024, time.monotonic() - begun]))
"""


def test_a_bomb_is_refused_at_once_and_we_hardly_grow():
    """Fifty thousand pixels squared would be 7.5 GB."""
    done = subprocess.run([sys.executable, "-c", SENDER], cwd=ROOT, input=pictures.bomb(), capture_output=True, check=True)
    reason, grown, seconds = json.loads(done.stdout)
    assert reason == "pixels"
    assert grown < 64
    assert seconds < 12


def test_the_child_can_open_nothing(monkeypatch):
    """The same limits as for tables: whoever breaks the decoder finds no file, no network, no further process."""
    act = "import sys, os; sys.path += sys.argv[1:]; from campaign.sheets.parsing.limits import confine; confine(); "
    monkeypatch.setattr("campaign.core.confined._START", act + "os.open('/etc/hostname', os.O_RDONLY)")
    command = sys.modules["campaign.people.photos.developing"]._command
    command.cache_clear()
    try:
        with pytest.raises(NotAPicture):
            develop(saved(drawn()))
    finally:
        command.cache_clear()
    assert resource.getrlimit(resource.RLIMIT_NOFILE)[0] > 3, "the limits are the child's"
