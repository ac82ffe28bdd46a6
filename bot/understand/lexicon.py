"""English words for days, months and numbers, and how people misspell them."""

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)

SATURDAY = WEEKDAYS.index("saturday")

_SAID_OTHERWISE = {
    "monday": "mon mond mndy monady mnoday mondy munday",
    "tuesday": "tue tues tuesdy teus tuesd tusday teusday tuseday chewsday tueday tewsday toosday",
    "wednesday": (
        "wed weds wedn wedns wendsday wednes wensday wednsday wedensday "
        "wendesday wednessday weddnesday wenesday wenesdy wensdy wednsdy wendsdy wedsday wednseday wesnesday "
        "wednesay"
    ),
    "thursday": (
        "thu thur thrs thurdsay thurs thrus thursd thirsday thurday thersday thusday thursdy thrsday thersdy"
    ),
    "friday": "fri frid fridy frieday fridee friyay firday fryday frday",
    "saturday": "satur satday satderday saterday satarday satday satruday saturdy",
    "sunday": "sund sunady",
    "january": "jan janurary janury",
    "february": "feb febuary feburary febury febr",
    "march": "mar mrch",
    "april": "apr aprl",
    "june": "jun",
    "july": "jul",
    "august": "aug augst",
    "september": "sep sept setember septemeber",
    "october": "oct ocober octomber",
    "november": "nov novemeber",
    "december": "dec decemeber desember",
    "today": "2day 2dy tday todya todai",
    "tonight": "2nite 2night tonite tonigt",
    "tomorrow": (
        "tmrw tmr tmw tmrow tmorrow tmoro tomo tomoz tomoro tomorow tommorow tommorrow "
        "tomorro tommoro 2moro "
        "2morrow 2mrw 2moz morrow tmoz tmz tmrrw tomrw tomrow tmoro tomorra tomora tmora 2mora 2mro 2mrow "
        "2mos tomos tomorror tommrow tommorow tomorrrow morra"
    ),
    "yesterday": "yday yest yesturday yesterda ystday ystrday yesterdy",
    "morning": "mornin mornign morn",
    "afternoon": "arvo avo aft afternoom aftrnoon",
    "evening": "eve evenin",
    "week": "wk wek",
    "weeks": "wks weks",
    "month": "mth mnth",
    "months": "mths mnths",
    "hours": "hrs hr",
    "minutes": "mins min minuets",
    "fortnight": "fortnite fortnigt 4tnight",
    "quarter": "qtr quater quartre",
    "midday": "mid-day",
    "the": "teh",
    "next": "nxt nex",
    "past": "parst",
    "half": "hlaf haf harf hafl",
    "christmas": "xmas chrimbo crimbo",
    "to": "tae",
    "was": "wis wur wuz",
    "working": "workin",
    "till": "til",
    "two": "tow",
    "eight": "eigth",
    "twelfth": "twelth",
}
PROPER = {odd: word for word, odds in _SAID_OTHERWISE.items() for odd in odds.split()}

_NEARLY = (*WEEKDAYS, *(name for name in MONTHS if len(name) > 5), "tomorrow", "yesterday", "fortnight")
_NOT_NEARLY = frozenset(
    {"sundry", "sundays", "mondays", "fridays", "tuesdays", "thursdays", "saturdays", "wednesdays"}
)


def listed(words: str) -> tuple[str, ...]:
    """The words of a list that is written as one text."""
    return tuple(words.split())


_UNITS = listed(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
)
_ORDINALS = listed(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
    "thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)

NUMBERS = {word: value for value, word in enumerate(_UNITS, 1)} | {
    "seventeen": 17,
    "eighteen": 18,
    "nineteen": 19,
    "twenty": 20,
    "thirty": 30,
    "a": 1,
    "an": 1,
    "couple": 2,
    "a couple": 2,
}
ORDINALS = {word: value for value, word in enumerate(_ORDINALS, 1)}
ORDINALS |= {f"twenty {word}": 20 + value for word, value in tuple(ORDINALS.items())[:9]}
ORDINALS |= {"thirtieth": 30, "thirty first": 31}

HOUR_WORDS = _UNITS[:12]


WEEKDAY = "|".join(WEEKDAYS)
MONTH = "|".join(MONTHS)
ORDINAL_WORD = "|".join(sorted(ORDINALS, key=len, reverse=True)).replace(" ", "[ -]")
HOUR_WORD = "|".join(sorted(HOUR_WORDS, key=len, reverse=True))
COUNT = r"\d{1,5}|" + "|".join(sorted(NUMBERS, key=len, reverse=True))
A_DAY = (
    rf"(?:(?:next |this |last |this coming )?(?:{WEEKDAY})|today|tomorrow|yesterday|the \d|"
    rf"\d{{1,2}}(?:st|nd|rd|th|/\d| ?(?:{MONTH})))"
)
"""How a day begins that other words speak of: "a week on" Friday."""
_NUMBERED = rf"(?:the )?\d{{1,2}}(?:st|nd|rd|th)(?: (?:of )?(?:{MONTH}))?|\d{{1,2}} (?:{MONTH})"
SOME_DAY = (
    r"(?:(?:on|at|for|by|in|is|the|this|next|last|coming) )*"
    rf"(?:(?:{WEEKDAY})(?:,? (?:{_NUMBERED}))?|{_NUMBERED}|(?:{MONTH}) \d{{1,2}}(?:st|nd|rd|th)?|"
    r"today|tonight|tomorrow|yesterday|\d{1,2}/\d{1,2}(?:/\d{2,4})?)\b"
)
"""A whole day, as it stands in words."""
A_CLOCK = r"(?:,? (?:at |@ ?)?\d{1,2}(?:[:.]\d\d)?(?: ?[ap]m)?\b(?![/.:]\d|st|nd|rd|th))?"
"""The time that may stand behind it."""


def count(words: str) -> int:
    """The number that digits or a number word stand for."""
    return int(words) if words.isdecimal() else NUMBERS[words]


def proper(word: str) -> str:
    """The word as the rules expect it: spelt out and spelt right. Unknown words stay as they are."""
    if word in PROPER:
        return PROPER[word]
    if len(word) < 6 or word in _NOT_NEARLY:
        return word
    return next((name for name in _NEARLY if _is_one_slip_from(word, name)), word)


def _is_one_slip_from(word: str, name: str) -> bool:
    """One letter missing, added or wrong, or two neighbours swapped."""
    if word[0] != name[0] or abs(len(word) - len(name)) > 1 or word == name:
        return False
    same = 0
    while same < min(len(word), len(name)) and word[same] == name[same]:
        same += 1
    rest, wanted = word[same:], name[same:]
    return rest[1:] == wanted[1:] or rest[1:] == wanted or rest == wanted[1:] or _is_swap(rest, wanted)


def _is_swap(rest: str, wanted: str) -> bool:
    return len(rest) > 1 and rest[:2] == wanted[1::-1] and rest[2:] == wanted[2:]
