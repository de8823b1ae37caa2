"""The tables of a séance: their places, seats and hosts on one page; a QR per host's device."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import Any

from babel.lists import format_list
from flask import abort, flash, redirect, request, url_for
from flask_babel import get_locale, gettext, ngettext
from flask_babel import lazy_gettext as _
from sqlalchemy import func, select
from werkzeug.wrappers import Response
from wtforms import FieldList, Form, FormField, IntegerField, StringField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from cafe import clock
from cafe.access.doors import current_identite
from cafe.access.permits import Pouvoir
from cafe.actions.acces import create_acces
from cafe.actions.deroule import MAX_TABLES
from cafe.actions.tables import CAPACITE_MAX, CONFORT, PLACE_MAX, TablePrevue, arrange_tables
from cafe.extensions import db
from cafe.models import Acces, Badge, Effectif, RoleAcces, Seance, Tablee
from cafe.models.question import questions_of, tablees_of
from cafe.pilotage.appareils import pairing_page
from cafe.pilotage.formulaires import FormulaireDate, Geste, accepted, answer
from cafe.pilotage.salle import may, pilotage, seance_at

PERSONNES_MAX = 5000


class TableForm(Form):
    """One table; its number is its rank."""

    place = StringField(_("Où"), validators=[Length(max=PLACE_MAX)])
    capacite = IntegerField(_("Places"), validators=[Optional(), NumberRange(1, CAPACITE_MAX)])
    hote = StringField(_("Prénom de l’hôte"), validators=[Length(max=PLACE_MAX)])


class TablesForm(FormulaireDate):
    """All the tables, and how many people they are for."""

    nombre = IntegerField(
        _("Nombre de tables"),
        validators=[
            InputRequired(_("Indiquez combien de tables il y aura.")),
            NumberRange(0, MAX_TABLES),
        ],
    )
    personnes = IntegerField(
        _("Personnes attendues"), validators=[Optional(), NumberRange(1, PERSONNES_MAX)]
    )
    tables = FieldList(FormField(TableForm))

    def prevues(self) -> tuple[TablePrevue, ...]:
        """As many tables as the number says; those not written yet are given the usual seats."""
        wanted = self.nombre.data or 0
        typed = [
            TablePrevue(row.place.data or "", row.capacite.data, row.hote.data or "")
            for row in self.tables
        ]
        fresh = [TablePrevue(capacite=CONFORT)] * max(0, wanted - len(typed))
        return (*typed[:wanted], *fresh)


@dataclass(frozen=True)
class HoteDeTable:
    """A table and the device of its host: ``relie`` and ``attend`` are ids to shut them out."""

    tablee: Tablee
    relie: Acces | None
    attend: Acces | None


@pilotage.route("/seances/<seance_id>/tables", methods=["GET", "POST"])
def tables(seance_id: str) -> Response:
    """Number, place, seats and host of each table, and who is paired."""
    row = seance_at(seance_id, Pouvoir.ANIMER)
    if request.method == "POST":
        seance_at(seance_id, Pouvoir.PREPARER)
    expected = request.args.get("personnes", type=int) or _expected(row.id)
    form = TablesForm(formdata=request.form or None, data=_data(row, expected))
    if accepted(
        form,
        lambda: arrange_tables(
            par=current_identite(),
            seance_id=seance_id,
            tables=form.prevues(),
            personnes=form.personnes.data,
            version=form.opened_on(),
        ),
    ):
        flash(gettext("Les tables sont enregistrées."), "succes")
        return redirect(
            url_for(".tables", seance_id=seance_id, personnes=form.personnes.data or None), 303
        )
    row = seance_at(seance_id, Pouvoir.ANIMER)
    return answer(
        "pilotage/seance/tables.html",
        form=form,
        seance=row,
        modifiable=may(Pouvoir.PREPARER) and row.phase.value != "close",
        hotes=_hosts(row.id),
        conseils=_advice(row.id, expected),
        retirer=Geste(formdata=None),
    )


@pilotage.post("/seances/<seance_id>/tables/<tablee_id>/appairer")
def appairer_hote(seance_id: str, tablee_id: str) -> Response:
    """Show the QR that makes a device the host's of that table."""
    row = seance_at(seance_id, Pouvoir.ANIMER)
    tablee = db.session.get(Tablee, tablee_id)
    if tablee is None or tablee.seance_id != row.id:
        abort(404)
    name = tablee.hote
    jeton = create_acces(
        par=current_identite(),
        seance_id=seance_id,
        role=RoleAcces.HOTE,
        tablee_id=tablee_id,
        libelle=name,
    )
    return pairing_page(seance_id, RoleAcces.HOTE, jeton, tablee_id=tablee_id)


def _data(seance: Seance, expected: int | None) -> dict[str, Any]:
    rows = tablees_of(db.session(), seance.id)
    # Nobody has said anything yet: propose what suits most halls.
    usual = CONFORT if all(row.capacite is None for row in rows) else None
    return {
        "version": seance.version,
        "nombre": len(rows),
        "personnes": expected,
        "tables": [
            {"place": row.place, "capacite": row.capacite or usual, "hote": row.hote}
            for row in rows
        ],
    }


def _expected(seance_id: str) -> int | None:
    """How many people are expected, where badges or counts say so."""
    badges = select(func.count()).where(Badge.seance_id == seance_id)
    counted = select(func.sum(Effectif.nombre)).where(Effectif.seance_id == seance_id)
    return db.session.scalar(badges) or db.session.scalar(counted) or None


def _hosts(seance_id: str) -> list[HoteDeTable]:
    now = clock.now()
    devices = db.session.scalars(
        select(Acces)
        .where(Acces.seance_id == seance_id, Acces.role == RoleAcces.HOTE)
        .order_by(Acces.le.desc())
    )
    open_ones = [acces for acces in devices if acces.is_open(now)]

    def latest(tablee: Tablee, paired: bool) -> Acces | None:
        mine = (a for a in open_ones if a.tablee_id == tablee.id)
        return next((a for a in mine if (a.appaire_le is not None) == paired), None)

    return [
        HoteDeTable(tablee, latest(tablee, True), latest(tablee, False))
        for tablee in tablees_of(db.session(), seance_id)
    ]


def _advice(seance_id: str, expected: int | None) -> list[str]:
    """What to think of before the day: tables too large, questions with nowhere to go."""
    rows = tablees_of(db.session(), seance_id)
    questions = len(questions_of(db.session(), seance_id))
    said = []
    large = [str(row.numero) for row in rows if (row.capacite or 0) > CONFORT]
    if large:
        said.append(
            ngettext(
                "Plus de %(n)s places à la table %(tables)s : au-delà, tout le monde ne parle pas.",
                "Plus de %(n)s places aux tables %(tables)s : au-delà, tout le monde ne parle pas.",
                len(large),
                n=CONFORT,
                tables=format_list(large, locale=get_locale() or "fr"),
            )
        )
    if expected and rows and expected > CONFORT * len(rows):
        said.append(
            gettext(
                "%(personnes)s personnes à %(tables)s tables, c’est plus de %(n)s par table. "
                "Prévoyez %(assez)s tables.",
                personnes=expected,
                tables=len(rows),
                n=CONFORT,
                assez=ceil(expected / CONFORT),
            )
        )
    if said and questions and len(rows) < 2 * questions:
        said.append(
            gettext(
                "Ou ouvrez deux tables par question : %(n)s tables pour %(questions)s questions.",
                n=2 * questions,
                questions=questions,
            )
        )
    return said
