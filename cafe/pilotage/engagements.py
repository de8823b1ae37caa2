"""The promises of a démarche: listed, noted, followed."""

from __future__ import annotations

import uuid
from collections import Counter

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext
from flask_wtf import FlaskForm
from sqlalchemy import select
from werkzeug.wrappers import Response

from cafe.access.doors import current_identite
from cafe.access.permits import Pouvoir
from cafe.actions.engagements import (
    create_engagement,
    link_engagement,
    unlink_engagement,
    update_engagement,
    update_etat,
)
from cafe.extensions import db
from cafe.models import Engagement, EtatDate, EtatEngagement, LienEngagement
from cafe.models.engagement_liste import engagements_listes
from cafe.pilotage.engagement_formes import (
    cible_form,
    etat_form,
    nouvel_engagement_form,
    promesse_form,
)
from cafe.pilotage.formulaires import Geste, accepted, answer
from cafe.pilotage.salle import demarche_at, pilotage


@pilotage.get("/demarches/<demarche_id>/engagements")
def engagements(demarche_id: str) -> Response:
    """The list; ``etat`` keeps those in one state."""
    demarche_at(demarche_id)
    rows = engagements_listes(db.session(), demarche_id)
    wanted = request.args.get("etat", "")
    return answer(
        "pilotage/engagements.html",
        engagements=[row for row in rows if wanted in ("", row.engagement.etat.value)],
        comptes=Counter(row.engagement.etat for row in rows),
        etats=EtatEngagement,
        etat=wanted,
        total=len(rows),
    )


@pilotage.route("/demarches/<demarche_id>/engagements/nouveau", methods=["GET", "POST"])
def nouvel_engagement(demarche_id: str) -> Response:
    """Note a promise; ``preconisation`` and ``fiche`` of the address say what it answers."""
    demarche_at(demarche_id, Pouvoir.DECIDER)
    form = nouvel_engagement_form(
        db.session(),
        demarche_id,
        engagement_id=str(uuid.uuid4()),
        preconisation=request.args.get("preconisation", ""),
        fiche=request.args.get("fiche", ""),
    )
    made: list[str] = []
    if accepted(
        form,
        lambda: made.append(
            create_engagement(
                par=current_identite(),
                demarche_id=demarche_id,
                promesse=form.promesse(),
                preconisations=[form.preconisation.data] if form.preconisation.data else [],
                fiches=[form.fiche.data] if form.fiche.data else [],
                motif=form.motif.data or "",
                engagement_id=form.engagement_id.data or None,
            )
        ),
    ):
        flash(gettext("L’engagement est noté."), "succes")
        return redirect(url_for(".engagement", engagement_id=made[0]), 303)
    demarche_at(demarche_id)
    return answer("pilotage/engagement_nouveau.html", form=form)


def _engagement_at(engagement_id: str, pouvoir: Pouvoir = Pouvoir.VOIR_DEMARCHE) -> Engagement:
    row = db.session.get(Engagement, engagement_id)
    if row is None:
        abort(404)
    demarche_at(row.demarche_id, pouvoir)
    return row


@pilotage.get("/engagements/<engagement_id>")
def engagement(engagement_id: str) -> Response:
    """One promise: its words, its states, what it answers."""
    return _page(engagement_id)


def _page(engagement_id: str, **refusees: FlaskForm) -> Response:
    row = _engagement_at(engagement_id)
    session = db.session()
    blank = {"formdata": None, "version": row.version}
    promesse = promesse_form(
        session,
        row.demarche_id,
        organisme=row.organisme_id,
        texte=row.texte,
        echeance=row.echeance,
        echeance_texte=row.echeance_texte,
        **blank,
    )
    formes: dict[str, FlaskForm] = {
        "promesse": promesse,
        "etat": etat_form(etat=row.etat.value, **blank),
        "cible": cible_form(session, row.demarche_id, **blank),
        "geste": Geste(prefix="geste", **blank),
    } | refusees
    (listed,) = engagements_listes(session, row.demarche_id, row.id)
    return answer(
        "pilotage/engagement.html",
        form=next(iter(refusees.values()), None),
        refusee=next(iter(refusees), ""),
        formes=formes,
        engagement=row,
        organisme=listed.organisme,
        cibles=listed.cibles,
        etats=session.scalars(
            select(EtatDate).where(EtatDate.engagement_id == row.id).order_by(EtatDate.le)
        ).all(),
    )


def _back(engagement_id: str, said: str) -> Response:
    flash(said, "succes")
    return redirect(url_for(".engagement", engagement_id=engagement_id), 303)


@pilotage.post("/engagements/<engagement_id>/modifier")
def modifier_engagement(engagement_id: str) -> Response:
    """Correct its words."""
    row = _engagement_at(engagement_id, Pouvoir.DECIDER)
    form = promesse_form(db.session(), row.demarche_id)
    if accepted(
        form,
        lambda: update_engagement(
            par=current_identite(),
            engagement_id=engagement_id,
            promesse=form.promesse(),
            version=form.opened_on(),
        ),
    ):
        return _back(engagement_id, gettext("C’est enregistré."))
    return _page(engagement_id, promesse=form)


@pilotage.post("/engagements/<engagement_id>/etat")
def dater_engagement(engagement_id: str) -> Response:
    """Say where it stands now."""
    _engagement_at(engagement_id, Pouvoir.DECIDER)
    form = etat_form()
    if accepted(
        form,
        lambda: update_etat(
            par=current_identite(),
            engagement_id=engagement_id,
            etat=EtatEngagement(form.etat.data),
            note=form.note.data or "",
            version=form.opened_on(),
        ),
    ):
        return _back(engagement_id, gettext("Le nouvel état est noté."))
    return _page(engagement_id, etat=form)


@pilotage.post("/engagements/<engagement_id>/liens")
def lier_engagement(engagement_id: str) -> Response:
    """Say what it answers."""
    row = _engagement_at(engagement_id, Pouvoir.DECIDER)
    form = cible_form(db.session(), row.demarche_id)
    if accepted(
        form,
        lambda: link_engagement(
            par=current_identite(),
            engagement_id=engagement_id,
            preconisation_id=form.preconisation.data or None,
            fiche_id=form.fiche.data or None,
            motif=form.motif.data or "",
        ),
    ):
        return _back(engagement_id, gettext("Le lien est noté."))
    return _page(engagement_id, cible=form)


@pilotage.post("/liens-engagement/<lien_engagement_id>/defaire")
def delier_engagement(lien_engagement_id: str) -> Response:
    """Undo a link."""
    lien = db.session.get(LienEngagement, lien_engagement_id) or abort(404)
    engagement_id = _engagement_at(lien.engagement_id, Pouvoir.DECIDER).id
    form = Geste(prefix="geste")
    if accepted(
        form, lambda: unlink_engagement(par=current_identite(), lien_id=lien_engagement_id)
    ):
        return _back(engagement_id, gettext("Le lien est défait."))
    return _page(engagement_id, geste=form)
