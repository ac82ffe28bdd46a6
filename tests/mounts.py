"""A small disk of its own for a test, where this machine lets us have one."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


def may_mount() -> bool:
    """Whether this machine lets us."""
    with tempfile.TemporaryDirectory() as folder:
        mount = shutil.which("mount")
        here = [mount, "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder] if mount else ["false"]
        if subprocess.run(here, check=False, capture_output=True).returncode:
            return False
        subprocess.run(["umount", "--lazy", folder], check=True)
        return True


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[Path]:
    """A file system in memory, mounted there until the end; the test is left out where nobody may mount."""
    folder.mkdir()
    _mount("-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder))
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def resize(folder: Path, size: str) -> None:
    """Gives a small disk another size."""
    _mount("-o", f"remount,size={size}", str(folder))


def read_only(folder: Path) -> None:
    """Lets nobody write to a small disk any more."""
    _mount("-o", "remount,ro", str(folder))


def writable(folder: Path) -> None:
    """Undoes that."""
    _mount("-o", "remount,rw", str(folder))


def _mount(*arguments: str) -> None:
    mount = shutil.which("mount")
    if mount is None or subprocess.run([mount, *arguments], check=False, capture_output=True).returncode:
        pytest.skip("this machine lets us mount nothing")
