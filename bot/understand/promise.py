"""The day by which an employer will decide, told by itself: «I rang them and they said Monday»."""

import re
from collections.abc import Container
from datetime import date, datetime

from bot.understand import interview
from bot.understand.dates import Unclear, When

_OPENING = re.compile(
    r"^\W*(?:(?:sorry|no|ok|okay|well|oh|hi|hiya|hello|so|and|but|actually|update|news|just|now)\W+)+",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"^\W*(?:(?:i|we|ive|i.ve|have|just|only|today|finally|then)\W+)*"
    r"(?:rang|called|phoned|e-?mailed|messaged|texted|spoken?|chased|asked|heard|had an?|got an?)\b"
    r"[^.;]{0,60}?\b(?=(?:they|she|he|the \w+ (?:said|says?|told))\b)",
    re.IGNORECASE,
)
"""«I rang them and» tells whom they asked, and is no employer's name."""
_SOMEBODY = re.compile(
    r"^\W*(?:the |my |a )?(?:manager|lady|woman|man|guy|bloke|recruiter|agency|receptionist|hr)\W+"
    r"(?:(?:has|have) )?(?:told me|said|says|reckons?|told us)\b(?: that)?",
    re.IGNORECASE,
)

_WHAT = r"(?:decision|answer|outcome|results?|announcement)"
_DELAYED = r"(?:pushed|moved|put|delayed|postponed|changed)"
_PUT_OFF = re.compile(
    rf"^\W*(?:they\W+(?:\w+\W+)?{_DELAYED}\b[^.;]{{0,15}}?\b{_WHAT}|"
    rf"(?:the |their )?{_WHAT}\b[^.;]{{0,20}}?\b{_DELAYED})\b"
    r"[^.;]{0,15}?\b(?:to|until|till|by)\b",
    re.IGNORECASE,
)
"""«They have pushed the decision back to» is a promise like the first."""


def told(words: str, at: datetime, zone: str, holidays: Container[date]) -> When | Unclear | None:
    """The local day of the promise. None: the words tell none, or a job beside it. `at`: aware."""
    found = interview.read(_plainly(words), at, zone, holidays=holidays)
    return None if found.role or found.employer or found.when else found.decision


def _plainly(words: str) -> str:
    """The promise without whom they asked, who said it and that it is not the first one."""
    plain = _LEAD.sub("", _OPENING.sub("", words))
    return _SOMEBODY.sub("they said ", _PUT_OFF.sub("they'll decide on", plain))
