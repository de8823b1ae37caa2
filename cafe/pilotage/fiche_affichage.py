"""What the page of a fiche shows: the form's sections in order, each field with its state.

Pure: from a ``ContenuFiche`` to frozen values that ``templates/pilotage/fiche/_corps.html``
draws without asking anything. No request, no database.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from cafe.models.fiche_completude import Completude, completeness_of
from cafe.models.fiche_contenu import ContenuFiche, EtatChamp, Json, is_blank, state_of
from cafe.models.fiche_formulaire import (
    CHAMPS,
    CHAMPS_PAR_CLE,
    CLES_OBLIGATOIRES,
    TITRES,
    Champ,
    Rubrique,
    fields_of,
)
from cafe.models.fiche_puces import Puce, puces

# Sections short enough in practice to stand side by side; neither the first nor the last.
COURTES = (Rubrique.PERIMETRE, Rubrique.PUBLICS)

_LIGNE_A_PUCE = re.compile(r"\s*(?:[-–*]\s+|[•▪]\s*)(?P<texte>\S.*)")


@dataclass(frozen=True, slots=True)
class Bloc:
    """A paragraph (its line breaks count), or a tree of bullets when there are any."""

    texte: str = ""
    puces: tuple[Puce, ...] = ()


@dataclass(frozen=True, slots=True)
class ChampAffiche:
    """One field as it is shown; ``blocs`` is empty unless it is filled.

    ``libelle_dit``: the text opens with the label (« Pilier n° 1 : … »), once is enough to see.
    """

    cle: str
    libelle: str
    etat: EtatChamp
    blocs: tuple[Bloc, ...] = ()
    libelle_dit: bool = False


@dataclass(frozen=True, slots=True)
class RubriqueAffichee:
    """A section under its heading; ``courte`` ones may stand side by side."""

    cle: str
    titre: str
    champs: tuple[ChampAffiche, ...]
    courte: bool


@dataclass(frozen=True, slots=True)
class PageFiche:
    """The whole page. ``complements`` is what was imported besides the form, for the screen."""

    numero: str
    intitule: str
    entete: tuple[ChampAffiche, ...]
    rubriques: tuple[RubriqueAffichee, ...]
    complements: tuple[ChampAffiche, ...]
    completude: Completude


def page_of(contenu: ContenuFiche) -> PageFiche:
    """Lay out a fiche in the order of its form."""
    sections = {rubrique: _shown(contenu, rubrique) for rubrique in Rubrique}
    return PageFiche(
        numero=contenu.numero,
        intitule=contenu.intitule,
        entete=sections[Rubrique.ENTETE],
        rubriques=tuple(
            RubriqueAffichee(rubrique, TITRES[rubrique], champs, rubrique in COURTES)
            for rubrique, champs in sections.items()
            if rubrique is not Rubrique.ENTETE
        ),
        complements=_complements(contenu),
        completude=completeness_of(contenu),
    )


def _shown(contenu: ContenuFiche, rubrique: Rubrique) -> tuple[ChampAffiche, ...]:
    remplacants = {champ.double_de: champ for champ in CHAMPS if champ.double_de is not None}
    affiches: list[ChampAffiche] = []
    for champ in fields_of(rubrique):
        if champ.cle in CLES_OBLIGATOIRES or champ.double_de is not None:
            continue
        etat = state_of(contenu, champ.cle)
        remplacant = remplacants.get(champ.cle)
        if etat is EtatChamp.REMPLI:
            affiches.append(_filled(contenu, champ, champ.libelle))
        elif remplacant is not None and state_of(contenu, remplacant.cle) is EtatChamp.REMPLI:
            affiches.append(_filled(contenu, remplacant, champ.libelle))
        elif not champ.facultatif and not _is_answered_elsewhere(contenu, champ, etat):
            affiches.append(ChampAffiche(champ.cle, champ.libelle, etat))
    return tuple(affiches)


def _is_answered_elsewhere(contenu: ContenuFiche, champ: Champ, etat: EtatChamp) -> bool:
    """A form with one undivided list of indicators did not leave the two kinds blank."""
    return (
        champ.cle in ("indicateurs_realisation", "indicateurs_resultat")
        and etat is EtatChamp.VIDE
        and state_of(contenu, "indicateurs_non_categorises") is EtatChamp.REMPLI
    )


def _complements(contenu: ContenuFiche) -> tuple[ChampAffiche, ...]:
    """Filled doubles that the form's own field already says, then keys outside the form."""
    doubles = [
        _filled(contenu, champ, champ.colonne)
        for champ in CHAMPS
        if champ.double_de is not None
        and state_of(contenu, champ.cle) is EtatChamp.REMPLI
        and state_of(contenu, champ.double_de) is EtatChamp.REMPLI
    ]
    autres = [
        ChampAffiche(cle, cle.replace("_", " "), EtatChamp.REMPLI, _blocks(valeur))
        for cle, valeur in contenu.champs.items()
        if cle not in CHAMPS_PAR_CLE and not is_blank(valeur)
    ]
    return (*doubles, *autres)


def _filled(contenu: ContenuFiche, champ: Champ, libelle: str) -> ChampAffiche:
    return ChampAffiche(
        champ.cle,
        libelle,
        EtatChamp.REMPLI,
        _blocks(contenu.champs[champ.cle]),
        libelle_dit=contenu.texte(champ.cle).casefold().startswith(libelle.casefold()),
    )


def _blocks(valeur: Json) -> tuple[Bloc, ...]:
    if isinstance(valeur, str):
        return _paragraphs(valeur)
    if isinstance(valeur, bool):
        return (Bloc("oui" if valeur else "non"),)
    if isinstance(valeur, list):
        return (Bloc(puces=puces(_entry(element) for element in valeur)),)
    return (Bloc(_entry(valeur)),)


def _entry(element: Json) -> str:
    if isinstance(element, str):
        return element
    if isinstance(element, dict) and element.keys() == {"numero", "libelle"}:
        numero, libelle = element["numero"], element["libelle"]
        return " : ".join(
            str(morceau)
            for morceau in (None if numero is None else f"n° {numero}", libelle)
            if not is_blank(morceau)
        )
    return json.dumps(element, ensure_ascii=False)


def _paragraphs(texte: str) -> tuple[Bloc, ...]:
    """Cut a prose into paragraphs and runs of bulleted lines; no word is lost, order is kept."""
    blocs: list[Bloc] = []
    lignes: list[str] = []
    suite: list[Puce] = []

    def close() -> None:
        if suite:
            blocs.append(Bloc(puces=tuple(suite)))
            suite.clear()
        if any(ligne.strip() for ligne in lignes):
            blocs.append(Bloc("\n".join(lignes).strip()))
        lignes.clear()

    for ligne in texte.splitlines():
        a_puce = _LIGNE_A_PUCE.fullmatch(ligne)
        if a_puce is not None:
            if lignes:
                close()
            suite.append(Puce(a_puce["texte"].strip()))
            continue
        if suite:
            close()
        lignes.append(ligne)
    close()
    return tuple(blocs)
