"""/status: how the service stands, for its operators."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.decision import Decision, Message
from bot.domain.event import Command
from bot.domain.facts import Facts
from bot.domain.standing import Standing
from bot.talk import doors


def status(facts: Facts, command: Command) -> Decision:
    """The figures, for an operator; for everybody else this is no command that we have."""
    if not facts.operator:
        return replace(doors.unknown_command(facts, command), denied="status")
    chat = command.origin.chat
    if facts.standing is None:
        return Decision((Message(chat, "status.not-yet"),))
    return Decision((Message(chat, "status.report", _values(facts, facts.standing)),))


def _values(facts: Facts, now: Standing) -> dict[str, str]:
    counts = now.counts
    figures = ("waiting", "aside", "due", "messages", "uncertain", "refused")
    return {
        **{name: str(getattr(counts, name)) for name in figures},
        "version": now.version,
        "since": _moment(facts, now.since),
        "heard": _span(now.heard),
        "desk": _desk(facts, now),
        "free": _free(facts, now),
        "size": f"{counts.size / 1e6:,.1f}",
        "at": _moment(facts, counts.at),
    }


def _desk(facts: Facts, now: Standing) -> str:
    values = {"requests": str(sum(now.counts.requests.values())), "why": now.counts.desk}
    if not now.has_desk:
        return facts.library.label("status.desk.none", facts.person.language)
    if now.counts.desk:
        return facts.library.label("status.desk.out", facts.person.language, values)
    return facts.library.label("status.desk.well", facts.person.language, values)


def _free(facts: Facts, now: Standing) -> str:
    if now.free is None:
        return facts.library.label("status.disk.elsewhere", facts.person.language)
    values = {"free": f"{now.free // 1_000_000:,}"}
    return facts.library.label("status.disk.free", facts.person.language, values)


def _moment(facts: Facts, moment: datetime) -> str:
    return f"{moment.astimezone(facts.local_now.tzinfo):%d %b %H:%M %Z}"


def _span(span: timedelta) -> str:
    seconds = int(span.total_seconds())
    return f"{seconds} s" if seconds < 120 else f"{seconds // 60} min"
