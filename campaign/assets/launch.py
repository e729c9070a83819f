"""Sets up the environment and starts what was asked for.

Standard library only: it runs before anything is installed.
"""

from __future__ import annotations

import argparse
import base64
import contextlib
import hashlib
import importlib.util
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ENV = ROOT / ".venv"
PYTHON = ENV / "bin" / "python"
INSTALLS = ("pyproject.toml", "campaign/assets/package-lock.json", "campaign/assets/vendor.py")
BUILT = (
    ".cache/assets/vendor.stamp",
    "campaign/static/vendor/htmx.min.js",
    "campaign/assets/fonts/DejaVuSans.ttf",
)
UNREACHABLE = (
    "NewConnectionError",
    "ConnectTimeoutError",
    "Failed to establish a new connection",
    "name resolution",
    "error sending request",
    "dns error",
    "ProxyError",
    "ECONNREFUSED",
    "ENOTFOUND",
    "EAI_AGAIN",
    "ETIMEDOUT",
)


TRUST = {"UV_SYSTEM_CERTS": "1", "UV_NATIVE_TLS": "1"}
"""An office's own certificates count for uv as they do for pip; the second is the first one's earlier name."""


class LaunchError(Exception):
    """Why nothing was started: one sentence for the person at the terminal."""


def main(arguments: list[str]) -> int:
    """Do what the command line says; return the exit status, unless serving takes the process over."""
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # `.venv` is ours, and nothing in it is compiled at installation
    verbs = {"test": test, "bench": bench, "key": key}
    try:
        if arguments and arguments[0] in verbs:
            return verbs[arguments[0]](arguments[1:])
        return serve(arguments)
    except LaunchError as error:
        print(error, file=sys.stderr)
    except OSError as error:
        print(f"Cannot go on: {error.strerror or error}: {error.filename or ROOT}.", file=sys.stderr)
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
    return 1


def serve(arguments: list[str]) -> int:
    """Set up and become the web server; in demo mode with the demo campaign loaded."""
    port = wanted_port(arguments)
    ensure_free(port)
    set_up("")
    build_assets()
    demo = not os.environ.get("CAMPAIGN_SECRET_KEY")
    prepare_database(demo)
    ensure_free(port)
    command = ["gunicorn", "--config", "python:campaign.assets.server", "--bind", f"127.0.0.1:{port}", "app:app"]
    os.environ.setdefault("CAMPAIGN_JOBS", "1")  # one process: it does the queued work itself
    os.environ["CAMPAIGN_PORT"] = str(port)  # the address that letters and papers name
    os.chdir(ROOT)
    os.execv(str(PYTHON), [str(PYTHON), "-m", *command])


def test(arguments: list[str]) -> int:
    """Every check there is, each with its name and time; with arguments, pytest alone with these."""
    set_up("test")
    build_assets()
    if arguments:
        return python("-m", "pytest", *arguments)
    print("tests, and the other checks beside them …")
    with ThreadPoolExecutor(1) as beside:
        checks = beside.submit(lambda: [name for name, command in STEPS.items() if not passes(name, command)])
        # three on two cores: many tests wait for a browser, a worker or a lock
        tests = python("-m", "pytest", "-n", "3", "--dist", "worksteal")
        if failed := checks.result():
            print(f"Failed beside the tests: {', '.join(failed)}.")
    return 1 if failed else tests


STEPS = {
    "ruff format": ("ruff", "format", "--check", "--quiet", "."),
    "ruff check": ("ruff", "check", "--quiet", "."),
    "djlint": ("djlint", "--lint", "--quiet", "templates"),
    "mypy": ("mypy", "--no-error-summary"),
}
"""Name → the module and its arguments. djlint only lints: its formatter puts blanks where readers would see them."""


def passes(name: str, command: tuple[str, ...]) -> bool:
    """Run one check, print its name, outcome and seconds, and what it said if it failed."""
    began = time.monotonic()
    done = quietly([str(PYTHON), "-m", *command])
    print(f"\n{name}: {'FAILED' if done.returncode else 'ok'}, {time.monotonic() - began:.1f} s")
    if done.returncode:
        print(done.stdout + done.stderr)
    return not done.returncode


def bench(arguments: list[str]) -> int:
    """Run the benchmarks named, or all."""
    set_up("test")
    build_assets()
    return python("-m", "tests.bench", *arguments)


def key(arguments: list[str]) -> int:
    """Print 256 random bits in base64."""
    print(base64.b64encode(secrets.token_bytes(32)).decode())
    return 0


def wanted_port(arguments: list[str]) -> int:
    """The port of the command line, else of CAMPAIGN_PORT, else 8000."""
    parser = argparse.ArgumentParser(
        prog="python3 app.py",
        description="Serve the campaign on this machine. Other verbs: test, bench, key.",
    )
    parser.add_argument("--port", default=os.environ.get("CAMPAIGN_PORT") or "8000", help="8000 unless told")
    given = parser.parse_args(arguments).port
    if not given.isdecimal() or not 1 <= int(given) <= 65535:
        raise LaunchError(f"A port is a number from 1 to 65535, not {given}.")
    return int(given)


def ensure_free(port: int) -> None:
    """Raise LaunchError when the port cannot be listened to."""
    with contextlib.closing(socket.socket()) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError as error:
            raise LaunchError(f"Port {port} is not allowed to this user: choose one above 1023 with --port.") from error
        except OSError as error:
            other = port + 1 if port < 65535 else 8000
            raise LaunchError(
                f"Port {port} is taken: stop the other program, or choose another port, as in --port {other}."
            ) from error


def set_up(extra: str) -> None:
    """Make `.venv` and install into it, unless exactly that was done before.

    A first use costs a download of about 150 MB; afterwards a hash of the files that decide what to install.
    """
    wanted = fingerprint()
    stamps = [ENV / f"installed-{name or 'base'}" for name in dict.fromkeys((extra, ""))]
    built = all((ROOT / path).is_file() for path in BUILT)
    if PYTHON.exists() and built and stamps[0].is_file() and stamps[0].read_text() == wanted:
        return
    print("Installing the packages; this takes about a minute the first time …")
    home_stamp = ENV / "made-for"
    if home_stamp.is_file() and home_stamp.read_text() != str(ROOT):
        shutil.rmtree(ENV)  # the checkout was moved: the scripts inside point into the void
    install(f".[{extra}]" if extra else ".")
    home_stamp.write_text(str(ROOT))
    for stamp in stamps:
        stamp.write_text(wanted)


def fingerprint() -> str:
    """A hash of all that decides what has to be installed."""
    whole = hashlib.sha256(str(ROOT).encode())
    for name in INSTALLS:
        whole.update((ROOT / name).read_bytes())
    return whole.hexdigest()


def install(target: str) -> None:
    """Fill `.venv` with the project, editable; the build hook fetches the assets on the way.

    With uv where there is one, else, or when uv cannot, with Python's own venv and pip.
    """
    attempts = [with_uv(uv, target)] if (uv := shutil.which("uv")) else []
    if importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip"):
        attempts.append(with_pip(target))
    if not attempts:
        raise LaunchError(
            "Python's venv module is missing: install it (Debian and Ubuntu: sudo apt install python3-venv) and run this again."
        )
    said = ""
    for commands in attempts:
        said = first_failure(commands)
        if not said:
            return
    if any(sign in said for sign in UNREACHABLE):
        raise LaunchError(
            "The packages could not be fetched: check the network, or the package index that pip is set to use, "
            "and run this again."
        )
    ENV.mkdir(exist_ok=True)
    log = ENV / "install.log"
    log.write_text(said)
    raise LaunchError(f"The packages could not be installed: {last_line(said)} The whole story is in {log}.")


def with_uv(uv: str, target: str) -> list[list[str]]:
    """The commands that make and fill the environment with uv."""
    make = [uv, "venv", "--quiet", "--allow-existing", "--python", sys.executable, str(ENV)]
    fill = [uv, "pip", "install", "--quiet", "--python", str(PYTHON), "--reinstall-package", "adalzhol", "-e", target]
    return [fill] if PYTHON.exists() else [make, fill]


def with_pip(target: str) -> list[list[str]]:
    """The commands that make and fill the environment with what comes with Python."""
    make = [sys.executable, "-m", "venv", str(ENV)]
    quiet = ["--quiet", "--no-input", "--disable-pip-version-check"]
    # Not compiled now: Python compiles what it uses, and all of it would take ten seconds.
    fill = [str(PYTHON), "-m", "pip", "install", *quiet, "--no-compile", "-e", target]
    return [fill] if PYTHON.exists() and (ENV / "bin" / "pip").exists() else [make, fill]


def first_failure(commands: list[list[str]]) -> str:
    """Run the commands in turn; what the first one that fails had to say, or nothing when all went well."""
    for command in commands:
        done = quietly(command)
        if done.returncode:
            return done.stdout + done.stderr or f"{command[0]} ended with {done.returncode}."
    return ""


def last_line(text: str) -> str:
    """The line that says what went wrong, as a sentence; the last line when none says so."""
    lines = [line.strip() for line in text.splitlines() if line.strip()] or ["no reason was given"]
    for sign in ("AssetError: ", "Error: ", "ERROR: ", "error: "):
        if told := [line.partition(sign)[2] for line in lines if sign in line]:
            return told[-1].rstrip(".") + "."
    return lines[-1].rstrip(".") + "."


def python(*arguments: str) -> int:
    """Run the environment's Python in the checkout, its output where ours is; return its exit status."""
    return subprocess.run([str(PYTHON), *arguments], cwd=ROOT, stdin=subprocess.DEVNULL, check=False).returncode


def quietly(command: list[str]) -> subprocess.CompletedProcess[str]:
    """Run a command in the checkout and keep what it says."""
    environment = {**TRUST, **os.environ}
    return subprocess.run(
        command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )


def build_assets() -> None:
    """Compile and trim what has changed since the last time."""
    done = quietly([str(PYTHON), "-m", "campaign.assets.build_hook"])
    if done.returncode:
        raise LaunchError(done.stderr.strip())


def adalzhol(*arguments: str) -> str:
    """What the project's own command says; raises LaunchError with its sentence when it fails."""
    done = quietly([str(ENV / "bin" / "adalzhol"), *arguments])
    if done.returncode:
        raise LaunchError(f"adalzhol {' '.join(arguments)} failed: {last_line(done.stderr or done.stdout)}")
    return done.stdout


def prepare_database(demo: bool) -> None:
    """Bring the database to the present version, and in demo mode load the demo campaign once.

    The demo's own SQLite file is not looked at again as long as neither it nor the code has changed.
    """
    folder = Path(os.environ.get("CAMPAIGN_DATA_DIR") or ROOT / "data")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    upgraded, loaded, database = folder / "upgraded-to", folder / "demo-accounts.txt", folder / "campaign.db"
    own = demo and not os.environ.get("CAMPAIGN_SQLALCHEMY_DATABASE_URI")
    fresh = own and not database.is_file()
    if fresh:
        for mark in (upgraded, loaded):
            mark.unlink(missing_ok=True)
    if not (own and upgraded.is_file() and upgraded.read_text() == version_of(database)):
        print("Bringing the database up to date …")
        adalzhol("database", "upgrade")
        if own:
            upgraded.write_text(version_of(database))
    if demo:
        load_demo(loaded, fresh)


def load_demo(loaded: Path, fresh: bool) -> None:
    """Load the demo campaign unless that was done before, and print with which accounts to look at it.

    A database that was there before may hold a campaign of its own; then it is served as it is.
    """
    if not loaded.is_file():
        print("Loading the demo campaign …")
        try:
            accounts = adalzhol("demo", "load")
        except LaunchError as error:
            if fresh:
                raise
            print(error, file=sys.stderr)
            return
        loaded.touch(mode=0o600)
        loaded.write_text(accounts)
    print(f"Accounts of the demo (address, password, role):\n{loaded.read_text()}", end="")


def version_of(database: Path) -> str:
    """A hash of what an upgrade may change, and of which file it is: another one may have been put in its place."""
    whole = hashlib.sha256(str(database.stat().st_ino).encode())
    for pattern in ("migrations/**/*.py", "campaign/**/*.py", "campaign/**/data/**/*"):
        for path in sorted(filter(Path.is_file, ROOT.glob(pattern))):
            whole.update(path.read_bytes())
    return whole.hexdigest()
