"""Pages of the door: accept an invitation, set a new password, pair a device.

Signing in and out is Flask-Security's (« /connexion », « /deconnexion »).
"""

from __future__ import annotations

from flask import (
    Blueprint,
    current_app,
    flash,
    make_response,
    redirect,
    render_template,
    url_for,
)
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from sqlalchemy import select
from werkzeug.wrappers import Response
from wtforms import PasswordField, StringField
from wtforms.validators import DataRequired, EqualTo, Length

from cafe import clock
from cafe.access.doors import COOKIE_APPAREIL, current_identite
from cafe.access.identity import Genre
from cafe.access.jetons import hash_jeton
from cafe.access.staff import hash_new_password
from cafe.actions.acces import DUREE_ACCES, pair_acces
from cafe.actions.comptes import LONGUEUR_MOT_DE_PASSE, set_password
from cafe.actions.core import Refusal, RuleBroken
from cafe.actions.membres import NouveauCompte, accept_invitation
from cafe.extensions import db
from cafe.messages import sentence, status
from cafe.models import (
    Acces,
    Demarche,
    Invitation,
    JetonReinitialisation,
    RoleAcces,
    Seance,
    Tablee,
)
from cafe.models.compte import compte_by_email

portail = Blueprint("portail", __name__)

_LONG_ENOUGH = Length(
    min=LONGUEUR_MOT_DE_PASSE,
    max=200,
    message=_("Choisissez un mot de passe d’au moins 12 caractères."),
)


class MotDePasseForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """A new password, typed twice."""

    mot_de_passe = PasswordField(
        _("Mot de passe"), validators=[DataRequired(_("Choisissez un mot de passe.")), _LONG_ENOUGH]
    )
    encore = PasswordField(
        _("Le même, une deuxième fois"),
        validators=[
            DataRequired(_("Écrivez-le une deuxième fois.")),
            EqualTo("mot_de_passe", _("Les deux mots de passe sont différents.")),
        ],
    )


class CompteForm(MotDePasseForm):
    """The account of an invited person."""

    nom = StringField(
        _("Votre nom"),
        validators=[DataRequired(_("Écrivez votre nom.")), Length(max=120)],
    )


class RejoindreForm(FlaskForm):  # type: ignore[misc]
    """Only the token: the account exists already."""


def _refusal_page(code: str) -> Response:
    refusal = RuleBroken(code)
    page = render_template("portail/lien_perime.html", message=sentence(refusal))
    return make_response(page, status(refusal))


@portail.route("/invitation/<jeton>", methods=["GET", "POST"])
def invitation(jeton: str) -> Response | str:
    """Accept an invitation, making an account if the address has none."""
    row = db.session.scalar(select(Invitation).where(Invitation.jeton_hash == hash_jeton(jeton)))
    if row is None or not row.is_open(clock.now()):
        return _refusal_page("lien_perime")
    compte = compte_by_email(db.session(), row.email)
    identite = current_identite()
    signed_in = identite.genre is Genre.COMPTE
    form = RejoindreForm() if compte else CompteForm()
    code = 200
    if form.validate_on_submit():
        nouveau = None
        if isinstance(form, CompteForm):
            hashed = hash_new_password(form.mot_de_passe.data or "")
            nouveau = NouveauCompte(nom=form.nom.data or "", password_hash=hashed)
        try:
            accept_invitation(par=identite, jeton=jeton, nouveau=nouveau)
            return _joined(row.email, signed_in=signed_in, new=nouveau is not None)
        except Refusal as refusal:
            form.form_errors.append(sentence(refusal))
            code = status(refusal)
    elif form.errors:
        code = 422
    page = render_template(
        "portail/invitation.html",
        form=form,
        jeton=jeton,
        invitation=row,
        demarche=db.session.get_one(Demarche, row.demarche_id),
        compte_connu=compte is not None,
        connecte=signed_in,
        bon_compte=compte is not None and signed_in and identite.id == compte.id,
        nom=identite.nom,
    )
    return make_response(page, code)


def _joined(email: str, *, signed_in: bool, new: bool) -> Response:
    """Where one goes next: a new account signs in first, unless a colleague lent the screen."""
    if not new:
        flash(gettext("Vous avez rejoint la démarche."), "succes")
        return redirect(url_for("pilotage.index"), 303)
    if signed_in:
        flash(gettext("Le compte de %(email)s est prêt.", email=email), "succes")
        return redirect(url_for("pilotage.index"), 303)
    flash(gettext("Votre compte est prêt. Connectez-vous."), "succes")
    return redirect(url_for("security.login"), 303)


@portail.route("/compte/nouveau-mot-de-passe/<jeton>", methods=["GET", "POST"])
def nouveau_mot_de_passe(jeton: str) -> Response | str:
    """Set a new password with a link made on the command line."""
    row = db.session.scalar(
        select(JetonReinitialisation).where(JetonReinitialisation.jeton_hash == hash_jeton(jeton))
    )
    if row is None or row.utilise_le is not None or clock.now() >= row.expire_le:
        return _refusal_page("lien_perime")
    form = MotDePasseForm()
    if form.validate_on_submit():
        set_password(jeton=jeton, password_hash=hash_new_password(form.mot_de_passe.data or ""))
        flash(gettext("Le mot de passe est changé. Connectez-vous."), "succes")
        return redirect(url_for("security.login"), 303)
    page = render_template("portail/mot_de_passe.html", form=form)
    return make_response(page, 422 if form.errors else 200)


class AppairerForm(FlaskForm):  # type: ignore[misc]
    """Only the token: a link preview must not use the pairing up."""


@portail.route("/h/<jeton>", methods=["GET", "POST"])
@portail.route("/ecran/<jeton>", methods=["GET", "POST"])
@portail.route("/tablette/<jeton>", methods=["GET", "POST"])
def appairer(jeton: str) -> Response | str:
    """Pair this device: a button, so that opening the link alone changes nothing."""
    row = db.session.scalar(select(Acces).where(Acces.jeton_hash == hash_jeton(jeton)))
    if row is None or row.appaire_le is not None or not row.is_open(clock.now()):
        return _refusal_page("appairage_perime")
    form = AppairerForm()
    if not form.validate_on_submit():
        return render_template(
            "portail/appairer.html",
            form=form,
            acces=row,
            seance=db.session.get_one(Seance, row.seance_id),
            tablee=db.session.get(Tablee, row.tablee_id) if row.tablee_id else None,
        )
    paired = pair_acces(jeton=jeton)
    response = redirect(home_of(paired.role, paired.seance_id), 303)
    response.set_cookie(
        COOKIE_APPAREIL,
        paired.secret,
        max_age=int(DUREE_ACCES.total_seconds()),
        httponly=True,
        samesite="Lax",
        secure=bool(current_app.config["SESSION_COOKIE_SECURE"]),
    )
    return response


def home_of(role: RoleAcces, seance_id: str) -> str:
    """Where a paired device works."""
    page = {
        RoleAcces.HOTE: "facilitation.table",
        RoleAcces.ECRAN: "facilitation.ecran",
        RoleAcces.TABLETTE: "facilitation.tableau",
    }[role]
    return url_for(page, seance_id=seance_id)
