"""How fast we may speak, as arithmetic: to everybody together, to one person, to one group."""

from __future__ import annotations

from collections import deque
from math import ceil, floor

BURST = 3
"""How many messages one person may get at once; after that, one a second."""
GROUP_LIMIT = 18
GROUP_SECONDS = 60.0
LEAST_SLOTS, MOST_SLOTS = 4, 64
"""One call that hangs must not hold up everybody; more than the most only makes answers slower."""


class Pace:
    """Remembers what was sent lately. Time is any clock that never goes back, in seconds."""

    def __init__(self, rate: float = 25.0) -> None:
        burst = max(1, floor(rate / 5))
        # A line that stumbles brings two bursts at once: they must be small ones.
        self._all = _Window(max(1, floor(rate)), max(1.0, 1.0 / rate)), _Window(burst, burst / rate)
        self._people: dict[int, float] = {}
        """Chat → when its allowance is whole again."""
        self._groups: dict[int, _Window] = {}
        self._room = 1024

    def delay(self, chat: int, now: float) -> float:
        """Seconds until something may go to this chat; 0: now."""
        return max(0.0, *(window.delay(now) for window in self._all), self._own_delay(chat, now))

    def spend(self, chat: int, now: float) -> None:
        """Counts one message that is being sent to this chat."""
        for window in self._all:
            window.add(now)
        if chat < 0:
            self._groups.setdefault(chat, _Window(GROUP_LIMIT, GROUP_SECONDS)).add(now)
        else:
            self._people[chat] = max(self._people.get(chat, now), now) + 1.0
        if len(self) > self._room:
            self._forget(now)

    def __len__(self) -> int:
        """How many chats are remembered."""
        return len(self._people) + len(self._groups)

    def _own_delay(self, chat: int, now: float) -> float:
        if chat < 0:
            window = self._groups.get(chat)
            return window.delay(now) if window else 0.0
        return self._people.get(chat, now) - now - (BURST - 1)

    def _forget(self, now: float) -> None:
        self._people = {chat: whole for chat, whole in self._people.items() if whole > now}
        self._groups = {chat: window for chat, window in self._groups.items() if not window.idle(now)}
        # Clearing only when twice the living ones have gathered keeps the cost of a message constant.
        self._room = max(1024, 2 * len(self))


def slots(rate: float, latency_median: float) -> int:
    """How many requests may be under way at once: enough to reach the rate while answers take their time."""
    return max(LEAST_SLOTS, min(MOST_SLOTS, ceil(rate * latency_median)))


class _Window:
    """At most so many in any stretch of so many seconds."""

    def __init__(self, limit: int, seconds: float) -> None:
        self._seconds = seconds
        self._times: deque[float] = deque(maxlen=limit)

    def delay(self, now: float) -> float:
        if len(self._times) < (self._times.maxlen or 1):
            return 0.0
        return max(0.0, self._times[0] + self._seconds - now)

    def add(self, now: float) -> None:
        self._times.append(now)

    def idle(self, now: float) -> bool:
        return self._times[-1] + self._seconds <= now
