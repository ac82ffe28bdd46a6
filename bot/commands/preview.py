"""Texts as people will read them, for whoever writes them: in a terminal, with plain marks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time
from html.parser import HTMLParser
from math import ceil

from bot.domain import nations, spoken
from bot.domain.facts import Facts
from bot.domain.interview import Interview, Promise
from bot.domain.library import FALLBACK, Entry, Library
from bot.domain.person import Person
from bot.domain.text import Text

ALOUD = 150
"""Words that are read aloud in a minute."""
_SHELVES = ("exercises", "reframes", "templates", "nudges", "strings")
"""What follows the pages of the guide when everything is shown."""


_TODAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
_INTERVIEW = Interview(
    id=0,
    person=0,
    role="Data analyst",
    employer="Acme",
    day=date(2026, 11, 24),
    clock=time(14),
    place="12 Mill Lane",
    contact="Ms Ade",
    promise=Promise.DATE,
    decision_day=date(2026, 12, 1),
)


class Unknown(LookupError):
    """There is nothing of that name."""


def shown(library: Library, name: str, language: str, nation: str = "") -> str:
    """A text with all that belongs to it, a form or a checklist. Unknown: there is none.

    Without a nation the words for each of them are shown.
    """
    if name in library.forms or name in library.checklists:
        ids = _questions(library, name)
        return "\n\n".join(
            [*_texts(library, ids, language, nation), *_buttons(library, _then(library, name), language)]
        )
    if not library.knows(name):
        raise Unknown(name)
    return "\n\n".join(_texts(library, [name, *_parts(library, name)], language, nation))


def everything(library: Library, language: str, nation: str = "") -> str:
    """All texts, in the order of the guide and then of the folders, and how long it takes to read them."""
    told, whole, sample = [], 0, _sample(library, language)
    for title, ids in _sections(library, language):
        family = [text for id_ in ids for text in (id_, *_parts(library, id_))]
        words = sum(_words(library.entry(id_, language), nation, sample) for id_ in family)
        told.append(
            "\n\n".join([f"#### {title}: {_long(words)}", *_texts(library, family, language, nation)])
        )
        whole += words
    return "\n\n\n".join([*told, f"#### Everything: {_long(whole)}"])


def names(library: Library) -> tuple[str, ...]:
    """Everything that can be shown by name."""
    texts = (id_ for each in library.texts.values() for id_ in each)
    return tuple(sorted({*texts, *library.forms, *library.checklists}))


def nation(word: str) -> str:
    """The nation that an editor means by «Scotland» or «GB-SCT». Unknown: none."""
    called = {nations.names(code).casefold(): code for code in nations.NATIONS}
    found = called.get(word.casefold()) or next((c for c in nations.NATIONS if c == word.upper()), None)
    if found is None:
        raise Unknown(word)
    return found


# --- what belongs together ---------------------------------------------------------------------------


def _sections(library: Library, language: str) -> Iterator[tuple[str, Iterable[str]]]:
    for group, topics in library.groups.items():
        yield library.label(f"guide.group.{group}", language), topics
    grouped = {topic for topics in library.groups.values() for topic in topics}
    if left := [id_ for id_ in library.ids("guidance") if id_ not in grouped]:
        yield "guidance", left
    for shelf in _SHELVES:
        yield shelf, library.ids(shelf)


def _parts(library: Library, name: str) -> list[str]:
    """What goes on from a text: «waiting.more», the other tones of a message."""
    return [id_ for id_, entry in library.texts[FALLBACK].items() if entry.part_of == name]


def _questions(library: Library, name: str) -> list[str]:
    """The texts of a form or a checklist, in the order in which people meet them."""
    if form := library.forms.get(name):
        return [form.title, *(prompt.ask for prompt in form.prompts), form.closes]
    listed = library.checklists[name]
    return [listed.title, *listed.items, listed.ready]


def _then(library: Library, name: str) -> tuple[str, ...]:
    form = library.forms.get(name)
    return form.then if form else library.checklists[name].then


# --- one text ----------------------------------------------------------------------------------------


def _texts(library: Library, ids: Iterable[str], language: str, nation: str) -> list[str]:
    return [_text(library, id_, language, nation) for id_ in ids]


def _text(library: Library, id_: str, language: str, nation: str) -> str:
    entry = library.entry(id_, language)
    sample = _sample(library, language)
    title = f": {entry.title}" if entry.title else ""
    above = [f"== {id_} ({entry.shelf}){title}", *([entry.short] if entry.short else [])]
    below = _buttons(library, entry.offered, language)
    if library.knows(f"{id_}.more"):
        below.append(f"Goes on in {id_}.more")
    if entry.related:
        leads = (library.title(other, language) or other for other in entry.related)
        below.append("Related: " + ", ".join(leads))
    return "\n\n".join(["\n".join(above), *_wordings(entry, nation, sample, below)])


def _wordings(entry: Entry, nation: str, sample: Mapping[str, str], below: list[str]) -> Iterator[str]:
    every = _each(entry, nation)
    for nth, (readers, wording) in enumerate(every, 1):
        whose = f" for {nations.names(*readers)}" if readers else ""
        if len(every) > 1:
            yield f"-- {nth} of {len(every)}{whose}"
        full, bare = _filled(wording, sample)
        yield full
        if bare != full:
            yield "-- the same, where nothing is known"
            yield bare
        yield from below


def _each(entry: Entry, nation: str) -> list[tuple[tuple[str, ...], Text]]:
    """The wordings with the nations that read them; of one nation its own."""
    return [((), wording) for wording in entry.wordings(nation)] if nation else [*entry.every_wording]


def _filled(wording: Text, sample: Mapping[str, str]) -> tuple[str, str]:
    """With a sample of every value, and with those alone that it cannot do without."""
    values = {name: sample.get(name, f"‹{name}›") for name in wording.names}
    needed = {name: value for name, value in values.items() if name in wording.needs}
    return marked(wording.html(values)), marked(wording.html(needed))


def _sample(library: Library, language: str) -> Mapping[str, str]:
    """What is known of Sam, who waits for news."""
    person = Person(id=0, first_name="Sam", language=language)
    return spoken.values(Facts(_TODAY, library, person), _INTERVIEW)


def _buttons(library: Library, offered: Iterable[str], language: str) -> list[str]:
    """Each button on a line, with where it leads."""
    lines = []
    for name in offered:
        choice = library.choices[name]
        label = library.label(f"button.{name}", language)
        lines.append(f"[{label}] → {choice.does} {choice.extra}".rstrip())
    return ["\n".join(lines)] if lines else []


def _words(entry: Entry, nation: str, sample: Mapping[str, str]) -> int:
    """How many words its wordings have together."""
    told = (_filled(wording, sample)[0] for _, wording in _each(entry, nation))
    return sum(any(char.isalnum() for char in word) for text in told for word in text.split())


def _long(words: int) -> str:
    """«1,234 words, about 9 minutes aloud»."""
    minutes = ceil(words / ALOUD)
    return f"{words:,} words, about {minutes} minute{'' if minutes == 1 else 's'} aloud"


# --- marks -------------------------------------------------------------------------------------------


def marked(html: str) -> str:
    """Telegram HTML as words for a terminal: **bold**, *italic*, a link with its address in brackets."""
    reading = _Marks()
    reading.feed(html)
    reading.close()
    return "".join(reading.found)


_SIGNS: Mapping[str, str] = {"b": "**", "i": "*", "code": "`", "s": "~", "u": "_"}


class _Marks(HTMLParser):
    """One pass over one text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._address = ""
        self._quoted = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self._address = dict(attrs).get("href") or ""
        if tag == "blockquote":
            folded = any(name == "expandable" for name, _ in attrs)
            self._quoted = True
            self.found.append("> (folded) " if folded else "> ")
        self.found.append(_SIGNS.get(tag, ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self.found.append(f" ({self._address})")
        if tag == "blockquote":
            self._quoted = False
        self.found.append(_SIGNS.get(tag, ""))

    def handle_data(self, data: str) -> None:
        self.found.append(data.replace("\n", "\n> ") if self._quoted else data)
