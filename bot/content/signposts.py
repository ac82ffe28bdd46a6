"""signposts.yaml: helplines and services, each in one place, with where it is from and who has checked it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, time
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.content import tree
from bot.content.mistakes import Flaw, Mistake
from bot.content.pages import ID
from bot.content.shelf import Found, Shelf
from bot.domain.fields import Fields, Mistakes, near
from bot.domain.library import FALLBACK, Entry
from bot.domain.nations import ANYWHERE, NAMED
from bot.domain.signposts import ABROAD, UK, By, Hours, Kind, Signpost, Span, Way

WORDS = "signpost."
"""What the ids of the strings begin with that say who an urgent line is for."""

_HELP = ("safety.", "support.")
"""What the ids of the texts begin with that help in danger."""
_GIVEN = frozenset({"lines", "young", "closed", "nation", "abroad", "ask"})
"""The values that they are given. Any other has to be a number, or they could not be sent when it matters."""
_WHOLE = {"UK": (ANYWHERE,), "elsewhere": (ABROAD,)}
"""What is there for everybody in the UK, and for everybody outside."""
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY = "|".join(_DAYS)
_CLOCK = r"(?:[01]\d|2[0-3]):[0-5]\d|24:00"
_EACH = re.compile(rf"(?P<first>{_DAY}|daily)(?:-(?P<last>{_DAY}))? (?P<opens>{_CLOCK})-(?P<closes>{_CLOCK})")
_THROUGH = re.compile(rf"(?P<first>{_DAY}) (?P<opens>{_CLOCK}) - (?P<last>{_DAY}) (?P<closes>{_CLOCK})")


def read(shelf: Shelf, path: Path) -> None:
    """Reads every signpost onto the shelf."""
    grown = tree.read(shelf.words(path))
    shelf.blame(path, grown.flaws)
    if grown.data is not None and not isinstance(grown.data, dict):
        shelf.blame(path, (Flaw(0, "a signpost is its name, a colon, and below it what is known of it"),))
        return
    lines = {place: line + 1 for place, line in grown.lines.items()}
    for id_, value in (grown.data or {}).items():
        wrong: Mistakes = []
        post = _signpost(id_, Fields(value, (id_,), wrong))
        shelf.blame(path, tuple(Flaw(grown.line(place), reason) for place, reason in wrong))
        shelf.signposts[id_] = Found(post, shelf.name(path), grown.line((id_,)) + 1, lines)


def numbers(shelf: Shelf) -> Mapping[str, str]:
    """What the placeholders of texts become: «samaritans» → «116 123», «samaritans_email» → its address."""
    found: dict[str, str] = {}
    for id_, post in shelf.signposts.items():
        for name, way in _placeholders(id_, post.thing):
            found.setdefault(name, way.value)
    return found


def broken(shelf: Shelf) -> Iterator[Mistake]:
    """Signposts that cannot be told apart or have no words, and texts that name one that is not there."""
    strings = shelf.texts.get(FALLBACK, {})
    names: dict[str, str] = {}
    taken: dict[str, str] = {}
    for id_, found in shelf.signposts.items():
        name = found.thing.name
        if name and (first := names.setdefault(name, id_)) != id_:
            yield found.mistake(f"«{first}» has the name «{name}» already", id_, "name")
        for placeholder, _ in _placeholders(id_, found.thing):
            if (first := taken.setdefault(placeholder, id_)) != id_:
                yield found.mistake(f"{{{placeholder}}} would mean «{first}» too; call one of them otherwise")
        if found.thing.kind.urgent and f"{WORDS}{id_}" not in strings:
            yield found.mistake(f"nothing says who it is for: {FALLBACK} has no «{WORDS}{id_}»")
    for _, id_, text in shelf.all_texts():
        yield from _lost(shelf, id_, text, taken)


def unchecked(shelf: Shelf) -> Iterator[Mistake]:
    """What is to be done before people rely on it: signposts whose live page nobody has looked at."""
    for id_, found in shelf.signposts.items():
        post = found.thing
        if not post.checked:
            reason = f"before launch: nobody has looked at the live page of «{post.name}» yet: {post.source}"
            yield found.mistake(reason, id_, "checked_by")


def overdue(shelf: Shelf, today: date) -> Iterator[Mistake]:
    """Signposts whose review date has passed."""
    for id_, found in shelf.signposts.items():
        if (by := found.thing.review_by) < today:
            reason = f"«{found.thing.name}» was to be looked at again by {by.isoformat()}"
            yield found.mistake(reason, id_, "review_by")


def _placeholders(id_: str, post: Signpost) -> Iterator[tuple[str, Way]]:
    """The name of each of its numbers; the first way has the plain one, too."""
    plain = id_.replace("-", "_")
    yield from ((plain, way) for way in post.ways[:1])
    yield from ((f"{plain}_{by}", way) for by in By if (way := post.first(by)))


def _lost(shelf: Shelf, id_: str, text: Found[Entry], known: Mapping[str, str]) -> Iterator[Mistake]:
    """The placeholders that look for a signpost and find none."""
    plain = tuple(f"{name.replace('-', '_')}_" for name in shelf.signposts)
    for name in sorted(frozenset[str]().union(*(wording.names for _, wording in text.thing.every_wording))):
        if name not in known and (name.startswith(plain) or (id_.startswith(_HELP) and name not in _GIVEN)):
            yield text.mistake(f"«{id_}»: there is no signpost for {{{name}}}{near(name, known)}")


def _signpost(id_: str, told: Fields) -> Signpost:
    if not ID.fullmatch(id_):
        told.wrong(f"«{id_}» has to be small letters, digits and single hyphens")
    kind = Kind(told.choice("kind", Kind, Kind.CRISIS))
    if "kind" not in told:
        told.wrong("«kind» is missing")
    found = Signpost(
        id=id_,
        name=told.words("name", must=True),
        kind=kind,
        nations=_nations(told),
        ways=_ways(told),
        source=_source(told),
        checked_on=_day(told, "checked_on"),
        checked_by=told.words("checked_by", must=True),
        review_by=_day(told, "review_by"),
        hours=_hours(told, kind),
        youngest=told.whole("youngest", least=0),
        oldest=told.whole("oldest", least=1),
        languages=told.several("languages") or ("en",),
    )
    told.close()
    return found


def _nations(told: Fields) -> tuple[str, ...]:
    """Where it is, by the names that texts use: «Scotland», «Great-Britain»."""
    names = told.several("nations")
    if not names:
        told.wrong("«nations» is missing")
    for at, name in enumerate(names):
        if name not in NAMED:
            told.wrong(f"«{name}» is no nation that we know{near(name, NAMED)}", "nations", at)
    return tuple(nation for name in names for nation in _WHOLE.get(name, _each(name)))


def _each(name: str) -> tuple[str, ...]:
    return tuple(nation for nation in (*UK, "IE") if nation in NAMED.get(name, ()))


def _ways(told: Fields) -> tuple[Way, ...]:
    items = told.raw("ways")
    if not isinstance(items, list) or not items:
        told.wrong("«ways» is a list such as: - {call: 116 123, free: true}", *(["ways"] if items else []))
        return ()
    return tuple(way for nth in range(len(items)) if (way := _way(told.part("ways", nth))))


def _way(told: Fields) -> Way | None:
    free = told.yes("free")
    found = [Way(by, told.words(by), free) for by in By if by in told]
    told.close()
    if len(found) != 1:
        told.wrong(f"a way is one of {', '.join(By)}, and its number or address")
        return None
    return found[0] if found[0].value else None


def _source(told: Fields) -> str:
    source = told.words("source", must=True)
    if source and not re.fullmatch(r"https?://\S+\.\S+", source):
        told.wrong(f"«{source}» is no address; it begins with https://", "source")
    return source


def _day(told: Fields, name: str) -> date:
    word = told.words(name, must=True)
    try:
        return date.fromisoformat(word) if word else date.min
    except ValueError:
        told.wrong(f"«{word}» is no date like 2027-02-24", name)
        return date.min


def _hours(told: Fields, kind: Kind) -> Hours | None:
    """When it is open. An urgent one has to say: nobody in danger may be sent to a line that is shut."""
    zone = told.words("zone") or "Europe/London"
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError):
        told.wrong(f"there is no time zone «{zone}»", "zone")
        zone = "Europe/London"
    lines = told.several("hours")
    if lines == ("always",):
        return Hours(zone=zone)
    spans = [span for at, line in enumerate(lines) for span in _spans(told, at, line)]
    if not lines and kind.urgent:
        told.wrong("«hours» is missing: «always», or a list such as [mon-fri 09:00-17:00]")
    return Hours(tuple(spans), zone) if spans else None


def _spans(told: Fields, at: int, line: str) -> Iterator[Span]:
    """«mon-thu 18:00-02:00» is a stretch on each of these days; «fri 18:00 - mon 06:00» is a single one."""
    words = " ".join(line.lower().split())
    if through := _THROUGH.fullmatch(words):
        first, days = _DAYS.index(through["first"]), 0
        days = (_DAYS.index(through["last"]) - first) % 7
        yield _span(first, days, through["opens"], through["closes"])
    elif each := _EACH.fullmatch(words):
        first, last = (0, 6) if each["first"] == "daily" else (_DAYS.index(each["first"]), -1)
        last = _DAYS.index(each["last"]) if each["last"] else first if last < 0 else last
        for nth in range((last - first) % 7 + 1):
            yield _span((first + nth) % 7, 0, each["opens"], each["closes"])
    else:
        told.wrong(f"«{line}» is not read as hours; write «mon-fri 09:00-17:00»", "hours", at)


def _span(day: int, days: int, opens: str, closes: str) -> Span:
    """One stretch; what closes no later than it opens closes the day after."""
    start, end = _clock(opens), _clock(closes)
    if closes == "24:00" or (days == 0 and end <= start):
        days += 1
    return Span(day, start, days, end)


def _clock(word: str) -> time:
    return time(0) if word == "24:00" else time.fromisoformat(word)
