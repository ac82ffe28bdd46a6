"""Three questions that find where a search sticks, and the page that helps there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.domain.change import Ask, SetMark
from bot.domain.decision import Button, Decision, Message, Outgoing, Rows
from bot.domain.event import Press, Said
from bot.domain.facts import Facts
from bot.domain.progress import tries
from bot.domain.question import Question
from bot.domain.sticking import LOOKED_AT, PAGES, Feel, points_to, recorded
from bot.talk import choices, log, menus, titled
from bot.talk.choices import GONE

QUESTION = "sticking"
_STEPS = ("interviews", "offers", "feel")
_WORDS = {"none": 0, "no": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5,
          "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}  # fmt: skip
_FURTHER = {"use-feedback": ("star-examples",), "keep-going": ("prepare-next-interview",)}
"""Pages that are offered beside the first one."""
_DO = {
    "not-shortlisted": "check-one-application",
    "use-feedback": "start-review",
    "close-second": "ask-other-roles",
    "find-right-job": "careers-service",
    "keep-going": "take-week-off",
    "keep-applying": "add-application",
}
"""What can be done about it at once."""
_FOUND = "found-sticking-point"
"""The mark that the three questions were answered: they are not offered unasked any more."""


def begin(facts: Facts, press: Press) -> Decision:
    """The button that starts the check."""
    return _asking(facts, {}, *choices.used(press), *log.left_behind(facts))


def pick(facts: Facts, press: Press) -> Decision:
    """A button under one of the questions: version: which question; extra: the answer."""
    question = facts.question
    if question is None or question.name != QUESTION or press.version != len(question.draft):
        return GONE
    step = _STEPS[len(question.draft)]
    fits = press.extra in tuple(Feel) if step == "feel" else _count(press.extra) is not None
    return _told(facts, question.draft, press.extra, *choices.used(press)) if fits else GONE


def leave(facts: Facts, press: Press) -> Decision:
    """Not now: it is never offered unasked again."""
    said_ = Message(facts.person.id, "sticking.not-now")
    return Decision((*choices.used(press), said_), (SetMark("no-sticking-point"),))


def show(facts: Facts, press: Press) -> Decision:
    """What the answers pointed to, once more; extra: the page."""
    return Decision((_found(facts, press.extra),)) if press.extra in PAGES else GONE


def said(facts: Facts, event: Said) -> Decision:
    """The answer in words: a number is that many; the last question takes the number of a button."""
    draft = facts.question.draft if facts.question else {}
    step, buttons = _STEPS[len(draft)], choices.flat(_offered(facts, draft))
    find = choices.typed if step == "feel" else choices.named
    press = None if event.forwarded else find(facts, event, buttons)
    if press is not None:
        return _told(facts, draft, press.extra)
    count = None if event.forwarded or step == "feel" else _count(event.words)
    if count is not None:
        return _told(facts, draft, str(count))
    again = _asking(facts, draft)
    missed = bool(event.words.strip())
    lead = (Message(facts.person.id, f"sticking.again-{'feel' if step == 'feel' else 'number'}"),)
    return replace(again, messages=(*(lead if missed else ()), *again.messages), missed=missed)


def _told(facts: Facts, draft: Mapping[str, str], answer: str, *before: Outgoing) -> Decision:
    told = {**draft, _STEPS[len(draft)]: answer}
    if told.get("interviews") == "0" and "offers" not in told:
        told["offers"] = "0"
    if len(told) < len(_STEPS):
        return _asking(facts, told, *before)
    page = points_to(int(told["interviews"]), int(told["offers"]), Feel(told["feel"]))
    answered = replace(facts, question=None)
    found = menus.stays(answered, Button("", "sticking.show", extra=page), Decision((_found(facts, page),)))
    changes = (SetMark(_FOUND), *found.changes)
    return replace(found, messages=(*before, *found.messages), changes=changes)


def _found(facts: Facts, page: str) -> Message:
    """Where it sticks, and the pages that help there."""
    pages = titled.pages(facts, page, *_FURTHER.get(page, ()))
    do = (facts.library.button(_DO[page]),)
    return Message(facts.person.id, f"sticking.{page}", buttons=choices.rows(*pages, *do, *_human(facts)))


def _asking(facts: Facts, draft: Mapping[str, str], *before: Outgoing) -> Decision:
    step = _STEPS[len(draft)]
    asked = Message(facts.person.id, f"sticking.ask.{step}", {"most": str(LOOKED_AT)}, _offered(facts, draft))
    return Decision((*before, asked), (Ask(Question(QUESTION, draft=draft, asked_at=facts.now)),))


def _offered(facts: Facts, draft: Mapping[str, str]) -> Rows:
    """The answers to choose from; what has been recorded comes first."""
    step, nth = _STEPS[len(draft)], len(draft)

    def choice(label: str, extra: str, **values: str) -> Button:
        return Button(f"button.{label}", "sticking.pick", 0, nth, extra, values)

    if step == "feel":
        return choices.rows(*(choice(f"felt-{feel.value}", feel.value) for feel in Feel))
    known = recorded(tries(facts.applications, facts.interviews))
    noted = () if known is None else (choice("as-noted", str(known[nth]), number=str(known[nth])),)
    counts = {
        "interviews": (("none-or-one", "1"), ("two-of-them", "2"), ("three-or-more", "3")),
        "offers": (("no-offer", "0"), ("an-offer", "1")),
    }[step]
    return choices.rows(*noted, *(choice(label, extra) for label, extra in counts))


def _count(words: str) -> int | None:
    """A number from none to some hundreds. None: it is no number."""
    word = words.strip().rstrip(".!").casefold()
    if word.isascii() and word.isdigit() and len(word) < 4:
        return int(word)
    return _WORDS.get(word)


def _human(facts: Facts) -> tuple[Button, ...]:
    return (facts.library.button("talk-to-advisor"),) if facts.offers_calls else ()
