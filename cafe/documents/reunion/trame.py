"""What stands where in the compte rendu of a meeting, for the formats that are corrected."""

from __future__ import annotations

from collections.abc import Iterator

from cafe.documents import francais
from cafe.documents.francais import majuscule
from cafe.documents.reunion import phrases
from cafe.documents.reunion.contenu import Ligne, Point, Reunion, SuiviPrevu
from cafe.documents.texte import PROPOS_RETIRE
from cafe.documents.trame.blocs import (
    Allure,
    Bloc,
    Cellule,
    Colonne,
    Images,
    Liste,
    Morceau,
    Paragraphe,
    Tableau,
    Titre,
    Trame,
    cellule,
    discret,
    etiquette,
    fort,
    paragraphe,
    renseignement,
)

_ECHANGES = Colonne("Échanges et décisions", 64)
_SUIVI = Colonne("Suivi / échéance", 36)


def lay_out(contenu: Reunion) -> Trame:
    """Return the outline of the document."""
    instance = " · ".join(part for part in (contenu.groupe, contenu.volet) if part)
    return Trame(
        titre=f"Compte rendu : {contenu.titre}",
        sujet=contenu.demarche,
        auteur=contenu.redacteur,
        edite_le=contenu.edite_le,
        rappel=f"Compte rendu · {contenu.titre} · {contenu.validation.etat}",
        pied=instance or contenu.demarche,
        blocs=tuple(_blocs(contenu, instance)),
    )


def _blocs(contenu: Reunion, instance: str) -> Iterator[Bloc]:
    logos = tuple(c.logo for c in contenu.copilotes if c.logo is not None)
    if logos:
        yield Images(logos)
    yield paragraphe(contenu.demarche, allure=Allure.SURTITRE)
    yield Titre(f"Compte rendu : {contenu.titre}", 0)
    if instance:
        yield paragraphe(instance, allure=Allure.SOUS_TITRE)
    yield from _notice(contenu)
    yield from _presents(contenu)
    if contenu.ordre_du_jour:
        yield Titre("Ordre du jour", 1)
        points = tuple((Morceau(titre),) for titre in contenu.ordre_du_jour)
        yield Liste(points, numerotee=True)
    if contenu.documents:
        yield Titre("Documents joints", 1)
        yield Liste(
            tuple(
                (fort(f"Document {d.lettre}\u00a0:"), Morceau(f" {d.titre}"))
                for d in contenu.documents
            )
        )
    if contenu.points:
        yield Titre("Relevé des échanges et des décisions", 1)
    for point in contenu.points:
        yield from _point(point)
    yield from _end(contenu)


def _notice(contenu: Reunion) -> Iterator[Bloc]:
    lines = (
        ("Date", majuscule(phrases.quand(contenu))),
        ("Lieu", contenu.lieu),
        ("Copilotage", phrases.copilotage(contenu.copilotes)),
        ("Rédaction", contenu.redacteur),
        ("Diffusion", contenu.diffusion),
        (
            "État",
            f"{phrases.etat(contenu.validation)}, édité le {francais.jour(contenu.edite_le)}",
        ),
    )
    for nom, valeur in lines:
        if valeur:
            yield renseignement(nom, valeur)


def _presents(contenu: Reunion) -> Iterator[Bloc]:
    yield Titre(f"Participants ({phrases.venus(contenu)})", 1)
    if contenu.structures:
        yield Tableau(
            "Les personnes présentes, structure par structure.",
            (Colonne("Structure", 38), Colonne("Présents", 62)),
            tuple(
                (
                    cellule(structure.nom or "Sans structure"),
                    tuple(
                        paragraphe(phrases.personne(qui), allure=Allure.CELLULE)
                        for qui in structure.personnes
                    ),
                )
                for structure in contenu.structures
            ),
        )
    if contenu.habitants is not None:
        yield renseignement("Habitantes et habitants", phrases.habitants(contenu.habitants))
    if contenu.excuses:
        yield Titre("Excusés et représentés", 2)
        yield Liste(tuple((Morceau(phrases.excuse(qui)),) for qui in contenu.excuses))


def _point(point: Point) -> Iterator[Bloc]:
    yield Titre(f"{point.numero}. {point.titre}" if point.numero else point.titre, 2)
    yield Tableau(
        f"Ce qui s’est dit et ce qui est à suivre : {point.titre}",
        (_ECHANGES, _SUIVI),
        tuple(_rows(point)),
    )


def _rows(point: Point) -> Iterator[tuple[Cellule, Cellule]]:
    """A row for each suivi of an earlier meeting, then one for what was said in this one."""
    for suivi in point.suivis:
        if suivi.etat is not None:
            yield (_told(suivi),), (_held(suivi),)
    lines = tuple(_lines(point.lignes))
    actions = tuple(_agreed(suivi) for suivi in point.suivis if suivi.etat is None)
    if lines or actions or not point.suivis:
        yield (
            lines or cellule(discret("Aucun échange noté.")),
            actions or cellule(discret("Rien à suivre.")),
        )


def _lines(lignes: tuple[Ligne, ...]) -> Iterator[Paragraphe]:
    """The lines in order; a label only where the kind changes."""
    before = ""
    for ligne in lignes:
        label = phrases.NATURES.get(ligne.nature, ligne.nature)
        words = Morceau(phrases.dit(ligne))
        parts = (words,) if label == before else (fort(f"{label}\u00a0:"), Morceau(" "), words)
        yield Paragraphe(parts, Allure.CELLULE, ligne.ancre)
        before = label


def _agreed(suivi: SuiviPrevu) -> Paragraphe:
    """What was agreed in this meeting, then who does it and by when."""
    parts = (fort(_words(suivi)), Morceau(f"\n{majuscule(phrases.qui_et_quand(suivi))}"))
    return Paragraphe(parts, Allure.CELLULE, suivi.ancre)


def _told(suivi: SuiviPrevu) -> Paragraphe:
    """What an earlier meeting agreed, then what was said of it in this one."""
    parts = [fort(_words(suivi))]
    if suivi.nouvelle:
        parts.append(Morceau(f"\n{suivi.nouvelle}"))
    return Paragraphe(tuple(parts), Allure.CELLULE, suivi.ancre)


def _held(suivi: SuiviPrevu) -> Paragraphe:
    owner = Morceau(f"{majuscule(phrases.qui_et_quand(suivi))}\n")
    return Paragraphe((owner, etiquette(majuscule(phrases.depuis(suivi)))), Allure.CELLULE)


def _words(suivi: SuiviPrevu) -> str:
    return f"({PROPOS_RETIRE})" if suivi.texte is None else suivi.texte


def _end(contenu: Reunion) -> Iterator[Bloc]:
    rencontre = contenu.prochaine
    if rencontre is not None:
        yield Titre("Prochaine rencontre", 1)
        yield paragraphe(fort(majuscule(phrases.prochaine(rencontre))))
        if rencontre.objet:
            yield renseignement("Objet", rencontre.objet)
    if contenu.validation.amendements:
        yield Titre("Amendements adoptés", 1)
        yield paragraphe(contenu.validation.amendements)
