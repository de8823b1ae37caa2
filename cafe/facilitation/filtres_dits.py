"""A board's filter in words, and what its page offers to choose among."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from flask_babel import gettext as _

from cafe.documents.francais import nom_de_langue
from cafe.facilitation.filtres import Filtre
from cafe.models import Tour
from cafe.models.question import CATEGORIES


@dataclass(frozen=True)
class Choix:
    """One thing that a filter may ask for: its value in an address, its name."""

    valeur: str
    nom: str


def filter_words(filtre: Filtre, tours: Sequence[Tour]) -> tuple[str, ...]:
    """What a filter keeps, one sentence part for each thing that it asks for."""
    tour = next((t.numero for t in tours if t.id == filtre.tour), None)
    said = (
        _("à regrouper seulement") if filtre.reste else "",
        category_words(filtre.categorie) if filtre.categorie else "",
        _("table %(numero)s", numero=filtre.table) if filtre.table is not None else "",
        _("tour %(numero)s", numero=tour) if tour is not None else "",
        language_words(filtre.langue) if filtre.langue else "",
        _("« %(mots)s »", mots=filtre.cherche) if filtre.cherche else "",
    )
    return tuple(part for part in said if part)


def walk_words(filtre: Filtre, tours: Sequence[Tour]) -> tuple[str, ...]:
    """The same where words to group are walked: the stars, which nothing else shows, are said."""
    starred = (str(_("mises en avant par leur table")),) if filtre.etoiles else ()
    return starred + filter_words(replace(filtre, reste=False), tours)


def category_words(cle: str) -> str:
    """The label of a category on screen."""
    return CATEGORIES[cle].libelle if cle in CATEGORIES else cle


def language_words(langue: str) -> str:
    """« en arabe »."""
    return str(_("en %(langue)s", langue=nom_de_langue(langue) or langue))


def few_people(minimum: int) -> str:
    """Why a filter by language is refused."""
    refused = _(
        "Moins de %(minimum)s personnes ont écrit dans cette langue parmi ces paroles : "
        "ce filtre les désignerait, il n’est pas appliqué.",
        minimum=minimum,
    )
    return str(refused)
