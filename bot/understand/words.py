"""What a person typed, made safe to keep and to show."""

import re
import unicodedata

import phonenumbers

BIDI = dict.fromkeys([0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
INVISIBLE = frozenset(
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u200c\u200d\u2060\u2800\u3164\ufeff\uffa0"
)
FOR_EXAMPLES = re.compile(r"\+447700900\d{3}")
"""Set aside for films and examples, ours among them; whoever tries one out is not told that it is wrong."""
MARKS_IN_A_ROW = 4  # the most that any living script stacks on one letter


def clean(text: str, limit: int) -> str:
    """The text in NFC without what could harm a database, a reader or a card; at most `limit` characters.

    Lone surrogates become U+FFFD. Text that shows nothing becomes the empty string.
    """
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    safe = "".join(char for char in whole.translate(BIDI) if not _is_control(char))
    tidy = _without_piled_marks(unicodedata.normalize("NFC", safe)).strip()
    if all(char in INVISIBLE or char.isspace() or unicodedata.combining(char) for char in tidy):
        return ""
    return tidy[:limit].rstrip()


def phone(text: str, region: str) -> str | None:
    """The telephone number in E.164, read as somebody in `region` (such as "GB") would dial it.

    None: this is not one complete number that can be rung, or it needs an extension.
    """
    digits = unicodedata.normalize("NFKC", text).strip()
    if not 5 <= len(digits) <= 40 or any(char.isalpha() for char in digits):
        return None
    try:
        number = phonenumbers.parse(digits, region)
    except phonenumbers.NumberParseException:
        return None
    written = str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
    return written if phonenumbers.is_valid_number(number) or FOR_EXAMPLES.fullmatch(written) else None


def _is_control(char: str) -> bool:
    return unicodedata.category(char) == "Cc" and char not in "\n\t"


def _without_piled_marks(text: str) -> str:
    kept: list[str] = []
    row = 0
    for char in text:
        row = row + 1 if unicodedata.category(char) in {"Mn", "Me"} else 0
        if row <= MARKS_IN_A_ROW:
            kept.append(char)
    return "".join(kept)
