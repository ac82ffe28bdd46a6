"""A kind of note: what is asked, one prompt after the other, and what is said when it is done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Prompt:
    """One question of a form. Each can be skipped."""

    ask: str
    """The id of the text that asks: «notes.example.action»."""
    day: bool = False
    """Whether the answer is a day: «Thursday» is kept as «Thursday 26 November»."""
    given: str = ""
    """The name of an earlier prompt without whose answer this one is not asked; empty: it always is."""
    offers: tuple[str, ...] = ()
    """The ids of answers that can be picked; other words are taken as well."""

    @property
    def name(self) -> str:
        """What its answer is kept under: «action»."""
        return self.ask.rpartition(".")[2]

    @property
    def heading(self) -> str:
        """The id of the few words that stand above the answer."""
        return f"{self.ask}.heading"


@dataclass(frozen=True, slots=True)
class Form:
    """One file of content/forms."""

    id: str
    title: str
    """The id of what it is called, on buttons and above the words."""
    group: str
    """Where the menu has it."""
    prompts: tuple[Prompt, ...]
    closes: str
    """The id of what is said when it is done."""
    then: tuple[str, ...] = ()
    """The names of the buttons that follow."""
    about_interview: bool = False
    private: bool = False
    """Lists do not show a word of it until it is opened."""
    each_line: bool = False
    """Whether each line of one message answers a prompt of its own."""
    shown: str = ""
    """The id of what leads in when all notes of this form are shown; empty: its title does."""
    also: tuple[str, ...] = ()
    """Other forms whose notes are shown with them."""
    plan: bool = False
    """Whether it is about how an interview went, and leads on to a small plan."""
    old: bool = False
    """Whether nobody is offered it any more; what was written with it stays."""

    def prompt(self, name: str) -> Prompt | None:
        """One of its prompts. None: it has none of that name."""
        return next((prompt for prompt in self.prompts if prompt.name == name), None)

    def next_after(self, name: str, words: Mapping[str, str]) -> Prompt | None:
        """What is asked after a prompt, where this much has been told; empty name: first. None: no more."""
        names = [prompt.name for prompt in self.prompts]
        rest = self.prompts[names.index(name) + 1 if name in names else 0 :]
        open_ = (prompt for prompt in rest if prompt.name not in words)
        return next((prompt for prompt in open_ if not prompt.given or prompt.given in words), None)


def mark(form: str) -> str:
    """The mark that says that there is a note of a form, for journeys to look at: «note-review»."""
    return f"note-{form}"
