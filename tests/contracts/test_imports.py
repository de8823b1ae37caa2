"""Imports go one way: rooms, then actions, access, models. The checker itself is checked."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.contracts.imports import faults

PACKAGE = Path(__file__).resolve().parents[2] / "cafe"


def test_imports_go_one_way() -> None:
    assert faults(PACKAGE) == []


@pytest.mark.parametrize(
    ("file", "code", "said"),
    [
        ("facilitation/vue.py", "from cafe.pilotage import seances", "pilotage"),
        ("actions/geste.py", "import cafe.live.announce", "live.announce"),
        ("models/nom.py", "from cafe.actions.core import action", "actions.core"),
        ("access/porte.py", "from cafe import actions", "actions"),
        ("documents/pdf.py", "from flask import current_app", "flask"),
        ("documents/pdf.py", "def f():\n    from cafe.models import Fiche", "models"),
        ("live/annonce.py", "from cafe.actions.moderation import refuse", "actions.moderation"),
    ],
)
def test_an_import_the_wrong_way_is_reported(
    tmp_path: Path, file: str, code: str, said: str
) -> None:
    path = tmp_path / file
    path.parent.mkdir(parents=True)
    path.write_text(code, encoding="utf-8")
    (fault,) = faults(tmp_path)
    assert said in fault


def test_what_is_allowed_is_not_reported(tmp_path: Path) -> None:
    path = tmp_path / "pilotage/vue.py"
    path.parent.mkdir(parents=True)
    path.write_text(
        "from cafe.actions.core import action\nfrom cafe.models import Fiche\n"
        "from cafe.documents.qr import qr_svg\nfrom cafe.clock import now\n",
        encoding="utf-8",
    )
    assert faults(tmp_path) == []
