"""The people of a plan of names: one typed at a time, or a list brought in after a dry run."""

from __future__ import annotations

from dataclasses import asdict

from flask import abort, flash, g, redirect, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField, FileRequired
from werkzeug.wrappers import Response
from wtforms import HiddenField, IntegerField, StringField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from cafe.access.doors import current_identite
from cafe.access.permits import Pouvoir
from cafe.actions.core import Refusal
from cafe.actions.personnes import (
    BilanPersonnes,
    PersonnePrevue,
    import_personnes,
    remove_personne,
)
from cafe.extensions import db
from cafe.formats.participants import LIMITES, LecturePersonnes, read_participants
from cafe.messages import sentence, status
from cafe.models import Badge
from cafe.models.halle import hall_of, named_badges
from cafe.pilotage.depot_import import find_file, forget_file, keep_file
from cafe.pilotage.formulaires import REQUIS, Formulaire, Geste, accepted, answer
from cafe.pilotage.salle import pilotage, seance_at
from cafe.threads import in_native_thread


class PersonneForm(Formulaire):
    """Somebody to seat."""

    nom = StringField(_("Nom"), validators=[InputRequired(REQUIS), Length(max=LIMITES["nom"])])
    structure = StringField(_("Structure"), validators=[Length(max=LIMITES["structure"])])
    college = StringField(_("Collège ou qualité"), validators=[Length(max=LIMITES["college"])])
    hote = IntegerField(_("Hôte de la table"), validators=[Optional(), NumberRange(1, 999)])
    ensemble = StringField(_("Ensemble"), validators=[Length(max=LIMITES["ensemble"])])
    a_part = StringField(_("À part"), validators=[Length(max=LIMITES["a_part"])])

    def prevue(self) -> PersonnePrevue:
        """What was typed."""
        return PersonnePrevue(
            self.nom.data or "",
            self.structure.data or "",
            self.college.data or "",
            self.hote.data,
            self.ensemble.data or "",
            self.a_part.data or "",
        )


class ListeForm(Formulaire):
    """A list to bring in."""

    fichier = FileField(
        _("Fichier CSV ou XLSX"), validators=[FileRequired(_("Choisissez un fichier CSV ou XLSX."))]
    )


class ConfirmerForm(Formulaire):
    """The list that waits, tried already."""

    jeton = HiddenField()


@pilotage.route("/seances/<seance_id>/personnes", methods=["GET", "POST"])
def personnes(seance_id: str) -> Response:
    """The list, and one more person."""
    seance_at(seance_id, Pouvoir.ANIMER)
    form = PersonneForm()
    if accepted(
        form,
        lambda: import_personnes(
            par=current_identite(), seance_id=seance_id, personnes=(form.prevue(),)
        ),
    ):
        flash(gettext("%(nom)s est dans la liste.", nom=form.nom.data), "succes")
        return redirect(url_for(".personnes", seance_id=seance_id), 303)
    return _page(seance_id, form=form)


@pilotage.post("/seances/<seance_id>/personnes/essai")
def essayer_personnes(seance_id: str) -> Response:
    """Receive a list and show what it would do; nothing is written."""
    row = seance_at(seance_id, Pouvoir.ANIMER)
    form = ListeForm()
    if not form.validate_on_submit():
        return _page(seance_id, liste=form)
    sent = form.fichier.data
    name = (sent.filename or "")[:200]
    depot = keep_file(row.demarche_id, current_identite().id or "", name, sent.stream.read())
    lecture = _read(depot.data, name)
    bilan = None
    if not lecture.erreurs:
        try:
            bilan = _bring_in(seance_id, lecture, essai=True)
        except Refusal as refusal:
            form.form_errors.append(sentence(refusal))
            g.refus = status(refusal)
    else:
        g.refus = 422
    confirmer = ConfirmerForm(formdata=None, jeton=depot.jeton) if bilan else None
    return _page(seance_id, liste=form, lecture=lecture, bilan=bilan, confirmer=confirmer)


@pilotage.post("/seances/<seance_id>/personnes/enregistrer")
def enregistrer_personnes(seance_id: str) -> Response:
    """Write what the dry run announced: the whole list, or nobody."""
    row = seance_at(seance_id, Pouvoir.ANIMER)
    form = ConfirmerForm()
    depot = find_file(row.demarche_id, current_identite().id or "", form.jeton.data or "")
    if depot is None:
        flash(
            gettext("Ce fichier n’est gardé qu’une heure. Choisissez-le de nouveau."), "attention"
        )
        return redirect(url_for(".personnes", seance_id=seance_id), 303)
    lecture = _read(depot.data, depot.nom)
    bilans: list[BilanPersonnes] = []
    if lecture.erreurs or not accepted(
        form, lambda: bilans.append(_bring_in(seance_id, lecture, essai=False))
    ):
        return _page(seance_id, liste=form, lecture=lecture)
    forget_file(depot.jeton)
    flash(
        gettext(
            "Liste enregistrée : %(nouvelles)s nouvelles personnes, %(modifiees)s modifiées, "
            "%(inchangees)s inchangées.",
            **asdict(bilans[0]),
        ),
        "succes",
    )
    return redirect(url_for(".personnes", seance_id=seance_id), 303)


@pilotage.post("/personnes/<badge_id>/retirer")
def retirer_personne(badge_id: str) -> Response:
    """Take somebody off the list."""
    row = db.session.get(Badge, badge_id)
    if row is None:
        abort(404)
    seance_id = row.seance_id
    seance_at(seance_id, Pouvoir.ANIMER)
    form = Geste()
    if not accepted(form, lambda: remove_personne(par=current_identite(), badge_id=badge_id)):
        return _page(seance_id, geste=form)
    return redirect(url_for(".personnes", seance_id=seance_id), 303)


def _read(data: bytes, name: str) -> LecturePersonnes:
    return in_native_thread(lambda: read_participants(data, name))


def _bring_in(seance_id: str, lecture: LecturePersonnes, *, essai: bool) -> BilanPersonnes:
    return import_personnes(
        par=current_identite(),
        seance_id=seance_id,
        personnes=tuple(PersonnePrevue(**asdict(one)) for one in lecture.personnes),
        essai=essai,
    )


def _page(
    seance_id: str,
    *,
    form: PersonneForm | None = None,
    liste: Formulaire | None = None,
    geste: Geste | None = None,
    lecture: LecturePersonnes | None = None,
    bilan: BilanPersonnes | None = None,
    confirmer: ConfirmerForm | None = None,
) -> Response:
    row = seance_at(seance_id, Pouvoir.ANIMER)
    halle = hall_of(db.session(), row.id)
    return answer(
        "pilotage/rotation/personnes.html",
        form=form or liste or geste,
        seance=row,
        ajout=form or PersonneForm(formdata=None),
        liste=liste if isinstance(liste, ListeForm) else ListeForm(formdata=None),
        refus=liste or geste,
        geste=Geste(formdata=None),
        lecture=lecture,
        bilan=bilan,
        confirmer=confirmer,
        personnes=named_badges(db.session(), row.id),
        tables=dict(zip(halle.tablees, halle.numeros, strict=True)),
    )
