"""The forms of the page of rotation: badges by series, a plan of names, its repair."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from wtforms import (
    BooleanField,
    FieldList,
    Form,
    FormField,
    HiddenField,
    IntegerField,
    RadioField,
    StringField,
    TextAreaField,
)
from wtforms.validators import Length, NumberRange, Optional

from cafe.actions.badges import BADGES_MAX
from cafe.actions.personnes import PersonnePrevue
from cafe.extensions import db
from cafe.models import PlanRotation, Seance
from cafe.models.accueil import offered_qualites
from cafe.models.talon import last_talon
from cafe.pilotage.formulaires import Formulaire, FormulaireDate, option


class SerieForm(Form):
    """One series and how many badges to print of it now."""

    nom = StringField(_("Série"), validators=[Length(max=80)])
    nombre = IntegerField(_("À imprimer"), validators=[Optional(), NumberRange(0, BADGES_MAX)])


class BadgesForm(FormulaireDate):
    """How many badges of each series. ``recommencer``: leave those already printed.

    ``version``: the last number printed when the page was opened.
    """

    series = FieldList(FormField(SerieForm))
    recommencer = BooleanField(_("Recommencer : les badges déjà imprimés ne serviront plus"))
    remplacer = BooleanField(_("Remplacer le plan nominatif en vigueur par ces badges"))

    def wanted(self) -> list[tuple[str, int]]:
        """``(série, badges)``, in the order of the page."""
        return [
            (" ".join(row.nom.data.split()), row.nombre.data or 0)
            for row in self.series
            if row.nom.data and row.nom.data.strip()
        ]


def badges_form(seance: Seance, plan: PlanRotation | None) -> BadgesForm:
    """The form as it opens: the series of the plan, else the qualities of the séance."""
    names = [one["nom"] for one in plan.demande["series"]] if plan else []
    names = names or list(offered_qualites(db.session(), seance.id))
    rows = [{"nom": name, "nombre": None} for name in [*names, ""]]
    vu = last_talon(db.session(), seance.id)
    # Another form of the page may have been sent: none of its fields are of this one.
    return BadgesForm(formdata=None, data={"series": rows, "version": vu})


class PlanForm(Formulaire):
    """What a plan of names should look for."""

    but = RadioField(
        _("Ce que le plan cherche"),
        choices=[
            option("rencontres", _("Le plus de personnes rencontrées, avec quelques compagnons")),
            option("dispersion", _("Personne ne rencontre trois fois la même personne")),
        ],
        default="rencontres",
    )
    graine = IntegerField(_("Tirage"), default=1, validators=[Optional(), NumberRange(0, 9999)])


class NommesForm(Formulaire):
    """Badges for the people of the plan in force. ``plan``: the one that the page shows."""

    plan = HiddenField()
    noms = BooleanField(_("Écrire les noms sur les badges"), default=True)
    tous = BooleanField(_("Aussi les badges déjà imprimés, sans reçu : le premier reste bon"))


class ReparationForm(Formulaire):
    """Who came late, one a line, and how even tables must be. Who left comes beside.

    ``plan``: the plan in force when the page was opened. ``coches``: who was ticked on a page that
    was refused; None on one that opens.
    """

    coches: frozenset[str] | None = None

    plan = HiddenField()
    arrivees = TextAreaField(
        _("Personnes arrivées, une par ligne"), validators=[Length(max=20_000)]
    )
    ecart = IntegerField(
        _("Écart permis entre deux tables"),
        default=2,
        validators=[Optional(), NumberRange(1, 5)],
    )

    def arrives(self) -> tuple[PersonnePrevue, ...]:
        """« Nom ; structure ; collège », a line each."""
        people = []
        for line in (self.arrivees.data or "").splitlines():
            nom, structure, college = ([p.strip() for p in line.split(";")] + ["", ""])[:3]
            if nom:
                people.append(PersonnePrevue(nom[:120], structure[:200], college[:80]))
        return tuple(people)
