"""« Réunir avec… »: a group goes into another of its question, from its own page or its menu."""

from __future__ import annotations

from flask import request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cafe.access.doors import current_identite
from cafe.access.permits import Pouvoir
from cafe.actions.core import Refusal, RuleBroken
from cafe.actions.fusions import merge_regroupements
from cafe.errors import wants_json
from cafe.facilitation.groupes import group_named, group_page
from cafe.facilitation.reponses import group_done, refused, version_typed
from cafe.facilitation.salle import facilitation, seance_for


@facilitation.post("/<seance_id>/regroupements/<regroupement_id>/reunir")
def reunir_regroupement(seance_id: str, regroupement_id: str) -> Response:
    """Put all of a group into the one chosen (« dans »), which keeps its title.

    ``version-<dans>``: the version of the chosen one that the form showed.
    """
    seance = seance_for(seance_id, Pouvoir.ANIMER)
    row = group_named(seance, regroupement_id)
    dans = request.form.get("dans", "")
    try:
        if not dans:
            raise RuleBroken("fusion_sans_choix", champ="dans")
        merge_regroupements(
            par=current_identite(),
            regroupement_id=row.id,
            dans=group_named(seance, dans).id,
            version=version_typed(),
            version_dans=request.form.get(f"version-{dans}", type=int),
        )
    except Refusal as refusal:
        answer = refused(refusal)
        if wants_json():
            return answer
        return group_page(seance, group_named(seance, regroupement_id), refusal)
    return group_done(seance.id, row.question_id, dans, None, _("Groupes réunis."))
