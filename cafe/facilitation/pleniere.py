"""The plenary, led from here: one question after the other on the room screen, and the answers
that a service gives on the spot, kept as suites."""

from __future__ import annotations

from dataclasses import dataclass

from flask import abort, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext
from sqlalchemy import select
from werkzeug.wrappers import Response

from cafe import clock
from cafe.access.doors import current_identite
from cafe.access.permits import Pouvoir
from cafe.actions.core import Missing, NotAllowed, Refusal
from cafe.actions.ecran import set_vue
from cafe.actions.suites import Reponse, give_suite
from cafe.extensions import db
from cafe.facilitation.salle import facilitation, seance_for
from cafe.facilitation.vue import may
from cafe.messages import sentence, status
from cafe.models import NatureSuite, Organisme, Question, Regroupement, Seance, Suite, VueEcran
from cafe.models.pleniere import Pleniere, pleniere_of
from cafe.models.question import questions_of
from cafe.models.visibilite import Regard


@dataclass(frozen=True)
class PagePleniere:
    """The question looked at; ``affichee``: the room looks at it too. Answers by group's id."""

    seance: Seance
    questions: list[Question]
    pleniere: Pleniere | None
    affichee: bool
    anime: bool
    repond: bool
    reponses: dict[str, Suite]
    services: list[str]
    erreur: str = ""
    regroupement: str = ""


@facilitation.get("/<seance_id>/pleniere")
def pleniere(seance_id: str) -> Response:
    """One question: what its tables say, approved or not, and its strongest groups."""
    return _page(seance_id)


@facilitation.post("/<seance_id>/pleniere/afficher")
def afficher_pleniere(seance_id: str) -> Response:
    """Put that question on the room screen; without one, give the screen back to the script."""
    seance = seance_for(seance_id, Pouvoir.ANIMER)
    question = request.form.get("question", "")
    if not question:
        set_vue(par=current_identite(), seance_id=seance.id, vue=VueEcran.AUTO)
        return redirect(url_for(".pleniere", seance_id=seance_id), 303)
    if question not in {q.id for q in questions_of(db.session(), seance.id)}:
        abort(404)
    set_vue(par=current_identite(), seance_id=seance.id, vue=VueEcran.SYNTHESES, cible=question)
    return redirect(url_for(".pleniere", seance_id=seance_id, question=question), 303)


@facilitation.post("/<seance_id>/pleniere/reponse")
def repondre_sur_place(seance_id: str) -> Response:
    """Keep what a service has just answered to a group."""
    seance = seance_for(seance_id, Pouvoir.PROPOSER)
    form = request.form
    group = db.session.get(Regroupement, form.get("regroupement", ""))
    if group is None or group.seance_id != seance.id:
        abort(404)
    who = ", ".join(
        said for name in ("repondant", "service") if (said := form.get(name, "").strip())
    )
    reponse = Reponse(
        nature=NatureSuite.REPONSE_DONNEE,
        texte=form.get("texte", ""),
        jour=clock.day_of(clock.now()),
        repondant=who,
    )
    demarche_id, group_id = seance.demarche_id, group.id
    try:
        give_suite(
            par=current_identite(),
            demarche_id=demarche_id,
            reponse=reponse,
            regroupements=[group_id],
        )
    except (Missing, NotAllowed):
        raise
    except Refusal as refusal:
        return _page(seance_id, sentence(refusal), group_id, status(refusal))
    flash(gettext("La réponse est gardée : ses auteurs la liront."), "succes")
    back = url_for(".pleniere", seance_id=seance_id, question=form.get("question") or None)
    return redirect(back, 303)


def _page(seance_id: str, erreur: str = "", regroupement: str = "", code: int = 200) -> Response:
    seance, session = seance_for(seance_id, Pouvoir.VOIR_TABLEAU), db.session()
    found = pleniere_of(session, seance, Regard.TABLEAU, request.values.get("question"))
    shown = seance.vue is VueEcran.SYNTHESES and found is not None
    page = PagePleniere(
        seance=seance,
        questions=questions_of(session, seance.id),
        pleniere=found,
        affichee=shown and found is not None and seance.vue_cible == found.question.id,
        anime=may(seance, Pouvoir.ANIMER),
        repond=may(seance, Pouvoir.PROPOSER),
        reponses=_answers(found) if found else {},
        services=_services(seance),
        erreur=erreur,
        regroupement=regroupement,
    )
    return make_response(render_template("facilitation/pleniere.html", page=page), code)


def _answers(found: Pleniere) -> dict[str, Suite]:
    """The suite in force of each group, by its id."""
    ids = [one.groupe.id for one in found.groupes]
    rows = db.session.scalars(
        select(Suite).where(Suite.regroupement_id.in_(ids), Suite.fin_le.is_(None))
    )
    return {row.regroupement_id or "": row for row in rows}


def _services(seance: Seance) -> list[str]:
    """The structures of the démarche, offered while one types."""
    names = select(Organisme.nom).where(Organisme.demarche_id == seance.demarche_id)
    return list(db.session.scalars(names.order_by(Organisme.nom)))
