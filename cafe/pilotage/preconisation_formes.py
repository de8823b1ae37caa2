"""The forms around a préconisation, and the choices they offer. No view lives here."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session
from wtforms import DateField, HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional

from cafe.actions.champs import TEXTE_MAX, TITRE_MAX
from cafe.actions.preconisations import Redaction
from cafe.libelles import libelle
from cafe.models import (
    EtatPreconisation,
    NatureLien,
    Preconisation,
    Question,
    Regroupement,
    Seance,
)
from cafe.models.demarche import current_plan, organismes_of
from cafe.models.preconisation import ETATS_DECIDES
from cafe.models.seance import held_in
from cafe.pilotage.fiches import group_fiches
from cafe.pilotage.formulaires import REQUIS, FormulaireDate, option, selon_le_choix
from cafe.presentation import majuscule


class RedactionForm(FormulaireDate):
    """What is written of a préconisation."""

    preconisation_id = HiddenField()
    intitule = TextAreaField(
        _("Intitulé"), validators=[DataRequired(REQUIS), Length(max=TITRE_MAX)]
    )
    volet = StringField(_("Volet"), validators=[Length(max=120)])
    constat = TextAreaField(_("Constat"), validators=[Length(max=TEXTE_MAX)])
    destinataire = StringField(_("Destinataire"), validators=[Length(max=200)])
    echeance = StringField(_("Échéance souhaitée"), validators=[Length(max=120)])

    def redaction(self) -> Redaction:
        """What was typed."""
        return Redaction(
            intitule=" ".join((self.intitule.data or "").split()),
            volet=self.volet.data or "",
            constat=self.constat.data or "",
            destinataire=self.destinataire.data or "",
            echeance=self.echeance.data or "",
        )


class SourceForm(FormulaireDate):
    """One more regroupement that the préconisation rests on."""

    regroupement = SelectField(_("Regroupement"), validators=[DataRequired(REQUIS)])


class LienForm(FormulaireDate):
    """On which fiche the préconisation bears, how and why."""

    fiche = SelectField(_("Fiche"), validators=[DataRequired(_("Choisissez la fiche."))])
    nature = RadioField(
        _("Elle"),
        validators=[DataRequired(REQUIS)],
        default=NatureLien.COMPLETE.value,
    )
    motif = TextAreaField(_("Pourquoi"), validators=[DataRequired(REQUIS), Length(max=TEXTE_MAX)])


class MotifForm(FormulaireDate):
    """A reason, to undo something."""

    motif = StringField(_("Pourquoi"), validators=[DataRequired(REQUIS), Length(max=TEXTE_MAX)])


class DecisionForm(FormulaireDate):
    """What an instance decided."""

    etat = RadioField(_("Décision"), validators=[DataRequired(_("Choisissez la décision prise."))])
    instance = StringField(_("Instance"), validators=[DataRequired(REQUIS), Length(max=200)])
    jour = DateField(_("Jour de la décision"), validators=[DataRequired(_("Indiquez le jour."))])
    motif = TextAreaField(_("Motif"), validators=[DataRequired(REQUIS), Length(max=TEXTE_MAX)])
    jusqu_au = DateField(_("À l’étude jusqu’au"), **selon_le_choix(Optional()))
    organisme = SelectField(_("Transmise à"), **selon_le_choix(Optional()))


class ReponseForm(FormulaireDate):
    """The answer that residents read."""

    texte = TextAreaField(
        _("Réponse aux habitants"), validators=[DataRequired(REQUIS), Length(max=TEXTE_MAX)]
    )
    signataire = StringField(_("Signée par"), validators=[Length(max=200)])


def source_form(session: Session, row: Preconisation, **donnees: Any) -> SourceForm:
    """The form with the open regroupements of the démarche that are not sources yet."""
    form = SourceForm(prefix="source", **donnees)
    taken = {source.regroupement_id for source in row.sources if source.fin_le is None}
    form.regroupement.choices = regroupement_choices(session, row.demarche_id, taken)
    return form


def lien_form(session: Session, row: Preconisation, cherche: str = "", **donnees: Any) -> LienForm:
    """The form with the fiches of the plan in force, those that match what is searched."""
    form = LienForm(prefix="lien", **donnees)
    form.fiche.choices = fiche_choices(session, row.demarche_id, cherche)
    form.nature.choices = [option(n.value, majuscule(libelle(n))) for n in NatureLien]
    return form


def decision_form(session: Session, row: Preconisation, **donnees: Any) -> DecisionForm:
    """The form with the decisions in their order and the structures of the démarche."""
    form = DecisionForm(prefix="decision", **donnees)
    form.etat.choices = [
        option(etat.value, majuscule(libelle(etat)))
        for etat in EtatPreconisation
        if etat in ETATS_DECIDES
    ]
    form.organisme.choices = organisme_choices(session, row.demarche_id)
    return form


def organisme_choices(session: Session, demarche_id: str) -> list[Any]:
    """The structures of the démarche, after a blank line."""
    rows = organismes_of(session, demarche_id)
    return [option("", gettext("(choisir)")), *(option(row.id, row.nom) for row in rows)]


def fiche_choices(session: Session, demarche_id: str, cherche: str = "") -> list[Any]:
    """The fiches of the plan in force, by enjeu, those that match what is searched."""
    plan = current_plan(session, demarche_id)
    blank = option("", gettext("(choisir)"))
    if plan is None:
        return [blank]
    return [
        blank,
        *(
            option(fiche.id, f"{fiche.numero} {fiche.intitule}", groupe.titre or "–")
            for groupe in group_fiches(session, plan.id, cherche)
            for fiche in groupe.fiches
        ),
    ]


def regroupement_choices(
    session: Session, demarche_id: str, but: Iterable[str | None] = ()
) -> list[Any]:
    """The open regroupements of the démarche, by séance and question, without those in ``but``."""
    taken = set(but)
    rows = session.execute(
        select(Regroupement.id, Regroupement.titre, Question.texte, Seance.titre)
        .join(Question, Question.id == Regroupement.question_id)
        .join(Seance, Seance.id == Regroupement.seance_id)
        .where(held_in(demarche_id), Regroupement.ferme_le.is_(None))
        .order_by(Seance.jour.desc().nulls_last(), Seance.id, Question.ordre, Regroupement.ordre)
    )
    return [
        option("", gettext("(choisir)")),
        *(
            option(id_, titre, f"{seance} · {question}")
            for id_, titre, question, seance in rows
            if id_ not in taken
        ),
    ]
