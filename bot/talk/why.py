"""Why it was not them: the usual reasons, each with an honest answer and one thing to do."""

from __future__ import annotations

from bot.domain.decision import Button, Decision, Message
from bot.domain.event import Command, Press
from bot.domain.facts import Facts
from bot.domain.interview import Outcome
from bot.talk import choices, menus, reading
from bot.talk.choices import GONE

REASONS = (
    "outstanding-candidate",
    "close-second",
    "specific-skills",
    "internal-candidate",
    "the-click",
    "great-interview-no-job",
    "not-shortlisted",
    "ghosted",
    "repeated-rejection",
    "dont-know",
)
"""As they are shown; «I don't know» comes last."""
ON_PAPER = (
    "paper-application",
    "paper-fit",
    "paper-numbers",
    "paper-internal",
    "paper-dont-know",
)
"""The reasons where there was no interview: none of them speaks of one."""
_HUB = "why-not-me"
_FEW = 2


def why(facts: Facts, _: Command) -> Decision:
    """In words: the reasons, about no interview in particular."""
    return _menu(facts, 0)


def menu(facts: Facts, event: Press) -> Decision:
    """The button that asks why: the reasons to choose from. The buttons that brought it stay."""
    return _menu(facts, event.id if facts.interview(event.id) else 0)


def show(facts: Facts, event: Press) -> Decision:
    """One reason; extra: which."""
    id_ = f"reframe-{event.extra}"
    if event.extra not in _there(facts, (*REASONS, *ON_PAPER)):
        return GONE
    about = event.id if facts.interview(event.id) else 0
    entry = facts.library.entry(id_, facts.person.language)
    topic = entry.topic if entry.topic in facts.library.ids("guidance") else ""
    read_on = (Button("button.read-more", "guide.show", about, extra=topic),) if topic else ()
    other = Button("button.another-reason", "why.menu", about)
    shown = reading.opened(
        facts, id_, choices.rows(*reading.offered(facts, entry, about)[:_FEW], *read_on, other)
    )
    return menus.stays(facts, Button("", "why.show", about, extra=event.extra), shown)


def _menu(facts: Facts, about: int) -> Decision:
    reasons = [_reason(facts, reason, about) for reason in _known(facts, about)]
    if not reasons:
        return reading.topic(facts, _HUB, about)
    message = Message(facts.person.id, "why.menu", buttons=choices.fitted(facts, *reasons))
    return menus.stays(facts, Button("", "why.menu", about), Decision((message,)))


def _known(facts: Facts, about: int) -> tuple[str, ...]:
    """The reasons that can be meant: about an application, or about an interview."""
    interview = facts.interview(about)
    paper = interview is not None and interview.outcome is Outcome.NOT_SHORTLISTED
    return _there(facts, ON_PAPER if paper else REASONS)


def _there(facts: Facts, reasons: tuple[str, ...]) -> tuple[str, ...]:
    there = frozenset(facts.library.ids("reframes"))
    return tuple(reason for reason in reasons if f"reframe-{reason}" in there)


def _reason(facts: Facts, reason: str, about: int) -> Button:
    title = {"what": choices.short(facts.library.title(f"reframe-{reason}", facts.person.language))}
    return Button("button.reason", "why.show", about, extra=reason, values=title)
