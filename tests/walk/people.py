"""Everybody that somebody can be: one world for each stage of a search, and for each odd corner of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from bot.domain.action import Action, Stage
from bot.domain.application import Application
from bot.domain.callback import State
from bot.domain.facts import Facts, Mark
from bot.domain.interview import Interview, Outcome, Promise
from bot.domain.note import Note
from bot.domain.nudge import Fate, Told
from bot.domain.person import Person
from tests.cast import ACME, BAKERY, CALL, LOST, MONDAY, SAM, facts
from tests.walk.world import planned

DAY = timedelta(days=1)


def _ago(days: float) -> datetime:
    return MONDAY - days * DAY


def _mark(name: str, days: float, interview: int = 0) -> Mark:
    return Mark(name, interview, _ago(days))


def _ended(outcome: Outcome, days: float = 0.1, **more: Any) -> Interview:
    past = replace(ACME, id=9, day=date(2026, 11, 10), decision_day=date(2026, 11, 17))
    return replace(past, outcome=outcome, outcome_at=_ago(days), **more)


PROMISED = replace(ACME, day=date(2026, 11, 18))
"""Over since Wednesday; they will decide by Tuesday 1 December."""
PASSED = replace(ACME, day=date(2026, 11, 10), decision_day=date(2026, 11, 19))
"""The day they named went by last Thursday."""
JUST_OVER = replace(ACME, day=date(2026, 11, 23), clock=time(8, 30))
OLD = replace(BAKERY, day=date(2026, 10, 26))
BARE = Interview(id=6, person=SAM.id, day=date(2026, 11, 25), promise=Promise.NONE, logged_at=MONDAY)
"""Nothing is known of it but its day."""
LONG = replace(BAKERY, id=4, role="Senior data and insight analyst for social care " * 2, employer="B" * 120)
NOTE = Note(3, SAM.id, "feedback", LOST.id, {"said": "More detail in the answers, please"}, _ago(1))
EXAMPLE = Note(2, SAM.id, "example", 0, {"situation": "The till broke on a Saturday."}, _ago(9))
STEP = Action(2, SAM.id, "fb-examples", "story", date(2026, 11, 26), LOST.id, at=_ago(2))
APPLIED = tuple(Application(nr, SAM.id, "Baker", "Crumbs", _ago(nr)) for nr in range(1, 4))
CLAIMED = replace(CALL, card=77, state=State.CLAIMED, advisor=9, advisor_name="Alex")

STAGES: Mapping[str, Mapping[str, Any]] = {
    "newcomer": {"person": Person(SAM.id, "Sam")},
    "nothing logged": {},
    "interview ahead": {"interviews": (ACME,)},
    "only a day known": {"interviews": (BARE,)},
    "very long names": {"interviews": (LONG,)},
    "just over": {"interviews": (JUST_OVER,)},
    "waiting with a date": {"interviews": (PROMISED,)},
    "waiting without a date": {"interviews": (BAKERY,)},
    "nobody asked for a date": {"interviews": (replace(BAKERY, promise=Promise.UNASKED),)},
    "past the date": {"interviews": (PASSED,)},
    "chased": {"interviews": (PASSED,), "marks": (_mark("chased", 1, PASSED.id),)},
    "chase unanswered": {"interviews": (OLD,), "marks": (_mark("chased", 12, OLD.id),)},
    "chased again, unanswered": {
        "interviews": (OLD,),
        "marks": (_mark("chased", 20, OLD.id), _mark("chased-again", 10, OLD.id)),
    },
    "a fresh no": {"interviews": (_ended(Outcome.REJECTED),)},
    "a no, days later": {"interviews": (_ended(Outcome.REJECTED, 6),), "notes": (NOTE,)},
    "a no, long ago": {"interviews": (_ended(Outcome.REJECTED, 40),)},
    "not shortlisted": {"interviews": (_ended(Outcome.NOT_SHORTLISTED, day=None, clock=None),)},
    "never answered": {"interviews": (_ended(Outcome.NO_REPLY),)},
    "an offer": {"interviews": (_ended(Outcome.OFFER),)},
    "an offer accepted": {
        "interviews": (_ended(Outcome.OFFER, 2, start_day=date(2026, 12, 1)),),
        "marks": (_mark("accepted", 1, LOST.id),),
    },
    "an offer declined": {
        "interviews": (_ended(Outcome.OFFER, 2),),
        "marks": (_mark("declined", 1, LOST.id),),
    },
    "withdrew": {"interviews": (_ended(Outcome.WITHDREW),)},
    "they called it off": {"interviews": (_ended(Outcome.CANCELLED),)},
    "several interviews": {"interviews": (ACME, BAKERY, LOST, BARE, replace(PASSED, id=5))},
    "many interviews": {
        "interviews": tuple(replace(BAKERY, id=20 + nr, role=f"Baker {nr}") for nr in range(12))
    },
    "repeated noes": {"interviews": tuple(_ended(Outcome.REJECTED, 3 * nr, id=9 + nr) for nr in range(4))},
    "paused": {"interviews": (BAKERY,), "person": replace(SAM, paused=True)},
    "paused for a week": {"interviews": (PASSED,), "person": replace(SAM, paused_until=MONDAY + 7 * DAY)},
    "crisis, unsettled": {"interviews": (ACME,), "person": replace(SAM, crisis_at=MONDAY - DAY / 100)},
    "crisis, days ago": {"interviews": (ACME,), "person": replace(SAM, crisis_at=_ago(3))},
    "three reminders ignored": {
        "interviews": (OLD,),
        "person": replace(SAM, seen_at=_ago(20)),
        "told": tuple(Told(f"person:42/old/{nr}/1", Fate.SENT, _ago(nr), _ago(nr)) for nr in (4, 7, 9)),
    },
    "feedback asked for": {
        "interviews": (_ended(Outcome.REJECTED, 9),),
        "marks": (_mark("asked-feedback", 6, 9),),
    },
    "feedback refused": {
        "interviews": (_ended(Outcome.REJECTED, 9),),
        "marks": (_mark("feedback-refused", 6, 9),),
    },
    "three nos, a while ago": {
        "interviews": tuple(_ended(Outcome.REJECTED, nr, id=nr, logged_at=_ago(40)) for nr in (4, 9, 15)),
        "marks": (*(_mark("no-feedback", 1, nr) for nr in (4, 9, 15)), _mark("no-applying", 1)),
    },
    "low mood": {"interviews": (LOST,), "person": replace(SAM, low_at=_ago(1))},
    "callback asked": {"interviews": (ACME,), "requests": (replace(CALL, card=77),)},
    "callback, long asked for": {"requests": (replace(CALL, card=77, asked_at=_ago(6)),)},
    "callback claimed": {"requests": (CLAIMED,)},
    "callback over": {"requests": (replace(CLAIMED, state=State.REACHED),)},
    "no advisors": {"interviews": (LOST,), "desk": None, "numbers": False},
    "goal set": {"applications": APPLIED, "person": replace(SAM, weekly_goal=3)},
    "plan open": {"interviews": (LOST, ACME), "notes": (NOTE,), "actions": (STEP,)},
    "plan done": {
        "interviews": (LOST, JUST_OVER),
        "actions": (replace(STEP, stage=Stage.DONE, ended_at=_ago(1)),),
    },
    "a step to look back at": {
        "interviews": (replace(JUST_OVER, id=3), _ended(Outcome.REJECTED, day=date(2026, 11, 16))),
        "actions": (replace(STEP, stage=Stage.DONE, ended_at=_ago(8)),),
    },
    "notes there": {"notes": (EXAMPLE, NOTE), "interviews": (BAKERY,)},
    "warned": {"interviews": (OLD,), "person": replace(SAM, warned_at=_ago(1), seen_at=_ago(351))},
    "Scotland": {"interviews": (LOST,), "person": replace(SAM, nation="GB-SCT")},
}
"""Name → what is different from Sam on Monday, with nothing logged."""


def world(stage: str) -> Facts:
    """One of them, with the nudges that wait."""
    return planned(facts(**STAGES[stage]))
