"""Builds everything that is not committed: at installation, from the launcher, or by hand.

By hand: `python -m campaign.assets.build_hook`. Safe to run at any time; does only what has changed.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:  # hatchling loads this file by its path
    sys.path.insert(0, str(ROOT))

from campaign.assets.catalogues import messages  # noqa: E402
from campaign.assets.styles import styles  # noqa: E402
from campaign.assets.vendor import AssetError, fetch  # noqa: E402

if TYPE_CHECKING:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface as Interface

    BuildHookInterface = Interface[Any]
else:
    try:
        from hatchling.builders.hooks.plugin.interface import BuildHookInterface
    except ImportError:  # hatchling is there while installing, not while running
        BuildHookInterface = object


class AssetHook(BuildHookInterface):
    """What hatchling calls before it packs the wheel."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        build(Path(self.root))


def build(root: Path) -> None:
    """Fetch, compile and trim; what was fetched is trimmed even where the translations clash. Raises AssetError."""
    fetch(root)
    try:
        messages(root)
    finally:
        styles(root)


def main() -> int:
    """Build for this checkout and say in one line what is wrong, if anything is."""
    try:
        build(ROOT)
    except AssetError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
