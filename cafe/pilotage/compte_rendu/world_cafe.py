"""Composes the compte rendu of a world café from its rows: plain values, ready to draw or freeze.

Reads only. Nobody is named beside a word, and no trait stands there.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time

from flask_babel import gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cafe import clock
from cafe.actions.champs import today
from cafe.documents.compte_rendu import contenu as doc
from cafe.documents.compte_rendu.presences import Presences, mask_presences
from cafe.documents.francais import local
from cafe.libelles import libelle
from cafe.models import (
    Contribution,
    EtatPreconisation,
    Format,
    Groupe,
    Preconisation,
    Seance,
    Source,
    Statut,
    Traduction,
)
from cafe.models.chaine import Devenir, devenirs_of_contributions
from cafe.models.chaine_preconisations import PreconisationSuivie, preconisations_suivies
from cafe.models.chaine_sources import sources_of
from cafe.models.objection import objections_told
from cafe.models.question import questions_of
from cafe.models.regroupement import members_by_regroupement
from cafe.models.synthese import syntheses_of
from cafe.models.traduction import traductions_of
from cafe.models.visibilite import Regard, visible
from cafe.models.voix import Voix, typed_authors
from cafe.pilotage.compte_rendu.habitants import counted
from cafe.pilotage.compte_rendu.methode import method_of
from cafe.pilotage.compte_rendu.questions import Matiere, question_of, voices_of
from cafe.pilotage.compte_rendu.reunion import copilotes_of
from cafe.pilotage.compte_rendu.traduites import translated
from cafe.pilotage.compte_rendu.votes import counted_votes
from cafe.pilotage.horaires import hours_of
from cafe.presentation import majuscule
from cafe.threads import breathe


def compose_world_cafe(session: Session, seance: Seance) -> doc.CompteRendu:
    """What the compte rendu of a world café says at this moment.

    A thousand words take a while: the sockets get their turn in between.
    """
    rows = list(
        session.scalars(
            select(Contribution)
            .where(Contribution.seance_id == seance.id)
            .order_by(Contribution.ordre, Contribution.partie)
        )
    )
    breathe()
    shown = [row for row in rows if visible(row, Regard.DOCUMENT)]
    ways = devenirs_of_contributions(session, [row.id for row in shown])
    breathe()
    french = traductions_of(session, [row.version_id for row in shown])
    matter = Matiere(
        ways=ways,
        grouped=members_by_regroupement(session, seance.id),
        french=french,
        syntheses=syntheses_of(session, seance.id),
        votes=counted_votes(session, seance.id),
        saisis=typed_authors(session, seance.id),
    )
    said = voices_of(shown, matter.saisis)
    by_question: dict[str, list[Contribution]] = defaultdict(list)
    for row in shown:
        by_question[row.question_id].append(row)
    kinds = Counter(row.statut for row in rows)
    desaccords, reponses = objections_told(session, seance.id)
    demarche = seance.demarche
    groupe = session.get(Groupe, seance.groupe_id) if seance.groupe_id else None
    return doc.CompteRendu(
        entete=_heading(seance),
        # When nobody counted, those who wrote were there at least.
        presences=counted(session, seance.id) or _wrote(seance, said),
        questions=tuple(
            question_of(session, question, rank, by_question[question.id], matter)
            for rank, question in enumerate(questions_of(session, seance.id), start=1)
        ),
        preconisations=_preconisations(session, seance, said.total),
        suites=tuple(_outcomes(shown, ways, french)),
        non_publiees=_unpublished(rows),
        frigo=kinds[Statut.FRIGO],
        attente=kinds[Statut.EN_ATTENTE],
        retirees=kinds[Statut.RETIREE],
        desaccords=desaccords,
        reponses=reponses,
        prochaine_etape=(
            doc.ProchaineEtape(texte=demarche.prochaine_etape, le=demarche.prochaine_date)
            if demarche.prochaine_etape
            else None
        ),
        copilotes=copilotes_of(session, groupe),
        methode=method_of(session, seance, [row for row in rows if row.origine_id is None]),
        prochaines_dates=_next_dates(seance),
    )


def _wrote(seance: Seance, said: Voix) -> Presences:
    """Those who wrote, where nobody was counted: to a recueil, nobody had to come."""
    people = mask_presences((), said.personnes)
    return replace(people, ecrit=seance.format is Format.COLLECTE, saisies=said.saisies)


def _held(seance: Seance, day: date | None) -> tuple[datetime, datetime | None]:
    """When it was held, as far as the hall's own doors tell: no hour was written."""
    opened = seance.ouverte_le
    if opened is not None and (day is None or local(opened).date() == day):
        return opened, seance.terminee_le
    return (clock.instant_at(day, time(0)) if day else seance.cree_le), None


def _next_dates(seance: Seance) -> tuple[doc.ProchaineEtape, ...]:
    if not (seance.prochaine_jour or seance.prochaine_objet or seance.prochaine_lieu):
        return ()
    said = seance.prochaine_objet or _("Prochaine rencontre")
    text = f"{said} ({seance.prochaine_lieu})" if seance.prochaine_lieu else said
    return (doc.ProchaineEtape(texte=text, le=seance.prochaine_jour),)


def _heading(seance: Seance) -> doc.EnTete:
    start, fin = hours_of(seance)
    if not isinstance(start, datetime):
        start, fin = _held(seance, start)
    return doc.EnTete(
        demarche=seance.demarche.nom,
        seance=seance.titre,
        format=majuscule(libelle(seance.format)),
        debut=start.astimezone(UTC),
        fin=fin,
        lieu=seance.lieu or None,
        redacteur=seance.redacteur or _("non précisé"),
        edite_le=today(),
    )


def _preconisations(session: Session, seance: Seance, total: int) -> tuple[doc.Preconisation, ...]:
    """Those that rest on words of the séance; drafts are the team's own matter."""
    here = seance.demarche_id
    ids = list(
        session.scalars(
            select(Preconisation.id)
            .join(Source, Source.preconisation_id == Preconisation.id)
            .where(
                Preconisation.demarche_id == here,
                Preconisation.etat != EtatPreconisation.BROUILLON,
                Source.fin_le.is_(None),
            )
            .group_by(Preconisation.id)
            .order_by(func.min(Preconisation.numero))
        )
    )
    followed = preconisations_suivies(session, ids, brouillons=False)
    sources = sources_of(session, ids)
    found = []
    for id_ in ids:
        local = [s for s in sources.get(id_, ()) if s.seance_id == seance.id]
        if local:
            voices = min(total, sum(source.voix for source in local))
            saisies = min(voices, sum(source.saisies for source in local))
            dites = doc.Sources(voix=voices, total=total, saisies=saisies)
            found.append(_preconisation(followed[id_], dites))
    return tuple(found)


def _preconisation(p: PreconisationSuivie, said: doc.Sources) -> doc.Preconisation:
    decision = p.decision
    return doc.Preconisation(
        numero=str(p.numero),
        intitule=p.intitule,
        etat=majuscule(libelle(p.etat)),
        sources=said,
        decision=(
            doc.Decision(instance=decision.instance, le=decision.jour, motif=decision.motif)
            if decision
            else None
        ),
        reponse_publique=p.reponse.texte if p.reponse else None,
        fiches=tuple(
            doc.FicheLiee(
                numero=f.numero,
                intitule=f.intitule,
                nature=majuscule(libelle(f.nature)),
                motif=f.motif,
            )
            for f in p.fiches
        ),
        engagements=tuple(
            doc.EngagementPris(
                organisme=e.organisme,
                texte=e.texte,
                echeance=e.echeance or e.echeance_texte or None,
                etat=majuscule(libelle(e.etat)),
            )
            for e in p.engagements
        ),
        ancre=f"preconisation-{p.id}",
    )


def _outcomes(
    rows: list[Contribution], ways: dict[str, Devenir], french: dict[str, Traduction]
) -> Iterable[doc.SuiteDonnee]:
    """What became of words that fed no préconisation; a group's suite is said once."""
    said = set()
    for row in rows:
        suite = ways[row.id].suite
        if suite is None or suite.id in said:
            continue
        said.add(suite.id)
        group = ways[row.id].regroupement
        grouped = suite.par_regroupement and group is not None
        yield doc.SuiteDonnee(
            parole=group.titre if grouped and group else row.texte,
            version=None if grouped else row.version_id,
            **translated(None if grouped else french.get(row.version_id)),
            type=majuscule(libelle(suite.nature)),
            structure=suite.organisme or suite.repondant or suite.fiche or None,
            le=suite.jour,
            motif=suite.texte,
        )


def _unpublished(rows: list[Contribution]) -> tuple[tuple[str, int], ...]:
    counts: dict[str, int] = defaultdict(int)
    for row in rows:
        if row.statut is Statut.NON_PUBLIEE and row.motif:
            counts[majuscule(libelle(row.motif))] += 1
    return tuple(counts.items())
