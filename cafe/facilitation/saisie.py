"""« Saisie pour » someone: one field, Enter sends, then the receipt to hand over.

Open to the team and to the host of a table, who writes for that table only.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field, replace

from flask import jsonify, make_response, render_template, request
from markupsafe import Markup
from werkzeug.wrappers import Response

from cafe.access.doors import current_identite
from cafe.access.permits import Pouvoir
from cafe.actions.core import Missing, NotAllowed, Refusal, RuleBroken
from cafe.actions.depot import Envoi
from cafe.actions.saisies import Remise, post_for_someone
from cafe.actions.talons import NUMERO_MAX
from cafe.addresses import base_url
from cafe.documents.qr import qr_svg
from cafe.errors import wants_json
from cafe.extensions import db
from cafe.facilitation.salle import facilitation, seance_for
from cafe.facilitation.vue import may
from cafe.messages import sentence, status
from cafe.models import FeuilleTablee, Origine, Question, RoleAcces, Seance, Tablee, Tour
from cafe.models.question import CATEGORIES, Categorie, questions_of, tablees_of
from cafe.models.tablee_vue import feuilles_at, tours_of

# How a word may come through somebody else's hands; the first one is the usual way.
ORIGINES = (Origine.SAISIE, Origine.VOIX, Origine.PAPIER)


@dataclass(frozen=True)
class Recepisse:
    """The receipt as it is handed over: six words, an address, its QR code.

    ``talon``: the person holds that slip already; there is nothing else to hand over.
    """

    mots: tuple[str, ...] = ()
    adresse: str = ""
    qr: Markup | None = None
    talon: int | None = None


@dataclass(frozen=True)
class Saisie:
    """What the form shows: empty at first, what was typed after a refusal."""

    question: str = ""
    categorie: str = ""
    texte: str = ""
    tablee: int | None = None
    tour: int | None = None
    source: str = Origine.SAISIE.value
    talon: str = ""
    client_id: str = field(default_factory=lambda: str(uuid.uuid4()))
    champ: str | None = None
    erreur: str | None = None


@dataclass(frozen=True)
class PageSaisie:
    """Everything the page needs. ``hote``: the table of its host, who has no choice of it."""

    seance: Seance
    questions: list[Question]
    categories: tuple[Categorie, ...]
    tables: list[Tablee]
    tours: list[Tour]
    hote: Tablee | None
    saisie: Saisie
    recepisse: Recepisse | None
    tableau: bool
    feuilles: list[FeuilleTablee]
    origines: tuple[Origine, ...] = ORIGINES


@facilitation.get("/<seance_id>/saisie")
def saisie(seance_id: str) -> str:
    """The form, on the question the board was showing."""
    seance = seance_for(seance_id, Pouvoir.SAISIR)
    typed = Saisie(
        question=request.args.get("question", ""),
        tablee=request.args.get("tablee", type=int),
        tour=request.args.get("tour", type=int),
    )
    return render_template("facilitation/saisie.html", page=page_saisie(seance, typed))


@facilitation.post("/<seance_id>/saisie")
def saisir(seance_id: str) -> Response:
    """Keep the word and show its receipt, once: it is stored nowhere, so no redirect."""
    seance = seance_for(seance_id, Pouvoir.SAISIR)
    typed = typed_word(seance)
    try:
        remise = post_for_someone(
            par=current_identite(),
            seance_id=seance.id,
            envoi=_envoi(typed),
            talon=talon_number(typed.talon),
        )
    except (Missing, NotAllowed):
        raise
    except Refusal as refusal:
        if wants_json():
            raise
        page = page_saisie(seance, _with_refusal(typed, refusal))
        return make_response(
            render_template("facilitation/saisie.html", page=page), status(refusal)
        )
    if wants_json():
        receipt: dict[str, object] = {"recu": remise.recu, "mots": remise.mots}
        if remise.talon is not None:
            receipt = {"talon": remise.talon}
        body = {"id": remise.contribution_id} | receipt
        return make_response(jsonify(body), 201)
    # A pile of sheets is of one table and one tour: they stay chosen.
    again = replace(typed, categorie="", texte="", talon="", client_id=str(uuid.uuid4()))
    page = page_saisie(seance, again, receipt_of(remise))
    return make_response(render_template("facilitation/saisie.html", page=page), 201)


def typed_word(seance: Seance) -> Saisie:
    """What the form holds, as it came."""
    hote = table_of_host(seance)
    return Saisie(
        question=request.form.get("question", "")[:36],
        categorie=request.form.get("categorie", "")[:40],
        texte=request.form.get("texte", ""),
        tablee=hote.numero if hote else request.form.get("tablee", type=int),
        tour=request.form.get("tour", type=int),
        source=request.form.get("source", Origine.SAISIE.value),
        talon=request.form.get("talon", "")[:12],
        client_id=request.form.get("client_id", ""),
    )


def _envoi(typed: Saisie) -> Envoi:
    if not typed.categorie:
        raise RuleBroken("categorie_absente", champ="categorie")
    known = next((origine for origine in ORIGINES if origine.value == typed.source), ORIGINES[0])
    return Envoi(
        client_id=typed.client_id,
        question_id=typed.question,
        categorie=typed.categorie,
        texte=typed.texte,
        tablee=typed.tablee,
        tour=typed.tour,
        source=known,
    )


def _with_refusal(typed: Saisie, refusal: Refusal) -> Saisie:
    """What was typed, beside what to do. An id that was used is replaced by a fresh one."""
    used = refusal.code in ("deja_saisi", "client_id_invalide")
    return replace(
        typed,
        client_id=str(uuid.uuid4()) if used else typed.client_id,
        champ=refusal.champ,
        erreur=sentence(refusal),
    )


def page_saisie(seance: Seance, typed: Saisie, recepisse: Recepisse | None = None) -> PageSaisie:
    """The page around what was typed: the photos are those of its table and its tour."""
    session = db.session()
    questions = questions_of(session, seance.id)
    offered = {key for question in questions for key in question.categories}
    return PageSaisie(
        seance=seance,
        questions=questions,
        categories=tuple(c for key, c in CATEGORIES.items() if key in offered),
        tables=tablees_of(session, seance.id),
        tours=tours_of(session, seance.id),
        hote=table_of_host(seance),
        saisie=typed,
        recepisse=recepisse,
        tableau=may(seance, Pouvoir.VOIR_TABLEAU),
        feuilles=_sheets(seance, typed),
    )


def _sheets(seance: Seance, typed: Saisie) -> list[FeuilleTablee]:
    session, hote = db.session(), table_of_host(seance)
    numero = hote.numero if hote else typed.tablee
    tablee = next((t for t in tablees_of(session, seance.id) if t.numero == numero), None)
    tour = next((t for t in tours_of(session, seance.id) if t.numero == typed.tour), None)
    return feuilles_at(session, tablee.id, tour.id if tour else None) if tablee else []


def table_of_host(seance: Seance) -> Tablee | None:
    """The table of the host's device that asks; None for the team."""
    identite = current_identite()
    if identite.role_acces is not RoleAcces.HOTE or identite.tablee_id is None:
        return None
    return db.session.get(Tablee, identite.tablee_id)


def receipt_of(remise: Remise) -> Recepisse:
    """What is handed over of a word typed for somebody."""
    if remise.talon is not None:
        return Recepisse(talon=remise.talon)
    address = f"{base_url()}/suivi/{remise.recu}"
    return Recepisse(tuple(remise.mots.split("-")), address, Markup(qr_svg(address)))  # noqa: S704


def talon_number(typed: str, *, champ: str = "talon", code: str = "talon_invalide") -> int | None:
    """The number of a slip or badge as it was typed, « n° 12 » too; None when nothing was.

    Anything else is refused as ``code``, beside the field ``champ``.
    """
    digits = typed.strip().lower().removeprefix("n°").strip()
    if not digits:
        return None
    if not (digits.isdecimal() and digits.isascii() and len(digits) <= len(str(NUMERO_MAX))):
        raise RuleBroken(code, champ=champ)
    return int(digits)
