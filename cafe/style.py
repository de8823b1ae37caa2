"""The style page: every component of the house on one page, and mock-ups of the main screens.

Registered in development only. What lives here: the two routes and the form they show.
What must not: real data, rights, anything a room would import.
"""

from flask import Blueprint, abort, render_template
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # not in its stubs
from wtforms.validators import DataRequired, Length, Optional

from cafe.models import EtatEngagement, EtatPreconisation, Statut
from cafe.models.question import CATEGORIES, CATEGORIES_HABITANTS

MAQUETTES = (
    "contribuer",
    "suivi",
    "tableau",
    "accueil",
    "ecran",
    "message",
    "masque",
    "demarche",
    "fiche",
)

style = Blueprint("style", __name__, url_prefix="/style")


class FormulaireExemple(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """One field of each kind; never saved."""

    categorie = RadioField(
        "Qu’avez-vous à dire ?",
        choices=[SelectChoice(cle, CATEGORIES[cle].libelle) for cle in CATEGORIES_HABITANTS],
        default="mon_idee",
        validators=[DataRequired()],
    )
    texte = TextAreaField("Votre parole", validators=[DataRequired(), Length(max=500)])
    nom = StringField("Nom de la structure", validators=[DataRequired("Indiquez un nom.")])
    quartier = SelectField(
        "Quartier",
        choices=[SelectChoice("tanneurs", "Les Tanneurs"), SelectChoice("port", "Le Port-Vieux")],
        validators=[Optional()],
    )
    photo = FileField("Une photo", validators=[Optional()])
    lu = BooleanField("J’ai lu la règle du jeu", validators=[DataRequired()])


@style.get("/")
def composants() -> str:
    """Every component, with one field refused so that errors are seen too."""
    form = FormulaireExemple(
        MultiDict({"categorie": "mon_idee", "texte": "Un banc à l’ombre.", "lu": "1"}),
        meta={"csrf": False},
    )
    form.validate()
    return render_template(
        "style/index.html",
        form=form,
        maquettes=MAQUETTES,
        pictogrammes={c.cle: c.icone for c in CATEGORIES.values()},
        etats=[*Statut, *EtatPreconisation, *EtatEngagement],
    )


@style.get("/<maquette>")
def maquette(maquette: str) -> str:
    """One mock-up among MAQUETTES; 404 for any other name."""
    if maquette not in MAQUETTES:
        abort(404)
    return render_template(f"style/{maquette}.html")
