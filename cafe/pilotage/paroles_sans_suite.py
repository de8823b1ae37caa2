"""« Paroles sans suite »: the list that the lead wants empty, and what to do with each word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from flask import flash, redirect, request, url_for
from flask_babel import gettext
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from cafe.access.doors import current_identite
from cafe.access.permits import Pouvoir
from cafe.actions.core import RuleBroken
from cafe.actions.sources import add_sources
from cafe.actions.suites import give_suite
from cafe.extensions import db
from cafe.models.paroles import (
    CompteQuestion,
    PageParoles,
    ParoleSansSuite,
    counts_sans_suite,
    paroles_sans_suite,
)
from cafe.pilotage.formulaires import accepted, answer, show_refusal
from cafe.pilotage.salle import demarche_at, pilotage
from cafe.pilotage.suite_formes import rattacher_form, suite_form


@dataclass(frozen=True)
class Tas:
    """The words of one regroupement, or lone words (no ``id``)."""

    id: str | None
    titre: str | None
    paroles: tuple[ParoleSansSuite, ...]


@dataclass(frozen=True)
class Lot:
    """What one question still has waiting on this page."""

    compte: CompteQuestion
    tas: tuple[Tas, ...]


def _lots(page: PageParoles, counts: Sequence[CompteQuestion]) -> Iterator[Lot]:
    """The page cut by question, then by regroupement; its order is kept."""
    known = {count.question_id: count for count in counts}
    for question_id, words in groupby(page.paroles, key=lambda parole: parole.question_id):
        heaps = groupby(words, key=lambda parole: (parole.regroupement_id, parole.regroupement))
        yield Lot(
            known[question_id],
            tuple(Tas(id_, titre, tuple(heap)) for (id_, titre), heap in heaps),
        )


@pilotage.get("/demarches/<demarche_id>/paroles-sans-suite")
def sans_suite(demarche_id: str) -> Response:
    """The published words that lead nowhere yet; ``question`` keeps those of one question."""
    demarche_at(demarche_id)
    return _waiting(demarche_id)


def _waiting(demarche_id: str, **refusees: FlaskForm) -> Response:
    demarche_at(demarche_id)
    session = db.session()
    formes: dict[str, FlaskForm] = {
        "suite": suite_form(session, demarche_id, formdata=None),
        "rattacher": rattacher_form(session, demarche_id, formdata=None),
    } | refusees
    counts = counts_sans_suite(session, demarche_id)
    words, groups = _checked()
    question = request.values.get("question") or None
    page = paroles_sans_suite(
        session,
        demarche_id,
        question_id=question,
        page=request.values.get("page", 1, type=int),
    )
    return answer(
        "pilotage/paroles_sans_suite.html",
        form=next(iter(refusees.values()), None),
        formes=formes,
        comptes=counts,
        total=sum(count.nombre for count in counts),
        question=question,
        page=page,
        lots=_lots(page, counts),
        choisies={*words, *groups},
    )


@pilotage.post("/demarches/<demarche_id>/paroles-sans-suite")
def donner_suite(demarche_id: str) -> Response:
    """Give one suite to all the words and regroupements that were checked."""
    demarche_at(demarche_id, Pouvoir.PROPOSER)
    form = suite_form(db.session(), demarche_id)
    words, groups = _checked()
    if accepted(
        form,
        lambda: give_suite(
            par=current_identite(),
            demarche_id=demarche_id,
            reponse=form.reponse(),
            contributions=words,
            regroupements=groups,
        ),
    ):
        flash(gettext("La suite est donnée. Les personnes la lisent dès maintenant."), "succes")
        return _back_to_list(demarche_id)
    return _waiting(demarche_id, suite=form)


@pilotage.post("/demarches/<demarche_id>/paroles-sans-suite/rattacher")
def rattacher(demarche_id: str) -> Response:
    """Make an existing préconisation rest on the words that were checked."""
    demarche_at(demarche_id, Pouvoir.PROPOSER)
    form = rattacher_form(db.session(), demarche_id)
    words, groups = _checked()
    if accepted(
        form,
        lambda: add_sources(
            par=current_identite(),
            preconisation_id=form.preconisation.data,
            contributions=words,
            regroupements=groups,
        ),
    ):
        flash(gettext("Les paroles sont rattachées à la préconisation."), "succes")
        return _back_to_list(demarche_id)
    return _waiting(demarche_id, rattacher=form)


@pilotage.post("/demarches/<demarche_id>/paroles-sans-suite/preconisation")
def rediger_depuis(demarche_id: str) -> Response:
    """Begin a préconisation with the words that were checked; nothing is written yet."""
    demarche_at(demarche_id, Pouvoir.PROPOSER)
    words, groups = _checked()
    if not words and not groups:
        form = rattacher_form(db.session(), demarche_id, formdata=None)
        show_refusal(form, RuleBroken("suite_sans_objet"))
        return _waiting(demarche_id, rattacher=form)
    address = url_for(
        ".nouvelle_preconisation",
        demarche_id=demarche_id,
        regroupement=groups,
        contribution=words,
    )
    return redirect(address, 303)


def _checked() -> tuple[list[str], list[str]]:
    """The words and the regroupements whose box is ticked."""
    return request.form.getlist("contribution"), request.form.getlist("regroupement")


def _back_to_list(demarche_id: str) -> Response:
    question = request.form.get("question") or None
    page = request.form.get("page", type=int)
    address = url_for(".sans_suite", demarche_id=demarche_id, question=question, page=page)
    return redirect(address, 303)
