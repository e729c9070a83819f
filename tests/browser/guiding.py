"""The pictures of the guide, taken by the browser of the stories (`roles/`): `test_roles.py` says how to take them all anew.

Each shows the first screen of a page: tall on a phone, else wide. They lie in `campaign/static/guide`, and a story holds each
against what its page looks like now.
"""

import io
import os
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image, ImageChops
from playwright.sync_api import Page

from campaign.config import ROOT

FOLDER = ROOT / "campaign/static/guide"
RETAKE = "CAMPAIGN_RETAKE_GUIDE"
TALL, WIDE = {"width": 360, "height": 640}, {"width": 1000, "height": 640}
SMALL = (50, 32)
"""What pictures are compared by: so few pixels that the edge of a letter is none of them."""
ALIKE = 6.0
"""How far two pictures may be apart, as the mean of 0 … 255; a changed row or panel moves it by ten and more."""
BARE = """async (at) => {
  document.querySelector(".demo-line")?.remove();
  document.activeElement?.blur();
  await document.fonts.ready;
  await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));  // what that moved is moved
  const behavior = "instant";
  if (at) document.querySelector(at).scrollIntoView({ behavior }); else window.scrollTo({ top: 0, behavior });
}"""
"""The line of the demonstration is no part of a picture, nor is the mark of where one types."""


def file_of(name: str, code: str) -> Path:
    return FOLDER / f"{name}.{code}.webp"


@dataclass
class Gallery:
    """Where a story hangs its pictures: beside the kept ones, or instead of them. `old` are those that have changed."""

    retakes: bool = field(default_factory=lambda: bool(os.environ.get(RETAKE)))
    old: list[str] = field(default_factory=list)

    def hang(self, name: str, code: str, page: Page, at: str = "") -> None:
        """Compare the screen with the picture of this name, or keep it, some 30 kB."""
        page.evaluate(BARE, at)
        seen = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
        path = file_of(name, code)
        if self.retakes:
            FOLDER.mkdir(exist_ok=True)
            seen.save(path, "WEBP", quality=72, method=6)
        if not path.exists():
            self.old.append(f"{path.name}: not there")
            return
        with Image.open(path) as kept:
            apart = distance(kept.convert("RGB"), seen)
        if apart > ALIKE:
            self.old.append(f"{path.name}: {apart:.1f}")


def distance(one: Image.Image, other: Image.Image) -> float:
    """How unlike two pictures are: the mean difference of their grey pixels made small, 0 … 255; 255 for other sizes."""
    if one.size != other.size:
        return 255.0
    small = [image.convert("L").resize(SMALL, Image.Resampling.BOX) for image in (one, other)]
    seen = ImageChops.difference(*small).get_flattened_data()
    return sum(seen) / len(seen)
