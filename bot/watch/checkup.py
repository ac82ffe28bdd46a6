"""Looks at the figures four times a minute, answers who asks how we are, tells operators what is wrong."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from importlib.metadata import version
from pathlib import Path

from aiohttp import web
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.botapi import render
from bot.botapi.outcome import Outcome, Unreachable
from bot.domain import alarms
from bot.domain.decision import Message
from bot.domain.library import Library
from bot.domain.standing import Counts, Standing, ailments
from bot.store import alarms as told
from bot.store import figures, outbox
from bot.store.facts import House
from bot.store.outbox import Row
from bot.watch.tally import Tally

log = logging.getLogger(__name__)

EVERY = 15.0
"""Seconds between two looks."""


class Checkup:
    """Keeps the latest figures. Asking for them costs nothing; gathering them a few indexed counts."""

    def __init__(
        self,
        store: AsyncEngine,
        database_url: str,
        operators: Collection[int],
        now: Callable[[], datetime],
        heard: Callable[[], float],
        tally: Tally,
    ) -> None:
        """`heard` tells how many seconds ago Telegram last gave a good answer."""
        self.tally = tally
        self.blocked_at: datetime | None = None
        """When the loop last stood still. None: never."""
        self.webhook = ""
        """What Telegram says is wrong with the webhook, as a short code; empty: nothing."""
        self._store = store
        self._folder = _folder(database_url)
        self._operators = frozenset(operators)
        self._now = now
        self._heard = heard
        self._since = now()
        self._failing = False
        self._failed_at: datetime | None = None

    @property
    def offered(self) -> Sequence[web.RouteDef]:
        """What is to be had over HTTP. It is meant for operators: a proxy must not show it to the world."""
        return (web.get("/health", self._health), web.get("/metrics", self._metrics))

    def blocked(self) -> None:
        """The loop stands still. Called from a thread."""
        self.blocked_at = self._now()
        self.tally.blocked()

    async def look(self, house: House) -> int:
        """Gathers the figures and tells operators what is news. Returns how many messages that made."""
        try:
            async with self._store.begin() as conn:
                now = self._now()
                counts = await figures.count(conn, now, house.desk, self._operators)
                if self._failing:
                    self._failing, self._failed_at = False, now
                self.tally.standing = standing = self._standing(counts, house)
                return await self._tell(conn, house, standing) if self._operators else 0
        except Exception:
            self._failing = True
            raise

    def landed(self, landed: Sequence[tuple[Row, Outcome]], now: datetime) -> None:
        """What came of these messages; an operator who cannot be told is only ever told of in the log."""
        self.tally.landed(landed, now)
        for row, outcome in landed:
            if isinstance(outcome, Unreachable) and row.person is None and row.chat in self._operators:
                log.error("an operator cannot be told", extra={"operator": row.chat, "why": outcome.why})

    def _standing(self, counts: Counts, house: House) -> Standing:
        disk = shutil.disk_usage(self._folder) if self._folder else None
        return Standing(
            counts=replace(counts, desk=counts.desk or house.desk_trouble),
            version=version("bounceback"),
            since=self._since,
            heard=timedelta(seconds=self._heard()),
            has_desk=house.desk is not None,
            free=disk.free if disk else None,
            room=disk.total if disk else 0,
            overdue=_overdue(house.library, counts.at),
            blocked_at=self.blocked_at,
            failed_at=self._failed_at,
            webhook=self.webhook,
        )

    async def _tell(self, conn: AsyncConnection, house: House, standing: Standing) -> int:
        now = standing.counts.at
        news = alarms.to_tell(alarms.raised(standing), await told.told(conn), now)
        for alarm in news:
            log.warning("operators are told", extra={"alarm": alarm.name})
        entries = [_entry(alarm, id_, house, now) for alarm in news for id_ in sorted(self._operators)]
        await outbox.add(conn, entries, now)
        await told.tell(conn, [alarm.name for alarm in news], now)
        return len(entries)

    async def _health(self, _: web.Request) -> web.Response:
        """200 or 503, and why. No figure in it is about anybody."""
        now, heard, standing = self._now(), self._heard(), self.tally.standing
        reasons = ailments(standing, timedelta(seconds=heard), now)
        counts = standing.counts if standing else None
        told = {
            "ok": not reasons,
            "reasons": list(reasons),
            "heard_seconds": round(heard, 1),
            "oldest_update_seconds": _age(counts.oldest if counts else None, now),
            "oldest_due_seconds": _age(counts.oldest_due if counts else None, now),
            "database": "database" not in reasons,
        }
        return web.json_response(told, status=503 if reasons else 200)

    async def _metrics(self, _: web.Request) -> web.Response:
        return web.Response(
            body=self.tally.text(), headers={"Content-Type": "text/plain; version=0.0.4; charset=utf-8"}
        )


def _entry(alarm: alarms.Alarm, operator: int, house: House, now: datetime) -> outbox.Entry:
    """An alarm as a row of the outbox. It is nobody's own, so that it can raise no alarm itself."""
    message = Message(operator, f"alarm.{alarm.name}", alarm.values)
    call = render.call(message, house.library, house.newcomer.language)
    return outbox.Entry(operator, call.method, call.args, due=now)


def _overdue(library: Library, now: datetime) -> tuple[str, ...]:
    """The texts and the helplines that were to be looked at again by now."""
    today = now.date()
    texts = (pair for texts in library.texts.values() for pair in texts.items())
    late = {id_ for id_, entry in texts if entry.review_by is not None and entry.review_by < today}
    return tuple(sorted(late | {id_ for id_, post in library.signposts.items() if post.review_by < today}))


def _folder(url: str) -> Path | None:
    """Where the file of a SQLite database is. None: a server keeps it, perhaps on another machine."""
    parts = make_url(url)
    return Path(parts.database or ".").parent if parts.get_backend_name() == "sqlite" else None


def _age(moment: datetime | None, now: datetime) -> float | None:
    return None if moment is None else round(max(0.0, (now - moment).total_seconds()), 1)
