"""The suites given: listed, answered, replaced. What still waits is in ``paroles_sans_suite``."""

from __future__ import annotations

from collections.abc import Callable

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from cafe.access.doors import current_identite
from cafe.access.permits import Pouvoir
from cafe.actions.core import RuleBroken
from cafe.actions.suites import give_suite, record_retour
from cafe.extensions import db
from cafe.models import NatureSuite, Suite
from cafe.models.suite_liste import counts_of_suites, former_suites, listed, suites_listees
from cafe.pilotage.formulaires import accepted, answer
from cafe.pilotage.salle import demarche_at, pilotage
from cafe.pilotage.suite_formes import RetourForm, suite_form


@pilotage.get("/demarches/<demarche_id>/suites")
def suites(demarche_id: str) -> Response:
    """The suites in force; ``nature`` keeps those of one kind."""
    demarche_at(demarche_id)
    session = db.session()
    wanted = request.args.get("nature", "")
    nature = NatureSuite(wanted) if wanted in set(NatureSuite) else None
    counts = counts_of_suites(session, demarche_id)
    return answer(
        "pilotage/suites.html",
        page=suites_listees(
            session, demarche_id, nature=nature, page=request.args.get("page", 1, type=int)
        ),
        comptes=counts,
        total=sum(counts.values()),
        natures=NatureSuite,
        nature=nature,
    )


@pilotage.get("/suites/<suite_id>")
def suite(suite_id: str) -> Response:
    """One suite: the words, what they were told before, and what to do next."""
    return _page(suite_id)


def _suite_at(suite_id: str, pouvoir: Pouvoir = Pouvoir.VOIR_DEMARCHE) -> Suite:
    row = db.session.get(Suite, suite_id)
    if row is None:
        abort(404)
    demarche_at(row.demarche_id, pouvoir)
    return row


def _page(suite_id: str, **refusees: FlaskForm) -> Response:
    row = _suite_at(suite_id)
    session = db.session()
    formes: dict[str, FlaskForm] = {
        "suite": suite_form(session, row.demarche_id, formdata=None),
        "retour": RetourForm(formdata=None),
    } | refusees
    (held,) = listed(session, [row])
    return answer(
        "pilotage/suite.html",
        form=next(iter(refusees.values()), None),
        refusee=next(iter(refusees), ""),
        formes=formes,
        listee=held,
        suite=row,
        precedentes=former_suites(session, row) if row.fin_le is None else (),
    )


@pilotage.post("/suites/<suite_id>/remplacer")
def remplacer_suite(suite_id: str) -> Response:
    """Give another suite to the same words; this one is kept, closed."""
    row = _suite_at(suite_id, Pouvoir.PROPOSER)
    demarche_id = row.demarche_id
    closed = row.fin_le is not None
    contributions = [row.contribution_id] if row.contribution_id else []
    regroupements = [row.regroupement_id] if row.regroupement_id else []
    form = suite_form(db.session(), demarche_id)
    given: list[tuple[str, ...]] = []

    def write() -> None:
        if closed:
            raise RuleBroken("suite_remplacee")
        given.append(
            give_suite(
                par=current_identite(),
                demarche_id=demarche_id,
                reponse=form.reponse(),
                contributions=contributions,
                regroupements=regroupements,
                remplacer=True,
            )
        )

    return _done(form, write, "suite", lambda: given[0][0], suite_id)


@pilotage.post("/suites/<suite_id>/retour")
def noter_retour(suite_id: str) -> Response:
    """Note what the structure answered."""
    _suite_at(suite_id, Pouvoir.PROPOSER)
    form = RetourForm()

    def write() -> None:
        record_retour(
            par=current_identite(),
            suite_id=suite_id,
            texte=form.retour.data or "",
            jour=form.retour_jour.data,
        )

    return _done(form, write, "retour", lambda: suite_id, suite_id)


def _done(
    form: FlaskForm, write: Callable[[], None], nom: str, then: Callable[[], str], suite_id: str
) -> Response:
    if accepted(form, write):
        flash(gettext("C’est enregistré."), "succes")
        return redirect(url_for(".suite", suite_id=then()), 303)
    return _page(suite_id, **{nom: form})
