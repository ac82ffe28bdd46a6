"""Days that are not the one asked for: somebody else's, the old one, a deadline, a train; and taking back."""

import re

from bot.understand.feasts import FEAST
from bot.understand.lexicon import A_CLOCK, MONTH, SOME_DAY, WEEKDAY
from bot.understand.moments import Context, Frame, Instead, Noise, Pieces, Reader, Trouble

_KIN = (
    r"(?:mates?|mam|mums?|mothers?|dads?|fathers?|sisters?|brothers?|sons?|daughters?|friends?|cousins?|"
    r"partners?|boyfriends?|girlfriends?|husbands?|wife|wifes|flatmates?|housemates?|colleagues?|nephews?|nieces?|bro|sis)"
)
_EVENT = (
    r"(?:anniversary|wages?|op|operation|surgery|appointment|scan|funeral|wedding|party|exams?|course|"
    r"contract|notice|lease|tenancy|holiday|flight|match|concert|gig|graduation|half term|term|due date|"
    r"deadline|viewing|trial)"
)
_IS = r"(?:is|was|are|ends?|starts?|begins?|finish(?:es)?)"
_MOVED = (
    r"(?:moved|changed|rescheduled|rearranged|switched|shifted|swapped|bumped|brought forward|"
    r"(?:put|pushed|moved|knocked) (?:(?:it|me|us|mine) )?(?:back|forward))"
)
_WAS_TO_BE = (
    r"(?:was|were|is|its|been) (?:only |first |originally |initially |all )*"
    r"(?:meant|supposed|going|due|scheduled|booked|down|set|planned)(?: in)?(?: to be)?"
)
_OUR_SIDE = (
    r"\b(?:i|ive|i'?ve|we|weve|only|just) (?:have |had |only |just )?"
    r"(?:applied|submitted|sent (?:off |in )?(?:my|the|an)|arrived|left|got there|handed in)\b[^,.;]{0,25}?"
)
_THEIR_SIDE = (
    r"\b(?:closing date|(?:applications?|adverts?|vacanc(?:y|ies)|jobs?) (?:close[sd]?|shuts?|must be in)|"
    r"(?:the )?(?:panel|board|directors?|governors?|committee) (?:meets?|sits?|is meeting|are meeting)|"
    r"(?:seeing|interviewing|meeting) (?:\d+|some|a few|two|three|four|five|six)? ?"
    r"(?:more|others?|people|another)|"
    r"(?:the )?last (?:of the )?(?:interviews?|candidates?|person|people)|"
    r"interviews? (?:finish(?:es)?|ends?|stops?|run|go on|continue)(?: on| until| till)?|"
    r"(?:confirm|reply|respond|rsvp|accept|book)(?: (?:your|my|the|to|a))*(?: \w+)? "
    r"(?:by|before|no later than))\b[^,.;]{0,20}?"
)
_TELLS = (
    r"(?:in touch|let(?:ting)? (?:me|us|you|people|ppl|everyone|everybody|folk) know|get(?:ting)? back to "
    r"(?:me|us|you)|hear(?:ing)? (?:back )?|tell(?:ing)? (?:me|us|people|everyone)|"
    r"contact(?:ing)? (?:me|us|you)|(?:ring|call|phon|email)(?:ing)? (?:me|us|people|everyone))"
)
_LEAVES = "train|bus|coach|tram|flight|ferry|plane"
_NO = r"(?:no|nope|wait|sorry|oops|whoops|hang on|actually|correction|scratch that|scrap that|duh|edit)"
_IT_IS = r"(?:its?|it is|i mean|i meant|make (?:it|that)|that should be|should be|should say|not that|no)"
_DOUBT = (
    r"(?:not (?:sure|certain)|unsure|i forget|(?:cant|can't|cannot|don'?t) remember|(?:dont|don't) quote me|"
    r"(?:could|might) be wrong|from memory|need to check|have to check|double check)"
)


def _nothing(_: re.Match[str], __: object) -> Pieces:
    return (Noise(),)


def _taken_back(_: re.Match[str], __: object) -> Pieces:
    """No, wait: what comes takes the place of what was said."""
    return (Instead(),)


def _the_old_day(_: re.Match[str], frame: Frame) -> Pieces | None:
    """Was meant to be on Friday: the old day of an interview; of an answer, the day that was promised."""
    return None if frame.context is Context.DECISION else (Noise(),)


def _what_they_promised(_: re.Match[str], frame: Frame) -> Pieces | None:
    """They will be in touch on: the day behind it is the one asked for, when that is what was asked."""
    return (Instead(),) if frame.context is Context.DECISION else None


def _only_asking_tells(match: re.Match[str], _: object) -> Pieces:
    """Beside a day; alone, it says nothing of one."""
    return (Trouble("ambiguous"),) if re.search(SOME_DAY, match.string) else (Noise(),)


RULES: tuple[tuple[re.Pattern[str], Reader], ...] = tuple(
    (re.compile(pattern), reader)
    for pattern, reader in (
        (rf"\b(?:my|our|his|her) {_KIN}(?: (?!me\b|us\b)\w+){{1,3}}? {SOME_DAY}{A_CLOCK}", _nothing),
        (
            (
                rf"\b(?:(?:my|our|his|her|their)(?: \w+){{0,2}} {_EVENT}(?: {_IS})?|"
                rf"{_EVENT}(?: here| there)? {_IS}|(?:birthday|pay ?day)(?: {_IS})?) {SOME_DAY}{A_CLOCK}"
            ),
            _nothing,
        ),
        (rf"\b{_WAS_TO_BE} {SOME_DAY}{A_CLOCK}", _the_old_day),
        (rf"\b(?:used to be|originally|initially) {SOME_DAY}{A_CLOCK}", _nothing),
        (rf"\b(?:was|were) {SOME_DAY}{A_CLOCK}(?=[, ]+(?:but |and )?(?:its |it is |it )?now\b)", _nothing),
        (rf"\b{_MOVED}\b[^,.;]{{0,20}}? from {SOME_DAY}{A_CLOCK}(?= (?:to|till|until|onto)\b)", _nothing),
        (rf"\b{_MOVED}\b[^,.;]{{0,20}}? (?:to|till|until|onto) (?={SOME_DAY})", _taken_back),
        (rf"{_OUR_SIDE}(?:{SOME_DAY}|\d{{1,2}}[.:]\d\d)", _nothing),
        (rf"{_THEIR_SIDE}{SOME_DAY}{A_CLOCK}", _nothing),
        (rf"\b{_TELLS}(?: \w+)? (?={SOME_DAY})", _what_they_promised),
        (rf"\bsent: (?:(?:{WEEKDAY}),? )?\d{{1,2}} (?:{MONTH}) \d{{4}}(?: \d\d:\d\d)?", _nothing),
        (r"\b(?:arrived|left|got there|got in|gets in)(?: at)? \d{1,2}[.:]\d\d\b", _nothing),
        (rf"\b(?:on |for |by )?(?:the )?\d{{1,2}}[.:]\d\d (?:{_LEAVES})\b", _nothing),
        (r"\b(?:over|done|finished|out|through) in \d{1,3} (?:minutes?|hours?)\b", _nothing),
        (rf"\b(?:its?|it is|happy) (?:{FEAST})\b(?=,? (?:and|but|so)\b)", _nothing),
        (r"\b(?:now )?in a (?:minute|sec|second|mo|moment|bit|while)\b", _nothing),
        (r"\bdtend\S*|\bdtstamp\S*|\bcreated:\S*|\blast-modified:\S*", _nothing),
        (rf"\b{_NO}[, ]+(?:{_NO}[, ]+)*(?:{_IT_IS}\b|(?={SOME_DAY}|\d))", _taken_back),
        (rf"\b(?:or rather|i mean|i meant|interview itself|actual interview|{_NO}[, ]+{_NO})\b", _taken_back),
        (
            (
                r"\b(?:thats?|that is|(?:but )?its?|which is|was|is) (?:for )?(?:the|my|an)? ?"
                rf"(?:other (?:job|one|interview|place)|{_KIN}(?:'s)?\b(?! (?:office|place|work)))"
            ),
            _only_asking_tells,
        ),
        (r"\b(?:cancell?ed|called (?:it )?off)\b", _only_asking_tells),
        (
            (
                rf"\b{_DOUBT}\b"
                r"(?= *(?:$|[,.;!)]|but\b|though\b|tbh\b|on (?:it|that)\b|which (?:day|date|one)|"
                r"what (?:day|date)|if (?:its|it is)|when (?:it|its|exactly)|"
                r"(?:about )?(?:the )?(?:day|date)))"
            ),
            _only_asking_tells,
        ),
        (rf"\b(?:may|might|could) be (?={SOME_DAY})|\bor the (?:one|week|day) before\b", _only_asking_tells),
        (r"\bif (?:i|we) (?:do )?(?:pass|get|make|clear|succeed|am|are)\b", _only_asking_tells),
        (r"\b(?:so|and|then|any ?time|sometime) after that\b", _only_asking_tells),
        (r"\bor (?:was|is) it\b|\botherwise\b|\bdepends\b|\bdepending\b|\bunless\b", _only_asking_tells),
        (
            (
                r"(?<!hear )(?<!heard )(?<!get )(?<!getting )(?<!come )(?<!call )(?<!ring )"
                r"\b(?:forwards?|backwards?|back|up) (?:by )?(?:\d+|an?|one|two|three|four|a couple of) "
                r"(?:days?|weeks?|hours?)\b(?! (?:to|till|until)\b)"
            ),
            _only_asking_tells,
        ),
    )
)
"""Read before anything else: each of them holds a day that the other rules would take for the answer."""
