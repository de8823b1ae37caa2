"""The network of the hall for those who prepare it: addresses, Wi-Fi, papers that lie, trial."""

from __future__ import annotations

from dataclasses import dataclass

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from markupsafe import Markup
from werkzeug.wrappers import Response
from wtforms import StringField

from cafe import clock
from cafe.access.permits import Pouvoir
from cafe.addresses import base_url, join_url
from cafe.config import Reglages
from cafe.documents.affiche_wifi import AfficheWifi, render_affiche_wifi
from cafe.documents.qr import qr_svg
from cafe.models import Seance
from cafe.pilotage.formulaires import Formulaire, Geste, answer
from cafe.pilotage.salle import pilotage, seance_at
from cafe.pilotage.telechargement import PDF, download
from cafe.reseau.carnet import Carnet, Imprime
from cafe.reseau.essai import Bilan
from cafe.reseau.essais import begin_essai, essai_of
from cafe.reseau.interfaces import Interface, private_addresses
from cafe.reseau.wifi import Wifi, wifi_text
from cafe.threads import in_native_thread

DOCUMENTS = {
    "affiche": _("l’affiche"),
    "chevalets": _("les chevalets de table"),
}


class WifiForm(Formulaire):
    """The hall's Wi-Fi, for its poster."""

    nom = StringField(_("Nom du Wi-Fi"))
    # In clear: it is read aloud and printed, hiding it would only make it wrong.
    mot_de_passe = StringField(_("Mot de passe du Wi-Fi"))


@dataclass(frozen=True)
class PageReseau:
    """What the page shows. ``adresse`` is what papers and QR codes say now."""

    seance: Seance
    adresse: str
    fixee: bool
    interfaces: list[Interface]
    perimes: list[Imprime]
    wifi: Wifi | None
    qr: Markup | None


def _reglages() -> Reglages:
    found: Reglages = current_app.config["REGLAGES"]
    return found


def carnet() -> Carnet:
    """The notebook of this installation."""
    return Carnet(_reglages())


def remember_printed(seance_id: str, document: str) -> None:
    """A paper that carries our address has just been drawn: be able to say when it lies."""
    carnet().remember(seance_id, document, base_url(), clock.now())


def stale_papers(seance_id: str) -> list[Imprime]:
    """The papers of a séance that carry another address than today's."""
    return [one for one in carnet().stale(base_url()) if one.seance_id == seance_id]


@pilotage.route("/seances/<seance_id>/reseau", methods=["GET", "POST"])
def reseau(seance_id: str) -> Response:
    """Addresses, Wi-Fi, papers to print again."""
    row = seance_at(seance_id, Pouvoir.ANIMER)
    kept = carnet().wifi(row.id)
    form = WifiForm(data={"nom": kept.nom, "mot_de_passe": kept.mot_de_passe} if kept else None)
    if form.validate_on_submit() and _keep(row.id, form):
        flash(gettext("Le Wi-Fi est noté."), "succes")
        return redirect(url_for(".reseau", seance_id=row.id), 303)
    reglages = _reglages()
    page = PageReseau(
        seance=row,
        adresse=base_url(),
        fixee=reglages.public_url is not None,
        interfaces=private_addresses(),
        perimes=stale_papers(row.id),
        wifi=kept,
        qr=Markup(qr_svg(wifi_text(kept))) if kept else None,  # noqa: S704 - drawn by us
    )
    return answer("pilotage/reseau/page.html", form=form, page=page, documents=DOCUMENTS)


def _keep(seance_id: str, form: WifiForm) -> bool:
    nom, key = str(form.nom.data or "").strip(), str(form.mot_de_passe.data or "")
    if not nom:
        carnet().set_wifi(seance_id, None)
        return True
    wifi = Wifi(nom, key)
    match wifi.fault():
        case "nom":
            form.nom.errors = [gettext("Un nom de Wi-Fi a 32 signes au plus.")]
        case "mot_de_passe":
            form.mot_de_passe.errors = [gettext("De 8 à 63 signes, sans accent.")]
        case _:
            carnet().set_wifi(seance_id, wifi)
            return True
    return False


@pilotage.get("/seances/<seance_id>/affiche-wifi.pdf")
def affiche_wifi(seance_id: str) -> Response:
    """The sheet that comes before the poster; 404 while no Wi-Fi is known."""
    row = seance_at(seance_id, Pouvoir.ANIMER)
    wifi = carnet().wifi(row.id)
    if wifi is None:
        abort(404)
    content = AfficheWifi(row.titre, wifi.nom, wifi.mot_de_passe, wifi_text(wifi))
    data = in_native_thread(lambda: render_affiche_wifi(content))
    return download(data, PDF, f"wifi {row.titre}.pdf", attachment=False)


@pilotage.route("/seances/<seance_id>/essai-reseau", methods=["GET", "POST"])
def essai_reseau(seance_id: str) -> Response | str:
    """What the phones of the trial say; a POST begins again. ``telephones``: how many try."""
    row = seance_at(seance_id, Pouvoir.ANIMER)
    if row.code is None:
        abort(404)
    attendus = request.values.get("telephones", type=int)
    attendus = attendus if attendus and 0 < attendus < 1000 else None
    if request.method == "POST":
        begin_essai(current_app, row.id)
        return redirect(url_for(".essai_reseau", seance_id=row.id, telephones=attendus), 303)
    bilan: Bilan = essai_of(current_app, row.id).bilan(clock.now(), attendus)
    adresse = f"{join_url(row.code)}/essai"
    return render_template(
        "pilotage/reseau/essai.html",
        seance=row,
        bilan=bilan,
        adresse=adresse,
        qr=Markup(qr_svg(adresse)),  # noqa: S704 - drawn by us
        recommencer=Geste(formdata=None),
    )
