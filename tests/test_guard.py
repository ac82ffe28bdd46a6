"""A run in CI that left out what matters is no pass."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

CONFTEST = Path(__file__).parent / "conftest.py"


@pytest.mark.parametrize(("named", "code"), [("[postgres", 0), ("[sqlite", 1)])
def test_a_run_without_one_test_on_postgresql_fails_where_everything_must_run(
    tmp_path: Path, named: str, code: int
) -> None:
    (tmp_path / "conftest.py").write_text(
        "import tests.conftest as ours\n"
        "ours.MUST_RUN = {'PostgreSQL': '[postgres'}\n"
        "from tests.conftest import pytest_runtest_logreport, pytest_sessionfinish, pytest_terminal_summary\n"
    )
    (tmp_path / "test_it.py").write_text(
        "import pytest\n"
        f"@pytest.mark.parametrize('database', [{named.removeprefix('[')!r}])\n"
        "def test_it(database): pass\n"
    )
    root = CONFTEST.parent.parent

    ended = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"],
        cwd=tmp_path,
        env=os.environ | {"TEST_EVERYTHING": "1", "PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert ended.returncode == code, ended.stdout + ended.stderr
    assert ("no test of these kinds was run" in ended.stdout) == bool(code)
