"""The team of a démarche: who works on it, invitations by a link shown once, roles withdrawn."""

from __future__ import annotations

from dataclasses import dataclass

from flask import abort, current_app, flash, make_response, redirect, render_template, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from markupsafe import Markup
from sqlalchemy import select
from werkzeug.wrappers import Response
from wtforms import EmailField, RadioField
from wtforms.validators import DataRequired, Length

from cafe import clock
from cafe.access.doors import current_identite
from cafe.access.permits import Pouvoir
from cafe.actions.membres import cancel_invitation, invite_membre, revoke_membre
from cafe.addresses import local_url
from cafe.documents.qr import qr_svg
from cafe.extensions import db
from cafe.libelles import libelle
from cafe.models import Invitation, Membre, Role
from cafe.models.compte import membres_of
from cafe.pilotage.formulaires import REQUIS, Formulaire, Geste, accepted, answer, option
from cafe.pilotage.salle import demarche_at, may, pilotage

# What a role opens, in the words of those who choose it.
USAGES = {
    Role.CHEF_DE_PROJET: _("prépare, invite, décide, répond"),
    Role.ANIMATEUR: _("conduit les rencontres, regroupe les paroles, propose"),
    Role.RAPPORTEUR: _("lit le tableau, saisit, compte les présences"),
    Role.LECTEUR: _("lit et exporte"),
}


class InvitationForm(Formulaire):
    """Whom to invite, as what."""

    email = EmailField(
        _("Adresse électronique"), validators=[DataRequired(REQUIS), Length(max=255)]
    )
    role = RadioField(_("Rôle"), default=Role.ANIMATEUR.value, validators=[DataRequired()])

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.role.choices = [
            option(role.value, f"{libelle(role).capitalize()} : {usage}")
            for role, usage in USAGES.items()
        ]


@dataclass(frozen=True)
class LienInvitation:
    """A link to hand over now: its secret is kept nowhere. ``qr`` only where it works elsewhere."""

    email: str
    role: Role
    adresse: str
    qr: Markup | None


@pilotage.route("/demarches/<demarche_id>/equipe", methods=["GET", "POST"])
def membres(demarche_id: str) -> Response:
    """The team; for the lead, the form to invite and the invitations that wait."""
    demarche_at(demarche_id)
    form = InvitationForm()
    if form.is_submitted():
        demarche_at(demarche_id, Pouvoir.INVITER)
    secrets: list[str] = []
    if accepted(
        form,
        lambda: secrets.append(
            invite_membre(
                par=current_identite(),
                demarche_id=demarche_id,
                email=form.email.data or "",
                role=Role(form.role.data),
            )
        ),
    ):
        demarche_at(demarche_id)
        lien = link_of(secrets[0], form.email.data or "", Role(form.role.data))
        return make_response(render_template("pilotage/membres/lien.html", lien=lien), 201)
    demarche_at(demarche_id)
    return answer(
        "pilotage/membres/liste.html",
        form=form,
        membres=membres_of(db.session(), demarche_id),
        invitations=_waiting(demarche_id) if may(Pouvoir.INVITER) else [],
        annuler=Geste(formdata=None),
    )


def link_of(jeton: str, email: str, role: Role) -> LienInvitation:
    """The link of an invitation. Without HTTPS it opens on this machine only: no QR then."""
    base = local_url(current_app.config["REGLAGES"])
    address = f"{base}{url_for('portail.invitation', jeton=jeton)}"
    elsewhere = base.startswith("https://")
    qr = Markup(qr_svg(address)) if elsewhere else None  # noqa: S704 - drawn by us
    return LienInvitation(email.strip().lower(), role, address, qr)


def _waiting(demarche_id: str) -> list[Invitation]:
    now = clock.now()
    rows = db.session.scalars(
        select(Invitation)
        .where(Invitation.demarche_id == demarche_id, Invitation.acceptee_le.is_(None))
        .order_by(Invitation.le.desc())
    )
    return [row for row in rows if row.is_open(now)]


@pilotage.post("/invitations/<invitation_id>/annuler")
def annuler_invitation(invitation_id: str) -> Response:
    """Make a link useless before it is used."""
    row = db.session.get(Invitation, invitation_id)
    if row is None:
        abort(404)
    demarche_at(demarche_id := row.demarche_id, Pouvoir.INVITER)
    cancel_invitation(par=current_identite(), invitation_id=invitation_id)
    flash(gettext("L’invitation est annulée : son lien n’ouvre plus rien."), "succes")
    return redirect(url_for(".membres", demarche_id=demarche_id), 303)


@pilotage.route("/membres/<membre_id>/retirer", methods=["GET", "POST"])
def retirer_membre(membre_id: str) -> Response:
    """Say what it means, then end the role."""
    row = db.session.get(Membre, membre_id)
    if row is None or row.fin_le is not None:
        abort(404)
    demarche_at(demarche_id := row.demarche_id, Pouvoir.INVITER)
    form = Geste()
    if accepted(form, lambda: revoke_membre(par=current_identite(), membre_id=membre_id)):
        flash(gettext("Le rôle est retiré."), "succes")
        myself = row.compte_id == current_identite().id
        target = url_for(".index") if myself else url_for(".membres", demarche_id=demarche_id)
        return redirect(target, 303)
    demarche_at(demarche_id, Pouvoir.INVITER)
    return answer(
        "pilotage/membres/retirer.html",
        form=form,
        membre=row,
        soi=row.compte_id == current_identite().id,
    )
