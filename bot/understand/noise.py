"""Numbers that are no dates: pay, rooms, telephone numbers, addresses, lengths, counts."""

import re

from bot.understand.lexicon import COUNT, MONTH, WEEKDAY
from bot.understand.moments import Noise, Pieces

_PLACES = (
    "room|rm|floor|level|lvl|unit|suite|flat|gate|door|building|block|bay|platform|desk|"
    "zone|terminal|junction|jct|"
    "bus|route|channel|studio|number|no|ref|reference|job|vacancy|id|code|pin|passcode|"
    "extension|ext|band|grade|tier|"
    "year|key stage|ks|stage|round|part|phase|step|interview|class|category|section|page|"
    "question|q|version|windows"
)
_COUNTED = (
    "people|persons|interviewers?|panel|candidates?|others?|questions?|rounds?|stages?|"
    "interviews?|jobs?|roles?|vacanc(?:y|ies)|"
    "applications?|positions?|years?|yrs?|times?|miles?|km|percent|fte|ways?|parts?|"
    "tests?|tasks?|references?|"
    r"stars?|points?|gcses?|a levels?|kids|children|managers?|shifts?|x(?= ?\d)"
)
_ROADS = (
    "street|st|road|rd|avenue|ave|lane|ln|close|drive|way|court|place|square|terrace|"
    "crescent|gardens?|hill|park|row|"
    "house|parade|quay|wharf|mews|walk|grove|green|market|broadway"
)
_ORD = r"(?:st|nd|rd|th)"
_FESTIVE = r"(?:the )?(?:christmas|easter|new years?|half term|bank holiday|holidays)"

_PATTERNS = (
    r"https?://\S+|www\.\S+|\S{1,64}@\S{1,64}\.\w+|\b\w{1,64}\.(?:com|co\.uk|org|net|io)\S*",
    r"\+\d[\d ()-]{7,}\d|\b0\d{2,4}[ -]?\d{3}[\d ]{3,8}\b|\b\d{7,}\b",
    (
        r"[£$€] ?\d[\d,.]*(?: ?k)?(?: ?(?:-|to) ?[£$€]? ?\d[\d,.]*(?: ?k)?)?(?: ?(?:an|a|per|"
        r"/|p) ?(?:hour|hr|h|day|week|month|year|annum|a)\b)?"
    ),
    (
        r"\b\d[\d,.]* ?(?:k\b|%|grand\b|quid\b|pounds?\b|p(?:/| ?)h\b|(?:an|per) (?:hours|"
        r"hour|hr|day|week|month|year|annum))|\b\d[\d,.]*/(?:h|hr|hour|hours|yr)\b"
    ),
    r"\b(?:room|rm) \d{1,2}\.\d{1,3}\b(?! ?[ap]\.?m\b)|\bflat \d{1,3}/\d{1,2}\b",
    rf"\b(?:{WEEKDAY})-(?!(?:{WEEKDAY}|{MONTH}|at|the|am|pm|morning|afternoon|evening|week|next)\b)[a-z]{{2,}}\b",
    rf"\b(?:{_PLACES}) ?#?\d{{1,6}}[a-z]?\b(?! ?(?:of )?(?:{MONTH})\b|[/.:]\d| ?[ap]\.?m\b)|#\d+",
    (
        rf"\b\d{{1,4}}{_ORD} (?:interview|round|stage|floor|year|time|attempt|one|choice|job|"
        r"person|place|test|phase|line|meeting|chat|call)\b"
    ),
    (
        r"\b(?:first|second|third|fourth|fifth|final) (?:interview|round|stage|floor|year|"
        r"time|attempt|one|choice|job|person|place|test|phase|line|"
        r"meeting|chat|call|thing|in person|telephone|phone|video|face)\b"
    ),
    rf"\b\d{{1,4}}[a-z]? (?:[a-z]+ ){{1,2}}(?:{_ROADS})\b",
    r"\b[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}\b",
    rf"\b(?:\d{{1,4}}) ?(?:{_COUNTED})\b",
    r"\b1[ -](?:2|to)[ -]1\b|\b1[:/]1\b|\b121\b|\b24/7\b|\b9 ?(?:-|to) ?5 (?:job|hours|office)\b",
    (
        rf"\b(?:for|lasts?|lasted|took|takes?) (?:about |around )?(?:{COUNT}|half "
        r"an)(?:[.,]\d+)?(?: and a half)? ?(?:hours?|h\b|minutes?|days?|weeks?|months?)"
    ),
    (
        rf"(?<!in )(?<!in a )(?<!within )\b(?:{COUNT}|half an)(?:[.,]\d+)?[ -]?(?:hours?|"
        r"minutes?)[ -](?:long|interview|test|task|video|call|chat|slot|assessment|"
        r"presentation|meeting|session|shift|contract)\b"
    ),
    r"\b\d+(?:\.\d+)? ?(?:hours|days) (?:a|per|/) ?week\b",
    rf"\b(?:{COUNT})[ -](?:days?|weeks?|months?)'? notice\b",
    r"\baged? \d+\b|\b\d+ years old\b|\b\d+\.\d+\.\d+\.\d+\b|\b\d{1,2} out of \d{1,3}\b",
    (
        r"\b(?:like|an?|solid|felt|feels|(?:rated?|scored?|gave|give|giving|marked)"
        r"(?: (?:it|us|them|me|myself|him|her|you))?) (?:an? |about )?"
        r"(?:\d|10)(?:\.\d)?/(?:5|10)\b(?!/)"
    ),
    (
        r"\b(?:night|evening|morning|afternoon|midday|weekend|saturday|sunday) (?:porter|shifts?|"
        r"supervisors?|workers?|nurse|manager|cleaner|carer?|"
        r"support|staff|assistant|receptionist|operative|crew|warehouse|driver|auditor|duty|"
        r"security|team|job|role|person|boy|girl|stocker|stacker|picker|packer|filler|receptionists?|chef|baker|officer|warden)\b"
    ),
    r"\b(?:\d|10)/10 (?:would|id|i'd|for (?:effort|that|them)|if|easy|easily|tbh|really|no)\b",
    r"\b(?:band|grade|tier|level) \d{1,2}/\d{1,2}\b|\bnumber \d{1,3} (?:bus|tram)\b",
    rf"\b(?:the )?\d{{1,3}}(?:{_ORD})? (?:out )?of (?:the )?\d{{1,3}}\b",
    rf"\b(?:came|come|finished|placed|ranked|scored) (?:joint )?\d{{1,3}}{_ORD}\b",
    r"\b[4-9]\d ?/ ?\d{1,3}\b(?! ?/)",  # odds and shares: 50/50, 60/40
    r"\bgood (?:morning|afternoon|evening|day|night)\b(?! (?:for|to))",
    (
        rf"\b(?:happy|merry|good|lovely|nice|great) {_FESTIVE}\b|\bnew year,? new \w+|"
        rf"\b(?:shuts?|closes?|closed|finish|finishes|breaks? up|off|home|back|away) for {_FESTIVE}\b"
    ),
    rf"\b(?:before|over|for) {_FESTIVE},? (?:on )?(?:the )?(?=\d{{1,2}}{_ORD})",
    rf"(?:(?<=\d{_ORD} )|(?<=\d{_ORD}, ))(?:(?:just|right) )?before {_FESTIVE}\b",
    r"\b(?:cos|coz|cuz|because|since|with)\b[^,.;]{0,25}?\b(?:bank|public) holiday\b(?: monday)?",
    r"\bon (?:a|the) (?:bank|public) holiday(?: weekend)?\b",
    r"\b(?:one|two|three|both|either) of (?:them|the|my|us|those)\b|\bno one\b",
)


def _nothing(_: re.Match[str], __: object) -> Pieces:
    return (Noise(),)


RULES = tuple((re.compile(pattern), _nothing) for pattern in _PATTERNS)
