"""Presses every button of every screen that can be reached, and types what stands on it.

A walk begins in one world (tests/walk/people.py) with each command and each nudge as it arrives, and goes
on in breadth to `depth` presses. What ends it: a button is pressed once for each *view* of it, which is what
decides the answer: what the button does and says, where the thing that it is about stands, and what is asked.
The first `own` presses are made in every world, later ones only where their view is new in all of them.
Free words are said once for each question. To a depth of six that is some 45,000 answers in half a minute.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from bot import routes
from bot.domain import change as d
from bot.domain import retention
from bot.domain.callback import State
from bot.domain.decision import Button, Decision, File, Message, Strip
from bot.domain.event import Command, Event, Press, Said
from bot.domain.facts import Facts
from bot.domain.text import unmarked
from bot.papers import KINDS
from bot.talk import menus, stages
from tests.cast import origin
from tests.walk import counter
from tests.walk.world import after, buttons_of, nudge_by_nudge, shown

WORDS = (
    "Baker at Crumbs, yesterday 2pm",
    "next Friday",
    "Something of my own, in a line",
    "7",
    "yes",
    "+44 20 7946 0018",
)
"""What is said to each question, one after the other."""
MENU_WORDS = (
    "2",
    "more",
    "back",
    "all topics",
    "chasing politely",
    "my interview has been moved to Friday, 2pm",
)
NUDGES, DAYS = 14, 80
"""How many nudges are waited for, and for how many days."""
_MADE = (d.AddInterview, d.AddNote, d.AddApplication, d.AddAction, d.AddRequest)

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Spot:
    """A screen that somebody looks at."""

    world: Facts
    buttons: tuple[Button, ...]
    path: Path
    older: tuple[Button, ...] = ()
    """What an earlier screen still shows."""


@dataclass
class Walk:
    """What was found on the way; `wrongs` are in words, with the path that leads there."""

    depth: int
    own: int = 2
    """So many presses are made in every world; further ones only where their view is new in all of them."""
    telegram: counter.Telegram = field(default_factory=counter.Telegram)
    presses: int = 0
    actions: Counter[str] = field(default_factory=Counter)
    labels: set[str] = field(default_factory=set)
    asked: set[str] = field(default_factory=set)
    """The questions that were open."""
    said: set[str] = field(default_factory=set)
    """The ids of all texts."""
    ends: dict[str, Path] = field(default_factory=dict)
    """Texts with which a path ends: no button, no question, no command to go on with → one such path."""
    untyped: dict[tuple[str, ...], Path] = field(default_factory=dict)
    wrongs: dict[str, Path] = field(default_factory=dict)
    seen: set[Any] = field(default_factory=set)
    here: set[Any] = field(default_factory=set)
    """What was seen in this world."""
    pairs: set[tuple[Any, Any]] = field(default_factory=set)
    """What was pressed on an old screen, and what had been pressed meanwhile."""
    buttons: dict[Any, Button] = field(default_factory=dict)
    """One of each, for those who press what an old screen shows."""

    def through(self, world: Facts) -> None:
        """Everything that can be pressed by somebody in this world."""
        self.here = set()
        spots = deque(self._starts(world))
        while spots:
            spot = spots.popleft()
            if len(spot.path) <= self.depth:
                spots.extend(self._onward(spot))

    def stale(self, world: Facts, name: str) -> None:
        """Each button of any walk, pressed by somebody in whose world it means nothing, or something else."""
        for button in self.buttons.values():
            self._answer(world, _press(button), (name, f"(old) {button.data}"))

    def _starts(self, world: Facts) -> Iterator[Spot]:
        for name in routes.COMMANDS:
            if spot := self._answered(world, Command(origin(), name), (), f"/{name}"):
                yield spot
        if notice := retention.notice(world):
            buttons = tuple(button for row in notice.buttons for button in row)
            yield Spot(after(world, Decision((notice,))), buttons, ("(notice)",))
        for then, nudge, parcel in nudge_by_nudge(world, NUDGES, DAYS):
            path = (f"({nudge.key})",)
            for wrong in self.telegram.wrongs(parcel.method, parcel.args):
                self._wrong(wrong, path)
            self.said.add(nudge.say)
            yield Spot(then, buttons_of(nudge, then), path)

    def _onward(self, spot: Spot) -> Iterator[Spot]:
        question = spot.world.question
        if question and self._new(("said", _asked(spot.world)), spot):
            for words in MENU_WORDS if question.name == menus.QUESTION else WORDS:
                if found := self._answered(spot.world, Said(origin(), words), spot.path, f"«{words}»"):
                    yield found
        for nth, button in enumerate(spot.buttons):
            if not self._new(_view(spot.world, button), spot):
                continue
            label = spot.world.library.label(button.label, spot.world.person.language, button.values)
            self.actions[button.action] += 1
            self.labels.add(button.label)
            self.buttons.setdefault((button.action, button.extra[:12], button.label), button)
            found = self._answered(spot.world, _press(button), spot.path, f"[{label}]")
            self._typed(spot, button, label)
            if found:
                yield from self._once_more(spot, button, found)
                yield replace(found, older=spot.buttons[:nth][-1:])

    def _answered(self, world: Facts, event: Event, path: Path, step: str) -> Spot | None:
        """The screen that comes of it. None: it failed."""
        path = (*path, step)
        made = self._answer(world, event, path)
        if made is None:
            return None
        then = after(world, made)
        if then.question:
            self.asked.add(then.question.name)
        buttons = tuple(_buttons(world, made))
        if not buttons:
            self._ended(then, made, path)
        return Spot(then, buttons, path)

    def _answer(self, world: Facts, event: Event, path: Path) -> Decision | None:
        self.presses += 1
        try:
            made = routes.decide(world, event)
            found = list(counter.wrongs(self.telegram, world, made))
        except Exception as error:
            self._wrong(f"{type(error).__name__}: {error}", path)
            return None
        if not (made.toast or any(not isinstance(out, Strip) for out in made.messages)):
            self._wrong("no answer", path)
        for wrong in found:
            self._wrong(wrong, path)
        self.said |= {out.say for out in made.messages if isinstance(out, Message)}
        self.said |= {made.toast.say} if made.toast else set()
        return made

    def _once_more(self, spot: Spot, button: Button, found: Spot) -> Iterator[Spot]:
        """The same button again, its neighbour, and one of an older screen, now that all has moved on."""
        made = routes.decide(spot.world, _press(button))
        again = routes.decide(found.world, _press(button))
        for kind in _MADE:
            if all(any(isinstance(change, kind) for change in one.changes) for one in (made, again)):
                self._wrong(f"done twice: {kind.__name__}", (*found.path, "(again)"))
        beside = spot.buttons[spot.buttons.index(button) + 1 :][:1]
        for old in (button, *beside, *spot.older):
            if (pair := (_view(found.world, old), _view(spot.world, button))) in self.pairs:
                continue
            self.pairs.add(pair)
            then = self._answered(found.world, _press(old), found.path, f"(old) {old.data}")
            if then:
                yield then

    def _typed(self, spot: Spot, button: Button, label: str) -> None:
        pressed = routes.decide(spot.world, _press(button))
        typed = routes.decide(spot.world, Said(origin(), label))
        if not _alike(pressed, typed):
            asked = _asked(spot.world)[0]
            self.untyped.setdefault((button.label, button.action, asked), (*spot.path, f"«{label}»"))

    def _ended(self, then: Facts, made: Decision, path: Path) -> None:
        if then.question or any(isinstance(out, File) for out in made.messages):
            return
        last = next((out for out in reversed(shown(made, then.person.id))), None)
        if last is None:
            return
        words = unmarked(then.library.text(last.say, then.person.language, last.values, turn=then.turn - 1))
        if not any(f"/{name}" in words for name in routes.COMMANDS):
            self.ends.setdefault(last.say, path)

    def _new(self, view: Any, spot: Spot) -> bool:
        known = self.here if len(spot.path) <= self.own else self.seen
        found = view not in known
        self.here.add(view)
        self.seen.add(view)
        return found

    def _wrong(self, what: str, path: Path) -> None:
        self.wrongs.setdefault(what, path)


def _press(button: Button) -> Press:
    return Press(origin(), "q", button.action, button.id, button.version, button.extra)


def _buttons(world: Facts, made: Decision) -> Iterator[Button]:
    """What can be pressed after it, under the words and under the files."""
    for out in made.messages:
        if isinstance(out, Message) and out.chat == world.person.id:
            yield from (button for row in out.buttons for button in row)
        elif isinstance(out, File) and (paper := KINDS[out.kind](world, {}, out.about)):
            yield from (button for row in paper.buttons for button in row)


def _alike(pressed: Decision, typed: Decision) -> bool:
    """Whether two decisions say and change the same; a typed one has no buttons to take away, and no note."""
    if pressed.toast and not any(isinstance(out, Message) for out in pressed.messages):
        return bool(typed.messages)
    return _gist(pressed) == _gist(typed)


def _gist(made: Decision) -> tuple[Any, ...]:
    said = [out for out in made.messages if not isinstance(out, Strip)]
    changes = [c for c in made.changes if not isinstance(c, d.Settle | d.Ask)]
    asked = [(c.question.name, c.question.about) for c in made.changes if isinstance(c, d.Ask)]
    return said, changes, asked


def _asked(world: Facts) -> tuple[Any, ...]:
    """What is being asked, as far as it decides what a press does."""
    question = world.question
    if question is None:
        return ("",)
    if question.name == menus.QUESTION:
        return (question.name, question.draft["shown"].split(":")[0])
    told = {
        name: value
        for name, value in question.draft.items()
        if name in ("form", "step", "want", "list", "only")
    }
    return (question.name, bool(question.about), *sorted(question.draft), *sorted(told.items()))


def _view(world: Facts, button: Button) -> tuple[Any, ...]:
    interview, request = world.interview(button.id), world.request(button.id)
    note, action = world.note(button.id), world.action(button.id)
    about: Sequence[Any] = ()
    if interview:
        about = (stages.stage(world, interview), interview.version == button.version)
    elif request:
        about = (request.state in (State.REQUESTED, State.CLAIMED), request.version == button.version)
    elif note:
        about = (note.form, note.version == button.version)
    elif action:
        about = (action.stage, action.version == button.version)
    return (button.action, button.label, button.extra, *about, _asked(world))
