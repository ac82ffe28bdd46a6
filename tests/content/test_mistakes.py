"""Every kind of mistake an editor can make is named, with its file and line."""

from __future__ import annotations

from datetime import date

import pytest

from bot.content import BadContent, Mistake, load
from bot.content.checking import review
from tests.content.shelves import ACTIONS, GOOD, Folder

WAITING = "guidance/en-GB/waiting.md"
GOT = "guidance/en-GB/got-the-job.md"
EXERCISE = "exercises/en-GB/warm-up.md"
REFRAME = "reframes/en-GB/reframe-ghosted.md"
GUIDE = "guide.yaml"
SOURCES = "sources.yaml"
THANKS = "templates/en-GB/thank-you.md"
NUDGE = "nudges/en-GB/result-check.md"
LOG = "strings/en-GB/log.yaml"
LABELS = "strings/en-GB/buttons.yaml"
BUTTONS = "buttons.yaml"
CRISIS = "phrases/en-GB/crisis-self.txt"
JOURNEY = "journeys/result-check.yaml"

SPOILED = [
    # the beginning of a page
    (WAITING, "id: waiting", "id: wating", ":2: the id «wating» and the file name «waiting»"),
    (WAITING, "title:", "tilte:", ":3: «tilte» means nothing here (did you mean «title»?)"),
    (WAITING, "title: Getting through the wait\n", "", ":2: «title» is missing"),
    (WAITING, "short: What", "short: What is there that anybody could do " + "o" * 40, ":4: «short» has"),
    (WAITING, "kind: guidance", "kind: wellbing", ":5: «wellbing» is no kind"),
    (WAITING, "[got-it]", "[got-ti]", ":6: there is no button «got-ti» (did you mean «got-it»?)"),
    (WAITING, "[got-it]", "got-it", ":6: «buttons» is a list: [first, second]"),
    (WAITING, "[thank-you,", "[thank-yuo,", ":7: there is no text «thank-yuo» (did you mean «thank-you»?)"),
    (WAITING, "2027-03-31", "31 March", ":8: «31 March» is no date like 2027-03-31"),
    (WAITING, "kind: guidance", "id: waiting", ":5: «id» is here twice; the first is 3 lines above"),
    (WAITING, "kind: guidance", "kind: [guidance", ":6: this is not YAML"),
    (WAITING, "---\nid", "id", ":1: a page begins with a line «---»"),
    (GOT, "action: got-it", "action: got-ti", ":5: there is no button «got-ti» (did you mean «got-it»?)"),
    (GOT, "action: got-it", "action: [got-it]", ":5: «action» has no words"),
    (GOT, "emoji: true", "emoji: yes", ":8: «yes» is neither true nor false"),
    (GOT, "emoji: true\n", "", ":13: «got-the-job» has «🎉» in it"),
    (GOT, "Well done!", "🎉 Well done!", ":14: «got-the-job» has 2 emoji"),
    (
        GOT,
        "offer in writing\n  no",
        "offer in wrting\n  no",
        ":10: the words of the point «in-writing» are not",
    ),
    (
        GOT,
        "no-hurry: You have a day",
        "no-hurry: Take a day",
        ":11: the words of the point «no-hurry» are not",
    ),
    (GOT, "  no-hurry: You have a day", "  No: You have a day", ":11: «No» has to be small letters"),
    (GOT, "no-hurry: You have a day", "no-hurry: []", ":11: «no-hurry» has no words"),
    (
        GOT,
        "points:\n  in-writing: offer in writing\n  no-hurry: You",
        "points: You",
        ":9: points are lines like",
    ),
    (WAITING, "[P2]", "[P22]", ":9: sources.yaml has no «P22» (did you mean «P2»?)"),
    (EXERCISE, "title: A warm-up\n", "", ":2: «title» is missing"),
    (EXERCISE, "buttons:", "button:", ":4: «button» means nothing here (did you mean «buttons»?)"),
    (EXERCISE, "[read-more]", "[read-mor]", ":4: there is no button «read-mor»"),
    (
        REFRAME,
        "topic: waiting",
        "topic: wating",
        ":5: there is no guidance «wating» (did you mean «waiting»?)",
    ),
    (REFRAME, "topic: waiting", "topic: thank-you", ":5: there is no guidance «thank-you»"),
    (REFRAME, "topic: waiting", "short: waiting", ":5: «short» means nothing here"),
    (
        REFRAME,
        "They never wrote",
        "They never wrote back to me at all",
        ":3: «title» has 34 characters; 28 fit",
    ),
    # what a page has to have before the guide can show it
    (WAITING, "action: read-more\n", "", ":2: «action» of «waiting» is missing"),
    (WAITING, "points: {tiring: wears on you}\n", "", ":2: «points» of «waiting» is missing"),
    (GOT, "review_by: 2028-03-31\n", "", ":2: «review_by» of «got-the-job» is missing"),
    (GOT, "[waiting, thank-you]", "[waiting]", ":7: «got-the-job» leads to 1 others; 2 to 6 are right"),
    (
        GOT,
        "[read-more]",
        "[read-more, got-it, read-more]",
        ":6: «got-the-job» has 3 buttons beside its action",
    ),
    (
        GUIDE,
        "patience:\n  - waiting\n",
        "patience: [got-the-job]",
        ":2: «got-the-job» stands in «hope» already",
    ),
    (
        GUIDE,
        "patience:",
        "patients:",
        ":2: the group «patients» has no title: en-GB has no «guide.group.patients»",
    ),
    # what follows a page, and other tones
    (GOT, "---more---", "---mroe---", ":15: «---mroe---» means nothing here (did you mean «---more---»?)"),
    (GOT, "---more---", "--more--", ":15: «--more--» means nothing here (did you mean «---more---»?)"),
    (GOT, "---variant---", "---more---", ":17: «---more---» is here twice"),
    (GOT, "You have a day to think.\n", "", ":15: there are no words here"),
    (GOT, "---more---", "---shorter---", ":15: «---shorter---» means nothing here"),
    (GOT, "You have a day to think", "# You have a day to think", ":16: headings cannot be shown"),
    (THANKS, "---more formal---", "---formal---", ":14: «---formal---» means nothing here (did you mean"),
    (THANKS, "---shorter---", "---more---", ":10: «---more---» means nothing here"),
    (NUDGE, "Have you", "One\n---more---\nHave you", ":6: «---more---» means nothing here"),
    # what may be answered to a nudge
    (NUDGE, "[got-it]\n", "[got-it]\nanswers: {pause: got-ti}\n", ":4: there is no button «got-ti»"),
    (NUDGE, "[got-it]\n", "[got-it]\nanswers: {paws: got-it}\n", ":4: phrases/ has no answer «paws»"),
    (NUDGE, "[got-it]\n", "[got-it]\nanswers: pause\n", ":4: answers are lines like «yes: "),
    # nations
    (WAITING, "A wait", "@Scotlnad A", ":17: «@Scotlnad» is no nation (did you mean «Scotland»?)"),
    (
        WAITING,
        "A wait",
        "@Northern Ireland A",
        ":17: «@Northern» is no nation (did you mean «Northern-Ireland»?)",
    ),
    (WAITING, "A wait", "Oh\n\n@UK C\n@elsewhere B\n@Ireland A", ":21: nobody reads this «@Ireland»"),
    (WAITING, "A wait", "Oh\n\n@Great-Britain B\n@Wales A", ":20: nobody reads this «@Wales»"),
    (WAITING, "A wait", "@Wales A\n\n@elsewhere B", ":19: «@elsewhere» stands right below the lines"),
    (WAITING, "A wait", "A @Scotland", ":17: «@Scotland» begins a paragraph or a list item"),
    (WAITING, "A wait", "@Scotland: A", ":17: «@Scotland» begins a paragraph or a list item"),
    (WAITING, "A wait", "@Scotland A", ":17: «waiting» is empty when nothing is known"),
    (WAITING, "A wait", "@England B\n@Wales # A\n@elsewhere A", ":18: headings cannot be shown"),
    (WAITING, "A wait", "@Wales" + " a" * 400 + "\n@elsewhere A", ":17: «waiting» for Wales is "),
    (
        WAITING,
        "A wait",
        "@Great-Britain" + " a" * 400 + "\n@elsewhere A",
        ":17: «waiting» for England, Scotland, Wales is ",
    ),
    (WAITING, "A wait", "@Wales {employer}\n@elsewhere A", ":2: nobody fills in {employer} in «waiting»"),
    (
        LABELS,
        "Got it",
        '"@Wales Got it\\n@elsewhere Have it"',
        ":1: «button.got-it» is a button, and those read",
    ),
    # the guide and the sources
    (GUIDE, "- waiting", "- wating", ":3: there is no page «wating» in guidance (did you mean «waiting»?)"),
    (GUIDE, "- waiting", "- waiting\n  - got-the-job", ":4: «got-the-job» stands in «hope» already"),
    (GUIDE, "- waiting", "- warm-up", ":3: there is no page «warm-up» in guidance"),
    (GUIDE, "hope:", "Hope:", ":1: «Hope» has to be small letters"),
    (GUIDE, "[got-the-job]", "got-the-job", ":1: «hope» is a list of pages"),
    (SOURCES, "P2:", "p2:", ":1: «p2» has to be capital letters and a number, such as P2"),
    (
        SOURCES,
        "  about: silence",
        "  abuot: silence",
        ":4: «abuot» means nothing here (did you mean «about»?)",
    ),
    (SOURCES, "  about: silence\n", "", ":2: «about» of «E9» is missing"),
    (SOURCES, "about: silence", "about: []", ":4: «about» has no words"),
    (SOURCES, "https://example.org/silence", "example.org", ":5: «example.org» is no address"),
    # what Telegram cannot show
    (WAITING, "Waiting is", "# Waiting is", ":13: headings cannot be shown in Telegram"),
    (WAITING, "Do one", "---\n\nDo one", ":15: a line across cannot be shown"),
    (WAITING, "Do one", "![cat](https://example.org/cat.png) Do one", ":15: pictures cannot be shown"),
    (WAITING, "Do one", "| a | b |\n|---|---|\n| 1 | 2 |\n\nDo one", ":15: tables cannot be shown"),
    (WAITING, "**hard**", "**`hard`**", ":13: `code` cannot stand inside bold"),
    (WAITING, "https://example.org/today", "mailto:me@example.org", ":15: «mailto:me@example.org» is no"),
    (WAITING, "https://example.org/today", "javascript:alert(1)", ":15: «](» here makes no link"),
    (WAITING, "https://example.org/today", "https://example.org/{job}", ":15: a link's address cannot have"),
    (WAITING, "Do one", "> a\n> > b\n\nDo one", ":16: a quote cannot stand in a list or in another quote"),
    (WAITING, "Do one", "> [!note]\n> b\n\nDo one", ":15: «[!note]» is unknown; a folded quote begins"),
    (WAITING, "A wait wears on you.", "\n", ":16: there are no words here"),
    (
        WAITING,
        "Waiting is **hard**.",
        "Waiting is hard when nobody tells you how long it is going to\nlast.",
        ":13: this line breaks off in mid-sentence",
    ),
    # placeholders
    (WAITING, "one small", "{one small", ":15: «{» alone; for a real brace write «\\{»"),
    (WAITING, "one small", "{Job Title}", ":15: «{Job Title}» is no placeholder"),
    (WAITING, "one small", "[[one {small}", ":15: «[[» without «]]»"),
    (WAITING, "one small", "one small]]", ":15: «]]» without «[[»"),
    (WAITING, "one small", "[[one small]]", ":15: «[[ … ]]» without a placeholder that could be missing"),
    (WAITING, "one small", "[[a [[b {c}]] d]]", ":15: «[[» inside «[[ … ]]»"),
    (
        WAITING,
        "Do one small",
        "[[Do **one {x}]] small**",
        ":15: «[[» and «]]» have to stand in the same bold",
    ),
    (WAITING, "Do one", "1. a\n2. [[{b}]]\n\nDo one", ":16: a numbered item cannot be left out"),
    (WAITING, "one small", "one \ue000 small", ":15: a character that no phone can show"),
    (THANKS, "{contact_name|", "{contact-name|", ":5: «{contact-name|hiring team}» is no placeholder"),
    # strings
    (LOG, "log.ask-role", "log.Ask", ":1: «log.Ask» has to be small letters"),
    (LOG, '"What was the *job*?"', '""', ":1: «log.ask-role» has no words"),
    (LOG, "- Thanks!", "- {a: b}", ":7: «log.thanks» has no words, or something else than words"),
    (LOG, "[[On {when}]]", "# On", ":4: headings cannot be shown"),
    (LOG, "log.thanks", "log.echo", ":5: «log.echo» is here twice; the first is 3 lines above"),
    (LOG, "log.thanks", "waiting", f":5: there is a «waiting» already, in content/{WAITING}:2"),
    (LABELS, "Got it", "I have got the job after all, thanks", ":1: «button.got-it» is 36 characters long"),
    (LOG, "log.thanks:", "log.thanks: &a [*a]\nlog.x:", ":5: this is used again elsewhere (*)"),
    (LABELS, "Got it", "|\n  Got\n  it", ":2: «button.got-it» has a line break"),
    (LABELS, "log.no: No", 'log.no: "[[{who} said no]]"', ":3: «log.no» is empty when nothing is known"),
    # buttons
    (BUTTONS, "does: guide.show", "dose: guide.show", ":2: «dose» means nothing here (did you mean «does»?)"),
    (BUTTONS, "guide.show", "guide.shwo", ":2: nothing in the code does «guide.shwo» (did you mean"),
    (BUTTONS, "success", "green", ":1: «green» is no style"),
    (BUTTONS, "extra: offer", f"extra: {'o' * 40}", ":1: «got-it» is too long for Telegram"),
    (BUTTONS, "{does: guide.show}", "guide.show", ":2: «read-more» says what it does"),
    (BUTTONS, "read-more", "Read more", ":2: «Read more» has to be small letters"),
    # journeys
    (
        JOURNEY,
        "say: result-check",
        "say: reslt-check",
        ":5: there is no nudge «reslt-check» in en-GB (did you",
    ),
    (
        JOURNEY,
        "    because",
        "    why: why.nobody\n    because",
        ":6: there is no string «why.nobody» in en-GB",
    ),
    (JOURNEY, "after:", "afte:", ":8: «afte» is not known here (did you mean «after»?)"),
    (JOURNEY, "working_days", "workdays", ":8: «workdays» is no distance"),
    (JOURNEY, "10:00", "25:00", ":9: «25:00» is not a time of day"),
    (JOURNEY, "decision-day", "sent:result-check/aks", ":7: there is no step «result-check/aks»"),
    (JOURNEY, "steps:", "steps: []\nstep:", ":4: «step» is not known here (did you mean «steps»?)"),
    (JOURNEY, "until: outcome", "about: interview", ":2: «about» is here twice; the first is 1 lines above"),
    (JOURNEY, "about: interview\n", "about: [\n", ":3: this is not YAML"),
    # phrases
    (CRISIS, "(end|finish) it all", "(end|finish it all", ":2: "),
    (CRISIS, "(end|finish) it all", "{nothing} it all", ":2: "),
    # lengths
    (NUDGE, "Have you heard", "Have you heard " + "so much " * 45, ":5: «result-check» is "),
    (LOG, "Thank you.", "Thank you." + " So much." * 500, ":6: «log.thanks» can be "),
    (WAITING, "Do one", "Do one" + " more" * 140, ":13: «waiting» is "),
    (GOT, "to think.", "to think" + " more" * 140 + ".", ":16: «got-the-job.more» is "),
    (REFRAME, "Silence is", "Silence is" + " so" * 120, ":8: «reframe-ghosted» is "),
    (WAITING, "A wait", "{employer} and a wait", ":2: nobody fills in {employer} in «waiting»"),
]


@pytest.mark.parametrize(("name", "old", "new", "told"), SPOILED)
def test_a_mistake_is_named_with_its_line(folder: Folder, name: str, old: str, new: str, told: str) -> None:
    folder.replace(name, old, new)

    mistakes = folder.mistakes()

    assert [line for line in mistakes if line.startswith(f"content/{name}{told}")], "\n".join(mistakes)


@pytest.mark.parametrize(
    ("name", "words", "told"),
    [
        ("guidence/en-GB/x.md", "", "content/guidence: nothing reads this (did you mean «guidance»?)"),
        ("guidance/x.md", "", "content/guidance/x.md: this belongs into the folder of a language"),
        ("guidance/en-GB/x.txt", "", "content/guidance/en-GB/x.txt: only .md files are read here"),
        ("phrases/en-GB/x.md", "", "content/phrases/en-GB/x.md: only .txt files are read here"),
        ("strings/en-GB/x.yml", "", "content/strings/en-GB/x.yml: only .yaml files are read here"),
        ("guide.yaml", "- a\n", "content/guide.yaml:1: groups are lines like"),
        ("sources.yaml", "- a\n", "content/sources.yaml:1: sources are lines like"),
        ("sources.yaml", "P2: x\n", "content/sources.yaml:1: «P2» says where it is"),
        ("strings/en-GB/x.yaml", "- a\n", "content/strings/en-GB/x.yaml:1: strings are lines like"),
        ("desk.yaml", "a: 1\na: 2\n", "content/desk.yaml:2: «a» is here twice; the first is 1 lines above"),
        ("nudges/pl/reslt-check.md", "---\nid: reslt-check\n---\nHej\n", "en-GB has no «reslt-check»"),
        ("nudges/en-GB/Bad_Name.md", "---\nid: Bad_Name\n---\nHi\n", "the file name «Bad_Name» has to be"),
        ("strings/pl/log.yaml", "log.no: Nie {who}\n", "strings/pl/log.yaml:1: nobody fills in {who}"),
    ],
)
def test_a_file_that_does_not_belong_is_named(folder: Folder, name: str, words: str, told: str) -> None:
    folder.write(name, words)

    assert told in "\n".join(folder.mistakes())


def test_a_file_that_is_no_utf8_is_named(folder: Folder) -> None:
    (folder.root / WAITING).write_bytes(b"caf\xe9")

    assert f"content/{WAITING}: this is not saved as UTF-8 text" in folder.mistakes()


def test_a_button_without_words_is_named(folder: Folder) -> None:
    folder.replace(LABELS, "button.got-it", "button.get-it")

    told = "content/buttons.yaml:1: the button «got-it» has no words: en-GB has no «button.got-it» (did you"
    assert folder.mistakes()[0].startswith(told)


def test_an_id_that_the_code_names_and_nobody_wrote_is_named(folder: Folder) -> None:
    told = folder.mistakes(frozenset({"log.thank", "log.no"}))

    assert told == ["content: the code says «log.thank», and no file has it (did you mean «log.thanks»?)"]


def test_a_page_that_no_group_shows_is_named(folder: Folder) -> None:
    folder.replace(GUIDE, "patience:\n  - waiting\n", "")

    assert folder.mistakes() == [f"content/{WAITING}:2: no group of guide.yaml has «waiting»"]


def test_every_mistake_is_told_at_once_in_order(folder: Folder) -> None:
    folder.replace(WAITING, "Waiting is", "# Waiting is")
    folder.replace(LOG, "[[On {when}]]", "{")
    folder.replace(BUTTONS, "success", "green")

    told = folder.mistakes()

    assert [line.split(": ")[0] for line in told] == [
        "content/buttons.yaml:1",
        f"content/{WAITING}:13",
        f"content/{LOG}:4",
    ]


def test_there_has_to_be_a_folder(folder: Folder) -> None:
    with pytest.raises(BadContent) as caught:
        load(folder.root / "nowhere")

    assert [mistake.file for mistake in caught.value.mistakes] == ["nowhere"]


def test_a_passed_review_date_warns_and_stops_only_who_wants_it_strict(folder: Folder) -> None:
    late = date(2027, 4, 1)
    reason = "«waiting» was to be reviewed by 2027-03-31"

    load(folder.root, actions=ACTIONS, when=date(2027, 3, 31))
    warned = review(folder.root, late).late
    with pytest.raises(BadContent) as caught:
        load(folder.root, actions=ACTIONS, when=late)

    assert Mistake(f"content/{WAITING}", 8, reason) in warned
    assert caught.value.mistakes == (Mistake(f"content/{WAITING}", 8, reason),)


def test_words_that_nobody_sees_are_only_warned_of(folder: Folder) -> None:
    folder.write("nudges/en-GB/idle.md", "---\nid: idle\n---\nHello.\n")
    folder.replace(BUTTONS, "read-more:", "idle: {does: guide.show}\nread-more:")
    folder.replace(LABELS, "log.no: No", "button.idle: Nobody presses me\nlog.no: No")

    folder.load()
    warned = review(folder.root, date(2026, 1, 1), ids_used=frozenset({"log.no"})).look

    assert [mistake.reason for mistake in warned] == [
        "no text shows the button «idle»",
        "no journey says «idle»",
    ]


def test_without_a_guide_pages_need_not_be_complete(folder: Folder) -> None:
    (folder.root / GUIDE).unlink()
    folder.replace(WAITING, "action: read-more\n", "")

    assert not folder.load().groups


def test_hidden_files_are_left_alone(folder: Folder) -> None:
    for name in (".DS_Store", "guidance/en-GB/.waiting.md.swp", "phrases/en-GB/.keep"):
        folder.write(name, "")

    assert folder.load().knows("waiting")


def test_the_good_folder_has_one_thing_of_each_kind(folder: Folder) -> None:
    library = folder.load()

    shelves = [
        library.entry(id_, "en-GB").shelf
        for id_ in ("waiting", "warm-up", "reframe-ghosted", "thank-you", "result-check", "log.no")
    ]
    assert shelves == ["guidance", "exercises", "reframes", "templates", "nudges", "strings"]
    assert len(GOOD) == len([path for path in folder.root.rglob("*") if path.is_file()])


def test_a_language_may_use_any_part_of_a_day_whatever_english_uses(folder: Folder) -> None:
    folder.write("strings/en-GB/spoken.yaml", 'spoken.day: "{weekday} {day} {month}"\n')
    folder.write("strings/pl.yaml", 'spoken.day: "{day} {month} {year}"\n')
    folder.load()

    folder.write("strings/pl.yaml", 'spoken.day: "{day} {moon}"\n')

    assert folder.mistakes() == [
        "content/strings/pl.yaml:1: nobody fills in {moon}: the en-GB text has no such placeholder"
    ]
