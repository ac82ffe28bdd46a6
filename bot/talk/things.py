"""Photos, stickers, voice messages: whatever comes without words."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.domain.change import Change, ClearMark, SetMark
from bot.domain.decision import Decision, Message
from bot.domain.event import Said, Thing
from bot.domain.facts import Facts
from bot.talk import whereabouts

_SAME = {
    "video_note": "video",
    "animation": "sticker",
    "audio": "voice",
    "venue": "location",
    "live_photo": "photo",
    "paid_media": "photo",
    "unique_gift": "gift",
}
_KNOWN = frozenset(
    {"photo", "sticker", "voice", "video", "document", "location", "poll", "dice", "story", "gift"}
)
_ALBUM = "album-"
_AN_ALBUM = timedelta(hours=1)
"""Within this the parts of one album have all come, however many batches they came in."""


def thing(facts: Facts, event: Thing) -> Decision:
    """Says that we read words alone. An album is answered once, not picture by picture."""
    if (place := whereabouts.place(facts, event)) is not None:
        return place
    if event.album is None:
        return Decision((answer(facts, event),))
    if facts.mark(_seen(event.album)):
        return Decision()
    return Decision((answer(facts, event),), album(facts, event.album))


def captioned(facts: Facts, event: Said, answered: Decision) -> Decision:
    """The answer to words; those under a picture are the answer to the rest of its album as well."""
    if event.album is None:
        return answered
    return replace(answered, changes=(*answered.changes, *album(facts, event.album)))


def album(facts: Facts, name: str) -> tuple[Change, ...]:
    """Remembers that an album has been answered, its pictures or the words under one; forgets old ones."""
    old = (mark for mark in facts.marks if mark.name.startswith(_ALBUM) and facts.ago(mark.at) > _AN_ALBUM)
    return (*(ClearMark(mark.name) for mark in old), SetMark(_seen(name)))


def answer(facts: Facts, event: Thing) -> Message:
    """The fitting short answer to one thing."""
    kind = _SAME.get(event.kind, event.kind)
    return Message(facts.person.id, f"things.{kind if kind in _KNOWN else 'other'}")


def _seen(name: str) -> str:
    return f"{_ALBUM}{name}"[:40]
