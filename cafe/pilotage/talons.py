"""Printing numbered slips for those who come without a phone; each sheet is drawn only once."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response
from wtforms import IntegerField
from wtforms.validators import InputRequired

from cafe.access.doors import current_identite
from cafe.access.permits import Pouvoir
from cafe.actions.talons import FEUILLES_MAX, PAR_FEUILLE, TalonImprime, print_talons
from cafe.addresses import base_url
from cafe.documents.talons import Carnet, Talon, render_talons
from cafe.extensions import db
from cafe.models import Seance
from cafe.models.talon import last_talon, tied_talons
from cafe.pilotage.formulaires import FormulaireDate, accepted, answer
from cafe.pilotage.salle import pilotage, seance_at
from cafe.pilotage.seance_page import typed_address
from cafe.pilotage.telechargement import PDF, download
from cafe.threads import in_native_thread


class TalonsForm(FormulaireDate):
    """How many sheets. ``version``: the last number printed when the page was opened."""

    feuilles = IntegerField(
        _("Combien de feuilles ?"),
        default=2,
        validators=[InputRequired(_("Écrivez un nombre de feuilles."))],
    )


@dataclass(frozen=True)
class PageTalons:
    """What was printed so far, and how many slips have words."""

    seance: Seance
    dernier: int
    lies: int
    par_feuille: int = PAR_FEUILLE
    feuilles_max: int = FEUILLES_MAX


@pilotage.get("/seances/<seance_id>/talons")
def talons(seance_id: str) -> Response:
    """What to print, and what a slip is for."""
    return _page(seance_id, TalonsForm(version=last_talon(db.session(), seance_id)))


@pilotage.post("/seances/<seance_id>/talons.pdf")
def talons_pdf(seance_id: str) -> Response:
    """New slips under the next free numbers. The same ones cannot be drawn again."""
    seance_at(seance_id, Pouvoir.ANIMER)
    form = TalonsForm()
    printed: list[TalonImprime] = []
    if not accepted(
        form,
        lambda: printed.extend(
            print_talons(
                par=current_identite(),
                seance_id=seance_id,
                feuilles=form.feuilles.data or 0,
                vu=form.opened_on(),
            )
        ),
    ):
        return _page(seance_id, form)
    row = seance_at(seance_id, Pouvoir.ANIMER)
    base = base_url()
    carnet = Carnet(
        titre=row.titre,
        adresse=f"{typed_address()}/suivi",
        contact=row.demarche.contact,
        talons=[
            Talon(numero=t.numero, url=f"{base}/suivi/{t.recu}", mots=tuple(t.mots.split("-")))
            for t in printed
        ],
    )
    data = in_native_thread(lambda: render_talons(carnet))
    nom = f"talons {printed[0].numero} a {printed[-1].numero} {row.titre}.pdf"
    response = download(data, PDF, nom)
    response.headers["Cache-Control"] = "no-store"
    return response


def _page(seance_id: str, form: TalonsForm) -> Response:
    row = seance_at(seance_id, Pouvoir.ANIMER)
    session = db.session()
    page = PageTalons(row, last_talon(session, row.id), tied_talons(session, row.id))
    return answer("pilotage/seance/talons.html", form=form, page=page)
