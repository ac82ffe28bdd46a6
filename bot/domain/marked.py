"""What a person has read, ticked or told us, in words."""

from __future__ import annotations

import re

from bot.domain.facts import Facts, Mark

_TOLD = frozenset(
    {"asked-feedback", "feedback-by-phone", "no-feedback", "chased", "no-chase", "nothing-yet", "no-applying"}
)
TEXTS = frozenset(f"export.mark.{name}" for name in ("read", "tick", "ready", *_TOLD))
"""The strings that are said by name here."""
_READ = re.compile("read-[0-9]+-(.+)")


def words(facts: Facts, mark: Mark) -> str:
    """A mark as its person would say it; one that content/ has no words for, by its name."""
    language = facts.person.language
    if mark.name in _TOLD:
        return facts.library.label(f"export.mark.{mark.name}", language)
    kind, title = _titled(facts, mark.name)
    said = facts.library.label(f"export.mark.{kind}", language, {"title": title}) if kind else ""
    return said or mark.name.replace("-", " ").capitalize()


def _titled(facts: Facts, name: str) -> tuple[str, str]:
    """What it is about, and how that is called; both empty where nobody knows any longer."""
    library, language = facts.library, facts.person.language
    if read := _READ.fullmatch(name):
        try:
            return "read", library.title(read[1], language)
        except KeyError:
            return "", ""
    for checklist in library.checklists.values():
        if name == checklist.ready_mark:
            return "ready", library.label(checklist.title, language)
        for item in checklist.items:
            if name == checklist.mark(item):
                return "tick", library.label(item, language)
    return "", ""
