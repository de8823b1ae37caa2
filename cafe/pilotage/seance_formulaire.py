"""The one form of a séance: what, where and when, its questions, its script, its tables.

Questions and étapes are lists that grow without script: see ``seance_listes``.
"""

from __future__ import annotations

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import (
    BooleanField,
    DateField,
    FieldList,
    Form,
    FormField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from cafe.actions.deroule import CONSIGNE_MAX, MAX_TABLES
from cafe.actions.programme import TOURS_MAX
from cafe.actions.seances import EtapePrevue, FicheSeance, Prochaine, QuestionPrevue
from cafe.extensions import db
from cafe.libelles import libelle
from cafe.models import Droit, Format, Moderation, NatureEtape, VueEcran
from cafe.models.etape import VUES_DES_ETAPES
from cafe.models.groupe import groupes_of
from cafe.models.question import CATEGORIES, MAX_CATEGORIES_HABITANTS
from cafe.pilotage.formulaires import FormulaireDate, option
from cafe.pilotage.seance_modeles import MODELES


class QuestionForm(Form):
    """One question; ``ident`` names one that exists, ``origine`` the one it gives account of."""

    ident = HiddenField()
    origine = HiddenField()
    texte = TextAreaField(
        _("Question"),
        validators=[DataRequired(_("Écrivez la question, ou retirez-la.")), Length(max=500)],
    )
    theme = StringField(_("Titre court, pour les onglets du tableau"), validators=[Length(max=120)])
    categories = SelectMultipleField(
        _("Ce qu’on peut répondre"),
        choices=[option(c.cle, c.libelle) for c in CATEGORIES.values()],
    )


class EtapeForm(Form):
    """One step of the script; ``ident`` names one that exists."""

    ident = HiddenField()
    titre = StringField(
        _("Étape"),
        validators=[DataRequired(_("Donnez un titre à l’étape, ou retirez-la.")), Length(max=120)],
    )
    minutes = IntegerField(_("Minutes"), validators=[Optional(), NumberRange(1, 600)])
    ecrire = BooleanField(_("Les téléphones écrivent"))
    voter = BooleanField(_("Les téléphones votent"))
    nature = SelectField(
        _("Ce qu’on y fait"),
        choices=[option(n.value, libelle(n).capitalize()) for n in NatureEtape],
        default=NatureEtape.LIBRE.value,
    )
    tour = IntegerField(_("Tour n°"), validators=[Optional(), NumberRange(1, TOURS_MAX)])
    ecran = SelectField(
        _("L’écran montre"),
        choices=[option(v.value, libelle(v).capitalize()) for v in VUES_DES_ETAPES],
        default=VueEcran.AUTO.value,
    )
    consigne = TextAreaField(_("Consigne"), validators=[Length(max=CONSIGNE_MAX)])


def group_choices(demarche_id: str) -> list[Any]:
    """The groups of a démarche, after « none »; a closed one says so."""
    rows = groupes_of(db.session(), demarche_id)
    named = [
        (row.id, f"{row.nom} ({gettext('fermé')})" if row.ferme_le else row.nom) for row in rows
    ]
    return [option("", _("Aucun")), *(option(id_, nom) for id_, nom in named)]


class SeanceForm(FormulaireDate):
    """Everything that is prepared; its lists come back in the order in which they are shown."""

    titre = StringField(
        _("Titre"),
        validators=[DataRequired(_("Donnez un titre à la rencontre.")), Length(max=200)],
    )
    format = SelectField(_("Format"), validators=[InputRequired()])
    jour = DateField(_("Jour"), validators=[Optional()])
    jour_fin = DateField(_("Dernier jour"), validators=[Optional()])
    heure_debut = TimeField(_("Début"), validators=[Optional()])
    heure_fin = TimeField(_("Fin"), validators=[Optional()])
    lieu = StringField(_("Lieu"), validators=[Length(max=200)])
    objet = TextAreaField(_("Ce dont on va parler"), validators=[Length(max=2000)])
    questions = FieldList(FormField(QuestionForm), label=_("Questions"))
    etapes = FieldList(FormField(EtapeForm), label=_("Déroulé"))
    tables = IntegerField(
        _("Nombre de tables"), default=0, validators=[Optional(), NumberRange(0, MAX_TABLES)]
    )
    groupe = SelectField(_("Réunion du groupe"), default="")
    prochaine_jour = DateField(_("Jour"), validators=[Optional()])
    prochaine_heure = TimeField(_("Heure"), validators=[Optional()])
    prochaine_lieu = StringField(_("Lieu"), validators=[Length(max=200)])
    prochaine_objet = TextAreaField(_("Objet"), validators=[Length(max=2000)])
    redacteur = StringField(_("Qui rédige le compte rendu"), validators=[Length(max=120)])
    moderation = RadioField(
        _("Les paroles sont relues"),
        default=Moderation.A_POSTERIORI.value,
        validators=[InputRequired()],
    )

    def __init__(self, demarche_id: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.groupe.choices = group_choices(demarche_id)
        self.format.choices = [option(f.value, libelle(f).capitalize()) for f in MODELES]
        if self.format.data == Format.COLLECTE.value:
            self.jour.label.text = _("Premier jour")
            self.heure_debut.label.text = _("Ouvre à")
            self.heure_fin.label.text = _("Ferme à")
        self.moderation.choices = [
            option(Moderation.A_POSTERIORI.value, _("juste après leur affichage")),
            option(Moderation.A_PRIORI.value, _("avant d’être affichées")),
        ]

    def validate(self, extra_validators: Any = None) -> bool:
        """Shape only, plus the one rule that is better said beside its question."""
        valid = bool(super().validate(extra_validators))
        if self.format.data == Format.GROUPE_DE_TRAVAIL.value:
            return valid
        said = gettext(
            "Gardez %(n)s réponses au plus : au-delà, on hésite.", n=MAX_CATEGORIES_HABITANTS
        )
        for row in self.questions:
            if len(row.categories.data or ()) > MAX_CATEGORIES_HABITANTS:
                row.categories.errors = [said]
                # The list has gathered the errors of its lines already.
                self.questions.errors = [*self.questions.errors, row.errors]
                valid = False
        return valid

    def fiche(self) -> FicheSeance:
        """What is said of the séance."""
        return FicheSeance(
            titre=self.titre.data or "",
            format=Format(self.format.data),
            jour=self.jour.data,
            jour_fin=self.jour_fin.data,
            heure_debut=self.heure_debut.data,
            heure_fin=self.heure_fin.data,
            lieu=self.lieu.data or "",
            objet=self.objet.data or "",
            redacteur=self.redacteur.data or "",
            moderation=Moderation(self.moderation.data),
            groupe_id=self.groupe.data or None,
            prochaine=Prochaine(
                jour=self.prochaine_jour.data,
                heure=self.prochaine_heure.data,
                lieu=self.prochaine_lieu.data or "",
                objet=self.prochaine_objet.data or "",
            ),
        )

    def questions_prevues(self) -> tuple[QuestionPrevue, ...]:
        """The questions, in order."""
        return tuple(
            QuestionPrevue(
                texte=row.texte.data or "",
                theme=row.theme.data or "",
                categories=tuple(row.categories.data or ()),
                id=row.ident.data or None,
                origine=row.origine.data or None,
            )
            for row in self.questions
        )

    def etapes_prevues(self) -> tuple[EtapePrevue, ...]:
        """The script, in order. Phones may always read."""
        return tuple(
            EtapePrevue(
                titre=row.titre.data or "",
                droits=(
                    Droit.LIRE,
                    *([Droit.CONTRIBUER] if row.ecrire.data else []),
                    *([Droit.VOTER] if row.voter.data else []),
                ),
                duree_minutes=row.minutes.data,
                id=row.ident.data or None,
                nature=NatureEtape(row.nature.data),
                tour=row.tour.data,
                ecran=VueEcran(row.ecran.data),
                consigne=row.consigne.data or "",
            )
            for row in self.etapes
        )
