"""/next: what happens now, for where this person stands, and the pages that fit."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain import nos
from bot.domain.decision import Button, Decision, Message, Rows
from bot.domain.event import Command, Press
from bot.domain.facts import Facts
from bot.domain.interview import Interview
from bot.talk import choices, log, menus, offer, outcomes, stages, telling, titled, waits

_AT_ONCE = 3
_MOST = 3
"""How many buttons stand under one text."""

_PAGES = {
    "offer": ("check-the-offer", "accept-offer"),
    "accepted": ("plan-first-day",),
    "starting": ("plan-first-day",),
    "in-work": ("in-work",),
    "fell-through": ("keep-applying",),
    "just-over": ("after-interview", "thank-you"),
    "passed": ("chase-employer",),
    "ahead": ("prepare-next-interview", "interview-nerves"),
    "promised": ("waiting",),
    "waiting": ("waiting",),
    "ghosted": ("ghosted",),
    "unanswered": ("chase-employer",),
    "chased": ("waiting",),
    "rejected": ("ask-for-feedback",),
    "not-shortlisted": ("not-shortlisted",),
    "no-reply": ("keep-applying",),
}
"""Stage → the pages that fit it, best first."""


def whats_next(facts: Facts, _: Command | Press) -> Decision:
    """«/next»: one short text for each thing that is going on; at most three."""
    if not facts.interviews:
        half_told = Message(facts.person.id, "next.half-told")
        return Decision((half_told if log.half_told(facts) else _invitation(facts, "next.nothing"),))
    standing = _latest(stages.standing(facts))[:_AT_ONCE]
    if not standing:
        return Decision((_invitation(facts, "next.quiet"),))
    shown = (
        telling.about(
            facts, one, _say(facts, stage, one), _buttons(facts, stage, one), **waits.when_to_ask(facts, one)
        )
        for stage, one in standing
    )
    return menus.stays(facts, Button("", "next.show"), Decision(tuple(shown)))


def _latest(standing: Sequence[tuple[str, Interview]]) -> list[tuple[str, Interview]]:
    """Of several nos only the newest: what helps after one helps after all of them."""
    found: list[tuple[str, Interview]] = []
    for stage, interview in standing:
        if interview.outcome not in nos.NOES or all(one.outcome not in nos.NOES for _, one in found):
            found.append((stage, interview))
    return found


def _say(facts: Facts, stage: str, interview: Interview) -> str:
    asked = facts.mark("asked-feedback", interview.id) is not None
    return "next.asked" if asked and stage in ("rejected", "not-shortlisted") else f"next.{stage}"


def _buttons(facts: Facts, stage: str, interview: Interview) -> Rows:
    if stage == stages.TODAY:
        return choices.rows(*outcomes.kindness(facts, interview))
    asked = facts.mark("asked-feedback", interview.id) is not None
    fitting = (
        ("feedback-no-reply" if asked else "ask-for-feedback",) if stage == "rejected" else _PAGES[stage]
    )
    pages = titled.pages(facts, *fitting, about=interview.id)
    if stage in ("rejected", "not-shortlisted", "no-reply") and nos.third(facts.interviews):
        pages = (facts.library.button("find-sticking-point"),)
    return choices.rows(*(*_first(facts, stage, interview), *pages, *_last(facts, stage, interview))[:_MOST])


def _first(facts: Facts, stage: str, interview: Interview) -> tuple[Button, ...]:
    """What can be done at once."""
    match stage:
        case "passed" | "unanswered":
            return (facts.library.button("show-chase-email", interview.id),)
        case "offer" | "fell-through":
            return (Button("button.see-offer", "offer.show", interview.id),)
        case "accepted":
            return (offer.dated(interview, "start"),)
        case "starting":
            return (facts.library.button("tick-first-day-list", interview.id),)
        case "ghosted":
            return (Button("button.mark-no-reply", "result.record", interview.id, extra="no-reply"),)
        case "rejected" | "not-shortlisted" if not facts.mark("asked-feedback", interview.id):
            return (facts.library.button("show-feedback-email", interview.id),)
        case _:
            return ()


def _last(facts: Facts, stage: str, interview: Interview) -> tuple[Button, ...]:
    """What else there is."""
    match stage:
        case "just-over" | "passed" | "promised" | "waiting" | "ghosted" | "unanswered" | "chased":
            return (facts.library.button("i-have-a-result", interview.id),)
        case "ahead":
            return titled.pages(facts, "what-happens-next", about=interview.id)
        case "accepted":
            return (facts.library.button("show-start-date-email", interview.id),)
        case "starting" | "in-work":
            return (Button("button.see-offer", "offer.show", interview.id),)
        case "rejected":
            why = Button("button.help-me-understand", "why.menu", interview.id)
            return (why, *titled.pages(facts, "keep-applying", about=interview.id))
        case "not-shortlisted":
            return (facts.library.button("check-one-application"),)
        case _:
            return ()


def _invitation(facts: Facts, say: str) -> Message:
    log, result = facts.library.button("log-interview"), Button("button.i-have-a-result", "result.about")
    return Message(facts.person.id, say, buttons=choices.rows(log, result))
