"""Role, employer, place and contact out of the words that are left when the dates are gone."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.understand.jobs import is_title
from bot.understand.together import parted


@dataclass(frozen=True)
class Names:
    """As the person wrote them. None: not told."""

    role: str | None = None
    employer: str | None = None
    place: str | None = None
    contact: str | None = None


def names(text: str) -> Names:
    """Who the interview is with and for which job, as far as `text` tells."""
    found = Names()
    loose: list[str] = []
    opening = next(iter(text.split()), "")
    place, text = _place(_WITH_SOMEONE_OF.sub(" at ", _WITH.sub(" with ", text)))
    for part in (_without_chatter(piece) for piece in _pieces(text)):
        if part:
            found, left = _from_part(part, found)
            for words in left:
                both = parted(words, opening) if not found.employer and not found.role else None
                found = replace(found, employer=both[0], role=_job(both[1])) if both else found
                loose.extend(() if both else (words,))
    found = _with_loose(loose, found)
    where = _ROLE_IN.search(found.role or "")
    if where and found.role:
        found = replace(found, role=_job(found.role[: where.start()]), place=found.place or where["place"])
    if place and place[0].isdigit() and found.place:
        place = f"{place}, {found.place}"  # a street and its town
    return replace(found, place=place or found.place)


def _pieces(text: str) -> Iterator[str]:
    """The text between its signs; and what stands around "interview" in "bus driver interview Stagecoach"."""
    for piece in _SEPARATOR.split(text):
        inside = _INTERVIEW_INSIDE.search(piece)
        if inside and is_title(piece[: inside.start()]):
            yield piece[: inside.start()]
            yield piece[inside.end() :]
        else:
            yield piece


def _from_part(part: str, found: Names) -> tuple[Names, list[str]]:
    """What the little words at, with, for and as give away; and what they leave open."""
    contact = _CONTACT.search(part)
    sure = contact and (contact["title"] or not contact["verb"].startswith(("with", "see")))
    if contact and (sure or found.employer or _EMPLOYER.search(part[: contact.start()])):
        found = replace(found, contact=_tidy(contact["name"]))
        part = _tidy(part[: contact.start()] + " " + part[contact.end() :])
    split = _EMPLOYER.search(part)
    if split is None:
        return _from_purpose(part, found)
    before, after = _tidy(part[: split.start()]), part[split.end() :]
    employer, role = _employer_and_purpose(after)
    employer, place = _and_place(employer)
    left = [_job(before)] if before and role else []
    role = role or _job(_LEAD_FOR.sub("", before))
    return replace(
        found,
        employer=found.employer or employer,
        role=found.role or role or None,
        place=found.place or place,
    ), left


def _from_purpose(part: str, found: Names) -> tuple[Names, list[str]]:
    """ "For barista", "as a carer", or words with no little word before them."""
    purpose = _LEAD_FOR.match(part)
    rest = part[purpose.end() :] if purpose else part
    inside = _PURPOSE.search(rest)
    if inside and not purpose:
        return (
            _from_part("at " + rest, found)
            if not is_title(rest[: inside.start()])
            else _role_for_employer(rest, inside, found)
        )
    if purpose and _ARTICLE.match(rest):
        return replace(found, role=found.role or _job(rest)), []
    return found, [rest]


def _role_for_employer(rest: str, inside: re.Match[str], found: Names) -> tuple[Names, list[str]]:
    return replace(found, role=_job(rest[: inside.start()]), employer=_tidy(rest[inside.end() :]) or None), []


def _employer_and_purpose(words: str) -> tuple[str | None, str | None]:
    """ "Tesco for shelf stacker" holds both; "Centre for Ageing Better" only one."""
    purpose = _PURPOSE.search(words)
    if purpose:
        rest = words[purpose.end() :]
        if is_title(rest) or _ARTICLE.match(rest) or _JOB_WORD.search(rest):
            return _called(words[: purpose.start()]), _job(rest) or None
    both = parted(_tidy(words))
    if both and words.strip().startswith(both[0]):
        return both[0], _job(both[1])
    return _called(words), None


def _called(words: str) -> str | None:
    """ "A startup called Fizz" is Fizz."""
    return _tidy(_CALLED.sub("", words)) or None


def _and_place(employer: str | None) -> tuple[str | None, str | None]:
    where = re.search(r" in (?!the\b|a\b)([\w' -]{3,40})$", employer or "")
    if employer and where:
        return employer[: where.start()], _tidy(where[1])
    return employer, None


def _with_loose(loose: list[str], found: Names) -> Names:
    """Words with nothing before them: a job title by its looks, else whatever is still missing."""
    for words in list(loose):
        if contact := _TITLED.fullmatch(words):
            found = replace(found, contact=found.contact or contact[0])
            loose.remove(words)
        elif (where := _SITE.fullmatch(words)) and not found.place:
            found = replace(found, place=where["place"])
            loose.remove(words)
    for words in sorted(loose, key=lambda words: not is_title(words)):
        if is_title(words) and not found.role:
            found = replace(found, role=_job(words))
        elif not found.employer:
            employer, place = _and_place(_tidy(words))
            found = replace(found, employer=employer, place=found.place or place)
        elif not found.role and len(words) > 2:
            found = replace(found, role=_job(words))
        elif not found.place and re.fullmatch(r"[A-Z][\w'-]+(?: [A-Z][\w'-]+){0,2}", words):
            found = replace(found, place=words)
    return found


def _place(text: str) -> tuple[str | None, str]:
    """A link, a way of meeting or a room, and the text without it."""
    for pattern in _PLACES:
        match = pattern.search(text)
        if match:
            return _tidy(match["place"]), text[: match.start()] + " , " + text[match.end() :]
    return None, text


def _without_chatter(part: str) -> str:
    """The part less greetings and "I had an interview": what everybody's line begins with."""
    part = _tidy(part)
    while chatter := _CHATTER.match(part):
        part = _tidy(part[chatter.end() :])
    return _tidy(_TRAILING.sub("", part))


def _job(words: str) -> str:
    short = _ENDING.sub("", _ARTICLE.sub("", _tidy(words)))
    return _tidy(_JOB_WORD.sub("", short))


def _tidy(words: str) -> str:
    return re.sub(r"\s+", " ", words).strip(" ,.;:!?-–—|/()[]\"'“”")


_SEPARATOR = re.compile(r"[,;|\n()\[\]]|\s[-–—/]+\s|\.(?:\s|$)|[!?](?:\s|$)|:\s")
_EMPLOYER = re.compile(r"(?:^|\s)(?:at|with|@)\s+", re.IGNORECASE)
_PURPOSE = re.compile(r"\s(?:for|as|about)\s+", re.IGNORECASE)
_WITH = re.compile(r"\s(?:w/\s*|w\s)(?=\w)", re.IGNORECASE)
_WITH_SOMEONE_OF = re.compile(
    r"\s(?:with|to|by) (?:the|an?|my|their|some) (?:[a-z]+ )?(?:manager|boss|owner|recruiter|team|people|"
    r"lady|guy|man|woman|supervisor|head|director|panel) (?:at|from|of)\s",
    re.IGNORECASE,
)
_INTERVIEW_INSIDE = re.compile(r"\s(?:job )?(?:interview|assessment)s?\s+(?=\S)", re.IGNORECASE)
_CALLED = re.compile(r"^.*\b(?:called|named)\s+", re.IGNORECASE)
_TITLED = re.compile(r"(?:Mr|Mrs|Ms|Miss|Dr|Prof)\.? [A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?")
_SITE = re.compile(
    r"(?:(?:site|office|store|branch|based|shop|depot|warehouse|it|it['’]?s) )?(?:is )?(?:based )?(?:in|at) "
    r"(?P<place>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,2})"
)
_ROLE_IN = re.compile(r"\s(?:based )?in (?P<place>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,2})$")
_ENDING = re.compile(r"(?:\s+(?:and|the|is|my|so|but|will|i|they|it|to|that|which))+$", re.IGNORECASE)
_LEAD_FOR = re.compile(r"^(?:for|as|to be|about)\s+", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:an?|the|their|some|my)\s+", re.IGNORECASE)
_JOB_WORD = re.compile(
    r"\s*\b(?:jobs?|roles?|positions?|posts?|vacancy|vacancies|interviews?|"
    r"opening|assessment(?: day| centre)?|trial(?: shift| day)?)$",
    re.IGNORECASE,
)
_CONTACT = re.compile(
    r"(?:^|\s)(?P<verb>with|meeting|seeing|ask for|asking for|interviewer(?: is|:)?|contact(?: "
    r"is|:)?|speak(?:ing)? (?:to|with)|see) "
    r"(?P<name>(?P<title>(?:Mr|Mrs|Ms|Miss|Dr|Prof)\.? )?[A-Z][\w'’-]+(?: "
    r"[A-Z][\w'’-]+)?)(?=$|[\s,.;)])"
)
_PLACES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?P<place>https?://\S+|\bwww\.\S+|\b(?:meet\.google|teams\.microsoft|zoom)\.\S+)",
        (
            r"\b(?:on|over|via|by|through|using)\s+(?P<place>(?:ms |microsoft |google )?(?:zoom|"
            r"teams|meet|skype|facetime|whatsapp|video(?: call)?|phone|telephone))\b"
        ),
        (
            r"(?:\b(?:in|at)\s+)?(?P<place>\broom \w+|\d{1,4}[a-z]? (?:\w+ ){1,2}(?:street|st|"
            r"road|rd|avenue|lane|way|square|court|place)\b[^,;]*)"
        ),
        (
            r"\bat (?:the|their) (?P<place>(?:\w+ ){0,2}(?:office|branch|store|site|campus|depot|"
            r"warehouse|building))\b(?! (?:assistant|worker|manager|operative))"
        ),
        (
            r"\b(?P<place>(?:ms |microsoft )?(?:zoom|teams|skype|google meet|whatsapp))"
            r"(?: (?:call|meeting|link))?(?=\s*(?:$|[,;.|]|\bwith\b|\bcall\b))"
        ),
        (
            r"\b(?P<place>online|in person|remotely|video call|phone call|(?:telephone|phone|"
            r"video|zoom|teams)(?= interview))\b"
        ),
    )
)
_NTH = (
    r"(?:1st|2nd|3rd|4th|first|second|third|fourth|final|last|next|another|follow-?up|"
    r"telephone|phone|video|zoom|teams|face to face)"
)
_CHATTER = re.compile(
    (
        r"^(?:(?:hi|hello|hey|hiya|so|ok|okay|and|well|but|then|please|pls|can you|could you|"
        r"log|add|note|save|new|just|also|today|there['’]?s|it['’]?s|its|it was|it is|got|"
        r"i|i['’]?ve|i['’]?m|i am|we|have|had|was|went|did|been|being|going|am|attended|"
        r"finished|done|came out of|came from|invited|offered|asked|given|to|an?|my|the|"
        rf"(?:{_NTH} )?(?:round |stage )?(?:job )?(?:interviews?|interviewed|interviewing|"
        rf"intrview|interveiw)|{_NTH} (?:round|stage)|round|on|for an? interview|from|up|"
        r"is|will be|that['’]?s|coming|good news|great news|yay|yes|no|in|scheduled|booked|of|"
        r"by|me|back|applied|applying|really|very|nervous|excited)(?=\s|$))"
    ),
    re.IGNORECASE,
)
_TRAILING = re.compile(
    (
        r"\s+(?:on|at|and|in|for|from|to|the|is|was|it|which|that|so|but|by|around|interview|"
        r"this|starting|starts|with|of)$"
    ),
    re.IGNORECASE,
)
