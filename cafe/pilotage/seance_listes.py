"""Lists of a form that grow, shrink and move by plain buttons, whatever was typed kept.

Works on the raw fields as they came (``questions-2-texte``), so that even what is not valid
yet comes back as it was typed. Pure: no request, no database.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from cafe.models import Format
from cafe.models.question import default_categories
from cafe.pilotage.seance_modeles import CHACUN_SUR_SON_TELEPHONE, MODELES, EtapeProposee

Champs = MultiDict[str, str]
Ligne = dict[str, list[str]]
# Beyond, « Ajouter » does nothing: nobody answers twenty questions.
LIMITES = {"questions": 12, "etapes": 20}
# The field of a line that receives the focus.
_PREMIER = {"questions": "texte", "etapes": "titre"}


@dataclass(frozen=True)
class Remaniement:
    """The fields after a gesture, and the id of the control where the person goes on."""

    champs: Champs
    focus: str


def lines_of(champs: Champs, liste: str) -> list[Ligne]:
    """The lines of a list, by rising index; each maps a field to its raw values."""
    found: dict[int, Ligne] = {}
    for key, values in champs.lists():
        name, _, rest = key.partition("-")
        index, _, field = rest.partition("-")
        if name == liste and index.isdigit() and field:
            found.setdefault(int(index), {})[field] = values
    return [found[index] for index in sorted(found)]


def with_lines(champs: Champs, liste: str, lignes: list[Ligne]) -> Champs:
    """The same fields with that list replaced, numbered from 0."""
    kept = [
        (key, value)
        for key, values in champs.lists()
        for value in values
        if not key.startswith(f"{liste}-")
    ]
    for index, ligne in enumerate(lignes):
        for field, values in ligne.items():
            kept += [(f"{liste}-{index}-{field}", value) for value in values]
    return MultiDict(kept)


def split_questions(champs: Champs) -> Champs:
    """A question typed on several lines becomes several questions."""
    lignes: list[Ligne] = []
    for ligne in lines_of(champs, "questions"):
        typed = ligne.get("texte", [""])[0]
        texts = [one.strip() for one in typed.splitlines() if one.strip()] or [typed]
        lignes.append(ligne | {"texte": texts[:1]})
        lignes += [ligne | {"texte": [text], "ident": [""], "origine": [""]} for text in texts[1:]]
    return with_lines(champs, "questions", lignes)


def apply(champs: Champs, geste: str) -> Remaniement:
    """Apply ``liste:ajouter``, ``liste:N:monter|descendre|retirer``, ``format`` or ``telephones``
    (a world café in which each writes on a phone).

    A gesture that makes no sense changes nothing.
    """
    champs = split_questions(champs)
    if geste == "format":
        return _follow_format(champs)
    if geste == "telephones":
        etapes = proposed_etapes(CHACUN_SUR_SON_TELEPHONE)
        return Remaniement(with_lines(champs, "etapes", etapes), "format-telephones")
    liste, _, rest = geste.partition(":")
    if liste not in LIMITES:
        return Remaniement(champs, "")
    lignes = lines_of(champs, liste)
    if rest == "ajouter":
        focus = _add(lignes, liste, champs)
    else:
        index, _, verbe = rest.partition(":")
        focus = _move(lignes, liste, int(index), verbe) if index.isdigit() else ""
    return Remaniement(with_lines(champs, liste, lignes), focus)


def _add(lignes: list[Ligne], liste: str, champs: Champs) -> str:
    if len(lignes) < LIMITES[liste]:
        lignes.append(_blank(liste, lignes, champs))
    return f"{liste}-{len(lignes) - 1}-{_PREMIER[liste]}"


def _blank(liste: str, lignes: list[Ligne], champs: Champs) -> Ligne:
    if liste == "etapes":
        return {"titre": [""], "ident": [""]}
    # What may be answered is most often the same for all questions.
    chosen = lignes[-1].get("categories", []) if lignes else _defaults(champs)
    return {"texte": [""], "ident": [""], "categories": chosen}


def _move(lignes: list[Ligne], liste: str, index: int, verbe: str) -> str:
    if index >= len(lignes):
        return ""
    if verbe == "retirer":
        lignes.pop(index)
        near = min(index, len(lignes) - 1)
        return f"{liste}-{near}-{_PREMIER[liste]}" if lignes else f"{liste}-ajouter"
    target = index + {"monter": -1, "descendre": 1}.get(verbe, 0)
    if not 0 <= target < len(lignes):
        return f"{liste}-{index}-{_PREMIER[liste]}"
    lignes.insert(target, lignes.pop(index))
    # The same button follows the line, as long as it has one there.
    edge = {"monter": 0, "descendre": len(lignes) - 1}.get(verbe)
    return f"{liste}-{target}-{_PREMIER[liste] if target == edge else verbe}"


def format_of(champs: Champs) -> Format:
    """The format chosen in the fields; an atelier when it is not one."""
    try:
        return Format(champs.get("format", ""))
    except ValueError:
        return Format.ATELIER


def _defaults(champs: Champs) -> list[str]:
    return list(default_categories(format_of(champs)))


def _follow_format(champs: Champs) -> Remaniement:
    """Propose the script, the answers and the tables of the chosen format."""
    questions = [q | {"categories": _defaults(champs)} for q in lines_of(champs, "questions")]
    champs = with_lines(champs, "questions", questions)
    champs = with_lines(champs, "etapes", proposed_etapes(MODELES[format_of(champs)].etapes))
    champs["tables"] = str(MODELES[format_of(champs)].tables)
    return Remaniement(champs, "format")


def proposed_etapes(etapes: Sequence[EtapeProposee]) -> list[Ligne]:
    """A proposed script, as raw fields."""
    return [
        {
            "titre": [str(etape.titre)],
            "minutes": [str(etape.minutes or "")],
            "nature": [etape.nature.value],
            "tour": [str(etape.tour or "")],
            "consigne": [str(etape.consigne)],
            "ecran": [etape.ecran.value],
            "ident": [""],
        }
        | ({"ecrire": ["y"]} if etape.ecrire else {})
        | ({"voter": ["y"]} if etape.voter else {})
        for etape in etapes
    ]


def proposed_fields(format_: Format, redacteur: str) -> Champs:
    """The fields of a séance not yet made: one question to write, all else proposed."""
    champs: Champs = MultiDict(
        {
            "format": format_.value,
            "tables": str(MODELES[format_].tables),
            "redacteur": redacteur,
        }
    )
    first: Ligne = {"texte": [""], "ident": [""], "categories": _defaults(champs)}
    champs = with_lines(champs, "questions", [first])
    return with_lines(champs, "etapes", proposed_etapes(MODELES[format_].etapes))
