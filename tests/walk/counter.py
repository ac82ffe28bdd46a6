"""What Telegram would say to a call, and what a person would say to its words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from bot.botapi import render
from bot.domain.decision import Decision, File, Message
from bot.domain.facts import Facts
from bot.domain.text import length, unmarked
from bot.papers import KINDS
from bot.sandbox import TOKEN, Clock, Sandbox
from bot.sandbox.arguments import read
from bot.sandbox.calls import CALLS
from bot.sandbox.refusal import RefusedError
from tests.cast import DESK, LIBRARY, MONDAY, SAM

READABLE = 40
"""How many characters of a button a small phone shows in one row to itself."""
_ACROSS = 44
"""And of all the buttons of one row together."""
_ROWS = 12
_HOLES = re.compile(
    r"[{}]|\S  +\S| [.,;:!?](?:\s|$)|\(\s*\)|«\s*»|“\s*”|\bNone\b|\A\s|,,|(?<!\.)\.\.(?!\.)|\bat[.,]"
)
"""What is left where something that is not known should have stood."""
_LONG_TOAST = 200


class Telegram:
    """The sandbox's world, without a wire. It keeps nothing of what it is told."""

    def __init__(self) -> None:
        self._world = Sandbox(TOKEN, Clock(MONDAY, ticks=lambda: 0.0)).world
        self._world.person(SAM.id, "Sam")
        self._world.person(9, "Alex")
        self._world.group(self._world.people[9], id_=DESK)
        self._world.say(SAM.id, "Hello")
        self._taken = set[str]()

    def wrongs(self, method: str, args: Mapping[str, Any]) -> Iterator[str]:
        """Why it would be refused; the same words under the same buttons are looked at once."""
        seen = repr((method, args))
        if seen in self._taken:
            return
        self._taken.add(seen)
        yield from _of_call(args)
        if method not in ("sendMessage", "sendDocument", "sendPhoto"):
            return
        given = {**args, **({"text": args["caption"]} if "caption" in args else {})}
        given.pop("caption", None)
        given.pop("reply_parameters", None)
        try:
            CALLS["sendMessage"](self._world, read("sendMessage", given, {}))
        except RefusedError as no:
            yield f"Telegram refuses it: {no.body()}"
        self._world.chats[int(args["chat_id"])].messages.clear()


def wrongs(telegram: Telegram, world: Facts, made: Decision) -> Iterator[str]:
    """Everything that is wrong with what is said, and with how it is shown."""
    language, nation = world.person.language, world.person.nation
    for out in made.messages:
        if isinstance(out, File):
            yield from _of_file(telegram, world, out)
            continue
        calls = render.calls(out, world.library, world.language_of(out.chat), world.turn, nation)
        for call in calls:
            yield from telegram.wrongs(call.method, call.args)
        if isinstance(out, Message) and len(calls) > 1:
            yield f"«{out.say}» is more than one message"
    if made.toast:
        words = world.library.label(made.toast.say, language, made.toast.values)
        if not words.strip() or len(words) > _LONG_TOAST:
            yield f"the note «{words}»"


def _of_call(args: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with the words and the keyboard of one call."""
    words = unmarked(str(args.get("text", args.get("caption", "x"))))
    if not words.strip():
        yield "it says nothing"
    if length(words) > render.LONGEST:
        yield "it is too long"
    for hole in _HOLES.finditer(words):
        if words[max(0, hole.start() - 8) : hole.end()] not in _as_written():
            yield f"a hole in «…{words[max(0, hole.start() - 30) : hole.end() + 20]}…»"
    markup = args.get("reply_markup")
    rows = markup.get("inline_keyboard", []) if isinstance(markup, dict) else []
    yield from _of_rows([[str(button["text"]) for button in row] for row in rows])


@cache
def _as_written() -> str:
    """Everything in content/ that stands in a text as it is: what is found in it is no hole."""
    texts = [entry for language in LIBRARY.texts.values() for entry in language.values()]
    wordings = [wording for entry in texts for _, wording in entry.every_wording]
    return "\n".join(
        unmarked(part) for wording in wordings for part in wording.parts if isinstance(part, str)
    )


def _of_rows(rows: list[list[str]]) -> Iterator[str]:
    labels = [label for row in rows for label in row]
    plain = [" ".join(re.sub(r"\W", " ", label.casefold()).split()) for label in labels]
    for label, bare in zip(labels, plain):
        if not bare or label != label.strip() or "{" in label or "  " in label:
            yield f"the button «{label}» is empty in part"
        if len(label) > READABLE:
            yield f"the button «{label}» is too long"
    if doubled := {bare for bare in plain if plain.count(bare) > 1}:
        yield f"two buttons say {sorted(doubled)}"
    if len(rows) > _ROWS:
        yield f"{len(rows)} rows of buttons"
    for row in rows:
        if len(row) > 1 and sum(map(len, row)) > _ACROSS:
            yield f"too much in one row: {row}"


def _of_file(telegram: Telegram, world: Facts, out: File) -> Iterator[str]:
    paper = KINDS[out.kind](world, {}, out.about)
    if paper is None:
        return
    who = world.person
    caption = world.library.text(paper.say, who.language, paper.values, nation=who.nation)
    call = render.file(out.chat, caption, paper.buttons, world.library, who.language, picture=paper.picture)
    yield from telegram.wrongs(call.method, call.args)
