"""An interview told in one line: which job, where, when, and when the answer is promised."""

import re
from collections.abc import Container
from dataclasses import dataclass
from datetime import date, datetime, time

from bot.domain import clocks
from bot.understand import dates
from bot.understand.moments import Context, Unclear, When
from bot.understand.names import Names, names

ROLE_LIMIT = 80
EMPLOYER_LIMIT = 120


@dataclass(frozen=True)
class Sketch:
    """What one line told. None: not told. An Unclear date was told, but has to be asked about."""

    role: str | None = None
    employer: str | None = None
    when: When | Unclear | None = None
    decision: When | Unclear | None = None
    place: str | None = None
    contact: str | None = None
    unsaid: bool = False
    """Whether it tells that the employer did not say when they decide."""


def read(
    text: str,
    now: datetime,
    zone: str,
    context: Context | None = None,
    holidays: Container[date] = frozenset(),
) -> Sketch:
    """What `text` tells of one interview, from `now` (aware) in `zone`. `context` None: the words decide.

    `holidays`: days on which offices are closed, for "within five working days".
    """
    left = _UNSAID.sub(" ", text)
    main, promise = _parted(left)
    looks = context or _tense(main)
    when, rest = dates.find(main, now, zone, looks, holidays)
    found: Names = names(rest)
    told = None if when == dates.NOTHING else when
    return Sketch(
        role=_short(found.role, ROLE_LIMIT),
        employer=_short(found.employer, EMPLOYER_LIMIT),
        when=told,
        decision=_promised(promise, told, now, zone, holidays) if promise else None,
        place=found.place,
        contact=found.contact,
        unsaid=left != text,
    )


def read_all(
    text: str,
    now: datetime,
    zone: str,
    context: Context | None = None,
    holidays: Container[date] = frozenset(),
) -> tuple[Sketch, ...]:
    """One sketch for each line or part between semicolons if all tell of their own interview; else one."""
    parts = [part for part in re.split(r"[\n;]+", text) if part.strip()]
    sketches = tuple(read(part, now, zone, context, holidays) for part in parts) if len(parts) > 1 else ()
    if sketches and all((one.role or one.employer) and one.when for one in sketches):
        return sketches
    return (read(" ".join(text.splitlines()), now, zone, context, holidays),)


def _parted(text: str) -> tuple[str, str]:
    """The words about the interview, and the words about the answer (empty: none)."""
    start = _PROMISE.search(text)
    if start is None:
        return text, ""
    tail = text[start.start() :]
    end = _CLAUSE_END.search(tail, len(start.group()))
    clause = tail[: end.start()] if end else tail
    if end and not re.search(r"\d|day|week|month|tomorrow", clause):
        clause, end = tail, None
    if re.search(r"\binterview(?:ing)?\b(?! (?:is|was)\b)", clause) and not re.search(
        r"after (?:the|my|that) interview", clause
    ):
        return text, ""
    after = tail[end.start() :] if end else ""
    return text[: start.start()] + " " + after, clause


def _tense(words: str) -> Context:
    if _AHEAD.search(words):
        return Context.FUTURE
    return Context.PAST if _BEHIND.search(words) else Context.FUTURE


def _promised(
    clause: str, told: When | Unclear | None, now: datetime, zone: str, holidays: Container[date]
) -> When | Unclear | None:
    """The promised date: a length of time counts from the interview, a day lies ahead of now."""
    from_now = dates.read(clause, now, zone, Context.DECISION, holidays)
    if from_now == dates.NOTHING:
        return None
    if not isinstance(told, When):
        return from_now
    there = _moment(told, zone)
    from_there = dates.read(clause, there, zone, Context.DECISION, holidays)
    if there > now:
        return from_now if _SPOKEN_FROM_TODAY.search(clause) else from_there
    if _LENGTH.search(clause) and not _FROM_NOW.search(clause):
        return from_there
    if from_now == from_there or _STILL_TO_COME.search(clause):
        return from_now
    both = [reading for reading in (from_there, from_now) if isinstance(reading, When)]
    return Unclear("ambiguous", tuple(both)) if len(both) == 2 else from_now


def _moment(told: When, zone: str) -> datetime:
    return datetime.combine(told.day, told.clock or time(12), clocks.of(zone))


def _short(words: str | None, limit: int) -> str | None:
    return words[:limit].rstrip() if words else None


_TELL = (
    r"(?:tell|let|call|ring|phone|e-?mail|contact|get back|be in touch|reply|respond|"
    r"decide|know|come back|text|confirm|"
    r"message|announce|make (?:a|their) (?:decision|mind)|give (?:me|us)|have (?:a|an) "
    r"(?:decision|answer)|feed ?back|update|write|notify)"
)
_WILL = (
    r"(?:['’]?ll| will| would|['’]d| should| are going to| aim to| hope to| plan to| want "
    r"to| expect to| promised to| said| say| reckon|"
    r" told me| can| might| may|['’]re going to)"
)
_PROMISE = re.compile(
    (
        r"(?:\band |\bbut |\bwho |[,;(.–-] *)?(?:\b(?:they|she|he|the (?:manager|recruiter|"
        rf"agency|panel))(?:{_WILL})+ (?:to |that )?(?:{_TELL})\b"
        r"|\b(?:they|she|he|it) (?:said|says?|reckons?|told me)(?: (?:that|about|around|"
        r"it(?:['’]d| would| will) be))*(?: (?:to expect|i['’]?d|i would|i should|"
        r"i['’]?ll))?\b"
        r"(?! (?:come|go|that i had|it went|i was))"
        r"|\b(?:i|we)(?:['’]?ll| will| should| would|['’]?d| can expect to|['’]?m (?:going to|"
        r"meant to|supposed to)| am (?:going to|meant to)| expect to)? "
        r"?(?:hear(?:ing)?|find out|know|be told|get (?:an answer|a reply|a decision|told|the "
        r"result))\b"
        r"|\b(?:should|will|to|meant to|due to|expect to|waiting to|expecting to)? "
        r"?(?:hear(?:ing)? (?:back|from them|by|within|in|on|next|tomorrow|before|the|at)|"
        r"find out|be told)\b"
        r"|\b(?:decision|outcome|results?|answer|reply|response|news)(?:['’]?s)?(?: (?:is|are|"
        r"due|expected|promised|will be|should be|coming|out))* ?(?:by|within|due|expected|in|"
        r"on|:|next|before|the)\b"
        r"|\b(?:let|letting|lets|tell|telling) me(?: know)?\b|\b(?:get|getting) back to me\b|"
        r"\bin touch\b|\bdecid(?:e|ing) (?:by|on|within|in)\b|\bknow by\b|\btold (?:by|"
        r"within)\b"
        r"|(?<=,) ?(?:by|within|no later than) (?=\w))"
    ),
    re.IGNORECASE,
)
_UNSAID = re.compile(
    (
        r"(?:[,;(.–-] *)?(?:\b(?:and|but) )?"
        r"(?:\b(?:nobody|no[ -]one|(?:they|she|he|it|the (?:manager|recruiter|agency|panel))"
        r" (?:did ?n['’]?o?t|have ?n['’]?o?t|has ?n['’]?o?t|never)) "
        r"(?:say|said|told me|tell me|mention(?:ed)?|give (?:me )?|given (?:me )?|gave (?:me )?)"
        r"|\b(?:i )?(?:was ?n['’]?o?t|have ?n['’]?o?t been|not|never) told"
        r"|\bno (?:decision )?(?:date|day|time ?(?:scale|frame))(?: (?:was|has been))?"
        r" (?:given|said|mentioned|named)"
        r"|\b(?:i )?(?:do ?n['’]?o?t|no idea|not sure) (?:know )?(?=when (?:they|i|we|he|she)['’ ]))"
        r"(?: ?(?:when|how (?:long|soon)|anything|nothing|a|any|date|day|yet|me|about|exactly|by)\b)*"
        r"(?: (?:they|i|we|he|she)['’]?(?: ?(?:ll|d|will|would|might|could|should))?"
        r" (?:hear|decide|know|tell me|let me know|be in touch|call|ring|get back to me)(?: back)?)?"
        r"(?= *(?:$|[;.!)\n]))"
    ),
    re.IGNORECASE,
)
_CLAUSE_END = re.compile(r"[.;!\n](?:\s|$)|,(?=\s)")
_BEHIND = re.compile(
    (
        r"\b(?:had|was|went|did|yesterday|yday|yesturday|last|ago|been|finished|came|attended|"
        r"interviewed|earlier|previous|(?:i|just|have|had|and) sat|sat (?:a|an|the|my|down|in)|done|were)\b"
    ),
    re.IGNORECASE,
)
_AHEAD = re.compile(
    (
        r"\b(?:next|tomorrow|tom+or+ow|tmrw|tomoz|2moro|upcoming|coming up|will|going to|"
        r"(?:have|got|getting) (?:an?|another|my|the)|have got|"
        r"been (?:invited|offered|asked|given)|was (?:invited|offered|asked|given)|invited|"
        r"scheduled|booked|in \w+ (?:days|weeks|hours)|"
        r"(?:i|they)['’]ll|(?:a|one|two) weeks? on)\b"
    ),
    re.IGNORECASE,
)
_LENGTH = re.compile(
    (
        r"\b(?:\d+|a|an|one|two|three|four|five|six|seven|ten|couple|few)[ -](?:of "
        r")?(?:working |business )?(?:days?|weeks?|wks?|months?|fortnight)\b"
    ),
    re.I,
)
_FROM_NOW = re.compile(r"\b(?:from (?:now|today)|today|tomorrow|on \w+day)\b", re.IGNORECASE)
_SPOKEN_FROM_TODAY = re.compile(r"\b(?:today|tomorrow|tonight|from now)\b", re.IGNORECASE)
_STILL_TO_COME = re.compile(
    r"['’]ll|\bwill\b|\bgoing to\b|\bnext\b|\bthis\b|\btomorrow\b|\btoday\b", re.IGNORECASE
)
