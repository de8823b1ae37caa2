"""The form of a démarche: its charter in residents' words, its next step, its own labels."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, DateField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional

from cafe.actions.demarches import FicheDemarche
from cafe.models import Demarche
from cafe.models.demarche import LIBELLES_PAR_DEFAUT
from cafe.pilotage.formulaires import FormulaireDate
from cafe.presentation import jour

_LONG = Length(max=4000)
_MOT = Length(max=60)


class DemarcheForm(FormulaireDate):
    """Everything said of a démarche; only its name is asked."""

    nom = StringField(
        _("Nom de la démarche"),
        validators=[DataRequired(_("Donnez un nom à la démarche.")), Length(max=200)],
    )
    territoire = StringField(_("Territoire"), validators=[Length(max=200)])
    presentation = TextAreaField(_("En quelques phrases"), validators=[_LONG])
    porteur = StringField(_("Qui demande ?"), validators=[Length(max=200)])
    non_negociable = TextAreaField(_("De quoi ne discute-t-on pas ?"), validators=[_LONG])
    negociable = TextAreaField(_("De quoi peut-on décider ?"), validators=[_LONG])
    decideur = TextAreaField(_("Qui décide ?"), validators=[_LONG])
    echeances = TextAreaField(_("Quand ?"), validators=[_LONG])
    moderation = TextAreaField(_("Qui relit les paroles ?"), validators=[_LONG])
    conservation = TextAreaField(
        _("Qu’est-ce qui est gardé, et jusqu’à quand ?"), validators=[_LONG]
    )
    contact_nom = StringField(_("Son nom ou sa fonction"), validators=[Length(max=120)])
    contact_telephone = StringField(_("Téléphone"), validators=[Length(max=40)])
    contact_courriel = StringField(_("Adresse électronique"), validators=[Length(max=200)])
    contact_horaires = StringField(_("Jours et heures"), validators=[Length(max=200)])
    quartiers_dits = TextAreaField(_("Les quartiers, un par ligne"), validators=[_LONG])
    prochaine_etape = StringField(_("Prochaine étape"), validators=[Length(max=300)])
    prochaine_date = DateField(_("Sa date"), validators=[Optional()])
    publique = BooleanField(_("Montrer cette démarche sur une page publique"))
    mot_fiche = StringField(_("Une « fiche opérationnelle »"), validators=[_MOT])
    mot_fiches = StringField(_("Des « fiches opérationnelles »"), validators=[_MOT])
    mot_enjeu = StringField(_("Un « enjeu »"), validators=[_MOT])
    mot_objectif = StringField(_("Un « objectif »"), validators=[_MOT])
    mot_pilier = StringField(_("Un « pilier »"), validators=[_MOT])

    def fiche(self) -> FicheDemarche:
        """What was typed, as the actions take it."""
        said = {name: str(self[name].data or "") for name in _TEXTES}
        return FicheDemarche(
            **said,
            quartiers=tuple(str(self.quartiers_dits.data or "").splitlines()),
            prochaine_date=self.prochaine_date.data,
            publique=bool(self.publique.data),
            libelles={cle: str(self[f"mot_{cle}"].data or "") for cle in LIBELLES_PAR_DEFAUT},
        )


_TEXTES = (
    "nom",
    "territoire",
    "presentation",
    "negociable",
    "decideur",
    "echeances",
    "moderation",
    "porteur",
    "non_negociable",
    "conservation",
    "contact_nom",
    "contact_telephone",
    "contact_courriel",
    "contact_horaires",
    "prochaine_etape",
)


def form_of(demarche: Demarche) -> DemarcheForm:
    """The form opened on a démarche, or what came back of it."""
    words = {f"mot_{cle}": demarche.libelles.get(cle, "") for cle in LIBELLES_PAR_DEFAUT}
    words["quartiers_dits"] = "\n".join(demarche.quartiers)
    return DemarcheForm(obj=demarche, data=words)


def differences(form: DemarcheForm, demarche: Demarche) -> list[tuple[object, object, object]]:
    """``(label, saved, typed)`` of every field."""
    said = form.fiche()
    pairs: list[tuple[object, object, object]] = [
        (form[name].label.text, getattr(demarche, name), getattr(said, name)) for name in _TEXTES
    ]
    pairs.append(
        (form.prochaine_date.label.text, jour(demarche.prochaine_date), jour(said.prochaine_date))
    )
    pairs.append(
        (
            form.quartiers_dits.label.text,
            ", ".join(demarche.quartiers),
            ", ".join(q.strip() for q in said.quartiers if q.strip()),
        )
    )
    pairs.append((form.publique.label.text, _yes(demarche.publique), _yes(said.publique)))
    for cle in LIBELLES_PAR_DEFAUT:
        label = form[f"mot_{cle}"].label.text
        pairs.append((label, demarche.libelles.get(cle, ""), said.libelles[cle]))
    return pairs


def _yes(value: bool) -> object:
    return _("oui") if value else _("non")
