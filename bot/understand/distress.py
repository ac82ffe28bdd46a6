"""Whether somebody needs help before anything else is answered."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Literal

from bot.understand.phrases import Hit, Phrases, compile_phrases, compiled

__all__ = ["CALM", "Distress", "Phrases", "compile_phrases", "compiled", "level"]

NEARBY = 8  # words around an exaggeration among which work must be mentioned

Kind = Literal["self", "other", "danger", "abuse"]
Level = Literal[0, 1, 2, 3]


@dataclass(frozen=True)
class Distress:
    """0 nothing, 1 low mood, 2 unclear, 3 crisis. `rule`: the file and line that told, for the log."""

    level: Level
    rule: str | None = None
    kind: Kind | None = None


CALM = Distress(0)

_KINDS: dict[str, Kind] = {
    "crisis-self.txt": "self",
    "crisis-other.txt": "other",
    "crisis-danger.txt": "danger",
    "crisis-abuse.txt": "abuse",
}
_HARMLESS = frozenset({"idioms.txt", "everyday.txt"})
_CRISIS_ORDER = ("crisis-self.txt", "crisis-other.txt", "crisis-abuse.txt", "crisis-danger.txt")


def level(text: str, phrases: Phrases) -> Distress:
    """The gravest thing that `text` says, anywhere in it. Danger to oneself outweighs every idiom."""
    words = phrases.words(text)
    hits = phrases.found(words)
    if not hits:
        return CALM
    over: dict[int, list[Hit]] = defaultdict(list)  # what outweighs, under each word that it spans
    for hit in hits:
        if _outweighs(hit, words, phrases):
            for place in range(hit.start, hit.end):
                over[place].append(hit)
    standing = [hit for hit in hits if not any(_covers(other, hit) for other in over.get(hit.end - 1, ()))]
    for file in _CRISIS_ORDER:
        if told := [hit for hit in standing if hit.file == file]:
            return Distress(3, told[0].rule, _KINDS[file])
    for file, grade in (("unclear.txt", 2), ("low-mood.txt", 1)):
        if told := [hit for hit in standing if hit.file == file]:
            return Distress(2 if grade == 2 else 1, told[0].rule, "self")
    return CALM


def _outweighs(hit: Hit, words: list[str], phrases: Phrases) -> bool:
    if hit.file == "idioms.txt":
        return not phrases.work.isdisjoint(words[max(0, hit.start - NEARBY) : hit.end + NEARBY])
    return hit.file != "low-mood.txt"


def _covers(other: Hit, hit: Hit) -> bool:
    """Whether `other` says more precisely what `hit` seems to say."""
    if other.file == "everyday.txt" and hit.file not in {"crisis-self.txt", *_HARMLESS}:
        return other.start + 2 <= hit.end <= other.end  # "beat me to" reaches on from "she beat me"
    if other is hit or not (other.start <= hit.start and hit.end <= other.end):
        return False
    longer = other.end - other.start > hit.end - hit.start
    if other.file in _HARMLESS:
        return hit.file not in {"low-mood.txt", *_HARMLESS}
    if other.file == "unclear.txt":
        return longer and _KINDS.get(hit.file) is not None
    return hit.file == "crisis-self.txt" and other.file != "crisis-self.txt"
