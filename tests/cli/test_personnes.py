"""``cafe importer participants``: a list for one séance, tried then brought in."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import func, select

from cafe.extensions import db
from cafe.models import Badge, Phase, Seance
from tests.cli.conftest import Commande
from tests.demonstration import Demonstration


def test_a_list_is_tried_brought_in_and_refused_by_line(
    cafe: Commande, copie: Demonstration, tmp_path: Path
) -> None:
    def badges() -> int | None:
        with copie.app().app_context():
            counted = db.session.scalar(select(func.count()).where(Badge.nom == "Ana Benali"))
            db.engine.dispose()
        return counted

    with copie.app().app_context():
        row = db.session.scalars(select(Seance).where(Seance.phase == Phase.OUVERTE)).first()
        assert row is not None
        seance, demarche = row.id, row.demarche_id
        db.engine.dispose()
    file = tmp_path / "liste.csv"
    file.write_text("Prénom;Nom;Structure\nAna;Benali;Ville\n", encoding="utf-8")
    command = ("importer", "participants", str(file), "--demarche", demarche, "--seance", seance)
    said = cafe(*command, "--essai", sur=copie.instance)
    assert (said.code, badges()) == (0, 0), said.erreur
    assert "Personnes nouvelles : 1" in said.sortie
    assert cafe(*command, sur=copie.instance).code == 0
    assert "inchangées : 1" in cafe(*command, sur=copie.instance).sortie
    assert badges() == 1
    file.write_text("Nom;Hôte\nLéo;deux\n", encoding="utf-8")
    said = cafe(*command, sur=copie.instance)
    assert said.code == 1
    assert "ligne 2, Hôte de la table" in said.erreur
    said = cafe(*command[:-1], "ailleurs", sur=copie.instance)
    assert "Dites laquelle avec --seance" in said.erreur
