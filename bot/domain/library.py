"""The words of content/, ready to be filled in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from bot.domain.checklist import Checklist
from bot.domain.decision import Button
from bot.domain.form import Form
from bot.domain.journey import Journey
from bot.domain.nations import ANYWHERE
from bot.domain.signposts import Signpost
from bot.domain.source import Source
from bot.domain.step import Step
from bot.domain.text import Text
from bot.domain.theme import Theme

FALLBACK = "en-GB"
"""The language that has every text."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One text of one language, in all its wordings, and what its file says about it."""

    shelf: str
    """The folder it is from: «guidance», «exercises», «reframes», «templates», «nudges» or «strings»."""
    variants: tuple[Text, ...]
    """What people read whose nation is not known, or has no other words."""
    kind: str = ""
    """Of guidance only: «guidance», «wellbeing» or «crisis»."""
    title: str = ""
    label: str = ""
    """What it is called on a button, where the title is too long for one."""
    short: str = ""
    buttons: tuple[str, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)
    """Of nudges only: what may be said to it, as a file of phrases/answers or intents has it → the button
    that is meant."""
    related: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    """Keys of `Library.sources`."""
    review_by: date | None = None
    action: str = ""
    """The button for the one thing to do; empty: there is none."""
    points: Mapping[str, str] = field(default_factory=dict)
    """What a page has to say → the words of it that say so."""
    emoji: bool = False
    """Whether an emoji may stand in it."""
    topic: str = ""
    """Of reframes only: the page of guidance behind it."""
    part_of: str = ""
    """The text that this one goes on from: «waiting» for «waiting.more». Empty: it stands for itself."""
    nations: Mapping[str, tuple[Text, ...]] = field(default_factory=dict)
    """Nation → its wordings, as many as there are variants; only nations that read something else."""

    def wordings(self, nation: str = ANYWHERE) -> tuple[Text, ...]:
        """What people of a nation read, in all wordings."""
        return self.nations.get(nation, self.variants)

    @property
    def every_wording(self) -> Iterator[tuple[tuple[str, ...], Text]]:
        """Each wording, with the nations that read it; with none those for everybody else, first."""
        yield from (((), wording) for wording in self.variants)
        for wordings in dict.fromkeys(self.nations.values()):
            readers = tuple(nation for nation, theirs in self.nations.items() if theirs == wordings)
            yield from ((readers, wording) for wording in wordings)

    @property
    def offered(self) -> tuple[str, ...]:
        """The names of the buttons under it: first the one for what to do, then the others."""
        return (self.action, *self.buttons) if self.action else self.buttons


@dataclass(frozen=True, slots=True)
class Choice:
    """What a button does, the same in every language; its words are the string «button.<name>»."""

    does: str
    extra: str = ""
    style: str = ""


@dataclass(frozen=True)
class Library:
    """Everything that content/ holds, checked. Built by `bot.content.load`."""

    journeys: Mapping[str, Journey] = field(default_factory=dict)
    phrases: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    """Language → (file name without .txt, its text), for `understand` to compile."""
    texts: Mapping[str, Mapping[str, Entry]] = field(default_factory=dict)
    """Language → id → text."""
    choices: Mapping[str, Choice] = field(default_factory=dict)
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Group of the guide → the ids of its pages; both in the order in which they are shown."""
    sources: Mapping[str, Source] = field(default_factory=dict)
    """Key («P2») → where that is to be found."""
    signposts: Mapping[str, Signpost] = field(default_factory=dict)
    """Id → helpline or service, in the order in which they are shown."""
    forms: Mapping[str, Form] = field(default_factory=dict)
    checklists: Mapping[str, Checklist] = field(default_factory=dict)
    themes: Mapping[str, Theme] = field(default_factory=dict)
    """What feedback can be about, in the order in which it is offered."""

    def step(self, nudge: str) -> Step | None:
        """The step that a nudge of this key («interview:42/chase/second/1») was of. None: there is none."""
        _, name, step, *_ = f"{nudge}//".split("/")
        journey = self.journeys.get(name)
        return journey.step(step) if journey else None

    def text(
        self,
        say: str,
        language: str,
        values: Mapping[str, str] | None = None,
        *,
        turn: int = 0,
        nation: str = ANYWHERE,
    ) -> str:
        """A text as Telegram HTML; `turn` picks its wording. KeyError: no such text in any language."""
        wordings = self.entry(say, language).wordings(nation)
        return wordings[turn % len(wordings)].html(values or {})

    def label(self, name: str, language: str, values: Mapping[str, str] | None = None) -> str:
        """A string as plain text, for buttons and toasts of every nation. KeyError: no such string."""
        return self.entry(name, language).variants[0].plain(values or {})

    def button(self, name: str, id_: int = 0, version: int = 0) -> Button:
        """A button of content/buttons.yaml, about one interview or request. KeyError: no such button."""
        choice = self.choices[name]
        return Button(f"button.{name}", choice.does, id_, version, extra=choice.extra, style=choice.style)

    def buttons_of(self, say: str, language: str) -> tuple[str, ...]:
        """The names of the buttons that a text wants under it, in order. KeyError: no such text."""
        return self.entry(say, language).offered

    def title(self, say: str, language: str) -> str:
        """What a text is called in lists; empty for nudges and strings. KeyError: no such text."""
        return self.entry(say, language).title

    def on_button(self, say: str, language: str) -> str:
        """What a text is called on a button. KeyError: no such text."""
        entry = self.entry(say, language)
        return entry.label or entry.title

    def short(self, say: str, language: str) -> str:
        """What a text is about, in a line. KeyError: no such text."""
        return self.entry(say, language).short

    def related(self, say: str, language: str) -> tuple[str, ...]:
        """The ids of texts that go with it. KeyError: no such text."""
        return self.entry(say, language).related

    def needs(self, say: str, language: str) -> frozenset[str]:
        """The values without which some wording of a text cannot be said. KeyError: no such text."""
        return frozenset().union(*(text.needs for _, text in self.entry(say, language).every_wording))

    def phrases_of(self, language: str) -> tuple[tuple[str, str], ...]:
        """How people say things: in this language, and in English, which everybody may mix in."""
        english = self.phrases.get(FALLBACK, ())
        if language == FALLBACK or language not in self.phrases:
            return english
        own = dict(self.phrases[language])
        names = dict.fromkeys((*own, *dict(english)))
        both = ((name, (own.get(name, ""), dict(english).get(name, ""))) for name in names)
        return tuple((name, "\n".join(filter(None, texts))) for name, texts in both)

    def language(self, code: str | None, otherwise: str) -> str:
        """What to speak with whoever has set a phone to `code` («cy»), if it has texts; or `otherwise`."""
        spoken = (code or "").casefold()
        near = (otherwise, FALLBACK, *self.languages)
        exact = (tag for tag in near if tag.casefold() == spoken)
        alike = (tag for tag in near if tag.partition("-")[0] == spoken.partition("-")[0])
        return next((tag for tag in (*exact, *alike) if tag in self.texts), otherwise)

    def knows(self, say: str) -> bool:
        """Whether there is such a text in any language."""
        return any(say in texts for texts in self.texts.values())

    def ids(self, shelf: str) -> tuple[str, ...]:
        """Every id of a folder («guidance») that stands for itself, in order."""
        return self._shelves.get(shelf, ())

    @cached_property
    def _shelves(self) -> Mapping[str, tuple[str, ...]]:
        """Folder → what stands for itself in it. Asked for on every page, and the same as long as we live."""
        found: dict[str, set[str]] = {}
        for texts in self.texts.values():
            for id_, entry in texts.items():
                if not entry.part_of:
                    found.setdefault(entry.shelf, set()).add(id_)
        return {shelf: tuple(sorted(ids)) for shelf, ids in found.items()}

    @property
    def languages(self) -> tuple[str, ...]:
        """The codes of all languages that have a text."""
        return tuple(sorted(self.texts))

    def entry(self, say: str, language: str) -> Entry:
        """A text in this language, or a near one, or English. KeyError: in none of them."""
        for code in self._nearest(language):
            found = self.texts.get(code, {}).get(say)
            if found is not None:
                return found
        raise KeyError(say)

    def _nearest(self, language: str) -> Iterator[str]:
        yield language
        base = language.partition("-")[0]
        yield from (code for code in self.texts if code.partition("-")[0] == base)
        yield FALLBACK
