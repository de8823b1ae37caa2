"""Files in and out: an import that says all that is wrong, an export that gives all back."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from cafe.extensions import db
from cafe.models import Evenement, FicheVersion
from tests.cli.conftest import Commande, Dit
from tests.demonstration import Demonstration

FICTIVES = Path(__file__).parents[1] / "formats" / "fiches_fictives.json"


@pytest.fixture
def vide(copie: Demonstration) -> str:
    """The démarche that is there to try an import."""
    return str(copie.resume["demarches"][0]["id"])


@pytest.fixture
def importer(cafe: Commande, copie: Demonstration, vide: str) -> Callable[..., Dit]:
    def run(file: Path, *options: str) -> Dit:
        return cafe(
            *("importer", "fiches", str(file), "--demarche", vide, *options), sur=copie.instance
        )

    return run


def state_of(copie: Demonstration) -> tuple[int | None, int | None]:
    """The last event and the number of versions of fiches: what an import changes."""
    with copie.app().app_context():
        found = (
            db.session.scalar(select(func.max(Evenement.numero))),
            db.session.scalar(select(func.count()).select_from(FicheVersion)),
        )
        db.engine.dispose()
    return found


def exported(cafe: Commande, copie: Demonstration, demarche: str) -> dict[str, Any]:
    said = cafe("exporter", demarche, sur=copie.instance)
    assert said.code == 0, said.erreur
    found: dict[str, Any] = json.loads(said.sortie)
    return found


def test_what_is_imported_is_exported_field_by_field(
    importer: Callable[..., Dit], cafe: Commande, copie: Demonstration, vide: str
) -> None:
    said = importer(FICTIVES)
    assert said.code == 0, said.erreur
    wanted = json.loads(FICTIVES.read_text(encoding="utf-8"))["fiches"]
    assert f"fiches nouvelles : {len(wanted)}" in said.sortie
    (plan,) = exported(cafe, copie, vide)["plans"]
    assert json.dumps([f["versions"][-1]["contenu"] for f in plan["fiches"]]) == json.dumps(wanted)


def test_the_same_file_again_changes_nothing(
    importer: Callable[..., Dit], copie: Demonstration
) -> None:
    importer(FICTIVES)
    before = state_of(copie)[1]
    again = importer(FICTIVES)
    assert "fiches nouvelles : 0, modifiées : 0" in again.sortie
    assert state_of(copie)[1] == before


def test_a_dry_run_counts_and_writes_nothing(
    importer: Callable[..., Dit], copie: Demonstration
) -> None:
    before = state_of(copie)
    said = importer(FICTIVES, "--essai")
    assert said.code == 0
    assert "Essai, rien n’est écrit" in said.sortie
    assert state_of(copie) == before
    assert said.sortie.partition("Plan")[2] == importer(FICTIVES).sortie.partition("Plan")[2]


def test_a_file_with_errors_is_refused_whole_each_error_with_its_place(
    importer: Callable[..., Dit], copie: Demonstration, tmp_path: Path
) -> None:
    before = state_of(copie)
    file = tmp_path / "fiches.csv"
    file.write_text("N°;Intitulé\n1.1;Des bancs\n1.1;De l’ombre\n1.2;\n", encoding="utf-8")
    said = importer(file)
    assert said.code == 1
    assert "ligne 3, N°" in said.erreur
    assert "ligne 4, Intitulé" in said.erreur
    assert "Rien n’a été importé." in said.erreur
    assert state_of(copie) == before


def test_a_file_of_50_mb_is_refused_without_being_read_whole(
    importer: Callable[..., Dit], tmp_path: Path
) -> None:
    file = tmp_path / "fiches.json"
    with file.open("wb") as out:
        out.truncate(50_000_000)
    said = importer(file)
    assert said.code == 1
    assert "la limite est de" in said.erreur


def test_a_plan_may_be_named(
    importer: Callable[..., Dit], cafe: Commande, copie: Demonstration, vide: str
) -> None:
    importer(FICTIVES, "--plan", "Avenant n° 2")
    importer(FICTIVES)  # the plan in force, when nothing is said
    assert [p["nom"] for p in exported(cafe, copie, vide)["plans"]] == ["Avenant n° 2"]


def test_an_unknown_demarche_is_answered_by_those_that_exist(
    cafe: Commande, copie: Demonstration
) -> None:
    for command in (("exporter", "verrelaine"), ("importer", "fiches", str(FICTIVES))):
        more = ("--demarche", "verrelaine") if command[0] == "importer" else ()
        said = cafe(*command, *more, sur=copie.instance)
        assert said.code == 1
        assert all(d["id"] in said.erreur for d in copie.resume["demarches"])


def test_an_export_may_go_to_a_file(cafe: Commande, copie: Demonstration, tmp_path: Path) -> None:
    demarche = copie.resume["demarches"][1]["id"]
    file = tmp_path / "demarche.json"
    assert cafe("exporter", demarche, "--vers", str(file), sur=copie.instance).code == 0
    assert json.loads(file.read_text(encoding="utf-8"))["demarche"]["id"] == demarche
    assert [f.name for f in tmp_path.glob("demarche*")] == ["demarche.json"]
    elsewhere = tmp_path / "absent" / "demarche.json"
    refused = cafe("exporter", demarche, "--vers", str(elsewhere), sur=copie.instance)
    assert (refused.code, "Impossible d’écrire" in refused.erreur) == (1, True)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("inconnue", "« inconnue » n’est pas une commande de Café."),
        ("importer fiches x.json", "FICHIER : valeur refusée, il faut un fichier qui existe."),
        ("exporter", "Il manque DEMARCHE."),
        ("exporter a b", "La commande a trop d’arguments"),
        ("exporter a --fort", "L’option --fort n’existe pas."),
        ("exporter a --vers", "L’option --vers attend une valeur."),
        ("purger --mois 0", "--mois : valeur refusée, il faut un nombre entier d’au moins 1."),
        ("flood --phones 2000", "il faut un nombre entier entre 1 et 1000."),
    ],
)
def test_a_mistyped_line_is_explained_in_french(cafe: Commande, line: str, said: str) -> None:
    refused = cafe(*line.split())
    assert refused.code == 2
    assert said in refused.erreur
    assert "--help" in refused.erreur


def first_seance(copie: Demonstration) -> bytes:
    """The file of a séance of the demo, as its lead downloads it."""
    from cafe.formats.seance_json import write_seance
    from cafe.models import Seance
    from cafe.models.visibilite import Regard
    from cafe.pilotage.exports_seance_json import seance_as_values

    with copie.app().app_context():
        session = db.session()
        row = session.scalars(select(Seance).order_by(Seance.cree_le)).first()
        assert row is not None
        data = write_seance(*seance_as_values(session, row, Regard.TABLEAU))
        db.engine.dispose()
    return data


def test_a_whole_séance_is_tried_then_refused_where_it_already_is(
    cafe: Commande, copie: Demonstration, vide: str, tmp_path: Path
) -> None:
    file = tmp_path / "rencontre.json"
    file.write_bytes(first_seance(copie))
    before = state_of(copie)
    command = ("importer", "seance", str(file), "--demarche", vide)
    tried = cafe(*command, "--essai", sur=copie.instance)
    assert tried.code == 0, tried.erreur
    assert "Essai, rien n’est écrit." in tried.sortie
    refused = cafe(*command, sur=copie.instance)
    assert refused.code == 1
    assert "est déjà dans cette base" in refused.erreur
    assert state_of(copie) == before


def test_a_file_that_is_no_séance_is_told_and_nothing_is_written(
    cafe: Commande, copie: Demonstration, vide: str, tmp_path: Path
) -> None:
    file = tmp_path / "rencontre.json"
    file.write_text('{"format": "cafe-seance", "version": 1, "seance": {}}')
    said = cafe("importer", "seance", str(file), "--demarche", vide, sur=copie.instance)
    assert said.code == 1
    assert "il manque « titre »" in said.erreur
    assert "Rien n’a été importé." in said.erreur
