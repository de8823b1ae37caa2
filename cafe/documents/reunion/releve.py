"""The points: what was recalled, said and decided on the left, who does what by when on the right.

Each kind of line is told in words; colour only repeats it.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from reportlab.platypus import Flowable

from cafe.documents import francais
from cafe.documents.flux import Paragraphe
from cafe.documents.polices import ACCENT
from cafe.documents.reunion import phrases, styles
from cafe.documents.reunion.contenu import Ligne, Point, SuiviPrevu
from cafe.documents.reunion.ouverture import section, two_columns
from cafe.documents.texte import PROPOS_RETIRE, Balisage, bold, escape, escape_line
from cafe.documents.titres import Titre

_PART_GAUCHE = 67
_LIGNES_INSECABLES = 4


class _Action(Paragraphe):
    """An action and its owner, not parted by a page when they are short."""

    def split(self, availWidth: float, availHeight: float) -> list[Any]:
        if len(self.blPara.lines) <= _LIGNES_INSECABLES:
            return []
        return super().split(availWidth, availHeight)


def points(releve: Sequence[Point]) -> Iterable[Flowable]:
    """The heading of the part, then each point with its table."""
    if not releve:
        return
    yield section("Relevé des échanges et des décisions", "releve")
    for point in releve:
        numero = f"{point.numero}. " if point.numero else ""
        intitule = escape_line(numero + point.titre)
        yield Titre(intitule, styles.POINT, 3, f"point-{point.numero}")
        tetes = ("Rappel, échanges, décisions", "Suivi / échéance")
        yield two_columns(
            [[[Paragraphe(Balisage(tete), styles.TETE)] for tete in tetes], *_rows(point)],
            _PART_GAUCHE,
        )


def _rows(point: Point) -> Iterable[list[list[Flowable]]]:
    """A row for each suivi of an earlier meeting, then one for what was said in this one."""
    for suivi in point.suivis:
        if suivi.etat is not None:
            yield [_told(suivi), _held(suivi)]
    lignes = list(_lines(point.lignes))
    actions = [m for suivi in point.suivis if suivi.etat is None for m in _agreed(suivi)]
    if lignes or actions or not point.suivis:
        yield [
            lignes or [Paragraphe(Balisage("Aucun échange noté."), styles.DOUX)],
            actions or [Paragraphe(Balisage("Rien à suivre."), styles.DOUX)],
        ]


def _lines(lignes: Sequence[Ligne]) -> Iterable[Flowable]:
    """The lines in order; a label where the kind changes, and before each decision."""
    avant = ""
    for ligne in lignes:
        etiquette = f"{_colored(phrases.NATURES.get(ligne.nature, ligne.nature))}\u00a0: "
        decision = ligne.nature == "decision"
        debut = etiquette if decision or ligne.nature != avant else ""
        style = styles.DECISION if decision else styles.CELLULE
        yield Paragraphe(Balisage(debut + escape(phrases.dit(ligne))), style)
        avant = ligne.nature


def _agreed(suivi: SuiviPrevu) -> list[Flowable]:
    """What was agreed in this meeting, then who does it and by when."""
    texte = Balisage(f"{escape(_words(suivi))}<br/>{_who_and_when(suivi)}")
    return [_Action(texte, styles.ACTION)]


def _told(suivi: SuiviPrevu) -> list[Flowable]:
    """What an earlier meeting agreed, then what was said of it in this one."""
    quand = f" le {francais.jour(suivi.origine)}" if suivi.origine else ""
    debut = Balisage(f"{_colored('Convenu' + quand)}\u00a0: {escape(_words(suivi))}")
    morceaux: list[Flowable] = [Paragraphe(debut, styles.CELLULE)]
    if suivi.nouvelle:
        suite = Balisage(f"{_colored('Depuis')}\u00a0: {escape(suivi.nouvelle)}")
        morceaux.append(Paragraphe(suite, styles.CELLULE))
    return morceaux


def _held(suivi: SuiviPrevu) -> list[Flowable]:
    etat = f"{bold('État')}\u00a0: {escape_line(suivi.etat or '')}"
    return [Paragraphe(Balisage(f"{etat}<br/>{_who_and_when(suivi)}"), styles.CELLULE)]


def _who_and_when(suivi: SuiviPrevu) -> Balisage:
    return bold(francais.majuscule(phrases.qui_et_quand(suivi)))


def _words(suivi: SuiviPrevu) -> str:
    return f"({PROPOS_RETIRE})" if suivi.texte is None else suivi.texte


def _colored(texte: str) -> Balisage:
    return Balisage(f'<font color="#{ACCENT.hexval()[2:]}">{bold(texte)}</font>')
