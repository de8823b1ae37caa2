"""A séance's file, both ways: values to JSON bytes, bytes to checked values.

Reading says all that is wrong, in French, and gives nothing when anything is. It knows types,
lengths and references; what a code may be is known to whoever writes the rows.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any, TypeVar

from cafe import clock
from cafe.formats.lecture import LIMITE_ERREURS, in_megabytes
from cafe.formats.seance_schema import FORMAT, SEANCE, SECTIONS, VERSION, Champ, Nature
from cafe.formats.table import storable

LIMITE_OCTETS = 50_000_000
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")

Rang = dict[str, Any]
J = TypeVar("J", date, datetime)


class AnneeImpossible(ValueError):
    """A year that no calendar of meetings holds."""


@dataclass(frozen=True, slots=True)
class SeanceLue:
    """What the file holds, as values of Python; nothing in it when ``erreurs`` has something."""

    seance: Rang = field(default_factory=dict)
    sections: Mapping[str, tuple[Rang, ...]] = field(default_factory=dict)
    erreurs: tuple[str, ...] = ()


def write_seance(
    entete: Mapping[str, Any], seance: Rang, sections: Mapping[str, Sequence[Rang]]
) -> bytes:
    """Write the file: the keys of ``entete``, then the séance and its sections.

    Raises KeyError when a row lacks a key of the schema.
    """
    objet = {
        "format": FORMAT,
        "version": VERSION,
        **entete,
        "seance": _plain(seance, SEANCE),
        **{
            nom: [_plain(rang, champs) for rang in sections[nom]]
            for nom, champs in SECTIONS.items()
        },
    }
    return (json.dumps(objet, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()


def read_seance(data: bytes) -> SeanceLue:
    """Read and check a file; no bytes make it raise."""
    if len(data) > LIMITE_OCTETS:
        return SeanceLue(erreurs=(f"Le fichier pèse {in_megabytes(len(data))} : c’est trop.",))
    try:
        objet = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return SeanceLue(erreurs=("Ce fichier n’est pas du JSON en UTF-8.",))
    if not isinstance(objet, dict) or objet.get("format") != FORMAT:
        return SeanceLue(erreurs=(f"Ce fichier n’est pas une rencontre ({FORMAT}).",))
    if objet.get("version") in (1, 2, 3, 4):
        objet = _brought_up(objet)
    elif objet.get("version") != VERSION:
        return SeanceLue(
            erreurs=(f"La version {objet.get('version')!s:.20} de ce format n’est pas connue.",)
        )
    return _Reader().read(objet)


# What each version of the format had not yet: lists, and keys of rows.
_LISTES = {
    1: ("traductions",),
    2: ("syntheses", "versions_de_syntheses", "effectifs_de_tables"),
    3: ("scrutins", "cartes_de_scrutins", "bulletins", "papiers_de_scrutins"),
    4: ("versions_de_regroupements", "rapprochements", "decisions_de_moderation"),
}
_CLES: dict[str, Rang] = {
    "tables": {"hote": ""},
    "contributions": {"etoile_le": None, "partie": 0.0, "isolee_le": None},
    "etapes": {
        **{"nature": "libre", "ecran": "auto", "consigne": "", "tour_id": None},
        **dict.fromkeys(("debut_le", "fin_prevue_le", "pause_le", "ecartee_le")),
    },
}


def _brought_up(objet: dict[str, Any]) -> dict[str, Any]:
    """A file written before translations were kept (1), what tables say (2), votes (3), or what
    was near what (4)."""
    missing = [nom for n, noms in _LISTES.items() if n >= objet["version"] for nom in noms]
    found: dict[str, Any] = {nom: [] for nom in missing} | objet
    for nom, cles in _CLES.items():
        rangs = found.get(nom)
        if isinstance(rangs, list):
            found[nom] = [cles | rang if isinstance(rang, dict) else rang for rang in rangs]
    if isinstance(found.get("seance"), dict):
        found["seance"] = {"jour_fin": None} | found["seance"]
    return found


def _plain(rang: Rang, champs: Sequence[Champ]) -> Rang:
    return {champ.cle: _written(rang[champ.cle]) for champ in champs}


def _written(valeur: Any) -> Any:
    match valeur:
        case datetime():
            return valeur.astimezone(UTC).isoformat()
        case date() | time():
            return valeur.isoformat()
        case str():
            # Members of an enumeration are texts too; halves of a pair have no bytes.
            return storable(str(valeur))
        case _:
            return valeur


class _Reader:
    """Gathers what is wrong while a file is read."""

    def __init__(self) -> None:
        self._erreurs: list[str] = []

    def read(self, objet: dict[str, Any]) -> SeanceLue:
        seance = self._rang(objet.get("seance"), SEANCE, "seance")
        sections = {nom: self._section(objet, nom, champs) for nom, champs in SECTIONS.items()}
        if not self._erreurs:
            self._check_references(seance, sections)
        if self._erreurs:
            return SeanceLue(erreurs=tuple(self._erreurs))
        return SeanceLue(seance, sections)

    def _say(self, sentence: str) -> None:
        if len(self._erreurs) < LIMITE_ERREURS:
            self._erreurs.append(sentence)

    def _section(
        self, objet: dict[str, Any], nom: str, champs: Sequence[Champ]
    ) -> tuple[Rang, ...]:
        rangs = objet.get(nom)
        if not isinstance(rangs, list):
            self._say(f"Il manque la liste « {nom} ».")
            return ()
        return tuple(
            self._rang(rang, champs, f"{nom}, n° {place}") for place, rang in enumerate(rangs, 1)
        )

    def _rang(self, rang: object, champs: Sequence[Champ], lieu: str) -> Rang:
        if not isinstance(rang, dict):
            self._say(f"{lieu} : il faut un objet entre accolades.")
            return {}
        found: Rang = {}
        for champ in champs:
            if champ.cle not in rang:
                self._say(f"{lieu} : il manque « {champ.cle} ».")
                continue
            valeur = rang[champ.cle]
            if valeur is None:
                if not champ.libre:
                    self._say(f"{lieu} : « {champ.cle} » ne peut pas être nul.")
                found[champ.cle] = None
                continue
            try:
                found[champ.cle] = _READERS[champ.nature](valeur, champ)
            except AnneeImpossible:
                self._say(f"{lieu} : « {champ.cle} » : cette année n’est pas possible.")
            except (ValueError, TypeError, OverflowError):
                self._say(f"{lieu} : « {champ.cle} » n’est pas lisible ({champ.nature}).")
        return found

    def _check_references(self, seance: Rang, sections: Mapping[str, tuple[Rang, ...]]) -> None:
        """Each name is given once, and each that is used is given, suivis of old séances apart."""
        known: dict[str, set[str]] = {}
        for nom, rangs in sections.items():
            ids = [rang["id"] for rang in rangs if "id" in rang]
            known[nom] = set(ids)
            if len(known[nom]) < len(ids):
                self._say(f"{nom} : un identifiant figure deux fois.")
        for nom, rangs in {"seance": (seance,), **sections}.items():
            champs = SEANCE if nom == "seance" else SECTIONS[nom]
            for champ in champs:
                if not champ.vers or (nom, champ.cle) == ("nouvelles_de_suivis", "suivi_id"):
                    continue
                lost = {rang[champ.cle] for rang in rangs} - known[champ.vers] - {None}
                for id_ in sorted(lost):
                    self._say(f"{nom} : « {champ.cle} » nomme {id_}, absent de « {champ.vers} ».")


def _id(valeur: Any, _champ: Champ) -> str:
    if not _ID.fullmatch(valeur):
        raise ValueError(valeur)
    return str(valeur)


def _texte(valeur: Any, champ: Champ) -> str:
    if not isinstance(valeur, str) or len(valeur) > champ.maximum or storable(valeur) != valeur:
        raise ValueError(champ.cle)
    return valeur


def _entier(valeur: Any, champ: Champ) -> int:
    if not isinstance(valeur, int) or isinstance(valeur, bool) or abs(valeur) > 2**53:
        raise ValueError(champ.cle)
    return valeur


def _decimal(valeur: Any, champ: Champ) -> float:
    if not isinstance(valeur, int | float) or isinstance(valeur, bool) or abs(valeur) > 1e300:
        raise ValueError(champ.cle)
    return float(valeur)


def _vrai(valeur: Any, champ: Champ) -> bool:
    if not isinstance(valeur, bool):
        raise ValueError(champ.cle)
    return valeur


def _jour(valeur: Any, _champ: Champ) -> date:
    return _told(date.fromisoformat(valeur))


def _heure(valeur: Any, champ: Champ) -> time:
    lue = time.fromisoformat(valeur)
    if lue.tzinfo is not None:
        raise ValueError(champ.cle)
    return lue


def _instant(valeur: Any, _champ: Champ) -> datetime:
    lu = datetime.fromisoformat(valeur)
    if lu.tzinfo is None:
        raise ValueError(valeur)
    return _told(lu).astimezone(UTC)


def _told(lu: J) -> J:
    """That day, in a year that pages can tell."""
    if lu.year not in clock.ANNEES:
        raise AnneeImpossible
    return lu


def _codes(valeur: Any, champ: Champ) -> list[str]:
    if not isinstance(valeur, list) or len(valeur) > 100:
        raise ValueError(champ.cle)
    return [_texte(code, Champ(champ.cle, maximum=40)) for code in valeur]


_READERS: dict[Nature, Callable[[Any, Champ], Any]] = {
    Nature.ID: _id,
    Nature.RENVOI: _id,
    Nature.TEXTE: _texte,
    Nature.CODE: lambda valeur, champ: _texte(valeur, Champ(champ.cle, maximum=40)),
    Nature.ENTIER: _entier,
    Nature.DECIMAL: _decimal,
    Nature.VRAI_FAUX: _vrai,
    Nature.JOUR: _jour,
    Nature.HEURE: _heure,
    Nature.INSTANT: _instant,
    Nature.CODES: _codes,
}
