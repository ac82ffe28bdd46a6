from __future__ import annotations

import logging
import shutil
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path

import pytest

from bot.store import sound
from bot.store.unfit import Damaged, Unwritable
from tests.mounts import read_only, small_disk, writable

PAGE = 4096


@pytest.fixture
def database(tmp_path: Path, migrated: Mapping[str, str]) -> Path:
    """A database of several pages."""
    path = Path(shutil.copyfile(migrated["sqlite"], tmp_path / "bot.db"))
    with closing(sqlite3.connect(path)) as conn, conn:
        conn.executemany(
            "INSERT INTO alarms (name, told_at) VALUES (?, '2026-11-23 10:00:00')",
            [(f"alarm {n}",) for n in range(2000)],
        )
    return path


def _header(path: Path) -> None:
    with path.open("r+b") as file:
        file.write(b"Dear diary, today")


def _sixth_page(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(5 * PAGE)
        file.write(b"\xa5" * PAGE)


def _half(path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size // 2)


def _other_file(path: Path) -> None:
    path.write_text("sent,why\n42,blocked\n", encoding="utf-8")


@pytest.mark.parametrize("spoil", [_header, _sixth_page, _half, _other_file])
def test_what_is_damaged_is_refused_with_the_way_out_and_left_as_it_is(
    database: Path, spoil: Callable[[Path], None]
) -> None:
    spoil(database)
    before = database.read_bytes()

    with pytest.raises(Damaged, match="bounceback restore FILE"):
        sound.file(database)

    assert database.read_bytes() == before


def test_a_sound_database_passes_and_so_does_one_that_is_not_there_yet(database: Path) -> None:
    sound.file(database)
    sound.file(database.with_name("new.db"))

    assert not database.with_name("new.db").exists()


def test_a_file_without_a_byte_is_a_database_in_its_first_moment(tmp_path: Path) -> None:
    (tmp_path / "bot.db").touch()

    sound.file(tmp_path / "bot.db")


def test_a_check_that_would_take_too_long_is_cut_short(
    database: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    class Endless(sqlite3.Connection):
        def execute(self, *_: object) -> sqlite3.Cursor:
            return super().execute(
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
            )

    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda *a, **k: connect(*a, **k, factory=Endless))
    monkeypatch.setattr(sound, "CHECK_SECONDS", 0.05)

    with caplog.at_level(logging.WARNING):
        sound.file(database)

    assert "too large" in caplog.text


def test_a_folder_in_which_nothing_can_be_kept_is_refused(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file", encoding="utf-8")

    with pytest.raises(Unwritable, match="data cannot be written"):
        sound.folder(tmp_path / "data")


def test_a_folder_that_is_not_there_yet_is_made(tmp_path: Path) -> None:
    sound.folder(tmp_path / "some" / "where")

    assert (tmp_path / "some" / "where").is_dir()


def test_a_disk_that_cannot_be_written_is_refused(tmp_path: Path, database: Path) -> None:
    with small_disk(tmp_path / "disk", "4m") as disk:
        shutil.copyfile(database, disk / "bot.db")
        read_only(disk)

        with pytest.raises(Unwritable, match="Read-only"):
            sound.folder(disk)
        with pytest.raises(Unwritable, match="Read-only"):
            sound.file(disk / "bot.db")

        writable(disk)
        sound.file(disk / "bot.db")
