"""``cafe rotation``: a filter from a case to a plan, without base nor server."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cafe.cli import main
from tests.rotation.salles import described


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    try:
        code = main(["rotation", *arguments])
    except SystemExit as end:
        code = int(end.code or 0)
    said = capsys.readouterr()
    return code, said.out, said.err


@pytest.fixture
def cas(tmp_path: Path) -> Path:
    file = tmp_path / "cas.json"
    file.write_text(json.dumps(described(24, 4, 3)), encoding="utf-8")
    return file


def test_the_plan_is_the_case_with_a_table_for_everybody(
    cas: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, sortie, erreur = run(capsys, str(cas))
    plan = json.loads(sortie)
    assert (code, erreur) == (0, "")
    assert plan["participants"] == described(24, 4, 3)["participants"]
    assert set(plan["assignment"]) == {f"P{i}" for i in range(24)}
    assert plan["mesures"]["rencontres_distinctes"] == 156
    assert run(capsys, str(cas))[1] == sortie
    dispersion = json.loads(run(capsys, str(cas), "--mode", "dispersion", "--soin", "0.1")[1])
    assert dispersion["mesures"]["fois_max"] == 2


def test_badges_are_dealt_by_series_and_to_the_people_of_the_case(
    cas: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, sortie, erreur = run(capsys, str(cas), "--mode", "badges")
    dealt = json.loads(sortie)
    assert (code, erreur) == (0, "")
    assert [badge["numero"] for badge in dealt["badges"]] == list(range(1, 25))
    assert set(dealt["assignment"]) == {f"P{i}" for i in range(24)}
    assert (dealt["mesures"]["ecart"] <= 3, dealt["mesures"]["ecart_serie"]) == (True, 1)
    seul = cas.with_name("series.json")
    ask = {"rounds": 3, "tables": [{"id": "T1"}, {"id": "T2"}], "series": {"élu·e": 3}}
    seul.write_text(json.dumps(ask), encoding="utf-8")
    dealt = json.loads(run(capsys, str(seul), "--mode", "badges")[1])
    assert [badge["serie"] for badge in dealt["badges"]] == ["élu·e"] * 3
    assert dealt["avis"] == [
        "3 tours pour 2 thèmes : après 2 tours, chaque personne revient à un thème déjà vu."
    ]
    seul.write_text(json.dumps(ask | {"series": {}}), encoding="utf-8")
    code, _, erreur = run(capsys, str(seul), "--mode", "badges")
    assert (code, erreur) == (3, "Il n’y a aucun badge à préparer.\n")


def test_a_plan_under_way_is_mended(cas: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = cas.with_name("plan.json")
    plan.write_text(run(capsys, str(cas))[1], encoding="utf-8")
    ensuite = described(24, 4, 3)
    ensuite["participants"].append({"id": "Ana", "college": "habitant", "from": 2})
    cas.write_text(json.dumps(ensuite), encoding="utf-8")
    code, sortie, _ = run(capsys, str(cas), "--reparer", str(plan), "--joues", "1")
    mended = json.loads(sortie)
    assert code == 0
    assert mended["deplacements"] == []
    assert mended["assignment"]["Ana"][0] is None
    assert len(set(mended["assignment"]["Ana"][1:])) == 2


@pytest.mark.parametrize(
    ("texte", "code", "raison"),
    [
        ("{", 2, "n’est pas du JSON"),
        ("[]", 2, "objet JSON"),
        ('{"rounds": 0, "tables": [], "participants": []}', 2, "« rounds »"),
        ('{"rounds": 2, "tables": [{"id": "A"}, {"id": "A"}], "participants": []}', 2, "deux fois"),
        ('{"rounds": 2, "tables": [], "participants": [{"id": "P"}]}', 3, "aucune table"),
    ],
)
def test_what_cannot_be_is_said_in_french(
    cas: Path, capsys: pytest.CaptureFixture[str], texte: str, code: int, raison: str
) -> None:
    cas.write_text(texte, encoding="utf-8")
    rendu, sortie, erreur = run(capsys, str(cas))
    assert (rendu, sortie) == (code, "")
    assert raison in erreur


def test_mending_asks_how_many_rounds_were_played(
    cas: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, erreur = run(capsys, str(cas), "--reparer", str(cas))
    assert code == 2
    assert "--joues" in erreur
