"""Composes the compte rendu of a meeting from its rows: plain values, ready to draw or freeze.

Reads only. Professionals are named, residents are counts; a line has no author.
"""

from __future__ import annotations

from collections import defaultdict

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from cafe.actions.champs import today
from cafe.documents.reunion import contenu as doc
from cafe.libelles import libelle
from cafe.models import (
    CompteRendu,
    EtatPresence,
    Groupe,
    Ligne,
    Logo,
    MembreGroupe,
    NatureLigne,
    Organisme,
    Presence,
    Seance,
    Suivi,
)
from cafe.models.groupe import membres_of
from cafe.models.note import documents_of, lignes_of, points_of
from cafe.models.presence import presences_of
from cafe.models.seance import seances_of_groupe
from cafe.models.suivi import earlier_suivis, suivis_of
from cafe.pilotage.compte_rendu.citations import Citations
from cafe.pilotage.compte_rendu.habitants import counted
from cafe.pilotage.compte_rendu.traduites import translated
from cafe.presentation import jour as day_in_words
from cafe.presentation import majuscule

EXCUSES = frozenset({EtatPresence.EXCUSE, EtatPresence.REPRESENTE})


def compose_reunion(session: Session, seance: Seance) -> doc.Reunion:
    """What the compte rendu of a meeting says at this moment."""
    groupe = session.get(Groupe, seance.groupe_id) if seance.groupe_id else None
    presences = presences_of(session, seance.id)
    habitants = counted(session, seance.id)
    return doc.Reunion(
        demarche=seance.demarche.nom,
        groupe=groupe.nom if groupe else majuscule(libelle(seance.format)),
        volet=groupe.volet if groupe else "",
        titre=seance.titre,
        jour=seance.jour,
        debut=seance.heure_debut,
        fin=seance.heure_fin,
        lieu=seance.lieu,
        redacteur=seance.redacteur,
        copilotes=copilotes_of(session, groupe),
        structures=_structures(presences),
        habitants=habitants,
        excuses=tuple(_excuse(p) for p in presences if p.etat in EXCUSES),
        diffusion=groupe.diffusion if groupe else "",
        documents=tuple(
            doc.Document(lettre=d.lettre, titre=d.titre) for d in documents_of(session, seance.id)
        ),
        points=_points(session, seance),
        prochaine=_next(seance),
        edite_le=today(),
    )


def copilotes_of(session: Session, groupe: Groupe | None) -> tuple[doc.Copilote, ...]:
    """The structures that lead a group, each with its people and its logo."""
    if groupe is None:
        return ()
    led: dict[str, list[MembreGroupe]] = defaultdict(list)
    for membre in membres_of(session, groupe.id):
        if membre.copilote:
            led[membre.organisme_id or ""].append(membre)
    return tuple(_copilote(session, id_, membres) for id_, membres in led.items())


def _copilote(session: Session, organisme_id: str, membres: list[MembreGroupe]) -> doc.Copilote:
    organisme = membres[0].organisme
    name = organisme.nom if organisme else membres[0].nom
    logo = session.get(Logo, organisme_id) if organisme_id else None
    return doc.Copilote(
        structure=name,
        personnes=tuple(
            f"{m.nom}, {m.fonction}" if m.fonction else m.nom for m in membres if organisme
        ),
        logo=(
            doc.Logo(
                png=logo.png,
                largeur=logo.largeur,
                hauteur=logo.hauteur,
                description=_("Logo : %(structure)s", structure=name),
            )
            if logo
            else None
        ),
    )


def _structures(presences: list[Presence]) -> tuple[doc.Structure, ...]:
    """Those who came, structure by structure, in the order in which they were listed."""
    came: dict[str, list[doc.Personne]] = defaultdict(list)
    for presence in presences:
        if presence.etat is EtatPresence.PRESENT:
            person = doc.Personne(nom=presence.nom, fonction=presence.fonction)
            came[_structure(presence.organisme)].append(person)
    return tuple(doc.Structure(nom=nom, personnes=tuple(who)) for nom, who in came.items())


def _structure(organisme: Organisme | None) -> str:
    return organisme.nom if organisme else ""


def _excuse(presence: Presence) -> doc.Excuse:
    return doc.Excuse(
        nom=presence.nom,
        fonction=presence.fonction,
        structure=_structure(presence.organisme),
        represente_par=presence.represente_par if presence.etat is EtatPresence.REPRESENTE else "",
    )


def _points(session: Session, seance: Seance) -> tuple[doc.Point, ...]:
    suivis = {s.ligne_id: s for s in suivis_of(session, seance.id)}
    citations = Citations(session, seance.id)
    by_point: dict[str, list[Ligne]] = defaultdict(list)
    for ligne in lignes_of(session, seance.id):
        by_point[ligne.point_id].append(ligne)
    earlier = tuple(_earlier(session, s, seance) for s in earlier_suivis(session, seance))
    approvals = _approvals(session, seance)
    found = []
    for point in points_of(session, seance.id):
        lines = by_point[point.id]
        if not (point.ordre or lines or earlier or approvals or _follows(session, seance)):
            continue  # the first meeting of a group has no last one
        found.append(
            doc.Point(
                numero=point.ordre,
                titre=point.titre,
                lignes=(() if point.ordre else approvals)
                + tuple(p for line in lines for p in _printed(line, citations)),
                suivis=(() if point.ordre else earlier)
                + tuple(
                    _agreed(line, suivis.get(line.id))
                    for line in lines
                    if line.nature is NatureLigne.SUIVI
                ),
            )
        )
    if (earlier or approvals) and not any(point.numero == 0 for point in found):
        title = _("Suites de la dernière réunion")
        found.insert(0, doc.Point(numero=0, titre=title, lignes=approvals, suivis=earlier))
    return tuple(found)


def _follows(session: Session, seance: Seance) -> bool:
    """Whether its group has met before."""
    return seance.groupe_id is not None and any(
        other.precedes(seance) for other in seances_of_groupe(session, seance.groupe_id)
    )


def _printed(ligne: Ligne, citations: Citations) -> list[doc.Ligne]:
    """A line that draws something in prints its own words first, then what it cites.

    The words of a suivi are among the actions; what it draws in was said, and stands with the rest.
    """
    agreed = ligne.nature is NatureLigne.SUIVI
    nature = (NatureLigne.ECHANGE if agreed else ligne.nature).value
    anchor = f"ligne-{ligne.id}"
    cited = citations.of(ligne)
    found = []
    if not agreed and (ligne.texte or cited is None):
        found.append(doc.Ligne(ancre=anchor, nature=nature, texte=ligne.texte))
    if cited is not None and ligne.cite_genre is not None:
        found.append(
            doc.Ligne(
                ancre=f"{anchor}-citation",
                nature=nature,
                texte=cited.texte,
                citation=ligne.cite_genre.value,
                version=cited.version,
                **translated(cited.traduite),
            )
        )
    return found


def _agreed(ligne: Ligne, suivi: Suivi | None) -> doc.SuiviPrevu:
    return doc.SuiviPrevu(
        ancre=f"ligne-{ligne.id}",
        texte=ligne.texte,
        qui=_owner(suivi) if suivi else "",
        echeance=(suivi.echeance or suivi.echeance_texte or None) if suivi else None,
    )


def _owner(suivi: Suivi) -> str:
    structure = _structure(suivi.organisme)
    return f"{suivi.qui} ({structure})" if suivi.qui and structure else suivi.qui or structure


def _earlier(session: Session, suivi: Suivi, seance: Seance) -> doc.SuiviPrevu:
    """A suivi of an earlier meeting, as this one knew it."""
    said = [n.texte for n in suivi.told_in(seance.id) if n.texte]
    return doc.SuiviPrevu(
        ancre=f"suivi-{suivi.id}",
        texte=suivi.ligne.texte,
        qui=_owner(suivi),
        echeance=suivi.echeance or suivi.echeance_texte or None,
        etat=majuscule(libelle(suivi.etat_dans(seance))),
        nouvelle=said[-1] if said else "",
        origine=session.get_one(Seance, suivi.seance_id).jour,
    )


def _approvals(session: Session, seance: Seance) -> tuple[doc.Ligne, ...]:
    """The comptes rendus of earlier meetings that this one approved, with their amendements."""
    rows = session.execute(
        select(CompteRendu, Seance)
        .join(Seance, Seance.id == CompteRendu.seance_id)
        .where(CompteRendu.approuve_seance_id == seance.id)
        .order_by(Seance.jour.nulls_last(), CompteRendu.numero)
    ).all()
    found: dict[str, doc.Ligne] = {}
    for compte_rendu, earlier in rows:
        said = _(
            "Le compte rendu du %(jour)s est approuvé.",
            jour=day_in_words(earlier.jour) or earlier.titre,
        )
        if compte_rendu.amendements:
            said += " " + _("Amendements : %(texte)s", texte=compte_rendu.amendements)
        anchor = f"approbation-{compte_rendu.id}"
        line = doc.Ligne(ancre=anchor, nature=NatureLigne.DECISION.value, texte=said)
        # An erasure since makes a version that is approved as well: it is said once.
        found.setdefault(earlier.id, line)
    return tuple(found.values())


def _next(seance: Seance) -> doc.Prochaine | None:
    next_ = doc.Prochaine(
        jour=seance.prochaine_jour,
        heure=seance.prochaine_heure,
        lieu=seance.prochaine_lieu,
        objet=seance.prochaine_objet,
    )
    return None if next_ == doc.Prochaine() else next_
