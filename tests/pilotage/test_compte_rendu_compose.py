"""Composing: what each model says of a séance, and what it must never say."""

from __future__ import annotations

import uuid
from datetime import date, time

import pytest
from flask import Flask
from flask.testing import FlaskClient

from cafe.actions.comptes_rendus import start_compte_rendu
from cafe.actions.membres_groupe import Siege, add_membre
from cafe.actions.notes import Note, write_ligne
from cafe.actions.presences import Personne, add_presence, mark_presence
from cafe.actions.prise_de_notes import QuiQuand
from cafe.actions.retouches import erase_contribution
from cafe.actions.seances import set_effectifs
from cafe.actions.suivis import tell_suivi
from cafe.documents.compte_rendu.contenu import CompteRendu as WorldCafe
from cafe.documents.compte_rendu.pdf import render_pdf
from cafe.documents.gel import freeze, thaw, versions_in
from cafe.documents.reunion.contenu import Reunion
from cafe.extensions import db
from cafe.models import (
    EtatPresence,
    EtatSuivi,
    Format,
    GenreCitation,
    Groupe,
    MembreGroupe,
    NatureLigne,
    Phase,
    Seance,
    Statut,
    Suivi,
)
from cafe.pilotage.compte_rendu.reunion import compose_reunion
from cafe.pilotage.compte_rendu.world_cafe import compose_world_cafe
from tests import chaine, factories
from tests.conftest import Monde
from tests.documents.lecture import read_pages
from tests.pilotage.test_compte_rendu import at, validated
from tests.reunions import make_groupe, make_organisme, make_points, set_phase


@pytest.fixture
def groupe(monde: Monde) -> str:
    return make_groupe(monde.demarche, ("Marc Petit", "Lise Roy"))


def make_reunion(
    monde: Monde, groupe: str, jour: date = date(2026, 11, 3), **champs: object
) -> str:
    id_ = factories.make_seance(
        monde.demarche, format=Format.GROUPE_DE_TRAVAIL, groupe_id=groupe, **champs
    )

    def job(session) -> None:  # type: ignore[no-untyped-def]
        session.get_one(Seance, id_).jour = jour

    factories.build(job)
    return id_


def note(monde: Monde, point: str, nature: NatureLigne, texte: str = "", **champs: object) -> str:
    said = Note(str(uuid.uuid4()), nature, texte, **champs)  # type: ignore[arg-type]
    return write_ligne(par=monde.bruno, point_id=point, note=said).id


def composed(app: Flask, seance: str) -> Reunion:
    db.session.rollback()
    with app.test_request_context():
        return compose_reunion(db.session(), db.session.get_one(Seance, seance))


def membre(groupe: str, nom: str) -> str:
    db.session.rollback()
    return db.session.query(MembreGroupe).filter_by(groupe_id=groupe, nom=nom).one().id


def test_professionals_are_named_by_structure_and_residents_counted(
    app: Flask, monde: Monde, groupe: str
) -> None:
    ville = make_organisme(monde.demarche, "La Ville")
    add_membre(
        par=monde.chloe,
        groupe_id=groupe,
        siege=Siege(nom="Chloé A.", fonction="cheffe", organisme_id=ville, copilote=True),
    )
    seance = make_reunion(monde, groupe, heure_debut=time(22), heure_fin=time(0, 30))
    say = {"par": monde.bruno, "seance_id": seance}
    mark_presence(**say, membre_id=membre(groupe, "Chloé A."), etat=EtatPresence.PRESENT)
    mark_presence(**say, membre_id=membre(groupe, "Lise Roy"), etat=EtatPresence.EXCUSE)
    mark_presence(
        **say,
        membre_id=membre(groupe, "Marc Petit"),
        etat=EtatPresence.REPRESENTE,
        represente_par="Awa Diop",
    )
    add_presence(**say, personne=Personne("Un voisin de bureau"))
    set_effectifs(**say, effectifs=(("Habitant", 7), ("Élu", 2)))
    content = composed(app, seance)
    assert [(s.nom, [p.nom for p in s.personnes]) for s in content.structures] == [
        ("La Ville", ["Chloé A."]),
        ("", ["Un voisin de bureau"]),
    ]
    assert {(e.nom, e.represente_par) for e in content.excuses} == {
        ("Lise Roy", ""),
        ("Marc Petit", "Awa Diop"),
    }
    assert content.habitants is not None
    assert all(count >= 5 for _, count in content.habitants.qualites)
    assert [c.structure for c in content.copilotes] == ["La Ville"]
    assert (content.debut, content.fin) == (time(22), time(0, 30))


def test_lines_are_printed_without_their_authors_and_suivis_with_who_and_when(
    app: Flask, monde: Monde, groupe: str
) -> None:
    seance = make_reunion(monde, groupe)
    point, empty = make_points(seance, 2)
    note(monde, point, NatureLigne.ECHANGE, "On en parle.")
    note(
        monde,
        point,
        NatureLigne.SUIVI,
        "Écrire",
        quiquand=QuiQuand(qui="Lise", echeance=date(2026, 12, 1)),
    )
    note(monde, point, NatureLigne.SUIVI, "Sans personne")
    content = composed(app, seance)
    first, second = content.points
    assert [(li.nature, li.texte) for li in first.lignes] == [("echange", "On en parle.")]
    assert [(s.texte, s.qui, s.echeance, s.etat) for s in first.suivis] == [
        ("Écrire", "Lise", date(2026, 12, 1), None),
        ("Sans personne", "", None, None),
    ]
    assert second.lignes == second.suivis == ()
    assert empty
    assert monde.bruno.nom not in repr(content)


def test_a_suivi_prints_what_it_answers_to_among_what_was_said(
    app: Flask, monde: Monde, groupe: str
) -> None:
    seance = make_reunion(monde, groupe)
    (point,) = make_points(seance, 1)
    question = factories.make_question(seance, categories=["mon_idee"])
    (word,) = chaine.make_words(seance, question, "Un banc")
    kind = GenreCitation.CONTRIBUTION
    note(monde, point, NatureLigne.SUIVI, "Chiffrer", cite_genre=kind, cite_id=word)
    (found,) = composed(app, seance).points
    assert [(li.nature, li.texte, li.citation) for li in found.lignes] == [
        ("echange", "Un banc", "contribution")
    ]
    assert [s.texte for s in found.suivis] == ["Chiffrer"]
    assert found.lignes[0].version in versions_in(found)


def test_what_is_drawn_in_is_resolved_and_named_by_its_version(
    app: Flask, monde: Monde, groupe: str
) -> None:
    seance = make_reunion(monde, groupe)
    (point,) = make_points(seance, 1)
    question = factories.make_question(seance, categories=["mon_idee"])
    said = chaine.make_words(seance, question, "Un banc", "Un arbre", "Le voisin du 4e")
    regroupement = chaine.make_regroupement(seance, question, said[:2], "S’asseoir")
    kind = GenreCitation.CONTRIBUTION
    for word in (said[0], said[2]):
        note(monde, point, NatureLigne.ECHANGE, "Lu.", cite_genre=kind, cite_id=word)
    note(
        monde,
        point,
        NatureLigne.RAPPEL,
        cite_genre=GenreCitation.REGROUPEMENT,
        cite_id=regroupement,
    )
    chaine.set_statut(said[2], Statut.NON_PUBLIEE)
    lines = composed(app, seance).points[0].lignes
    assert [(li.texte, li.citation) for li in lines] == [
        ("Lu.", None),
        ("Un banc", "contribution"),
        ("Lu.", None),
        ("S’asseoir (2 voix)", "regroupement"),
    ]
    assert lines[1].version is not None
    assert len({li.ancre for li in lines}) == 4
    erase_contribution(par=monde.chloe, contribution_id=said[0], motif="demande")
    again = composed(app, seance)
    assert again.points[0].lignes[1].texte is None
    assert "Un banc" not in str(freeze(again))


def test_each_compte_rendu_prints_a_suivi_as_its_seance_knew_it(
    app: Flask, chloe: FlaskClient, monde: Monde, groupe: str
) -> None:
    first = make_reunion(monde, groupe, date(2026, 11, 3), titre="Première")
    (point,) = make_points(first, 1)
    note(monde, point, NatureLigne.SUIVI, "Chiffrer la navette")
    set_phase(first, Phase.TERMINEE)
    start_compte_rendu(par=monde.chloe, seance_id=first)
    assert validated(chloe, first).status_code == 303
    signed = chloe.get(at(first, ".pdf")).data
    before = repr(composed(app, first))

    second = make_reunion(monde, groupe, date(2026, 11, 20), titre="Deuxième")
    opened = composed(app, second).points[0]
    assert opened.numero == 0
    assert [(s.texte, s.etat, s.origine) for s in opened.suivis] == [
        ("Chiffrer la navette", "À faire", date(2026, 11, 3))
    ]
    suivi = db.session.query(Suivi).one().id
    tell_suivi(
        par=monde.bruno,
        suivi_id=suivi,
        etat=EtatSuivi.FAIT,
        texte="12 000 euros",
        seance_id=second,
    )
    (closed,) = composed(app, second).points[0].suivis
    assert (closed.etat, closed.nouvelle) == ("Fait", "12 000 euros")
    set_phase(second, Phase.TERMINEE)
    start_compte_rendu(par=monde.chloe, seance_id=second)
    assert validated(chloe, second).status_code == 303

    assert chloe.get(at(first, ".pdf")).data == signed
    assert repr(composed(app, first)) == before
    one, two = (
        " ".join(" ".join(read_pages(chloe.get(at(id_, ".pdf")).data)).split())
        for id_ in (first, second)
    )
    assert "Chiffrer la navette" in one
    assert "12 000 euros" not in one
    assert "12 000 euros" in two


def test_a_meeting_without_group_nor_notes_is_composed_all_the_same(
    app: Flask, monde: Monde
) -> None:
    content = composed(app, monde.seance)
    assert (content.points, content.copilotes, content.prochaine) == ((), (), None)
    assert content.groupe == "Atelier"


def test_a_world_cafe_counts_voices_and_tells_how_it_was_held(app: Flask, monde: Monde) -> None:
    chaine.make_words(monde.seance, monde.question, "Un", "Deux", "Trois", "Quatre", "Cinq")
    same = factories.participant(monde.seance)
    twice = [factories.post(same, monde.question, said).id for said in ("Six", "Sept")]
    chaine.make_regroupement(monde.seance, monde.question, twice)
    with app.test_request_context():
        content = compose_world_cafe(db.session(), db.session.get_one(Seance, monde.seance))
    assert isinstance(content, WorldCafe)
    (question,) = content.questions
    assert (question.voix, question.contributions) == (6, 7)
    assert question.regroupements[0].voix == 1
    assert question.ancre
    assert question.regroupements[0].ancre
    assert content.presences.total == 6
    assert "téléphone 7" in content.methode
    assert all(v.version for v in question.paroles_isolees)
    assert "participant" not in repr(content)
    assert db.session.query(Groupe).count() == 0


def test_a_recueil_prints_who_wrote_and_nobody_who_was_there(app: Flask, monde: Monde) -> None:
    recueil = factories.make_seance(monde.demarche, format=Format.COLLECTE)
    question = factories.make_question(recueil, "Que changer le soir ?")

    def composed_recueil() -> WorldCafe:
        db.session.rollback()
        with app.test_request_context():
            return compose_world_cafe(db.session(), db.session.get_one(Seance, recueil))

    for n in range(6):
        factories.post(factories.participant(recueil), question, f"Une lampe de plus, {n}")
        found = composed_recueil().presences
        assert (found.total, found.ecrit) == (None if n < 4 else n + 1, True)
    text = " ".join(" ".join(read_pages(render_pdf(composed_recueil()))).split())
    for said in ("6 personnes ont écrit.", "Qui a écrit, et sur quelles questions"):
        assert said in text
    assert "présentes" not in text
    assert thaw(freeze(composed_recueil()), {}).presences.ecrit  # type: ignore[union-attr]
    set_effectifs(par=monde.chloe, seance_id=recueil, effectifs=(("habitants", 12),))
    assert not composed_recueil().presences.ecrit
