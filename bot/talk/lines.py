"""A helpline or a service as a line that people read: who it is for, how to reach it, and until when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from bot.domain import spoken
from bot.domain.calendar import local
from bot.domain.facts import Facts
from bot.domain.signposts import By, Signpost, Way

NATIONS: Mapping[str, str] = {
    "GB-ENG": "button.support.england",
    "GB-SCT": "button.support.scotland",
    "GB-WLS": "button.support.wales",
    "GB-NIR": "button.support.northern-ireland",
    "IE": "button.support.ireland",
}
"""The nations by their names."""

_BULLET = "• "
_TO_PEOPLE = (By.CALL, By.TEXT, By.RELAY)
"""The ways that stand in an urgent line; its address only where it has none of these."""
_TO_OFFICES = (By.CALL, By.WEB)


def told(facts: Facts, posts: Iterable[Signpost]) -> str:
    """Those that can be reached now, as the lines of a list; empty if there is none."""
    return "\n".join(_BULLET + _line(facts, post) for post in posts if post.open(facts.now))


def placed(facts: Facts, posts: Iterable[Signpost]) -> str:
    """A list of services where each says which nations it is for, and the first way to reach it."""
    shown = ((_where(facts, post), _plain(facts, post.name, post.ways[:1])) for post in posts)
    return "\n".join(
        _BULLET + (_say(facts, "signposts.in", where=where, line=line) if where else line)
        for where, line in shown
    )


def closed(facts: Facts, posts: Iterable[Signpost]) -> str:
    """When those open that are closed now; empty if none is."""
    opening = ((post, post.hours.opens(facts.now)) for post in posts if post.hours is not None)
    return "\n".join(
        _say(facts, "signposts.closed", name=post.name, when=_when(facts, opens))
        for post, opens in opening
        if opens is not None
    )


def _line(facts: Facts, post: Signpost) -> str:
    if not post.kind.urgent:
        return _plain(facts, post.name, _offered(post, _TO_OFFICES))
    who = facts.library.label(f"signpost.{post.id}", facts.person.language)
    named = _say(facts, "signposts.who", name=post.name, who=who)
    ways = _offered(post, _TO_PEOPLE)
    closes = post.hours.closes(facts.now) if post.hours else None
    if closes:
        until = _until(facts, closes)
        return _say(facts, "signposts.line.now", post=named, ways=_ways(facts, ways), until=until)
    if ways[0].by is By.WEB:
        return _plain(facts, named, ways)
    return _say(facts, "signposts.line.always", post=named, ways=_ways(facts, ways))


def _plain(facts: Facts, named: str, ways: Sequence[Way]) -> str:
    """Without hours: a page is always there, and those of offices nobody has looked at."""
    return _say(facts, "signposts.line", post=named, ways=_ways(facts, ways))


def _offered(post: Signpost, by: Iterable[By]) -> Sequence[Way]:
    return [way for each in by if (way := post.first(each))] or post.ways[:1]


def _ways(facts: Facts, ways: Sequence[Way]) -> str:
    """«call 0800 132 737, free, or text HELP to 81066»."""
    words = _way(facts, ways[0])
    for way in ways[1:]:
        words = _say(facts, "signposts.or", first=words, second=_way(facts, way))
    return words


def _way(facts: Facts, way: Way) -> str:
    words = _say(facts, f"signposts.way.{way.by}", value=way.value)
    return _say(facts, "signposts.free", way=words) if way.free else words


def _where(facts: Facts, post: Signpost) -> str:
    """«England, Scotland and Wales»; empty for what is there in all of the UK."""
    known = (NATIONS[nation] for nation in post.nations if nation in NATIONS)
    names = [facts.library.label(name, facts.person.language) for name in known]
    if len(names) < 2:
        return "".join(names)
    return _say(facts, "signposts.and", first=", ".join(names[:-1]), last=names[-1])


def _when(facts: Facts, moment: datetime) -> str:
    """When something opens, on the person's own clock: «today at 5pm»."""
    there, today = local(moment, facts.person.zone), facts.local_now.date()
    clock = spoken.clock(facts, there.time().replace(second=0, microsecond=0))
    match (there.date() - today).days:
        case 0:
            return _say(facts, "signposts.today", clock=clock)
        case 1:
            return _say(facts, "signposts.tomorrow", clock=clock)
    return _say(facts, "signposts.later", clock=clock, day=spoken.day(facts, there.date()))


def _until(facts: Facts, moment: datetime) -> str:
    """When something closes: the time alone, where that is tonight."""
    there = local(moment, facts.person.zone)
    clock = spoken.clock(facts, there.time().replace(second=0, microsecond=0))
    if moment - facts.now < timedelta(hours=12):
        return clock
    return _say(facts, "signposts.day-and-clock", day=spoken.day(facts, there.date()), clock=clock)


def _say(facts: Facts, id_: str, **values: str) -> str:
    return facts.library.label(id_, facts.person.language, values)
