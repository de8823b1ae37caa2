"""One line of notes on a page of its own: corrected, moved, taken out; and news of a suivi."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from flask import abort, flash, jsonify, make_response, render_template, request
from flask_babel import gettext
from werkzeug.wrappers import Response

from cafe.access.doors import current_identite
from cafe.access.permits import Pouvoir
from cafe.actions.core import Missing, NotAllowed, Refusal, RuleBroken, Stale
from cafe.actions.notes import correct_ligne, move_ligne, restore_ligne, retire_ligne
from cafe.actions.suivis import tell_suivi
from cafe.errors import wants_json
from cafe.extensions import db
from cafe.facilitation.notes import back_to_notes, ligne_json, nature_typed, show
from cafe.facilitation.notes_page import (
    TOUCHES,
    Nouvelle,
    Saisie,
    page_notes,
    typed_line,
)
from cafe.facilitation.qui_quand import known_owners, read_qui_quand
from cafe.facilitation.reponses import refused, version_typed
from cafe.facilitation.salle import facilitation, seance_for
from cafe.messages import sentence, status
from cafe.models import EtatSuivi, Ligne, NatureLigne, Point, Seance
from cafe.models.compte_rendu import still_written
from cafe.models.note import points_of
from cafe.models.prise import LigneVue, line_view, lines_of_seance


@dataclass(frozen=True)
class PageLigne:
    """One line, what was typed of it, and where it may go. ``autre``: its text of now, when
    somebody else changed it meanwhile."""

    seance: Seance
    ligne: LigneVue
    retiree: bool
    saisie: Saisie
    points: tuple[Point, ...]
    voisines: tuple[LigneVue, ...]
    personnes: tuple[str, ...]
    ecrit: bool
    autre: str | None = None


@facilitation.get("/<seance_id>/notes/lignes/<ligne_id>")
def ligne(seance_id: str, ligne_id: str) -> str:
    """The page of a line: its text, its place, taking it out."""
    seance = seance_for(seance_id, Pouvoir.NOTER)
    row = _line_for(seance, ligne_id)
    return render_template(
        "facilitation/notes_ligne.html", page=_page(seance, row), touches=TOUCHES
    )


@facilitation.post("/<seance_id>/notes/lignes/<ligne_id>")
def corriger_ligne(seance_id: str, ligne_id: str) -> Response:
    """Give a line another text or kind; refused, both texts are shown."""
    seance = seance_for(seance_id, Pouvoir.NOTER)
    row = _line_for(seance, ligne_id)
    typed = typed_line(row.point_id)
    try:
        nature = nature_typed(typed)
        correct_ligne(
            par=current_identite(),
            ligne_id=row.id,
            texte=typed.texte,
            nature=nature,
            quiquand=read_qui_quand(db.session(), seance, typed.qui, typed.quand)
            if nature is NatureLigne.SUIVI
            else None,
            version=version_typed(),
        )
    except Refusal as refusal:
        if wants_json() or isinstance(refusal, Missing | NotAllowed):
            return refused(refusal)
        again = replace(typed, champ=refusal.champ, erreur=sentence(refusal))
        autre = str(refusal.details["texte"]) if isinstance(refusal, Stale) else None
        page = replace(_page(seance, _line_for(seance, ligne_id)), saisie=again, autre=autre)
        html = render_template("facilitation/notes_ligne.html", page=page, touches=TOUCHES)
        return make_response(html, status(refusal))
    return _line_done(seance, ligne_id)


@facilitation.post("/<seance_id>/notes/lignes/<ligne_id>/place")
def deplacer_ligne(seance_id: str, ligne_id: str) -> Response:
    """Put a line under a point, after another line or last."""
    point, _, apres = request.form.get("place", "").partition(":")
    return _gesture(
        seance_id,
        ligne_id,
        lambda: move_ligne(
            par=current_identite(), ligne_id=ligne_id, point_id=point, apres=apres or None
        ),
    )


@facilitation.post("/<seance_id>/notes/lignes/<ligne_id>/retrait")
def retirer_ligne(seance_id: str, ligne_id: str) -> Response:
    """Take a line out of the notes; the page then offers to put it back."""
    return _gesture(
        seance_id,
        ligne_id,
        lambda: retire_ligne(par=current_identite(), ligne_id=ligne_id, version=version_typed()),
        gettext("La ligne est retirée."),
    )


@facilitation.post("/<seance_id>/notes/lignes/<ligne_id>/retour")
def remettre_ligne(seance_id: str, ligne_id: str) -> Response:
    """Put back a line that was taken out."""
    return _gesture(
        seance_id, ligne_id, lambda: restore_ligne(par=current_identite(), ligne_id=ligne_id)
    )


@facilitation.post("/<seance_id>/notes/suivis/<suivi_id>/nouvelles")
def dire_nouvelle(seance_id: str, suivi_id: str) -> Response:
    """Say in this meeting where an action of an earlier one stands."""
    seance = seance_for(seance_id, Pouvoir.NOTER)
    texte = request.form.get("texte", "")
    try:
        version = tell_suivi(
            par=current_identite(),
            suivi_id=suivi_id,
            etat=_state_typed(),
            texte=texte,
            seance_id=seance.id,
            version=version_typed(),
            nouvelle_id=request.form.get("client_id") or None,
        )
    except Refusal as refusal:
        if wants_json() or isinstance(refusal, Missing | NotAllowed):
            return refused(refusal)
        said = Nouvelle(suivi_id, texte, sentence(refusal))
        return show(page_notes(db.session(), seance, nouvelle=said), refusal)
    if wants_json():
        return jsonify(id=suivi_id, version=version)
    return back_to_notes(seance.id, f"suite-{suivi_id}")


def _gesture(
    seance_id: str, ligne_id: str, write: Callable[[], object], said: str = ""
) -> Response:
    seance = seance_for(seance_id, Pouvoir.NOTER)
    row = _line_for(seance, ligne_id)
    try:
        write()
    except Refusal as refusal:
        if wants_json() or isinstance(refusal, Missing | NotAllowed):
            return refused(refusal)
        page = _page(seance, _line_for(seance, row.id))
        page = replace(page, saisie=replace(page.saisie, erreur=sentence(refusal)))
        html = render_template("facilitation/notes_ligne.html", page=page, touches=TOUCHES)
        return make_response(html, status(refusal))
    if said and not wants_json():
        flash(said, "succes")
    return _line_done(seance, ligne_id)


def _line_done(seance: Seance, ligne_id: str) -> Response:
    if wants_json():
        return jsonify(ligne_json(seance, ligne_id))
    return back_to_notes(seance.id, f"ligne-{ligne_id}")


def _line_for(seance: Seance, ligne_id: str) -> Ligne:
    """A line of this meeting, taken out or not; 404 for another one's."""
    db.session.rollback()
    row = db.session.get(Ligne, ligne_id)
    if row is None or row.seance_id != seance.id:
        abort(404)
    return row


def _page(seance: Seance, row: Ligne) -> PageLigne:
    session = db.session()
    seen = line_view(session, row)
    lines = lines_of_seance(session, seance.id)
    return PageLigne(
        seance=seance,
        ligne=seen,
        retiree=row.retiree_le is not None,
        saisie=Saisie(
            point_id=row.point_id,
            nature=row.nature.value,
            texte=row.texte or "",
            qui=seen.suivi.qui if seen.suivi else "",
            quand=seen.suivi.quand if seen.suivi else "",
        ),
        points=tuple(points_of(session, seance.id)),
        voisines=tuple(line for line in lines if line.id != row.id),
        personnes=tuple(known_owners(session, seance)),
        ecrit=still_written(session, seance),
    )


def _state_typed() -> EtatSuivi:
    try:
        return EtatSuivi(request.form.get("etat", ""))
    except ValueError:
        raise RuleBroken("saisie_incomplete", champ="etat") from None
