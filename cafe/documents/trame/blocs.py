"""The pieces an outline is made of: headings, paragraphs, lists, tables, pictures.

Texts are as typed, line ends included: each writer cleans and escapes them itself (`ecrit`).
Nothing here is bound to a format, and nothing is measured.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

from cafe.documents.reunion.contenu import Logo


class Ton(StrEnum):
    """How some words stand out inside a paragraph."""

    NORMAL = "normal"
    FORT = "fort"
    DISCRET = "discret"
    ETIQUETTE = "etiquette"


class Allure(StrEnum):
    """What a paragraph is."""

    TEXTE = "texte"
    SURTITRE = "surtitre"
    SOUS_TITRE = "sous-titre"
    RENSEIGNEMENT = "renseignement"
    CITATION = "citation"
    NOTE = "note"
    # Says what comes under it, and stays with it.
    ANNONCE = "annonce"
    CELLULE = "cellule"


@dataclass(frozen=True, slots=True)
class Morceau:
    """Some words of one paragraph."""

    texte: str
    ton: Ton = Ton.NORMAL


@dataclass(frozen=True, slots=True)
class Paragraphe:
    """A paragraph; a line end inside it stays one. `ancre` names it for links and comments."""

    morceaux: tuple[Morceau, ...]
    allure: Allure = Allure.TEXTE
    ancre: str = ""


@dataclass(frozen=True, slots=True)
class Titre:
    """A heading: 0 is the title of the document. `nouvelle_page` opens a page with it."""

    texte: str
    niveau: Literal[0, 1, 2, 3]
    ancre: str = ""
    nouvelle_page: bool = False


@dataclass(frozen=True, slots=True)
class Liste:
    """A list, numbered from 1 or with bullets."""

    elements: tuple[tuple[Morceau, ...], ...]
    numerotee: bool = False


@dataclass(frozen=True, slots=True)
class Colonne:
    """The head of a column and its part of the width, in hundredths."""

    titre: str
    part: int


Cellule = tuple[Paragraphe, ...]


@dataclass(frozen=True, slots=True)
class Tableau:
    """A table with a head row, which comes back on each page.

    `resume` says in words what it holds, for those who hear it. Each row has one cell per column.
    """

    resume: str
    colonnes: tuple[Colonne, ...]
    rangs: tuple[tuple[Cellule, ...], ...]

    def __post_init__(self) -> None:
        if any(len(rang) != len(self.colonnes) for rang in self.rangs):
            raise ValueError("each row of a table has one cell per column")


@dataclass(frozen=True, slots=True)
class Images:
    """Logos side by side, each with its words."""

    logos: tuple[Logo, ...]


Bloc = Titre | Paragraphe | Liste | Tableau | Images


@dataclass(frozen=True, slots=True, kw_only=True)
class Trame:
    """A whole document. `rappel` heads the pages after the first, `pied` is at the foot of all."""

    titre: str
    sujet: str
    auteur: str
    edite_le: date
    rappel: str
    pied: str
    blocs: tuple[Bloc, ...]


def paragraphe(
    *textes: str | Morceau, allure: Allure = Allure.TEXTE, ancre: str = ""
) -> Paragraphe:
    """A paragraph of plain words and of words that stand out."""
    return Paragraphe(tuple(map(_morceau, textes)), allure, ancre)


def renseignement(nom: str, valeur: str) -> Paragraphe:
    """« Lieu : salle du conseil »."""
    return paragraphe(fort(f"{nom}\u00a0:"), f" {valeur}", allure=Allure.RENSEIGNEMENT)


def cellule(*textes: str | Morceau) -> Cellule:
    """A cell of one paragraph."""
    return (paragraphe(*textes, allure=Allure.CELLULE),)


def fort(texte: str) -> Morceau:
    """Words that carry weight."""
    return Morceau(texte, Ton.FORT)


def discret(texte: str) -> Morceau:
    """Words said beside."""
    return Morceau(texte, Ton.DISCRET)


def etiquette(texte: str) -> Morceau:
    """A label before someone's words."""
    return Morceau(texte, Ton.ETIQUETTE)


def _morceau(texte: str | Morceau) -> Morceau:
    return Morceau(texte) if isinstance(texte, str) else texte
