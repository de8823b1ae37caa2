"""The models of a démarche as its pages show them: the forms of the fold, a séance made of one."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import lazy_gettext as _
from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length

from cafe.actions.contenu_deroule import ContenuDeroule
from cafe.actions.deroule import EtapePrevue
from cafe.actions.modeles_deroule import DESCRIPTION_MAX
from cafe.extensions import db
from cafe.models import Droit, ModeleDeroule, Phase, Seance
from cafe.models.modele_deroule import TITRE_MODELE_MAX, modeles_of
from cafe.pilotage.formulaires import REQUIS, Formulaire, FormulaireDate, option
from cafe.pilotage.seance_listes import Champs, Ligne, proposed_fields, with_lines


class NomForm(Formulaire):
    """What a model is called, and when to choose it."""

    titre = StringField(
        _("Titre du modèle"),
        validators=[DataRequired(_("Donnez un titre au modèle.")), Length(max=TITRE_MODELE_MAX)],
    )
    description = TextAreaField(_("Quand le choisir"), validators=[Length(max=DESCRIPTION_MAX)])


class ReprendreForm(FormulaireDate):
    """Which model replaces the script."""

    # Not checked here: the action tells what became of one that is offered no more.
    modele = SelectField(_("Modèle"), validators=[InputRequired(REQUIS)], validate_choice=False)


@dataclass(frozen=True)
class PliModeles:
    """The fold: what may be kept, renamed; taken again, while the séance is in preparation."""

    gardes: list[tuple[ModeleDeroule, NomForm]]
    garder: NomForm
    reprendre: ReprendreForm | None

    @property
    def ouvert(self) -> bool:
        """Whether something was refused in it, and is to be read there."""
        forms = [self.garder, self.reprendre, *(form for _row, form in self.gardes)]
        return any(form is not None and form.errors for form in forms)


def fold_of(seance: Seance) -> PliModeles:
    """The forms for a séance. Each takes what was sent to it, told apart by its prefix."""
    rows = modeles_of(db.session(), seance.demarche_id)
    reprendre = None
    if seance.phase is Phase.PREPARATION:
        reprendre = ReprendreForm(prefix="reprise")
        reprendre.modele.choices = [option(row.id, row.titre) for row in rows]
        if not reprendre.is_submitted():
            reprendre.version.data = str(seance.version)
    return PliModeles(
        gardes=[(row, NomForm(prefix=row.id, obj=row)) for row in rows],
        garder=NomForm(prefix="modele"),
        reprendre=reprendre,
    )


def fields_of(contenu: ContenuDeroule, redacteur: str) -> Champs:
    """The fields of a séance not yet made, with a kept script in place of the proposed one."""
    champs = proposed_fields(contenu.format, redacteur)
    champs["tables"] = str(contenu.tables)
    return with_lines(champs, "etapes", [_line(etape) for etape in contenu.etapes])


def _line(etape: EtapePrevue) -> Ligne:
    line: Ligne = {
        "titre": [etape.titre],
        "minutes": [str(etape.duree_minutes or "")],
        "nature": [etape.nature.value],
        "tour": [str(etape.tour or "")],
        "ecran": [etape.ecran.value],
        "consigne": [etape.consigne],
        "ident": [""],
    }
    ticked = {"ecrire": Droit.CONTRIBUER, "voter": Droit.VOTER}
    return line | {name: ["y"] for name, droit in ticked.items() if droit in etape.droits}
