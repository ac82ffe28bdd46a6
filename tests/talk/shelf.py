"""A small guide, so that tests speak of what the code does and not of the words that people read."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.domain.facts import Facts
from bot.domain.library import Entry, Library
from bot.domain.source import Source
from bot.domain.text import Slot, Stretch, Text
from tests.cast import LIBRARY, facts


def text(*wordings: str, shelf: str = "guidance", **more: Any) -> Entry:
    """An entry with these wordings."""
    return Entry(shelf, tuple(Text((words,)) for words in wordings), **more)


def _page(title: str, *wordings: str, **more: Any) -> Entry:
    return text(*wordings or (f"About {title}.",), title=title, short=f"A line on {title}.", **more)


def _letter(title: str, *needs: str) -> Entry:
    parts = [Text(("Dear ", Slot("contact_name", "hiring team"), Stretch((", about ", Slot("job_title")))))]
    if needs:
        parts = [Text((*parts[0].parts, ": ", *(Slot(need) for need in needs)))]
    return Entry("templates", tuple(parts), title=title)


PAGES = {
    "waiting": _page(
        "Getting through the wait",
        "One wait.",
        "Another wait.",
        action="set-decision-date",
        buttons=("show-tips", "talk-to-advisor"),
        related=("chase-employer", "ghosted"),
        sources=("P2", "E9"),
    ),
    "waiting.more": text("More on one wait.", "More on another wait.", part_of="waiting"),
    "chase-employer": _page("Chasing politely", action="show-chase-email", related=("ghosted", "waiting")),
    "ghosted": _page("When they go silent", action="mark-no-reply", buttons=("leave-me-today",)),
    "why-not-me": _page("Why people are not chosen", action="show-why"),
    "the-click": _page("Fit, rapport and luck", action="practise-warm-opening"),
    "prepare-next-interview": _page("Preparing for the next one"),
    "plan-first-day": _page("Your first day"),
    **{f"topic-{nth}": _page(f"Topic {nth} of many") for nth in range(1, 10)},
}
OTHERS = {
    "warm-opening": text(
        "Smile.", shelf="exercises", title="A warm opening", buttons=("warm-up",), related=("the-click",)
    ),
    "reframe-the-click": text(
        "People like who they like.",
        "It was the room.",
        shelf="reframes",
        title="They clicked with someone",
        action="practise-warm-opening",
        topic="the-click",
        sources=("E9",),
    ),
    "reframe-ghosted": text(
        "Silence is theirs.", shelf="reframes", title="They never wrote", action="mark-no-reply"
    ),
    "reframe-dont-know": text("Nobody told you.", shelf="reframes", title="I don't know"),
    "email-accept": _letter("Saying yes"),
    "email-decline": _letter("Saying no"),
    "email-more-time": _letter("Asking for time", "reply_by"),
    "email-start-date": _letter("Asking for the start date"),
    "email-adjustments": _letter("Asking for adjustments", "adjustments"),
    "email-adjustments.shorter": replace(_letter("", "adjustments"), part_of="email-adjustments"),
    "email-withdraw": _letter("Pulling out"),
    "email-phone-script": _letter("What to say on the phone"),
    "email-stay-in-touch": _letter("Staying in touch"),
    "email-one-question": _letter("Asking one question"),
    "email-feedback-after-silence": _letter("Asking for feedback after silence"),
    "email-chase": LIBRARY.texts["en-GB"]["email-chase"],
    "email-chase.shorter": replace(_letter(""), part_of="email-chase"),
    "email-chase.formal": replace(_letter(""), part_of="email-chase"),
}
GROUPS = {
    "waiting": ("waiting", "chase-employer", "ghosted"),
    "why": ("why-not-me", "the-click"),
    "learn": tuple(f"topic-{nth}" for nth in range(1, 10)),
    "offer": ("plan-first-day", "not-written-yet"),
    "human": ("not-written-yet-either",),
}
SOURCES = {
    "P2": Source("A university", "what to do after an interview", "https://example.org/after"),
    "E9": Source("A survey", "silence after interviews", "https://example.org/silence"),
}
_STRINGS = {
    id_: entry
    for id_, entry in LIBRARY.texts["en-GB"].items()
    if entry.shelf not in ("guidance", "exercises", "reframes") and id_.split(".")[0] not in OTHERS
}
SHELF: Library = replace(
    LIBRARY, texts={"en-GB": {**_STRINGS, **PAGES, **OTHERS}}, groups=GROUPS, sources=SOURCES
)


def guided(**changes: Any) -> Facts:
    """Sam on Monday, with the small guide."""
    return facts(library=SHELF, **changes)
