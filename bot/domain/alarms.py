"""What operators are told without asking, and when: pure rules over the figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.domain.standing import DEAF, Standing

LATE = timedelta(minutes=5)
"""A message that could have gone for so long, while Telegram answers, is stuck."""
LOW_BYTES, LOW_SHARE = 200_000_000, 0.05
"""A disk with less left than either is nearly full."""
AGAIN = timedelta(hours=1)
"""The same kind is told at most once in this time, and so is that it is over."""
CALM = timedelta(minutes=5)
"""So long after an alarm its end is believed."""
MONTH = timedelta(days=30)
NAMED = 8
"""How many texts an alarm names."""
OVER = "-over"


@dataclass(frozen=True, slots=True)
class Alarm:
    """One thing that an operator should know."""

    name: str
    """Which kind; its words are the string «alarm.<name>»."""
    values: Mapping[str, str] = field(default_factory=dict)
    since: datetime | None = None
    """Of what happened at one moment: told once for each. None: it lasts, and its end is told, too."""


def raised(now: Standing) -> tuple[Alarm, ...]:
    """Everything that is wrong, most urgent first."""
    return tuple(alarm for rule in _RULES if (alarm := rule(now)))


def to_tell(found: Sequence[Alarm], told: Mapping[str, datetime], now: datetime) -> tuple[Alarm, ...]:
    """What operators hear now; `told` is when they last heard of each kind, and of each kind's end."""
    names = {alarm.name for alarm in found}
    ended = [Alarm(f"{name}{OVER}") for name in LASTING if name not in names and _is_over(name, told, now)]
    return (*(alarm for alarm in found if _is_news(alarm, told.get(alarm.name), now)), *ended)


def _is_news(alarm: Alarm, told: datetime | None, now: datetime) -> bool:
    return told is None or (now - told >= AGAIN and (alarm.since is None or alarm.since > told))


def _is_over(name: str, told: Mapping[str, datetime], now: datetime) -> bool:
    """Whether its end is news: it was told, has not been taken back since, and things are calm."""
    began, ended = told.get(name), told.get(f"{name}{OVER}")
    if began is None or now - began < CALM:
        return False
    return ended is None or (ended < began and now - ended >= AGAIN)


# --- the kinds -------------------------------------------------------------------------------------


def _late(now: Standing) -> Alarm | None:
    oldest = now.counts.oldest_due
    if oldest is None or now.counts.at - oldest <= LATE or now.heard > DEAF:
        return None
    minutes = int((now.counts.at - oldest).total_seconds() // 60)
    return Alarm("late", {"minutes": str(minutes), "messages": str(now.counts.due)})


def _aside(now: Standing) -> Alarm | None:
    if now.counts.aside_at is None:
        return None
    return Alarm("aside", {"updates": str(now.counts.aside)}, since=now.counts.aside_at)


def _disk(now: Standing) -> Alarm | None:
    if now.free is None or (now.free >= LOW_BYTES and now.free >= LOW_SHARE * now.room):
        return None
    return Alarm("disk", {"free": str(now.free // 1_000_000)})


def _desk(now: Standing) -> Alarm | None:
    return Alarm("desk", {"why": now.counts.desk}) if now.counts.desk else None


def _webhook(now: Standing) -> Alarm | None:
    return Alarm("webhook", {"why": now.webhook}) if now.webhook else None


def _database(now: Standing) -> Alarm | None:
    return Alarm("database", since=now.failed_at) if now.failed_at else None


def _blocked(now: Standing) -> Alarm | None:
    return Alarm("blocked", since=now.blocked_at) if now.blocked_at else None


def _reviews(now: Standing) -> Alarm | None:
    """Once, and after a month once more."""
    if not now.overdue:
        return None
    named = ", ".join(now.overdue[:NAMED]) + (" …" if len(now.overdue) > NAMED else "")
    return Alarm("reviews", {"texts": named}, since=now.counts.at - MONTH)


_RULES: tuple[Callable[[Standing], Alarm | None], ...] = (
    _late,
    _disk,
    _desk,
    _webhook,
    _aside,
    _database,
    _blocked,
    _reviews,
)
LASTING = ("late", "disk", "desk", "webhook")
"""The kinds whose end is told."""
TEXTS = frozenset(
    f"alarm.{name}"
    for name in (
        *(rule.__name__.removeprefix("_") for rule in _RULES),
        *(f"{name}{OVER}" for name in LASTING),
    )
)
"""Every text that an alarm may be."""
