"""Several cards at once: those ticked on a page, or chosen on the board, and one gesture for all.

Two steps without a script: which cards, then what to do with them. The board's script shows the
gestures of the second one in its dialog, and sends the cards that were chosen there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

from flask import flash, jsonify, make_response, render_template, request
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from cafe.access.doors import current_identite
from cafe.access.permits import Pouvoir
from cafe.actions.core import Missing, NotAllowed, Refusal, RuleBroken
from cafe.actions.lots import LOT_MAX, check_size, chill_contributions, move_contributions
from cafe.actions.regroupements import create_regroupement
from cafe.actions.suites import Reponse, give_suite
from cafe.errors import wants_json
from cafe.extensions import db
from cafe.facilitation.choisies import chosen_now
from cafe.facilitation.plusieurs_page import choice_page, gestures_page
from cafe.facilitation.reponses import back_to_board, refused
from cafe.facilitation.salle import facilitation, seance_for
from cafe.facilitation.vue import question_named
from cafe.messages import sentence, status
from cafe.models import NatureSuite, Question, Seance
from cafe.models.question import questions_of
from cafe.models.tableau import cards_by_id

# As many as fit in an address: those that a page asks about moved a moment ago.
DEMANDEES_MAX = 60
_CHIFFRES = 9  # of a version
Cartes = Mapping[str, int | None]


@facilitation.get("/<seance_id>/tableau/plusieurs")
def plusieurs(seance_id: str) -> Response:
    """First step: the cards of one list, to be ticked."""
    return _choice(seance_for(seance_id, Pouvoir.ANIMER), {})


@facilitation.post("/<seance_id>/tableau/plusieurs")
def plusieurs_choisir(seance_id: str) -> Response:
    """Second step, with the cards ticked; « revoir » leads back to the first."""
    seance = seance_for(seance_id, Pouvoir.ANIMER)
    cartes = _typed()
    if request.form.get("revoir"):
        return _choice(seance, cartes)
    try:
        _check(cartes)
    except RuleBroken as refusal:
        return _choice(seance, cartes, refusal)
    return _gestures(seance, _question(seance), cartes)


@facilitation.get("/<seance_id>/tableau/plusieurs/gestes")
def plusieurs_gestes(seance_id: str) -> Response:
    """What can be done with several cards: the board's script fills in which ones."""
    seance = seance_for(seance_id, Pouvoir.ANIMER)
    return _gestures(seance, _question(seance), {})


@facilitation.post("/<seance_id>/tableau/plusieurs/gestes")
def plusieurs_faire(seance_id: str) -> Response:
    """Do it with all of them, or say which ones are not where the page showed them."""
    seance = seance_for(seance_id, Pouvoir.ANIMER)
    question = _question(seance)
    cartes = _typed()
    try:
        _check(cartes)
        group, said = _do(seance, question, cartes)
    except (Missing, NotAllowed):
        raise
    except Refusal as refusal:
        gone = refusal.details.get("cartes", ())
        now = chosen_now(db.session(), seance.id, question.id, gone, current_identite())
        if wants_json():
            return refused(refusal, touchees=[asdict(one) for one in now])
        return _gestures(seance, question, cartes, refusal)
    if wants_json():
        return jsonify(dit=said, regroupement=group)
    flash(said, "succes")
    return back_to_board(seance.id, question.id, f"groupe-{group}" if group else "", group)


@facilitation.get("/<seance_id>/tableau/choisies")
def choisies(seance_id: str) -> Response:
    """Where cards are now (« cartes », ids between commas) and who put them there; asked by the
    board's script when cards that somebody chose move under another hand."""
    seance = seance_for(seance_id, Pouvoir.ANIMER)
    question = _question(seance)
    ids = [id_ for id_ in request.args.get("cartes", "").split(",") if id_][:DEMANDEES_MAX]
    now = chosen_now(db.session(), seance.id, question.id, ids, current_identite())
    return jsonify(cartes=[asdict(one) for one in now])


def _question(seance: Seance) -> Question:
    named = question_named(
        questions_of(db.session(), seance.id), request.values.get("question", "")
    )
    if named is None:
        raise Missing
    return named


def _typed() -> dict[str, int | None]:
    """The cards that the form names, « id.version » each."""
    found: dict[str, int | None] = {}
    for value in request.form.getlist("cartes"):
        id_, _dot, version = value.partition(".")
        sure = version.isascii() and version.isdecimal() and len(version) <= _CHIFFRES
        found[id_] = int(version) if sure else None
    return found


def _check(cartes: Cartes) -> None:
    if not cartes:
        raise RuleBroken("lot_vide")
    check_size(len(cartes))


def _do(seance: Seance, question: Question, cartes: Cartes) -> tuple[str | None, str]:
    """One gesture with all of them; returns the group to look at, if any, and what was done."""
    par = current_identite()
    match request.form.get("geste"):
        case "grouper":
            made = create_regroupement(
                par=par,
                question_id=question.id,
                titre=request.form.get("titre", ""),
                contributions=tuple(cartes),
                versions={id_: version for id_, version in cartes.items() if version is not None},
                regroupement_id=request.form.get("regroupement_id") or None,
            )
            return made, _("Groupe créé.")
        case "deplacer":
            target = request.form.get("regroupement") or None
            moved = move_contributions(
                par=par, seance_id=seance.id, cartes=cartes, regroupement_id=target
            )
            said = ngettext("%(num)s parole déplacée.", "%(num)s paroles déplacées.", moved)
            return target, str(said)
        case "frigo":
            chilled = chill_contributions(par=par, seance_id=seance.id, cartes=cartes)
            said = ngettext("%(num)s parole au frigo.", "%(num)s paroles au frigo.", chilled)
            return None, str(said)
        case "transmettre":
            return None, _pass_on(seance, cartes)
    raise Missing


def _pass_on(seance: Seance, cartes: Cartes) -> str:
    if any(card.seance_id != seance.id for card in cards_by_id(db.session(), cartes)):
        raise Missing
    give_suite(
        par=current_identite(),
        demarche_id=seance.demarche_id,
        reponse=Reponse(
            NatureSuite.TRANSMISE,
            request.form.get("texte", ""),
            organisme_id=request.form.get("organisme") or None,
        ),
        contributions=tuple(cartes),
        remplacer=bool(request.form.get("remplacer")),
    )
    return str(ngettext("%(num)s parole transmise.", "%(num)s paroles transmises.", len(cartes)))


def _choice(seance: Seance, cartes: Cartes, refusal: Refusal | None = None) -> Response:
    page = choice_page(seance, cartes, sentence(refusal) if refusal else None)
    html = render_template("facilitation/plusieurs/choisir.html", page=page, maximum=LOT_MAX)
    return make_response(html, status(refusal) if refusal else 200)


def _gestures(
    seance: Seance, question: Question, cartes: Cartes, refusal: Refusal | None = None
) -> Response:
    page = gestures_page(seance, question, cartes, refusal)
    html = render_template("facilitation/plusieurs/gestes.html", page=page)
    return make_response(html, status(refusal) if refusal else 200)
