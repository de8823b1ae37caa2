"""Gestures on a group: rename it, dissolve it. Making one is in ``groupe_nouveau``."""

from __future__ import annotations

from dataclasses import dataclass

from flask import abort, make_response, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cafe.access.doors import current_identite
from cafe.access.permits import Pouvoir
from cafe.actions.core import Refusal, RuleBroken, Stale
from cafe.actions.regroupements import (
    close_regroupement,
    rename_regroupement,
)
from cafe.actions.tableau import check_still_open
from cafe.errors import wants_json
from cafe.extensions import db
from cafe.facilitation.reponses import group_done, refused, version_typed
from cafe.facilitation.salle import facilitation, seance_for
from cafe.facilitation.vue import may, url_if_served
from cafe.messages import sentence, status
from cafe.models import Regroupement, Seance
from cafe.models.regroupement import Taille, open_sizes
from cafe.models.tableau import Groupe, groups_by_id


@dataclass(frozen=True)
class PageGroupe:
    """One group: as it is (``groupe``), and what somebody typed over an older one."""

    seance: Seance
    groupe: Groupe
    titre: str
    resume: str
    preconisation: str | None
    paroles: int
    autres: tuple[Taille, ...]  # into which it may go
    dans: str = ""
    conflit: bool = False
    qui: str = ""
    erreur: str | None = None
    champ: str | None = None


@dataclass(frozen=True)
class PageGroupeFerme:
    """A group that is gone: what became of it, and what somebody typed for it."""

    seance: Seance
    question_id: str
    dit: str
    dans: str | None
    titre: str
    resume: str


@facilitation.get("/<seance_id>/regroupements/<regroupement_id>")
def regroupement(seance_id: str, regroupement_id: str) -> Response:
    """The page of one group: rename, dissolve, make a préconisation of it."""
    seance = seance_for(seance_id, Pouvoir.ANIMER)
    return group_page(seance, group_named(seance, regroupement_id))


@facilitation.post("/<seance_id>/regroupements/<regroupement_id>/renommer")
def renommer_regroupement(seance_id: str, regroupement_id: str) -> Response:
    """Give a group its title and summary. A conflict shows both versions, nothing lost."""
    seance = seance_for(seance_id, Pouvoir.ANIMER)
    row = group_named(seance, regroupement_id)
    resume = request.form.get("resume")
    try:
        version = rename_regroupement(
            par=current_identite(),
            regroupement_id=row.id,
            titre=request.form.get("titre", ""),
            resume=row.resume if resume is None else resume,
            version=version_typed(),
        )
    except Refusal as refusal:
        answer = refused(refusal)
        if wants_json():
            return answer
        return group_page(seance, group_named(seance, regroupement_id), refusal)
    return group_done(seance.id, row.question_id, row.id, version, _("Groupe renommé."))


@facilitation.post("/<seance_id>/regroupements/<regroupement_id>/dissoudre")
def dissoudre_regroupement(seance_id: str, regroupement_id: str) -> Response:
    """Dissolve a group: its cards go back to « à regrouper »."""
    seance = seance_for(seance_id, Pouvoir.ANIMER)
    row = group_named(seance, regroupement_id)
    try:
        close_regroupement(par=current_identite(), regroupement_id=row.id, version=version_typed())
    except Refusal as refusal:
        answer = refused(refusal)
        if wants_json():
            return answer
        return group_page(seance, group_named(seance, regroupement_id), refusal)
    said = _("Groupe défait : ses paroles sont à regrouper.")
    return group_done(seance.id, row.question_id, row.id, None, said)


def group_named(seance: Seance, regroupement_id: str) -> Regroupement:
    """That group of the séance, open or closed; 404 for any other."""
    row = db.session.get(Regroupement, regroupement_id)
    if row is None or row.seance_id != seance.id:
        abort(404)
    return row


def group_page(seance: Seance, row: Regroupement, refusal: Refusal | None = None) -> Response:
    """The page of a group, with what was typed; of a closed one, what became of it."""
    session = db.session()
    groups = groups_by_id(session, [row.id])
    if not groups:
        return _closed_page(seance, row, refusal)
    sizes = open_sizes(session, row.question_id)
    typed = {name: request.form[name] for name in ("titre", "resume") if name in request.form}
    page = PageGroupe(
        seance=seance,
        groupe=groups[0],
        titre=typed.get("titre", row.titre),
        resume=typed.get("resume", row.resume),
        preconisation=preconisation_url(seance, row.id),
        paroles=next(size.paroles for size in sizes if size.id == row.id),
        autres=tuple(size for size in sizes if size.id != row.id),
        dans=request.form.get("dans", ""),
        conflit=isinstance(refusal, Stale) and bool(typed),
        qui=refusal.details.get("qui", "") if refusal else "",
        erreur=sentence(refusal) if refusal else None,
        champ=refusal.champ if refusal else None,
    )
    html = render_template("facilitation/groupe.html", page=page)
    return make_response(html, status(refusal) if refusal else 200)


def _closed_page(seance: Seance, row: Regroupement, refusal: Refusal | None) -> Response:
    """Nothing typed is lost: it can be copied from here."""
    if refusal is None:
        try:
            check_still_open(db.session(), row)
        except RuleBroken as closed:
            refusal = closed
    page = PageGroupeFerme(
        seance=seance,
        question_id=row.question_id,
        dit=sentence(refusal or RuleBroken("regroupement_ferme")),
        dans=row.fusionne_dans,
        titre=request.form.get("titre", ""),
        resume=request.form.get("resume", ""),
    )
    html = render_template("facilitation/groupe_ferme.html", page=page)
    return make_response(html, 409 if request.method == "POST" else 200)


def preconisation_url(seance: Seance, regroupement_id: str) -> str | None:
    """Where to draft a préconisation from a group; None for who may not."""
    if not may(seance, Pouvoir.PROPOSER):
        return None
    return url_if_served(
        "pilotage.nouvelle_preconisation",
        demarche_id=seance.demarche_id,
        regroupement=regroupement_id,
    )
