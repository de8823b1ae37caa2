"""The synthèse on a host's page, its approval by show of hands, and its erasure by the lead."""

from __future__ import annotations

from dataclasses import dataclass

from flask import abort, flash, jsonify, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cafe.access.doors import current_identite
from cafe.access.permits import Pouvoir
from cafe.actions.core import Missing, NotAllowed, Refusal, RuleBroken
from cafe.actions.hotes import PERSONNES_MAX
from cafe.actions.syntheses import approve_synthese, erase_synthese, save_synthese
from cafe.errors import wants_json
from cafe.extensions import db
from cafe.facilitation.effacement import MOTIFS
from cafe.facilitation.salle import facilitation, seance_for
from cafe.facilitation.table import Frappe, Poste
from cafe.facilitation.table_gestes import done
from cafe.messages import sentence, status
from cafe.models import Seance, SyntheseTablee
from cafe.models.synthese import SyntheseLue, synthese_at


@facilitation.post("/<seance_id>/table/synthese")
def table_synthese(seance_id: str) -> Response:
    """Keep the text of the table for that tour; a script gets its new version."""
    texte = request.form.get("synthese", "")
    version = request.form.get("version", 0, type=int)
    kept: list[int] = []

    def write(poste: Poste) -> None:
        if poste.tour is None:
            raise Missing
        kept.append(
            save_synthese(
                par=current_identite(),
                tablee_id=poste.tablee.id,
                tour_id=poste.tour.id,
                texte=texte,
                version=version,
            )
        )

    answer = done(
        seance_id,
        write,
        Frappe(synthese=texte, version=version),
        ancre="table-synthese",
        said=_("La synthèse est enregistrée. Lisez-la à voix haute, puis comptez les mains."),
    )
    return jsonify(version=kept[0]) if kept and wants_json() else answer


@facilitation.post("/<seance_id>/table/synthese/approuver")
def table_approuver(seance_id: str) -> Response:
    """Hands were raised for the text that the page was showing."""

    def write(poste: Poste) -> None:
        found = synthese_at(db.session(), poste.tour_id or "", poste.tablee.id)
        if found is None:
            raise Missing
        approve_synthese(
            par=current_identite(),
            synthese_id=found.id,
            version=request.form.get("version", 0, type=int),
            pour=_count("pour"),
            presents=_count("presents"),
        )

    return done(
        seance_id,
        write,
        ancre="table-synthese",
        said=_("La synthèse est approuvée. Le groupe suivant la lira."),
    )


def _count(champ: str) -> int | None:
    typed = request.form.get(champ, "").strip()
    if not typed:
        return None
    if not (typed.isdecimal() and len(typed) < 4):
        raise RuleBroken("mains_synthese", champ="pour", maximum=PERSONNES_MAX)
    return int(typed)


@dataclass(frozen=True)
class PageEffacerSynthese:
    """The text as it still is, and what was chosen if the form comes back."""

    seance: Seance
    synthese: SyntheseLue
    motif: str = ""
    erreur: str | None = None


@facilitation.route("/<seance_id>/syntheses/<synthese_id>/effacer", methods=["GET", "POST"])
def effacer_synthese(seance_id: str, synthese_id: str) -> Response | str:
    """Say what erasing does; then erase, once a reason is chosen and the box is ticked."""
    seance = seance_for(seance_id, Pouvoir.EFFACER)
    row = db.session.get(SyntheseTablee, synthese_id)
    if row is None or row.seance_id != seance.id:
        abort(404)
    page = PageEffacerSynthese(seance, _read(row), request.form.get("motif", ""))
    if request.method == "GET":
        return render_template("facilitation/table/effacer.html", page=page)
    try:
        if page.motif not in MOTIFS:
            raise RuleBroken("motif_absent", champ="motif")
        if not request.form.get("compris"):
            raise RuleBroken("effacement_a_confirmer", champ="compris")
        erase_synthese(par=current_identite(), synthese_id=synthese_id, motif=page.motif)
    except NotAllowed:
        raise
    except Refusal as refusal:
        refused = PageEffacerSynthese(seance, page.synthese, page.motif, sentence(refusal))
        shown = render_template("facilitation/table/effacer.html", page=refused)
        return make_response(shown, status(refusal))
    flash(_("Texte effacé pour de bon."), "succes")
    return redirect(url_for(".tableau", seance_id=seance_id), 303)


def _read(row: SyntheseTablee) -> SyntheseLue:
    found = synthese_at(db.session(), row.tour_id, row.tablee_id)
    if found is None:
        abort(404)
    return found
