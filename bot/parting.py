"""Hears that the process is to end, and sees to it that it does, whatever hangs."""

from __future__ import annotations

import logging
import os
import signal
import threading
from collections.abc import Callable

log = logging.getLogger(__name__)

SIGNALS = (signal.SIGTERM, signal.SIGINT)
PATIENCE = 6.5
"""Seconds that the process gets to end in good order, of the eight that an operator may wait."""
SAYING = 0.5
"""Seconds to say that it did not: what hangs may be what the log is written to."""
WHY = {"why": "something hangs"}


def listen(stop: Callable[[], object]) -> None:
    """From now on calls `stop`, in a thread of its own, for every signal that asks the process to end.

    Called in the main thread, before others are started: it is not that thread which hears the signals any
    more, for it may be what hangs. The first one also starts a clock: when that has run out, the
    process ends as it is, with exit code 0. Every commit is whole at any moment, so the next start
    finds what was left undone.
    """
    signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)
    threading.Thread(target=_hear, args=(stop,), name="parting", daemon=True).start()


def _hear(stop: Callable[[], object]) -> None:
    asked = False
    while True:
        signal.sigwait(SIGNALS)
        if not asked:
            asked = True
            _later(PATIENCE, lambda: log.warning("stopped in the middle of something", extra=WHY))
            _later(PATIENCE + SAYING, lambda: os._exit(0))
        stop()


def _later(seconds: float, act: Callable[[], object]) -> None:
    clock = threading.Timer(seconds, act)
    clock.daemon = True
    clock.start()
