"""The phrase lists as they are shipped."""

from pathlib import Path

import pytest

from bot.understand.phrases import Phrases, compile_phrases

FOLDER = Path(__file__).parents[2] / "content" / "phrases" / "en-GB"


@pytest.fixture(scope="session")
def phrase_files() -> dict[str, str]:
    return {
        path.relative_to(FOLDER).with_suffix("").as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(FOLDER.rglob("*.txt"))
    }


@pytest.fixture(scope="session")
def phrases(phrase_files: dict[str, str]) -> Phrases:
    return compile_phrases(phrase_files)
