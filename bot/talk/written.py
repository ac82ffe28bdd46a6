"""A ready message as people get it: the block to copy alone, and under it what can be done with it."""

from __future__ import annotations

from dataclasses import replace

from bot.domain import spoken
from bot.domain.decision import Button, Decision, Outgoing, Rows
from bot.domain.facts import Facts
from bot.domain.interview import Interview
from bot.talk import choices, letters, menus
from bot.talk.letters import LETTERS, WORDINGS, Wanted

_BACK = {"": "button.usual-wording", "shorter": "button.shorter", "formal": "button.more-formal"}


def letter(
    facts: Facts, interview: Interview | None, wanted: Wanted, *before: Outgoing, words: str = ""
) -> Decision:
    """The message, with these words in the gap that only the person could fill."""
    template = LETTERS[wanted.kind].template
    worded = f"{template}.{wanted.wording}" if wanted.wording else template
    block = worded if facts.library.knows(worded) else template
    alone = letters.about(facts, interview, block, (), **_filled(facts, wanted, words))
    say = "emails.copy" if interview else "emails.copy-unlogged"
    if wanted.kind == "phone-script":
        say = "emails.script"
    under = letters.about(facts, interview, say, _under(facts, interview, wanted))
    id_ = interview.id if interview else 0
    again = Button("", "emails.show", id_, extra=wanted.spelled(wanted.wording))
    return menus.stays(_answered(facts), again, Decision((*before, alone, under)), words)


def _answered(facts: Facts) -> Facts:
    """What was asked for a ready message is not asked any more when one is shown."""
    ours = facts.question is not None and facts.question.name.startswith("emails.")
    return replace(facts, question=None) if ours else facts


def _filled(facts: Facts, wanted: Wanted, words: str) -> dict[str, str]:
    if wanted.day is not None:
        return {"reply_by": spoken.day(facts, wanted.day)}
    return {"adjustments": words} if words else {}


def _under(facts: Facts, interview: Interview | None, wanted: Wanted) -> Rows:
    id_ = interview.id if interview else 0
    others = [
        Button(_BACK[wording], "emails.show", id_, extra=wanted.spelled(wording))
        for wording in ("", *WORDINGS)
        if wording != wanted.wording and _exists(facts, wanted, wording)
    ]
    wordings = choices.rows(*others, across=2)
    if interview is None:
        return (*wordings, (facts.library.button("log-interview"),))
    sent, *instead = _settling(interview, wanted)
    return ((sent,), *wordings, *choices.rows(*instead))


def _exists(facts: Facts, wanted: Wanted, wording: str) -> bool:
    template = LETTERS[wanted.kind].template
    return not wording or facts.library.knows(f"{template}.{wording}")


def _settling(interview: Interview, wanted: Wanted) -> tuple[Button, ...]:
    """What became of it, where that leads on."""
    letter = LETTERS[wanted.kind]
    if wanted.kind == "withdraw":
        withdrew = ("result.record", interview.id, interview.version, "withdrew")
        return (Button("button.sent-it", *withdrew, style="success"),)
    if wanted.kind == "phone-script":
        return (Button("button.told-by-phone", "emails.done", interview.id, extra="feedback-by-phone"),)
    sent = Button("button.sent-it", "emails.done", interview.id, extra=letter.sent, style="success")
    if not letter.instead:
        return (sent,)
    return (sent, Button(f"button.{letter.instead}", "emails.done", interview.id, extra=letter.instead))
