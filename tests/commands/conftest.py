from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def typed_at_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """`bounceback` is found by its name, as on a machine where it is installed."""
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}:{os.environ['PATH']}")
