"""One page: its words, what to do about it, the rest of it, and where it is from.

Whoever opens a page again reads its next wording. The mark «read-<wording>-<page>» remembers which was last.
"""

from __future__ import annotations

import re

from bot.domain.change import Change, ClearMark, SetMark
from bot.domain.decision import Button, Decision, Message, Rows
from bot.domain.event import Command, Press
from bot.domain.facts import Facts, Mark
from bot.domain.library import Entry
from bot.talk import choices, menus, titled
from bot.talk.choices import GONE

_HUMAN, _INSTEAD = "talk-to-advisor", "careers-service"
"""Where nobody here could call back, the careers service of the nation is named instead."""
_ALL = Button("button.all-topics", "guide.open")
_MOST = 4
"""How many buttons a page has at most."""
_LISTED = 4
"""How many sources are told with a word on each; of the others only the names."""
_READ = re.compile(r"read-(?P<wording>[0-9]+)-(?P<id>.+)")


def show(facts: Facts, event: Press) -> Decision:
    """The button that opens a page; extra: its id. The buttons that brought it stay for a second choice."""
    return topic(facts, event.extra, event.id)


def topic(facts: Facts, id_: str, about: int = 0) -> Decision:
    """A page with its own buttons, about one interview; 0: about none."""
    entry = _entry(facts, id_, "guidance")
    if entry is None:
        return GONE
    about = about if facts.interview(about) else 0
    page = opened(facts, id_, _under(facts, id_, entry, about))
    return menus.stays(facts, Button("", "guide.show", about, extra=id_), page)


def again(facts: Facts, event: Press) -> Decision:
    """Back to a page, in the wording in which it was read."""
    entry = _entry(facts, event.extra, "guidance")
    if entry is None:
        return GONE
    about = event.id if facts.interview(event.id) else 0
    page = Message(
        facts.person.id,
        event.extra,
        buttons=_under(facts, event.extra, entry, about),
        wording=max(_last(facts, event.extra), 0),
    )
    return menus.stays(facts, Button("", "guide.show", about, extra=event.extra), Decision((page,)))


def more(facts: Facts, event: Press) -> Decision:
    """The rest of a page, in the wording that was read."""
    entry = _entry(facts, event.extra, "guidance")
    if entry is None or not _has_more(facts, event.extra):
        return GONE
    about = event.id if facts.interview(event.id) else 0
    related = _related(facts, event.extra, entry, about)
    buttons = choices.rows(*offered(facts, entry, about)[: _MOST - 1], related)
    rest = Message(
        facts.person.id,
        f"{event.extra}.more",
        buttons=buttons,
        wording=max(_last(facts, event.extra), 0),
    )
    return menus.stays(facts, Button("", "guide.more", about, extra=event.extra), Decision((rest,)))


def exercise(facts: Facts, event: Press) -> Decision:
    """A short exercise; extra: its id."""
    entry = _entry(facts, event.extra, "exercises")
    if entry is None:
        return GONE
    about = event.id if facts.interview(event.id) else 0
    own = offered(facts, entry, about)[:_MOST]
    shown = opened(facts, event.extra, choices.rows(*own, *_read_on(facts, entry, about)[: _MOST - len(own)]))
    return menus.stays(facts, Button("", "guide.exercise", about, extra=event.extra), shown)


def opened(facts: Facts, id_: str, buttons: Rows) -> Decision:
    """A text in its next wording, and the mark of it."""
    wordings = len(facts.library.entry(id_, facts.person.language).wordings(facts.person.nation))
    nth = (_last(facts, id_) + 1) % wordings
    earlier: tuple[Change, ...] = tuple(
        ClearMark(mark.name) for mark in facts.marks if _what(mark) == id_ and _wording(mark) != nth
    )
    message = Message(facts.person.id, id_, buttons=buttons, wording=nth)
    return Decision((message,), (*earlier, SetMark(f"read-{nth}-{id_}")))


def offered(facts: Facts, entry: Entry, about: int) -> tuple[Button, ...]:
    """What a text wants to be done: first the one thing, then the others."""
    names = (name if name != _HUMAN or facts.offers_calls else _INSTEAD for name in entry.offered)
    there = dict.fromkeys(name for name in names if name in facts.library.choices)
    return tuple(facts.library.button(name, about) for name in there)


def where_from(facts: Facts, _: Command | Press) -> Decision:
    """«Where is that from?»: what the page that is in view, or was opened last, rests on."""
    id_ = _in_view(facts) or _opened_last(facts)
    if not id_:
        return Decision((Message(facts.person.id, "guide.nothing-read", buttons=choices.rows(_ALL)),))
    entry = facts.library.entry(id_, facts.person.language)
    sources = [facts.library.sources[key] for key in entry.sources if key in facts.library.sources]
    values = {"title": entry.title}
    if sources:
        values["sources"] = "\n".join(f"• {source.name}: {source.about}" for source in sources[:_LISTED])
        values["others"] = ", ".join(source.name for source in sources[_LISTED:])
        values["address"] = next((source.url for source in sources if source.url), "")
    say = "guide.sources" if len(sources) > 1 else "guide.one-source"
    if not sources:
        say = "guide.no-sources"
    return menus.kept(facts, Decision((Message(facts.person.id, say, values),)))


def _in_view(facts: Facts) -> str:
    """The page under the menu that is open; empty: none, or another menu."""
    action, extra = menus.in_view(facts)
    id_ = {"guide.show": extra, "guide.more": extra, "guide.exercise": extra, "why.show": f"reframe-{extra}"}
    found = id_.get(action, "")
    return found if facts.library.knows(found) else ""


def _opened_last(facts: Facts) -> str:
    """The page that was opened last, of those that are still there; empty: none."""
    opened = [mark for mark in facts.marks if _what(mark) and facts.library.knows(_what(mark))]
    return _what(max(opened, key=lambda mark: mark.at)) if opened else ""


def _entry(facts: Facts, id_: str, shelf: str) -> Entry | None:
    """A text of this shelf that stands for itself. None: there is none."""
    try:
        entry = facts.library.entry(id_, facts.person.language)
    except KeyError:
        return None
    return entry if entry.shelf == shelf and not entry.part_of else None


def _under(facts: Facts, id_: str, entry: Entry, about: int) -> Rows:
    """The buttons of a page: its own, all of them, then the rest of it and the way on, as far as they fit."""
    more = (Button("button.tell-me-more", "guide.more", about, extra=id_),) if _has_more(facts, id_) else ()
    own = offered(facts, entry, about)[: _MOST - 1]
    return choices.rows(*own, *(*more, _related(facts, id_, entry, about))[: _MOST - len(own)])


def _related(facts: Facts, id_: str, entry: Entry, about: int) -> Button:
    """The way on from a page: what goes with it, or where there is nothing, everything."""
    if not titled.pages(facts, *entry.related):
        return _ALL
    return Button("button.related", "guide.related", about, extra=id_)


def _read_on(facts: Facts, entry: Entry, about: int) -> tuple[Button, ...]:
    related = titled.pages(facts, *entry.related, about=about)
    return tuple(Button("button.read-more", "guide.show", about, extra=one.extra) for one in related)[:1]


def _has_more(facts: Facts, id_: str) -> bool:
    return facts.library.knows(f"{id_}.more")


def _last(facts: Facts, id_: str) -> int:
    """The wording that was read last, counted from 0; -1: none yet."""
    return max(((mark.at, _wording(mark)) for mark in facts.marks if _what(mark) == id_), default=(None, -1))[
        1
    ]


def _what(mark: Mark) -> str:
    """The page that a mark is about; empty: it is another kind of mark."""
    found = _READ.fullmatch(mark.name)
    return found["id"] if found else ""


def _wording(mark: Mark) -> int:
    found = _READ.fullmatch(mark.name)
    return int(found["wording"]) if found else -1
