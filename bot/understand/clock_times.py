"""Times of day as people say them: half six, 2.30, 14h30, ten to two, noon."""

import re
from datetime import time

from bot.understand.lexicon import HOUR_WORD, NUMBERS
from bot.understand.moments import Clock, Context, Frame, Half, Part, Pieces, Reader, Trouble

INVALID: Pieces = (Trouble("invalid"),)
NOON: Pieces = (Clock(((12, 0, "24"),)),)


def with_minutes(match: re.Match[str], _: object) -> Pieces | None:
    """2:30, 14h30, 2.30pm, 09:00."""
    hour, minute, second = int(match["hour"]), int(match["minute"]), int(match["second"] or 0)
    if hour > 23 or minute > 59 or second > 59:
        return INVALID
    half = _half(match["half"])
    if half != "?":
        return _with_half(hour, minute, half)
    return (Clock(((hour, minute, "24" if match["hour"].startswith("0") or hour > 12 else "?"),)),)


def dotted(match: re.Match[str], _: object) -> Pieces | None:
    """2.30 and 15.30; 3.12 could be a date too, and 37.99 is neither."""
    hour, minute = int(match["hour"]), int(match["minute"])
    if hour > 23 or minute > 59:
        return INVALID if match["at"] else None
    if minute % 5 and not match["at"]:
        return None
    return (Clock(((hour, minute, "24" if match["hour"].startswith("0") or hour > 12 else "?"),)),)


def with_half(match: re.Match[str], _: object) -> Pieces:
    """2pm, 230pm, three p.m."""
    hour = _hour(match["hour"])
    return _with_half(hour, int(match["minute"] or 0), _half(match["half"]))


def military(match: re.Match[str], _: object) -> Pieces:
    """1430hrs."""
    hour, minute = int(match["hour"]), int(match["minute"])
    return (Clock(((hour, minute, "24"),)),) if hour < 24 and minute < 60 else INVALID


def four_digits(match: re.Match[str], _: object) -> Pieces:
    """1430, where a time stands."""
    return (Clock(((int(match["hour"]), int(match["minute"]), "24"),), "number"),)


def full_hour(match: re.Match[str], _: object) -> Pieces:
    """2 o'clock, 19h, three o'clock in the words of a clock."""
    hour = _hour(match["hour"])
    if hour > 23:
        return INVALID
    return (Clock(((hour, 0, _said_as_24(match["hour"])),)),)


def half_past(match: re.Match[str], _: object) -> Pieces | None:
    """Half six is 6:30."""
    return _beside(_hour(match["hour"]), 30, match["half"])


def past_or_to(match: re.Match[str], _: object) -> Pieces | None:
    """Quarter past two, ten to three. Bare digits as in "10 to 2" could be a range as well."""
    amount, hour = match["amount"], _hour(match["hour"])
    minute = 15 if amount == "quarter" else int(amount) if amount.isdecimal() else _words_number(amount)
    if minute > 59 or not 1 <= hour <= 12:
        return None
    if match["side"] in {"past", "after"}:
        return _beside(hour, minute, match["half"])
    if amount.isdecimal() and minute <= 12 and match["side"] == "to" and not match["unit"]:
        return None
    earlier = (hour - 2) % 12 + 1
    half = match["half"]
    if half is None:
        return (
            Clock(((earlier, 60 - minute, "?"),))
            if 7 not in {hour, earlier}
            else _either(earlier, 60 - minute),
        )
    return _beside(
        earlier,
        60 - minute,
        ("pm" if half.startswith("a") else "am") if earlier == 11 and hour == 12 else half,
    )


def spoken(match: re.Match[str], _: object) -> Pieces | None:
    """Two thirty, nine fifteen."""
    return _beside(_hour(match["hour"]), _words_number(match["minute"].replace("-", " ")), match["half"])


def midnight(_: re.Match[str], frame: Frame) -> Pieces:
    """The moment the named day begins, or the one it ends; a promise means the end of the day."""
    if frame.context is Context.DECISION:
        return (Part("night"),)
    return (Clock(((0, 0, "24"),)), Trouble("ambiguous"))


def spaced(match: re.Match[str], _: object) -> Pieces:
    """9 30, where a time stands."""
    return (Clock(((int(match["hour"]), int(match["minute"]), "?"),), "number"),)


def part(match: re.Match[str], _: object) -> Pieces:
    """Morning, afternoon, evening, night."""
    name = match["part"]
    if name in {"morning", "am"}:
        return (Part("morning"),)
    if name in {"afternoon", "pm"}:
        return (Part("afternoon"),)
    return (Part("evening" if name == "evening" else "night"),)


def several(match: re.Match[str], _: object) -> Pieces | None:
    """2-3pm, 14:00-15:00, 10 or 11: ask which, or when it starts. A slot, as 14:00-14:45, has a start."""
    first, second = _reading(match["one"]), _reading(match["two"])
    if first is None or second is None or (23 < first[0] < 32 and "-" in match.group()):
        return None
    if re.fullmatch(r"\d{1,2}-(?:30|45)", match.group()):
        return (Clock(((first[0], second[0], first[2]),), "number"),) if first[0] < 24 else INVALID
    if first[0] > 23 or second[0] > 23 or first[1] > 59 or second[1] > 59:
        return INVALID
    if first[2] == "?" and second[2] in {"am", "pm"} and first[0] <= 12:
        first = (first[0], first[1], _half_before(first, second))
    minutes = (second[0] - first[0]) % 12 * 60 + second[1] - first[1]
    if not match["lead"] and _SLOT.search(match.group()) and 0 < minutes < 60:
        return (Clock((first,)),)
    certain = match["lead"] or {first[2], second[2]} & {"am", "pm"} or re.search(r"[:.]", match.group())
    return (Clock((first, second), "strong" if certain else "number"),)


def bare(match: re.Match[str], _: object) -> Pieces | None:
    """A lone hour, where a time stands."""
    hour = _hour(match["hour"])
    return (Clock(((hour, 0, _said_as_24(match["hour"])),), "number"),) if hour <= 31 else None


def times(reading: tuple[int, int, Half], half_of_day: str | None) -> tuple[time, ...]:
    """The times that a reading allows, given the part of the day if that was said. Empty: they contradict."""
    hour, minute, half = reading
    if half == "24" and (hour > 12 or hour == 0):
        allowed: tuple[time, ...] = (time(hour, minute),)
    elif half in {"am", "pm"}:
        allowed = (time(hour % 12 + (12 if half == "pm" else 0), minute),)
    elif half_of_day:
        return (time(_by_part(hour, half_of_day), minute),)
    elif half == "24":
        allowed = (time(hour, minute),)
    else:
        allowed = tuple(time(hour_of_day, minute) for hour_of_day in _usual(hour))
    return tuple(clock for clock in allowed if half_of_day is None or _fits(clock, half_of_day))


def _usual(hour: int) -> tuple[int, ...]:
    if hour == 7:
        return (7, 19)
    return (hour + 12 if 1 <= hour <= 6 else hour,)


def _by_part(hour: int, part_name: str) -> int:
    if part_name == "morning":
        return hour % 12 if hour < 12 else 12
    if part_name == "night" and hour in {12, 1, 2, 3, 4}:
        return hour % 12
    return hour % 12 + 12


def _fits(clock: time, part_name: str) -> bool:
    edges = {"morning": (0, 13), "afternoon": (12, 19), "evening": (16, 24), "night": (0, 24)}
    start, end = edges[part_name]
    return start <= clock.hour < end


def _either(hour: int, minute: int) -> Clock:
    return Clock(((hour, minute, "am"), (hour, minute, "pm")))


def _beside(hour: int, minute: int, half: str | None) -> Pieces | None:
    if not 1 <= hour <= 12:
        return None
    return _with_half(hour, minute, _half(half)) if half else (Clock(((hour, minute, "?"),)),)


def _with_half(hour: int, minute: int, half: Half) -> Pieces:
    if minute > 59 or hour > 23 or (hour == 0 and half == "pm"):
        return INVALID
    if hour > 12:
        return (Clock(((hour, minute, "24"),)),) if half == "pm" else INVALID
    if hour == 12 and minute == 0 and half == "am":
        return (Clock(((0, 0, "24"), (12, 0, "24"))),)  # people type it for noon as often as for midnight
    return (Clock(((hour, minute, half),)),)


def _half_before(first: tuple[int, int, Half], second: tuple[int, int, Half]) -> Half:
    """11-1pm starts in the morning; 12-1pm and 2-3pm in the afternoon."""
    if second[2] == "pm" and first[0] != 12 and (second[0] == 12 or first[0] > second[0]):
        return "am"
    return second[2]


def _reading(words: str) -> tuple[int, int, Half] | None:
    found = re.fullmatch(
        rf"(?P<hour>\d{{1,2}}|{HOUR_WORD})(?:[:.h](?P<minute>\d\d))? ?(?P<half>{_AMPM})?", words
    )
    if found is None:
        return None
    half = _half(found["half"])
    hour = _hour(found["hour"])
    said: Half = half if half != "?" else _said_as_24(found["hour"])
    return (hour, int(found["minute"] or 0), said)


def _half(words: str | None) -> Half:
    if not words:
        return "?"
    return "am" if words.startswith("a") else "pm"


def _said_as_24(hour: str) -> Half:
    return "24" if hour.startswith("0") or _hour(hour) > 12 else "?"


def _hour(words: str) -> int:
    return int(words) if words.isdecimal() else NUMBERS[words]


def _words_number(words: str) -> int:
    return sum(NUMBERS.get(word, 40 if word == "forty" else 50) for word in words.split())


_SLOT = re.compile(r"\d.*(?:-|to|until|till|til) ?\d{1,2}[.:]\d\d")
_AMPM = r"[ap]\.? ?m\b\.?"
_HALF = rf"(?: ?(?P<half>{_AMPM}))?"
_HOUR = rf"(?P<hour>\d{{1,2}}|{HOUR_WORD})"
_ANY = rf"(?:\d{{1,2}}(?:[:.h]\d\d)?|{HOUR_WORD})(?: ?{_AMPM})?"
_AT = r"(?P<lead>\b(?:between|from|either) )?"
_MINUTES = (
    r"(?:oh )?(?P<minute>twenty[ -]five|thirty[ -]five|forty[ -]five|fifty[ -]five|"
    r"fifteen|thirty|forty|fifty|twenty|ten|five)"
)

RULES: tuple[tuple[re.Pattern[str], Reader], ...] = tuple(
    (re.compile(pattern), reader)
    for pattern, reader in (
        (
            (
                r"(?<!from )\b(?:a )?(?P<amount>quarter|twenty[ -]five|twenty|ten|five|"
                rf"\d{{1,2}})(?P<unit> minutes?)? (?P<side>past|to|before|after) {_HOUR}\b{_HALF}"
            ),
            past_or_to,
        ),
        (
            (
                rf"{_AT}\b(?P<one>{_ANY}) ?(?:-|/|to|until|till|til|and|or) ?(?P<two>{_ANY})(?![\w:/]|"
                r"\.\d|-\d| (?:days|weeks|months|minutes|hours|past|to)\b)"
            ),
            several,
        ),
        (
            r"\b(?P<hour>\d{1,2})[:h](?P<minute>\d{2})(?::(?P<second>\d{2}))?" + _HALF + r"(?![\d:])",
            with_minutes,
        ),
        (rf"\b(?P<hour>\d{{1,2}})[.;](?P<minute>\d{{2}})(?P<second>)? ?(?P<half>{_AMPM})", with_minutes),
        (
            (
                r"(?P<at>\b(?:at|around|about|from) )?\b(?P<hour>\d{1,2})\.(?P<minute>\d{2})"
                r"(?!\d|\.\d|%| ?[ap]\.? ?m\b)"
            ),
            dotted,
        ),
        (rf"\b(?P<hour>\d{{1,2}})(?P<minute>\d{{2}})? ?(?P<half>{_AMPM})", with_half),
        (rf"\b(?P<hour>{HOUR_WORD})(?P<minute>) (?P<half>{_AMPM})", with_half),
        (r"\b(?P<hour>\d{2}):?(?P<minute>\d{2}) ?(?:hours|h)\b", military),
        (rf"\bhalf(?:[ -]past)?[ -]{_HOUR}\b{_HALF}", half_past),
        (rf"\b{_HOUR} ?o ?'?clock\b{_HALF}", full_hour),
        (r"\b(?P<hour>\d{1,2}) ?h\b", full_hour),
        (r"(?<=\bat )(?P<hour>\d{1,2}) hours?\b(?! (?:long|later|a|per|before|after)\b)", full_hour),
        (rf"\b(?P<hour>{HOUR_WORD})[ -]{_MINUTES}\b{_HALF}", spoken),
        (r"\b(?:12|twelve)? ?(?:noon|mid ?-?day)\b", lambda *_: NOON),
        (r"\b(?:12|twelve)? ?midnight\b", midnight),
        (
            (
                r"\b(?:first thing )?(?:in the |at )?"
                r"(?P<part>morning|afternoon|evening|night|(?<!i )(?<![,;.] )am(?! i\b)|pm)\b"
            ),
            part,
        ),
        (r"\b(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)\b(?![:./-]\d)", four_digits),
        (
            (
                r"\b(?P<hour>1[0-2]|0?[1-9]) (?P<minute>00|15|30|45)\b"
                r"(?![:./-]\d| ?(?:[ap]\.? ?m|hours|minutes?|days?|weeks?|people|questions?)\b)"
            ),
            spaced,
        ),
        (rf"\b{_HOUR}(?:ish)?\b(?![:./]\d|-\d| (?:days|weeks|months|minutes|hours)\b)", bare),
    )
)
