"""Copies of a PostgreSQL database, by PostgreSQL's own programs."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from pathlib import Path

from sqlalchemy.engine import URL, make_url

from bot.store.unfit import Unfit


class NoProgram(Unfit):
    """PostgreSQL's own program is not on this machine; says what to type where it is."""


def take(url: str, draft: Path) -> None:
    """Writes everything to `draft` in pg_dump's own format, as it stood at one moment. Unfit: it cannot."""
    address = make_url(url)
    _run(["pg_dump", "--format=custom", "--no-owner", "--file", str(draft), *_where(address)], address)
    listed = _run(["pg_restore", "--list", str(draft)], address)
    if "TABLE DATA public inbox" not in listed:
        raise Unfit("the database holds no table of Bounceback.")


def command_to_restore(url: str, backup: Path) -> str:
    """What to type to put a dump back, all or nothing. The password is not in it."""
    words = ["pg_restore", "--clean", "--if-exists", "--single-transaction", "--no-owner"]
    return shlex.join([*words, *_where(make_url(url)), str(backup)])


def _where(address: URL) -> list[str]:
    """The address in the words of PostgreSQL's programs, without the password: others can read it in `ps`."""
    parts = {
        "--host": address.host or address.query.get("host"),
        "--port": address.port,
        "--username": address.username,
    }
    named = [f"{name}={value}" for name, value in parts.items() if value]
    return [*named, "--no-password", f"--dbname={address.database}"]


def _run(command: list[str], address: URL) -> str:
    """What the program says. Unfit: it failed, in its own words, or is not there."""
    program = shutil.which(command[0])
    if program is None:
        raise NoProgram(f"{command[0]} is not on this machine; where it is, type: {shlex.join(command)}")
    password = {"PGPASSWORD": str(address.password)} if address.password else {}
    ended = subprocess.run(  # noqa: S603 - our own words, and no shell
        [program, *command[1:]], env=os.environ | password, capture_output=True, text=True, check=False
    )
    if ended.returncode:
        raise Unfit(f"{command[0]} failed: {(ended.stderr.strip().splitlines() or ['it said nothing'])[0]}")
    return ended.stdout
