"""A person who does whatever people do, and a small delivery beside them: facts, no database, no words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random

from bot.domain import etiquette
from bot.domain.facts import Facts
from bot.domain.library import Library
from bot.domain.nudge import Fate, Key, Nudge, Snooze, Told
from bot.domain.person import Person
from bot.domain.plan import plan
from bot.store.snoozes import KEPT
from tests.lives import deeds, judge
from tests.lives.judge import Arrival

SOME_TURN = timedelta(seconds=7)
"""Deeds do not fall on full hours."""


@dataclass(frozen=True)
class Deed:
    """Something that happens so many hours after what happened before; `dice` decides how."""

    hours: int
    what: str
    dice: int


class Living:
    """One life. Every rule is looked at whenever something comes, and after everything that happens."""

    def __init__(self, library: Library, start: datetime) -> None:
        person = Person(7, "Sam", welcomed=True, created_at=start, seen_at=start)
        self.facts = Facts(start, library, person)
        self.arrivals: list[Arrival] = []
        self.dropped: list[str] = []
        """How nudges ended that never came: «expired: low-mood»."""
        self._ready: dict[str, datetime] = {}
        self._shut = False
        """Whether the person has blocked us, whether we know it or not."""

    def live(self, life: Sequence[Deed]) -> None:
        """Lets one thing happen after another. AssertionError: a rule was broken."""
        for deed in life:
            until = self.facts.now + timedelta(hours=deed.hours) + SOME_TURN
            if deed.what == "downtime":
                self.facts = replace(self.facts, now=until)
                self._deliver(until)
                continue
            self._deliver(until)
            self.facts = replace(self.facts, now=until)
            self._act(deed.what, Random(deed.dice))
        self._deliver(self.facts.now + timedelta(days=120))
        self._all_ended()

    # --- what the person does ----------------------------------------------------------------------

    def _act(self, what: str, dice: Random) -> None:
        match what:
            case "blocks":
                self._shut = True
                if dice.random() < 0.5:  # Telegram does not always tell
                    self._with_person(unreachable="blocked")
            case "snooze":
                self._snooze(dice)
            case "unsnooze":
                kept = self.facts.snoozes[1:]
                self._seen(replace(self.facts, snoozes=kept))
            case "skip":
                self._skip(dice)
            case "see all":
                rows = [nudge.key for nudge in etiquette.together(self.facts)]
                self._seen(self._ended(self.facts, rows, Fate.MERGED))
            case _:
                self._shut = False
                self._seen(deeds.done(what, self.facts, dice))

    def _snooze(self, dice: Random) -> None:
        """Puts one off, as the buttons do; nothing else moves by it."""
        alive = sorted({Key(told.key).own for told in self.facts.told if not told.fate.may_return})
        if not alive:
            return
        key, hours = dice.choice(alive), dice.choice((4, 24, 24 * 7, dice.randint(1, 24 * 40)))
        wish = Snooze(key, self._times(key), self.facts.now + timedelta(hours=hours))
        if etiquette.put_off(wish, self.facts) is None:
            return
        self._seen(self.facts)
        others = tuple(snooze for snooze in self.facts.snoozes if snooze.key != key)
        before = self._dues(key)
        put_off = replace(self.facts, snoozes=(*others, wish))
        self._renew(self._ended(put_off, [key], Fate.SKIPPED))
        after = self._dues(key)
        ahead = {
            own: due for own, due in before.items() if due > self.facts.now
        }  # what is overdue has no moment
        now = {own: due for own, due in after.items() if own in ahead}
        moved = {which for which in ahead.items() ^ now.items() if not self._hangs(which[0], key)}
        assert not moved, f"{wish} moved {moved}"
        new = {Key(own).step for own in after.keys() - before.keys()}
        assert new <= {Key(key).step}, f"{wish} brought {new}"

    def _hangs(self, key: str, on: str) -> bool:
        """Whether a nudge counts from when the other comes, so that it has to wait as well."""
        step, other = self.facts.library.step(key), f"sent:{'/'.join(on.split('/')[1:3])}"
        return step is not None and other in step.anchors

    def _times(self, key: str) -> int:
        last = next((snooze for snooze in self.facts.snoozes if snooze.key == key), None)
        if last is None:
            return 1
        fate = next((told.fate for told in self.facts.told if told.key == last.later), Fate.WAITING)
        return last.times + 1 if fate.ended else last.times

    def _dues(self, without: str) -> dict[str, datetime]:
        waits = (told for told in self.facts.told if not told.fate.ended)
        return {told.key: told.due for told in waits if Key(told.key).own != without}

    def _skip(self, dice: Random) -> None:
        skipped = [t for t in self.facts.told if t.fate is Fate.SKIPPED and t.due > self.facts.now]
        if skipped and dice.random() < 0.3:
            back = dice.choice(skipped)
            rows = [replace(t, fate=Fate.WAITING, at=None) if t is back else t for t in self.facts.told]
            self._seen(replace(self.facts, told=tuple(rows)))
            return
        coming = etiquette.upcoming(self.facts)
        self._seen(self._ended(self.facts, [dice.choice(coming).key] if coming else [], Fate.SKIPPED))

    def _seen(self, facts: Facts) -> None:
        """What somebody did has been heard."""
        person = replace(facts.person, seen_at=facts.now, unreachable="")
        self._renew_twice(replace(facts, person=person))

    def _with_person(self, **changes: object) -> None:
        self._renew(replace(self.facts, person=replace(self.facts.person, **changes)))  # type: ignore[arg-type]

    # --- the rows ----------------------------------------------------------------------------------

    def _renew(self, facts: Facts) -> None:
        """Brings the rows in line with the plan."""
        self.facts = self._in_line(facts, {nudge.key: nudge for nudge in plan(facts)})

    def _renew_twice(self, facts: Facts) -> None:
        """The same; a second time changes nothing. What was put off long ago is forgotten, as by night."""
        kept = tuple(snooze for snooze in facts.snoozes if snooze.until > facts.now - KEPT)
        facts = replace(facts, snoozes=kept)
        wanted = {nudge.key: nudge for nudge in plan(facts)}
        self.facts = self._in_line(facts, wanted)
        once = {(key, nudge.due) for key, nudge in wanted.items()}
        twice = {(nudge.key, nudge.due) for nudge in plan(self.facts)}
        assert once == twice, f"planned twice, it differs: {once ^ twice}"

    def _in_line(self, facts: Facts, wanted: dict[str, Nudge]) -> Facts:
        kept: list[Told] = []
        for row in facts.told:
            want = wanted.get(row.key)
            if want is None:
                gone = not row.fate.ended
                kept.append(replace(row, fate=Fate.CANCELLED, at=facts.now) if gone else row)
            elif row.fate.ended and not row.fate.may_return:
                kept.append(row)
            else:
                kept.append(Told(row.key, Fate.WAITING, want.due, interview=row.interview))
        known = {row.key for row in facts.told}
        fresh = [
            Told(nudge.key, Fate.WAITING, nudge.due, interview=nudge.interview)
            for nudge in wanted.values()
            if nudge.key not in known
        ]
        self._ready = {}
        return replace(facts, told=(*kept, *fresh))

    def _ended(self, facts: Facts, keys: Sequence[str], fate: Fate) -> Facts:
        """These rows have ended, as far as they still wait."""
        rows = (
            replace(row, fate=fate, at=facts.now) if row.key in keys and not row.fate.ended else row
            for row in facts.told
        )
        return replace(facts, told=tuple(rows))

    # --- delivery ----------------------------------------------------------------------------------

    def _deliver(self, until: datetime) -> None:
        for row, moment in self._due(until):
            self.facts = replace(self.facts, now=moment)
            match etiquette.judge(nudge_of(row, self.facts), self.facts):
                case etiquette.Send() if self._shut:
                    self._refused()
                case etiquette.Send():
                    self._arrived(row)
                case etiquette.Wait(later, why):
                    assert later > moment, f"{row.key} waits for what is over: {why}"
                    self._ready[row.key] = later
                case etiquette.Drop(fate, why):
                    assert fate.ended, row.key
                    assert why, f"{row.key} ends for no reason"
                    self.dropped.append(f"{fate}: {why}")
                    self._renew(self._ended(self.facts, [row.key], fate))

    def _due(self, until: datetime) -> Iterator[tuple[Told, datetime]]:
        """What is due next, again and again, up to a moment."""
        while rows := [row for row in self.facts.told if not row.fate.ended]:
            row = min(rows, key=lambda row: (self._ready.get(row.key, row.due), row.key))
            moment = max(self._ready.get(row.key, row.due), self.facts.now)
            if moment > until:
                return
            yield row, moment

    def _arrived(self, row: Told) -> None:
        arrival = Arrival(row.key, self.facts.now, self.facts)
        wrong = judge.faults(arrival, self.arrivals)
        assert not wrong, wrong
        assert self.facts.now >= row.due, f"{row.key} came early"
        self.arrivals.append(arrival)
        self._renew(self._ended(self.facts, [row.key], Fate.SENT))

    def _refused(self) -> None:
        """Telegram says that we are blocked: nothing that waits can come."""
        waits = [row.key for row in self.facts.told if not row.fate.ended]
        gone = self._ended(self.facts, waits, Fate.UNREACHABLE)
        self._renew(replace(gone, person=replace(gone.person, unreachable="blocked")))

    def _all_ended(self) -> None:
        """Each row stands in one state: it ended at a moment, or waits for one."""
        keys = [row.key for row in self.facts.told]
        assert len(keys) == len(set(keys)), "a nudge has two rows"
        for row in self.facts.told:
            assert row.fate.ended == (row.at is not None), row
            waits = self._ready.get(row.key, row.due)
            assert row.fate.ended or waits > self.facts.now, f"{row} was left lying"


def nudge_of(row: Told, facts: Facts) -> Nudge:
    """The nudge of a row, as the outbox keeps it."""
    _, journey, step, *_ = f"{row.key}//".split("/")
    return Nudge(row.key, facts.person.id, journey, step, "words", row.due, row.interview)
