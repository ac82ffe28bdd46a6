"""Days that are not the one asked for: somebody else's, the old one, a deadline, a train; and taking back."""

import re

from bot.understand.lexicon import A_CLOCK, SOME_DAY
from bot.understand.moments import Instead, Noise, Pieces, Reader, Trouble

_KIN = (
    r"(?:mates?|mam|mums?|mothers?|dads?|fathers?|sisters?|brothers?|sons?|daughters?|friends?|cousins?|partners?|"
    r"boyfriends?|girlfriends?|husbands?|wife|wifes|flatmates?|housemates?|colleagues?|nephews?|nieces?|bro|sis)"
)
_IS = r"(?:is|was|are|were|has|had|got|goes?|went)"
_MOVED = (
    r"(?:moved|changed|rescheduled|rearranged|switched|shifted|swapped|bumped|brought forward|"
    r"(?:put|pushed|moved) (?:it )?(?:back|forward))"
)
_WAS_TO_BE = (
    r"(?:was|were|is|its|been|wer) (?:only |first |originally |initially |all )*"
    r"(?:meant|supposed|going|due|scheduled|booked|down|set|planned)(?: in)?(?: to be)?"
)
_APPLIED = (
    r"\b(?:i|ive|i'?ve|we|weve) (?:have |had |only |just )?"
    r"(?:applied|submitted|sent (?:off |in )?(?:my|the|an))\b[^,.;]{0,25}?"
)
_CLOSES = (
    r"\b(?:closing date|(?:applications?|adverts?|vacanc(?:y|ies)|jobs?) (?:close[sd]?|shuts?|must be in))\b"
    r"[^,.;]{0,25}?"
)
_LAST_ONES = r"\b(?:the )?last (?:of the )?(?:interviews?|candidates?|person|people)\b[^,.;]{0,15}?"
_LEAVES = "train|bus|coach|tram|flight|ferry|plane"
_NO = r"(?:no|nope|wait|sorry|oops|whoops|hang on|actually|correction|scratch that|scrap that|duh|edit)"
_IT_IS = r"(?:its?|it is|i mean|i meant|make (?:it|that)|that should be|should be|should say|not that|no)"


def _nothing(_: re.Match[str], __: object) -> Pieces:
    return (Noise(),)


def _taken_back(_: re.Match[str], __: object) -> Pieces:
    """No, wait: what comes takes the place of what was said."""
    return (Instead(),)


def _only_asking_tells(match: re.Match[str], _: object) -> Pieces:
    """Beside a day; alone, it says nothing of one."""
    return (Trouble("ambiguous"),) if re.search(SOME_DAY, match.string) else (Noise(),)


RULES: tuple[tuple[re.Pattern[str], Reader], ...] = tuple(
    (re.compile(pattern), reader)
    for pattern, reader in (
        (rf"\bmy {_KIN}(?: one| interview)? {_IS} {SOME_DAY}{A_CLOCK}", _nothing),
        (rf"\b{_WAS_TO_BE} {SOME_DAY}{A_CLOCK}", _nothing),
        (rf"\b(?:used to be|originally|initially) {SOME_DAY}{A_CLOCK}", _nothing),
        (rf"\b(?:was|were) {SOME_DAY}{A_CLOCK}(?=[, ]+(?:but |and )?(?:its |it is )?now\b)", _nothing),
        (rf"\b{_MOVED}\b[^,.;]{{0,20}}? from {SOME_DAY}{A_CLOCK}(?= (?:to|till|until|onto)\b)", _nothing),
        (rf"{_APPLIED}{SOME_DAY}", _nothing),
        (rf"{_CLOSES}{SOME_DAY}{A_CLOCK}", _nothing),
        (rf"{_LAST_ONES}{SOME_DAY}{A_CLOCK}", _nothing),
        (rf"\b(?:on |for |by )?(?:the )?\d{{1,2}}[.:]\d\d (?:{_LEAVES})\b", _nothing),
        (r"\b(?:now )?in a (?:minute|sec|second|mo|moment|bit|while)\b", _nothing),
        (r"\bdtend\S*|\bdtstamp\S*|\bcreated:\S*|\blast-modified:\S*", _nothing),
        (rf"\b{_NO}[, ]+(?:{_NO}[, ]+)*(?:{_IT_IS}\b|(?={SOME_DAY}|\d))", _taken_back),
        (rf"\b(?:or rather|i mean|i meant|{_NO}[, ]+{_NO})\b", _taken_back),
        (
            (
                r"\b(?:thats?|that is|(?:but )?its?|which is) (?:for )?(?:the|my|an)? ?"
                r"other (?:job|one|interview|place)\b"
            ),
            _only_asking_tells,
        ),
        (r"\b(?:cancell?ed|called (?:it )?off)\b", _only_asking_tells),
        (
            (
                r"\b(?:not (?:sure|certain)|unsure|i forget|(?:cant|can't|cannot|don'?t) remember)\b"
                r"(?= *(?:$|[,.;!)]|but\b|though\b|tbh\b|which (?:day|date|one)|what (?:day|date)|"
                r"if (?:its|it is)|when (?:it|its|exactly)|about (?:the )?(?:day|date)))"
            ),
            _only_asking_tells,
        ),
        (rf"\b(?:may|might|could) be (?={SOME_DAY})|\bor the (?:one|week|day) before\b", _only_asking_tells),
        (
            (
                r"\b(?:forwards?|backwards?|back|up) (?:by )?(?:\d+|an?|one|two|three|four|a couple of) "
                r"(?:days?|weeks?|hours?)\b(?! (?:to|till|until)\b)"
            ),
            _only_asking_tells,
        ),
    )
)
"""Read before anything else: each of them holds a day that the other rules would take for the answer."""
