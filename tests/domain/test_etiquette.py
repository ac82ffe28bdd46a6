"""What becomes of a nudge at the moment of sending, from the facts as they are then."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.by_step import explain
from bot.domain.calendar import is_quiet, local, working_day
from bot.domain.etiquette import Drop, Send, Verdict, Wait, first, judge, upcoming
from bot.domain.facts import Facts
from bot.domain.interview import Promise
from bot.domain.nudge import Fate, Nudge
from bot.domain.person import Pace
from bot.domain.plan import plan
from tests.domain.nudged import (
    ACME,
    SAM,
    UNDATED,
    at,
    facts,
    journey,
    live,
    lost,
    mark,
    nudge,
    sent,
    waiting,
    wall,
    with_journeys,
)

CHECK = nudge("interview:42/result-check/ask/1", "2026-12-04 10:00")
CHASE = nudge("interview:42/chase/after-date/1", "2026-12-07 10:00")
UNDATED_CHASE = nudge("interview:42/chase/no-date/1", "2026-12-03 10:00")
FEEDBACK = nudge("interview:42/ask-feedback/ask/1", "2026-12-02 10:00")
TIPS = nudge("person:7/keep-applying/tips/1", "2026-12-04 10:00")


def waits(verdict: Verdict) -> tuple[str, str]:
    """Until when on Sam's clock, and why."""
    assert isinstance(verdict, Wait), verdict
    return wall(verdict.until), verdict.why


# --- the reason is still there ---------------------------------------------------------------------


def test_a_nudge_goes_out_at_its_moment() -> None:
    assert judge(CHECK, facts("2026-12-04 10:00")) == Send()


def test_a_nudge_goes_out_a_little_after_its_moment() -> None:
    assert judge(CHECK, facts("2026-12-04 10:07")) == Send()


def test_a_nudge_looked_at_too_early_waits_for_its_moment() -> None:
    early = facts("2026-12-04 09:59", told=(waiting(CHECK.key, "2026-12-04 10:00"),))

    assert waits(judge(CHECK, early)) == ("Fri 2026-12-04 10:00", "moved")


@pytest.mark.parametrize("due", [CHECK, CHASE])
def test_a_result_recorded_in_between_stops_the_question_and_the_chase(due: Nudge) -> None:
    over = facts("2026-12-07 10:00", lost("2026-12-07 09:59"))

    assert judge(due, over) == Drop(Fate.CANCELLED, "outcome")


def test_a_deleted_interview_takes_its_nudges_with_it() -> None:
    other = replace(ACME, id=43)

    assert judge(CHASE, facts("2026-12-07 10:00", other)) == Drop(Fate.CANCELLED, "gone")


def test_a_chase_is_not_sent_after_the_person_has_chased() -> None:
    done = facts("2026-12-07 10:00", marks=(mark("chased", "2026-12-07 09:00"),))

    assert judge(CHASE, done) == Drop(Fate.CANCELLED, "mark-since:chased")


def test_a_chase_waits_for_a_promised_date_that_has_moved() -> None:
    moved = facts("2026-12-07 10:00", replace(ACME, decision_day=date(2026, 12, 17)))

    assert waits(judge(CHASE, moved)) == ("Mon 2026-12-21 10:00", "moved")


def test_an_undated_chase_is_dropped_once_a_date_is_known() -> None:
    assert judge(UNDATED_CHASE, facts("2026-12-03 10:00")) == Drop(Fate.CANCELLED, "unless:decision-day")


def test_a_chase_waits_while_the_person_has_not_been_asked_what_came_of_it() -> None:
    unasked = facts("2026-12-07 10:00", told=(waiting(CHECK.key, "2026-12-04 10:00"),))

    assert waits(judge(CHASE, unasked)) == ("Tue 2026-12-08 10:00", "asks-first")


def test_nothing_is_sent_to_a_person_who_has_blocked_us() -> None:
    blocked = facts("2026-12-04 10:00", person=replace(SAM, unreachable="blocked"))

    assert judge(CHECK, blocked) == Drop(Fate.UNREACHABLE, "unreachable")


def test_a_nudge_whose_journey_has_left_the_content_is_dropped() -> None:
    assert judge(CHECK, with_journeys(facts("2026-12-04 10:00"), {})) == Drop(Fate.CANCELLED, "gone")


# --- the person wants quiet ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "why"), [({"paused": True}, "paused"), ({"crisis_at": at("2026-12-04 09:00")}, "crisis")]
)
def test_a_pause_and_a_crisis_hold_everything(changes: dict[str, object], why: str) -> None:
    resting = facts("2026-12-04 10:00", person=replace(SAM, **changes))  # type: ignore[arg-type]

    verdict = judge(CHECK, resting)

    assert isinstance(verdict, Wait)
    assert verdict.why == why
    assert verdict.until > resting.now + timedelta(days=7)


def test_a_rest_until_a_moment_holds_until_then() -> None:
    resting = facts("2026-12-04 10:00", person=replace(SAM, paused_until=at("2026-12-09 12:00")))

    assert waits(judge(CHECK, resting)) == ("Wed 2026-12-09 12:00", "resting")


def test_quiet_hours_hold_a_nudge_until_they_end() -> None:
    late_riser = facts("2026-12-04 10:00", person=replace(SAM, quiet_until=time(11, 15)))

    assert waits(judge(CHECK, late_riser)) == ("Fri 2026-12-04 11:15", "quiet-hours")


def test_low_mood_leaves_out_what_asks_for_effort() -> None:
    low = replace(SAM, low_at=at("2026-12-02 18:00"))
    no = lost("2026-12-01 11:00")

    assert judge(TIPS, facts("2026-12-04 10:00", no, person=low)) == Drop(Fate.EXPIRED, "low-mood")
    assert judge(TIPS, facts("2026-12-04 10:00", no)) == Send()


def test_low_mood_does_not_hold_back_the_question_for_a_result() -> None:
    low = replace(SAM, low_at=at("2026-12-03 18:00"))

    assert judge(CHECK, facts("2026-12-04 10:00", person=low)) == Send()


def test_what_is_exempt_comes_in_quiet_hours_and_on_a_full_day() -> None:
    eve = journey(
        "prepare",
        """
        steps:
          - {id: eve, say: x, because: x, from: interview-day, after: {days: -1}, at: "18:00", exempt: true}
        """,
    )
    full = facts(
        "2026-11-23 18:00",
        person=replace(SAM, quiet_from=time(17)),
        told=(sent("interview:1/chase/no-date/1", "2026-11-23 10:00"),),
    )

    due = nudge("interview:42/prepare/eve/1", "2026-11-23 18:00")

    assert judge(due, with_journeys(full, {"prepare": eve})) == Send()


# --- days and hours --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "until"),
    [
        ("2026-12-03 15:30", None),
        ("2026-12-04 14:59", "Mon 2026-12-07 10:00"),
        ("2026-12-04 15:00", "Mon 2026-12-07 10:00"),
        ("2026-12-05 10:00", "Mon 2026-12-07 10:00"),
    ],
)
def test_nobody_is_asked_to_write_to_an_employer_at_the_weekend(now: str, until: str | None) -> None:
    verdict = judge(UNDATED_CHASE, facts(now, UNDATED))

    assert verdict == Send() if until is None else waits(verdict)[0] == until


def test_on_a_friday_a_chase_may_still_go_before_three() -> None:
    friday = replace(UNDATED, day=date(2026, 11, 25))
    due = replace(UNDATED_CHASE, due=at("2026-12-04 10:00"))

    assert judge(due, facts("2026-12-04 14:59", friday)) == Send()
    assert waits(judge(due, facts("2026-12-04 15:00", friday))) == ("Mon 2026-12-07 10:00", "working-days")


def test_a_delay_of_hours_is_made_up_at_once_and_one_of_days_at_its_own_time_of_day() -> None:
    assert judge(CHECK, facts("2026-12-04 17:30")) == Send()
    assert waits(judge(CHECK, facts("2026-12-08 16:00"))) == ("Wed 2026-12-09 10:00", "late")
    assert judge(CHECK, facts("2026-12-09 10:00")) == Send()


def test_what_must_not_come_late_is_dropped() -> None:
    luck = journey(
        "luck",
        """
        steps:
          - {id: wish, say: x, because: x, from: interview-start, after: {hours: -2}, late: drop,
             exempt: true}
        """,
    )
    due = nudge("interview:42/luck/wish/1", "2026-11-24 12:00")

    assert judge(due, with_journeys(facts("2026-11-24 12:59"), {"luck": luck})) == Send()
    assert judge(due, with_journeys(facts("2026-11-24 13:01"), {"luck": luck})) == Drop(
        Fate.EXPIRED, "too-late"
    )


# --- one a day, three a week -----------------------------------------------------------------------


def test_a_second_nudge_on_a_day_waits_for_the_next_at_the_same_time() -> None:
    today = facts(
        "2026-12-03 10:00", UNDATED, told=(sent("interview:1/ask-feedback/ask/1", "2026-12-03 09:00"),)
    )

    assert waits(judge(UNDATED_CHASE, today)) == ("Fri 2026-12-04 10:00", "enough-for-now")


def test_a_fourth_nudge_in_seven_days_waits_until_one_of_them_is_a_week_old() -> None:
    told = tuple(
        sent(f"interview:{nth}/ask-feedback/ask/1", f"2026-12-{day:02} 10:00")
        for nth, day in enumerate((1, 2, 3))
    )
    due = replace(CHECK, due=at("2026-12-04 10:00"))

    assert waits(judge(due, facts("2026-12-04 10:00", told=told))) == (
        "Tue 2026-12-08 10:00",
        "enough-for-now",
    )


@pytest.mark.parametrize(("pace", "until"), [(Pace.FEWER, "Tue 2026-12-08 10:00"), (Pace.MORE, None)])
def test_the_pace_that_a_person_chose_is_kept(pace: Pace, until: str | None) -> None:
    told = (sent("interview:1/ask-feedback/ask/1", "2026-12-01 10:00"),)
    paced = facts("2026-12-04 10:00", told=told, person=replace(SAM, pace=pace))

    verdict = judge(CHECK, paced)

    assert verdict == Send() if until is None else waits(verdict)[0] == until


def test_the_day_is_the_persons_own_and_not_that_of_greenwich() -> None:
    kiribati = replace(SAM, zone="Pacific/Kiritimati")
    evening = (
        replace(sent("interview:1/ask-feedback/ask/1", "2026-12-03 10:00"), at=_utc("2026-12-03 05:00")),
    )
    now = replace(facts("2026-12-04 10:00", person=kiribati, told=evening), now=_utc("2026-12-03 20:00"))

    assert judge(replace(CHECK, due=_utc("2026-12-03 20:00")), now) == Send()


def test_exempt_nudges_do_not_count() -> None:
    prepare = journey(
        "prepare",
        """
        steps:
          - {id: eve, say: x, because: x, from: interview-day, after: {days: -1}, at: "09:00", exempt: true}
        """,
    )
    told = (sent("interview:1/prepare/eve/1", "2026-12-04 09:00"),)
    known = {**facts("2026-12-04 10:00").library.journeys, "prepare": prepare}

    assert judge(CHECK, with_journeys(facts("2026-12-04 10:00", told=told), known)) == Send()
    assert judge(CHECK, facts("2026-12-04 10:00", told=told)) != Send()


def test_of_several_that_are_due_the_most_important_goes_and_the_others_wait() -> None:
    no = replace(lost("2026-12-01 11:00"), id=41)
    undated = replace(UNDATED, id=43, day=date(2026, 11, 25))
    due = [
        nudge("person:7/keep-applying/tips/1", "2026-12-04 10:00"),
        nudge("interview:43/chase/no-date/1", "2026-12-04 10:00"),
        nudge("interview:41/ask-feedback/ask/1", "2026-12-04 10:00"),
        CHECK,
    ]
    rows = tuple(waiting(one.key, "2026-12-04 10:00") for one in due)
    now = facts("2026-12-04 10:00", no, ACME, undated, told=rows)

    ordered = first(due, now)

    assert [one.journey for one in ordered] == ["result-check", "ask-feedback", "chase", "keep-applying"]
    assert judge(ordered[0], now) == Send(others=3)
    assert [waits(judge(one, now))[1] for one in ordered[1:]] == ["another-first"] * 3


def test_a_resting_rival_does_not_hold_others_up() -> None:
    silenced = replace(lost("2026-12-01 11:00"), id=41)
    rows = (
        waiting("interview:41/ask-feedback/ask/1", "2026-12-04 10:00"),
        waiting(TIPS.key, "2026-12-04 10:00"),
    )
    done = (mark("asked-feedback", "2026-12-03 12:00", interview=41),)

    assert judge(TIPS, facts("2026-12-04 10:00", silenced, told=rows, marks=done)) == Send()


# --- what is to come -------------------------------------------------------------------------------


def test_upcoming_tells_when_nudges_will_really_come() -> None:
    late_riser = replace(SAM, quiet_until=time(11))
    no = replace(lost("2026-12-03 09:00"), id=41)

    coming = upcoming(facts("2026-12-03 12:00", no, ACME, person=late_riser))

    assert [(one.journey, wall(one.due)) for one in coming] == [
        ("result-check", "Fri 2026-12-04 11:00"),
        ("ask-feedback", "Mon 2026-12-07 11:00"),
        ("chase", "Tue 2026-12-08 11:00"),
        ("keep-applying", "Fri 2026-12-11 11:00"),
    ]


def test_upcoming_leaves_out_what_low_mood_will_leave_out() -> None:
    low = replace(SAM, low_at=at("2026-12-02 12:00"))

    coming = upcoming(facts("2026-12-02 12:00", lost("2026-12-02 11:00"), person=low))

    assert [one.journey for one in coming] == ["ask-feedback"]


def test_upcoming_begins_after_a_rest() -> None:
    resting = replace(SAM, paused_until=at("2026-12-09 09:00"))

    [check, *_] = upcoming(facts("2026-12-03 12:00", person=resting))

    assert wall(check.due) == "Wed 2026-12-09 10:00"


def test_every_nudge_has_a_sentence_that_says_why() -> None:
    now = facts("2026-12-03 12:00", ACME, replace(lost("2026-12-03 11:00"), id=41))

    assert [explain(one, now) for one in plan(now)] == [
        "why.ask-feedback.ask",
        "why.keep-applying.tips",
        "why.result-check.ask",
        "why.chase.after-date",
    ]


# --- whole lives -----------------------------------------------------------------------------------


def test_a_life_with_a_promised_date_that_passes_in_silence() -> None:
    came, _ = live(facts("2026-11-23 12:00"), "2027-03-01 12:00")

    assert came == [
        ("Fri 2026-12-04 10:00", "interview:42/result-check/ask/1"),
        ("Mon 2026-12-07 10:00", "interview:42/chase/after-date/1"),
    ]


def test_five_days_without_power_over_a_clock_change_bring_nothing_twice() -> None:
    october = replace(ACME, day=date(2026, 10, 12), decision_day=date(2026, 10, 21))
    person = replace(SAM, seen_at=at("2026-10-12 12:00"))
    before = facts("2026-10-20 12:00", october, person=person)
    [check, _] = plan(before)
    rows = (waiting(check.key, "2026-10-22 10:00"),)

    came, _ = live(facts("2026-10-27 15:00", october, person=person, told=rows), "2026-12-01 12:00")

    assert came == [
        ("Wed 2026-10-28 10:00", "interview:42/result-check/ask/1"),
        ("Thu 2026-10-29 10:00", "interview:42/chase/after-date/1"),
    ]


@settings(deadline=None, max_examples=150)
@given(
    st.sampled_from(sorted(available_timezones())),
    st.sampled_from(["GB", "GB-SCT", "GB-NIR", "IE"]),
    st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    st.times(time(0), time(23, 59)),
    st.times(time(16), time(23)),
    st.times(time(4), time(13)),
    st.sampled_from(["dated", "undated", "lost"]),
)
def test_no_nudge_of_any_life_is_rude(
    zone: str, nation: str, day: date, clock: time, quiet_from: time, quiet_until: time, kind: str
) -> None:
    person = replace(SAM, zone=zone, nation=nation, quiet_from=quiet_from, quiet_until=quiet_until)
    begin = datetime.combine(day, clock, tzinfo=UTC)
    person = replace(person, seen_at=begin + timedelta(days=400))
    interviews = [
        replace(ACME, id=nth, day=day - timedelta(days=nth), decision_day=day + timedelta(days=2 + nth))
        for nth in (1, 2, 3)
    ]
    if kind == "undated":
        interviews = [replace(one, decision_day=None, promise=Promise.NONE) for one in interviews]
    if kind == "lost":
        interviews = [replace(lost("2026-01-01 12:00", one), outcome_at=begin) for one in interviews]
    start = replace(facts("2026-01-01 00:00", *interviews, person=person), now=begin)

    came, after = live(start, "2027-12-31 12:00")

    _nothing_rude(after, nation)
    assert len(came) >= 3


def _nothing_rude(after: Facts, nation: str) -> None:
    person = after.person
    moments = [told.at for told in after.told if told.fate is Fate.SENT and told.at is not None]
    days = sorted(local(moment, person.zone).date() for moment in moments)
    assert not any(is_quiet(moment, person) for moment in moments)
    assert all(working_day(day, nation) for day in days)
    assert len(set(days)) == len(days)
    assert all((later - earlier).days >= 7 for earlier, later in zip(days, days[3:]))


def _utc(words: str) -> datetime:
    return datetime.fromisoformat(words).replace(tzinfo=UTC)


# --- what a person sets ----------------------------------------------------------------------------


def test_nudges_come_at_the_hour_that_the_person_set() -> None:
    early = facts("2026-12-01 12:00", person=replace(SAM, nudge_clock=time(9, 15)))

    assert {wall(nudge.due)[-5:] for nudge in upcoming(early)} == {"09:15"}
    assert judge(plan(early)[0], replace(early, now=plan(early)[0].due)) == Send()


def test_an_hour_that_became_quiet_waits_for_the_end_of_quiet_hours() -> None:
    person = replace(SAM, nudge_clock=time(9, 0), quiet_until=time(11, 0))

    assert {wall(nudge.due)[-5:] for nudge in upcoming(facts("2026-12-01 12:00", person=person))} == {"11:00"}


def test_a_late_hour_asks_for_no_chase_on_a_friday_evening() -> None:
    late = facts("2026-12-01 12:00", person=replace(SAM, nudge_clock=time(17, 0)))

    assert all(local(n.due, SAM.zone).weekday() < 4 or n.journey == "result-check" for n in upcoming(late))


# --- left alone for a day --------------------------------------------------------------------------

EVE = """
about: interview
steps:
  - id: eve
    say: words
    from: interview-day
    after: {days: -1}
    at: "18:00"
    exempt: true
    until: interview-past
    late: drop
    because: A test.
"""


def left_alone(now: str, since: str, **rests: object) -> Facts:
    """Sam, who wanted to be left alone for the day."""
    until = at(since[:8] + f"{int(since[8:10]) + 1:02} 10:00")
    person = replace(SAM, **{"paused_until": until, **rests})  # type: ignore[arg-type]
    return facts(now, person=person, marks=(mark("left-today", since, 0),))


def test_left_alone_for_a_day_nothing_comes_before_ten_tomorrow() -> None:
    chase = "interview:42/chase/after-date/1"
    world = left_alone("2026-12-07 10:00", "2026-12-07 08:00")

    assert waits(judge(nudge(chase, "2026-12-07 10:00"), world))[0] == "Tue 2026-12-08 10:00"
    assert all(one.due >= at("2026-12-08 10:00") for one in upcoming(world))


def test_left_alone_for_a_day_the_eve_of_an_interview_is_told_of_still() -> None:
    eve = nudge("interview:42/prep/eve/1", "2026-11-23 18:00")
    world = with_journeys(left_alone("2026-11-23 18:00", "2026-11-23 13:00"), {"prep": journey("prep", EVE)})

    assert judge(eve, world) == Send()
    assert [wall(one.due) for one in upcoming(world)] == ["Mon 2026-11-23 18:00"]


def test_a_pause_that_was_asked_for_spares_nothing() -> None:
    eve = nudge("interview:42/prep/eve/1", "2026-11-23 18:00")
    week = left_alone("2026-11-23 18:00", "2026-11-23 13:00", paused_until=at("2026-11-30 12:00"))

    assert isinstance(judge(eve, with_journeys(week, {"prep": journey("prep", EVE)})), Wait)
