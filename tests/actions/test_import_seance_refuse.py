"""A file that is not a séance, or that no base can hold: told, and nothing comes in."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import func, select

from cafe.actions.core import Refusal
from cafe.extensions import db
from cafe.formats.seance_json import read_seance
from cafe.models import (
    Seance,
)
from tests.actions.seance_voyage import elsewhere, exported
from tests.rencontre_pleine import Rencontre


def damaged(change: Callable[[dict[str, Any]], None], data: bytes) -> tuple[str, ...]:
    file = json.loads(data)
    change(file)
    return read_seance(json.dumps(file).encode()).erreurs


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda f: f.update(format="autre"), "Ce fichier n’est pas une rencontre (cafe-seance)."),
        (lambda f: f.update(version=99), "La version 99 de ce format n’est pas connue."),
        (lambda f: f.pop("points"), "Il manque la liste « points »."),
        (lambda f: f["seance"].pop("titre"), "seance : il manque « titre »."),
        (lambda f: f["seance"].update(titre=None), "seance : « titre » ne peut pas être nul."),
        (lambda f: f["seance"].update(titre="x" * 201), "seance : « titre » n’est pas lisible"),
        (lambda f: f["seance"].update(jour="31/12/2026"), "seance : « jour » n’est pas lisible"),
        (
            lambda f: f["seance"].update(jour="9999-12-31"),
            "seance : « jour » : cette année n’est pas possible.",
        ),
        (
            lambda f: f["seance"].update(prochaine_jour="0001-01-01"),
            "« prochaine_jour » : cette année n’est pas possible.",
        ),
        (
            lambda f: f["seance"].update(cree_le="0001-01-01T00:30:00+02:00"),
            "« cree_le » : cette année n’est pas possible.",
        ),
        (
            lambda f: f["seance"].update(heure_debut="10:00+02:00"),
            "« heure_debut » n’est pas lisible",
        ),
        (lambda f: f["seance"].update(cree_le="2026-01-01T10:00"), "« cree_le » n’est pas lisible"),
        (lambda f: f["points"][0].update(ordre="1"), "points, n° 1 : « ordre » n’est pas lisible"),
        (lambda f: f["points"][0].update(id="../1"), "points, n° 1 : « id » n’est pas lisible"),
        (lambda f: f["points"].append(f["points"][0]), "points : un identifiant figure deux fois."),
        (lambda f: f["questions"].clear(), "« question_id » nomme"),
        (lambda f: f["lignes"].append(3), "lignes, n° 3 : il faut un objet entre accolades."),
    ],
)
def test_a_damaged_file_is_told_and_gives_nothing(
    change: Callable[[dict[str, Any]], None], sentence: str, rencontre: Rencontre
) -> None:
    erreurs = damaged(change, exported(rencontre.seance))
    assert any(sentence in erreur for erreur in erreurs), erreurs


@pytest.mark.parametrize("data", [b"", b"\xff\xfe", b"[]", b"null", b"[" * 100_000, b'{"format":'])
def test_no_bytes_make_the_reader_raise(data: bytes) -> None:
    assert read_seance(data).erreurs


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda f: f["seance"].update(phase="finie"), "seance_code_inconnu"),
        (lambda f: f["contributions"][0].update(statut="vue"), "seance_code_inconnu"),
        (lambda f: f["participants"][0].update(numero=2), "seance_incoherente"),
        (lambda f: f["scrutins"][0].update(etat="perdu"), "seance_code_inconnu"),
        (lambda f: f["scrutins"][0].update(points=10**9), "seance_incoherente"),
        (lambda f: f["scrutins"][0].update(etat="prepare"), "seance_incoherente"),
        (lambda f: f["bulletins"][0].update(points=3), "seance_incoherente"),
        (lambda f: f["bulletins"][0].update(points=-1), "seance_incoherente"),
        (lambda f: f["bulletins"].append(f["bulletins"][0]), "seance_incoherente"),
        (lambda f: f["cartes_de_scrutins"][0].update(regroupement_id=None), "seance_incoherente"),
    ],
)
def test_what_the_base_cannot_hold_is_refused_whole(
    change: Callable[[dict[str, Any]], None], code: str, rencontre: Rencontre
) -> None:
    file = json.loads(exported(rencontre.seance))
    change(file)
    with pytest.raises(Refusal, match=code):
        elsewhere(json.dumps(file).encode())
    db.session.rollback()
    assert db.session.scalar(select(func.count()).select_from(Seance)) == 0
