"""What a person tells us before an advisor is asked: what about, when, how; then a look at it, and a yes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.domain.callback import How, Request
from bot.domain.change import Ask
from bot.domain.decision import Button, Decision, Message, Outgoing, Rows
from bot.domain.event import Number, Personal, Press, Said
from bot.domain.facts import Facts
from bot.domain.question import Question
from bot.talk import choices
from bot.understand import words

ABOUT = ("result", "next-steps", "applications", "interviews")
SUITS = ("morning", "afternoon", "any", "next-days")
LONGEST = 500

_REGIONS = {"IE": "IE"}
_MESSAGE = Button("button.how-message", "wish.how", extra=How.MESSAGE.value)


def draft_of(request: Request) -> Mapping[str, str]:
    """A request that was sent, to be changed."""
    draft = {"about": request.about, "suits": request.suits, "how": request.how.value}
    return {**draft, "number": request.number} if request.number else draft


def request_of(facts: Facts, draft: Mapping[str, str], base: Request) -> Request:
    """The request with what the draft says."""
    how = How(draft.get("how", How.MESSAGE.value))
    return replace(
        base,
        first_name=words.clean(facts.person.first_name, 60),
        about=draft.get("about", ""),
        suits=draft.get("suits", "any"),
        how=how,
        number=draft.get("number", "") if how is How.PHONE else "",
    )


def ask(facts: Facts, event: Personal, draft: Mapping[str, str], about: int = 0) -> Decision:
    """The next question that is still open; when none is, the preview."""
    return _asked(facts, event, _step(facts, draft), draft, about)


def edit(facts: Facts, event: Personal, draft: Mapping[str, str], about: int = 0) -> Decision:
    """Which part to change."""
    return _asked(facts, event, "edit", draft, about)


def pick(facts: Facts, press: Press) -> Decision | None:
    """A choice for one of the questions. None: no such question is being asked."""
    question = facts.question
    if question is None or not question.name.startswith("advisor.") or question.name == "advisor.reply":
        return None
    part = press.action.removeprefix("wish.")
    if part == "edit":
        kept = {name: value for name, value in question.draft.items() if name != press.extra}
        return _with(choices.used(press), ask(facts, press, kept, question.about))
    value = press.extra
    if part == "about":
        value = (
            "" if value == "skip" else facts.library.label(f"callback.about.{value}", facts.person.language)
        )
    first: tuple[Outgoing, ...] = choices.used(press)
    if question.name == "advisor.number":
        first += (Message(press.origin.chat, "advisor.no-number", drop_keyboard=True),)
    return _with(first, ask(facts, press, {**question.draft, part: value}, question.about))


def typed(facts: Facts, said: Said) -> Decision | Press:
    """An answer in words. A press: the words name one of the buttons."""
    question = _asking(facts)
    step = question.name.removeprefix("advisor.")
    if not said.forwarded:
        press = choices.typed(facts, said, choices.flat(buttons(facts, step)))
        if press is not None:
            return press
    told = words.clean(said.words, LONGEST)
    if step != "about" or not told:
        return _asked(facts, said, step, question.draft, question.about, missed=bool(told))
    cut = len(said.words.strip()) > LONGEST
    note = (Message(said.origin.chat, "advisor.about-cut"),) if cut else ()
    return _with(note, ask(facts, said, {**question.draft, "about": told}, question.about))


def typed_number(facts: Facts, said: Said) -> Decision:
    """A telephone number in words, or the wish for a message after all."""
    question = _asking(facts)
    if choices.named(facts, said, (_MESSAGE,)):
        note = Message(said.origin.chat, "advisor.no-number", drop_keyboard=True)
        return _with((note,), ask(facts, said, {**question.draft, "how": "message"}, question.about))
    found = words.phone(said.words, _REGIONS.get(facts.person.nation, "GB"))
    if found is None or said.forwarded:
        missed = bool(words.clean(said.words, LONGEST))
        return _asked(facts, said, "number", question.draft, question.about, missed=missed)
    return _numbered(facts, said, found)


def shared_number(facts: Facts, event: Number) -> Decision:
    """A number shared with Telegram's own button; only the person's own is taken."""
    if not event.own:
        return Decision((Message(event.origin.chat, "advisor.number-others", ask_number=True),))
    found = words.phone("+" + event.number.lstrip("+"), "GB")
    if found is None:
        question = _asking(facts)
        return _asked(facts, event, "number", question.draft, question.about, missed=True)
    return _numbered(facts, event, found)


def buttons(facts: Facts, step: str) -> Rows:
    """The choices of a question, in the order in which they are numbered."""
    match step:
        case "about":
            topics = (Button(f"callback.about.{name}", "wish.about", extra=name) for name in ABOUT)
            return choices.rows(*topics, Button("button.skip-about", "wish.about", extra="skip"))
        case "suits":
            return choices.rows(
                *(Button(f"callback.suits.{name}", "wish.suits", extra=name) for name in SUITS), across=2
            )
        case "how":
            return choices.rows(_MESSAGE, Button("button.how-phone", "wish.how", extra=How.PHONE.value))
        case "edit":
            parts = ("about", "suits", "how") if facts.numbers else ("about", "suits")
            return choices.rows(*(Button(f"button.edit-{name}", "wish.edit", extra=name) for name in parts))
        case "check":
            return (
                (Button("button.send-request", "advisor.send", style="primary"),),
                (
                    Button("button.change-request", "advisor.edit"),
                    Button("button.drop-request", "advisor.drop"),
                ),
            )
        case _:
            return ()


def _step(facts: Facts, draft: Mapping[str, str]) -> str:
    wanted = ["about", "suits"]
    if facts.numbers:
        wanted.append("how")
        if draft.get("how") == How.PHONE:
            wanted.append("number")
    return next((name for name in wanted if name not in draft), "check")


def _asked(
    facts: Facts, event: Personal, step: str, draft: Mapping[str, str], about: int, *, missed: bool = False
) -> Decision:
    question = Question(f"advisor.{step}", about, draft, misses=int(missed), asked_at=facts.now)
    message = Message(
        event.origin.chat,
        f"advisor.{'again' if missed else 'ask'}-{step}",
        _preview(facts, draft) if step == "check" else {},
        buttons(facts, step),
        ask_number=step == "number",
    )
    return Decision((message,), (Ask(question),), missed=missed)


def _preview(facts: Facts, draft: Mapping[str, str]) -> dict[str, str]:
    def word(name: str) -> str:
        return facts.library.label(name, facts.person.language)

    how = How(draft.get("how", How.MESSAGE.value))
    found = {
        "first_name": words.clean(facts.person.first_name, 60),
        "about": draft.get("about", ""),
        "suits": word(f"callback.suits.{draft.get('suits', 'any')}"),
        "how": word(f"callback.how.{how}"),
        "number": draft.get("number", "") if how is How.PHONE else "",
    }
    return {name: value for name, value in found.items() if value}


def _numbered(facts: Facts, event: Personal, number: str) -> Decision:
    question = _asking(facts)
    note = Message(event.origin.chat, "advisor.number-kept", {"number": number}, drop_keyboard=True)
    return _with((note,), ask(facts, event, {**question.draft, "number": number}, question.about))


def _asking(facts: Facts) -> Question:
    return facts.question or Question("advisor.about")


def _with(first: tuple[Outgoing, ...], then: Decision) -> Decision:
    return replace(then, messages=(*first, *then.messages))
