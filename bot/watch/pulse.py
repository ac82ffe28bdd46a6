"""Notices when one piece of work holds up everything else, names it, ends it, or ends the process."""

from __future__ import annotations

import asyncio
import faulthandler
import logging
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic
from types import CodeType, FrameType

from bot import routes

log = logging.getLogger(__name__)

EVERY = 0.5
"""Seconds between two beats of the loop, and between two looks of the thread that watches it."""
NOTICED = 5.0
"""Seconds without a beat after which the place is named, and a handler that is at it is broken off."""
HOPELESS = 60.0
"""Seconds after which only a fresh process helps."""
DEAD = 90.0
"""Seconds after which the process is ended from outside Python: one call in C may keep every thread still."""
LONGEST_GAP = 1.0
"""A gap between two looks that is longer than this was no time in which we ran."""
OURS = Path(__file__).parent.parent


class Overran(Exception):
    """Raised inside a handler that takes far too long: it fails like any other, and its attempt counts."""


class Pulse:
    """A thread beside the event loop. It does not wait for it, so it sees when it stands still."""

    def __init__(
        self,
        end: Callable[[], None],
        on_lag: Callable[[float], None] = lambda _: None,
        on_blocked: Callable[[], None] = lambda: None,
    ) -> None:
        """`end` ends the process at once; `on_lag` hears of every beat how many seconds late it was.

        `on_blocked` is called, in the thread, once for each time that the loop stood still.
        """
        self._end = end
        self._on_lag = on_lag
        self._on_blocked = on_blocked
        self._beats = 0
        self._beating: asyncio.Task[None] | None = None
        self._over = threading.Event()
        self._watched = 0
        self._thread = threading.Thread(target=self._watch, name="pulse", daemon=True)

    def start(self) -> None:
        """From now on it watches the loop of this thread; only in the main one can it break handlers off."""
        self._watched = threading.get_ident()
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGUSR1, _break_off)
        self._beating = asyncio.get_running_loop().create_task(self._beat())
        self._thread.start()

    def stop(self) -> None:
        """Watches no longer. Never started, or stopped twice, it changes nothing."""
        self._over.set()
        if self._beating:
            self._beating.cancel()
        faulthandler.cancel_dump_traceback_later()

    async def _beat(self) -> None:
        while True:
            asleep = monotonic()
            self._beats += 1
            if self._beats % 10 == 1:
                faulthandler.dump_traceback_later(DEAD, exit=True)
            await asyncio.sleep(EVERY)
            self._on_lag(max(0.0, monotonic() - asleep - EVERY))

    def _watch(self) -> None:
        seen, still, looked = -1, 0.0, monotonic()
        while not self._over.wait(EVERY):
            now = monotonic()
            passed, looked = min(now - looked, LONGEST_GAP), now
            before, still = still, still + passed if self._beats == seen else 0.0
            seen = self._beats
            self._judge(before, still)

    def _judge(self, before: float, still: float) -> None:
        """Acts when a limit is passed between two looks; both in seconds without a beat."""
        if still >= HOPELESS:
            log.critical(
                "nothing has moved for too long", extra={"seconds": round(still), "at": self._places()}
            )
            self._end()
        elif still // NOTICED > before // NOTICED:
            log.error("nothing moves", extra={"seconds": round(still), "at": self._places()})
            if before < NOTICED:
                self._on_blocked()
            if self._watched == threading.main_thread().ident:
                signal.pthread_kill(self._watched, signal.SIGUSR1)

    def _places(self) -> list[str]:
        """Where that thread is in our own code, outermost first: places, never values."""
        found = [
            f"{_file(f.f_code)}:{f.f_lineno} {f.f_code.co_name}" for f in _stack(self._frame()) if _ours(f)
        ]
        return found[::-1][-8:]

    def _frame(self) -> FrameType | None:
        return sys._current_frames().get(self._watched)  # noqa: SLF001 - documented, for exactly this


def ends_at_once(code: int) -> Callable[[], None]:
    """Ends the process without asking anybody: whoever could be asked is what hangs."""
    return lambda: os._exit(code)


def _break_off(_: int, frame: FrameType | None) -> None:
    """In the main thread, wherever it is: only a handler may be broken off there, for it changes nothing."""
    deciding = getattr(routes.decide, "__code__", None)
    if any(found.f_code is deciding for found in _stack(frame)):
        raise Overran


def _stack(frame: FrameType | None) -> Iterator[FrameType]:
    """From the innermost outwards."""
    while frame is not None:
        yield frame
        frame = frame.f_back


def _ours(frame: FrameType) -> bool:
    return Path(frame.f_code.co_filename).is_relative_to(OURS)


def _file(code: CodeType) -> str:
    return str(Path(code.co_filename).relative_to(OURS.parent))
