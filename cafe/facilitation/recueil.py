"""« Recueil à voix haute »: one keyboard for a whole room without phones.

One large field; Enter puts the sentence on the wall and the page reads it back: « C’est bien
ça ? ». Then it is put right, hands are counted, or the next one is typed. Plain forms.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field

from flask import abort, make_response, render_template, request
from werkzeug.wrappers import Response

from cafe.access.doors import current_identite
from cafe.access.permits import Pouvoir
from cafe.actions.core import Missing, NotAllowed, Refusal, RuleBroken
from cafe.actions.depot import Envoi
from cafe.actions.saisies import (
    MAINS_MAX,
    correct_for_someone,
    post_for_someone,
    tie_talon,
)
from cafe.extensions import db
from cafe.facilitation.saisie import Recepisse, receipt_of, table_of_host, talon_number
from cafe.facilitation.salle import facilitation, seance_for
from cafe.facilitation.vue import may, question_named
from cafe.langues_parlees import FRANCAIS, is_spoken, langues_parlees
from cafe.messages import sentence, status
from cafe.models import Contribution, Origine, Question, Seance, Tablee
from cafe.models.question import questions_of
from cafe.models.talon import numero_of_participant


@dataclass(frozen=True)
class Dictee:
    """What the large field holds: empty for the next sentence, what was typed if refused."""

    texte: str = ""
    categorie: str = ""
    langue: str = "fr"
    talon: str = ""
    client_id: str = field(default_factory=lambda: str(uuid.uuid4()))


@dataclass(frozen=True)
class PageRecueil:
    """Everything the page needs. ``lue`` is the word to read back; ``erreur`` its ``champ``'s."""

    seance: Seance
    questions: list[Question]
    question: Question | None
    hote: Tablee | None
    dictee: Dictee
    lue: Contribution | None
    recepisse: Recepisse | None
    talon: int | None
    tableau: bool
    erreur: str | None = None
    champ: str | None = None
    mains_max: int = MAINS_MAX
    langues: tuple[tuple[str, str], ...] = field(default_factory=langues_parlees)


@facilitation.get("/<seance_id>/recueil")
def recueil(seance_id: str) -> str:
    """The page, ready for the first sentence."""
    seance = seance_for(seance_id, Pouvoir.SAISIR)
    return render_template("facilitation/recueil.html", page=_page(seance, Dictee()))


@facilitation.post("/<seance_id>/recueil")
def recueillir(seance_id: str) -> Response:
    """Put the sentence on the wall and read it back; its receipt is shown once."""
    seance = seance_for(seance_id, Pouvoir.SAISIR)
    typed = Dictee(
        texte=request.form.get("texte", ""),
        categorie=request.form.get("categorie", "")[:40],
        langue=_langue(request.form.get("langue", "")),
        talon=request.form.get("talon", "")[:12],
        client_id=request.form.get("client_id", ""),
    )
    try:
        if not typed.categorie:
            raise RuleBroken("categorie_absente", champ="categorie")
        hote = table_of_host(seance)
        envoi = Envoi(
            client_id=typed.client_id,
            question_id=request.form.get("question", "")[:36],
            categorie=typed.categorie,
            texte=typed.texte,
            langue=typed.langue,
            tablee=hote.numero if hote else None,
            source=Origine.VOIX,
        )
        remise = post_for_someone(
            par=current_identite(),
            seance_id=seance.id,
            envoi=envoi,
            talon=talon_number(typed.talon),
        )
    except Refusal as refusal:
        return _refused(seance, typed, refusal)
    following = Dictee(categorie=typed.categorie, langue=typed.langue)
    page = _page(seance, following, lue=remise.contribution_id, recepisse=receipt_of(remise))
    return make_response(render_template("facilitation/recueil.html", page=page), 201)


@facilitation.post("/<seance_id>/recueil/<contribution_id>")
def relire_haut(seance_id: str, contribution_id: str) -> Response:
    """Put right what was just read back, count the hands raised for it, tie it to a slip."""
    seance = seance_for(seance_id, Pouvoir.SAISIR)
    row = db.session.get(Contribution, contribution_id)
    if row is None or row.seance_id != seance.id:
        abort(404)
    following = Dictee(categorie=row.categorie, langue=row.langue)
    mains = request.form.get("mains", "").strip()
    try:
        if mains and not (mains.isdecimal() and len(mains) < 6):
            raise RuleBroken("mains_invalides", champ="mains", maximum=MAINS_MAX)
        talon = talon_number(request.form.get("talon", "")[:12])
        version = correct_for_someone(
            par=current_identite(),
            contribution_id=contribution_id,
            texte=request.form.get("texte", ""),
            mains=int(mains) if mains else None,
            version=request.form.get("version", type=int),
        )
        if talon is not None:
            tie_talon(
                par=current_identite(),
                contribution_id=contribution_id,
                numero=talon,
                version=version,
            )
    except Refusal as refusal:
        return _refused(seance, following, refusal, lue=contribution_id)
    page = _page(seance, following, lue=contribution_id)
    return make_response(render_template("facilitation/recueil.html", page=page))


def _refused(seance: Seance, typed: Dictee, refusal: Refusal, lue: str | None = None) -> Response:
    """The page again, with what was typed and why."""
    if isinstance(refusal, Missing | NotAllowed):
        raise refusal
    if refusal.code in ("deja_saisi", "client_id_invalide"):
        typed = Dictee(typed.texte, typed.categorie, typed.langue, typed.talon)
    page = _page(seance, typed, lue=lue, refusal=refusal)
    return make_response(render_template("facilitation/recueil.html", page=page), status(refusal))


def _page(
    seance: Seance,
    dictee: Dictee,
    *,
    lue: str | None = None,
    recepisse: Recepisse | None = None,
    refusal: Refusal | None = None,
) -> PageRecueil:
    session = db.session()
    questions = questions_of(session, seance.id)
    read_back = session.get(Contribution, lue) if lue else None
    asked = read_back.question_id if read_back else request.values.get("question", "")
    # A question taken away meanwhile: the first one, and the refusal says so.
    known = asked if refusal is None or any(q.id == asked for q in questions) else ""
    return PageRecueil(
        seance=seance,
        questions=questions,
        question=question_named(questions, known),
        hote=table_of_host(seance),
        dictee=dictee,
        lue=read_back,
        recepisse=recepisse,
        talon=numero_of_participant(session, read_back.participant_id) if read_back else None,
        tableau=may(seance, Pouvoir.VOIR_TABLEAU),
        erreur=sentence(refusal) if refusal else None,
        champ=refusal.champ if refusal else None,
    )


def _langue(typed: str) -> str:
    return typed if is_spoken(typed) else FRANCAIS
