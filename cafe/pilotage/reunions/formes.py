"""The forms around a meeting, and the choices they offer. No view lives here."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.validators import DataRequired, Length, NumberRange, Optional

from cafe.actions.groupes import FicheGroupe
from cafe.actions.membres_groupe import Siege
from cafe.actions.points import DUREE_MAX, TITRE_POINT_MAX
from cafe.actions.presences import Personne
from cafe.actions.prochaine import Prochaine
from cafe.extensions import db
from cafe.libelles import libelle
from cafe.models import EtatPresence, GenreGroupe, Rang
from cafe.models.base import new_id
from cafe.models.demarche import organismes_of
from cafe.pilotage.formulaires import REQUIS, FormulaireDate, option
from cafe.presentation import majuscule


def structure_choices(demarche_id: str) -> list[Any]:
    """The structures of a démarche, after « none »."""
    rows = organismes_of(db.session(), demarche_id)
    return [option("", _("Aucune")), *(option(row.id, row.nom) for row in rows)]


class GroupeForm(FormulaireDate):
    """What is said of a group; ``ident`` is the page's own for one it makes."""

    ident = HiddenField(default=new_id)
    nom = StringField(_("Nom"), validators=[DataRequired(REQUIS), Length(max=200)])
    genre = SelectField(_("Instance"), validators=[DataRequired(REQUIS)])
    volet = StringField(_("Volet"), validators=[Length(max=200)])
    diffusion = StringField(_("Diffusion du compte rendu"), validators=[Length(max=400)])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.genre.choices = [option(g.value, majuscule(libelle(g))) for g in GenreGroupe]

    def fiche(self) -> FicheGroupe:
        """What was typed."""
        return FicheGroupe(
            nom=self.nom.data or "",
            genre=GenreGroupe(self.genre.data),
            volet=self.volet.data or "",
            diffusion=self.diffusion.data or "",
        )


class PersonneForm(FormulaireDate):
    """A professional, by name."""

    ident = HiddenField(default=new_id)
    nom = StringField(_("Nom"), validators=[DataRequired(REQUIS), Length(max=120)])
    fonction = StringField(_("Fonction"), validators=[Length(max=160)])
    organisme = SelectField(_("Structure"), default="")

    def __init__(self, demarche_id: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisme.choices = structure_choices(demarche_id)

    def personne(self) -> Personne:
        """What was typed."""
        return Personne(
            nom=self.nom.data or "",
            fonction=self.fonction.data or "",
            organisme_id=self.organisme.data or None,
        )


class SiegeForm(PersonneForm):
    """A person who sits in a group."""

    rang = RadioField(_("Siège"), default=Rang.TITULAIRE.value, validators=[DataRequired(REQUIS)])
    copilote = BooleanField(_("Copilote du groupe, pour sa structure"))

    def __init__(self, demarche_id: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(demarche_id, *args, **kwargs)
        self.rang.choices = [option(r.value, majuscule(libelle(r))) for r in Rang]

    def siege(self) -> Siege:
        """What was typed."""
        said = self.personne()
        return Siege(
            nom=said.nom,
            fonction=said.fonction,
            organisme_id=said.organisme_id,
            rang=Rang(self.rang.data),
            copilote=bool(self.copilote.data),
        )


class MarqueForm(FormulaireDate):
    """One tap: what is said of a member, and who sits instead when it is typed."""

    etat = SelectField(
        choices=[option(etat.value, etat.value) for etat in EtatPresence],
        validators=[DataRequired()],
    )
    represente_par = StringField(_("Par qui ?"))


class RangForm(FormulaireDate):
    """The place to which a line goes, counted from 1."""

    ordre = IntegerField(validators=[DataRequired()])

    def place(self) -> int:
        """Where to."""
        return self.ordre.data or 1


class PointForm(FormulaireDate):
    """A point of the ordre du jour."""

    ident = HiddenField(default=new_id)
    titre = StringField(_("Point"), validators=[DataRequired(REQUIS), Length(max=TITRE_POINT_MAX)])
    duree = IntegerField(_("Minutes"), validators=[Optional(), NumberRange(1, DUREE_MAX)])


class DocumentForm(FormulaireDate):
    """A document joined to the meeting."""

    ident = HiddenField(default=new_id)
    titre = StringField(_("Titre"), validators=[DataRequired(REQUIS), Length(max=200)])
    adresse = StringField(_("Adresse du document"), validators=[Length(max=500)])


class ProchaineForm(FormulaireDate):
    """When the next meeting is, as far as it is known."""

    prochaine_jour = DateField(_("Jour"), validators=[Optional()])
    prochaine_heure = TimeField(_("Heure"), validators=[Optional()])
    prochaine_lieu = StringField(_("Lieu"), validators=[Length(max=200)])
    prochaine_objet = TextAreaField(_("Objet"), validators=[Length(max=2000)])

    def prochaine(self) -> Prochaine:
        """What was typed."""
        return Prochaine(
            jour=self.prochaine_jour.data,
            heure=self.prochaine_heure.data,
            lieu=self.prochaine_lieu.data or "",
            objet=self.prochaine_objet.data or "",
        )
