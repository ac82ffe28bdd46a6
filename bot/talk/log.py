"""/log: an interview told in one line or step by step, shown back before it is saved."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.domain.calendar import DaysOff
from bot.domain.change import AddInterview, Ask, Change, KeepInterview, Settle
from bot.domain.decision import Decision, Message, Outgoing
from bot.domain.event import Command, Press, Said
from bot.domain.facts import Facts
from bot.domain.interview import MOST_OPEN, Interview, Outcome
from bot.domain.question import Question
from bot.talk import choices, diary, drafts, outcomes, saved, steps, telling
from bot.talk.choices import GONE
from bot.talk.drafts import Draft, Refused
from bot.understand import interview as lines

QUESTION = "log"
_AT_ONCE = 8
"""How many interviews one message may tell of."""


def log(facts: Facts, event: Command) -> Decision:
    """«/log», alone or with a line about the interview."""
    if not event.words.strip():
        return _start(facts, drafts.fresh(facts))
    return told(facts, event.words, event.origin.at)


def begin(facts: Facts, event: Press) -> Decision:
    """The button that starts an interview from nothing."""
    return _start(facts, drafts.fresh(facts), *choices.used(event))


def told(facts: Facts, words: str, at: datetime) -> Decision:
    """Starts with what a line tells and asks for what it leaves out. `at`: when it was sent, UTC."""
    today = facts.local_now.date()
    off = DaysOff(facts.person.nation)
    found = lines.read_all(words, at, facts.person.zone, holidays=off)[:_AT_ONCE]
    first, *rest = [
        drafts.with_sketch(drafts.fresh(facts, nth), sketch, today) for nth, sketch in enumerate(found)
    ] or [drafts.fresh(facts)]
    several = (Message(facts.person.id, "log.several"),) if rest else ()
    return _start(facts, drafts.with_rest(first, tuple(rest)), *several)


def asking(
    facts: Facts, draft: Draft, *before: Outgoing, about: int = 0, again: str = "", misses: int = 0
) -> Decision:
    """Asks for the part that is open, or shows all to be confirmed. `again`: the text that asks once more."""
    cut = (_message(facts, draft, "log.cut"),) if "cut" in draft else ()
    draft = {**drafts.without(draft, "cut"), "nr": str(int(draft.get("nr", "0")) + 1)}
    question = _message(facts, draft, again or _ask(draft))
    question = replace(question, buttons=steps.offered(facts, draft))
    return Decision(
        (*before, *cut, question),
        (Ask(Question(QUESTION, about, draft, misses, facts.now)),),
    )


def said(facts: Facts, event: Said) -> Decision:
    """An answer in words to the question that is open."""
    question = facts.question
    if question is None:
        return Decision()
    press = _typed(facts, event, question.draft)
    if press:
        return pick(facts, press)
    try:
        return asking(facts, steps.read(facts, event, question.draft), about=question.about)
    except Refused as refusal:
        return _again(facts, question, str(refusal))


def pick(facts: Facts, event: Press) -> Decision:
    """A button under one of the questions."""
    question = facts.question
    if question is None or question.name != QUESTION or question.draft["id"] != str(event.id):
        return GONE
    if question.draft.get("nr") != str(event.version):
        return asking(facts, question.draft, *choices.used(event), about=question.about)
    return _chosen(facts, event, question, *choices.used(event))


def waits_for_a_yes(question: Question) -> bool:
    """Whether all of an interview has been told and shown back, to be confirmed."""
    return question.name == QUESTION and drafts.step(question.draft) == "check"


def left_behind(facts: Facts) -> tuple[Message, ...]:
    """What to say first when something new begins while an interview was half told."""
    return (Message(facts.person.id, "log.left-behind"),) if half_told(facts) else ()


def half_told(facts: Facts) -> bool:
    """Whether a new interview is being told just now."""
    question = facts.question
    if question is None or question.name != QUESTION or question.about:
        return False
    return any(question.draft.get(part) for part in ("role", "employer", "day"))


def _chosen(facts: Facts, event: Press, question: Question, *before: Outgoing) -> Decision:
    match drafts.step(question.draft), event.extra:
        case "check", "right":
            return _save(facts, question, *before)
        case "when", "unknown" if "follows" in question.draft:
            return Decision((*before, Message(facts.person.id, "result.later")), (Settle(),))
        case "when", "they-cancelled" if question.about:
            return _called_off(facts, question, *before)
    try:
        draft = steps.chosen(facts, question.draft, event.extra)
    except Refused as refusal:
        return _again(facts, question, str(refusal), *before)
    except (LookupError, ValueError):
        return GONE
    return asking(facts, draft, *before, about=question.about)


def _start(facts: Facts, draft: Draft, *before: Outgoing) -> Decision:
    return asking(facts, draft, *before, *left_behind(facts))


def _typed(facts: Facts, event: Said, draft: Draft) -> Press | None:
    """The button that the words stand for. A bare number may be a day or a time instead."""
    name, buttons = drafts.step(draft), choices.flat(steps.offered(facts, draft))
    if name == "check" and choices.means(facts, event.words, "yes"):
        return choices.press(event, buttons[0])
    if name == "check" and choices.means(facts, event.words, "no"):
        return choices.press(event, buttons[1])
    if name == "when" and buttons and "move" not in draft and choices.means(facts, event.words, "skip"):
        return choices.press(event, buttons[0])
    if name in ("role", "employer", "place", "contact", "when", "clock", "decision-date"):
        return choices.named(facts, event, buttons)
    return choices.typed(facts, event, buttons)


def _again(facts: Facts, question: Question, say: str, *before: Outgoing) -> Decision:
    stuck = (Message(facts.person.id, "log.stuck"),) if question.misses else ()
    misses = question.misses + 1
    asked = asking(facts, question.draft, *before, *stuck, about=question.about, again=say, misses=misses)
    return replace(asked, missed=True)


def _save(facts: Facts, question: Question, *before: Outgoing) -> Decision:
    if question.about:
        return _keep(facts, question, *before)
    draft = question.draft
    if "outcome" in draft:
        return _save_result(facts, draft, *before)
    if sum(one.open for one in facts.interviews) >= MOST_OPEN:
        full = Message(facts.person.id, "log.full", {"most": str(MOST_OPEN)})
        return asking(facts, draft, *before, full)
    made = drafts.interview(facts, draft)
    return _then_rest(facts, draft, (*before, saved.said(facts, made)), (AddInterview(made),))


def _keep(facts: Facts, question: Question, *before: Outgoing) -> Decision:
    now = facts.interview(question.about)
    if now is None:
        return Decision((*before, Message(facts.person.id, "list.gone")), (Settle(),))
    changed = drafts.interview(facts, question.draft, now)
    told = telling.about(facts, changed, "log.changed", choices.rows(*diary.offered(facts, changed)))
    return Decision((*before, told), (KeepInterview(changed), Settle()))


def _called_off(facts: Facts, question: Question, *before: Outgoing) -> Decision:
    now = facts.interview(question.about)
    if now is None:
        return Decision((*before, Message(facts.person.id, "list.gone")), (Settle(),))
    off = replace(now, outcome=Outcome.CANCELLED, outcome_at=facts.now)
    told = (outcomes.said(facts, off, now.version + 1), *diary.left_over(facts, now))
    return Decision((*before, *told), (KeepInterview(off), Settle()))


def _save_result(facts: Facts, draft: Draft, *before: Outgoing) -> Decision:
    outcome = Outcome(draft["outcome"])
    made = replace(drafts.interview(facts, draft), outcome=outcome, outcome_at=facts.now)
    if outcome is Outcome.ANOTHER_ROUND:
        return next_round(facts, made, AddInterview(made), *before)
    return Decision((*before, outcomes.said(facts, made, made.version)), (AddInterview(made), Settle()))


def next_round(facts: Facts, earlier: Interview, change: Change, *before: Outgoing) -> Decision:
    """Writes down that there is another round, and asks when it is."""
    draft = drafts.fresh(facts, role=earlier.role, employer=earlier.employer, follows=str(earlier.id))
    asked = asking(facts, draft, *before, outcomes.said(facts, earlier, earlier.version))
    return replace(asked, changes=(change, *asked.changes))


def _then_rest(
    facts: Facts, draft: Draft, said: tuple[Outgoing, ...], changes: tuple[Change, ...]
) -> Decision:
    """On to the next interview of the same message, if there is one."""
    rest = drafts.rest(draft)
    if not rest:
        return Decision(said, (*changes, Settle()))
    asked = asking(facts, drafts.with_rest(rest[0], rest[1:]), *said)
    return replace(asked, changes=(*changes, *asked.changes))


def _message(facts: Facts, draft: Draft, say: str) -> Message:
    told = telling.about(facts, drafts.interview(facts, draft), say)
    outcome = draft.get("outcome")
    return (
        replace(told, values={**told.values, "outcome": telling.outcome(facts, outcome)}) if outcome else told
    )


def _ask(draft: Draft) -> str:
    """The text that asks for the open part."""
    name = drafts.step(draft)
    if name == "check":
        return "log.check"
    if name == "when" and "move" in draft:
        return "list.move"
    if name in ("which-when", "which-decision") and len(drafts.options(draft, name[6:])) == 1:
        return "log.ask.this-one"
    past = "-past" if "outcome" in draft and name in ("role", "when") else ""
    return draft.get(f"{name}-odd") or f"log.ask.{name}{past}"
