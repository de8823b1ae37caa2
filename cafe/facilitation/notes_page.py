"""What the page of notes needs, as plain values: the templates ask nothing of the base."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field

from flask import request
from sqlalchemy.orm import Session

from cafe.access.permits import Pouvoir
from cafe.facilitation.qui_quand import known_owners
from cafe.facilitation.vue import may
from cafe.models import CompteRendu, Mur, NatureLigne, Point, Seance
from cafe.models.compte_rendu import still_written, versions_of
from cafe.models.evenement import installation_id, last_numero
from cafe.models.note import points_of
from cafe.models.prise import (
    Citation,
    LigneVue,
    SuiteVue,
    lines_of_seance,
    removed_lines,
    suites_of,
)

# The letter that chooses each kind while typing: « /d » in an empty field is a decision.
TOUCHES: dict[NatureLigne, str] = {
    NatureLigne.RAPPEL: "r",
    NatureLigne.ECHANGE: "e",
    NatureLigne.QUESTION: "q",
    NatureLigne.DECISION: "d",
    NatureLigne.SUIVI: "s",
}


@dataclass(frozen=True)
class Saisie:
    """What a form of notes shows: empty at first, what was typed after a refusal."""

    point_id: str = ""
    nature: str = NatureLigne.ECHANGE.value
    texte: str = ""
    qui: str = ""
    quand: str = ""
    cite: str = ""
    client_id: str = field(default_factory=lambda: str(uuid.uuid4()))
    champ: str | None = None
    erreur: str = ""


@dataclass(frozen=True)
class Nouvelle:
    """What was typed of a suivi, after a refusal."""

    suivi_id: str = ""
    texte: str = ""
    erreur: str = ""


@dataclass(frozen=True)
class Bloc:
    """A point of the ordre du jour, its lines, and the form at its foot."""

    point: Point
    lignes: tuple[LigneVue, ...]
    saisie: Saisie
    citation: Citation | None = None


@dataclass(frozen=True)
class PageNotes:
    """The whole page. ``ecrit``: whether lines are still taken; ``valide``: the compte rendu
    already signed, which later lines will not change."""

    seance: Seance
    numero: int
    installation: str
    blocs: tuple[Bloc, ...]
    suites: tuple[SuiteVue, ...]
    retirees: tuple[LigneVue, ...]
    personnes: tuple[str, ...]
    nouvelle: Nouvelle
    titre: str
    erreur: str
    ecrit: bool
    anime: bool
    valide: CompteRendu | None
    vierge: Saisie = field(default_factory=Saisie)
    touches: dict[NatureLigne, str] = field(default_factory=lambda: TOUCHES)

    @property
    def lit_les_suites(self) -> bool:
        """Whether the room screen reads the suites back now."""
        return self.seance.mur is Mur.SUITES


def page_notes(
    session: Session,
    seance: Seance,
    *,
    saisie: Saisie | None = None,
    citation: Citation | None = None,
    nouvelle: Nouvelle | None = None,
    titre: str = "",
    erreur: str = "",
) -> PageNotes:
    """Gather the page of a meeting, with what was typed in one of its forms."""
    # Read before the rest: whatever comes later will be announced again, harmlessly.
    numero = last_numero(session)
    lignes = lines_of_seance(session, seance.id)
    typed = saisie or Saisie()
    return PageNotes(
        seance=seance,
        numero=numero,
        installation=installation_id(session),
        blocs=tuple(
            Bloc(
                point=point,
                lignes=tuple(ligne for ligne in lignes if ligne.point_id == point.id),
                saisie=typed if typed.point_id == point.id else Saisie(),
                citation=citation if typed.point_id == point.id else None,
            )
            for point in points_of(session, seance.id)
        ),
        suites=tuple(suites_of(session, seance)),
        retirees=tuple(removed_lines(session, seance.id)),
        personnes=tuple(known_owners(session, seance)),
        nouvelle=nouvelle or Nouvelle(),
        titre=titre,
        erreur=erreur,
        ecrit=still_written(session, seance),
        anime=may(seance, Pouvoir.ANIMER),
        valide=next((v for v in versions_of(session, seance.id) if v.valide_le), None),
    )


def typed_line(point_id: str = "") -> Saisie:
    """The line that a form sends."""
    form = request.form
    return Saisie(
        point_id=point_id,
        nature=form.get("nature", ""),
        texte=form.get("texte", ""),
        qui=form.get("qui", ""),
        quand=form.get("quand", ""),
        cite=form.get("cite", ""),
        client_id=form.get("client_id", ""),
    )
