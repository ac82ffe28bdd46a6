"""The time that passes in the sandbox."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

Listener = Callable[[datetime], None]


class Clock:
    """Runs like any clock, and can be turned forward; never back.

    `start` is where it begins (aware; the present if absent). `ticks` counts the seconds that pass by
    themselves; `lambda: 0.0` makes a clock that only moves when it is turned.
    """

    def __init__(self, start: datetime | None = None, ticks: Callable[[], float] = time.monotonic) -> None:
        self._ticks = ticks
        self._base = (start or datetime.now(UTC)).astimezone(UTC) - timedelta(seconds=ticks())
        self._listeners: list[Listener] = []

    def now(self) -> datetime:
        """The moment, aware, in UTC."""
        return self._base + timedelta(seconds=self._ticks())

    def turn(self, delta: timedelta) -> None:
        """Turn forward by `delta`. ValueError when it is negative."""
        if delta < timedelta():
            why = f"the clock only goes forward, not by {delta}"
            raise ValueError(why)
        self._base += delta
        now = self.now()
        for listener in tuple(self._listeners):
            listener(now)

    def turn_to(self, moment: datetime) -> None:
        """Turn forward to `moment` (aware). One that has passed changes nothing."""
        ahead = moment - self.now()
        if ahead > timedelta():
            self.turn(ahead)

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` with the new time after each turn. Returns what ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)
