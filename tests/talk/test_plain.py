"""Plain words do what they clearly ask for; where it is not clear, the person is asked."""

from __future__ import annotations

import pytest

from bot.domain.change import AddInterview, Ask, Erase, KeepInterview
from bot.talk import plain, result
from tests.cast import BAKERY, after, buttons, facts, follow, labels, only, press, said, says, words

WORLD = facts(interviews=(BAKERY,))


@pytest.mark.parametrize(
    "line",
    [
        "Data analyst at Acme, next Tuesday 2pm, they'll tell me by 12 December",
        "I had an interview at Crumbs as a baker last Thursday at 9:30",
        "interview at Globex tomorrow 10am for a cleaner job",
    ],
)
def test_a_line_about_an_interview_starts_to_log_it(line: str) -> None:
    decision = plain.said(facts(), said(line))

    assert only(decision, Ask).question.name == "log"
    assert not [change for change in decision.changes if isinstance(change, AddInterview)]


@pytest.mark.parametrize(
    "line",
    [
        "they turned me down",
        "I got rejected",
        "I got the job at Crumbs",
        "Crumbs took somebody else",
        "they offered me the Crumbs job!",
    ],
)
def test_a_result_told_in_words_is_confirmed_by_a_button_first(line: str) -> None:
    decision = plain.said(WORLD, said(line))

    assert not [change for change in decision.changes if isinstance(change, KeepInterview)]
    assert "button.note-it" in labels(decision)
    done = result.record(WORLD, follow(decision, "button.note-it"))
    assert only(done, KeepInterview).interview.id == BAKERY.id


def test_sad_news_is_met_with_sympathy_before_any_question() -> None:
    decision = plain.said(WORLD, said("they turned me down"))

    assert words(WORLD, decision).startswith("I'm sorry.")


def test_a_human_is_one_sentence_away() -> None:
    assert "advisor" in says(plain.said(WORLD, said("can I speak to someone")))[0]


def test_to_delete_everything_is_asked_once_more() -> None:
    decision = plain.said(WORLD, said("please delete my data"))

    assert decision.messages
    assert not [change for change in decision.changes if isinstance(change, Erase)]


def test_thanks_are_answered_shortly() -> None:
    decision = plain.said(WORLD, said("thank you"))

    assert says(decision) == ["plain.thanks"]
    assert labels(decision) == []


def test_when_unsure_it_shows_at_most_three_guesses_and_an_advisor() -> None:
    decision = plain.said(WORLD, said("reminders please"))

    assert says(decision) == ["plain.unsure"]
    assert labels(decision) == ["button.guess"] * 3 + ["button.talk-to-advisor"]


def test_a_guess_can_be_typed_by_its_number() -> None:
    world = after(WORLD, plain.said(WORLD, said("reminders please")))

    assert says(plain.answered(world, said("1")))[0].startswith("pause")


def test_other_words_after_the_guesses_are_read_afresh() -> None:
    world = after(WORLD, plain.said(WORLD, said("reminders please")))

    decision = plain.answered(world, said("thanks"))

    assert says(decision) == ["plain.thanks"]
    assert after(world, decision).question is None


def test_words_that_mean_nothing_to_us_are_never_answered_with_pretence() -> None:
    decision = plain.said(WORLD, said("qwertz uiop"))

    assert says(decision) == ["plain.lost"]
    assert "button.talk-to-advisor" in labels(decision)


@pytest.mark.parametrize("extra", ["", "nonsense", "log.check", "email-chase"])
def test_a_forged_guess_leads_nowhere(extra: str) -> None:
    decision = plain.pick(WORLD, press("plain.pick", extra=extra))

    assert (decision.messages, decision.changes) == ((), ())


@pytest.mark.parametrize(
    "line", ["{0.__class__}", "'; DROP TABLE users;--", "%(token)s", "<b>hi", "x" * 4096, "\u200b"]
)
def test_odd_words_get_a_kind_answer(line: str) -> None:
    decision = plain.said(WORLD, said(line))

    assert words(WORLD, decision)


@pytest.mark.parametrize(
    ("line", "say"),
    [
        ("where's that from?", "guide.nothing-read"),
        ("what are your sources", "guide.nothing-read"),
        ("Who told you that?", "guide.nothing-read"),
        ("show me the guide", "guide.groups"),
        ("what topics do you have?", "guide.groups"),
        ("have you got any tips", "guide.groups"),
        ("which emails have you got?", "emails.list"),
        ("can you write an email for me?", "emails.list"),
        ("i dont know what to write to them", "emails.list"),
        ("why did they reject me?", "why"),
        ("why wasn't I chosen", "why"),
    ],
)
def test_the_guide_and_the_messages_can_be_asked_for_in_words(line: str, say: str) -> None:
    assert says(plain.said(WORLD, said(line)))[0].startswith(say)


@pytest.mark.parametrize(
    "line",
    [
        "I am from Leeds",
        "they asked where I was from and who told me about the job",
        "the panel gave me no tips at all",
        "they sent an email about the wrong job",
        "I emailed them my CV last week",
        "they asked me why I want this job",
    ],
)
def test_ordinary_sentences_open_no_menu(line: str) -> None:
    assert not says(plain.said(WORLD, said(line)))[0].startswith(("guide.", "emails.", "why"))


def test_whoever_may_have_had_a_no_is_not_asked_whether_it_was_an_offer() -> None:
    shown = [
        button.extra
        for button in buttons(plain.said(facts(), said("they felt somebody else was the better fit")))
    ]

    assert "record-outcome-rejected" in shown
    assert "record-outcome-offer" not in shown
