"""What a person wants is guessed from how others say it, and never forced on an ordinary sentence."""

import pytest

from bot.understand.intents import SURE, best

WANTED = [
    ("log-interview", "I've an interview tomorrow"),
    ("log-interview", "had my interview this morning"),
    ("record-outcome-rejected", "they rejected me again"),
    ("record-outcome-rejected", "sadly i didnt get the job"),
    ("record-outcome-rejected", "just got the rejection email"),
    ("record-outcome-offer", "omg i got the job!!!"),
    ("record-outcome-offer", "they've offered me the role"),
    ("record-outcome-no-reply", "still haven't heard anything from them"),
    ("record-outcome-no-reply", "they never replied"),
    ("ask-advisor", "can i talk to a real human please"),
    ("ask-advisor", "could an advisor call me"),
    ("stop-nudges", "pls stop sending me reminders"),
    ("stop-nudges", "STOP"),
    ("snooze", "remind me later"),
    ("show-interviews", "what interviews have i got"),
    ("delete-data", "please delete all of my data"),
    ("what-next", "so what happens now?"),
    ("show-nudges", "what reminders are coming"),
    ("help", "how does this bot work"),
    ("greeting", "hello!"),
    ("thanks", "thank you so much"),
    ("feeling-low", "i feel really down today"),
    ("tell-result", "ive got a result"),
    ("tell-result", "can i record a result please"),
    ("record-outcome-no-reply", "i havent got a result yet, heard nothing"),
    ("record-outcome-offer", "i got the job at Crumbs"),
    ("record-outcome-no-reply", "heard nothing from Kettles"),
    ("record-outcome-another-round", "im through to the second round"),
    ("record-outcome-withdrew", "changed my mind, dont want it"),
    ("record-outcome-not-shortlisted", "i wasnt shortlisted"),
    ("record-outcome-cancelled", "theyve cancelled my interview"),
    ("export-data", "pls export my stuff"),
    ("change-timezone", "my time zone is wrong"),
    ("change-pace", "change the pace"),
    ("change-pace", "could you remind me less often please"),
    ("change-pace", "youre sending me too many messages"),
    ("change-hour", "send them in the evening instead"),
    ("change-hour", "can you message me after work"),
    ("change-quiet", "please dont message me at night"),
    ("record-outcome-no-reply", "they still havent told me anything about the driver job"),
    ("show-notes", "can I see my notes"),
    ("show-notes", "i want to write a note"),
    ("show-progress", "how many jobs have i applied for"),
    ("show-progress", "show me how far ive come"),
    ("log-application", "can I add an application"),
    ("set-goal", "can I set a goal for each week"),
]

ORDINARY = [
    "they asked me a long list of questions and I answered them all",
    "I had a pause in my career to look after my mum",
    "he wouldn't stop talking during the interview",
    "I need help with my CV layout for a nursing role",
    "the next interviewer was nice and asked about data",
    "I deleted my old CV by mistake last night",
    "what is the capital of France",
    "my reminders to the supplier were mentioned in the feedback",
    "I thanked the panel and said hello to the receptionist",
    "they offered me a cup of tea",
    "they wanted somebody who can keep up the pace",
    "I said I could work nights if they needed me to",
    "the interview was too early in the morning for me",
    "the bus stop was a mile from the office",
    "they cancelled my old contract last year",
    "the next question was about delivering results",
    "they took notes all through the interview",
    "the manager asked about my goals and how I set them",
    "she said I made good progress in the second half",
]

Pairs = tuple[tuple[str, str], ...]


@pytest.fixture(scope="module")
def pairs(phrase_files: dict[str, str]) -> Pairs:
    return tuple(phrase_files.items())


@pytest.mark.parametrize(("intent", "text"), WANTED)
def test_a_wish_is_understood(intent: str, text: str, pairs: Pairs) -> None:
    first = best(text, pairs)[0]

    assert first.id == intent
    assert first.score >= SURE


@pytest.mark.parametrize("text", ORDINARY)
def test_a_word_of_a_command_in_an_ordinary_sentence_fires_nothing(text: str, pairs: Pairs) -> None:
    assert all(guess.score < SURE for guess in best(text, pairs))


def test_at_most_three_guesses_come_best_first(pairs: Pairs) -> None:
    guesses = best("stop or pause the reminders and show my interviews", pairs)

    assert 1 <= len(guesses) <= 3
    assert [guess.score for guess in guesses] == sorted((guess.score for guess in guesses), reverse=True)


@pytest.mark.parametrize("text", ["", "  ", "xyzzy", "🎉", "."])
def test_words_like_nothing_bring_no_guess(text: str, pairs: Pairs) -> None:
    assert best(text, pairs) == ()


def test_every_intent_has_ten_ways_of_saying_it(phrase_files: dict[str, str]) -> None:
    short = [
        name
        for name, text in phrase_files.items()
        if name.startswith("intents/") and len(text.splitlines()) < 11
    ]

    assert short == []
