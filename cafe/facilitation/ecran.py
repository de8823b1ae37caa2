"""The room screen: QR, code, the wall of each question; and what the board tells it to do.

It shows published words and titles of groups, nothing else: no count of people, no name of a
resident, no word that waits. What it shows while hidden is not even sent. Before closing it reads
back what a meeting agreed, with the professionals who answer for it. Where professionals are
seated by name, it names those whom a mended plan sends elsewhere, until they have sat down.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask import abort, jsonify, render_template, request
from markupsafe import Markup
from werkzeug.wrappers import Response

from cafe.access.doors import current_identite
from cafe.access.permits import Pouvoir
from cafe.actions.core import Refusal
from cafe.actions.ecran import set_vue
from cafe.actions.mur import set_mur
from cafe.addresses import base_url, join_url
from cafe.documents.qr import qr_svg
from cafe.documents.retour.contenu import Retour
from cafe.errors import wants_json
from cafe.extensions import db
from cafe.facilitation.ecran_etat import PLACES, state_of
from cafe.facilitation.ecran_votes import VoteEcran, vote_ecran
from cafe.facilitation.reponses import back_to_board, refused
from cafe.facilitation.salle import facilitation, seance_for
from cafe.models import Mur, Question, Seance, VueEcran
from cafe.models.evenement import last_numero
from cafe.models.groupes_forts import strongest_groups
from cafe.models.minuteur import Compte, minuteur_of
from cafe.models.montre import Montre, frozen_since, montre_of
from cafe.models.mur import PAROLES_MAX, wall_state
from cafe.models.passages import Passages, passages_of
from cafe.models.pleniere import Pleniere, pleniere_of
from cafe.models.prise import SuiviVue, agreed
from cafe.models.question import questions_of
from cafe.models.tableau import Carte, Groupe, published_counts
from cafe.models.visibilite import Regard
from cafe.retours import retour_of_origin

GROUPES_MAX = 24


@dataclass(frozen=True)
class Mural:
    """The wall of one question: its latest words and the titles of its groups.

    ``retour``: in a restitution, what became of the words that it gives account of.
    """

    question: Question
    rang: int
    paroles: tuple[Carte, ...]
    publiees: int
    groupes: tuple[Groupe, ...]
    autres_groupes: int
    retour: Retour | None


@dataclass(frozen=True)
class SuiteConvenue:
    """What was agreed: an action in the words of the notes, who does it and by when."""

    texte: str
    suivi: SuiviVue


@dataclass(frozen=True)
class PageEcran:
    """What the screen shows. ``etat``: a view (``VueEcran``), or message, suites, masque, places,
    fin."""

    seance: Seance
    etat: str
    numero: int
    murs: tuple[Mural, ...]
    suites: tuple[SuiteConvenue, ...]
    fige_le: datetime | None
    code: str | None
    adresse: str
    qr: Markup | None
    minuteur: Compte
    vote: VoteEcran | None
    pleniere: Pleniere | None
    passages: Passages | None
    montre: Montre | None
    paroles_max: int = PAROLES_MAX


@facilitation.get("/<seance_id>/ecran")
def ecran(seance_id: str) -> str:
    """The page that a projector shows all day."""
    return render_template("facilitation/ecran.html", page=_page(seance_id))


@facilitation.get("/<seance_id>/ecran/corps")
def ecran_corps(seance_id: str) -> str:
    """Only what changes, with the number of the last event in it."""
    return render_template("facilitation/_mur.html", page=_page(seance_id))


@facilitation.post("/<seance_id>/mur")
def regler_mur(seance_id: str) -> Response:
    """Let the wall follow, freeze it, hide it: the board's three buttons."""
    seance = seance_for(seance_id, Pouvoir.ANIMER)
    try:
        wanted = Mur(request.form.get("mur", ""))
    except ValueError:
        abort(400)
    set_mur(par=current_identite(), seance_id=seance.id, mur=wanted)
    if wants_json():
        return jsonify(mur=wanted.value)
    return back_to_board(seance.id, request.form.get("question", ""))


@facilitation.post("/<seance_id>/ecran/vue")
def montrer(seance_id: str) -> Response:
    """Have the room look at something, from the board: a view, and of which question or group."""
    seance = seance_for(seance_id, Pouvoir.ANIMER)
    try:
        vue = VueEcran(request.form.get("vue", ""))
    except ValueError:
        abort(400)
    cible, question = request.form.get("cible", ""), request.form.get("question", "")
    try:
        set_vue(par=current_identite(), seance_id=seance.id, vue=vue, cible=cible or None)
    except Refusal as refusal:
        if not wants_json():
            raise
        return refused(refusal)
    if wants_json():
        return jsonify(vue=vue.value, cible=cible or None)
    return back_to_board(seance_id, question)


def _page(seance_id: str) -> PageEcran:
    seance = seance_for(seance_id, Pouvoir.VOIR_ECRAN)
    numero = last_numero(db.session())
    code, etat = seance.code, state_of(seance)
    plenary = etat == VueEcran.SYNTHESES.value
    alone = etat in (VueEcran.QUESTION.value, VueEcran.GROUPE.value)
    return PageEcran(
        seance=seance,
        etat=etat,
        numero=numero,
        murs=_walls(seance),
        suites=_agreed(seance),
        fige_le=frozen_since(db.session(), seance),
        code=code,
        adresse=base_url().partition("://")[2],
        qr=Markup(qr_svg(join_url(code))) if code else None,  # noqa: S704 - drawn by us
        minuteur=minuteur_of(seance, seance.etape),
        vote=vote_ecran(db.session(), seance) if etat == VueEcran.VOTES.value else None,
        pleniere=pleniere_of(db.session(), seance, Regard.ECRAN) if plenary else None,
        passages=passages_of(db.session(), seance) if etat == PLACES else None,
        montre=montre_of(db.session(), seance) if alone else None,
    )


def _walls(seance: Seance) -> tuple[Mural, ...]:
    if state_of(seance) != "mur":
        return ()
    session = db.session()
    questions = questions_of(session, seance.id)
    if seance.vue is VueEcran.MUR and seance.vue_cible in {q.id for q in questions}:
        only = {seance.vue_cible}
    else:
        only = {q.id for q in questions}
    frozen = frozen_since(session, seance)
    # A room reads two or three pages of titles: those with most people behind them; on a frozen
    # wall, among those that were there when it froze.
    groups = {id_: strongest_groups(session, id_, GROUPES_MAX, frozen) for id_ in only}
    counts = published_counts(session, list(only))
    return tuple(
        Mural(
            question=question,
            rang=rang,
            paroles=wall_state(session, seance, question.id).paroles,
            publiees=counts[question.id],
            groupes=groups[question.id].groupes,
            autres_groupes=groups[question.id].autres,
            retour=retour_of_origin(session, question),
        )
        for rang, question in enumerate(questions, start=1)
        if question.id in only
    )


def _agreed(seance: Seance) -> tuple[SuiteConvenue, ...]:
    if seance.mur is not Mur.SUITES:
        return ()
    return tuple(SuiteConvenue(texte, suivi) for texte, suivi in agreed(db.session(), seance.id))
