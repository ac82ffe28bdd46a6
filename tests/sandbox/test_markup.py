"""Telegram's HTML is read as Telegram reads it, or refused with its words."""

import pytest

from bot.sandbox.markup import UnparsableError, parse, trimmed
from bot.sandbox.spots import spot
from bot.sandbox.units import cut, units

GOOD = {
    "plain": ("plain", []),
    "a > b & c": ("a > b & c", []),
    "&lt;&gt;&amp;&quot;&#65;&#x41;": ('<>&"AA', []),
    "&nbsp;&copy;": ("&nbsp;&copy;", []),
    "&amp;lt;": ("&lt;", []),
    "<b>x</b>": ("x", [("bold", 0, 1)]),
    "<STRONG>x</strong>": ("x", [("bold", 0, 1)]),
    "<i>x</i><em>y</em>": ("xy", [("italic", 0, 1), ("italic", 1, 1)]),
    "<u>x</u><ins>y</ins>": ("xy", [("underline", 0, 1), ("underline", 1, 1)]),
    "<s>x</s><strike>y</strike><del>z</del>": (
        "xyz",
        [("strikethrough", 0, 1), ("strikethrough", 1, 1), ("strikethrough", 2, 1)],
    ),
    '<span class="tg-spoiler">x</span><tg-spoiler>y</tg-spoiler>': (
        "xy",
        [("spoiler", 0, 1), ("spoiler", 1, 1)],
    ),
    "<b>a<i>b</i></b>": ("ab", [("bold", 0, 2), ("italic", 1, 1)]),
    "😀<b>é</b>": ("😀é", [("bold", 2, 1)]),
    "<b>😀</b>": ("😀", [("bold", 0, 2)]),
    "<b></b>x": ("x", []),
    "<code>a&lt;b</code>": ("a<b", [("code", 0, 3)]),
    "<pre>x</pre>": ("x", [("pre", 0, 1)]),
    '<pre><code class="language-python">x</code></pre>': ("x", [("pre", 0, 1)]),
    "<blockquote>x</blockquote>": ("x", [("blockquote", 0, 1)]),
    "<blockquote expandable>x</blockquote>": ("x", [("expandable_blockquote", 0, 1)]),
    '<a href="https://www.nhs.uk/a?b=1&amp;c=2">go</a>': ("go", [("text_link", 0, 2)]),
    "<a href='https://www.nhs.uk'>go</a>": ("go", [("text_link", 0, 2)]),
    '<a href="tg://user?id=42">Sam</a>': ("Sam", [("text_mention", 0, 3)]),
    '<tg-emoji emoji-id="5368324170671202286">👍</tg-emoji>': ("👍", [("custom_emoji", 0, 2)]),
}

BAD = {
    "<b>x": 'Can\'t find end tag corresponding to start tag "b"',
    "x</b>": "Unexpected end tag at byte offset 1",
    "<b>x</i>": 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"',
    "<b><i>x</b></i>": 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"',
    "<div>x</div>": 'Unsupported start tag "div" at byte offset 0',
    "é<br/>": 'Unsupported start tag "br/" at byte offset 2',
    "<p>": 'Unsupported start tag "p" at byte offset 0',
    "<ul><li>x</li></ul>": 'Unsupported start tag "ul" at byte offset 0',
    "1 < 2": "Unclosed start tag at byte offset 2",
    "<b": "Unclosed start tag at byte offset 0",
    "x < y > z": 'Unsupported start tag "" at byte offset 2',
    "<b>x</b": "Unclosed end tag at byte offset 4",
    "<span>x</span>": 'Tag "span" must have class "tg-spoiler" at byte offset 0',
    "<b><code>x</code></b>": 'Tag "code" can\'t be nested here at byte offset 3',
    "<code><b>x</b></code>": 'Tag "b" can\'t be nested here at byte offset 6',
    "<blockquote><blockquote>x</blockquote></blockquote>": "Block quotes can't be nested at byte offset 12",
    '<a href="https://a.uk"><a href="https://b.uk">x</a></a>': "Links can't be nested at byte offset 23",
    '<a href="tel:116123">x</a>': 'Link "tel:116123" is nothing that can be followed',
    '<a href="javascript:alert(1)">x</a>': 'Link "javascript:alert(1)" is nothing that can be followed',
    "<a>x</a>": 'Link "x" is nothing that can be followed',
    '<tg-emoji emoji-id="x">👍</tg-emoji>': "Invalid custom emoji identifier at byte offset 0",
    '<a =">x</a>': "Unclosed start tag at byte offset 0",
}


@pytest.mark.parametrize("source", GOOD)
def test_good_html_becomes_text_and_entities(source: str) -> None:
    text, entities = GOOD[source]

    marked = parse(source)

    assert marked.text == text
    assert [(one["type"], one["offset"], one["length"]) for one in marked.entities] == entities


@pytest.mark.parametrize("source", BAD)
def test_bad_html_is_refused_in_the_words_of_telegram(source: str) -> None:
    with pytest.raises(UnparsableError) as refusal:
        parse(source)

    assert str(refusal.value) == BAD[source]


def test_a_link_keeps_its_address_and_code_its_language() -> None:
    link = parse('<a href="https://www.nhs.uk/a?b=1&amp;c=2">go</a>').entities[0]
    code = parse('<pre><code class="language-python">x</code></pre>').entities[0]

    assert link["url"] == "https://www.nhs.uk/a?b=1&c=2"
    assert code["language"] == "python"


def test_white_space_at_the_ends_is_taken_away_and_entities_move_with_the_text() -> None:
    marked = trimmed(parse("\n <b> hi </b>you \n"))

    assert marked.text == "hi you"
    assert [(one["offset"], one["length"]) for one in marked.entities] == [(0, 3)]


def test_what_telegram_finds_by_itself_is_found() -> None:
    text = (
        "😀 /log@my_bot ask to a.b@acme.co.uk or @someone, see https://nhs.uk/x. or acme.com #tag 1/2 and/or"
    )

    found = [(one["type"], cut(text, one["offset"], one["length"])) for one in spot(text)]

    assert found == [
        ("bot_command", "/log@my_bot"),
        ("email", "a.b@acme.co.uk"),
        ("mention", "@someone"),
        ("url", "https://nhs.uk/x"),
        ("url", "acme.com"),
        ("hashtag", "#tag"),
    ]


def test_nothing_is_found_inside_code_or_a_link() -> None:
    marked = parse('<code>/start</code> <a href="https://a.uk">b.com</a>')

    assert [one["type"] for one in spot(marked.text, marked.entities)] == ["code", "text_link"]


def test_length_counts_utf16_units() -> None:
    assert [units(text) for text in ("abc", "é", "€", "😀", "👨‍👩‍👧")] == [3, 1, 1, 2, 8]
