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
from cafe.actions.mur import set_mur
from cafe.addresses import base_url, join_url
from cafe.documents.qr import qr_svg
from cafe.documents.retour.contenu import Retour
from cafe.errors import wants_json
from cafe.extensions import db
from cafe.facilitation.ecran_votes import VoteEcran, vote_ecran
from cafe.facilitation.reponses import back_to_board
from cafe.facilitation.salle import facilitation, seance_for
from cafe.models import Evenement, Mur, Phase, Question, Seance, VueEcran
from cafe.models.evenement import last_numero
from cafe.models.minuteur import Compte, minuteur_of
from cafe.models.mur import PAROLES_MAX, wall_state
from cafe.models.passages import Passages, passages_of
from cafe.models.pleniere import Pleniere, pleniere_of
from cafe.models.prise import SuiviVue, agreed
from cafe.models.question import questions_of
from cafe.models.regroupement import open_regroupements
from cafe.models.tableau import Carte, Groupe, groups_by_id, published_counts
from cafe.models.visibilite import Regard
from cafe.models.vue_ecran import vue_of
from cafe.retours import retour_of_origin

PLACES = "places"


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


def _page(seance_id: str) -> PageEcran:
    seance = seance_for(seance_id, Pouvoir.VOIR_ECRAN)
    numero = last_numero(db.session())
    code, etat = seance.code, _state(seance)
    plenary = etat == VueEcran.SYNTHESES.value
    return PageEcran(
        seance=seance,
        etat=etat,
        numero=numero,
        murs=_walls(seance),
        suites=_agreed(seance),
        fige_le=_frozen_since(seance),
        code=code,
        adresse=base_url().partition("://")[2],
        qr=Markup(qr_svg(join_url(code))) if code else None,  # noqa: S704 - drawn by us
        minuteur=minuteur_of(seance, seance.etape),
        vote=vote_ecran(db.session(), seance) if etat == VueEcran.VOTES.value else None,
        pleniere=pleniere_of(db.session(), seance, Regard.ECRAN) if plenary else None,
        passages=passages_of(db.session(), seance) if etat == PLACES else None,
    )


def _state(seance: Seance) -> str:
    if seance.message and seance.phase is Phase.OUVERTE:
        return "message"
    if seance.mur is Mur.SUITES and seance.phase is not Phase.CLOSE:
        return "suites"
    if seance.phase is Phase.PREPARATION:
        return "accueil"
    if seance.mur is Mur.MASQUE:
        return "masque"
    if seance.phase is not Phase.OUVERTE:
        return "fin"
    return _view(seance)


def _view(seance: Seance) -> str:
    """What an open séance shows."""
    vue = vue_of(seance)
    if vue is VueEcran.SYNTHESES and not questions_of(db.session(), seance.id):
        return "mur"
    return PLACES if shows_passages(seance) else vue.value


def shows_passages(seance: Seance) -> bool:
    """Whether an open séance's screen says who goes elsewhere: left to itself, and neither a vote
    nor the plenary needs it."""
    free = seance.vue is VueEcran.AUTO and seance.mur is Mur.DIRECT and not seance.message
    talking = vue_of(seance) in (VueEcran.MINUTEUR, VueEcran.ACCUEIL, VueEcran.MUR)
    return free and talking and passages_of(db.session(), seance) is not None


def _walls(seance: Seance) -> tuple[Mural, ...]:
    if _state(seance) != "mur":
        return ()
    session = db.session()
    questions = questions_of(session, seance.id)
    counts = published_counts(session, [question.id for question in questions])
    return tuple(
        Mural(
            question=question,
            rang=rang,
            paroles=wall_state(session, seance, question.id).paroles,
            publiees=counts[question.id],
            groupes=_groups(seance, question.id),
            retour=retour_of_origin(session, question),
        )
        for rang, question in enumerate(questions, start=1)
    )


def _agreed(seance: Seance) -> tuple[SuiteConvenue, ...]:
    if seance.mur is not Mur.SUITES:
        return ()
    return tuple(SuiteConvenue(texte, suivi) for texte, suivi in agreed(db.session(), seance.id))


def _groups(seance: Seance, question_id: str) -> tuple[Groupe, ...]:
    """The groups with words; on a frozen wall, those that were there when it froze."""
    frozen = _frozen_since(seance)
    session = db.session()
    rows = open_regroupements(session, question_id)
    kept = [row.id for row in rows if frozen is None or row.cree_le <= frozen]
    return tuple(group for group in groups_by_id(session, kept) if group.voix)


def _frozen_since(seance: Seance) -> datetime | None:
    if seance.mur is not Mur.FIGE or seance.mur_numero is None:
        return None
    event = db.session.get(Evenement, seance.mur_numero)
    return event.le if event else None
