"""Which nudges wait, and when, for each journey that ships and for the shapes that others will need."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from itertools import cycle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.interview import Outcome, Promise
from bot.domain.library import Library
from bot.domain.nudge import Fate
from bot.domain.plan import plan
from tests.domain.nudged import (
    ACME,
    SAM,
    UNDATED,
    at,
    facts,
    live,
    lost,
    mark,
    planned,
    reconciled,
    sent,
    shipped,
    waiting,
)

CHECK = "interview:42/result-check/ask/1"
CHASE = "interview:42/chase/after-date/1"
UNDATED_CHASE = "interview:42/chase/no-date/1"
FEEDBACK = "interview:42/ask-feedback/ask/1"
TIPS = "person:7/keep-applying/tips"


# --- result check and chase ------------------------------------------------------------------------


def test_first_the_person_is_asked_and_the_chase_is_offered_on_the_next_working_day() -> None:
    waits = planned(facts("2026-11-25 12:00"))

    assert waits == {CHECK: "Fri 2026-12-04 10:00", CHASE: "Mon 2026-12-07 10:00"}


def test_no_chase_while_the_promised_date_lies_ahead() -> None:
    moved = replace(ACME, decision_day=date(2026, 12, 18))

    waits = planned(facts("2026-12-08 12:00", moved))

    assert waits == {CHECK: "Mon 2026-12-21 10:00", CHASE: "Tue 2026-12-22 10:00"}


def test_of_an_interview_that_was_moved_notes_are_asked_for_when_it_is_over() -> None:
    moved = replace(ACME, day=date(2026, 11, 27))
    came = sent("interview:42/post-interview/notes/1", "2026-11-24 17:00")
    journeys = Library(journeys=shipped("post-interview"))

    waits = planned(facts("2026-11-24 18:00", moved, told=(came,), library=journeys))

    assert waits == {"interview:42/post-interview/notes/2": "Fri 2026-11-27 17:00"}


def test_a_thank_you_does_not_wait_for_the_day_they_named() -> None:
    waits = planned(facts("2026-11-24 18:00", ACME, library=Library(journeys=shipped("thank-you"))))

    assert waits == {"interview:42/thank-you/thank/1": "Wed 2026-11-25 09:30"}


def test_over_christmas_the_question_waits_for_the_twenty_ninth() -> None:
    before_christmas = replace(ACME, decision_day=date(2026, 12, 24))

    waits = planned(facts("2026-12-20 12:00", before_christmas))

    assert waits == {CHECK: "Tue 2026-12-29 10:00", CHASE: "Wed 2026-12-30 10:00"}


def test_in_scotland_new_year_lasts_a_day_longer() -> None:
    hogmanay = replace(ACME, day=date(2025, 12, 15), decision_day=date(2025, 12, 31))
    scot = replace(SAM, nation="GB-SCT")

    assert planned(facts("2025-12-30 12:00", hogmanay))[CHECK] == "Fri 2026-01-02 10:00"
    assert planned(facts("2025-12-30 12:00", hogmanay, person=scot))[CHECK] == "Mon 2026-01-05 10:00"


def test_without_a_date_the_chase_comes_seven_working_days_after_the_interview() -> None:
    assert planned(facts("2026-11-25 12:00", UNDATED)) == {UNDATED_CHASE: "Thu 2026-12-03 10:00"}


def test_the_chase_waits_a_working_day_after_the_question_was_really_asked() -> None:
    asked_late = facts("2026-12-08 10:01", told=(sent(CHECK, "2026-12-08 10:00"),))

    assert planned(asked_late) == {CHASE: "Wed 2026-12-09 10:00"}


def test_who_said_nothing_yet_is_not_asked_first_again() -> None:
    told = facts("2026-12-04 09:00", marks=(mark("nothing-yet", "2026-12-03 17:00"),))

    assert planned(told)[CHASE] == "Mon 2026-12-07 10:00"


def test_nothing_yet_said_before_the_date_does_not_bring_the_chase_nearer() -> None:
    told = facts("2026-12-01 09:00", marks=(mark("nothing-yet", "2026-12-01 08:45"),))

    assert planned(told)[CHASE] == "Mon 2026-12-07 10:00"


def test_who_will_not_chase_is_left_alone() -> None:
    done = (sent(CHECK, "2026-12-04 10:00"),)

    assert planned(facts("2026-12-05 12:00", told=done, marks=(mark("no-chase", "2026-12-05 11:00"),))) == {}


def test_who_has_chased_is_not_told_to_chase_but_a_week_later_once_more() -> None:
    done = (sent(CHECK, "2026-12-04 10:00"),)

    waits = planned(facts("2026-12-05 12:00", told=done, marks=(mark("chased", "2026-12-05 11:00"),)))

    assert waits == {"interview:42/chase/second/1": "Tue 2026-12-15 10:00"}


def test_a_new_date_is_asked_about_anew_and_chased_anew() -> None:
    moved = replace(ACME, decision_day=date(2026, 12, 16))
    done = (sent(CHECK, "2026-12-04 10:00"), sent(CHASE, "2026-12-07 10:00"))
    chased = (mark("chased", "2026-12-07 11:00"), mark("nothing-yet", "2026-12-07 11:00"))

    waits = planned(facts("2026-12-08 12:00", moved, told=done, marks=chased))

    assert waits == {
        "interview:42/result-check/ask/2": "Thu 2026-12-17 10:00",
        "interview:42/chase/after-date/2": "Fri 2026-12-18 10:00",
        "interview:42/chase/second/1": "Wed 2026-12-23 10:00",
    }


@pytest.mark.parametrize("outcome", list(Outcome))
def test_any_outcome_ends_both(outcome: Outcome) -> None:
    over = replace(ACME, outcome=outcome, outcome_at=at("2026-12-03 12:00"))

    assert not {CHECK, CHASE} & planned(facts("2026-12-03 12:00", over)).keys()


def test_an_outcome_taken_back_brings_both_back_at_the_same_moments() -> None:
    before = reconciled(facts("2026-12-03 12:00"))
    recorded = reconciled(replace(before, interviews=(lost("2026-12-03 12:00"),)))

    undone = reconciled(replace(recorded, interviews=(ACME,)))

    assert {t.key: t.due for t in undone.told if not t.fate.ended} == {t.key: t.due for t in before.told}


def test_an_interview_logged_late_is_asked_about_at_the_next_slot_and_chased_after_that() -> None:
    late = replace(ACME, logged_at=at("2026-12-18 15:00"))

    waits = planned(facts("2026-12-18 15:00", late))

    assert waits == {CHECK: "Mon 2026-12-21 10:00", CHASE: "Tue 2026-12-22 10:00"}


def test_an_undated_interview_of_long_ago_is_not_chased_at_all() -> None:
    assert planned(facts("2027-01-20 12:00", UNDATED)) == {}


def test_an_application_without_an_interview_is_asked_about_by_its_date() -> None:
    application = replace(ACME, day=None, clock=None)

    assert planned(facts("2026-11-25 12:00", application))[CHECK] == "Fri 2026-12-04 10:00"


# --- feedback --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("recorded", "asked"),
    [
        ("2026-12-01 11:00", "Wed 2026-12-02 10:00"),
        ("2026-12-01 18:00", "Wed 2026-12-02 10:00"),
        ("2026-12-01 18:01", "Thu 2026-12-03 10:00"),
        ("2026-12-04 17:30", "Mon 2026-12-07 10:00"),
        ("2026-12-05 12:00", "Mon 2026-12-07 10:00"),
        ("2026-12-06 19:00", "Tue 2026-12-08 10:00"),
        ("2026-12-24 16:00", "Tue 2026-12-29 10:00"),
    ],
)
def test_feedback_is_asked_for_at_ten_on_the_next_working_day_at_least_sixteen_hours_away(
    recorded: str, asked: str
) -> None:
    assert planned(facts(recorded, lost(recorded)))[FEEDBACK] == asked


def test_in_low_mood_feedback_waits_for_three_working_days() -> None:
    low = replace(SAM, low_at=at("2026-12-01 10:55"))

    assert (
        planned(facts("2026-12-01 11:00", lost("2026-12-01 11:00"), person=low))[FEEDBACK]
        == "Fri 2026-12-04 10:00"
    )


def test_feedback_is_offered_a_second_time_after_two_working_days_and_never_a_third() -> None:
    once = (sent(FEEDBACK, "2026-12-02 10:00"),)
    twice = (*once, sent("interview:42/ask-feedback/ask/2", "2026-12-04 10:00"))
    now = "2026-12-04 12:00"

    assert planned(facts(now, lost("2026-12-01 11:00"), told=once))["interview:42/ask-feedback/ask/2"]
    assert "ask-feedback" not in " ".join(planned(facts(now, lost("2026-12-01 11:00"), told=twice)))


@pytest.mark.parametrize("name", ["asked-feedback", "feedback-by-phone", "no-feedback"])
def test_feedback_is_not_offered_once_it_was_asked_for_or_declined(name: str) -> None:
    done = facts("2026-12-01 12:00", lost("2026-12-01 11:00"), marks=(mark(name, "2026-12-01 11:30"),))

    assert FEEDBACK not in planned(done)


def test_who_was_not_shortlisted_is_not_told_to_ask_for_feedback_on_an_interview() -> None:
    unseen = replace(ACME, day=None, outcome=Outcome.NOT_SHORTLISTED, outcome_at=at("2026-12-01 11:00"))

    assert list(planned(facts("2026-12-01 12:00", unseen))) == [f"{TIPS}/1"]


# --- keep applying ---------------------------------------------------------------------------------


def test_keep_applying_comes_six_times_at_growing_distances() -> None:
    answers_all = replace(SAM, seen_at=at("2027-12-31 12:00"))
    no_feedback = (mark("no-feedback", "2026-12-01 11:00"),)
    start = facts("2026-12-01 11:00", lost("2026-12-01 11:00"), person=answers_all, marks=no_feedback)

    came, _ = live(start, "2027-06-01 12:00")

    assert [moment for moment, _ in came] == [
        "Fri 2026-12-04 10:00",
        "Mon 2026-12-14 09:30",
        "Mon 2026-12-21 09:30",
        "Tue 2026-12-29 09:30",
        "Mon 2027-01-11 09:30",
        "Mon 2027-01-25 09:30",
    ]
    assert [key for _, key in came] == [f"{TIPS}/{nth}" for nth in range(1, 7)]


def test_a_further_no_starts_the_count_anew_three_working_days_later() -> None:
    second = replace(lost("2026-12-14 15:00"), id=43)
    told = (sent(f"{TIPS}/1", "2026-12-04 10:00"), sent(f"{TIPS}/2", "2026-12-14 09:30"))

    waits = planned(facts("2026-12-14 15:00", lost("2026-12-01 11:00"), second, told=told))

    assert waits[f"{TIPS}/3"] == "Thu 2026-12-17 10:00"


def test_another_interview_ends_the_tips() -> None:
    fresh = replace(ACME, id=43, logged_at=at("2026-12-08 12:00"), decision_day=None)

    waits = planned(facts("2026-12-08 12:00", lost("2026-12-01 11:00"), fresh))

    assert not [key for key in waits if key.startswith("person:")]


def test_an_offer_ends_the_tips() -> None:
    offer = replace(ACME, id=43, outcome=Outcome.OFFER, outcome_at=at("2026-12-02 12:00"))

    waits = planned(facts("2026-12-03 12:00", lost("2026-12-01 11:00"), offer))

    assert not [key for key in waits if key.startswith("person:")]


def test_who_stopped_the_tips_gets_none() -> None:
    stopped = (mark("no-applying", "2026-12-01 11:30", interview=0),)

    waits = planned(facts("2026-12-01 12:00", lost("2026-12-01 11:00"), marks=stopped))

    assert not [key for key in waits if key.startswith("person:")]


# --- back-off --------------------------------------------------------------------------------------


def test_after_one_ignored_nudge_the_next_gap_doubles() -> None:
    silent = replace(SAM, seen_at=at("2026-12-01 11:00"))
    told = (sent(f"{TIPS}/1", "2026-12-04 10:00"),)

    waits = planned(facts("2026-12-08 12:00", lost("2026-12-01 11:00"), person=silent, told=told))

    assert waits[f"{TIPS}/2"] == "Mon 2026-12-21 09:30"


def test_after_two_ignored_nudges_their_journey_ends() -> None:
    silent = replace(SAM, seen_at=at("2026-12-01 11:00"))
    told = (sent(f"{TIPS}/1", "2026-12-04 10:00"), sent(f"{TIPS}/2", "2026-12-14 09:30"))

    waits = planned(facts("2026-12-18 12:00", lost("2026-12-01 11:00"), person=silent, told=told))

    assert f"{TIPS}/3" not in waits


def test_after_three_ignored_nudges_of_any_kind_there_is_silence_until_the_person_is_back() -> None:
    told = (
        sent("interview:1/chase/no-date/1", "2026-12-01 10:00"),
        sent("interview:2/chase/no-date/1", "2026-12-02 10:00"),
        sent("interview:3/chase/no-date/1", "2026-12-03 10:00"),
    )
    silent, back = replace(SAM, seen_at=at("2026-11-25 11:00")), replace(SAM, seen_at=at("2026-12-07 11:00"))
    later = replace(ACME, decision_day=date(2026, 12, 16))

    assert planned(facts("2026-12-07 12:00", later, person=silent, told=told)) == {}
    assert planned(facts("2026-12-07 12:00", later, person=back, told=told))[CHECK] == "Thu 2026-12-17 10:00"


# --- whoever it is and wherever they are -----------------------------------------------------------


def test_nothing_is_planned_for_a_person_who_cannot_be_reached() -> None:
    assert plan(facts("2026-11-25 12:00", person=replace(SAM, unreachable="blocked"))) == ()


def test_the_plan_of_a_resting_person_stays() -> None:
    resting = replace(SAM, paused=True)

    assert planned(facts("2026-11-25 12:00", person=resting)) == planned(facts("2026-11-25 12:00"))


def test_what_a_block_kept_away_is_planned_again_when_the_person_is_back() -> None:
    told = (replace(sent(CHECK, "2026-11-26 10:00", Fate.UNREACHABLE), due=at("2026-12-04 10:00")),)

    waits = planned(facts("2026-11-27 12:00", told=told))

    assert waits["interview:42/result-check/ask/2"] == "Fri 2026-12-04 10:00"


def test_the_interview_stays_in_its_zone_and_the_nudge_follows_the_person() -> None:
    berlin = replace(UNDATED, zone="Europe/Berlin", clock=time(10))
    here, there = facts("2026-11-25 12:00", berlin), replace(SAM, zone="America/New_York")

    [london] = plan(here)
    [york] = plan(replace(here, person=there))

    assert (york.due - london.due).total_seconds() == 5 * 3600


def test_ten_moves_to_other_zones_change_the_moments_but_not_the_number_of_nudges() -> None:
    now = reconciled(facts("2026-12-04 12:00", told=(sent(CHECK, "2026-12-04 10:00"),)))
    zones = cycle(
        ["Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kathmandu", "Europe/London", "Africa/Cairo"]
    )

    for _, zone in zip(range(10), zones):
        now = reconciled(replace(now, person=replace(SAM, zone=zone)))

    assert [told.key for told in now.told] == [CHECK, CHASE]


def test_what_was_over_before_we_knew_keeps_its_slot_while_time_passes() -> None:
    late = replace(ACME, logged_at=at("2026-12-15 15:00"))
    now = reconciled(facts("2026-12-15 15:00", late))

    later = reconciled(replace(now, now=at("2026-12-16 10:30")))

    assert [told.due for told in later.told] == [told.due for told in now.told]


def test_a_date_corrected_to_one_that_has_passed_is_asked_about_at_the_next_slot() -> None:
    now = reconciled(facts("2026-11-27 12:00", replace(ACME, decision_day=date(2026, 12, 20))))

    corrected = reconciled(replace(now, interviews=(replace(ACME, decision_day=date(2026, 11, 25)),)))

    assert planned(corrected)[CHECK] == "Mon 2026-11-30 10:00"


interviews = st.builds(
    lambda id_, day, decision, outcome, when: replace(
        ACME,
        id=id_,
        day=date(2026, 11, day),
        decision_day=None if decision is None else date(2026, 12, decision),
        promise=Promise.NONE if decision is None else Promise.DATE,
        outcome=outcome,
        outcome_at=at(f"2026-12-{when:02} 15:00") if outcome else None,
    ),
    st.integers(1, 99),
    st.integers(1, 30),
    st.none() | st.integers(1, 31),
    st.none() | st.sampled_from(Outcome),
    st.integers(1, 28),
)


@settings(deadline=None)
@given(
    st.lists(interviews, max_size=4, unique_by=lambda interview: interview.id),
    st.integers(1, 31),
    st.integers(0, 23),
    st.sampled_from(["Europe/London", "Africa/Cairo", "Pacific/Apia", "America/New_York"]),
    st.sampled_from(["GB", "GB-SCT", "IE"]),
)
def test_planning_twice_gives_the_same(found: list, day: int, hour: int, zone: str, nation: str) -> None:  # type: ignore[type-arg]
    person = replace(SAM, zone=zone, nation=nation)
    once = reconciled(facts(f"2026-12-{day:02} {hour:02}:00", *found, person=person))

    again = reconciled(once)

    assert again.told == once.told
    assert len({told.key for told in once.told}) == len(once.told)


def test_a_waiting_row_is_left_where_it_is() -> None:
    now = facts("2026-11-25 12:00", told=(waiting(CHECK, "2026-12-04 10:00"),))

    assert planned(now)[CHECK] == "Fri 2026-12-04 10:00"
