"""Gestures on one card: place it, file it under another question, show it or not.

Each is a plain form of the card's own page; scripts post the same fields from the board.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask import abort, make_response, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cafe.access.doors import current_identite
from cafe.access.identity import Identite
from cafe.access.permits import Pouvoir
from cafe.actions.core import Refusal, RuleBroken, Stale
from cafe.actions.deplacements import move_contribution, move_to_question
from cafe.actions.moderation import chill_contribution, publish_contribution, refuse_contribution
from cafe.actions.regroupements import create_regroupement
from cafe.actions.traductions import translate_contribution
from cafe.actions.transcriptions import transcribe_contribution
from cafe.errors import wants_json
from cafe.extensions import db
from cafe.facilitation.listes import places_offered
from cafe.facilitation.plus import Plus, plus_of
from cafe.facilitation.ralentir import slowed
from cafe.facilitation.reponses import card_done, refused, version_typed
from cafe.facilitation.salle import facilitation, seance_for
from cafe.facilitation.vue import may
from cafe.langues_parlees import langues_parlees
from cafe.messages import sentence, status
from cafe.models import Compte, Contribution, MotifModeration, Question, Seance, Traduction
from cafe.models.question import questions_of
from cafe.models.tableau import Carte, Groupe, board_state, cards_by_id
from cafe.models.traduction import traductions_of

NOUVEAU = "nouveau"


@dataclass(frozen=True)
class PageParole:
    """One card and everything that may be done with it."""

    seance: Seance
    carte: Carte
    question: Question
    questions: list[Question]
    groupes: tuple[Groupe, ...]
    places: tuple[Groupe, ...]  # those in which a place may be chosen; in the others, the end
    motifs: list[MotifModeration]
    nouveau_id: str
    saisie: Mapping[str, str]
    traduction: Traduction | None = None
    traduite_par: str = ""
    langues: tuple[tuple[str, str], ...] = ()
    plus: Plus | None = None
    ralentie: bool | None = None
    conflit: str = ""  # the gesture refused because somebody was faster, to do all the same
    efface: bool = False  # whether the person looking may erase it for good
    erreur: str | None = None
    champ: str | None = None


@facilitation.get("/<seance_id>/contributions/<contribution_id>")
def parole(seance_id: str, contribution_id: str) -> str:
    """The page of one card: every gesture as a plain form."""
    seance, carte = _card(seance_id, contribution_id)
    return render_template("facilitation/parole.html", page=_page(seance, carte))


@facilitation.post("/<seance_id>/contributions/<contribution_id>/deplacer")
def deplacer(seance_id: str, contribution_id: str) -> Response:
    """Into a group (« regroupement »), out of any (empty), or into a new one (« nouveau »)."""
    target = request.form.get("regroupement", "")

    def write(par: Identite, carte: Carte) -> None:
        if target == NOUVEAU:
            versions = {} if (version := version_typed()) is None else {carte.id: version}
            create_regroupement(
                par=par,
                question_id=carte.question_id,
                titre=request.form.get("titre", ""),
                contributions=(carte.id,),
                versions=versions,
                regroupement_id=request.form.get("regroupement_id") or None,
            )
        else:
            move_contribution(
                par=par,
                contribution_id=carte.id,
                regroupement_id=target or None,
                avant=request.form.get("avant") or None,
                version=version_typed(),
                motif=request.form.get("motif", ""),
            )

    return gesture(seance_id, contribution_id, write, _("Parole déplacée."))


@facilitation.post("/<seance_id>/contributions/<contribution_id>/question")
def changer_question(seance_id: str, contribution_id: str) -> Response:
    """File a word under another question of the séance."""

    def write(par: Identite, carte: Carte) -> None:
        move_to_question(
            par=par,
            contribution_id=carte.id,
            question_id=request.form.get("question", ""),
            version=version_typed(),
        )

    return gesture(seance_id, contribution_id, write, _("Parole rangée sous une autre question."))


@facilitation.post("/<seance_id>/contributions/<contribution_id>/publier")
def publier(seance_id: str, contribution_id: str) -> Response:
    """Show a word, for the first time or again."""

    def write(par: Identite, carte: Carte) -> None:
        publish_contribution(par=par, contribution_id=carte.id, version=version_typed())

    return gesture(seance_id, contribution_id, write, _("Parole remise sur le tableau."))


@facilitation.post("/<seance_id>/contributions/<contribution_id>/refuser")
def refuser(seance_id: str, contribution_id: str) -> Response:
    """Do not publish a word, for a reason its author will read."""

    def write(par: Identite, carte: Carte) -> None:
        refuse_contribution(
            par=par,
            contribution_id=carte.id,
            motif=reason_typed(),
            precision=request.form.get("precision", ""),
            version=version_typed(),
        )

    return gesture(seance_id, contribution_id, write, _("Parole non publiée."))


@facilitation.post("/<seance_id>/contributions/<contribution_id>/frigo")
def mettre_au_frigo(seance_id: str, contribution_id: str) -> Response:
    """Put a word aside for later."""

    def write(par: Identite, carte: Carte) -> None:
        chill_contribution(par=par, contribution_id=carte.id, version=version_typed())

    return gesture(seance_id, contribution_id, write, _("Parole mise au frigo."))


@facilitation.post("/<seance_id>/contributions/<contribution_id>/noter")
def noter(seance_id: str, contribution_id: str) -> Response:
    """Put a voice or a photo into words, which its author will approve or correct."""

    def write(par: Identite, carte: Carte) -> None:
        transcribe_contribution(
            par=par,
            contribution_id=carte.id,
            texte=request.form.get("texte", ""),
            version=version_typed(),
        )

    return gesture(seance_id, contribution_id, write, _("Texte gardé, à confirmer."))


@facilitation.post("/<seance_id>/contributions/<contribution_id>/traduire")
def traduire(seance_id: str, contribution_id: str) -> Response:
    """Put a word said in another language into French, beside it."""

    def write(par: Identite, carte: Carte) -> None:
        translate_contribution(
            par=par,
            contribution_id=carte.id,
            langue=request.form.get("langue", ""),
            traduction=request.form.get("traduction", ""),
            version=version_typed(),
            rang=request.form.get("rang", type=int),
        )

    return gesture(seance_id, contribution_id, write, _("Traduction gardée."))


def gesture(
    seance_id: str, contribution_id: str, write: Callable[[Identite, Carte], str | None], said: str
) -> Response:
    """Do it, and answer; or show the page again. ``write`` may name the card to come back to."""
    seance, carte = _card(seance_id, contribution_id)
    try:
        other = write(current_identite(), carte)
    except Refusal as refusal:
        answer = refused(refusal)
        if wants_json():
            return answer
        seance, carte = _card(seance_id, contribution_id)
        page = _page(seance, carte, refusal)
        return make_response(
            render_template("facilitation/parole.html", page=page), status(refusal)
        )
    return card_done(seance_id, carte.question_id, carte.id, said, other)


def _card(seance_id: str, contribution_id: str) -> tuple[Seance, Carte]:
    seance = seance_for(seance_id, Pouvoir.ANIMER)
    found = cards_by_id(db.session(), [contribution_id])
    if not found or found[0].seance_id != seance.id:
        abort(404)
    return seance, found[0]


def _typed(carte: Carte) -> Mapping[str, str]:
    """What the forms of the page hold: what was typed, else where the card is."""
    names = (
        *("regroupement", "avant", "titre", "motif", "precision", "question", "texte"),
        *("langue", "traduction", "parties", "organisme"),
    )
    if request.method == "POST":
        return {name: request.form.get(name, "") for name in names}
    return dict.fromkeys(names, "") | {"regroupement": carte.regroupement_id or ""}


def _page(seance: Seance, carte: Carte, refusal: Refusal | None = None) -> PageParole:
    session = db.session()
    questions = questions_of(session, seance.id)
    version_id = session.get_one(Contribution, carte.id).version_id
    traduction = traductions_of(session, [version_id]).get(version_id)
    who = session.get(Compte, traduction.par or "") if traduction else None
    groupes = board_state(session, seance.id, carte.question_id).groupes
    saisie = _typed(carte)
    return PageParole(
        seance=seance,
        carte=carte,
        question=next(q for q in questions if q.id == carte.question_id),
        questions=questions,
        groupes=groupes,
        places=places_offered(groupes, saisie["regroupement"]),
        motifs=list(MotifModeration),
        nouveau_id=request.form.get("regroupement_id") or str(uuid.uuid4()),
        saisie=saisie,
        traduction=traduction,
        traduite_par=who.nom if who else "",
        langues=langues_parlees(carte.langue),
        plus=plus_of(session, seance, carte),
        ralentie=slowed(session, carte.id),
        conflit=request.path.rsplit("/", 1)[-1] if isinstance(refusal, Stale) else "",
        efface=may(seance, Pouvoir.EFFACER),
        erreur=sentence(refusal) if refusal else None,
        champ=refusal.champ if refusal else None,
    )


def reason_typed() -> MotifModeration:
    """The reason chosen in the form. Raises ``motif_absent``."""
    try:
        return MotifModeration(request.form.get("motif", ""))
    except ValueError:
        raise RuleBroken("motif_absent", champ="motif") from None
