"""The notes of a meeting as plain values: what the page, the room screen and live pieces show.

Read only. What a line draws in is read as it is now: an erased word shows as one.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from cafe.models.contribution import Contribution, Statut
from cafe.models.note import GenreCitation, Ligne, NatureLigne
from cafe.models.preconisation import EtatPreconisation, Preconisation
from cafe.models.regroupement import Regroupement
from cafe.models.seance import Seance
from cafe.models.suivi import EtatSuivi, NouvelleSuivi, Suivi, earlier_suivis, suivis_of
from cafe.models.tableau import groups_by_id


@dataclass(frozen=True)
class Citation:
    """What a line draws in. ``texte`` is None once it is erased or not published.

    Beside it: the people behind a group (``voix``), a préconisation's ``numero``.
    """

    genre: GenreCitation
    id: str
    texte: str | None
    voix: int | None = None
    numero: int | None = None


@dataclass(frozen=True)
class SuiviVue:
    """Who does what by when. ``qui`` joins the person and the structure; all may be empty."""

    id: str
    qui: str
    echeance: date | None
    echeance_texte: str
    etat: EtatSuivi
    version: int

    @property
    def quand(self) -> str:
        """The échéance as it is typed: « 15/09/2027 », or the words that were said."""
        return f"{self.echeance:%d/%m/%Y}" if self.echeance else self.echeance_texte


@dataclass(frozen=True)
class LigneVue:
    """One line; ``rang`` then ``ordre`` (milliseconds of its birth) place it under its point."""

    id: str
    seance_id: str
    point_id: str
    client_id: str
    nature: NatureLigne
    texte: str | None
    rang: float
    ordre: int
    version: int
    cree_le: datetime
    citation: Citation | None
    suivi: SuiviVue | None


@dataclass(frozen=True)
class SuiteVue:
    """A suivi of an earlier meeting, at point 0: what is said of it here, ``etat`` known here."""

    suivi: SuiviVue
    texte: str | None
    origine: date | None
    etat: EtatSuivi
    nouvelles: tuple[str, ...]
    dite: bool


def lines_of_seance(session: Session, seance_id: str) -> list[LigneVue]:
    """The lines that stand, in order under each point."""
    rows = session.scalars(
        select(Ligne)
        .where(Ligne.seance_id == seance_id, Ligne.retiree_le.is_(None))
        .order_by(Ligne.rang, Ligne.cree_le)
    )
    return _views(session, list(rows))


def lines_by_id(session: Session, seance_id: str, ids: Collection[str]) -> list[LigneVue]:
    """Those among the lines that stand in that meeting, in order."""
    rows = session.scalars(
        select(Ligne)
        .where(Ligne.id.in_(ids), Ligne.seance_id == seance_id, Ligne.retiree_le.is_(None))
        .order_by(Ligne.rang, Ligne.cree_le)
    )
    return _views(session, list(rows))


def removed_lines(session: Session, seance_id: str) -> list[LigneVue]:
    """The lines taken out, latest first."""
    rows = session.scalars(
        select(Ligne)
        .where(Ligne.seance_id == seance_id, Ligne.retiree_le.is_not(None))
        .order_by(Ligne.retiree_le.desc())
    )
    return _views(session, list(rows))


def line_view(session: Session, row: Ligne) -> LigneVue:
    """One line, taken out or not."""
    return _views(session, [row])[0]


def lines_citing(session: Session, seance_id: str, ids: Collection[str]) -> set[str]:
    """The ids of the lines that draw in one of these objects."""
    if not ids:
        return set()
    return set(
        session.scalars(
            select(Ligne.id).where(Ligne.seance_id == seance_id, Ligne.cite_id.in_(ids))
        )
    )


def suites_of(session: Session, seance: Seance) -> list[SuiteVue]:
    """Point 0: the open suivis of the earlier meetings of the group, and those told of here."""
    return [_suite(suivi, seance) for suivi in earlier_suivis(session, seance)]


def agreed(session: Session, seance_id: str) -> list[tuple[str, SuiviVue]]:
    """What was agreed in this meeting: the words and the suivi, in the order of the notes."""
    return [(row.ligne.texte or "", suivi_view(row)) for row in suivis_of(session, seance_id)]


def suivi_view(row: Suivi) -> SuiviVue:
    """A suivi as it is shown."""
    structure = row.organisme.nom if row.organisme else ""
    return SuiviVue(
        id=row.id,
        qui=", ".join(part for part in (row.qui, structure) if part),
        echeance=row.echeance,
        echeance_texte=row.echeance_texte,
        etat=row.etat,
        version=row.version,
    )


def _suite(row: Suivi, seance: Seance) -> SuiteVue:
    here = row.told_in(seance.id)
    return SuiteVue(
        suivi=suivi_view(row),
        texte=row.ligne.texte,
        origine=row.seance.jour,
        etat=row.etat_dans(seance),
        nouvelles=tuple(_words(row, here)),
        dite=bool(here),
    )


def _words(row: Suivi, here: list[NouvelleSuivi]) -> list[str]:
    """What was said here; else the last words said before."""
    said = [nouvelle.texte for nouvelle in here or row.nouvelles[-1:]]
    return [texte for texte in said if texte]


def _views(session: Session, rows: list[Ligne]) -> list[LigneVue]:
    citations = _citations(session, rows)
    opened = [row.id for row in rows if row.nature is NatureLigne.SUIVI]
    suivis = {
        suivi.ligne_id: suivi_view(suivi)
        for suivi in session.scalars(select(Suivi).where(Suivi.ligne_id.in_(opened)))
    }
    return [
        LigneVue(
            id=row.id,
            seance_id=row.seance_id,
            point_id=row.point_id,
            client_id=row.client_id,
            nature=row.nature,
            texte=row.texte,
            rang=row.rang,
            ordre=int(row.cree_le.timestamp() * 1000),
            version=row.version,
            cree_le=row.cree_le,
            citation=citations.get(row.cite_id) if row.cite_id else None,
            suivi=suivis.get(row.id),
        )
        for row in rows
    ]


def _citations(session: Session, rows: list[Ligne]) -> Mapping[str, Citation]:
    """What those lines draw in, by id: one query per kind."""
    wanted: dict[GenreCitation, set[str]] = {genre: set() for genre in GenreCitation}
    for row in rows:
        if row.cite_genre is not None and row.cite_id is not None:
            wanted[row.cite_genre].add(row.cite_id)
    found = {
        word.id: word_citation(word)
        for word in session.scalars(
            select(Contribution).where(Contribution.id.in_(wanted[GenreCitation.CONTRIBUTION]))
        )
    }
    for group in groups_citations(session, wanted[GenreCitation.REGROUPEMENT]):
        found[group.id] = group
    for advice in session.scalars(
        select(Preconisation).where(Preconisation.id.in_(wanted[GenreCitation.PRECONISATION]))
    ):
        found[advice.id] = preconisation_citation(advice)
    return found


def word_citation(word: Contribution) -> Citation:
    """A word; withdrawn or no longer published, it says nothing. Split since, it says it still."""
    said = word.texte if word.statut in (Statut.PUBLIEE, Statut.REMPLACEE) else None
    return Citation(GenreCitation.CONTRIBUTION, word.id, said)


def groups_citations(session: Session, ids: Collection[str]) -> list[Citation]:
    """Groups, closed ones too: what was drawn in stays readable."""
    voices = {group.id: group.voix for group in groups_by_id(session, ids)}
    return [
        Citation(GenreCitation.REGROUPEMENT, row.id, row.titre, voices.get(row.id))
        for row in session.scalars(select(Regroupement).where(Regroupement.id.in_(ids)))
    ]


def preconisation_citation(row: Preconisation) -> Citation:
    """A préconisation by its number and title."""
    return Citation(GenreCitation.PRECONISATION, row.id, row.intitule, numero=row.numero)


def cited(session: Session, seance: Seance, genre: GenreCitation, id_: str) -> Citation | None:
    """One thing that may be drawn into the notes of a meeting; None when it may not."""
    return next((c for c in citable(session, seance, "") if (c.genre, c.id) == (genre, id_)), None)


def citable(session: Session, seance: Seance, sought: str) -> list[Citation]:
    """What the notes of a meeting may draw in: its groups, its published words, latest first,
    and the préconisations of the démarche but drafts; those that hold every word sought."""
    groups = select(Regroupement.id).where(
        Regroupement.seance_id == seance.id, Regroupement.ferme_le.is_(None)
    )
    words = (
        select(Contribution)
        .where(Contribution.seance_id == seance.id, Contribution.statut == Statut.PUBLIEE)
        .order_by(Contribution.ordre.desc())
    )
    advice = (
        select(Preconisation)
        .where(
            Preconisation.demarche_id == seance.demarche_id,
            Preconisation.etat != EtatPreconisation.BROUILLON,
        )
        .order_by(Preconisation.numero)
    )
    found = [
        *groups_citations(session, list(session.scalars(groups))),
        *(preconisation_citation(row) for row in session.scalars(advice)),
        *(word_citation(row) for row in session.scalars(words)),
    ]
    wanted = plain(sought).split()
    return [c for c in found if all(word in plain(c.texte or "") for word in wanted)]


def plain(words: str) -> str:
    """Without case nor accents, as one types while listening."""
    split = unicodedata.normalize("NFD", words.lower())
    return "".join(c for c in split if not unicodedata.combining(c))
