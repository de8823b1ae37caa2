"""The forms around a promise, and the choices they offer. No view lives here."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from sqlalchemy.orm import Session
from wtforms import DateField, HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional

from cafe.actions.champs import TEXTE_MAX
from cafe.actions.engagements import Promesse
from cafe.libelles import libelle
from cafe.models import EtatEngagement
from cafe.models.preconisation import preconisations_of
from cafe.pilotage.formulaires import REQUIS, FormulaireDate, option, selon_le_choix
from cafe.pilotage.preconisation_formes import fiche_choices, organisme_choices
from cafe.presentation import majuscule


class PromesseForm(FormulaireDate):
    """What a structure promises, and by when."""

    engagement_id = HiddenField()
    organisme = SelectField(_("Structure"), validators=[DataRequired(REQUIS)])
    texte = TextAreaField(_("Engagement"), validators=[DataRequired(REQUIS), Length(max=TEXTE_MAX)])
    echeance = DateField(_("Échéance"), validators=[Optional()])
    echeance_texte = StringField(_("Échéance en mots"), validators=[Length(max=120)])

    def promesse(self) -> Promesse:
        """What was typed."""
        return Promesse(
            organisme_id=self.organisme.data or "",
            texte=self.texte.data or "",
            echeance=self.echeance.data,
            echeance_texte=self.echeance_texte.data or "",
        )


class CibleForm(FormulaireDate):
    """To what a promise answers, and why."""

    preconisation = SelectField(_("Préconisation"), validators=[Optional()])
    fiche = SelectField(_("Fiche"), validators=[Optional()])
    motif = StringField(_("Pourquoi"), validators=[Length(max=TEXTE_MAX)])


class NouvelEngagementForm(PromesseForm, CibleForm):
    """A new promise and what it answers at once."""


class EtatForm(FormulaireDate):
    """Where a promise stands now."""

    etat = RadioField(_("État"), validators=[DataRequired(_("Choisissez l’état."))])
    note = TextAreaField(_("Explication"), **selon_le_choix(Length(max=TEXTE_MAX)))


def promesse_form(session: Session, demarche_id: str, **donnees: Any) -> PromesseForm:
    """The words of a promise."""
    form = PromesseForm(prefix="promesse", **donnees)
    form.organisme.choices = organisme_choices(session, demarche_id)
    return form


def nouvel_engagement_form(
    session: Session, demarche_id: str, **donnees: Any
) -> NouvelEngagementForm:
    """The form of a new promise."""
    form = NouvelEngagementForm(**donnees)
    form.organisme.choices = organisme_choices(session, demarche_id)
    fill_cibles(session, demarche_id, form)
    return form


def cible_form(session: Session, demarche_id: str, **donnees: Any) -> CibleForm:
    """One more thing a promise answers."""
    form = CibleForm(prefix="cible", **donnees)
    fill_cibles(session, demarche_id, form)
    return form


def etat_form(**donnees: Any) -> EtatForm:
    """The states, in their order."""
    form = EtatForm(prefix="etat", **donnees)
    form.etat.choices = [option(e.value, majuscule(libelle(e))) for e in EtatEngagement]
    return form


def fill_cibles(session: Session, demarche_id: str, form: CibleForm) -> None:
    """The préconisations and the fiches of the démarche, after a blank line."""
    form.preconisation.choices = [
        option("", gettext("(aucune)")),
        *(
            option(p.id, f"{p.numero}. {p.intitule}")
            for p in preconisations_of(session, demarche_id)
        ),
    ]
    form.fiche.choices = fiche_choices(session, demarche_id)
