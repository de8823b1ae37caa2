"""After the préconisations: other suites, what is not printed here, and the next step."""

from collections.abc import Sequence

from reportlab.platypus import Flowable, Paragraph

from cafe.documents import francais
from cafe.documents.compte_rendu import styles
from cafe.documents.compte_rendu.blocs import nuance, titre
from cafe.documents.compte_rendu.contenu import CompteRendu, ProchaineEtape, SuiteDonnee
from cafe.documents.compte_rendu.tableaux import cellule, encadre, tableau
from cafe.documents.polices import GRIS
from cafe.documents.texte import PROPOS_RETIRE, Balisage, bold, escape, escape_line, quote_extract


def suites_section(suites: Sequence[SuiteDonnee]) -> list[Flowable]:
    """What became of the words that fed no préconisation."""
    section = titre(Balisage("3. Suites données aux autres paroles"), 0, "suites")
    if not suites:
        phrase = "Aucune autre suite n’est encore inscrite."
        return [*section, Paragraph(phrase, styles.TEXTE)]
    entetes = [Balisage(mot) for mot in ("Parole", "Suite", "Précision")]
    lignes = [
        [
            cellule(_parole(suite.parole)),
            cellule(_suite(suite)),
            cellule(escape(suite.motif or "–")),
        ]
        for suite in suites
    ]
    return [*section, tableau(entetes, lignes, [42, 28, 30])]


def aside_section(contenu: CompteRendu) -> list[Flowable]:
    """How many contributions are not printed, and why; never their words."""
    section = titre(Balisage("4. Ce qui n’est pas repris ici"), 0, "hors-compte-rendu")
    total = contenu.total_non_publiees
    if not total:
        section.append(Paragraph("Toutes les contributions reçues ont été publiées.", styles.TEXTE))
    else:
        compte = francais.accorder(total, "contribution", "contributions")
        suite = "n’a pas été publiée" if total < 2 else "n’ont pas été publiées"
        section.append(Paragraph(f"<b>{compte}</b> {suite}, pour ces motifs :", styles.TEXTE))
        lignes = [
            [cellule(escape_line(motif)), Paragraph(francais.nombre(n), styles.NOMBRE)]
            for motif, n in contenu.non_publiees
        ]
        section.append(
            tableau([Balisage("Motif"), Balisage("Nombre")], lignes, [44, 14], chiffres={1})
        )
    if contenu.frigo:
        compte = francais.accorder(contenu.frigo, "contribution", "contributions")
        verbe = "est gardée" if contenu.frigo < 2 else "sont gardées"
        phrase = f"<b>{compte}</b> hors sujet {verbe} « au frigo », pour une autre occasion."
        section.append(Paragraph(phrase, styles.TEXTE))
    return section


def next_step_section(etape: ProchaineEtape | None) -> list[Flowable]:
    """What happens next, boxed so that it is found at a glance."""
    section = titre(Balisage("5. Prochaine étape"), 0, "prochaine-etape")
    if etape is None:
        phrase = "La prochaine étape n’est pas encore fixée."
        return [*section, Paragraph(phrase, styles.TEXTE)]
    contenu: list[Flowable] = [Paragraph(escape(etape.texte), styles.TEXTE)]
    if etape.le:
        quand = francais.jour_de_semaine(etape.le).capitalize()
        contenu.insert(0, Paragraph(bold(quand), styles.SURTITRE))
    return [*section, encadre(contenu)]


def _suite(suite: SuiteDonnee) -> Balisage:
    lignes = [bold(suite.type)]
    if suite.structure:
        lignes.append(escape_line(suite.structure))
    if suite.le:
        lignes.append(nuance(escape_line(f"le {francais.jour(suite.le)}"), GRIS))
    return Balisage("<br/>".join(lignes))


def _parole(texte: str | None) -> Balisage:
    if texte is None:
        return Balisage(f"({PROPOS_RETIRE})")
    return quote_extract(texte)
