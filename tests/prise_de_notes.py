"""A meeting of the example's people, and its notes typed by keyboard alone in a browser."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, timedelta

from playwright.sync_api import Page, expect

from cafe.access.identity import Identite
from cafe.actions.groupes import FicheGroupe, create_groupe
from cafe.actions.membres_groupe import Siege, add_membre
from cafe.actions.notes import Note, write_ligne
from cafe.actions.organismes import create_organisme
from cafe.actions.points import add_point
from cafe.actions.presences import mark_presence
from cafe.actions.prise_de_notes import QuiQuand
from cafe.actions.seances import FicheSeance, create_seance
from cafe.documents.reunion.contenu import Ligne, Point, Reunion, SuiviPrevu
from cafe.extensions import db
from cafe.models import EtatPresence, Format, NatureLigne, Phase, Seance
from cafe.models.note import points_of
from cafe.models.suivi import earlier_suivis
from tests import factories, reunions

TOUCHES = {"rappel": "/r", "echange": "/e", "question": "/q", "decision": "/d"}


@dataclass(frozen=True)
class Tenue:
    """A meeting ready for its notes, and the one before it, whose suivis come back."""

    avant: str
    seance: str


def hold_meeting(chef: Identite, demarche_id: str, reunion: Reunion) -> Tenue:
    """Seat the people of an example: structures, groupe, présences, points, earlier suivis."""
    structures = {
        s.nom: create_organisme(par=chef, demarche_id=demarche_id, nom=s.nom)
        for s in reunion.structures
    }
    groupe = create_groupe(
        par=chef, demarche_id=demarche_id, fiche=FicheGroupe(reunion.groupe, volet=reunion.volet)
    )
    membres = [
        add_membre(
            par=chef,
            groupe_id=groupe,
            siege=Siege(personne.nom, personne.fonction, structures[structure.nom]),
        )
        for structure in reunion.structures
        for personne in structure.personnes
    ]
    jour = reunion.jour or date(2026, 6, 9)
    avant = _meeting(chef, demarche_id, groupe, "Séquence 1", jour - timedelta(days=89))
    seance = _meeting(chef, demarche_id, groupe, reunion.titre, jour)
    for membre in membres:
        mark_presence(
            par=chef, seance_id=seance, membre_id=membre, etat=EtatPresence.PRESENT, version=0
        )
    zero, *points = reunion.points
    _open_before(chef, avant, zero, structures)
    for point in points:
        add_point(par=chef, seance_id=seance, titre=point.titre)
    question = factories.make_question(seance, categories=["mon_idee"])
    for line in (line for point in points for line in point.lignes if line.citation):
        factories.post(factories.participant(seance), question, line.texte or "")
    return Tenue(avant, seance)


def _meeting(chef: Identite, demarche_id: str, groupe: str, titre: str, jour: date) -> str:
    fiche = FicheSeance(titre, Format.GROUPE_DE_TRAVAIL, jour=jour, groupe_id=groupe)
    seance = create_seance(par=chef, demarche_id=demarche_id, fiche=fiche)
    reunions.set_phase(seance, Phase.OUVERTE)
    return seance


def _open_before(chef: Identite, avant: str, zero: Point, structures: dict[str, str]) -> None:
    point = add_point(par=chef, seance_id=avant, titre="Premier tour de table")
    for suivi in zero.suivis:
        quiquand = QuiQuand(
            qui="" if suivi.qui in structures else suivi.qui,
            organisme_id=structures.get(suivi.qui),
            echeance=suivi.echeance if isinstance(suivi.echeance, date) else None,
            echeance_texte=suivi.echeance if isinstance(suivi.echeance, str) else "",
        )
        note = Note(str(uuid.uuid4()), NatureLigne.SUIVI, suivi.texte or "", quiquand=quiquand)
        write_ligne(par=chef, point_id=point, note=note)


def type_meeting(page: Page, reunion: Reunion, seance_id: str) -> None:
    """Type the whole meeting on its page of notes, already open; no mouse, no script of ours.

    Commands come key by key, sentences at once, as from a fast hand.
    """
    db.session.rollback()
    seance = db.session.get_one(Seance, seance_id)
    ids = [point.id for point in points_of(db.session(), seance_id)]
    suivis = {s.ligne.texte: s.id for s in earlier_suivis(db.session(), seance)}
    db.session.rollback()
    zero, *points = reunion.points
    for suivi in zero.suivis:
        _press_until(page, f"#nouvelle-{suivis[suivi.texte]}-texte")
        page.keyboard.insert_text(suivi.nouvelle)
        _press_until(page, f"[value='{'fait' if suivi.etat == 'fait' else 'ouvert'}']")
        page.keyboard.press("Enter")
    _press_until(page, f"#saisie-{ids[0]}-texte")
    for point, point_id in zip(points, ids[1:], strict=True):
        page.keyboard.press("PageDown")
        expect(page.locator(f"#saisie-{point_id}-texte")).to_be_focused()
        for line in point.lignes:
            type_line(page, line)
        for suivi in point.suivis:
            type_suivi(page, suivi)


def type_line(page: Page, line: Ligne) -> None:
    """One line in the field that has the focus, its kind first; a word is drawn in by « /c »."""
    page.keyboard.type(TOUCHES[line.nature])
    if line.citation:
        page.keyboard.type("/c")
        expect(page.get_by_label("Chercher")).to_be_focused()
        page.keyboard.type((line.texte or "")[:20])
        expect(page.get_by_role("option")).to_have_count(1)
        page.keyboard.press("Enter")
        expect(page.get_by_role("dialog")).to_be_hidden()
    else:
        page.keyboard.insert_text(line.texte or "")
    page.keyboard.press("Enter")


def type_suivi(page: Page, suivi: SuiviPrevu) -> None:
    """What, then Tab and who, Tab and by when; Enter keeps it from there."""
    page.keyboard.type("/s")
    page.keyboard.insert_text(suivi.texte or "")
    page.keyboard.press("Tab")
    page.keyboard.insert_text(suivi.qui)
    page.keyboard.press("Tab")
    when = suivi.echeance
    page.keyboard.type(f"{when:%d/%m/%Y}" if isinstance(when, date) else (when or ""))
    page.keyboard.press("Enter")


def _press_until(page: Page, selector: str, key: str = "Tab") -> None:
    for _ in range(120):
        page.keyboard.press(key)
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    raise AssertionError(f"the keyboard does not reach {selector}")
