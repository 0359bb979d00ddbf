"""The console command `gongkai`. Topics load when they are named, so that reading a notice never imports Django."""

from __future__ import annotations

from gongkai.fronts.commands._topics import application


def main() -> None:
    """Run the command line."""
    application()
