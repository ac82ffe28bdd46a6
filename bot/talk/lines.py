"""A helpline or a service as a line that people read: who it is for, how to reach it, and until when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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
_SPOKEN = (By.CALL, By.TEXT, By.RELAY)
"""What is said of a service in its line; its address only where it has none of these."""


def told(facts: Facts, posts: Iterable[Signpost]) -> str:
    """Those that can be reached now, as the lines of a list; empty if there is none."""
    return "\n".join(_BULLET + _line(facts, post) for post in posts if post.open(facts.now))


def placed(facts: Facts, posts: Iterable[Signpost]) -> str:
    """A list of services where each says which nations it is for."""
    return "\n".join(
        _BULLET + _say(facts, "signposts.in", where=_where(facts, post), line=_plain(facts, post, post.name))
        for post in posts
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
    who = facts.library.label(f"signpost.{post.id}", facts.person.language)
    named = _say(facts, "signposts.who", name=post.name, who=who)
    ways = _ways(facts, post)
    if post.hours is None:
        return _plain(facts, post, named)
    if closes := post.hours.closes(facts.now):
        return _say(facts, "signposts.line.now", post=named, ways=ways, until=_until(facts, closes))
    return _say(facts, "signposts.line.always", post=named, ways=ways)


def _plain(facts: Facts, post: Signpost, named: str) -> str:
    """Without hours, because none are known."""
    return _say(facts, "signposts.line", post=named, ways=_ways(facts, post))


def _ways(facts: Facts, post: Signpost) -> str:
    """«call 0800 132 737, or text HELP to 81066», and whether all of it is free."""
    shown = [way for by in _SPOKEN if (way := post.first(by))] or list(post.ways[:1])
    words = _way(facts, shown[0])
    for way in shown[1:]:
        words = _say(facts, "signposts.or", first=words, second=_way(facts, way))
    return _say(facts, "signposts.free", ways=words) if all(way.free for way in shown) else words


def _way(facts: Facts, way: Way) -> str:
    return _say(facts, f"signposts.way.{way.by}", value=way.value)


def _where(facts: Facts, post: Signpost) -> str:
    """«England, Scotland and Wales»."""
    names = [facts.library.label(NATIONS[nation], facts.person.language) for nation in post.nations]
    return (
        _say(facts, "signposts.and", first=", ".join(names[:-1]), last=names[-1])
        if len(names) > 1
        else names[0]
    )


def _when(facts: Facts, moment: datetime) -> str:
    """When something opens, on the person's own clock: «today at 5pm»."""
    there, today = local(moment, facts.person.zone), facts.local_now.date()
    clock = spoken.clock(there.time().replace(second=0, microsecond=0))
    match (there.date() - today).days:
        case 0:
            return _say(facts, "signposts.today", clock=clock)
        case 1:
            return _say(facts, "signposts.tomorrow", clock=clock)
    return _say(facts, "signposts.later", clock=clock, day=spoken.day(there.date(), today))


def _until(facts: Facts, moment: datetime) -> str:
    """When something closes: the time alone, where that is tonight."""
    there, here = local(moment, facts.person.zone), facts.local_now
    clock = spoken.clock(there.time().replace(second=0, microsecond=0))
    if moment - facts.now < timedelta(hours=12):
        return clock
    return _say(facts, "signposts.day-and-clock", day=spoken.day(there.date(), here.date()), clock=clock)


def _say(facts: Facts, id_: str, **values: str) -> str:
    return facts.library.label(id_, facts.person.language, values)
