"""A séance becomes the meeting of a group, changes group, and announces the next one."""

from __future__ import annotations

from datetime import date, time

from sqlalchemy import select

from cafe import clock
from cafe.actions.prochaine import set_prochaine
from cafe.actions.seances import FicheSeance, Prochaine, create_seance, update_seance
from cafe.extensions import db
from cafe.models import Ligne, Phase, Role, Seance, Suivi
from cafe.models.note import points_of
from tests import factories, reunions
from tests.conftest import Monde
from tests.reunions import last_event, refused

LE_15 = Prochaine(date(2027, 1, 15), time(9, 30), "Mairie", "Le budget")


def row(id_: str) -> Seance:
    db.session.rollback()
    return db.session.get_one(Seance, id_)


def update(monde: Monde, seance_id: str, **said: object) -> None:
    update_seance(
        par=monde.chloe,
        seance_id=seance_id,
        fiche=FicheSeance(titre="Réunion", **said),  # type: ignore[arg-type]
        questions=(),
        etapes=(),
        tables=0,
        version=row(seance_id).version,
    )


def test_the_meeting_of_a_group_begins_with_point_zero(monde: Monde) -> None:
    groupe = reunions.make_groupe(monde.demarche)
    fiche = FicheSeance(titre="Réunion", groupe_id=groupe)
    seance = create_seance(par=monde.chloe, demarche_id=monde.demarche, fiche=fiche)
    assert last_event("SeanceCreated")[0] == {("seance", seance), ("groupe", groupe)}
    assert [p.ordre for p in points_of(db.session(), seance)] == [0]
    update(monde, seance)
    db.session.rollback()
    assert points_of(db.session(), seance) == []


def test_what_was_noted_under_point_zero_stays_when_the_group_changes(monde: Monde) -> None:
    groupe = reunions.make_groupe(monde.demarche)
    fiche = FicheSeance(titre="Réunion", groupe_id=groupe)
    seance = create_seance(par=monde.chloe, demarche_id=monde.demarche, fiche=fiche)
    (zero,) = points_of(db.session(), seance)
    reunions.make_ligne(zero.id, "Fait la semaine dernière")
    update(monde, seance)
    db.session.rollback()
    assert len(points_of(db.session(), seance)) == 1


def test_the_suivis_of_a_meeting_go_with_it_to_its_group(monde: Monde) -> None:
    seance = create_seance(
        par=monde.chloe, demarche_id=monde.demarche, fiche=FicheSeance(titre="Réunion")
    )
    (point,) = reunions.make_points(seance, 1)
    ligne = reunions.make_ligne(point, "Écrire aux voisins")

    def job(session: object) -> None:
        session.add(  # type: ignore[attr-defined]
            Suivi(
                demarche_id=monde.demarche,
                seance_id=seance,
                ligne_id=ligne,
                cree_le=clock.now(),
            )
        )

    factories.build(job)
    groupe = reunions.make_groupe(monde.demarche)
    update(monde, seance, groupe_id=groupe)
    db.session.rollback()
    assert db.session.scalars(select(Suivi.groupe_id)).all() == [groupe]
    assert db.session.scalars(select(Ligne.id)).all() == [ligne]


def test_a_group_of_elsewhere_or_closed_is_not_chosen_and_one_kept_is(monde: Monde) -> None:
    (elsewhere,) = monde.dan.roles
    ailleurs = reunions.make_groupe(elsewhere)
    said = {"par": monde.chloe, "demarche_id": monde.demarche}
    refused("introuvable", create_seance, **said, fiche=FicheSeance("R", groupe_id=ailleurs))
    groupe = reunions.make_groupe(monde.demarche)
    seance = create_seance(
        par=monde.chloe, demarche_id=monde.demarche, fiche=FicheSeance("R", groupe_id=groupe)
    )
    reunions.close(groupe)
    refused("groupe_ferme", create_seance, **said, fiche=FicheSeance("R", groupe_id=groupe))
    update(monde, seance, groupe_id=groupe, lieu="Mairie")
    assert (row(seance).groupe_id, row(seance).lieu) == (groupe, "Mairie")


def test_the_next_meeting_is_prepared_by_the_lead_or_noted_in_the_room(monde: Monde) -> None:
    update(monde, monde.seance, prochaine=LE_15)
    said = row(monde.seance)
    assert (said.prochaine_jour, said.prochaine_heure) == (date(2027, 1, 15), time(9, 30))
    version = set_prochaine(
        par=monde.bruno,
        seance_id=monde.seance,
        prochaine=Prochaine(objet="Le calendrier"),
        version=said.version,
    )
    said = row(monde.seance)
    assert (said.prochaine_jour, said.prochaine_objet) == (None, "Le calendrier")
    assert version == said.version
    refused(
        "deja_modifie",
        set_prochaine,
        par=monde.bruno,
        seance_id=monde.seance,
        prochaine=LE_15,
        version=1,
    )


def test_the_next_meeting_is_not_anyones_to_say(monde: Monde) -> None:
    reader = factories.identite(factories.make_compte("Lea", Role.LECTEUR, monde.demarche))
    for other in (monde.ana, monde.dan, reader):
        refused("interdit", set_prochaine, par=other, seance_id=monde.seance, prochaine=LE_15)
    reunions.set_phase(monde.seance, Phase.CLOSE)
    refused(
        "rencontre_close", set_prochaine, par=monde.chloe, seance_id=monde.seance, prochaine=LE_15
    )
    long = Prochaine(lieu="l" * 201)
    reunions.set_phase(monde.seance, Phase.OUVERTE)
    refused("saisie_longue", set_prochaine, par=monde.bruno, seance_id=monde.seance, prochaine=long)
    never = Prochaine(jour=date(9999, 12, 31))
    refused(
        "annee_impossible", set_prochaine, par=monde.bruno, seance_id=monde.seance, prochaine=never
    )
