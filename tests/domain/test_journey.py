"""What a careers advisor may write in content/journeys, and what is said about mistakes."""

from __future__ import annotations

import pytest
import yaml

from bot.domain.journey import loose_ends, read
from bot.domain.step import Distance, Unit
from tests.domain.nudged import journey, shipped

STEP = {"id": "ask", "say": "words", "because": "a source", "from": "logged", "at": "10:00"}


def mistakes(**changes: object) -> list[tuple[tuple[str | int, ...], str]]:
    """What is wrong with an ordinary step after these changes; a change to None leaves the field out."""
    step = {name: value for name, value in (STEP | changes).items() if value is not None}
    return read("trial", {"steps": [step]})[1]


def test_an_ordinary_step_has_nothing_wrong() -> None:
    assert mistakes() == []


def test_what_ships_reads_well_and_has_no_loose_ends() -> None:
    assert {"ask-feedback", "chase", "keep-applying", "result-check"} <= shipped().keys()
    assert loose_ends(shipped()) == []


def test_every_mistake_is_told_at_once_and_the_nearest_right_word_named() -> None:
    made, found = read(
        "trial",
        yaml.safe_load("""
            abuot: interview
            priority: chas
            until: [outcom]
            steps:
              - id: Ask
                frm: logged
                from: decision-dy
                after: {workingdays: 1}
                at: 25:00
                on: [mondy]
        """),
    )

    assert made is None
    told = dict(found)
    assert "did you mean «about»" in told[("abuot",)]
    assert "did you mean «chase»" in told[("priority",)]
    assert "did you mean «outcome»" in told[("until", 0)]
    assert "small letters" in told[("steps", 0, "id")]
    assert "did you mean «from»" in told[("steps", 0, "frm")]
    assert "did you mean «decision-day»" in told[("steps", 0, "from", 0)]
    assert "did you mean «working_days»" in told[("steps", 0, "after")]
    assert "in quotes" in told[("steps", 0, "at")]
    assert "did you mean «monday»" in told[("steps", 0, "on")]
    assert (("steps", 0), "«say» is missing") in found
    assert (("steps", 0), "«because» is missing") in found


@pytest.mark.parametrize(
    ("changes", "place", "words"),
    [
        ({"because": None}, (), "«because» is missing"),
        ({"from": None}, (), "«from» is missing"),
        ({"at": None}, (), "a time of day is missing"),
        ({"at": 600}, ("at",), 'write it in quotes: at: "10:00"'),
        ({"at": "21:00"}, ("at",), "quiet"),
        ({"after": {"hours": 2}}, ("at",), "no time of day"),
        ({"after": {"hours": 2, "days": 1}}, ("after",), "one distance"),
        ({"after": {"days": "soon"}}, ("after", "days"), "not a whole number"),
        ({"after": {"hours": 1}, "at": None, "from": "decision-day"}, ("after",), "no hours"),
        ({"from": "decision-day", "at_least": {"hours": 2}}, ("at_least",), "a moment to count from"),
        ({"after": {"days": -1}, "at_least": {"hours": 2}}, ("at_least",), "cannot be kept"),
        ({"after": {"days": 1}, "halfway_to": "decision-day"}, ("after",), "leave out"),
        ({"if_at_least": {"days": 3}}, ("if_at_least",), "belongs to"),
        ({"rolls": {"after": "19:30", "to": "09:30"}}, ("rolls",), "counted in hours"),
        ({"rolls": {"after": "19:30"}}, ("rolls",), "both times"),
        ({"not_before": "09:00"}, ("not_before",), "counted in hours"),
        ({"push": True, "low_mood": {"days": 3}}, ("low_mood",), "already"),
        ({"again": True, "low_mood": {"days": 3}}, ("low_mood",), "twice"),
        ({"contact": "employer", "exempt": True}, ("contact",), "quiet hours"),
        ({"contact": "boss"}, ("contact",), "it can be employer, thanks"),
        ({"contact": "employer", "on": "friday", "at": "15:00"}, ("on",), "never come"),
        ({"push": True, "exempt": True}, ("push",), "quiet hours"),
        ({"push": "perhaps"}, ("push",), "true or false"),
        ({"when": "outcome", "unless": "outcome"}, ("unless",), "never come"),
        ({"when": "mark:a", "until": "mark:a"}, ("until",), "never come"),
        ({"opt_in": "luck", "until": "mark:luck"}, ("opt_in",), "never come"),
        ({"on": ["sat"]}, ("on",), "Monday to Friday"),
        ({"late": "never"}, ("late",), "next-slot"),
        ({"late": {"working_days": 1}}, ("late",), "length of time"),
        ({"follows": "result-check"}, ("follows", 0), "result-check/ask"),
        ({"until": "outcome:lost"}, ("until", 0), "no outcome"),
        ({"until": "mark:"}, ("until", 0), "a name is missing"),
        ({"until": "another-interview"}, ("until", 0), "means nothing"),
        ({"from": "request-asked"}, ("from", 0), "means nothing"),
        ({"repeat": {"every": {"weeks": 1}}}, ("repeat",), "all needed"),
        ({"repeat": {"every": {"hours": 1}, "at": "10:00", "times": 1}}, ("repeat", "every"), "one day"),
        ({"repeat": {"every": {"days": 1}, "at": "10:00", "times": 0}}, ("repeat", "times"), "from 1"),
        (
            {"after": {"days": -1}, "repeat": {"every": {"days": 1}, "at": "10:00", "times": 1}},
            ("repeat",),
            "repeat",
        ),
    ],
)
def test_what_is_missing_or_contradicts_itself_is_refused_with_its_place(
    changes: dict[str, object], place: tuple[str | int, ...], words: str
) -> None:
    found = mistakes(**changes)

    assert any(where == ("steps", 0, *place) and words in reason for where, reason in found), found


@pytest.mark.parametrize(
    "data", [None, "words", [], {}, {"steps": []}, {"steps": {"id": "a"}}, {"steps": [None]}]
)
def test_a_file_that_is_no_journey_is_told_kindly(data: object) -> None:
    made, found = read("trial", data)

    assert made is None
    assert found


def test_two_steps_of_one_name_are_refused() -> None:
    _, found = read("trial", {"steps": [STEP, STEP]})

    assert found == [(("steps", 1, "id"), "there is a step «ask» already")]


def test_times_and_numbers_may_come_as_words() -> None:
    made, found = read(
        "trial", {"back_off": "false", "max": "2", "steps": [STEP | {"after": {"days": "-2"}}]}
    )

    assert found == []
    assert made is not None
    assert (made.back_off, made.most, made.steps[0].after) == (False, 2, Distance(-2, Unit.DAYS))


def test_a_step_that_no_journey_has_is_a_loose_end() -> None:
    lonely = journey(
        "lonely",
        """
        steps:
          - {id: ask, say: x, because: x, from: "sent:chase/after-dat", after: {days: 1}, at: "10:00"}
          - {id: then, say: x, because: x, from: logged, at: "10:00", follows: [chase/after-date, mark:done]}
        """,
    )

    found = loose_ends(shipped() | {"lonely": lonely})

    assert [(name, place) for name, place, _ in found] == [
        ("lonely", ("steps", 0, "from")),
        ("lonely", ("steps", 1, "follows")),
    ]
    assert "did you mean «chase/after-date»" in found[0][2]


ROWS = """
notes:
  until: [mark:notes, outcome]
  steps:
    - {id: ask, say: a, because: b, from: interview-end, after: {hours: 2},
       rolls: {after: "19:30", to: "09:30"},
       repeat: {every: {days: 1}, at: "10:00", times: 1}}
thank-you:
  until: [mark:thanked, mark:no-thanks, outcome]
  steps:
    - {id: offer, say: a, because: b, from: interview-day, after: {working_days: 1}, at: "09:30",
       contact: employer}
decision-date:
  until: [decision-day, no-date-said, outcome]
  steps:
    - {id: ask, say: a, because: b, from: [interview-end, logged], after: {working_days: 3}, at: "12:30"}
wait:
  until: outcome
  steps:
    - {id: ease, say: a, because: b, from: [interview-end, logged], halfway_to: decision-day,
       if_at_least: {working_days: 6}, at: "12:30", late: drop}
chase-again:
  priority: chase
  until: [outcome, mark:no-chase]
  steps:
    - {id: ask, say: a, because: b, from: mark:chased, after: {working_days: 5}, at: "10:00",
       on: [tue, wed, thu], contact: employer}
close:
  until: [outcome]
  steps:
    - {id: ask, say: a, because: b, from: sent:chase-again/ask, after: {working_days: 5}, at: "12:30",
       repeat: {every: {working_days: 10}, at: "12:30", times: 1}}
feedback-reminder:
  priority: feedback
  until: [mark:feedback-received, mark:no-feedback]
  steps:
    - {id: ask, say: a, because: b, from: mark:asked-feedback, after: {working_days: 5}, at: "10:00",
       contact: employer}
own-review:
  until: [mark:reviewed, mark:no-review, mark:feedback-received]
  steps:
    - {id: ask, say: a, because: b, from: [sent:feedback-reminder/ask, mark:feedback-refused],
       after: {working_days: 5}, at: "12:30"}
plan-check:
  about: person
  until: [mark:plan-done]
  steps:
    - {id: ask, say: a, because: b, from: mark:plan-made, after: {days: 7}, at: "18:00", push: true,
       again: true, repeat: {every: {days: 14}, at: "18:00", times: 1}}
prepare:
  priority: logistics
  until: [outcome, interview-past]
  max: 4
  steps:
    - {id: plan, say: a, because: b, from: interview-day, after: {days: -5}, at: "18:00", late: {hours: 12}}
    - {id: list, say: a, because: b, from: interview-day, after: {days: -2}, at: "18:00", late: {hours: 12}}
    - {id: eve, say: a, because: b, from: interview-day, after: {days: -1}, at: "18:00", late: {hours: 4},
       exempt: true}
    - {id: luck, say: a, because: b, from: interview-start, after: {hours: -2}, not_before: "07:00",
       late: drop, exempt: true, opt_in: good-luck}
first-day:
  priority: logistics
  until: [mark:declined]
  steps:
    - {id: papers, say: a, because: b, from: start-day, after: {days: -7}, at: "18:00", again: true}
    - {id: route, say: a, because: b, from: start-day, after: {days: -1}, at: "17:00", again: true,
       exempt: true, late: {hours: 5}}
    - {id: how, say: a, because: b, from: start-day, at: "17:30", again: true, exempt: true,
       late: {hours: 24}}
in-work:
  until: [mark:left-job]
  steps:
    - {id: week, say: a, because: b, from: start-day, after: {working_days: 5}, at: "16:00"}
    - {id: month, say: a, because: b, from: start-day, after: {weeks: 4}, at: "18:00"}
    - {id: probation, say: a, because: b, from: start-day, after: {weeks: 11}, at: "18:00"}
offer:
  priority: logistics
  until: [mark:declined, mark:offer-settled]
  max: 4
  steps:
    - {id: writing, say: a, because: b, from: outcome:offer, after: {working_days: 1}, at: "10:00"}
    - {id: start, say: a, because: b, from: outcome:offer, unless: start-day, after: {working_days: 3},
       at: "10:00", contact: employer}
    - {id: reply, say: a, because: b, from: reply-by, after: {working_days: -1}, at: "10:00",
       late: {hours: 6}}
setback:
  about: person
  until: [mark:setback-plan, mark:no-setback-plan]
  steps:
    - {id: offer, say: a, because: b, from: first-logged, at: "18:30", late: drop}
dormant:
  about: person
  steps:
    - {id: ask, say: a, because: b, when: open-interview, from: last-contact, after: {days: 30}, at: "10:00",
       again: true}
late-call:
  about: request
  priority: logistics
  until: [request-closed]
  steps:
    - {id: sorry, say: a, because: b, from: request-promised, after: {working_days: 1}, at: "10:00",
       exempt: true}
"""


@pytest.mark.parametrize("name", sorted(yaml.safe_load(ROWS)))
def test_journeys_still_to_come_can_be_written(name: str) -> None:
    assert read(name, yaml.safe_load(ROWS)[name])[1] == []
