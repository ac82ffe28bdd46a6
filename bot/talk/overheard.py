"""What plain words tell of an offer: its days, a yes, a no, that it fell through, that the job was left."""

from __future__ import annotations

from bot.domain import offer as offers
from bot.domain.decision import Decision, Message
from bot.domain.event import Command, Said
from bot.domain.facts import Facts
from bot.domain.interview import Interview
from bot.domain.offer import Answer
from bot.talk import agreed, answered, choices, result, titled
from bot.understand import dates, naming
from bot.understand.dates import Context, Unclear
from bot.understand.offer import tells_day


def day(facts: Facts, said: Said) -> Decision | None:
    """«I start on 4 January», «they want an answer by Friday»: shown back. None: no such day is told."""
    name = tells_day(said.words)
    if not name or said.forwarded:
        return None
    found = dates.read(said.words, said.origin.at, facts.person.zone, Context.FUTURE)
    if isinstance(found, Unclear) and not found.options:
        return None
    fitting = _about(facts, name, said.words)
    if not fitting:
        return None
    if len(fitting) > 1:
        return agreed.which(facts, fitting, name, found)
    return agreed.hear(facts, fitting[0], name, said.words, said.origin.at)


def accepted(facts: Facts, told: Command) -> Decision:
    """«I accepted»: a yes to the offer that is known, or that there is an offer at all."""
    if not offers.standing(facts):
        return result.guessed(facts, "offer")
    return answered.confirm(facts, Answer.ACCEPTED, told.words)


def declined(facts: Facts, told: Command) -> Decision:
    """«I turned it down»: a no to the offer, or to an interview that is still open."""
    if not offers.standing(facts):
        return result.guessed(facts, "withdrew")
    return answered.confirm(facts, Answer.DECLINED, told.words)


def withdrew(facts: Facts, told: Command) -> Decision:
    """«I said no to them»: where no interview is open, it can only be about the offer."""
    about_offer = offers.standing(facts) and not any(one.open for one in facts.interviews)
    if about_offer:
        return answered.confirm(facts, Answer.DECLINED, told.words)
    return result.guessed(facts, "withdrew")


def fell_through(facts: Facts, _: Command) -> Decision:
    """«They withdrew the offer»."""
    return _lost(facts, Answer.FELL_THROUGH)


def left(facts: Facts, _: Command) -> Decision:
    """«I left that job»."""
    return _lost(facts, Answer.LEFT)


def _lost(facts: Facts, found: Answer) -> Decision:
    if offers.standing(facts):
        return answered.confirm(facts, found)
    human = (facts.library.button("talk-to-advisor"),) if facts.offers_calls else ()
    rows = choices.rows(*human, *titled.pages(facts, "keep-applying", "check-the-offer"))
    return Decision((Message(facts.person.id, "offer.unknown", buttons=rows),))


def _about(facts: Facts, name: str, words: str) -> tuple[Interview, ...]:
    """The offers that a day can be about: those that are named; else a day to answer needs an open one, a
    first day likely a yes."""
    wanted = Answer.NONE_YET if name == "reply-by" else Answer.ACCEPTED
    standing = offers.standing(facts)
    if named := tuple(one for one in standing if naming.named(words, one.role, one.employer)):
        return named
    likely = tuple(one for one in standing if offers.answer(facts, one) is wanted)
    return likely if likely or name == "reply-by" else standing
