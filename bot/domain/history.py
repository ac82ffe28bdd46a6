"""What became of a person's nudges, sorted for the planner."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, datetime, timedelta

from bot.domain.calendar import local
from bot.domain.facts import Facts
from bot.domain.nudge import Fate, Key, Snooze, Told

ANSWER = timedelta(days=3)
"""A nudge without any reaction for so long counts as ignored."""
RESTS_AFTER = 3
"""So many ignored in a row, whatever they were about: nothing more is planned until the person is back."""


class History:
    """The told of one person, by key and by step."""

    def __init__(self, facts: Facts) -> None:
        self.rows = {told.key: told for told in facts.told}
        self._facts = facts
        self._ended: dict[str, list[tuple[int, Told]]] = defaultdict(list)
        self._later: dict[str, list[Told]] = defaultdict(list)
        """Apart from the others: what was put off moves nothing of the schedule."""
        for told in facts.told:
            if told.fate.ended and not told.fate.may_return:
                key = Key(told.key)
                if key.times:
                    self._later[key.step].append(told)
                else:
                    self._ended[key.step].append((key.number, told))
        self._unanswered = {told.key: told.at for told in facts.told if told.at and self._unseen(told)}
        ignored = [k for k, at in self._unanswered.items() if facts.now - at >= ANSWER and self._counts(k)]
        self._ignored = Counter(_whole(key) for key in ignored)
        self._silent = sum(self._asks(key) for key in ignored)
        self.resting = any(step.rests for key in self._unanswered if (step := self._facts.library.step(key)))
        """Whether the last word was ours, and said that we would be silent now."""

    def waiting(self, key: str) -> Told | None:
        """A nudge that has not ended. None: it has, or was never planned."""
        told = self.rows.get(key)
        return None if told is None or told.fate.ended else told

    def last(self, step: str) -> int:
        """The highest number of a step that has ended; 0: none."""
        return max((number for number, _ in self._ended.get(step, ())), default=0)

    def spent(self, step: str) -> list[datetime]:
        """When each nudge of a step came or would have come, in order. What a block kept away is none."""
        return sorted(map(ended_at, self._tried(step)))

    def took_place(self, step: str) -> list[datetime]:
        """The same for what comes after it: what was skipped, or put off, took place when it was due."""
        return [told.due if told.fate is Fate.SKIPPED else ended_at(told) for told in self._tried(step)]

    def passed(self, step: str, since: datetime | None) -> int:
        """How many of a step were left out as too late, before others that came since a moment, or ever."""
        ended = self._ended.get(step, ())
        before = max((nr for nr, told in ended if since is not None and ended_at(told) < since), default=0)
        there = {number for number, _ in ended if number > before}
        return max(there, default=before) - before - len(there)

    def sent(self, step: str) -> datetime | None:
        """When a step last came, or would have come. None: it has not, or is still to come, put off."""
        if any(Key(snooze.key).step == step and self._awaited(snooze) for snooze in self._facts.snoozes):
            return None
        came = (ended_at(told) for told in self._later.get(step, ()) if told.fate is not Fate.UNREACHABLE)
        return max((*self.spent(step), *came), default=None)

    def put_off(self, step: str) -> list[datetime]:
        """When those of a step came that had been put off."""
        return [ended_at(told) for told in self._later.get(step, ()) if told.fate.arrived]

    def arrived(self, journey: str) -> int:
        """How many nudges of a journey about one subject have been sent."""
        steps = (rows for step, rows in self._ended.items() if step.startswith(f"{journey}/"))
        return sum(told.fate.arrived for rows in steps for _, told in rows)

    def ignored(self, journey: str = "") -> int:
        """How many sent nudges, of one journey or of all that ask for one, have had no reaction since."""
        return self._ignored[journey] if journey else self._silent

    def given_up(self) -> datetime | None:
        """When so many in a row will have been ignored that no more is planned. None: not so many came."""
        came = sorted(at for key, at in self._unanswered.items() if self._counts(key) and self._asks(key))
        return came[RESTS_AFTER - 1] + ANSWER if len(came) >= RESTS_AFTER else None

    def days(self) -> list[date]:
        """The person's own calendar days on which a nudge came that counts."""
        zone = self._facts.person.zone
        return [
            local(told.at, zone).date()
            for told in self.rows.values()
            if told.fate.arrived and told.at is not None and self._counts(told.key)
        ]

    def _tried(self, step: str) -> list[Told]:
        return [told for _, told in self._ended.get(step, ()) if told.fate is not Fate.UNREACHABLE]

    def _awaited(self, snooze: Snooze) -> bool:
        later = self.rows.get(snooze.later)
        return later is None or not later.fate.ended or later.fate.may_return

    def _counts(self, key: str) -> bool:
        """Whether it counts for a day and a week; those exempt, such as the eve of an interview, do not."""
        found = self._facts.library.step(key)
        return found is None or not found.exempt

    def _asks(self, key: str) -> bool:
        """Whether silence after it says anything; an optional thank-you left alone does not."""
        found = self._facts.library.step(key)
        return found is None or not found.optional

    def _unseen(self, told: Told) -> bool:
        """Whether it came, and nothing has been heard of the person since."""
        seen = self._facts.person.seen_at
        return told.fate.arrived and told.at is not None and (seen is None or told.at > seen)


def _whole(key: str) -> str:
    """What a nudge is about and its journey: «interview:42/chase»."""
    return "/".join(key.split("/", 2)[:2])


def ended_at(told: Told) -> datetime:
    """When a nudge came, or would have come if it had not been skipped before."""
    return told.due if told.at is None else max(told.due, told.at)
