"""What a préconisation is near to, computed away from the live screens and kept for a while."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from hashlib import sha256

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from cafe.documents.presse import print_apart
from cafe.models import Fiche, Preconisation
from cafe.models.demarche import current_plan
from cafe.models.fiche import contents_of_plan
from cafe.models.fiche_contenu import Json
from cafe.models.preconisation import preconisations_of
from cafe.models.proposition import GenreProche, refused_near
from cafe.suggestions.plan import DemandePlan, Proche, Voisinage, compare_apart, read_voisinages
from cafe.suggestions.propositions import Texte
from cafe.suggestions.raisons import say_reason
from cafe.threads import in_native_thread, serves_sockets

_GARDES = 16
_EN_FIL_MAX = 150  # préconisations compared in a thread of the server
_BROUILLON = ""  # the id of what is being written


@dataclass(frozen=True)
class FicheProche:
    """A fiche that a préconisation may bear on, and why."""

    fiche: Fiche
    force: str
    raison: str


@dataclass(frozen=True)
class PreconisationProche:
    """Another préconisation that is near, and why."""

    preconisation: Preconisation
    raison: str


@dataclass(frozen=True)
class Proches:
    """What is proposed on one préconisation; ``ecartees``: how many were refused."""

    fiches: tuple[FicheProche, ...] = ()
    proches: tuple[PreconisationProche, ...] = ()
    redites: tuple[PreconisationProche, ...] = ()
    ecartees: int = 0


def near_to(session: Session, row: Preconisation) -> Proches:
    """What that préconisation is near to, but for what is linked already or was refused."""
    voisinage = _compared(session, row.demarche_id).get(row.id, Voisinage())
    refused = refused_near(session, row.id)
    linked = {lien.fiche_id for lien in row.liens if lien.fin_le is None}
    kept = [
        une
        for une in voisinage.fiches
        if une.id not in linked and (GenreProche.FICHE, une.id) not in refused
    ]
    return Proches(
        tuple(
            FicheProche(session.get_one(Fiche, une.id), _strength(une.score), _why(une))
            for une in kept
        ),
        tuple(_others(session, voisinage.proches)),
        tuple(
            une
            for une in _others(session, voisinage.redites)
            if (GenreProche.PRECONISATION, une.preconisation.id) not in refused
        ),
        len(refused),
    )


def near_to_draft(
    session: Session, demarche_id: str, intitule: str, constat: str, but: str = ""
) -> Proches:
    """What a text being written is near to among the préconisations; its fiches come later.

    ``but``: the one that is being rewritten.
    """
    if not intitule.strip() and not constat.strip():
        return Proches()
    brouillon = Texte(_BROUILLON, f"{intitule}\n{constat}")
    voisinage = _compared(session, demarche_id, brouillon, but)[_BROUILLON]
    return Proches(
        (),
        tuple(_others(session, voisinage.proches)),
        tuple(_others(session, voisinage.redites)),
    )


def may_bear_on(session: Session, fiche: Fiche) -> tuple[PreconisationProche, ...]:
    """The préconisations for which that fiche is among the nearest, not linked nor refused."""
    voisinages = _compared(session, fiche.demarche_id)
    found = []
    for row in preconisations_of(session, fiche.demarche_id):
        # One written while the others were compared has no neighbours yet.
        voisinage = voisinages.get(row.id, Voisinage())
        near = next((une for une in voisinage.fiches if une.id == fiche.id), None)
        if near is None or any(
            lien.fiche_id == fiche.id and lien.fin_le is None for lien in row.liens
        ):
            continue
        if (GenreProche.FICHE, fiche.id) not in refused_near(session, row.id):
            found.append((near.score, PreconisationProche(row, _why(near))))
    return tuple(une for _score, une in sorted(found, key=lambda pair: -pair[0]))


def _others(session: Session, proches: tuple[Proche, ...]) -> Iterator[PreconisationProche]:
    for une in proches:
        yield PreconisationProche(session.get_one(Preconisation, une.id), _why(une))


def _why(une: Proche) -> str:
    if une.dits:
        return say_reason(une.mots)
    return str(_("mots voisins : %(mots)s", mots=", ".join(une.mots)))


def _strength(score: float) -> str:
    if score >= 0.3:
        return str(_("très proche"))
    return str(_("proche")) if score >= 0.18 else str(_("assez proche"))


def _compared(
    session: Session, demarche_id: str, brouillon: Texte | None = None, but: str = ""
) -> dict[str, Voisinage]:
    held: OrderedDict[str, dict[str, Voisinage]] = current_app.extensions.setdefault(
        "cafe_voisinages", OrderedDict()
    )
    demande = _asked(session, demarche_id, brouillon, but)
    name = sha256(repr(demande).encode()).hexdigest()
    if name not in held:
        # Nobody else needs this request's reading of the base meanwhile.
        session.rollback()
        held[name] = read_voisinages(_computed(demande))
        while len(held) > _GARDES:
            held.popitem(last=False)
    held.move_to_end(name)
    return held[name]


def _computed(demande: DemandePlan) -> bytes:
    if not serves_sockets() or len(demande.preconisations) <= _EN_FIL_MAX:
        return in_native_thread(partial(compare_apart, demande))
    return print_apart(compare_apart, demande)


def _asked(session: Session, demarche_id: str, brouillon: Texte | None, but: str) -> DemandePlan:
    plan = current_plan(session, demarche_id)
    contents = contents_of_plan(session, plan.id) if plan else []
    rows = preconisations_of(session, demarche_id)
    return DemandePlan(
        tuple(
            Texte(fiche.id, f"{fiche.intitule} . {_said(contenu.champs)}")
            for fiche, contenu in contents
        ),
        (
            *(Texte(row.id, f"{row.intitule}\n{row.constat}") for row in rows if row.id != but),
            *((brouillon,) if brouillon else ()),
        ),
    )


def _said(valeur: Json) -> str:
    """All the words of a document, whatever its shape."""
    if isinstance(valeur, dict):
        return " . ".join(_said(part) for part in valeur.values())
    if isinstance(valeur, list):
        return " . ".join(_said(part) for part in valeur)
    return valeur if isinstance(valeur, str) else ""
