"""Writing an idea: choose a question, say what it is, write, send."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from datetime import date

from flask import current_app, jsonify, make_response, redirect, render_template, request, url_for
from flask_wtf.csrf import CSRFError
from werkzeug.wrappers import Response

from cafe import clock
from cafe.access.doors import remember_participant
from cafe.access.identity import Identite
from cafe.access.jetons import recu_of
from cafe.actions.contributions import Limites, post_contribution
from cafe.actions.core import Refusal, RuleBroken
from cafe.actions.depot import Envoi
from cafe.documents.retour.contenu import Retour
from cafe.errors import wants_json
from cafe.extensions import csrf, db
from cafe.medias_recues import forget_medias, stored_medias
from cafe.messages import sentence, status
from cafe.models import Contribution, Phase, Question, QuestionDite, Seance
from cafe.models.contribution import LONGUEUR_MAX
from cafe.models.minuteur import Compte, minuteur_of
from cafe.models.ouverture import ouverture_of
from cafe.models.participant import is_slowed_down
from cafe.models.question import current_tour, question_of_table, questions_of
from cafe.models.question_dite import dites_of
from cafe.participation.boite import boite_here
from cafe.participation.envoi import read_envoi
from cafe.participation.place import Place, place_here, table_of_word
from cafe.participation.promesse import Promis, promises
from cafe.participation.salle import code_of, here, holder, me, participation
from cafe.retours import retour_of_origin


@dataclass(frozen=True)
class Saisie:
    """What the form shows: empty at first, what was typed after a refusal."""

    client_id: str
    texte: str = ""
    categorie: str = ""
    champ: str | None = None
    erreur: str | None = None


@dataclass(frozen=True)
class PageContribuer:
    """Everything the page needs, so that the template asks nothing of the base."""

    seance: Seance
    code: str
    questions: list[Question]
    question: Question | None
    saisie: Saisie
    ouverte: bool
    # The table whose QR code was scanned; None for a badge, which says its own at each round.
    table: int | None
    place: Place
    # The round under way.
    tour: int | None
    envoyee: Contribution | None
    # By question, then by language: what somebody of the team says aloud.
    dites: dict[str, dict[str, QuestionDite]]
    longueur_max: int = LONGUEUR_MAX

    @property
    def minuteur(self) -> Compte:
        """The time left of the step under way."""
        return minuteur_of(self.seance, self.seance.etape)

    @property
    def passee(self) -> date | None:
        """The last day of a collecte that is over; nothing more is asked then."""
        dates = ouverture_of(self.seance)
        return dates.dernier if dates is not None and dates.over(clock.now()) else None

    @property
    def retour(self) -> Retour | None:
        """In a restitution, what became of the words that the question gives account of."""
        return retour_of_origin(db.session(), self.question) if self.question else None

    @property
    def promesses(self) -> tuple[tuple[Promis, ...], ...]:
        """What is promised before one writes, in at most three sentences."""
        return promises(self.seance.demarche)

    @property
    def ralenti(self) -> bool:
        """Whether the team reads the words of this person one by one."""
        return is_slowed_down(db.session(), me().id)

    @property
    def rang(self) -> int:
        """The place of the question in the list, from 1."""
        return self.questions.index(self.question) + 1 if self.question else 0


@participation.get("/s/<code>")
def contribuer(code: str) -> Response:
    """The page of the open séance; sets the participant's cookie and writes nothing."""
    page = _page(Saisie(client_id=str(uuid.uuid4())))
    return _answer(page, 200)


@participation.post("/s/<code>/contributions")
def envoyer(code: str) -> Response:
    """Keep one idea: 303 to the page, or 201 (200 for a repeat) ``{id, client_id, …}``."""
    identite = holder()
    try:
        _check_csrf()
        envoi = read_envoi(request.form)
        envoi = replace(envoi, tablee=table_of_word(envoi))
        with stored_medias(request.files) as medias:
            envoi = replace(envoi, medias=medias)
            recue = post_contribution(par=identite, envoi=envoi, limites=_limites())
        if not recue.neuve:
            forget_medias(medias)
    except Refusal as refusal:
        if wants_json():
            raise
        return _answer(_page(_typed(refusal)), status(refusal))
    if not wants_json():
        target = url_for(
            ".contribuer",
            code=code_of(here()),
            question=_chosen(envoi),
            envoyee=recue.id,
            # A badge says its table at each round: the one scanned before is not asked again.
            table=None if place_here().arret else _scanned(),
        )
        return remember_participant(redirect(target, 303), identite)
    body = {
        "id": recue.id,
        "client_id": recue.client_id,
        "statut": recue.statut.value,
        "tardive": recue.tardive,
        "recu": recu_of(identite.jeton or ""),
    }
    response = make_response(jsonify(body), 201 if recue.neuve else 200)
    return remember_participant(response, identite)


def _chosen(envoi: Envoi) -> str | None:
    """The question to come back to; none at that of one's table, which the next round changes."""
    planned = question_of_table(db.session(), here().id, envoi.tablee, clock.now())
    return None if envoi.question_id == planned else envoi.question_id


# Checked in the view, so that an expired page keeps what was typed.
csrf.exempt(envoyer)


def _check_csrf() -> None:
    try:
        csrf.protect()
    except CSRFError as error:
        # The page has just set one: a browser that sends none refuses them.
        code = "page_expiree" if request.cookies else "cookies_bloques"
        raise RuleBroken(code) from error


def _limites() -> Limites:
    reglages = current_app.config["REGLAGES"]
    return Limites(reglages.debit_participant, reglages.flux_nouveaux)


def _typed(refusal: Refusal) -> Saisie:
    """What was typed, beside what to do. A used id is replaced: sending again will work."""
    keeps_id = refusal.code not in ("deja_utilise", "client_id_invalide")
    typed = request.form.get("client_id", "")
    return Saisie(
        client_id=typed if typed and keeps_id else str(uuid.uuid4()),
        texte=request.form.get("texte", ""),
        categorie=request.form.get("categorie", ""),
        champ=refusal.champ,
        erreur=sentence(refusal),
    )


def _page(saisie: Saisie) -> PageContribuer:
    seance = here()
    questions = questions_of(db.session(), seance.id)
    wanted = request.values.get("question", "")
    question = next((q for q in questions if q.id == wanted), None)
    if question is None and len(questions) == 1:
        question = questions[0]
    place, scanned, now = place_here(), _scanned(), clock.now()
    tour = current_tour(db.session(), seance.id, now)
    if not wanted and question is None and request.method == "GET":
        planned = question_of_table(db.session(), seance.id, place.table or scanned, now)
        question = next((q for q in questions if q.id == planned), None)
    return PageContribuer(
        seance=seance,
        code=code_of(seance),
        questions=questions,
        question=question,
        saisie=saisie,
        ouverte=seance.accepts_contributions(),
        table=None if place.arret else scanned,
        place=place,
        tour=tour.numero if tour else None,
        envoyee=_just_sent(me()),
        dites=dites_of(db.session(), [q.id for q in questions]),
    )


def _scanned() -> int | None:
    """The table of the address, or of the form that came from it."""
    return request.values.get("table", type=int) or request.form.get("tablee", type=int)


def _just_sent(identite: Identite) -> Contribution | None:
    """The idea sent a moment ago, if it is this person's."""
    sent = request.args.get("envoyee")
    found = db.session.get(Contribution, sent) if sent and identite.id else None
    return found if found is not None and found.participant_id == identite.id else None


def answer_page(saisie: Saisie, refusal: Refusal) -> Response:
    """The page again, with why another gesture made on it was refused."""
    return _answer(_page(saisie), status(refusal))


def _answer(page: PageContribuer, code: int) -> Response:
    early = page.seance.phase is Phase.PREPARATION
    template = "participation/avant.html" if early else "participation/contribuer.html"
    response = make_response(render_template(template, page=page, boite=boite_here()), code)
    return remember_participant(response, holder())
