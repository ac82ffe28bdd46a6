"""An interview told in one line or step by step is shown back before it is saved."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest

from bot.domain.change import AddInterview, Ask, KeepInterview, Settle
from bot.domain.decision import Decision
from bot.domain.facts import Facts
from bot.domain.interview import MOST_OPEN, Interview, Outcome, Promise
from bot.talk import drafts, log
from tests.cast import ACME, MONDAY, after, command, facts, follow, labels, only, press, said, says, words

LINE = "/log Data analyst at Acme, tomorrow 2pm, they'll tell me by 1 December"


class Chat:
    """Sam talks; the world remembers."""

    def __init__(self, world: Facts | None = None) -> None:
        self.world = world or facts()
        self.last = Decision()

    def log(self, line: str) -> str:
        return self._heard(log.log(self.world, command(line)))

    def say(self, text: str) -> str:
        return self._heard(log.said(self.world, said(text)))

    def press(self, label: str) -> str:
        return self._heard(log.pick(self.world, follow(self.last, f"button.{label}")))

    def _heard(self, decision: Decision) -> str:
        self.last = decision
        heard = words(self.world, decision)
        self.world = after(self.world, decision)
        return heard

    @property
    def saved(self) -> tuple[Interview, ...]:
        return self.world.interviews


def test_one_line_is_enough_and_is_shown_back_with_weekday_date_and_time() -> None:
    chat = Chat()

    echo = chat.log(LINE)

    assert "Data analyst at Acme" in echo
    assert "Tuesday 24 November, 2pm" in echo
    assert "Tuesday 1 December" in echo
    assert "[Right, save it]" in echo
    assert "[Change something]" in echo


def test_nothing_is_saved_before_it_is_confirmed() -> None:
    chat = Chat()

    chat.log(LINE)

    assert chat.saved == ()


def test_a_confirmed_line_is_saved_as_it_was_shown() -> None:
    chat = Chat()
    chat.log(LINE)

    chat.press("right")

    (saved,) = chat.saved
    assert (saved.role, saved.employer) == ("Data analyst", "Acme")
    assert (saved.day, saved.clock) == (date(2026, 11, 24), time(14, 0))
    assert (saved.promise, saved.decision_day) == (Promise.DATE, date(2026, 12, 1))
    assert saved.logged_at == MONDAY
    assert chat.world.question is None


@pytest.mark.parametrize("yes", ["right", "Yes", "ok", "1", "that's right", "Right, save it"])
def test_right_can_be_typed(yes: str) -> None:
    chat = Chat()
    chat.log(LINE)

    chat.say(yes)

    assert len(chat.saved) == 1


def test_step_by_step_asks_one_thing_at_a_time() -> None:
    chat = Chat()

    asked = [
        chat.log("/log"),
        chat.say("Baker"),
        chat.say("Crumbs"),
        chat.say("next Friday"),
        chat.say("half nine"),
    ]

    assert "What job" in asked[0]
    assert "Which employer" in asked[1]
    assert "When is the interview" in asked[2]
    assert "What time on Friday 4 December" in asked[3]
    assert "Did they say when you'd hear" in asked[4]
    assert "Have I got this right" in chat.press("gave-none")
    chat.press("right")
    assert chat.saved[0].clock == time(9, 30)


def test_the_whole_story_may_answer_the_first_question() -> None:
    chat = Chat()
    chat.log("/log")

    echo = chat.say("Baker at Crumbs, tomorrow at 10am")

    assert "Did they say when you'd hear" in echo


def test_an_interview_that_was_can_be_logged() -> None:
    chat = Chat()
    chat.log("/log I had an interview at Crumbs as a baker last Thursday at 9:30")
    chat.press("gave-none")
    chat.press("right")

    (saved,) = chat.saved
    assert saved.day == date(2026, 11, 19)
    assert saved.promise is Promise.NONE


def test_no_date_yet_for_an_interview_ahead_may_be_asked_again() -> None:
    chat = Chat()
    chat.log("/log Baker at Crumbs, tomorrow 10am")
    chat.press("gave-none")
    chat.press("right")

    assert chat.saved[0].promise is Promise.UNASKED


@pytest.mark.parametrize(
    ("label", "day"),
    [
        ("in-week", date(2026, 12, 1)),
        ("in-two-weeks", date(2026, 12, 8)),
        ("in-month", date(2026, 12, 24)),
    ],
)
def test_roughly_counts_from_the_interview(label: str, day: date) -> None:
    chat = Chat()
    chat.log("/log Baker at Crumbs, tomorrow 10am")
    chat.press("gave-roughly")
    chat.press(label)
    chat.press("right")

    (saved,) = chat.saved
    assert (saved.promise, saved.decision_day) == (Promise.ROUGHLY, day)


def test_a_rough_answer_can_be_typed() -> None:
    chat = Chat()
    chat.log("/log Baker at Crumbs, tomorrow 10am")

    echo = chat.say("in about two weeks")

    assert "You'd hear around: Tuesday 8 December" in echo


def test_a_promised_date_can_be_typed_at_once() -> None:
    chat = Chat()
    chat.log("/log Baker at Crumbs, tomorrow 10am")

    assert "You'd hear by: Friday 4 December" in chat.say("by Friday 4 December")


@pytest.mark.parametrize(
    ("nation", "shown"), [("GB-ENG", "Tuesday 1 December"), ("GB-SCT", "Wednesday 2 December")]
)
@pytest.mark.parametrize("asked_first", [True, False])
def test_working_days_leave_out_the_bank_holidays_of_the_persons_nation(
    nation: str, shown: str, *, asked_first: bool
) -> None:
    world = facts()
    chat = Chat(replace(world, person=replace(world.person, nation=nation)))

    if asked_first:
        chat.log("/log Baker at Crumbs, tomorrow 10am")
        echo = chat.say("within 5 working days")
    else:
        echo = chat.log("/log Baker at Crumbs, tomorrow 10am, they'll tell me within 5 working days")

    assert shown in echo  # 30 November is St Andrew's Day


def test_words_where_a_date_is_wanted_are_asked_for_again_with_an_example() -> None:
    chat = Chat()
    chat.log("/log Baker at Crumbs")

    again = chat.say("purple monkey")

    assert "couldn't find a date" in again
    assert "3 December" in again


def test_a_second_miss_names_the_way_out() -> None:
    chat = Chat()
    chat.log("/log Baker at Crumbs")
    chat.say("purple monkey")

    assert "/cancel" in chat.say("purple dishwasher")


def test_a_time_alone_changes_the_time_and_leaves_the_day() -> None:
    chat = Chat()
    chat.log("/log Nurse at St Mary's, 3 December 2pm, they'll ring by the 10th")

    assert "Thursday 3 December, 9am" in chat.say("make it 9am")


def test_an_impossible_date_is_named_kindly_and_asked_again() -> None:
    chat = Chat()
    chat.log("/log Baker at Crumbs")

    again = chat.say("31 February at 2pm")

    assert "isn't in my calendar" in again
    assert chat.world.question is not None


def test_a_date_with_two_readings_is_asked_about_with_buttons() -> None:
    chat = Chat()
    chat.log("/log Baker at Crumbs")

    asked = chat.say("Tuesday or Wednesday at 2pm")

    assert "Which one is it" in asked
    assert "[Tuesday 24 November, 2pm]" in asked
    assert "[Wednesday 25 November, 2pm]" in asked


def test_a_reading_can_be_chosen_by_its_number() -> None:
    chat = Chat()
    chat.log("/log Baker at Crumbs")
    chat.say("Tuesday or Wednesday at 2pm")

    chat.say("2")
    chat.press("gave-none")
    chat.press("right")

    assert chat.saved[0].day == date(2026, 11, 25)


def test_a_time_alone_picks_from_the_days_that_were_offered() -> None:
    chat = Chat()
    assert "Which one is it" in chat.log("/log Baker at Crumbs, Friday at 7")

    chat.say("7 in the morning")
    chat.press("gave-none")
    chat.press("right")

    assert (chat.saved[0].day, chat.saved[0].clock) == (date(2026, 11, 27), time(7))


def test_a_time_never_gets_invented() -> None:
    chat = Chat()

    assert "What time" in chat.log("/log Baker at Crumbs, tomorrow")
    chat.press("time-unknown")
    chat.press("gave-none")
    chat.press("right")
    assert chat.saved[0].clock is None


def test_a_date_more_than_a_year_away_is_questioned() -> None:
    chat = Chat()
    chat.log("/log Baker at Crumbs")

    chat.say("3 December 2036 at 2pm")

    assert "more than a year away" in chat.say("1")


def test_a_decision_before_the_interview_is_questioned() -> None:
    chat = Chat()
    chat.log("/log Baker at Crumbs, Friday 4 December 10am")

    assert "before the interview" in chat.say("Tuesday 1 December")


@pytest.mark.parametrize("part", ["role", "employer", "when", "decision", "place", "contact"])
def test_every_part_can_be_changed_before_saving(part: str) -> None:
    chat = Chat()
    chat.log(LINE)
    chat.press("change")

    asked = chat.press(f"change-{part}")

    assert asked
    assert chat.world.question is not None
    assert chat.world.question.draft["want"] == part


def test_a_changed_part_leaves_the_rest_as_it_was() -> None:
    chat = Chat()
    chat.log(LINE)
    chat.press("change")
    chat.press("change-employer")

    echo = chat.say("Globex")

    assert "Data analyst at Globex" in echo
    assert "Tuesday 24 November, 2pm" in echo


def test_place_and_contact_can_be_added() -> None:
    chat = Chat()
    chat.log(LINE)
    chat.press("change")
    chat.press("change-place")
    chat.say("12 High Street")
    chat.press("change")
    chat.press("change-contact")
    echo = chat.say("Priya")

    assert "Where: 12 High Street" in echo
    assert "Contact: Priya" in echo


def test_a_promise_that_is_corrected_in_words_leaves_the_interview_where_it_is() -> None:
    chat = Chat()
    chat.log("/log Baker at Crumbs, 3 December 2pm, they'll tell me by the 10th")

    shown = chat.say("sorry, they'll decide on the 11th")

    assert "Thursday 3 December, 2pm" in shown
    assert "Friday 11 December" in shown


def test_a_moved_day_asks_whether_the_time_stays() -> None:
    chat = Chat()
    chat.log(LINE)
    chat.press("change")
    chat.press("change-when")

    asked = chat.say("Thursday")

    assert "[Still at 2pm]" in asked
    assert "Thursday 26 November, 2pm" in chat.press("same-time")


def test_a_correction_in_words_changes_the_time() -> None:
    chat = Chat()
    chat.log(LINE)

    assert "Tuesday 24 November, 3pm" in chat.say("no, 3pm")


def test_a_promise_that_lies_before_the_new_date_is_asked_for_again() -> None:
    chat = Chat()
    chat.log(LINE)
    chat.press("change")
    chat.press("change-when")

    assert "Did they say when you'd hear" in chat.say("Thursday 10 December at 11am")


def test_several_interviews_in_one_message_are_checked_one_by_one() -> None:
    chat = Chat()

    first = chat.log("/log Baker at Crumbs, tomorrow 10am; Cook at Pans, Friday 2pm")
    assert "more than one interview" in first
    chat.press("gave-none")
    second = chat.press("right")

    assert "Saved: Baker at Crumbs" in second
    chat.press("gave-none")
    chat.press("right")
    assert [one.employer for one in chat.saved] == ["Crumbs", "Pans"]
    assert len({one.id for one in chat.saved}) == 2


def test_right_pressed_twice_saves_once() -> None:
    chat = Chat()
    chat.log(LINE)
    twice = follow(chat.last, "button.right")
    chat.press("right")

    again = log.pick(chat.world, twice)

    assert again.changes == ()
    assert again.toast is not None


def test_with_as_many_open_as_can_be_followed_one_more_waits_until_one_is_closed() -> None:
    many = tuple(replace(ACME, id=number) for number in range(1, MOST_OPEN + 1))
    chat = Chat(facts(interviews=many))
    chat.log(LINE)

    assert "as many as I can follow" in chat.press("right")
    assert len(chat.world.interviews) == MOST_OPEN

    closed = replace(many[0], outcome=Outcome.NO_REPLY, outcome_at=chat.world.now)
    chat.world = replace(chat.world, interviews=(closed, *many[1:]))
    chat.press("right")

    assert len(chat.world.interviews) == MOST_OPEN + 1


def test_an_old_right_shows_what_is_true_now_and_saves_nothing() -> None:
    chat = Chat()
    chat.log(LINE)
    old = follow(chat.last, "button.right")
    chat.press("change")
    chat.press("change-employer")
    chat.say("Globex")

    fresh = log.pick(chat.world, old)

    assert not [change for change in fresh.changes if isinstance(change, AddInterview)]
    assert "Globex" in words(chat.world, fresh)


def test_a_button_of_somebody_elses_draft_does_nothing() -> None:
    chat = Chat()
    chat.log(LINE)

    answer = log.pick(chat.world, press("log.pick", 999, 1, "right"))

    assert answer.changes == ()
    assert answer.messages == ()


@pytest.mark.parametrize("extra", ["", "right", "99999999", "no-such-thing", "20269999", "change-name"])
def test_a_forged_choice_changes_nothing(extra: str) -> None:
    chat = Chat()
    chat.log("/log")
    question = chat.world.question
    assert question is not None

    answer = log.pick(chat.world, press("log.pick", int(question.draft["id"]), 1, extra))

    assert answer.changes == ()


def test_a_very_long_answer_keeps_its_first_part_and_says_so() -> None:
    chat = Chat()
    chat.log("/log")

    heard = chat.say("very important person " * 180)

    assert "kept the first part" in heard
    assert chat.world.question is not None
    assert len(chat.world.question.draft["role"]) <= 80


def test_angle_brackets_in_an_employers_name_are_shown_as_typed() -> None:
    chat = Chat()
    chat.log("/log")
    chat.say("Baker")
    chat.say("<b>Crumbs</b> & Sons")
    chat.say("tomorrow at 10am")

    assert "<b>Crumbs</b> & Sons" in chat.press("gave-none")


@pytest.mark.parametrize("empty", ["", "   ", "\u200b\u2060", "\u3164"])
def test_an_empty_answer_is_asked_again(empty: str) -> None:
    chat = Chat()
    chat.log("/log")

    chat.say(empty)

    assert says(chat.last)[-1] == "log.again.role"


def test_the_job_and_employer_may_be_left_out() -> None:
    chat = Chat()
    chat.log("/log")
    chat.press("skip")
    chat.say("skip")
    chat.say("tomorrow at 10am")
    chat.press("gave-none")
    chat.press("right")

    assert (chat.saved[0].role, chat.saved[0].employer) == ("", "")


def test_tomorrow_counts_from_when_it_was_sent() -> None:
    late = facts(now=MONDAY.replace(day=24))

    decision = log.log(late, command("/log Baker at Crumbs, tomorrow 10am", at=MONDAY))

    assert only(decision, Ask).question.draft["day"] == "2026-11-24"


def test_a_changed_interview_is_kept_and_no_second_one_made() -> None:
    world = facts(interviews=(ACME,))
    chat = Chat(world)
    chat._heard(log.asking(world, {**drafts.of(ACME), "want": "employer"}, about=ACME.id))
    chat.say("Globex")
    chat.press("right")

    assert [one.employer for one in chat.saved] == ["Globex"]
    assert only(chat.last, KeepInterview).interview == replace(ACME, employer="Globex")


def test_an_interview_deleted_meanwhile_is_not_brought_back() -> None:
    world = facts(interviews=(ACME,))
    chat = Chat(world)
    chat._heard(log.asking(world, {**drafts.of(ACME), "want": "employer"}, about=ACME.id))
    chat.say("Globex")
    chat.world = replace(chat.world, interviews=())
    chat.press("right")

    assert says(chat.last) == ["list.gone"]
    assert only(chat.last, Settle) == Settle()


def test_a_second_log_says_that_the_first_was_not_saved() -> None:
    chat = Chat()
    chat.log("/log Baker at Crumbs")

    assert "isn't saved" in chat.log("/log")


def test_after_saving_a_past_interview_its_result_can_be_told() -> None:
    chat = Chat()
    chat.log("/log I had an interview at Crumbs as a baker last Thursday at 9:30")
    chat.press("gave-none")
    chat.press("right")

    assert "button.i-have-a-result" in labels(chat.last)


@pytest.mark.parametrize("line", ["20 November 10am", "Baker at Greggs, 20 November 10am"])
def test_a_day_that_has_just_been_is_not_taken_for_next_years(line: str) -> None:
    chat = Chat()
    if "Greggs" not in line:
        chat.log("/log Baker at Greggs")
        chat.say(line)
    else:
        chat.log(f"/log {line}")

    assert says(chat.last) == ["log.ask.which-when"]
    draft = only(chat.last, Ask).question.draft
    assert draft["when-options"] == "20261120T1000 20271120T1000"


def test_a_promise_of_such_a_day_goes_with_it() -> None:
    chat = Chat()
    chat.log("/log Baker at Greggs, 20 November 10am, they'll tell me by the 30th")

    assert only(chat.last, Ask).question.draft["decision-day"] == "2026-11-30"


def test_a_day_in_half_a_year_is_believed() -> None:
    assert says(log.told(facts(), "Baker at Greggs, 20 May 10am", MONDAY)) == ["log.ask.decision"]
