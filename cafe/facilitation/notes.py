"""Live minutes: one block per point of the ordre du jour, lines typed by keyboard.

Every write is a plain form; our script keeps each line on the computer first, then posts the
same fields and reads JSON. Here: the page, new lines, the points, the room screen.
"""

from __future__ import annotations

import uuid
from dataclasses import replace
from enum import StrEnum
from typing import TypeVar

from flask import (
    abort,
    flash,
    get_template_attribute,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_babel import gettext
from sqlalchemy import select
from werkzeug.wrappers import Response

from cafe.access.doors import current_identite
from cafe.access.permits import Pouvoir
from cafe.actions.core import Missing, NotAllowed, Refusal, RuleBroken
from cafe.actions.mur import set_mur
from cafe.actions.notes import Note, write_ligne
from cafe.actions.points import add_point, rename_point
from cafe.errors import wants_json
from cafe.extensions import db
from cafe.facilitation.notes_page import PageNotes, Saisie, page_notes, typed_line
from cafe.facilitation.qui_quand import read_qui_quand
from cafe.facilitation.reponses import refused, version_typed
from cafe.facilitation.salle import facilitation, seance_for
from cafe.messages import sentence, status
from cafe.models import Evenement, GenreCitation, Mur, NatureLigne, Point, Seance
from cafe.models.prise import Citation, cited, lines_by_id

V = TypeVar("V", bound=StrEnum)


@facilitation.get("/<seance_id>/notes")
def notes(seance_id: str) -> str:
    """The page; ``?point=…&cite=…`` brings back what was chosen to be drawn in."""
    seance = seance_for(seance_id, Pouvoir.NOTER)
    chosen = Saisie(point_id=request.args.get("point", ""), cite=request.args.get("cite", ""))
    citation = citation_of(seance, chosen.cite)
    page = page_notes(db.session(), seance, saisie=chosen, citation=citation)
    return render_template("facilitation/notes.html", page=page)


@facilitation.get("/<seance_id>/notes/corps")
def notes_corps(seance_id: str) -> str:
    """Only what changes, with the number of the last event in it."""
    seance = seance_for(seance_id, Pouvoir.NOTER)
    return render_template("facilitation/_notes.html", page=page_notes(db.session(), seance))


@facilitation.post("/<seance_id>/notes/points/<point_id>/lignes")
def noter_ligne(seance_id: str, point_id: str) -> Response:
    """Keep one line at the end of a point; for scripts, the line as it is shown."""
    seance = seance_for(seance_id, Pouvoir.NOTER)
    point_for(seance, point_id)
    typed = typed_line(point_id)
    try:
        written = write_ligne(par=current_identite(), point_id=point_id, note=_note(seance, typed))
    except Refusal as refusal:
        if wants_json() or isinstance(refusal, Missing | NotAllowed):
            return refused(refusal)
        # The text stays in its field; an id that was used gives way to a fresh one.
        used = refusal.code in ("deja_utilise", "client_id_invalide")
        again = replace(
            typed,
            client_id=str(uuid.uuid4()) if used else typed.client_id,
            champ=refusal.champ,
            erreur=sentence(refusal),
        )
        citation = citation_of(seance, typed.cite)
        return show(page_notes(db.session(), seance, saisie=again, citation=citation), refusal)
    if wants_json():
        body = ligne_json(seance, written.id) | {"client_id": written.client_id}
        return make_response(jsonify(body), 201 if written.neuve else 200)
    return back_to_notes(seance.id, f"saisie-{point_id}")


@facilitation.post("/<seance_id>/notes/points")
def ajouter_point(seance_id: str) -> Response:
    """One more point at the end of the ordre du jour."""
    seance = seance_for(seance_id, Pouvoir.NOTER)
    titre = request.form.get("titre", "")
    try:
        point_id = add_point(
            par=current_identite(),
            seance_id=seance.id,
            titre=titre,
            point_id=request.form.get("point_id") or None,
        )
    except Refusal as refusal:
        if wants_json() or isinstance(refusal, Missing | NotAllowed):
            return refused(refusal)
        page = page_notes(db.session(), seance, titre=titre, erreur=sentence(refusal))
        return show(page, refusal)
    if wants_json():
        return make_response(jsonify(id=point_id), 201)
    return back_to_notes(seance.id, f"saisie-{point_id}")


@facilitation.route("/<seance_id>/notes/points/<point_id>", methods=["GET", "POST"])
def renommer_point(seance_id: str, point_id: str) -> Response | str:
    """Give a point another title; its duration stays as it was prepared."""
    seance = seance_for(seance_id, Pouvoir.NOTER)
    point = point_for(seance, point_id)
    template = "facilitation/notes_point.html"
    if request.method == "GET":
        return render_template(
            template, seance=seance, point=point, titre=point.titre, erreur="", autre=""
        )
    titre = request.form.get("titre", "")
    try:
        rename_point(
            par=current_identite(),
            point_id=point_id,
            titre=titre,
            duree_minutes=point.duree_minutes,
            version=version_typed(),
        )
    except Refusal as refusal:
        if wants_json() or isinstance(refusal, Missing | NotAllowed):
            return refused(refusal)
        point = point_for(seance, point_id)
        autre = point.titre if status(refusal) == 409 else ""
        html = render_template(
            template, seance=seance, point=point, titre=titre, erreur=sentence(refusal), autre=autre
        )
        return make_response(html, status(refusal))
    if wants_json():
        return jsonify(id=point_id)
    return back_to_notes(seance.id, f"point-{point_id}")


@facilitation.post("/<seance_id>/notes/mur")
def lire_les_suites(seance_id: str) -> Response:
    """Put « j’ai noté ces suites » on the room screen, or what it showed before."""
    seance = seance_for(seance_id, Pouvoir.ANIMER)
    shown = request.form.get("suites") == "1"
    mur = Mur.SUITES if shown else _former_mur(seance)
    set_mur(par=current_identite(), seance_id=seance.id, mur=mur)
    if wants_json():
        return jsonify(mur=mur.value)
    said = gettext("Les suites sont sur l’écran de salle.") if shown else ""
    if said:
        flash(said, "succes")
    return back_to_notes(seance.id)


def back_to_notes(seance_id: str, anchor: str = "") -> Response:
    """303 to the page, at the element of that id."""
    return redirect(url_for("facilitation.notes", seance_id=seance_id, _anchor=anchor or None), 303)


def show(page: PageNotes, refusal: Refusal) -> Response:
    """The page again with what was typed, and the status of the refusal."""
    return make_response(render_template("facilitation/notes.html", page=page), status(refusal))


def ligne_json(seance: Seance, ligne_id: str) -> dict[str, object]:
    """A line as our script puts it into the page; ``html`` is empty once it was taken out."""
    db.session.rollback()
    found = lines_by_id(db.session(), seance.id, [ligne_id])
    if not found:
        return {"id": ligne_id, "html": ""}
    draw = get_template_attribute("pieces/ligne.html", "ligne")
    line = found[0]
    return {
        "id": line.id,
        "point": line.point_id,
        "version": line.version,
        "html": str(draw(line)).strip(),
    }


def point_for(seance: Seance, point_id: str) -> Point:
    """A point of this meeting; 404 for another one's."""
    row = db.session.get(Point, point_id)
    if row is None or row.seance_id != seance.id:
        abort(404)
    return row


def nature_typed(typed: Saisie) -> NatureLigne:
    """The kind that was chosen. Raises ``saisie_incomplete``."""
    try:
        return NatureLigne(typed.nature)
    except ValueError:
        raise RuleBroken("saisie_incomplete", champ="nature") from None


def citation_of(seance: Seance, cite: str) -> Citation | None:
    """What « contribution:ID » names, as it is shown; None when there is no such thing."""
    genre, _, id_ = cite.partition(":")
    if genre not in set(GenreCitation):
        return None
    return cited(db.session(), seance, GenreCitation(genre), id_)


def _note(seance: Seance, typed: Saisie) -> Note:
    nature = nature_typed(typed)
    genre, _, cite_id = typed.cite.partition(":")
    cites = genre in set(GenreCitation) and bool(cite_id)
    return Note(
        client_id=typed.client_id,
        nature=nature,
        texte=typed.texte,
        apres=request.form.get("apres") or None,
        cite_genre=GenreCitation(genre) if cites else None,
        cite_id=cite_id if cites else None,
        quiquand=read_qui_quand(db.session(), seance, typed.qui, typed.quand)
        if nature is NatureLigne.SUIVI
        else None,
    )


def _former_mur(seance: Seance) -> Mur:
    """What the screen showed before the suites: a wall hidden on purpose is hidden again."""
    if seance.mur is not Mur.SUITES:
        return seance.mur  # pressed twice, or somebody chose meanwhile
    details = db.session.scalar(
        select(Evenement.details)
        .where(Evenement.seance_id == seance.id, Evenement.nature == "MurChanged")
        .order_by(Evenement.numero.desc())
        .limit(1)
    )
    return Mur(details["de"]) if details else Mur.DIRECT
