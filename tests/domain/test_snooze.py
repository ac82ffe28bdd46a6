"""Reminders that are put off come when they were wished for, once, and move nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest

from bot.domain import etiquette
from bot.domain.action import Action
from bot.domain.etiquette import Drop, Send, Wait, judge
from bot.domain.facts import Facts
from bot.domain.interview import Outcome
from bot.domain.library import Library
from bot.domain.nudge import Fate, Key, Nudge, Snooze
from tests.domain.nudged import (
    ACME,
    SAM,
    UNDATED,
    at,
    facts,
    live,
    lost,
    mark,
    nudge,
    planned,
    sent,
    shipped,
    waiting,
)

CHASE = "interview:42/chase/no-date/1"
CHECK = "interview:42/result-check/ask/1"
CHASE_DATED = "interview:42/chase/after-date/1"


def put_off(until: str, key: str = CHASE, times: int = 1) -> Snooze:
    return Snooze(key, times, at(until))


def chased(now: str, *snoozes: Snooze, **more: Any) -> Facts:
    """The chase has come on Thursday 3 December at ten."""
    told = (sent(CHASE, "2026-12-03 10:00"),)
    return facts(now, UNDATED, **{"told": told, "snoozes": snoozes, **more})


def test_the_parts_of_a_key() -> None:
    key = Key(f"{CHASE}+2")

    assert (key.step, key.number, key.own, key.times) == ("interview:42/chase/no-date", 1, CHASE, 2)
    assert (Key(CHASE).number, Key(CHASE).times) == (1, 0)
    assert key.short == Key(CHASE).short != Key(CHECK).short


def test_it_comes_at_the_moment_that_was_wished_for_and_only_once() -> None:
    came, after = live(chased("2026-12-03 11:00", put_off("2026-12-04 14:15")), "2027-03-01 12:00")

    assert ("Fri 2026-12-04 14:15", f"{CHASE}+1") in came
    assert sum(key == f"{CHASE}+1" for _, key in came) == 1
    assert all(told.fate.ended for told in after.told if told.key.startswith(CHASE))


def test_it_is_not_held_up_by_what_came_on_the_same_day() -> None:
    now = chased("2026-12-03 11:00", put_off("2026-12-03 15:00"))

    assert judge(nudge(f"{CHASE}+1", "2026-12-03 15:00"), replace(now, now=at("2026-12-03 15:00"))) == Send()


def test_quiet_hours_hold_it_all_the_same() -> None:
    came, _ = live(chased("2026-12-03 11:00", put_off("2026-12-07 22:00")), "2026-12-09 12:00")

    assert [moment for moment, key in came if key == f"{CHASE}+1"] == ["Tue 2026-12-08 08:30"]


def test_nobody_is_asked_to_write_to_an_employer_at_the_weekend() -> None:
    wished = put_off("2026-12-05 10:00")

    assert etiquette.put_off(wished, chased("2026-12-03 11:00")) == at("2026-12-07 10:00")
    came, _ = live(chased("2026-12-03 11:00", wished), "2026-12-09 12:00")
    assert [moment for moment, key in came if key == f"{CHASE}+1"] == ["Mon 2026-12-07 10:00"]


def test_it_never_comes_once_its_reason_is_gone() -> None:
    wished = put_off("2026-12-04 10:00")
    over = lost("2026-12-03 18:00", UNDATED)
    told = (sent(CHASE, "2026-12-03 10:00"), waiting(f"{CHASE}+1", "2026-12-04 10:00"))
    now = facts("2026-12-04 10:00", over, told=told, snoozes=(wished,))

    assert judge(nudge(f"{CHASE}+1", "2026-12-04 10:00"), now) == Drop(Fate.CANCELLED, "outcome")
    assert etiquette.put_off(wished, now) is None
    done = chased("2026-12-04 10:00", wished, marks=(mark("chased", "2026-12-03 12:00"),))
    assert f"{CHASE}+1" not in planned(done)


def test_the_schedule_that_it_belongs_to_stays_as_it_is() -> None:
    no = lost("2026-12-01 11:00")
    told = (sent("interview:42/ask-feedback/ask/1", "2026-12-02 10:00"),)
    plain = planned(facts("2026-12-02 11:00", no, told=told))
    key = "interview:42/ask-feedback/ask/1"
    wished = planned(facts("2026-12-02 11:00", no, told=told, snoozes=(put_off("2026-12-03 12:00", key),)))

    assert wished == {**plain, f"{key}+1": "Thu 2026-12-03 12:00"}


def test_a_second_reminder_leaves_time_to_answer_the_one_that_was_put_off() -> None:
    no = lost("2026-12-01 11:00")
    key = "interview:42/ask-feedback/ask/1"
    told = (sent(key, "2026-12-02 10:00"),)
    plain, _ = live(facts("2026-12-02 11:00", no, told=told), "2027-01-10 12:00")
    a_week = facts(
        "2026-12-02 11:00",
        no,
        told=told,
        snoozes=(put_off("2026-12-09 10:00", key),),
        person=replace(SAM, seen_at=at("2026-12-02 11:00")),
    )
    came, _ = live(a_week, "2027-01-10 12:00")

    asked = [moment for moment, which in came if which.startswith("interview:42/ask-feedback/")]
    assert asked == ["Wed 2026-12-09 10:00", "Mon 2026-12-14 10:00"]
    assert ("Fri 2026-12-04 10:00", "interview:42/ask-feedback/ask/2") in plain
    foreseen = [one.due for one in etiquette.upcoming(a_week) if "ask-feedback" in one.key]
    assert foreseen == [at("2026-12-09 10:00"), at("2026-12-14 10:00")]


def test_a_second_reminder_does_not_wait_for_one_that_will_not_come_any_more() -> None:
    no = lost("2026-12-01 11:00")
    key = "interview:42/ask-feedback/ask/1"
    told = (sent(key, "2026-12-02 10:00"), sent(f"{key}+1", "2026-12-09 10:00", Fate.SKIPPED))
    skipped = facts("2026-12-03 11:00", no, told=told, snoozes=(put_off("2026-12-09 10:00", key),))

    came, _ = live(skipped, "2026-12-08 12:00")

    assert ("Fri 2026-12-04 10:00", "interview:42/ask-feedback/ask/2") in came


def test_one_that_waits_still_comes_later_instead() -> None:
    wished = put_off("2026-12-09 10:00", CHECK)
    skipped = (sent(CHECK, "2026-12-04 10:00", Fate.SKIPPED),)
    now = facts("2026-12-03 11:00", ACME, told=skipped, snoozes=(wished,))

    came, _ = live(now, "2026-12-10 12:00")

    assert ("Wed 2026-12-09 10:00", f"{CHECK}+1") in came
    assert CHECK not in {key for _, key in came}


def test_once_the_day_has_moved_that_it_was_about_it_comes_for_the_new_day_alone() -> None:
    wished = put_off("2026-12-09 10:00", CHECK)
    moved = replace(ACME, decision_day=date(2026, 12, 17))
    now = facts("2026-12-04 12:00", moved, told=(sent(CHECK, "2026-12-04 10:00"),), snoozes=(wished,))

    came, _ = live(now, "2026-12-18 12:00")

    assert [(when, key) for when, key in came if "result-check" in key] == [
        ("Fri 2026-12-18 10:00", "interview:42/result-check/ask/2")
    ]
    assert etiquette.put_off(wished, now) is None


def test_what_is_asked_once_waits_with_the_wish_until_a_moved_interview_is_over() -> None:
    notes = "interview:42/post-interview/notes/1"
    moved = replace(ACME, day=date(2026, 11, 27))
    now = facts(
        "2026-11-24 18:00",
        moved,
        told=(sent(notes, "2026-11-24 17:00"),),
        snoozes=(put_off("2026-11-25 12:00", notes),),
        library=Library(journeys=shipped("post-interview")),
    )

    assert planned(now)[f"{notes}+1"] == "Fri 2026-11-27 17:00"


def test_it_never_comes_before_its_own_moment() -> None:
    early = put_off("2026-11-27 10:00", CHECK)
    skipped = (sent(CHECK, "2026-12-04 10:00", Fate.SKIPPED),)

    waits = planned(facts("2026-11-25 11:00", ACME, told=skipped, snoozes=(early,)))

    assert waits[f"{CHECK}+1"] == "Fri 2026-12-04 10:00"


def test_what_is_said_of_a_moment_before_its_own_is_when_it_really_comes() -> None:
    now = facts("2026-11-25 11:00", ACME, told=(waiting(CHECK, "2026-12-04 10:00"),))

    assert etiquette.put_off(put_off("2026-11-27 10:00", CHECK), now) == at("2026-12-04 10:00")


def test_what_says_tomorrow_is_put_off_by_hours_and_not_to_another_day() -> None:
    key = "interview:42/prepare/eve/1"
    late = replace(SAM, quiet_from=time(23))
    now = facts(
        "2026-11-22 11:00",
        replace(ACME, day=date(2026, 11, 24), clock=time(15)),
        told=(waiting(key, "2026-11-23 18:00"),),
        person=late,
        library=Library(journeys=shipped("prepare")),
    )

    assert etiquette.put_off(put_off("2026-11-23 21:00", key), now) == at("2026-11-23 21:00")
    assert etiquette.put_off(put_off("2026-11-24 09:00", key), now) is None


@pytest.mark.parametrize("now", ["2026-12-03 11:00", "2026-12-07 09:00"])
def test_what_comes_after_it_keeps_its_day(now: str) -> None:
    asked = facts(now, ACME, told=(waiting(CHECK, "2026-12-04 10:00"),))
    skipped = sent(CHECK, "2026-12-04 10:00", Fate.SKIPPED)
    overdue = replace(skipped, at=max(skipped.due, asked.now))
    put = replace(asked, told=(overdue,), snoozes=(put_off("2026-12-09 10:00", CHECK),))

    assert planned(put)[CHASE_DATED] == planned(asked)[CHASE_DATED] == "Mon 2026-12-07 10:00"


def test_a_word_in_the_middle_of_a_wait_is_put_off_within_the_wait() -> None:
    key = "interview:42/long-wait/halfway/1"
    long = replace(ACME, day=date(2026, 11, 20), decision_day=date(2026, 12, 4))
    wait = Library(journeys=shipped("long-wait"))
    now = facts("2026-11-27 13:00", long, told=(sent(key, "2026-11-27 12:30"),), library=wait)

    assert etiquette.put_off(put_off("2026-12-02 12:30", key), now) == at("2026-12-02 12:30")
    assert etiquette.put_off(put_off("2026-12-04 12:30", key), now) is None


def test_a_day_to_answer_by_is_not_told_of_after_that_day() -> None:
    key = "interview:42/offer-admin/reply-by/1"
    offer = replace(
        ACME, outcome=Outcome.OFFER, outcome_at=at("2026-11-24 12:00"), reply_by=date(2026, 12, 4)
    )
    admin = Library(journeys=shipped("offer-admin"))
    now = facts("2026-11-27 13:00", offer, told=(waiting(key, "2026-12-03 10:00"),), library=admin)

    assert etiquette.put_off(put_off("2026-12-04 09:00", key), now) == at("2026-12-04 09:00")
    assert etiquette.put_off(put_off("2026-12-07 09:00", key), now) is None


def test_papers_for_a_first_day_are_not_told_of_once_it_is_over() -> None:
    key = "interview:42/first-day/papers/1"
    job = replace(ACME, outcome=Outcome.OFFER, outcome_at=at("2026-11-24 12:00"), start_day=date(2026, 12, 7))
    yes = (mark("accepted", "2026-11-25 12:00"),)
    first_day = Library(journeys=shipped("first-day"))
    told = (waiting(key, "2026-11-30 18:00"),)
    now = facts("2026-11-27 13:00", job, told=told, marks=yes, library=first_day)

    assert etiquette.put_off(put_off("2026-12-04 18:00", key), now) == at("2026-12-04 18:00")
    assert etiquette.put_off(put_off("2026-12-07 18:00", key), now) is None


def test_what_is_true_on_any_day_before_it_is_put_off_by_days() -> None:
    key = "interview:42/prepare/plan/1"
    step = Action(31, SAM.id, "fb-examples", "story", date(2026, 11, 20), at=at("2026-11-16 11:00"))
    now = facts(
        "2026-11-19 19:00",
        replace(ACME, day=date(2026, 11, 24), clock=time(15)),
        told=(sent(key, "2026-11-19 18:00"),),
        actions=(step,),
        library=Library(journeys=shipped("prepare")),
    )

    assert etiquette.put_off(put_off("2026-11-20 18:00", key), now) == at("2026-11-20 18:00")


def test_one_that_is_no_longer_skipped_comes_at_its_own_time_alone() -> None:
    wished = put_off("2026-12-09 10:00", CHECK)
    back = (waiting(CHECK, "2026-12-04 10:00"),)

    waits = planned(facts("2026-12-03 11:00", ACME, told=back, snoozes=(wished,)))

    assert waits[CHECK] == "Fri 2026-12-04 10:00"
    assert f"{CHECK}+1" not in waits


def test_put_off_twice_it_comes_at_the_second_moment() -> None:
    told = (sent(CHASE, "2026-12-03 10:00"), sent(f"{CHASE}+1", "2026-12-04 10:00"))
    now = facts("2026-12-04 11:00", UNDATED, told=told, snoozes=(put_off("2026-12-07 10:00", times=2),))

    assert planned(now)[f"{CHASE}+2"] == "Mon 2026-12-07 10:00"
    assert f"{CHASE}+1" not in planned(now)


def test_a_pause_holds_what_was_put_off_too() -> None:
    resting = replace(SAM, paused=True)
    now = chased("2026-12-04 10:00", put_off("2026-12-04 10:00"), person=resting)

    verdict = judge(nudge(f"{CHASE}+1", "2026-12-04 10:00"), now)

    assert isinstance(verdict, etiquette.Wait)
    assert verdict.why == "paused"


def test_what_could_be_told_of_together_is_what_only_the_first_of_the_day_holds_up() -> None:
    no = replace(lost("2026-12-01 11:00"), id=41)
    ask = "interview:41/ask-feedback/ask/1"
    rows = (sent(CHECK, "2026-12-04 10:00"), waiting(ask, "2026-12-04 10:00"))
    today = facts("2026-12-04 10:05", no, ACME, told=rows)

    assert [one.key for one in etiquette.together(today)] == [ask]
    asleep = replace(today, now=today.now + timedelta(hours=12))
    assert etiquette.together(asleep) == ()
    assert etiquette.together(replace(today, person=replace(SAM, paused=True))) == ()


def test_what_is_true_today_alone_can_be_seen_with_the_first_of_the_day_for_as_long_as_it_is_true() -> None:
    other = replace(ACME, id=41, day=date(2026, 12, 3), clock=time(14))
    day = replace(other, id=42, clock=time(10))
    mine, list_ = "interview:41/prepare/list/1", "interview:42/prepare/list/1"
    told = (waiting(mine, "2026-12-01 18:00"), sent(list_, "2026-12-01 18:00"))
    now = facts("2026-12-01 18:00", day, other, told=told, library=Library(journeys=shipped("prepare")))

    assert judge(nudge(mine, "2026-12-01 18:00"), now) == Wait(at("2026-12-01 23:00"), "enough-for-now")
    assert [one.key for one in etiquette.together(now)] == [mine]
    late = judge(nudge(mine, "2026-12-01 18:00"), replace(now, now=at("2026-12-01 23:00")))
    assert isinstance(late, Drop)
    assert late.fate is Fate.EXPIRED


def test_which_wording_it_has_follows_the_nudge_that_was_put_off() -> None:
    def nth(key: str) -> int:
        return Nudge(key, SAM.id, "chase", "no-date", "nudge-chase", at("2026-12-04 10:00")).nth

    assert nth(f"{CHASE}+3") == nth(CHASE) == 0
