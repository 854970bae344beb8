"""The `mnemo` command (ring 5). `mnemo --help` imports no command module."""

from __future__ import annotations


def main() -> None:
    """Entry point of the console script."""
    from mnemo.cli.app import run

    run()
