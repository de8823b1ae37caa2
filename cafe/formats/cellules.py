r"""What one cell of a table holds, both ways: lists, enjeux, years, and dangerous first signs.

The conventions are published in docs/formats/fiches.md:

- one entry per line; a bar « | » also separates; « ⏎ » is a line break inside an entry;
- a backslash keeps the ``\``, ``|`` or ``⏎`` that follows as it is; ``\.`` stands for nothing,
  and so keeps white space or a bullet at the edge of an entry, or an empty entry;
- in CSV, a text that a spreadsheet would take for a formula is led by an apostrophe;
- « (non importé) » alone means that the field was not imported.
"""

from __future__ import annotations

import re

from cafe.models.fiche_contenu import Json
from cafe.models.fiche_formulaire import Champ, TypeChamp

NON_IMPORTE = "(non importé)"

# The number of an enjeu: « 2 », « 2.1 », « 4 bis », « A ».
NUMERO_ENJEU = re.compile(r"[^\s:]{1,12}(?: bis| ter)?")

# Signs after which a spreadsheet may compute; full-width forms count for some of them.
_FORMULE = re.compile(r"'*(?:[\t\r\n]|\s*[=+\-@＝＋－＠])")
_MARQUE = re.compile(rf"'*{re.escape(NON_IMPORTE)}")
_FIN_DE_LIGNE = re.compile(r"\r\n|[\r\x0b\x0c]")
_PUCE = re.compile(r"\A(?:[-–*]\s+|[•▪]\s*)")
_ECHAPPE = re.compile(r"(\\[\\|⏎.])|\|")
_SIGNE = re.compile(r"\\([\\|⏎])|\\\.|⏎")
_NUMERO_NU = re.compile(r"\d[\w.]{0,9}(?: bis| ter)?")
_ENJEU = re.compile(
    rf"(?:(?:enjeu\s*)?n°\s*(?P<nomme>{NUMERO_ENJEU.pattern})|(?P<nu>{_NUMERO_NU.pattern}))?"
    r"(?:\s*:\s(?P<libelle>.*))?",
    re.DOTALL | re.IGNORECASE,
)


def disarm(texte: str, *, formules: bool) -> str:
    """Lead a text with an apostrophe when it would be taken for something else.

    That is for the mark of a field not imported, and with ``formules`` (CSV, whose cells have
    no type) for a formula.
    """
    return f"'{texte}" if _is_dangerous(texte, formules=formules) else texte


def rearm(texte: str, *, formules: bool) -> str:
    """Take away the apostrophe that ``disarm`` put, and no other."""
    if texte.startswith("'") and _is_dangerous(texte, formules=formules):
        return texte[1:]
    return texte


def _is_dangerous(texte: str, *, formules: bool) -> bool:
    return bool(_MARQUE.fullmatch(texte) or (formules and _FORMULE.match(texte)))


def encode_value(champ: Champ, valeur: Json) -> str:
    """Write a value of the form as the text of a cell, before ``disarm``."""
    if valeur is None:
        return ""
    if isinstance(valeur, list):
        textes = [
            _enjeu_text(element) if isinstance(element, dict) else str(element)
            for element in valeur
        ]
        return "\n".join(_encode_entry(texte) for texte in textes)
    return str(valeur)


def decode_value(champ: Champ, texte: str) -> Json:
    """Read the text of a cell, after ``rearm``, as a value of the form.

    A blank cell gives the blank value: an empty list, or null. A year that is not one comes
    back as its text, for the type check to report.
    """
    texte = _FIN_DE_LIGNE.sub("\n", texte)
    if not texte.strip():
        return [] if champ.type.is_list else None
    match champ.type:
        case TypeChamp.LISTE:
            return list(_entries(texte))
        case TypeChamp.LISTE_ENJEUX:
            return [_enjeu_value(entree) for entree in _entries(texte)]
        case TypeChamp.ANNEE:
            annee = texte.strip()
            return int(annee) if re.fullmatch(r"[0-9]{4}", annee) else annee
        case _:
            return texte.strip() if champ.cle == "numero" else texte


def _encode_entry(entree: str) -> str:
    texte = re.sub(r"[\\|⏎]", r"\\\g<0>", entree).replace("\n", "⏎")
    if not texte or texte[0].isspace() or _PUCE.match(texte):
        texte = rf"\.{texte}"
    return rf"{texte}\." if texte[-1].isspace() else texte


def _entries(texte: str) -> list[str]:
    """Cut a cell into its entries, without their bullets; blank ones are dropped."""
    lignes = _ECHAPPE.sub(lambda m: m[1] or "\n", texte).split("\n")
    brutes = [_PUCE.sub("", ligne.strip(), count=1) for ligne in lignes]
    return [_SIGNE.sub(_unescape, brute) for brute in brutes if brute]


def _unescape(signe: re.Match[str]) -> str:
    if signe[1]:
        return signe[1]
    return "\n" if signe[0] == "⏎" else ""


def _enjeu_text(enjeu: dict[str, Json]) -> str:
    numero, libelle = enjeu.get("numero"), enjeu.get("libelle")
    if numero is None:
        texte = str(libelle or "")
        return f": {texte}" if _ENJEU.fullmatch(texte) else texte
    tete = str(numero) if _NUMERO_NU.fullmatch(str(numero)) else f"n° {numero}"
    return f"{tete} : {libelle}" if libelle else tete


def _enjeu_value(texte: str) -> Json:
    trouve = _ENJEU.fullmatch(texte)
    if trouve is None:
        return {"numero": None, "libelle": texte or None}
    numero = trouve["nomme"] or trouve["nu"]
    entier = numero is not None and numero.isascii() and numero.isdigit()
    return {
        "numero": int(numero) if entier else numero,
        "libelle": trouve["libelle"] or None,
    }
