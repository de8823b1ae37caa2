"""A séance with one row of each kind at least: what its files hold."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from datetime import date, time
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from cafe import clock
from cafe.access.identity import Identite
from cafe.actions.gommettes import set_points
from cafe.actions.hotes import star_contribution
from cafe.actions.moderation import refuse_contribution
from cafe.actions.notes import Note, QuiQuand, correct_ligne, write_ligne
from cafe.actions.papier_scrutin import set_papier
from cafe.actions.presences import Personne, add_presence
from cafe.actions.regroupements import create_regroupement
from cafe.actions.retouches import erase_contribution
from cafe.actions.scrutins import (
    Bulletin,
    close_scrutin,
    create_scrutin,
    open_scrutin,
    reveal_scrutin,
)
from cafe.actions.suites import Reponse, give_suite
from cafe.actions.suivis import tell_suivi
from cafe.actions.syntheses import approve_synthese, save_synthese
from cafe.actions.traductions import translate_contribution
from cafe.extensions import db
from cafe.models import (
    Contribution,
    DocumentJoint,
    Effectif,
    EffectifTablee,
    Etape,
    EtatPresence,
    EtatSuivi,
    MotifModeration,
    NatureEtape,
    NatureLigne,
    NatureSuite,
    Presence,
    Programme,
    Rapprochement,
    RegroupementVersion,
    Seance,
    Suivi,
    SyntheseTablee,
    Tablee,
    Tour,
    VisibiliteScrutin,
    VueEcran,
)
from cafe.models.scrutin_lecture import cards_of
from tests import chaine, factories, reunions
from tests.conftest import Monde


@dataclass(frozen=True)
class Rencontre:
    """The ids that tests speak of."""

    seance: str
    groupe: str
    organisme: str
    publiee: str
    refusee: str
    effacee: str
    regroupement: str
    suivi: str


def build_rencontre(monde: Monde) -> Rencontre:
    """Fill the séance of the steady cast, then end it."""
    groupe = reunions.make_groupe(monde.demarche, ("Hélène Vasseur", "Paul Etchart"))
    organisme = chaine.make_organisme(monde.demarche, "Le bailleur social")
    eve = factories.participant(monde.seance)
    publiee = factories.post(monde.ana, monde.question, "=Un banc, écrire à eve@exemple.fr").id
    autre = factories.post(eve, monde.question, "مقاعد في الظل 🌳").id
    refusee = factories.post(eve, monde.question, "Le voisin du troisième").id
    effacee = factories.post(eve, monde.question, "À effacer").id
    regroupement = create_regroupement(
        par=monde.bruno,
        question_id=monde.question,
        titre="S’asseoir",
        contributions=(publiee, autre),
    )
    translate_contribution(
        par=monde.bruno,
        contribution_id=autre,
        langue="ar",
        traduction="Des sièges à l’ombre 🌳",
        version=None,
    )
    refuse_contribution(
        par=monde.bruno,
        contribution_id=refusee,
        motif=MotifModeration.PERSONNE_NOMMEE,
        precision="",
        version=None,
    )
    erase_contribution(par=monde.chloe, contribution_id=effacee, motif="demande")
    give_suite(
        par=monde.bruno,
        demarche_id=monde.demarche,
        reponse=Reponse(
            nature=NatureSuite.TRANSMISE,
            texte="Transmis, rappelez le 06 12 34 56 78.",
            organisme_id=organisme,
        ),
        regroupements=(regroupement,),
    )
    _vote(monde, eve, (f"r:{regroupement}", f"c:{publiee}"))
    factories.build(lambda session: _rows(session, monde.seance, groupe, monde.question))
    _tables(monde, publiee)
    factories.build(lambda session: _board(session, publiee, autre, regroupement))
    suivi = _notes(monde, organisme)
    factories.build(lambda session: _end(session, monde.seance, suivi))
    db.session.rollback()
    return Rencontre(
        monde.seance, groupe, organisme, publiee, refusee, effacee, regroupement, suivi
    )


def _vote(monde: Monde, eve: Identite, cles: tuple[str, ...]) -> None:
    """A vote closed and shown, its paper counted twice; another one that is only prepared."""
    hidden = Bulletin("Que faire d’abord ?", 3, 2, VisibiliteScrutin.CACHE, cles)
    scrutin = create_scrutin(par=monde.bruno, seance_id=monde.seance, bulletin=hidden)
    create_scrutin(
        par=monde.bruno, seance_id=monde.seance, bulletin=replace(hidden, titre="Et ensuite ?")
    )
    open_scrutin(par=monde.bruno, scrutin_id=scrutin, version=1)
    for who, cle, points in ((monde.ana, 0, 2), (eve, 0, 1), (eve, 1, 1)):
        set_points(par=who, scrutin_id=scrutin, cible=cles[cle], points=points)
    db.session.rollback()
    card = cards_of(db.session(), scrutin)[0].id
    for total in (16, 61):
        set_papier(par=monde.bruno, cible_id=card, total=total)
    close_scrutin(par=monde.bruno, scrutin_id=scrutin, version=2, presents=104)
    reveal_scrutin(par=monde.bruno, scrutin_id=scrutin, version=3)


def _rows(session: Session, seance_id: str, groupe: str, question: str) -> None:
    seance = session.get_one(Seance, seance_id)
    seance.groupe_id = groupe
    seance.heure_debut, seance.heure_fin = time(9, 30), time(11)
    seance.prochaine_jour, seance.prochaine_objet = date(2027, 1, 14), "La suite"
    tablee = Tablee(seance_id=seance_id, numero=1, place="Fenêtre", capacite=6, hote="Nadia")
    tour = Tour(seance_id=seance_id, numero=1, duree_minutes=20, debut=clock.now())
    session.add_all([tablee, tour])
    session.flush()
    etape = Etape(
        seance_id=seance_id,
        ordre=1,
        titre="Tour 1",
        nature=NatureEtape.TOUR,
        tour_id=tour.id,
        duree_minutes=20,
        droits=["lire"],
        ecran=VueEcran.MINUTEUR,
        consigne="Chacun parle une fois.",
        debut_le=clock.now(),
        fin_prevue_le=clock.now(),
        ecartee_le=clock.now(),
    )
    session.add(etape)
    session.flush()
    seance.etape_id = etape.id
    session.add_all(
        [
            Programme(tour_id=tour.id, tablee_id=tablee.id, question_id=question),
            Effectif(seance_id=seance_id, qualite="Habitant·e", nombre=12, ordre=1),
            DocumentJoint(seance_id=seance_id, ordre=1, titre="Le bilan", cree_le=clock.now()),
            EffectifTablee(tour_id=tour.id, tablee_id=tablee.id, nombre=9, le=clock.now()),
        ]
    )


def _board(session: Session, publiee: str, autre: str, regroupement: str) -> None:
    """A group that had another title; two words kept together for a while."""
    now = clock.now()
    former = RegroupementVersion(regroupement_id=regroupement, titre="Bancs", resume="", le=now)
    pair = Rapprochement(contribution_id=autre, principale_id=publiee, le=now, fin_le=now)
    session.add_all([former, pair])


def _tables(monde: Monde, idee: str) -> None:
    """A synthèse approved at the table, then changed; an idea put forward there."""
    db.session.rollback()
    tablee, tour = (db.session.scalars(select(model.id)).one() for model in (Tablee, Tour))

    def sit(session: Session) -> None:
        row = session.get_one(Contribution, idee)
        row.tablee_id, row.tour_id = tablee, tour

    factories.build(sit)
    star_contribution(par=monde.bruno, contribution_id=idee)
    for version, texte in ((0, "Des bancs."), (1, "Des bancs à l’ombre.")):
        save_synthese(par=monde.bruno, tablee_id=tablee, tour_id=tour, texte=texte, version=version)
    db.session.rollback()
    synthese = db.session.scalars(select(SyntheseTablee.id)).one()
    approve_synthese(par=monde.bruno, synthese_id=synthese, version=2, pour=8, presents=9)


def _notes(monde: Monde, organisme: str) -> str:
    (point,) = reunions.make_points(monde.seance, 1)

    def note(nature: NatureLigne, texte: str, **champs: Any) -> str:
        written = write_ligne(
            par=monde.bruno,
            point_id=point,
            note=Note(client_id=str(uuid.uuid4()), nature=nature, texte=texte, **champs),
        )
        return written.id

    said = note(NatureLigne.ECHANGE, "Le banc est cassé.")
    correct_ligne(
        par=monde.bruno, ligne_id=said, texte="Le banc est réparé.", nature=NatureLigne.ECHANGE
    )
    action = note(
        NatureLigne.SUIVI,
        "=Poser un banc",
        quiquand=QuiQuand(qui="La Ville", echeance=date(2027, 3, 1)),
    )
    add_presence(
        par=monde.bruno,
        seance_id=monde.seance,
        personne=Personne(nom="Sonia Prigent", fonction="insertion", organisme_id=organisme),
    )
    db.session.rollback()
    suivi = db.session.query(Suivi).filter_by(ligne_id=action).one().id
    tell_suivi(
        par=monde.bruno,
        suivi_id=suivi,
        etat=EtatSuivi.OUVERT,
        texte="Devis demandé.",
        seance_id=monde.seance,
    )
    return suivi


def _end(session: Session, seance_id: str, suivi: str) -> None:
    from cafe.models import Phase

    seance = session.get_one(Seance, seance_id)
    seance.phase, seance.terminee_le = Phase.TERMINEE, clock.now()
    assert session.get_one(Suivi, suivi).etat is EtatSuivi.OUVERT
    assert session.query(Presence).filter_by(etat=EtatPresence.PRESENT).count() == 1
