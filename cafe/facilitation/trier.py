"""« Trier une à une »: the words to group in big letters, one key or one button per destination.

Each word has its page (« apres »: the place of the one before). Whoever comes second reads who
placed it, and goes on. Every address holds the filter of the board: only its words are walked.
"""

from __future__ import annotations

from typing import Any

from flask import abort, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cafe.access.doors import current_identite
from cafe.access.permits import Pouvoir
from cafe.actions.core import Missing, NotAllowed, Refusal, RuleBroken
from cafe.actions.deplacements import move_contribution
from cafe.actions.moderation import chill_contribution
from cafe.actions.regroupements import create_regroupement
from cafe.actions.suites import Reponse, give_suite
from cafe.extensions import db
from cafe.facilitation.filtres import Filtre
from cafe.facilitation.reponses import version_typed
from cafe.facilitation.salle import facilitation, seance_for
from cafe.facilitation.trier_page import PageTri, is_waiting, sorting_page
from cafe.facilitation.une_a_une import last_numero_of, take_back
from cafe.facilitation.vue import question_named
from cafe.messages import status
from cafe.models import Contribution, NatureSuite, Question, Regroupement, Seance
from cafe.models.question import questions_of
from cafe.models.tableau import cards_by_id


@facilitation.get("/<seance_id>/tableau/trier")
def trier(seance_id: str) -> Response:
    """The first word to group, the one after a place, or the one asked for."""
    return _answer(_page(seance_id))


@facilitation.get("/<seance_id>/tableau/trier/corps")
def trier_corps(seance_id: str) -> str:
    """Only what changes, fetched again when anything moves on the board."""
    return render_template("facilitation/trier/_corps.html", page=_page(seance_id))


@facilitation.post("/<seance_id>/tableau/trier/annuler")
def trier_annuler(seance_id: str) -> Response:
    """Take one's last gesture back: the word is there again."""
    seance = seance_for(seance_id, Pouvoir.ANIMER)
    word = take_back(seance)
    return redirect(_address(seance, _question(seance), parole=word), 303)


@facilitation.post("/<seance_id>/tableau/trier/<contribution_id>")
def trier_placer(seance_id: str, contribution_id: str) -> Response:
    """Place a word: into a group (« vers »), a new one (« titre »), the fridge, or pass it on."""
    seance = seance_for(seance_id, Pouvoir.ANIMER)
    word = _word(seance, contribution_id)
    question = db.session.get_one(Question, word.question_id)
    ordre, before = word.ordre, last_numero_of(contribution_id)
    (card,) = cards_by_id(db.session(), [contribution_id])
    if not is_waiting(card):
        # Somebody was faster: who, and where it is now.
        return _answer(sorting_page(seance, question, parole=contribution_id), 409)
    try:
        said = _place(seance, word)
    except (Missing, NotAllowed):
        raise
    except Refusal as refusal:
        page = sorting_page(seance, question, parole=contribution_id, refusal=refusal)
        return _answer(page, status(refusal))
    numero = last_numero_of(contribution_id)
    flash(said, "succes")
    fait = numero if numero != before else None
    return redirect(_address(seance, question, apres=ordre, fait=fait), 303)


def _place(seance: Seance, word: Contribution) -> str:
    """Do what the form asks; returns what was done, in French."""
    par, version = current_identite(), version_typed()
    if organisme := request.form.get("organisme"):
        give_suite(
            par=par,
            demarche_id=seance.demarche_id,
            reponse=Reponse(NatureSuite.TRANSMISE, organisme_id=organisme),
            contributions=[word.id],
        )
        return str(_("Parole transmise."))
    vers = request.form.get("vers", "")
    if vers == "frigo":
        chill_contribution(par=par, contribution_id=word.id, version=version)
        return str(_("Mise au frigo."))
    if vers == "nouveau":
        create_regroupement(
            par=par,
            question_id=word.question_id,
            titre=request.form.get("titre", ""),
            contributions=(word.id,),
            versions={} if version is None else {word.id: version},
            regroupement_id=request.form.get("regroupement_id") or None,
        )
        return str(_("Groupe créé."))
    if not vers:
        raise RuleBroken("destination_absente")
    group = db.session.get(Regroupement, vers)
    if group is None or group.seance_id != seance.id:
        raise Missing
    titre = group.titre
    move_contribution(
        par=par, contribution_id=word.id, regroupement_id=vers, avant=None, version=version
    )
    return str(_("Placée dans « %(titre)s ».", titre=titre))


def _page(seance_id: str) -> PageTri:
    seance = seance_for(seance_id, Pouvoir.ANIMER)
    question = _question(seance)
    wanted = request.args.get("parole", "")
    if wanted:
        # Filed under another question meanwhile, it is told as gone there, like any other.
        _word(seance, wanted)
    return sorting_page(
        seance,
        question,
        parole=wanted,
        apres=request.args.get("apres", type=int),
        fait=request.args.get("fait", type=int),
    )


def _question(seance: Seance) -> Question:
    questions = questions_of(db.session(), seance.id)
    named = question_named(questions, request.values.get("question", ""))
    if named is None:
        abort(404)
    return named


def _word(seance: Seance, contribution_id: str) -> Contribution:
    row = db.session.get(Contribution, contribution_id)
    if row is None or row.seance_id != seance.id:
        abort(404)
    return row


def _address(seance: Seance, question: Question, **where: str | int | None) -> str:
    args: dict[str, Any] = {"question": question.id, **where}
    args |= Filtre.read(request.args, etoiles=False).args()
    return url_for(".trier", seance_id=seance.id, **args)


def _answer(page: PageTri, code: int = 200) -> Response:
    return make_response(render_template("facilitation/trier/page.html", page=page), code)
