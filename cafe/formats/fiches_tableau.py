"""Fiches as a table, CSV or XLSX: one fiche per row, one field per column.

A column that is absent was not imported, an empty cell is blank in the source. Keys outside the
form do not fit in a table: only JSON keeps them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from itertools import islice

from cafe.formats import tableau_csv, tableau_xlsx
from cafe.formats.cellules import NON_IMPORTE, decode_value, disarm, encode_value, rearm
from cafe.formats.colonnes import key_of, match_columns, warn_of_numbers
from cafe.formats.controle import FicheLue
from cafe.formats.encodage import decode
from cafe.formats.lecture import Code, Journal, LectureImpossible
from cafe.formats.tableau import Cellule, Nature, Rang
from cafe.models.fiche_contenu import ContenuFiche, Json
from cafe.models.fiche_formulaire import CHAMPS, CHAMPS_PAR_CLE, CLES_OBLIGATOIRES, Champ, TypeChamp

_LIGNES_DE_TITRE = 20
_LARGEURS = {TypeChamp.TEXTE_LONG: 60, TypeChamp.LISTE: 50, TypeChamp.LISTE_ENJEUX: 40,
             TypeChamp.ANNEE: 10}  # fmt: skip

Choix = Mapping[str, str | None] | None


def read_csv(
    data: bytes, encodage: str, choix: Choix, journal: Journal
) -> tuple[list[FicheLue], dict[str, str | None]]:
    """Read the fiches of a CSV file and what each of its columns was read as."""
    texte, annonce = tableau_csv.without_hint(decode(data, encodage, journal))
    separateur = annonce or _best_separator(texte, choix)
    rangs = tuple(tableau_csv.read_rows(texte, separateur))
    return _fiches(rangs, choix, journal, typees=False)


def read_xlsx(
    data: bytes, choix: Choix, journal: Journal
) -> tuple[list[FicheLue], dict[str, str | None]]:
    """Read the fiches of an XLSX workbook and what each of its columns was read as."""
    rangs = tableau_xlsx.read_rows(
        data, journal, lambda rang: _keys(rang, choix).issuperset(CLES_OBLIGATOIRES)
    )
    return _fiches(rangs, choix, journal, typees=True)


def write_fiches_csv(fiches: Iterable[ContenuFiche]) -> bytes:
    """Write the French CSV: UTF-8 with its mark, « ; », CRLF, no cell that a spreadsheet runs."""
    contenus = list(fiches)
    champs = _columns(contenus)
    rangs = [[champ.colonne for champ in champs]]
    for contenu in contenus:
        rangs.append([_text(contenu, champ, formules=True) for champ in champs])
    return tableau_csv.write_rows(rangs)


def write_fiches_xlsx(fiches: Iterable[ContenuFiche]) -> bytes:
    """Write an XLSX workbook; raises ``ValueError`` when a field does not fit in a cell."""
    contenus = list(fiches)
    champs = _columns(contenus)
    titres = [(champ.colonne, _LARGEURS.get(champ.type, 24)) for champ in champs]
    rangs: list[list[str | int]] = []
    for contenu in contenus:
        rang: list[str | int] = []
        for champ in champs:
            annee = contenu.champs.get(champ.cle)
            if champ.type is TypeChamp.ANNEE and isinstance(annee, int):
                rang.append(annee)
            else:
                rang.append(_text(contenu, champ, formules=False))
        rangs.append(rang)
    return tableau_xlsx.write_rows(titres, rangs)


def _columns(contenus: list[ContenuFiche]) -> tuple[Champ, ...]:
    """The columns to write: a field that no fiche has was not imported, and gets none."""
    presentes = {cle for contenu in contenus for cle in contenu.champs}
    return tuple(
        champ for champ in CHAMPS if champ.cle in presentes or champ.cle in CLES_OBLIGATOIRES
    )


def _text(contenu: ContenuFiche, champ: Champ, *, formules: bool) -> str:
    if champ.cle not in contenu.champs:
        return NON_IMPORTE
    return disarm(encode_value(champ, contenu.champs[champ.cle]), formules=formules)


def _best_separator(texte: str, choix: Choix) -> str:
    """The separator with which the titles are best known, then the one that cuts most."""

    def measure(separateur: str) -> tuple[int, int]:
        connues = largeur = 0
        # A quotation mark out of place is told when the rows are read for good.
        with suppress(LectureImpossible):
            for rang in islice(tableau_csv.read_rows(texte, separateur), _LIGNES_DE_TITRE):
                connues = max(connues, len(_keys(rang, choix)))
                largeur = max(largeur, len(rang.cellules))
        return connues, largeur

    return max(tableau_csv.SEPARATEURS, key=measure)


def _keys(rang: Rang, choix: Choix) -> set[str | None]:
    """The fields that the cells of a row would be the titles of."""
    titres = (cellule.texte for cellule in rang.cellules if not cellule.vide)
    return {key_of(titre, choix) for titre in titres} - {None}


def _fiches(
    rangs: tuple[Rang, ...], choix: Choix, journal: Journal, *, typees: bool
) -> tuple[list[FicheLue], dict[str, str | None]]:
    """``typees``: the cells have a type of their own (XLSX), no apostrophe stands for one."""
    debut = [rang for rang in rangs[:_LIGNES_DE_TITRE] if not rang.vide]
    if not debut:
        raise LectureImpossible(Code.FICHIER_VIDE, "Le fichier est vide : aucune ligne à lire.")
    tete = max(debut, key=lambda rang: len(_keys(rang, choix)))
    titres = [" ".join(cellule.texte.split()) for cellule in tete.cellules]
    deja_fautif = len(journal.erreurs)
    cles = match_columns(titres, choix, tete.ligne, journal)
    correspondance = {titre: cle for titre, cle in zip(titres, cles, strict=True) if titre}
    if len(journal.erreurs) > deja_fautif:
        return [], correspondance
    lignes = [rang for rang in rangs if rang.ligne > tete.ligne and not rang.vide]
    fiches = [_fiche(rang, titres, cles, journal, typees=typees) for rang in lignes]
    _warn_of_numbers(lignes, cles, titres, journal)
    return fiches, correspondance


def _fiche(
    rang: Rang, titres: list[str], cles: list[str | None], journal: Journal, *, typees: bool
) -> FicheLue:
    champs: dict[str, Json] = {}
    noms: dict[str, str] = {}
    cellules = rang.cellules + (Cellule(""),) * (len(cles) - len(rang.cellules))
    for titre, cle, cellule in zip(titres, cles, cellules, strict=False):
        if cle is None:
            continue
        noms[cle] = titre
        faute = _unreadable(cle, cellule)
        if faute is not None:
            journal.error(*faute, ligne=rang.ligne, colonne=titre)
        if cellule.texte != NON_IMPORTE or cellule.nature is not Nature.TEXTE:
            texte = rearm(cellule.texte, formules=not typees)
            champs[cle] = decode_value(CHAMPS_PAR_CLE[cle], texte)
    for cellule in cellules[len(cles) :]:
        if not cellule.vide:
            journal.error(
                Code.CELLULE_EN_TROP,
                f"La ligne {rang.ligne} a plus de cellules que le tableau n'a de colonnes : "
                f"« {cellule.texte[:40]} ». Un séparateur dans un texte demande des guillemets.",
                ligne=rang.ligne,
            )
            break
    return FicheLue(
        {champ.cle: champs[champ.cle] for champ in CHAMPS if champ.cle in champs},
        rang.ligne,
        noms,
    )


def _unreadable(cle: str, cellule: Cellule) -> tuple[Code, str] | None:
    if cellule.nature is Nature.FORMULE:
        return Code.FORMULE, (
            "La cellule contient une formule. Copiez la colonne, puis collez-la en valeurs."
        )
    if cellule.nature is Nature.ERREUR:
        return Code.ERREUR_TABLEUR, (
            f"La cellule contient une erreur du tableur (« {cellule.texte[:20]} »)."
        )
    if cle == "numero" and cellule.nature is Nature.DATE:
        return Code.NUMERO_DATE, (
            f"Le tableur a changé ce numéro en date ({cellule.texte}). Mettez la colonne au "
            "format Texte, puis retapez le numéro."
        )
    return None


def _warn_of_numbers(
    lignes: list[Rang], cles: list[str | None], titres: list[str], journal: Journal
) -> None:
    place = cles.index("numero")
    nombres = [
        rang.ligne
        for rang in lignes
        if place < len(rang.cellules)
        and rang.cellules[place].nature is Nature.NOMBRE
        and "." in rang.cellules[place].texte
    ]
    warn_of_numbers(nombres, titres[place], journal)
