"""The forms around a compte rendu. No view lives here."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from sqlalchemy.orm import Session
from wtforms import DateField, HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional

from cafe.actions.champs import TEXTE_MAX
from cafe.actions.comptes_rendus import NOM_MAX
from cafe.actions.relectures import TEXTE_MAX as REMARQUE_MAX
from cafe.libelles import libelle
from cafe.models import ModeleCompteRendu, Seance
from cafe.models.base import new_id
from cafe.models.seance import seances_of
from cafe.pilotage.formulaires import REQUIS, FormulaireDate, option
from cafe.presentation import jour, majuscule

LU_CHIFFRES = 19  # what a database counts with, at most


class ModeleForm(FormulaireDate):
    """Which of the two models."""

    modele = RadioField(_("Modèle"), validators=[DataRequired(REQUIS)])

    def __init__(self, modele: ModeleCompteRendu, **arguments: object) -> None:
        super().__init__(data={"modele": modele.value}, **arguments)
        self.modele.choices = [option(m.value, majuscule(libelle(m))) for m in ModeleCompteRendu]

    def chosen(self) -> ModeleCompteRendu:
        """The one that was asked for."""
        return ModeleCompteRendu(self.modele.data)


class RemarqueForm(FormulaireDate):
    """A comment on one paragraph; ``relecture_id`` makes a second try harmless."""

    ancre = HiddenField()
    relecture_id = HiddenField(default=new_id)
    texte = TextAreaField(
        _("Votre remarque"), validators=[DataRequired(REQUIS), Length(max=REMARQUE_MAX)]
    )


class ValidationForm(FormulaireDate):
    """``lu``: the last event that the document was read with. ``nom``: as it will be printed."""

    lu = HiddenField()
    nom = StringField(_("Nom à imprimer"), validators=[DataRequired(REQUIS), Length(max=NOM_MAX)])

    def read_until(self) -> int:
        """The number that came back; 0 when it says nothing."""
        raw = str(self.lu.data or "")
        return int(raw) if raw.isdecimal() and len(raw) < LU_CHIFFRES else 0


class ApprobationForm(FormulaireDate):
    """Which séance approved, when, and what it asked to amend."""

    seance = SelectField(_("Rencontre qui approuve"), validators=[DataRequired(REQUIS)])
    jour = DateField(_("Jour, si ce n’est pas celui de la rencontre"), validators=[Optional()])
    amendements = TextAreaField(_("Amendements"), validators=[Length(max=TEXTE_MAX)])


class CorrectionForm(FormulaireDate):
    """Why there will be another version."""

    precision = TextAreaField(
        _("Pourquoi une nouvelle version"), validators=[DataRequired(REQUIS), Length(max=2000)]
    )


def approbation_form(session: Session, seance: Seance) -> ApprobationForm:
    """The form with the séances that may approve this one: those of its group first."""
    others = [s for s in seances_of(session, seance.demarche_id) if s.id != seance.id]
    others.sort(key=lambda s: seance.groupe_id is None or s.groupe_id != seance.groupe_id)
    form = ApprobationForm()
    form.seance.choices = [
        option(s.id, f"{s.titre}, {jour(s.jour)}" if s.jour else s.titre) for s in others
    ]
    return form
