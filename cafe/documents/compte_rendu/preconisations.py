"""The préconisations: their state in the synthesis, what follows from each in an annexe."""

from collections.abc import Iterable, Sequence

from reportlab.platypus import Flowable

from cafe.documents.compte_rendu import phrases, styles
from cafe.documents.compte_rendu.blocs import titre
from cafe.documents.compte_rendu.contenu import EngagementPris, FicheLiee, Preconisation
from cafe.documents.compte_rendu.tableaux import Case, cellule, tableau
from cafe.documents.flux import Paragraphe
from cafe.documents.francais import jour
from cafe.documents.texte import Balisage, bold, escape, escape_line


def preconisations_section(
    preconisations: Sequence[Preconisation], *, motifs: bool = True
) -> list[Flowable]:
    """Their table, or the sentence that says there is none yet.

    Without `motifs` the reasons of decisions stand in the annexe alone.
    """
    section = [titre(Balisage("Préconisations"), 2, "preconisations")]
    if not preconisations:
        phrase = "Aucune préconisation n’est encore rédigée à partir de cette séance."
        return [*section, Paragraphe(Balisage(phrase), styles.TEXTE)]
    lignes: list[list[Case]] = [
        [
            [cellule(bold(p.numero))],
            [cellule(bold(p.intitule))],
            _state(p, motifs),
            [cellule(escape_line(phrases.sources(p)))],
        ]
        for p in preconisations
    ]
    entetes = ("N°", "Préconisation", "État et décision", "Sources")
    return [*section, tableau(entetes, lignes, (7, 45, 32, 16))]


def what_follows(preconisations: Sequence[Preconisation]) -> Iterable[Flowable]:
    """For each one that has any: the public answer, fiches and engagements."""
    for p in preconisations:
        if not has_more(p):
            continue
        intitule = escape_line(f"Préconisation {p.numero}. {p.intitule}")
        yield titre(intitule, 3, f"preconisation-{p.numero.encode().hex()}")
        if p.decision and p.decision.motif:
            decision = f"{bold('Décision')}\u00a0: {escape(phrases.decision(p))}"
            yield Paragraphe(Balisage(decision), styles.TEXTE)
        if p.reponse_publique:
            reponse = f"{bold('Réponse')}\u00a0: {escape(p.reponse_publique)}"
            yield Paragraphe(Balisage(reponse), styles.TEXTE)
        if p.fiches:
            yield _fiches(p.fiches)
        if p.engagements:
            yield _engagements(p.engagements)


def has_more(preconisation: Preconisation) -> bool:
    """Whether the annexe has something to add to the table."""
    p = preconisation
    motif = p.decision and p.decision.motif
    return bool(motif or p.reponse_publique or p.fiches or p.engagements)


def _state(p: Preconisation, motifs: bool) -> list[Flowable]:
    cases: list[Flowable] = [cellule(bold(p.etat))]
    if p.decision:
        dit = phrases.decision(p) if motifs else phrases.decision_seule(p.decision)
        cases.append(cellule(escape(dit)))
    return cases


def _fiches(fiches: Sequence[FicheLiee]) -> Flowable:
    lignes: list[list[Case]] = [
        [
            [cellule(bold(fiche.numero))],
            [cellule(escape_line(fiche.intitule))],
            [cellule(escape_line(fiche.nature))],
            [cellule(escape(fiche.motif))],
        ]
        for fiche in fiches
    ]
    return tableau(("Fiche", "Intitulé", "Lien", "Motif du lien"), lignes, (10, 34, 15, 41))


def _engagements(engagements: Sequence[EngagementPris]) -> Flowable:
    lignes: list[list[Case]] = [
        [
            [cellule(bold(pris.organisme))],
            [cellule(escape(pris.texte))],
            [cellule(_echeance(pris))],
            [cellule(escape_line(pris.etat))],
        ]
        for pris in engagements
    ]
    return tableau(("Structure", "Engagement", "Échéance", "État"), lignes, (25, 40, 21, 14))


def _echeance(pris: EngagementPris) -> Balisage:
    if pris.echeance is None or isinstance(pris.echeance, str):
        return escape_line(pris.echeance or "non fixée")
    return escape_line(jour(pris.echeance))
