"""What the compte rendu of a world café says of one question: groups, lone words, votes.

Reads only. Nobody is named beside a word, and no trait stands there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from cafe.documents.compte_rendu import contenu as doc
from cafe.libelles import libelle
from cafe.models import Contribution, Question, Traduction
from cafe.models.chaine import Devenir
from cafe.models.question import CATEGORIES
from cafe.models.regroupement import open_regroupements
from cafe.models.synthese import SyntheseLue
from cafe.models.voix import Voix, voix_of
from cafe.pilotage.compte_rendu.tables import approved_on
from cafe.pilotage.compte_rendu.traduites import translated
from cafe.pilotage.compte_rendu.votes import Depouillement
from cafe.presentation import majuscule
from cafe.threads import breathe


@dataclass(frozen=True)
class Matiere:
    """What was read once for the whole séance.

    ``saisis`` stand for a word typed for somebody.
    ``ways`` by word, ``grouped``: the words of each group, ``french`` by version of a word.
    """

    ways: dict[str, Devenir]
    grouped: dict[str, list[str]]
    french: dict[str, Traduction]
    syntheses: list[SyntheseLue]
    votes: Depouillement
    saisis: frozenset[str]


def question_of(
    session: Session, question: Question, rank: int, rows: list[Contribution], matter: Matiere
) -> doc.Question:
    """The question of that number, with the words that may be printed. Of the words that stand
    alone, those with the most dots come first, then those marked as lone voices: a short synthesis
    quotes the first ones only.
    """
    breathe()
    here = {row.id: row for row in rows}
    groups, placed = [], set()
    for group in open_regroupements(session, question.id):
        members = [here[id_] for id_ in matter.grouped.get(group.id, ()) if id_ in here]
        if not members:
            continue
        placed |= {m.id for m in members}
        said = voices_of(members, matter.saisis)
        dots = matter.votes.points_of(group.id)
        groups.append(
            doc.Regroupement(
                titre=group.titre,
                resume=group.resume or None,
                voix=said.total,
                saisies=said.saisies,
                verbatims=tuple(_verbatim(m, matter) for m in members),
                suites=_references(matter.ways[m.id] for m in members),
                ancre=f"regroupement-{group.id}",
                gommettes=dots.points if dots else None,
                papier=dots.papier if dots else 0,
                reprises=dots.reprises if dots else (),
            )
        )
    # Marked, a word is not lost in its group: it is told here too, and first.
    lone = [row for row in rows if row.id not in placed or row.isolee_le is not None]
    lone.sort(key=lambda row: row.isolee_le is None)
    answered = voices_of(rows, matter.saisis)
    alone = [_verbatim(row, matter) for row in lone]
    return doc.Question(
        numero=rank,
        texte=question.texte,
        contributions=len(rows),
        regroupements=tuple(groups),
        paroles_isolees=tuple(sorted(alone, key=lambda word: -(word.gommettes or 0))),
        voix=answered.total,
        saisies=answered.saisies,
        ancre=f"question-{question.id}",
        syntheses=approved_on(question.id, matter.syntheses),
        votes=matter.votes.votes.get(question.id, ()),
    )


def voices_of(rows: Iterable[Contribution], saisis: Collection[str]) -> Voix:
    """How many stand behind those words; ``saisis``: who stands for a word typed for somebody."""
    return voix_of((row.participant_id, row.participant_id in saisis) for row in rows)


def _verbatim(row: Contribution, matter: Matiere) -> doc.Verbatim:
    known = CATEGORIES.get(row.categorie)
    dots = matter.votes.totaux.get(f"c:{row.id}")
    return doc.Verbatim(
        categorie=known.libelle if known else row.categorie,
        texte=row.texte,
        version=row.version_id,
        **translated(matter.french.get(row.version_id)),
        gommettes=dots.points if dots else None,
        papier=dots.papier if dots else 0,
    )


def _references(ways: Iterable[Devenir]) -> tuple[doc.Renvoi, ...]:
    """What the words of a group lead to, each said once."""
    found: dict[tuple[str, str | None], doc.Renvoi] = {}
    for way in ways:
        for reprise in way.reprises:
            number = str(reprise.preconisation.numero)
            found[("p", number)] = doc.Renvoi(
                libelle=reprise.preconisation.intitule, preconisation=number
            )
        if way.suite is not None and way.suite.par_regroupement:
            label = majuscule(libelle(way.suite.nature))
            found[("s", way.suite.id)] = doc.Renvoi(libelle=label)
    return tuple(found.values())
