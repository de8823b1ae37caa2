"""The devices of a séance: a table's host, the room screen, a tablet; paired once, revocable."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from flask import abort, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from markupsafe import Markup
from sqlalchemy import select
from werkzeug.wrappers import Response
from wtforms import RadioField, SelectField, StringField
from wtforms.validators import DataRequired, Length

from cafe import clock
from cafe.access.doors import current_identite
from cafe.access.permits import Pouvoir
from cafe.actions.acces import create_acces, revoke_acces
from cafe.addresses import base_url
from cafe.documents.qr import qr_svg
from cafe.extensions import db
from cafe.libelles import libelle
from cafe.models import Acces, RoleAcces, Seance, Tablee
from cafe.models.question import tablees_of
from cafe.pilotage.formulaires import Formulaire, Geste, accepted, answer, option
from cafe.pilotage.salle import pilotage, seance_at

USAGES = {
    RoleAcces.TABLETTE: _("le tableau et la conduite, pour animer debout"),
    RoleAcces.ECRAN: _("le mur à projeter, rien d’autre"),
    RoleAcces.HOTE: _("la saisie des paroles de sa table"),
}


# The contract's addresses of pairing links.
CHEMINS = {RoleAcces.HOTE: "h", RoleAcces.ECRAN: "ecran", RoleAcces.TABLETTE: "tablette"}


class EtatAppareil(StrEnum):
    """Where a pairing stands."""

    A_RELIER = "a_relier"
    RELIE = "relie"
    EXPIRE = "expire"
    RETIRE = "retire"


@dataclass(frozen=True)
class Appareil:
    """A line of the list."""

    id: str
    role: RoleAcces
    libelle: str
    table: int | None
    etat: EtatAppareil
    fin: datetime


class AppareilForm(Formulaire):
    """Which device, and for a host, which table."""

    role = RadioField(
        _("Cet appareil sera"), default=RoleAcces.TABLETTE.value, validators=[DataRequired()]
    )
    tablee = SelectField(_("Table de l’hôte"), validate_choice=False)  # the action checks
    libelle = StringField(_("Nom de l’appareil"), validators=[Length(max=120)])

    def __init__(self, tablees: list[Tablee]) -> None:
        super().__init__()
        roles = [r for r in USAGES if tablees or r is not RoleAcces.HOTE]
        self.role.choices = [
            option(role.value, f"{libelle(role).capitalize()} : {USAGES[role]}") for role in roles
        ]
        self.tablee.choices = [option("", "—")] + [
            option(t.id, gettext("Table %(numero)s", numero=t.numero)) for t in tablees
        ]


@pilotage.route("/seances/<seance_id>/appareils", methods=["GET", "POST"])
def appareils(seance_id: str) -> Response:
    """The devices and their state; a new one gets a link and a QR, shown once."""
    row = seance_at(seance_id, Pouvoir.ANIMER)
    form = AppareilForm(tablees_of(db.session(), row.id))
    secrets: list[str] = []
    if accepted(
        form,
        lambda: secrets.append(
            create_acces(
                par=current_identite(),
                seance_id=seance_id,
                role=RoleAcces(form.role.data),
                tablee_id=form.tablee.data or None,
                libelle=form.libelle.data or "",
            )
        ),
    ):
        return pairing_page(seance_id, RoleAcces(form.role.data), secrets[0])
    row = seance_at(seance_id, Pouvoir.ANIMER)
    return answer(
        "pilotage/appareils/liste.html",
        form=form,
        seance=row,
        appareils=_listed(row),
        retirer=Geste(formdata=None),
    )


def pairing_page(
    seance_id: str, role: RoleAcces, jeton: str, *, tablee_id: str | None = None
) -> Response:
    """The link and its QR, shown once; ``tablee_id`` where it was asked from the tables' page."""
    address = f"{base_url()}/{CHEMINS[role]}/{jeton}"
    seance = seance_at(seance_id, Pouvoir.ANIMER)
    rows = tablees_of(db.session(), seance.id) if tablee_id else []
    rank = next((i for i, row in enumerate(rows) if row.id == tablee_id), None)
    page = render_template(
        "pilotage/appareils/lien.html",
        seance=seance,
        tablee=None if rank is None else rows[rank],
        suivante=None if rank is None else next(iter(rows[rank + 1 :]), None),
        role=role,
        adresse=address,
        qr=Markup(qr_svg(address)),  # noqa: S704 - drawn by us
    )
    return make_response(page, 201)


def _listed(seance: Seance) -> list[Appareil]:
    """Latest first."""
    now = clock.now()
    rows = db.session.execute(
        select(Acces, Tablee.numero)
        .outerjoin(Tablee, Tablee.id == Acces.tablee_id)
        .where(Acces.seance_id == seance.id)
        .order_by(Acces.le.desc())
    )
    return [
        Appareil(acces.id, acces.role, acces.libelle, table, _state(acces, now), acces.expire_le)
        for acces, table in rows
    ]


def _state(acces: Acces, now: datetime) -> EtatAppareil:
    if acces.revoque_le is not None:
        return EtatAppareil.RETIRE
    if now >= acces.expire_le:
        return EtatAppareil.EXPIRE
    return EtatAppareil.RELIE if acces.appaire_le else EtatAppareil.A_RELIER


@pilotage.post("/appareils/<acces_id>/retirer")
def retirer_appareil(acces_id: str) -> Response:
    """Shut a device out now."""
    row = db.session.get(Acces, acces_id)
    if row is None:
        abort(404)
    seance_at(seance_id := row.seance_id, Pouvoir.ANIMER)
    revoke_acces(par=current_identite(), acces_id=acces_id)
    flash(gettext("L’appareil est retiré : il ne peut plus rien faire ici."), "succes")
    page = ".tables" if request.form.get("retour") == "tables" else ".appareils"
    return redirect(url_for(page, seance_id=seance_id), 303)
