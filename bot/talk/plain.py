"""Plain words that are no command and no answer: what they most likely ask for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.domain.change import Ask, Settle
from bot.domain.decision import Button, Decision, Message
from bot.domain.event import Command, Press, Said
from bot.domain.facts import Facts
from bot.domain.question import Question
from bot.talk import (
    advisor,
    applications,
    applied,
    applying,
    asked,
    choices,
    delete,
    diary,
    export,
    feedback,
    finding,
    goal,
    guide,
    listing,
    log,
    mailbag,
    meaning,
    moved,
    myself,
    notes,
    nudges,
    offer,
    overheard,
    pause,
    plan,
    prepare,
    progress,
    reading,
    result,
    settings,
    signposts,
    start,
    titled,
    today,
    unsettled,
    why,
)
from bot.talk.next import whats_next

QUESTION = "plain.guess"
_GUESSES = 3
_PAGES = 2
"""How many pages are offered because their titles share words with what was said."""
_TELLING = 5
"""Letters of a word that says what a sentence is about: «they» and «what» do not."""
_OFFER = "record-outcome-offer"
_NOES = frozenset({"record-outcome-rejected", "record-outcome-not-shortlisted"})
"""Whoever may have had a no is not asked whether it was an offer."""
_FAIR = 0.5
"""From here on a guess stands before the pages whose titles have some of the words."""
_FAINT = 0.25
"""Below this a guess is not even offered."""

_PART_OF_ANSWERS = frozenset({"greeting", "log-interview"})
"""What the answer to another question may sound like: «tomorrow morning»."""
_TOLD_AT_ONCE = frozenset({"log-interview", "log-application"})
"""What is told in one line as often as asked for."""
_NEWS = frozenset({*meaning.OUTCOMES, "offer-accepted", "offer-declined"})
CLEAR = 3
"""How many words such news takes at least, where something else was asked: «yes» tells none."""

_MEANS: Mapping[str, Callable[[Facts, Command], Decision]] = {
    "ask-advisor": advisor.start,
    "stop-nudges": pause.stop,
    "snooze": pause.pause,
    "leave-today": today.leave,
    "end-applying": applying.stop,
    "start-applying": applying.start,
    "resume-nudges": pause.wanted_back,
    "show-interviews": listing.listing,
    "show-nudges": nudges.nudges,
    "what-next": whats_next,
    "delete-data": delete.ask,
    "export-data": export.export,
    "help": start.help_,
    "log-interview": log.log,
    "tell-result": result.result,
    "show-guide": guide.open_,
    "show-emails": mailbag.top,
    "show-why": why.why,
    "where-from": reading.where_from,
    "show-notes": notes.notes,
    "save-feedback": feedback.feedback,
    "asked-them": asked.them,
    "asked-feedback": asked.for_feedback,
    "feedback-by-phone": asked.by_phone,
    "feedback-refused": asked.refused,
    "show-plan": plan.plan,
    "prepare": prepare.prepare,
    "show-progress": progress.progress,
    "set-goal": goal.goal,
    "log-application": applied.applied,
    "show-settings": settings.settings,
    "change-timezone": settings.zone,
    "change-pace": settings.pace,
    "change-hour": settings.hour,
    "change-quiet": settings.quiet,
    "show-offer": offer.offer,
    "record-outcome-withdrew": overheard.withdrew,
    "offer-accepted": overheard.accepted,
    "offer-declined": overheard.declined,
    "offer-fell-through": overheard.fell_through,
    "left-job": overheard.left,
    diary.INTENT: diary.calendar,
    moved.INTENT: moved.moved,
}
"""Intent → what it asks for."""
_TELLERS = (pause.wished, moved.told, applied.told, applications.told, overheard.day)


def said(facts: Facts, event: Said) -> Decision:
    """Does what the words clearly mean; where it is not clear, asks and offers the best guesses."""
    if not event.words.strip():
        return _lost(facts)
    if any(choices.means(facts, event.words, answer) for answer in ("yes", "no")):
        return _nothing_asked(facts)
    if press := signposts.typed(facts, event):
        return signposts.show(facts, press)
    news = (one(facts, event) for one in _TELLERS)
    if (noted := next((done for done in news if done is not None), None)) is not None:
        return noted
    guesses = meaning.guesses(facts, event.words)
    best = guesses[0] if guesses else None
    sure = best is not None and best.score >= meaning.SURE
    told = not sure or best is None or best.id in _TOLD_AT_ONCE
    if told and (noted := applied.mentioned(facts, event)) is not None:
        return noted
    if not sure and (known := result.named(facts, event) or unsettled.told(facts, event)):
        return known
    if best and sure and best.id != "log-interview":
        return _meant(facts, event, best.id) or _unsure(facts, event)
    if sure or meaning.tells_interview(facts, event.words, event.origin.at):
        return log.told(facts, event.words, event.origin.at)
    return _unsure(facts, event)


def answered(facts: Facts, event: Said) -> Decision:
    """After the guesses: a label or a number picks one, other words are read afresh."""
    shown = facts.question.draft.get("shown", "").split() if facts.question else []
    press = choices.typed(facts, event, _guessed(facts, shown))
    if press:
        return pick(facts, press)
    return without_question(said(facts, event))


def instead(facts: Facts, event: Said) -> Decision | None:
    """What words plainly ask for that are no answer to the open question. None: nothing that is sure.

    A question that has gathered answers stays open meanwhile.
    """
    gathers = facts.question is not None and facts.question.gathers
    if noted := pause.wished(facts, event) or (None if gathers else moved.told(facts, event)):
        return noted
    meant = meaning.surely(facts, event.words)
    if not meant or meant in _PART_OF_ANSWERS:
        return _aside(facts, event)
    if meant in _NEWS and len(event.words.split()) < CLEAR:
        return None
    found = _meant(facts if gathers else replace(facts, question=None), event, meant)
    return found if gathers else found and without_question(found)


def _aside(facts: Facts, event: Said) -> Decision | None:
    """What words may ask for that are no answer, told beside a question that stays open. None: no idea.

    Only where all has been told and waits for a yes: elsewhere odd words are more likely an odd answer.
    """
    if facts.question is None or not log.waits_for_a_yes(facts.question):
        return None
    if (noted := applied.told(facts, event)) is not None:
        return noted
    if page := titled.called(facts, event.words):
        return _read(facts, page)
    ids = _ideas(facts, event.words)
    if not ids:
        return None
    message = Message(facts.person.id, "plain.unsure", buttons=choices.rows(*_guessed(facts, ids)))
    return Decision((message, Message(facts.person.id, "log.not-saved-yet")))


def pick(facts: Facts, event: Press) -> Decision:
    """The button of one guess."""
    decision = _meant(facts, Said(event.origin, ""), event.extra)
    if decision is None:
        return choices.GONE
    return replace(decision, messages=(*choices.used(event), *decision.messages))


def _meant(facts: Facts, event: Said, id_: str) -> Decision | None:
    """What one intent or topic brings. None: we have nothing for it."""
    if id_ == "change-timezone":
        return settings.moved(facts, event.words)
    if id_ == moved.INTENT:
        return moved.told(facts, event) or moved.moved(facts, Command(event.origin, id_, event.words))
    if id_ == diary.INTENT:
        return diary.wanted(facts, event.words)
    if id_ in _MEANS:
        return _MEANS[id_](facts, Command(event.origin, id_, event.words if id_ in _NEWS else ""))
    if id_ == _OFFER and len(event.words.split()) <= CLEAR and asked.awaited(facts):
        return feedback.feedback(facts, Command(event.origin, id_))
    if id_ in meaning.OUTCOMES:
        return result.guessed(facts, meaning.OUTCOMES[id_], event.words)
    if id_ in ("thanks", "greeting"):
        name = {"first_name": facts.person.first_name}
        return Decision((Message(facts.person.id, f"plain.{id_}", name),))
    return _read(facts, id_)


def _read(facts: Facts, id_: str) -> Decision | None:
    """A page of the guide. None: there is no such page. A question that is open stays so."""
    shown = reading.topic(facts, id_)
    return shown if shown.messages else None


def asks(fresh: Decision) -> bool:
    """Whether a decision says what is being asked from now on, be it nothing."""
    return any(isinstance(change, Ask | Settle) for change in fresh.changes)


def without_question(fresh: Decision) -> Decision:
    """The question that was open is over, if no other has taken its place."""
    return fresh if asks(fresh) else replace(fresh, changes=(*fresh.changes, Settle()))


def _ideas(facts: Facts, words: str) -> list[str]:
    """What the words may mean, likeliest first: what people say like them, and pages with such titles."""
    guesses = meaning.guesses(facts, words)
    likely = [guess.id for guess in guesses if guess.score >= _FAIR]
    faint = [guess.id for guess in guesses if guess.score >= _FAINT]
    ids = dict.fromkeys([*likely, *finding.alike(facts, words, _TELLING)[:_PAGES], *faint])
    hurts = _OFFER if any(id_ in _NOES for id_ in ids) else ""
    return [id_ for id_ in ids if id_ != hurts and _label(facts, id_)][:_GUESSES]


def _unsure(facts: Facts, event: Said) -> Decision:
    if choices.foreign(facts, event.words):
        return _other_tongue(facts)
    ids = _ideas(facts, event.words) if any(map(str.isalpha, event.words)) else []
    buttons = _guessed(facts, ids)
    if not buttons:
        return _lost(facts)
    offered = facts.offers_calls and "ask-advisor" not in ids
    human = (facts.library.button("talk-to-advisor"),) if offered else ()
    message = Message(facts.person.id, "plain.unsure", buttons=choices.rows(*buttons, *human))
    return Decision((message,), (Ask(Question(QUESTION, draft={"shown": " ".join(ids)})),))


def _other_tongue(facts: Facts) -> Decision:
    """What we read, and where that is changed; a guess at words of another language would be a wrong one."""
    several = len(facts.library.languages) > 1
    change = (Button("button.change-language", "settings.ask", extra="language"),) if several else ()
    buttons = choices.rows(facts.library.button("log-interview"), *change)
    say = "plain.other-tongue-here" if several else "plain.other-tongue"
    ours = {"language": myself.tongue(facts, facts.person.language)}
    return Decision((Message(facts.person.id, say, ours, buttons),))


def _nothing_asked(facts: Facts) -> Decision:
    """A bare yes or no to nothing: a guess at what it may tell would be a wrong one."""
    buttons = choices.rows(*(facts.library.button(name) for name in ("log-interview", "i-have-a-result")))
    return Decision((Message(facts.person.id, "plain.nothing-asked", buttons=buttons),))


def _lost(facts: Facts) -> Decision:
    names = ["log-interview", "i-have-a-result", *(("talk-to-advisor",) if facts.offers_calls else ())]
    buttons = choices.rows(*(facts.library.button(name) for name in names))
    return Decision((Message(facts.person.id, "plain.lost", buttons=buttons),))


def _guessed(facts: Facts, ids: list[str]) -> tuple[Button, ...]:
    found = ((id_, _label(facts, id_)) for id_ in ids)
    return tuple(
        Button("button.guess", "plain.pick", extra=id_, values={"what": choices.short(label)})
        for id_, label in found
        if label
    )


def _label(facts: Facts, id_: str) -> str:
    """What a guess is called on its button; empty: we have nothing for it."""
    try:
        if id_ in _MEANS or id_ in meaning.OUTCOMES:
            return facts.library.label(f"intent.{id_}", facts.person.language)
        return facts.library.on_button(id_, facts.person.language)
    except KeyError:
        return ""
