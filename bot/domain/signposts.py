"""Helplines and services: who they are for, how to reach them, and whether somebody is there now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from bot.domain import calendar
from bot.domain.nations import ANYWHERE

UK = ("GB-ENG", "GB-SCT", "GB-WLS", "GB-NIR")
ABROAD = "INTL"
"""The nation of people who are in none of ours."""

_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)


class Kind(StrEnum):
    """What a service is there for."""

    EMERGENCY = "emergency"
    CRISIS = "crisis"
    LOW_MOOD = "low-mood"
    ABUSE = "abuse"
    RIGHTS = "rights"
    EQUALITY = "equality"
    CAREERS = "careers"
    MONEY = "money"

    @property
    def urgent(self) -> bool:
        """Whether somebody in danger may turn to it."""
        return self in (Kind.EMERGENCY, Kind.CRISIS, Kind.LOW_MOOD, Kind.ABUSE)


class By(StrEnum):
    """A way to reach a service."""

    CALL = "call"
    TEXT = "text"
    RELAY = "relay"
    """Typed to an operator who speaks it: the Relay UK app, or a textphone."""
    BSL = "bsl"
    """Signed, through an interpreter."""
    EMAIL = "email"
    WEB = "web"


@dataclass(frozen=True, slots=True)
class Way:
    """How to reach a service: by what, and the number, words or address."""

    by: By
    value: str
    free: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of each week in which somebody answers. Days count from Monday, which is 0."""

    day: int
    opens: time
    days: int
    """How many days later it closes; 0: the same day."""
    closes: time


@dataclass(frozen=True, slots=True)
class Hours:
    """When a service is open, by the wall clock where it is. No spans: day and night."""

    spans: tuple[Span, ...] = ()
    zone: str = "Europe/London"

    @property
    def always(self) -> bool:
        """Whether it never closes."""
        return not self.spans

    def open(self, at: datetime) -> bool:
        """Whether somebody answers at a moment."""
        return self.always or any(start <= at < end for start, end in self._around(at))

    def closes(self, at: datetime) -> datetime | None:
        """When it closes next, UTC. None: it is closed already, or never closes."""
        if self.always or not self.open(at):
            return None
        ends, last = at.astimezone(UTC), at + _WEEK
        while ends <= last:
            later = max((end for start, end in self._around(ends) if start <= ends < end), default=ends)
            if later == ends:
                return ends
            ends = later
        return None

    def opens(self, at: datetime) -> datetime | None:
        """When it opens next, UTC. None: it is open."""
        if self.open(at):
            return None
        return min(start for start, _ in self._around(at) if start > at)

    def _around(self, at: datetime) -> Iterator[tuple[datetime, datetime]]:
        """The stretches from a week before a moment to a week after."""
        today = calendar.local(at, self.zone).date()
        for nth in range(-8, 9):
            day = today + nth * _DAY
            for span in self.spans:
                if span.day == day.weekday():
                    closes = calendar.instant(day + span.days * _DAY, span.closes, self.zone)
                    yield calendar.instant(day, span.opens, self.zone), closes


@dataclass(frozen=True, slots=True)
class Signpost:
    """One service. Who an urgent one is for, in words, is the string «signpost.<id>»."""

    id: str
    name: str
    kind: Kind
    nations: tuple[str, ...]
    """Where it is; all of the UK is `ANYWHERE`."""
    ways: tuple[Way, ...]
    """How to reach it, the best way first."""
    source: str
    """The provider's own page."""
    checked_on: date
    checked_by: str
    """Who looked at that page; words that begin with «nobody», as long as nobody has."""
    review_by: date
    hours: Hours | None = None
    """None: not known well enough to tell people."""
    youngest: int | None = None
    oldest: int | None = None
    """The ages it is for, both included. None: no limit."""
    languages: tuple[str, ...] = field(default=("en",))

    @property
    def by_age(self) -> bool:
        """Whether it is for young people alone."""
        return self.oldest is not None

    @property
    def checked(self) -> bool:
        """Whether somebody has looked at the provider's live page."""
        return not self.checked_by.lower().startswith("nobody")

    def first(self, *ways: By) -> Way | None:
        """The first of these ways that it offers. None: it offers none of them."""
        return next((way for way in self.ways if way.by in ways), None)

    def open(self, at: datetime) -> bool:
        """Whether it may be shown as a way to reach somebody at a moment; unknown hours count as open."""
        return self.hours is None or self.hours.open(at)


def everywhere(signposts: Iterable[Signpost]) -> tuple[Signpost, ...]:
    """The urgent lines for all of the UK, in the order of their file; 999 has its place on the card."""
    urgent = (post for post in signposts if post.kind.urgent and post.kind is not Kind.EMERGENCY)
    return tuple(post for post in urgent if ANYWHERE in post.nations)


def within(signposts: Iterable[Signpost], nation: str) -> tuple[Signpost, ...]:
    """The urgent lines of one nation, without those for all of the UK; the number for emergencies first."""
    found = (post for post in signposts if post.kind.urgent and nation in post.nations)
    return (
        tuple(sorted(found, key=lambda post: post.kind is not Kind.EMERGENCY)) if nation != ANYWHERE else ()
    )


def about(signposts: Iterable[Signpost], kinds: Iterable[Kind], nation: str) -> tuple[Signpost, ...]:
    """Those of some kinds for a person; all of them where we do not know the nation, or have none there."""
    wanted = frozenset(kinds)
    found = tuple(post for post in signposts if post.kind in wanted)
    return tuple(post for post in found if nation in UK and serves(post, nation)) or found


def serves(post: Signpost, nation: str) -> bool:
    """Whether a service is for people in a nation."""
    return nation in post.nations or (nation in UK and ANYWHERE in post.nations)
