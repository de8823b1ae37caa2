"""The préconisations of a démarche: listed by state, written from words, rewritten."""

from __future__ import annotations

import uuid
from collections import Counter

from flask import flash, redirect, request, url_for
from flask_babel import gettext
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from cafe.access.doors import current_identite
from cafe.access.permits import Pouvoir
from cafe.actions.preconisations import draft_preconisation, update_preconisation
from cafe.extensions import db
from cafe.models import Contribution, EtatPreconisation, Preconisation, Regroupement, Seance
from cafe.models.chaine_preconisations import preconisations_suivies
from cafe.models.chaine_sources import Parole, sources_of
from cafe.models.preconisation import preconisations_of
from cafe.models.regroupement import members_of
from cafe.models.seance import held_in
from cafe.models.visibilite import Regard, visible, visible_clause
from cafe.pilotage.formulaires import accepted, answer
from cafe.pilotage.preconisation_formes import RedactionForm
from cafe.pilotage.preconisation_page import preconisation_at
from cafe.pilotage.proches import near_to_draft
from cafe.pilotage.salle import demarche_at, pilotage


@pilotage.get("/demarches/<demarche_id>/preconisations")
def preconisations(demarche_id: str) -> Response:
    """The list; ``etat`` keeps those in one state."""
    demarche_at(demarche_id)
    session = db.session()
    rows = preconisations_of(session, demarche_id)
    wanted = request.args.get("etat", "")
    kept = [row for row in rows if wanted in ("", row.etat.value)]
    ids = [row.id for row in kept]
    return answer(
        "pilotage/preconisations.html",
        preconisations=kept,
        suivies=preconisations_suivies(session, ids),
        sources=sources_of(session, ids),
        comptes=Counter(row.etat for row in rows),
        etats=EtatPreconisation,
        etat=wanted,
        total=len(rows),
    )


@pilotage.get("/demarches/<demarche_id>/preconisations/nouvelle")
def nouvelle_preconisation(demarche_id: str) -> Response:
    """Write one, from the ``regroupement`` and ``contribution`` of the address, if any."""
    demarche_at(demarche_id, Pouvoir.PROPOSER)
    groups, _words = _sources_asked(db.session(), demarche_id)
    first = groups[0] if groups else None
    form = RedactionForm(
        formdata=None,
        preconisation_id=str(uuid.uuid4()),
        constat=first.resume if first else "",
    )
    return _write(demarche_id, form)


@pilotage.post("/demarches/<demarche_id>/preconisations/nouvelle")
def rediger(demarche_id: str) -> Response:
    """Keep a new draft; the page's own id makes a second try harmless."""
    demarche_at(demarche_id, Pouvoir.PROPOSER)
    form = RedactionForm()
    made: list[str] = []
    if "chercher" in request.form:
        return _write(demarche_id, form)
    if accepted(
        form,
        lambda: made.append(
            draft_preconisation(
                par=current_identite(),
                demarche_id=demarche_id,
                redaction=form.redaction(),
                regroupements=request.form.getlist("regroupement"),
                contributions=request.form.getlist("contribution"),
                preconisation_id=form.preconisation_id.data or None,
            )
        ),
    ):
        flash(gettext("La préconisation est enregistrée comme brouillon."), "succes")
        return redirect(url_for(".preconisation", preconisation_id=made[0]), 303)
    return _write(demarche_id, form)


def _write(demarche_id: str, form: RedactionForm) -> Response:
    session = db.session()
    demarche_at(demarche_id, Pouvoir.PROPOSER)
    groups, words = _sources_asked(session, demarche_id)
    # Before a title is written, the group that it comes from says what it will be about.
    about = form.intitule.data or " . ".join(group.titre for group in groups)
    proches = near_to_draft(session, demarche_id, about, form.constat.data or "")
    groups, words = _sources_asked(session, demarche_id)
    return answer(
        "pilotage/preconisation_rediger.html",
        form=form,
        preconisation=None,
        groupes=[(group, _quotable(members_of(session, group.id))) for group in groups],
        paroles=_quotable(words),
        proches=proches,
    )


@pilotage.route("/preconisations/<preconisation_id>/modifier", methods=["GET", "POST"])
def modifier_preconisation(preconisation_id: str) -> Response:
    """Rewrite one that is not settled yet."""
    row = preconisation_at(preconisation_id, Pouvoir.PROPOSER)
    form = RedactionForm(obj=row)
    if "chercher" not in request.form and accepted(
        form,
        lambda: update_preconisation(
            par=current_identite(),
            preconisation_id=preconisation_id,
            redaction=form.redaction(),
            version=form.opened_on(),
        ),
    ):
        flash(gettext("C’est enregistré."), "succes")
        return redirect(url_for(".preconisation", preconisation_id=preconisation_id), 303)
    near = near_to_draft(
        db.session(),
        row.demarche_id,
        form.intitule.data or "",
        form.constat.data or "",
        but=preconisation_id,
    )
    held: Preconisation = preconisation_at(preconisation_id)
    return answer(
        "pilotage/preconisation_rediger.html",
        form=form,
        preconisation=held,
        groupes=[],
        paroles=[],
        proches=near,
    )


def _sources_asked(
    session: Session, demarche_id: str
) -> tuple[list[Regroupement], list[Contribution]]:
    """The regroupements and words named in the request, those of the démarche only."""
    groups = session.scalars(
        select(Regroupement)
        .join(Seance, Seance.id == Regroupement.seance_id)
        .where(
            Regroupement.id.in_(request.values.getlist("regroupement")),
            Regroupement.ferme_le.is_(None),
            held_in(demarche_id),
        )
    )
    words = session.scalars(
        select(Contribution)
        .join(Seance, Seance.id == Contribution.seance_id)
        .where(
            Contribution.id.in_(request.values.getlist("contribution")),
            held_in(demarche_id),
            visible_clause(Regard.PUBLIC),
        )
        .order_by(Contribution.ordre, Contribution.partie)
    )
    return list(groups), list(words)


def _quotable(words: list[Contribution]) -> list[Parole]:
    return [
        Parole(word.id, word.categorie, word.texte)
        for word in words
        if visible(word, Regard.DOCUMENT)
    ]
