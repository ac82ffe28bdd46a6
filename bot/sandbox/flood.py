"""How fast Telegram lets a bot speak: overall, to one person, to one group."""

import math
from collections import deque
from dataclasses import dataclass, field


@dataclass(slots=True)
class Flood:
    """Limits as Telegram publishes them. A person may get a few messages at once, but no more on average."""

    overall: int = 30  # a second
    group: int = 20  # a minute
    person_each: float = 1.0  # seconds for one message
    person_burst: int = 5
    _all: deque[float] = field(default_factory=deque)
    _groups: dict[int, deque[float]] = field(default_factory=dict)
    _free: dict[int, float] = field(default_factory=dict)

    def wait(self, chat: int, now: float) -> int:
        """Seconds until one more message may go to `chat`; 0: it may go now, and is counted."""
        mine = self._groups.setdefault(chat, deque()) if chat < 0 else deque[float]()
        late = max(
            _over(self._all, self.overall, 1.0, now),
            _over(mine, self.group, 60.0, now),
            self._too_soon(chat, now),
        )
        if late > 0:
            return max(1, math.ceil(late))
        self._all.append(now)
        mine.append(now)
        if chat > 0:
            self._free[chat] = max(self._free.get(chat, 0.0), now) + self.person_each
        return 0

    def _too_soon(self, chat: int, now: float) -> float:
        ahead = self._free.get(chat, 0.0) - now
        return ahead - (self.person_burst - 1) * self.person_each if chat > 0 else 0.0


def _over(sent: deque[float], most: int, span: float, now: float) -> float:
    while sent and sent[0] <= now - span:
        sent.popleft()
    return sent[0] + span - now if len(sent) >= most else 0.0
