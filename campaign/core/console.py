"""Files that commands write for whoever calls them."""

from collections.abc import Iterable
from pathlib import Path

import click


def write_file(out: Path, content: Iterable[bytes], *, private: bool = False) -> None:
    """Put the pieces into the file. `private`: nobody but its owner reads one that is new.

    Raises ClickException with a sentence where it cannot be written.
    """
    try:
        out.touch(mode=0o600 if private else 0o666)
        with out.open("wb") as file:
            file.writelines(content)
    except OSError as error:
        raise click.ClickException(f"{out}: {error.strerror}") from error
