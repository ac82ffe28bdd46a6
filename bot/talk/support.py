"""/support: where help is, for anybody who looks, in every nation."""

from __future__ import annotations

from bot.domain import signposts
from bot.domain.change import Ask
from bot.domain.decision import Button, Decision, Message, Rows
from bot.domain.event import Command, Press, Said
from bot.domain.facts import Facts
from bot.domain.question import Question
from bot.domain.signposts import ABROAD
from bot.talk import choices, lines, plain

QUESTION = "support.where"
MORE = Button("button.more-helplines", "safety.more")

_WHERE: Rows = choices.rows(
    *(Button(name, "support.nation", extra=nation) for nation, name in lines.NATIONS.items()),
    Button("button.support.elsewhere", "support.nation", extra=ABROAD),
    across=2,
)


def support(_: Facts, event: Command) -> Decision:
    """The crisis card. Looking at it pauses nothing."""
    buttons = ((MORE,), (Button("button.close-help", "support.close"),))
    return Decision((Message(event.origin.chat, "support.card", buttons=buttons),))


def more(facts: Facts, press: Press) -> Decision:
    """Further lines: those for all of the UK, the nation's if we know it, and ways without speaking."""
    chat, nation = press.origin.chat, facts.person.nation
    here = _here(facts, chat, nation)
    anywhere = _anywhere(facts, chat)
    if here is None:
        return Decision((anywhere, _access(facts, chat, ask=True)), _question(facts))
    abroad = nation not in signposts.UK
    first, second = (here, anywhere) if abroad else (anywhere, here)
    return Decision((first, second, _access(facts, chat, ask=False)))


def nation(facts: Facts, press: Press) -> Decision:
    """The lines of a nation they chose."""
    here = _here(facts, press.origin.chat, press.extra)
    return Decision((here,)) if here else choices.GONE


def answered(facts: Facts, said: Said) -> Decision:
    """After the nations were shown: a name or a number picks one, other words are read afresh."""
    if not said.words.strip():
        return Decision()  # the buttons are still there; asking again would push the lines out of sight
    press = choices.typed(facts, said, choices.flat(_WHERE))
    return nation(facts, press) if press else plain.without_question(plain.said(facts, said))


def named(facts: Facts, said: Said) -> Press | None:
    """The nation that the words name, and nothing else. None: they name none."""
    return choices.named(facts, said, choices.flat(_WHERE))


def close(_: Facts, press: Press) -> Decision:
    """They have seen it."""
    return Decision((*choices.used(press), Message(press.origin.chat, "support.closed")))


def _anywhere(facts: Facts, chat: int) -> Message:
    """The lines for all of the UK; those for some ages after those for everybody."""
    posts = signposts.everywhere(facts.library.signposts.values())
    values = {
        "lines": lines.told(facts, [post for post in posts if not post.by_age]),
        "young": lines.told(facts, [post for post in posts if post.by_age]),
        "closed": lines.closed(facts, posts),
    }
    return Message(chat, "support.more", values)


def _here(facts: Facts, chat: int, nation: str) -> Message | None:
    """The lines of a nation. None: we have none there, or do not know where it is."""
    posts = signposts.within(facts.library.signposts.values(), nation)
    values = {"lines": lines.told(facts, posts), "closed": lines.closed(facts, posts)}
    if nation == ABROAD and posts:
        return Message(chat, "support.abroad", values)
    if nation not in lines.NATIONS or not posts:
        return None
    name = facts.library.label(lines.NATIONS[nation], facts.person.language)
    return Message(chat, "support.nation", {"nation": name, **values})


def _access(facts: Facts, chat: int, *, ask: bool) -> Message:
    """Ways for people who cannot hear or speak, and for those who are abroad; where we do not know: asks."""
    language = facts.person.language
    values = {}
    if facts.person.nation != ABROAD:
        values["abroad"] = facts.library.label("support.access.abroad", language)
    if ask:
        values["ask"] = facts.library.label("support.access.ask", language)
    return Message(chat, "support.access", values, _WHERE if ask else ())


def _question(facts: Facts) -> tuple[Ask, ...]:
    """The nations can be typed, where nothing else is being asked and nobody has just been in danger."""
    free = facts.question is None and facts.person.crisis_at is None
    return (Ask(Question(QUESTION, asked_at=facts.now)),) if free else ()
