"""An SVG as a PNG, painted by a process of its own.

The library that paints holds Python's one lock for a fifth of a second: in a thread of our own process, too,
nobody else would be answered meanwhile.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from bot.papers import letters

_PAINTER = Path(__file__).with_name("painter.py")
_LONGEST = 6.0
"""In seconds: a stop of the bot waits no longer for it."""


def png(drawn: str) -> bytes:
    """The picture as Telegram takes it. CalledProcessError, TimeoutExpired: it could not be painted."""
    # -P: the painter sees no module of ours beside it, of which one is called like one of Python's own.
    files = map(str, letters.FILES.values())
    command = [sys.executable, "-P", str(_PAINTER), *files]
    done = subprocess.run(  # noqa: S603 - our own program, and no shell
        command, input=drawn.encode(), stdout=subprocess.PIPE, timeout=_LONGEST, check=True
    )
    return done.stdout
