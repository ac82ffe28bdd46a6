"""The settings of what somebody is called, what we speak, how often, what may be seen, how pictures look."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.facts import Facts
from bot.domain.person import Pace, Person
from bot.talk import choices
from bot.talk.setting import VALUE, Offer, Setting, named, offers, words
from bot.understand.words import clean

LONGEST_NAME = 80
_MOST_NAMES = 4
_NONE = "-"
"""The value that stands for no name."""
_LEADS = ("my name is ", "call me ", "i'm ", "i am ", "it's ")
_PACES = {pace.value: f"button.pace-{pace.value}" for pace in Pace}
_LOOKS = {"light": "button.pictures-light", "dark": "button.pictures-dark"}
_EMPLOYERS = {"yes": "button.employers-shown", "no": "button.employers-hidden"}


def _no_name(facts: Facts) -> tuple[Offer, ...]:
    return ((_NONE, "button.no-name", {}),) if facts.person.first_name else ()


def _name(_: Facts, said: str) -> tuple[str, ...]:
    name = " ".join(clean(said, LONGEST_NAME + 40).split())
    lead = next((lead for lead in _LEADS if name.casefold().startswith(lead)), "")
    name = name[len(lead) :].strip(" .!,")
    is_one = any(char.isalpha() for char in name) and "\n" not in said.strip()
    return (name,) if is_one and len(name) <= LONGEST_NAME and len(name.split()) <= _MOST_NAMES else ()


def _called(person: Person, value: str) -> Person:
    return replace(person, first_name="" if value == _NONE else value[:LONGEST_NAME])


def tongue(facts: Facts, code: str) -> str:
    """What a language calls itself; its code where its folder does not say."""
    own = facts.library.texts.get(code, {}).get("settings.tongue")
    return own.variants[0].plain() if own else code


def _tongues(facts: Facts) -> tuple[Offer, ...]:
    return tuple((code, VALUE, {"value": tongue(facts, code)}) for code in facts.library.languages)


def _tongue(facts: Facts, said: str) -> tuple[str, ...]:
    plain = said.strip(" .!").casefold()
    codes = facts.library.languages
    return tuple(code for code in codes if plain in (code.casefold(), tongue(facts, code).casefold()))


def _shows(facts: Facts, said: str) -> tuple[str, ...]:
    plain = tuple(answer for answer in _EMPLOYERS if choices.means(facts, said, answer))
    return plain or named(facts, said, _EMPLOYERS)


NAME = Setting(
    name="name",
    change="button.change-name",
    ask="settings.name.ask",
    again="settings.name.again",
    done="settings.name.done",
    offers=_no_name,
    read=_name,
    apply=_called,
    shown=lambda facts: facts.person.first_name or words(facts, "settings.none"),
    numbers=True,
)
LANGUAGE = Setting(
    name="language",
    change="button.change-language",
    ask="settings.language.ask",
    again="settings.language.again",
    done="settings.language.done",
    offers=_tongues,
    read=_tongue,
    apply=lambda person, value: replace(person, language=value),
    shown=lambda facts: tongue(facts, facts.person.language),
)
PACE = Setting(
    name="pace",
    change="button.change-pace",
    ask="settings.pace.ask",
    again="settings.pace.again",
    done="settings.pace.done",
    offers=offers(_PACES),
    read=lambda facts, said: named(facts, said, _PACES),
    apply=lambda person, value: replace(person, pace=Pace(value)) if value in _PACES else None,
    shown=lambda facts: words(facts, f"settings.{facts.person.pace.value}"),
)
EMPLOYERS = Setting(
    name="employers",
    change="button.change-employers",
    ask="settings.employers.ask",
    again="settings.employers.again",
    done="settings.employers.done",
    offers=offers(_EMPLOYERS),
    read=_shows,
    apply=lambda person, value: (
        replace(person, shows_employer=value == "yes") if value in _EMPLOYERS else None
    ),
    shown=lambda facts: words(facts, "settings.shown" if facts.person.shows_employer else "settings.hidden"),
)
PICTURES = Setting(
    name="pictures",
    change="button.change-pictures",
    ask="settings.pictures.ask",
    again="settings.pictures.again",
    done="settings.pictures.done",
    offers=offers(_LOOKS),
    read=lambda facts, said: named(facts, said, _LOOKS),
    apply=lambda person, value: replace(person, dark_pictures=value == "dark") if value in _LOOKS else None,
    shown=lambda facts: words(facts, "settings.dark" if facts.person.dark_pictures else "settings.light"),
)
