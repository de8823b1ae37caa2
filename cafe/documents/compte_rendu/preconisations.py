"""The préconisations: an overview table, then each with its decision, answer and what follows."""

from collections.abc import Iterable, Sequence
from datetime import date

from reportlab.platypus import Flowable, Paragraph

from cafe.documents import francais
from cafe.documents.compte_rendu import styles
from cafe.documents.compte_rendu.blocs import nuance, titre
from cafe.documents.compte_rendu.contenu import Decision, EngagementPris, FicheLiee, Preconisation
from cafe.documents.compte_rendu.tableaux import cellule, fiche_signaletique, tableau
from cafe.documents.polices import ACCENT
from cafe.documents.texte import Balisage, bold, escape, escape_line


def preconisation_key(numero: str) -> str:
    """The name of a préconisation's place in the file, whatever signs its number holds."""
    return f"preconisation-{numero.encode().hex()}"


def link(numero: str, texte: Balisage) -> Balisage:
    """Text that leads to a préconisation of this same document."""
    return nuance(Balisage(f'<a href="#{preconisation_key(numero)}">{texte}</a>'), ACCENT)


def preconisations_section(preconisations: Sequence[Preconisation]) -> list[Flowable]:
    """The section, or the sentence that says it is still empty."""
    section = titre(Balisage("2. Préconisations"), 0, "preconisations")
    if not preconisations:
        phrase = "Aucune préconisation n’est encore rédigée à partir de cette séance."
        return [*section, Paragraph(phrase, styles.TEXTE)]
    section.append(_overview(preconisations))
    for preconisation in preconisations:
        section += _preconisation(preconisation)
    return section


def _overview(preconisations: Sequence[Preconisation]) -> Flowable:
    entetes = [Balisage(mot) for mot in ("N°", "Intitulé", "État", "Sources")]
    lignes = [
        [
            cellule(link(p.numero, bold(p.numero))),
            cellule(escape_line(p.intitule)),
            cellule(escape_line(p.etat)),
            cellule(_sources(p)),
        ]
        for p in preconisations
    ]
    return tableau(entetes, lignes, [8, 52, 23, 17])


def _preconisation(preconisation: Preconisation) -> Iterable[Flowable]:
    debut = Balisage(escape_line(f"Préconisation {preconisation.numero}. {preconisation.intitule}"))
    yield from titre(debut, 1, preconisation_key(preconisation.numero), sommaire=False)
    lignes = [
        (Balisage("État"), bold(preconisation.etat)),
        (Balisage("Sources"), _sources(preconisation)),
    ]
    if preconisation.decision:
        lignes.append((Balisage("Décision"), _decision(preconisation.decision)))
    if preconisation.reponse_publique:
        lignes.append((Balisage("Réponse"), escape(preconisation.reponse_publique)))
    yield fiche_signaletique(lignes)
    if preconisation.fiches:
        yield _fiches(preconisation.fiches)
    if preconisation.engagements:
        yield _engagements(preconisation.engagements)


def _sources(preconisation: Preconisation) -> Balisage:
    voix = francais.accorder(preconisation.sources.voix, "voix", "voix")
    return escape_line(f"{voix} sur {francais.nombre(preconisation.sources.total)}")


def _decision(decision: Decision) -> Balisage:
    quand = f"{bold(decision.instance)}, le {francais.jour(decision.le)}"
    return Balisage(f"{quand}<br/>{escape(decision.motif)}" if decision.motif else quand)


def _fiches(fiches: Sequence[FicheLiee]) -> Flowable:
    entetes = [Balisage(mot) for mot in ("Fiche", "Intitulé", "Lien", "Motif du lien")]
    lignes = [
        [
            cellule(bold(fiche.numero)),
            cellule(escape_line(fiche.intitule)),
            cellule(escape_line(fiche.nature)),
            cellule(escape(fiche.motif)),
        ]
        for fiche in fiches
    ]
    return tableau(entetes, lignes, [10, 34, 15, 41])


def _engagements(engagements: Sequence[EngagementPris]) -> Flowable:
    entetes = [Balisage(mot) for mot in ("Structure", "Engagement", "Échéance", "État")]
    lignes = [
        [
            cellule(bold(engagement.organisme)),
            cellule(escape(engagement.texte)),
            cellule(_echeance(engagement.echeance)),
            cellule(escape_line(engagement.etat)),
        ]
        for engagement in engagements
    ]
    return tableau(entetes, lignes, [25, 40, 21, 14])


def _echeance(echeance: date | str | None) -> Balisage:
    if isinstance(echeance, date):
        return escape_line(francais.jour(echeance))
    return escape_line(echeance or "non fixée")
