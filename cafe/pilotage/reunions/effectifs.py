"""The page of présences, and its counts by quality: residents are never named."""

from __future__ import annotations

import json

from flask import flash, redirect, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from sqlalchemy import select
from werkzeug.wrappers import Response
from wtforms import FieldList, Form, FormField, HiddenField, IntegerField, StringField
from wtforms.validators import Length, NumberRange, Optional

from cafe.access.doors import current_identite
from cafe.access.permits import Pouvoir
from cafe.actions.seances import set_effectifs
from cafe.extensions import db
from cafe.models import Effectif, Groupe, Seance
from cafe.models.accueil import QUALITES
from cafe.models.compte_rendu import still_written
from cafe.pilotage.formulaires import Formulaire, accepted, answer
from cafe.pilotage.reunions.appel import roll_of, summary
from cafe.pilotage.reunions.formes import PersonneForm
from cafe.pilotage.reunions.salle import focused
from cafe.pilotage.salle import pilotage, seance_at

LIGNES_LIBRES = 2


class QualiteForm(Form):
    """How many people came as what."""

    qualite = StringField(_("À quel titre"), validators=[Length(max=80)])
    nombre = IntegerField(
        _("Nombre"),
        validators=[Optional(), NumberRange(0, 5000, _("Écrivez un nombre, de 0 à 5 000."))],
    )


class EffectifsForm(Formulaire):
    """All the counts of a séance."""

    effectifs = FieldList(FormField(QualiteForm))
    # The counts that the page showed, so that those of the door are not written over unread.
    vus = HiddenField()

    def seen(self) -> tuple[tuple[str, int], ...] | None:
        """What the page showed; None when it does not say."""
        try:
            return tuple((str(qualite), int(n)) for qualite, n in json.loads(self.vus.data or ""))
        except (ValueError, TypeError):
            return None

    def counts(self) -> tuple[tuple[str, int], ...]:
        """The lines that say something."""
        return tuple(
            (row.qualite.data.strip(), row.nombre.data)
            for row in self.effectifs
            if (row.qualite.data or "").strip() and row.nombre.data is not None
        )


@pilotage.route("/seances/<seance_id>/presences", methods=["GET", "POST"])
def presences(seance_id: str) -> Response:
    """The roll, then how many came as what; suggested qualities, and lines to write others."""
    row = seance_at(seance_id, Pouvoir.SAISIR)
    form = EffectifsForm(formdata=request.form or None, data=_data(row.id))
    if accepted(
        form,
        lambda: set_effectifs(
            par=current_identite(), seance_id=seance_id, effectifs=form.counts(), vus=form.seen()
        ),
    ):
        flash(gettext("Les présences sont enregistrées."), "succes")
        return redirect(url_for(".seance", seance_id=seance_id), 303)
    # Sent again, now that the numbers of now are before the person's eyes, it will pass.
    form.vus.data = _shown(seance_id)
    return presences_page(seance_at(seance_id, Pouvoir.SAISIR), effectifs=form)


def presences_page(
    seance: Seance,
    *,
    effectifs: EffectifsForm | None = None,
    personne: PersonneForm | None = None,
) -> Response:
    """The page, with the two forms as they stand; the one that was refused says so."""
    counts = effectifs or EffectifsForm(formdata=None, data=_data(seance.id))
    besides = personne or PersonneForm(seance.demarche_id, formdata=None)
    lignes = roll_of(db.session(), seance)
    return answer(
        "pilotage/seance/presences.html",
        form=personne or counts,
        effectifs=counts,
        personne=besides,
        seance=seance,
        groupe=db.session.get(Groupe, seance.groupe_id) if seance.groupe_id else None,
        lignes=lignes,
        bilan=summary(lignes),
        ecrit=still_written(db.session(), seance),
        ou=focused(),
    )


def _data(seance_id: str) -> dict[str, object]:
    return {"effectifs": _lines(seance_id), "vus": _shown(seance_id)}


def _known(seance_id: str) -> dict[str, int]:
    return {
        e.qualite: e.nombre
        for e in db.session.scalars(
            select(Effectif).where(Effectif.seance_id == seance_id).order_by(Effectif.ordre)
        )
    }


def _shown(seance_id: str) -> str:
    return json.dumps(list(_known(seance_id).items()))


def _lines(seance_id: str) -> list[dict[str, object]]:
    """What was counted, then the suggested qualities that were not, then blank lines."""
    known = _known(seance_id)
    suggested = {q: None for q in QUALITES if q not in known}
    lines: list[dict[str, object]] = [
        {"qualite": qualite, "nombre": nombre} for qualite, nombre in (known | suggested).items()
    ]
    return lines + [{"qualite": "", "nombre": None}] * LIGNES_LIBRES
