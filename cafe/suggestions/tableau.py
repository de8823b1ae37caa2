"""All that is proposed for the board of one question."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from hashlib import sha256

from cafe.suggestions.doublons import find_duplicates
from cafe.suggestions.empreinte import (
    Empreinte,
    EmpreinteIllisible,
    make_empreintes,
    read_bytes,
)
from cafe.suggestions.noyaux import find_kernels
from cafe.suggestions.places import find_places
from cafe.suggestions.plongement import load_plongeur
from cafe.suggestions.propositions import (
    DOUBLON,
    GROUPE,
    PLACE,
    TITRE,
    Demande,
    Proposition,
    Propositions,
    Texte,
)
from cafe.suggestions.regroupements import Groupe, group_texts
from cafe.suggestions.titres import keywords, title_of

_DOUBLONS = 30
_LUES = 200  # pairs looked at: some may be in two groups
_NOYAUX = 12  # more than are shown: some may have been refused
_PLACES = 3
_PETIT, _PETIT_MIN = 3, 0.12
_TITRE_TEXTES = 3  # two texts are read faster than their words


def propose(demande: Demande) -> Propositions:
    """Everything at once; empty where nothing is alike. Same demande, same propositions."""
    cartes = demande.cartes
    textes = [carte.texte for carte in cartes]
    empreintes = _empreintes(cartes, demande.sens)
    fond = _empreintes(demande.fond, demande.sens)
    libres = [rang for rang, carte in enumerate(cartes) if carte.groupe is None]
    seuls = [textes[rang] for rang in libres]
    traits = [empreintes[rang] for rang in libres]
    # What is grouped already teaches which words are rare as well.
    ranges = [e for e, carte in zip(empreintes, cartes, strict=True) if carte.groupe]
    fond_libre = [*ranges, *fond]

    def named(groupes: Iterable[Groupe]) -> tuple[Proposition, ...]:
        return tuple(
            _group([cartes[libres[rang]].id for rang in groupe.membres], groupe)
            for groupe in groupes
        )

    return Propositions(
        doublons=_duplicates(cartes, textes, empreintes, fond),
        probables=named(find_kernels(seuls, traits, fond=fond_libre, combien=_NOYAUX)),
        groupes=named(filter(_holds, map(_by_two, group_texts(seuls, traits, fond=fond_libre)))),
        places=_places(cartes, textes, empreintes, libres),
        titres=_titles(cartes),
    )


def group_key(cartes: Iterable[str]) -> str:
    """The key of cards that might go together, whatever their order."""
    return sha256(":".join(sorted(cartes)).encode()).hexdigest()


def _by_two(groupe: Groupe) -> Groupe:
    """With the mean cosine of two of its texts for score, as kernels have: each is part of the
    middle that the other score measures from, and two texts alone would always seem near."""
    nombre = len(groupe.membres)
    par_deux = (nombre * groupe.score**2 - 1) / (nombre - 1)
    return replace(groupe, score=max(0.0, par_deux))


def _holds(groupe: Groupe) -> bool:
    """Two or three texts held by one stray word make no draft worth reading; a larger group does,
    though people will take some out."""
    return len(groupe.membres) > _PETIT or groupe.score >= _PETIT_MIN


def _group(ids: list[str], groupe: Groupe) -> Proposition:
    cle = group_key(ids)
    return Proposition(GROUPE, cle, tuple(ids), None, groupe.titre, groupe.mots, groupe.score)


def _duplicates(
    cartes: Sequence[Texte],
    textes: Sequence[str],
    empreintes: Sequence[Empreinte],
    fond: Sequence[Empreinte],
) -> tuple[Proposition, ...]:
    """Pairs, but for those that somebody has put in two groups: they were told apart."""
    trouves = []
    for paire in find_duplicates(textes, empreintes, fond=fond, combien=_LUES):
        un, autre = cartes[paire.un], cartes[paire.autre]
        if None not in (un.groupe, autre.groupe) and un.groupe != autre.groupe:
            continue
        cle = ":".join(sorted((un.id, autre.id)))
        titre = " · ".join(paire.mots[:2])
        ids = (un.id, autre.id)
        groupe = un.groupe or autre.groupe
        trouves.append(Proposition(DOUBLON, cle, ids, groupe, titre, paire.mots, paire.score))
    return tuple(trouves[:_DOUBLONS])


def _places(
    cartes: Sequence[Texte],
    textes: Sequence[str],
    empreintes: Sequence[Empreinte],
    libres: Sequence[int],
) -> tuple[Proposition, ...]:
    """For each card on its own, up to three groups, card by card."""
    groupes = _by_group(cartes)
    if not groupes or not libres:
        return ()
    noms = list(groupes)
    rangees = find_places(
        [textes[rang] for rang in libres],
        [empreintes[rang] for rang in libres],
        [[textes[rang] for rang in groupe] for groupe in groupes.values()],
        [[empreintes[rang] for rang in groupe] for groupe in groupes.values()],
        combien=_PLACES,
    )
    return tuple(
        Proposition(
            PLACE,
            f"{cartes[rang].id}:{noms[candidat.rang]}",
            (cartes[rang].id,),
            noms[candidat.rang],
            "",
            candidat.mots,
            candidat.score,
        )
        for rang, candidats in zip(libres, rangees, strict=True)
        for candidat in candidats
    )


def _titles(cartes: Sequence[Texte]) -> tuple[Proposition, ...]:
    """A title for each group whose texts share enough; people see it where theirs says else."""
    par_groupe = _by_group(cartes)
    groupes = [[cartes[rang].texte for rang in rangs] for rangs in par_groupe.values()]
    # What is in no group teaches what is said everywhere.
    seuls = [[carte.texte] for carte in cartes if carte.groupe is None]
    proposes = []
    for groupe, textes, mots in zip(
        par_groupe, groupes, keywords([*groupes, *seuls])[: len(groupes)], strict=True
    ):
        titre, dit = title_of(textes, mots)
        if not titre or len(textes) < _TITRE_TEXTES:
            continue
        cle = f"{groupe}:{sha256(titre.encode()).hexdigest()[:12]}"
        proposes.append(Proposition(TITRE, cle, (), groupe, titre, tuple(mots), dit))
    return tuple(proposes)


def _by_group(cartes: Sequence[Texte]) -> dict[str, list[int]]:
    groupes: dict[str, list[int]] = {}
    for rang, carte in enumerate(cartes):
        if carte.groupe is not None:
            groupes.setdefault(carte.groupe, []).append(rang)
    return groupes


def _empreintes(cartes: Sequence[Texte], sens: bool) -> list[Empreinte]:
    """Those kept, and those that are missing or of another method, made here."""
    if sens:
        return make_empreintes([carte.texte for carte in cartes], load_plongeur())
    lues: list[Empreinte] = []
    for carte in cartes:
        try:
            lues.append(read_bytes(carte.octets or b""))
        except EmpreinteIllisible:
            lues.extend(make_empreintes([carte.texte]))
    return lues
