"""Photos, stickers, voice messages: whatever comes without words."""

from __future__ import annotations

from bot.domain.change import ClearMark, SetMark
from bot.domain.decision import Decision, Message
from bot.domain.event import Thing
from bot.domain.facts import Facts

_SAME = {
    "video-note": "video",
    "video_note": "video",
    "animation": "sticker",
    "audio": "voice",
    "venue": "location",
}
_KNOWN = frozenset({"photo", "sticker", "voice", "video", "document", "location", "poll", "dice"})
_ALBUM = "album-"


def thing(facts: Facts, event: Thing) -> Decision:
    """Says that we read words alone. An album is answered once, not picture by picture."""
    if event.album is None:
        return Decision((answer(facts, event),))
    seen = f"{_ALBUM}{event.album}"[:40]
    if facts.mark(seen):
        return Decision()
    earlier = tuple(ClearMark(mark.name) for mark in facts.marks if mark.name.startswith(_ALBUM))
    return Decision((answer(facts, event),), (*earlier, SetMark(seen)))


def answer(facts: Facts, event: Thing) -> Message:
    """The fitting short answer to one thing."""
    kind = _SAME.get(event.kind, event.kind)
    return Message(facts.person.id, f"things.{kind if kind in _KNOWN else 'other'}")
