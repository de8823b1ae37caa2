"""``cafe suggerer``: three filters, without base nor server."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cafe.cli import main
from tests.suggestions.test_propositions import ARBRES, BUS, MEDECINS


def run(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, filtre: str, donnees: object, *options: str
) -> tuple[int, str, str]:
    file = tmp_path / "entree.json"
    dit = donnees if isinstance(donnees, str) else json.dumps(donnees)
    file.write_text(dit, encoding="utf-8")
    try:
        code = main(["suggerer", filtre, str(file), *options])
    except SystemExit as end:
        code = int(end.code or 0)
    said = capsys.readouterr()
    return code, said.out, said.err


def listed(textes: list[str], prefixe: str = "c") -> list[dict[str, Any]]:
    return [{"id": f"{prefixe}{rang}", "texte": texte} for rang, texte in enumerate(textes)]


def test_groups_and_duplicates_come_with_score_and_reason(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    textes = listed([*BUS, *ARBRES, *MEDECINS, "Il faut planter des arbres sur la place"])
    code, sortie, erreur = run(capsys, tmp_path, "regroupements", textes)
    dit = json.loads(sortie)
    assert (code, erreur) == (0, "")
    assert {frozenset(groupe["membres"]) for groupe in dit["groupes"]} >= {
        frozenset({"c0", "c1", "c2", "c3"})
    }
    for groupe in dit["groupes"]:
        assert set(groupe) == {"titre", "mots", "membres", "score", "raison"}
        assert 0 < groupe["score"] <= 1
        assert groupe["raison"].startswith("mots communs : ")
    assert dit["doublons"] == [["c12", "c4"]]
    assert dit["details"][0]["raison"] == "mots communs : planter, arbres, place"
    autre = run(capsys, tmp_path, "regroupements", textes[::-1])
    assert autre[1] == sortie


def test_places_are_groups_best_first_and_the_reasons_beside(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    demande = {
        "groupes": [{"id": "bus", "textes": BUS}, {"id": "arbres", "textes": listed(ARBRES)}],
        "textes": listed(["un bus le soir", "zxqw"], "t"),
    }
    dit = json.loads(run(capsys, tmp_path, "classement", demande)[1])
    assert (dit["t0"][0], dit["t1"]) == ("bus", [])
    premiere = dit["_raisons"]["t0"][0]
    assert (premiere["groupe"], premiere["raison"]) == ("bus", "mots communs : soir, bus")
    assert 0 < premiere["score"] <= 1


def test_fiches_are_numbers_best_first(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    demande = {
        "fiches": [
            {"numero": "1.1", "intitule": "Emploi des jeunes", "texte": "missions locales"},
            {"numero": "3.2", "intitule": "Sport", "texte": "équipements sportifs"},
        ],
        "requetes": listed(["du foot"], "q"),
    }
    dit = json.loads(run(capsys, tmp_path, "fiches", demande)[1])
    assert dit["q0"] == ["3.2"]
    assert dit["_raisons"]["q0"][0]["fiche"] == "3.2"


@pytest.mark.parametrize(
    ("filtre", "donnees", "dit"),
    [
        ("regroupements", "{", "n’est pas du JSON"),
        ("regroupements", {"a": 1}, "doit être une liste"),
        ("regroupements", [{"id": 1}], "L’élément n° 1 doit avoir"),
        ("regroupements", [{"id": 1, "texte": "a"}, {"id": "1", "texte": "b"}], "le même « id »"),
        ("classement", [], "« groupes » et « textes »"),
        ("classement", {"groupes": [{}], "textes": []}, "Le groupe n° 1 n’a pas d’« id »"),
        ("classement", {"groupes": [{"id": 1, "textes": [3]}], "textes": []}, "n’est pas du texte"),
        ("fiches", {"fiches": [{}], "requetes": []}, "La fiche n° 1 n’a pas de « numero »"),
    ],
)
def test_a_file_not_understood_is_said_so(
    filtre: str,
    donnees: object,
    dit: str,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    code, sortie, erreur = run(capsys, tmp_path, filtre, donnees)
    assert (code, sortie) == (2, "")
    assert dit in erreur
