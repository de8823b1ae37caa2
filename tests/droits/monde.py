"""A whole démarche with one object of each noun, and everybody who may knock at a door."""

from __future__ import annotations

import io
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from cafe.access.doors import COOKIE_APPAREIL
from cafe.access.identity import SYSTEME, Identite
from cafe.access.jetons import new_jeton, recu_of
from cafe.actions.acces import create_acces, pair_acces
from cafe.actions.comptes import make_reset_link
from cafe.actions.comptes_rendus import send_to_review, start_compte_rendu
from cafe.actions.decisions import decide_preconisation
from cafe.actions.documents_joints import add_document
from cafe.actions.engagements import Promesse, create_engagement
from cafe.actions.fiches import import_fiches
from cafe.actions.groupes import FicheGroupe, create_groupe
from cafe.actions.liens import link_fiche
from cafe.actions.logos import set_logo
from cafe.actions.membres import invite_membre, revoke_membre
from cafe.actions.membres_groupe import Siege, add_membre
from cafe.actions.modeles_deroule import save_modele
from cafe.actions.notes import Note, write_ligne
from cafe.actions.objections import post_objection
from cafe.actions.organismes import create_organisme
from cafe.actions.personnes import PersonnePrevue, import_personnes
from cafe.actions.plans import ask_plan
from cafe.actions.points import add_point
from cafe.actions.preconisations import Redaction, draft_preconisation
from cafe.actions.presences import mark_presence
from cafe.actions.regroupements import create_regroupement
from cafe.actions.relectures import comment_paragraph
from cafe.actions.suites import Reponse, give_suite
from cafe.actions.syntheses import save_synthese
from cafe.extensions import db
from cafe.formats.logo import ImageLogo
from cafe.models import (
    Acces,
    Badge,
    Demarche,
    Etape,
    EtatPreconisation,
    EtatPresence,
    Fiche,
    Invitation,
    LienEngagement,
    LienFiche,
    Membre,
    NatureLien,
    NatureLigne,
    NatureSuite,
    Plan,
    Role,
    RoleAcces,
    Seance,
    Source,
    Suite,
    Suivi,
    SyntheseTablee,
    Tablee,
    Tour,
)
from cafe.models.fiche_contenu import ContenuFiche
from cafe.reseau.carnet import Carnet
from cafe.reseau.wifi import Wifi
from tests import factories
from tests.clients import sign_in
from tests.droits.fichiers import make_dite, make_feuille, make_photo
from tests.droits.votes import make_vote

Visiteur = Callable[[], FlaskClient]


class _Visitor(FlaskClient):
    """A client whose requests do not share the context that the test left open."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        with self.application.app_context():
            return super().open(*args, **kwargs)


def visitor(app: Flask) -> FlaskClient:
    """Somebody at the door; pages are not checked here (their tokens are switched off)."""
    return _Visitor(app, app.response_class, use_cookies=True)


@dataclass(frozen=True)
class MondeComplet:
    """``valeurs``: what to put for each variable of an address. ``visiteurs``: by column."""

    valeurs: dict[str, str]
    visiteurs: dict[str, Visiteur]


def build_world(app: Flask) -> MondeComplet:
    """One object of each noun in one démarche; the same cast for every route."""
    demarche = factories.make_demarche()
    autre_demarche = factories.make_demarche("Contrat de ville d’ailleurs")
    seance = factories.make_seance(demarche, code="AAAACC")
    autre_seance = factories.make_seance(demarche, code="AAAADD")
    comptes = {
        role: factories.make_compte(role.value, role, demarche)
        for role in (Role.CHEF_DE_PROJET, Role.ANIMATEUR, Role.RAPPORTEUR, Role.LECTEUR)
    }
    chef = factories.identite(comptes[Role.CHEF_DE_PROJET])
    ailleurs = factories.make_compte("Dan", Role.CHEF_DE_PROJET, autre_demarche)
    revoque = factories.make_compte("Zoe", Role.ANIMATEUR, demarche)
    valeurs = _objects(chef, comptes[Role.LECTEUR], demarche, seance)
    tablee = _table(seance)
    valeurs |= _at_the_table(chef, seance, tablee)
    valeurs |= _rotation(chef, seance)
    hote = _pair(chef, seance, tablee)
    hote_ailleurs = _pair(chef, autre_seance, _table(autre_seance))
    revoke_membre(par=chef, membre_id=_membre_of(revoque))
    Carnet(app.config["REGLAGES"]).set_wifi(seance, Wifi("Salle", "motdepasse"))
    db.session.rollback()
    return MondeComplet(
        valeurs=valeurs,
        visiteurs={
            "inconnu": lambda: visitor(app),
            "autre_seance": lambda: _with_device(app, hote_ailleurs),
            "autre_demarche": lambda: sign_in(visitor(app), ailleurs),
            "revoque": lambda: sign_in(visitor(app), revoque),
            "hote": lambda: _with_device(app, hote),
            "lecteur": lambda: sign_in(visitor(app), comptes[Role.LECTEUR]),
            "rapporteur": lambda: sign_in(visitor(app), comptes[Role.RAPPORTEUR]),
            "animateur": lambda: sign_in(visitor(app), comptes[Role.ANIMATEUR]),
            "chef": lambda: sign_in(visitor(app), comptes[Role.CHEF_DE_PROJET]),
        },
    )


def _objects(chef: Identite, lecteur: str, demarche: str, seance: str) -> dict[str, str]:
    question = factories.make_question(seance)
    ana = factories.participant(seance, new_jeton())
    contribution = factories.post(ana, question, "Un banc").id
    seule = factories.post(ana, question, "Un arbre").id
    etape = _add(Etape(seance_id=seance, ordre=1, titre="Accueil", droits=["lire"]))
    regroupement = create_regroupement(
        par=chef, question_id=question, titre="S’asseoir", contributions=(contribution,)
    )
    import_fiches(
        par=chef,
        demarche_id=demarche,
        plan_nom="Contrat",
        fiches=(ContenuFiche.from_dict({"numero": "1.1", "intitule": "Des bancs"}),),
        provenance="essai",
    )
    organisme = create_organisme(par=chef, demarche_id=demarche, nom="La Ville")
    preconisation = draft_preconisation(
        par=chef,
        demarche_id=demarche,
        redaction=Redaction(intitule="Poser des bancs"),
        regroupements=(regroupement,),
    )
    fiche = _one(Fiche.id)
    link_fiche(
        par=chef,
        preconisation_id=preconisation,
        fiche_id=fiche,
        nature=NatureLien.COMPLETE,
        motif="même objet",
    )
    decide_preconisation(
        par=chef,
        preconisation_id=preconisation,
        etat=EtatPreconisation.RETENUE,
        instance="COPIL",
        jour=date(2026, 11, 1),
        motif="utile",
    )
    engagement = create_engagement(
        par=chef,
        demarche_id=demarche,
        promesse=Promesse(organisme_id=organisme, texte="Poser dix bancs"),
        preconisations=(preconisation,),
    )
    give_suite(
        par=chef,
        demarche_id=demarche,
        reponse=Reponse(nature=NatureSuite.SANS_SUITE, texte="Déjà planté"),
        contributions=(seule,),
    )
    point = add_point(par=chef, seance_id=seance, titre="Bilan")
    note = Note(str(uuid.uuid4()), NatureLigne.SUIVI, "Envoyer le tableau")
    ligne = write_ligne(par=chef, point_id=point, note=note).id
    compte_rendu = start_compte_rendu(par=chef, seance_id=seance)
    send_to_review(par=chef, compte_rendu_id=compte_rendu)
    relecture = comment_paragraph(
        par=chef, compte_rendu_id=compte_rendu, ancre="entete", texte="Préciser"
    )
    invitation = invite_membre(
        par=chef, demarche_id=demarche, email="eve@exemple.fr", role=Role.LECTEUR
    )
    ecran = create_acces(par=chef, seance_id=seance, role=RoleAcces.ECRAN)
    photo = make_photo(contribution)
    dite = make_dite(question)
    named = update(Demarche).where(Demarche.id == demarche).values(quartiers=["Les Tanneurs"])
    factories.build(lambda session: session.execute(named))
    objection = post_objection(par=ana, contribution_id=contribution, texte="Pas du tout")
    return {
        "objection_id": objection,
        "papier": "a4",
        "partie": "presences",
        "quartier": "Les Tanneurs",
        "media_id": photo,
        "dite_id": dite,
        "demarche_id": demarche,
        "seance_id": seance,
        "code": "AAAACC",
        "table": "1",
        "numero": "1",
        "question_id": question,
        "contribution_id": contribution,
        "regroupement_id": regroupement,
        "etape_id": etape,
        "modele_id": save_modele(par=chef, seance_id=seance, titre="Court"),
        "preconisation_id": preconisation,
        "fiche_id": fiche,
        "organisme_id": organisme,
        "engagement_id": engagement,
        "point_id": point,
        **_around(chef, demarche, seance, organisme),
        **make_vote(chef, seance, regroupement),
        "ligne_id": ligne,
        "suivi_id": _one(Suivi.id),
        "relecture_id": relecture,
        "pilotage.fabrication:jeton": "oubliee",
        "pilotage.fabrication_fichier:jeton": "oubliee",
        "suite_id": _one(Suite.id),
        "source_id": _one(Source.id),
        "lien_id": _one(LienFiche.id),
        "lien_engagement_id": _one(LienEngagement.id),
        "plan_id": _one(Plan.id),
        "membre_id": _membre_of(lecteur),
        "invitation_id": _one(Invitation.id),
        "acces_id": _one(Acces.id, Acces.role == RoleAcces.ECRAN),
        "recu": recu_of(ana.jeton or ""),
        "filename": "css/tokens.css",
        "maquette": "tableau",
        "portail.invitation:jeton": invitation,
        "portail.nouveau_mot_de_passe:jeton": make_reset_link(
            par=SYSTEME, email="lecteur@exemple.fr"
        ),
        "portail.appairer:jeton": ecran,
    }


def _around(chef: Identite, demarche: str, seance: str, organisme: str) -> dict[str, str]:
    """The group that meets, one of its members, their présence, a document, a logo."""
    groupe = create_groupe(par=chef, demarche_id=demarche, fiche=FicheGroupe("Emploi"))
    membre = add_membre(par=chef, groupe_id=groupe, siege=Siege("Abel", organisme_id=organisme))
    joined = update(Seance).where(Seance.id == seance).values(groupe_id=groupe)
    factories.build(lambda session: session.execute(joined))
    marque = mark_presence(par=chef, seance_id=seance, membre_id=membre, etat=EtatPresence.PRESENT)
    out = io.BytesIO()
    Image.new("RGB", (60, 30), "teal").save(out, "PNG")
    set_logo(par=chef, organisme_id=organisme, image=ImageLogo(out.getvalue(), 60, 30))
    return {
        "groupe_id": groupe,
        "membre_groupe_id": membre,
        "presence_id": marque.presence_id,
        "document_id": add_document(par=chef, seance_id=seance, titre="Carte"),
    }


def _rotation(chef: Identite, seance: str) -> dict[str, str]:
    """Somebody to seat, and a plan that is not computed."""
    import_personnes(par=chef, seance_id=seance, personnes=(PersonnePrevue("Abel"),))
    return {
        "rotation_id": ask_plan(par=chef, seance_id=seance, graine=1, demande={}),
        "badge_id": _one(Badge.id),
    }


def _add(row: Any) -> str:
    def job(session: Any) -> str:
        session.add(row)
        session.flush()
        return str(row.id)

    return factories.build(job)


def _table(seance_id: str) -> str:
    return _add(Tablee(seance_id=seance_id, numero=1))


def _one(column: Any, *where: Any) -> str:
    """The id of the only row of that kind."""
    db.session.rollback()
    return str(db.session.scalars(select(column).where(*where)).one())


def _at_the_table(chef: Identite, seance: str, tablee: str) -> dict[str, str]:
    """What a table has of its own: a tour, its synthèse, the photo of its sheet."""
    tour = _add(Tour(seance_id=seance, numero=1))
    save_synthese(par=chef, tablee_id=tablee, tour_id=tour, texte="Des bancs", version=0)
    return {
        "tablee_id": tablee,
        "synthese_id": _one(SyntheseTablee.id),
        "feuille_id": make_feuille(seance, tablee),
    }


def _membre_of(compte_id: str) -> str:
    return str(db.session.scalars(select(Membre.id).where(Membre.compte_id == compte_id)).one())


def _pair(chef: Identite, seance_id: str, tablee_id: str) -> str:
    db.session.rollback()
    assert db.session.get(Seance, seance_id) is not None
    jeton = create_acces(par=chef, seance_id=seance_id, role=RoleAcces.HOTE, tablee_id=tablee_id)
    return pair_acces(jeton=jeton).secret


def _with_device(app: Flask, secret: str) -> FlaskClient:
    client = visitor(app)
    client.set_cookie(COOKIE_APPAREIL, secret)
    return client
