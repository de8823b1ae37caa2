"""The logo of a structure: sent, seen, taken away."""

from __future__ import annotations

from flask import abort, flash, g, redirect, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField, FileRequired
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from cafe.access.doors import current_identite
from cafe.access.permits import Pouvoir
from cafe.actions.core import RuleBroken
from cafe.actions.logos import remove_logo, set_logo
from cafe.extensions import db
from cafe.formats.logo import OCTETS_MAX, ImageLogo, LogoRefuse, read_logo
from cafe.models import Logo, Organisme
from cafe.pilotage.formulaires import Formulaire, Geste, answer, show_refusal
from cafe.pilotage.salle import demarche_at, pilotage
from cafe.pilotage.telechargement import download
from cafe.threads import in_native_thread

PNG = "image/png"


class LogoForm(Formulaire):
    """An image file."""

    fichier = FileField(
        _("Image PNG ou JPEG"), validators=[FileRequired(_("Choisissez une image."))]
    )


@pilotage.route("/structures/<organisme_id>/logo", methods=["GET", "POST"])
def logo(organisme_id: str) -> Response:
    """See it, send one, or another."""
    row = _structure_at(organisme_id, Pouvoir.PREPARER)
    demarche_id = row.demarche_id
    form = LogoForm()
    if form.validate_on_submit() and (image := _read(form)) is not None:
        set_logo(par=current_identite(), organisme_id=organisme_id, image=image)
        flash(gettext("Le logo est enregistré."), "succes")
        return redirect(url_for(".logo", organisme_id=organisme_id), 303)
    demarche_at(demarche_id, Pouvoir.PREPARER)
    return answer(
        "pilotage/groupe/logo.html",
        form=form,
        organisme=db.session.get(Organisme, organisme_id),
        logo=db.session.get(Logo, organisme_id),
        geste=Geste(formdata=None),
        mega=OCTETS_MAX // (1024 * 1024),
    )


def _read(form: LogoForm) -> ImageLogo | None:
    """The image made small in a native thread; None when it is refused, the reason in the form."""
    sent: FileStorage = form.fichier.data
    # One octet beyond the bound is enough to know.
    data = sent.stream.read(OCTETS_MAX + 1)
    try:
        return in_native_thread(lambda: read_logo(data))
    except LogoRefuse as refusal:
        show_refusal(form, RuleBroken(refusal.code, champ="fichier", **refusal.details))
        g.refus = 422
        return None


@pilotage.get("/structures/<organisme_id>/logo.png")
def logo_png(organisme_id: str) -> Response:
    """The image, as comptes rendus print it."""
    _structure_at(organisme_id)
    row = db.session.get(Logo, organisme_id)
    if row is None:
        abort(404)
    return download(row.png, PNG, "logo.png", attachment=False)


@pilotage.post("/structures/<organisme_id>/logo/retirer")
def retirer_logo(organisme_id: str) -> Response:
    """Without a logo, the name is printed alone."""
    _structure_at(organisme_id, Pouvoir.PREPARER)
    remove_logo(par=current_identite(), organisme_id=organisme_id)
    flash(gettext("Le logo est retiré."), "succes")
    return redirect(url_for(".logo", organisme_id=organisme_id), 303)


def _structure_at(organisme_id: str, pouvoir: Pouvoir = Pouvoir.VOIR_DEMARCHE) -> Organisme:
    row = db.session.get(Organisme, organisme_id)
    if row is None:
        abort(404)
    demarche_at(row.demarche_id, pouvoir)
    return row
