"""The forms around suites, and the choices they offer. No view lives here."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from sqlalchemy.orm import Session
from wtforms import DateField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional

from cafe.actions.champs import TEXTE_MAX, today
from cafe.actions.suites import Reponse
from cafe.libelles import libelle
from cafe.models import NatureSuite
from cafe.models.preconisation import preconisations_of
from cafe.pilotage.formulaires import REQUIS, Formulaire, option, selon_le_choix
from cafe.pilotage.preconisation_formes import fiche_choices, organisme_choices
from cafe.presentation import majuscule


class SuiteForm(Formulaire):
    """What is told to the authors of the words chosen."""

    nature = RadioField(_("Suite"), validators=[DataRequired(_("Choisissez la suite donnée."))])
    texte = TextAreaField(_("Ce que liront les habitants"), **selon_le_choix(Length(max=TEXTE_MAX)))
    jour = DateField(_("Jour"), validators=[Optional()])
    repondant = StringField(_("Qui a répondu"), **selon_le_choix(Length(max=200)))
    organisme = SelectField(_("Transmise à"), **selon_le_choix(Optional()))
    fiche = SelectField(_("Fiche où c’est en œuvre"), **selon_le_choix(Optional()))

    def reponse(self) -> Reponse:
        """What was typed."""
        return Reponse(
            nature=NatureSuite(self.nature.data),
            texte=self.texte.data or "",
            jour=self.jour.data,
            repondant=self.repondant.data or "",
            organisme_id=self.organisme.data or None,
            fiche_id=self.fiche.data or None,
        )


class RattacherForm(Formulaire):
    """An existing préconisation for the words chosen."""

    # Beside the fields of a suite in one form: a browser must not ask for it to give one.
    preconisation = SelectField(
        _("Préconisation"),
        validators=[DataRequired(_("Choisissez la préconisation."))],
        render_kw={"required": False},
    )


class RetourForm(Formulaire):
    """What answered the structure to which words were passed on."""

    retour = TextAreaField(
        _("Ce que la structure a répondu"), validators=[DataRequired(REQUIS), Length(max=TEXTE_MAX)]
    )
    retour_jour = DateField(_("Jour de sa réponse"), validators=[Optional()])


def suite_form(session: Session, demarche_id: str, **donnees: Any) -> SuiteForm:
    """The form with its kinds, structures and fiches."""
    form = SuiteForm(**({"jour": today()} | donnees))
    form.nature.choices = [option(n.value, majuscule(libelle(n))) for n in NatureSuite]
    form.organisme.choices = organisme_choices(session, demarche_id)
    form.fiche.choices = fiche_choices(session, demarche_id)
    return form


def rattacher_form(session: Session, demarche_id: str, **donnees: Any) -> RattacherForm:
    """The form with the préconisations of the démarche."""
    form = RattacherForm(**donnees)
    form.preconisation.choices = [
        option("", gettext("(choisir)")),
        *(
            option(p.id, f"{p.numero}. {p.intitule}")
            for p in preconisations_of(session, demarche_id)
        ),
    ]
    return form
