"""What a sentence tells of an offer: the first day at work, or the day by which an answer is wanted."""

import re

_START = re.compile(
    r"\b(?:i|we)(?:['’]?ll| will| am|['’]?m| should)?(?: due to| going to| to)?"
    r" (?:start(?:ing|ed)?|begin(?:ning)?|began)\b"
    r"|\b(?:start(?:ing)? (?:date|day)|first day)\b",
    re.IGNORECASE,
)
_REPLY_BY = re.compile(
    r"\b(?:(?:they|he|she|the employer) (?:want|need)s? (?:an|my|the) (?:answer|reply|decision)"
    r"|(?:answer|reply|respond|decide|get back to them|let them know)(?: to them| them)? (?:by|before)"
    r"|i(?:['’]?ve| have)(?: got)? (?:until|till))\b",
    re.IGNORECASE,
)
_ASKS = re.compile(r"\?|\b(?:when|what|how|if|should|can|could)\b", re.IGNORECASE)
_LONGEST = 160


def tells_day(words: str) -> str:
    """Which day of an offer the words tell: «start» or «reply-by»; empty: neither. The day is not read."""
    if len(words) > _LONGEST or _ASKS.search(words):
        return ""
    if _REPLY_BY.search(words):
        return "reply-by"
    return "start" if _START.search(words) else ""
