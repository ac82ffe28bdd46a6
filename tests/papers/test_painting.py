"""Painting a picture holds nobody up, and what cannot be painted is told."""

from __future__ import annotations

import subprocess
import sys

import pytest

from bot.papers import painting


def test_a_picture_is_painted() -> None:
    circle = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle cx="4" cy="4" r="3"/></svg>'
    )

    assert painting.png(circle).startswith(b"\x89PNG")


def test_the_bot_itself_never_loads_what_would_hold_it_up() -> None:
    look = "import sys, bot.app, bot.papers.painting; sys.exit('resvg_py' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", look], check=False).returncode == 0


def test_what_is_no_picture_is_told() -> None:
    with pytest.raises(subprocess.CalledProcessError):
        painting.png("no picture")
