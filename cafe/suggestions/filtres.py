"""The three filters of ``cafe suggerer``: from a JSON value to another. Format:
docs/formats/suggestions.md."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cafe.suggestions.classement import Candidat, rank_groups
from cafe.suggestions.doublons import find_duplicates
from cafe.suggestions.empreinte import make_empreintes
from cafe.suggestions.fiches import IndexFiches
from cafe.suggestions.plongement import Plongeur
from cafe.suggestions.raisons import say_reason
from cafe.suggestions.regroupements import group_texts

TEXTES_MAX = 20_000
_RAISONS = "_raisons"


class FichierIncompris(ValueError):
    """The value is not what the filter reads; the message says in French what to mend."""


def suggest_groups(
    donnees: object,
    *,
    nombre: int | None = None,
    graine: int = 0,
    plongeur: Plongeur | None = None,
) -> object:
    """``[{id, texte}]`` to ``{groupes, doublons, details}``. Raises FichierIncompris."""
    ids, textes = _texts(donnees, "La liste")
    # By id: the order of the file changes nothing.
    ordre = sorted(range(len(ids)), key=lambda rang: ids[rang])
    ids, textes = [ids[rang] for rang in ordre], [textes[rang] for rang in ordre]
    empreintes = make_empreintes(textes, plongeur)
    doublons = find_duplicates(textes, empreintes)
    return {
        "groupes": [
            {
                "titre": groupe.titre,
                "mots": list(groupe.mots),
                "membres": [ids[rang] for rang in groupe.membres],
                "score": round(groupe.score, 4),
                "raison": say_reason(groupe.mots[:3]),
            }
            for groupe in group_texts(textes, empreintes, nombre=nombre, graine=graine)
        ],
        "doublons": [[ids[paire.un], ids[paire.autre]] for paire in doublons],
        "details": [
            {
                "doublon": [ids[paire.un], ids[paire.autre]],
                "score": round(paire.score, 4),
                "raison": say_reason(paire.mots),
            }
            for paire in doublons
        ],
    }


def suggest_places(donnees: object, *, plongeur: Plongeur | None = None) -> object:
    """``{groupes: [{id, textes}], textes: [{id, texte}]}`` to ``{id: [group id, …]}``."""
    entree = _object(donnees, "groupes", "textes")
    groupes: list[list[str]] = []
    noms: list[str] = []
    for rang, groupe in enumerate(_list(entree["groupes"], "« groupes »"), start=1):
        if not isinstance(groupe, dict) or "id" not in groupe:
            raise FichierIncompris(f"Le groupe n° {rang} n’a pas d’« id ».")
        membres = [
            membre.get("texte", "") if isinstance(membre, dict) else membre
            for membre in _list(groupe.get("textes"), f"« textes » du groupe n° {rang}")
        ]
        if not all(isinstance(membre, str) for membre in membres):
            raise FichierIncompris(f"Un texte du groupe n° {rang} n’est pas du texte.")
        noms.append(_name(groupe["id"]))
        groupes.append(membres)
    ids, textes = _texts(entree["textes"], "« textes »")
    traits = [make_empreintes(groupe, plongeur) for groupe in groupes]
    empreintes = make_empreintes(textes, plongeur)
    proposes = rank_groups(textes, empreintes, groupes, traits, combien=len(groupes))
    return _ranked(ids, noms, "groupe", proposes)


def suggest_fiches(donnees: object, *, plongeur: Plongeur | None = None) -> object:
    """``{fiches: [{numero, intitule, texte}], requetes}`` to ``{id: [numero, …]}``."""
    entree = _object(donnees, "fiches", "requetes")
    numeros, corps = [], []
    for rang, fiche in enumerate(_list(entree["fiches"], "« fiches »"), start=1):
        if not isinstance(fiche, dict) or "numero" not in fiche:
            raise FichierIncompris(f"La fiche n° {rang} n’a pas de « numero ».")
        numeros.append(_name(fiche["numero"]))
        corps.append(" . ".join(str(fiche.get(cle) or "") for cle in ("intitule", "texte")))
    ids, textes = _texts(entree["requetes"], "« requetes »")
    index = IndexFiches(corps, make_empreintes(corps, plongeur))
    proposees = index.rank(textes, make_empreintes(textes, plongeur), combien=len(corps))
    return _ranked(ids, numeros, "fiche", proposees)


def _ranked(
    ids: Sequence[str], noms: Sequence[str], quoi: str, proposes: Sequence[Sequence[Candidat]]
) -> dict[str, Any]:
    return {
        **{
            un: [noms[candidat.rang] for candidat in candidats]
            for un, candidats in zip(ids, proposes, strict=True)
        },
        _RAISONS: {
            un: [
                {
                    quoi: noms[candidat.rang],
                    "score": round(candidat.score, 4),
                    "raison": say_reason(candidat.mots),
                }
                for candidat in candidats
            ]
            for un, candidats in zip(ids, proposes, strict=True)
        },
    }


def _object(donnees: object, *cles: str) -> dict[str, Any]:
    if not isinstance(donnees, dict) or any(cle not in donnees for cle in cles):
        attendues = " et ".join(f"« {cle} »" for cle in cles)
        raise FichierIncompris(f"Le fichier doit contenir un objet JSON avec {attendues}.")
    return donnees


def _list(valeur: object, nom: str) -> list[Any]:
    if not isinstance(valeur, list):
        raise FichierIncompris(f"{nom} doit être une liste.")
    if len(valeur) > TEXTES_MAX:
        raise FichierIncompris(f"{nom} a {len(valeur)} éléments : {TEXTES_MAX} au plus.")
    return valeur


def _texts(valeur: object, nom: str) -> tuple[list[str], list[str]]:
    ids, textes = [], []
    for rang, un in enumerate(_list(valeur, nom), start=1):
        if not isinstance(un, dict) or "id" not in un or not isinstance(un.get("texte"), str):
            raise FichierIncompris(f"L’élément n° {rang} doit avoir un « id » et un « texte ».")
        ids.append(_name(un["id"]))
        textes.append(un["texte"])
    if len(set(ids)) < len(ids):
        raise FichierIncompris("Deux éléments ont le même « id ».")
    if _RAISONS in ids:
        raise FichierIncompris(f"« {_RAISONS} » ne peut pas être un « id ».")
    return ids, textes


def _name(valeur: object) -> str:
    return valeur if isinstance(valeur, str) else str(valeur)
