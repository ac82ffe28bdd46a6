"""Counts what happens while the process lives, for whoever collects /metrics. No label is about anybody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
)
from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from bot.botapi.outcome import Later, Outcome, Sent
from bot.botapi.request import Files
from bot.domain.standing import Standing
from bot.store.outbox import NUDGE, Row

ENDS = ("done", "ignored", "failed", "quarantined")
_BATCH = (1, 2, 5, 10, 20, 50, 100)
_TURN = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
_LATE = (1, 2, 5, 10, 30, 60, 300, 900, 3600, 6 * 3600, 24 * 3600)
_LAG = (0.005, 0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)


class Wire(Protocol):
    """What delivery needs of Telegram."""

    async def call(self, method: str, args: dict[str, object], files: Files | None = None) -> Outcome: ...


class Tally:
    """The counters of one process, each in its own registry: nothing of the machine, nothing of Python."""

    def __init__(self) -> None:
        self.standing: Standing | None = None
        """The figures as they were last gathered. None: not yet."""
        self._registry = here = CollectorRegistry(auto_describe=False)
        self._turns = Counter("bounceback_turns", "Turns by how they ended.", ["end"], registry=here)
        self._batch = Histogram(
            "bounceback_batch_size", "Turns that began together.", buckets=_BATCH, registry=here
        )
        self._took = Histogram(
            "bounceback_turn_seconds",
            "From taking a batch of turns to its last commit.",
            buckets=_TURN,
            registry=here,
        )
        self._sends = Counter("bounceback_sends", "Calls by what came of them.", ["outcome"], registry=here)
        self._floods = Counter(
            "bounceback_flood_waits", "Calls after which Telegram made us wait.", registry=here
        )
        self._late = Histogram(
            "bounceback_nudge_lateness_seconds", "From due to delivered.", buckets=_LATE, registry=here
        )
        self._lag = Histogram(
            "bounceback_loop_lag_seconds",
            "How much later than asked the loop woke.",
            buckets=_LAG,
            registry=here,
        )
        self._blocked = Counter(
            "bounceback_loop_blocked", "Times that nothing moved for seconds.", registry=here
        )
        self._flying = Gauge("bounceback_calls_in_flight", "Calls on the wire.", registry=here)
        for end in ENDS:
            self._turns.labels(end)
        here.register(_Standing(self))

    def ended(self, end: str, turns: int = 1) -> None:
        """Turns ended in one of `ENDS`."""
        self._turns.labels(end).inc(turns)

    def batch(self, turns: int, seconds: float) -> None:
        """So many turns that were taken together are over."""
        if turns:
            self._batch.observe(turns)
            self._took.observe(seconds)

    def landed(self, landed: Sequence[tuple[Row, Outcome]], now: datetime) -> None:
        """What came of these calls has been written down."""
        for row, outcome in landed:
            self._sends.labels(type(outcome).__name__.lower()).inc()
            if isinstance(outcome, Later) and outcome.why == "flood":
                self._floods.inc()
            if isinstance(outcome, Sent) and row.method == NUDGE:
                self._late.observe(max(0.0, (now - row.due).total_seconds()))

    def watched(self, wire: Wire) -> Wire:
        """The same wire, with what is under way on it counted."""
        return _Watched(wire, self._flying)

    def lag(self, seconds: float) -> None:
        """The loop woke so much later than it was asked to."""
        self._lag.observe(seconds)

    def blocked(self) -> None:
        """Something held up the loop for seconds."""
        self._blocked.inc()

    def text(self) -> bytes:
        """Everything in Prometheus' text format."""
        return generate_latest(self._registry)


class _Watched:
    """A wire that knows how many calls are on it."""

    def __init__(self, wire: Wire, flying: Gauge) -> None:
        self._wire = wire
        self._flying = flying

    async def call(self, method: str, args: dict[str, object], files: Files | None = None) -> Outcome:
        with self._flying.track_inprogress():
            return await self._wire.call(method, args, files)


class _Standing(Collector):
    """The figures that are gathered, not counted. Read when asked for, and never from the database."""

    def __init__(self, tally: Tally) -> None:
        self._tally = tally

    def collect(self) -> Iterable[Metric]:
        if self._tally.standing is not None:
            yield from _gauges(self._tally.standing)


def _gauges(standing: Standing) -> Iterator[Metric]:
    counts, at = standing.counts, standing.counts.at
    received = CounterMetricFamily("bounceback_updates_received", "Updates ever stored.")
    received.add_metric([], counts.received)
    yield received
    yield _labelled("updates", "state", {"waiting": counts.waiting, "quarantined": counts.aside})
    messages = {"waiting": counts.messages}
    resting = {"refused": counts.refused, "sent-uncertain": counts.uncertain}
    yield _labelled("outbox", "state", messages | resting)
    yield _labelled("requests", "state", counts.requests)
    yield _labelled("build_info", "version", {standing.version: 1})
    for name, value in {
        "outbox_due": counts.due,
        "oldest_update_seconds": _age(counts.oldest, at),
        "oldest_due_seconds": _age(counts.oldest_due, at),
        "database_bytes": counts.size,
        "last_good_poll_seconds": standing.heard.total_seconds(),
        "started_seconds": standing.since.timestamp(),
        "figures_seconds": at.timestamp(),
        "texts_overdue_for_review": len(standing.overdue),
    }.items():
        yield GaugeMetricFamily(f"bounceback_{name}", _HELP[name], value)
    if standing.free is not None:
        yield GaugeMetricFamily("bounceback_disk_free_bytes", "Free where the database is.", standing.free)


_HELP = {
    "updates": "Updates that are not dealt with.",
    "outbox": "Messages that wait, or rest until somebody looks.",
    "requests": "Open callback requests.",
    "build_info": "Which version this is.",
    "outbox_due": "Messages that may go now.",
    "oldest_update_seconds": "Age of the oldest update that waits; 0: none does.",
    "oldest_due_seconds": "For how long the oldest due message could have gone; 0: none is due.",
    "database_bytes": "Size of the database.",
    "last_good_poll_seconds": "Since Telegram last gave a good answer, when the figures were gathered.",
    "started_seconds": "When this process started, in seconds since 1970.",
    "figures_seconds": "When these figures were gathered, in seconds since 1970.",
    "texts_overdue_for_review": "Texts whose review date has passed.",
}


def _labelled(name: str, label: str, values: Mapping[str, int]) -> Metric:
    family = GaugeMetricFamily(f"bounceback_{name}", _HELP[name], labels=[label])
    for key, value in values.items():
        family.add_metric([key], value)
    return family


def _age(moment: datetime | None, now: datetime) -> float:
    return 0.0 if moment is None else max(0.0, (now - moment).total_seconds())
