"""An answer to a form, divided among its prompts: some tell everything at once."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.domain import spoken
from bot.domain.event import Said
from bot.domain.facts import Facts
from bot.domain.form import Form, Prompt
from bot.talk import noted
from bot.understand import dates
from bot.understand.dates import Context, When

_BULLET = re.compile(r"\s*(?:\d{1,2}[.)]|[-–•*])\s+")


def told(facts: Facts, said: Said, form: Form, prompt: Prompt, words: str) -> Mapping[str, str]:
    """What each prompt gets of one message: by heading («Action: …»), by line, or this one all of it."""
    parts = _by_heading(facts, form, prompt.name, words) or _by_line(form, prompt.name, words)
    named = ((form.prompt(name), part) for name, part in parts.items())
    return {one.name: read(facts, said, one, part) for one, part in named if one is not None}


def read(facts: Facts, said: Said, prompt: Prompt, words: str) -> str:
    """The words as they are; a day is kept so that it still means the same next week."""
    if not prompt.day:
        return words
    found = dates.read(words, said.origin.at, facts.person.zone, Context.FUTURE)
    if not isinstance(found, When):
        return words
    return spoken.both(facts, found.day, found.clock)


def _by_line(form: Form, first: str, words: str) -> Mapping[str, str]:
    """A line for each prompt from this one on, where the form says so; the last one takes what is left."""
    names = [prompt.name for prompt in form.prompts]
    rest = names[names.index(first) :]
    lines = [_BULLET.sub("", line, count=1).strip() for line in words.splitlines()]
    lines = [line for line in lines if line]
    if not form.each_line or min(len(lines), len(rest)) < 2:
        return {first: words}
    last = len(rest) - 1
    shared = [*lines[:last], *(["\n".join(lines[last:])] if len(lines) > last else [])]
    return dict(zip(rest, shared))


def _by_heading(facts: Facts, form: Form, first: str, words: str) -> Mapping[str, str]:
    """The parts under their headings; empty unless at least two of them are there."""
    known = {noted.heading(facts, form, prompt.name).casefold(): prompt.name for prompt in form.prompts}
    found: dict[str, list[str]] = {}
    at, met = first, set[str]()
    for line in words.splitlines():
        head, colon, tail = line.partition(":")
        name = known.get(head.strip().casefold()) if colon else None
        if name:
            at = name
            met.add(name)
        found.setdefault(at, []).append(tail.strip() if name else line)
    parts = {name: "\n".join(lines).strip() for name, lines in found.items()}
    return {name: part for name, part in parts.items() if part} if len(met) > 1 else {}
