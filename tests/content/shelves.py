"""A small content folder that is in order, for tests to spoil one thing in."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.content import BadContent, load
from bot.domain.library import Library

ACTIONS = frozenset({"result.record", "guide.show"})

GOOD = {
    "buttons.yaml": (
        "got-it: {does: result.record, extra: offer, style: success}\nread-more: {does: guide.show}\n"
    ),
    "strings/en-GB/log.yaml": (
        'log.ask-role: "What was the *job*?"\n'
        "log.echo: |\n"
        "  {role|The job} at {employer|a place}\n"
        "  [[On {when}]]\n"
        "log.thanks:\n"
        "  - Thank you.\n"
        "  - Thanks!\n"
    ),
    "strings/en-GB/buttons.yaml": "button.got-it: Got it\nbutton.read-more: Read more\nlog.no: No\n",
    "guidance/en-GB/waiting.md": (
        "---\n"
        "id: waiting\n"
        "title: Getting through the wait\n"
        "short: What to do until you hear\n"
        "kind: guidance\n"
        "buttons: [got-it]\n"
        "related: [thank-you, got-the-job]\n"
        "review_by: 2027-03-31\n"
        "sources: [P2]\n"
        "action: read-more\n"
        "points: {tiring: wears on you}\n"
        "---\n"
        "Waiting is **hard**.\n"
        "\n"
        "Do one small thing [today](https://example.org/today).\n"
        "---variant---\n"
        "A wait wears on you.\n"
    ),
    "guidance/en-GB/got-the-job.md": (
        "---\n"
        "id: got-the-job\n"
        "title: You got it!\n"
        "short: What to do first\n"
        "action: got-it\n"
        "buttons: [read-more]\n"
        "related: [waiting, thank-you]\n"
        "emoji: true\n"
        "points:\n"
        "  in-writing: offer in writing\n"
        "  no-hurry: You have a day\n"
        "review_by: 2028-03-31\n"
        "---\n"
        "Well done! Ask for the **offer** in writing. 🎉\n"
        "---more---\n"
        "You have a day to think.\n"
        "---variant---\n"
        "You did it. Ask for the offer in writing.\n"
    ),
    "exercises/en-GB/warm-up.md": (
        "---\nid: warm-up\ntitle: A warm-up\nbuttons: [read-more]\n---\nBreathe out.\n"
    ),
    "reframes/en-GB/reframe-ghosted.md": (
        "---\nid: reframe-ghosted\ntitle: They never wrote\naction: read-more\ntopic: waiting\n"
        "sources: [E9]\n---\nSilence is about them.\n"
    ),
    "guide.yaml": "hope: [got-the-job]\npatience:\n  - waiting\n",
    "sources.yaml": (
        "P2: {name: A university, about: what to do after an interview, url: https://example.org/after}\n"
        "E9:\n  name: A survey\n  about: silence\n  url: https://example.org/silence\n"
    ),
    "templates/en-GB/thank-you.md": (
        "---\nid: thank-you\ntitle: Saying thank you\n---\n"
        "Dear {contact_name|hiring team},\n\nThank you for your time[[ on {interview_date}]].\n\n{my_name|}\n"
        "---shorter---\nThank you.\n\n{my_name|}\n---more formal---\nDear Sir or Madam,\n\nThank you.\n"
    ),
    "nudges/en-GB/result-check.md": (
        "---\nid: result-check\nbuttons: [got-it]\n---\nHave you heard about {job|your interview}?\n"
    ),
    "journeys/result-check.yaml": (
        "about: interview\n"
        "until: outcome\n"
        "steps:\n"
        "  - id: ask\n"
        "    say: result-check\n"
        "    because: The day they named has passed.\n"
        "    from: decision-day\n"
        "    after: {working_days: 1}\n"
        "    at: 10:00\n"
    ),
    "strings/en-GB/guide.yaml": "guide.group.hope: Hope\nguide.group.patience: Patience\n",
    "strings/en-GB/why.yaml": "why.result-check.ask: The day they named has passed\n",
    "phrases/en-GB/README.md": "# One phrase a line\n",
    "phrases/en-GB/crisis-self.txt": "# said of themselves\n(end|finish) it all\n",
    "phrases/en-GB/intents/pause.txt": "stop for a while\n",
    "README.md": "# How to change words\n",
}


class Folder:
    """Content on disk that a test can change."""

    def __init__(self, root: Path) -> None:
        self.root = root
        for name, words in GOOD.items():
            self.write(name, words)

    def write(self, name: str, words: str) -> None:
        """Writes one file."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(words, encoding="utf-8")

    def read(self, name: str) -> str:
        """What one file says."""
        return (self.root / name).read_text(encoding="utf-8")

    def replace(self, name: str, old: str, new: str) -> None:
        """Changes words in one file; they have to be there."""
        words = self.read(name)
        assert old in words
        self.write(name, words.replace(old, new))

    def load(self) -> Library:
        """The library, if nothing is wrong."""
        return load(self.root, actions=ACTIONS)

    def mistakes(self, ids_used: frozenset[str] = frozenset()) -> list[str]:
        """What `load` says is wrong, a line each."""
        with pytest.raises(BadContent) as caught:
            load(self.root, actions=ACTIONS, ids_used=ids_used)
        return [str(mistake) for mistake in caught.value.mistakes]
