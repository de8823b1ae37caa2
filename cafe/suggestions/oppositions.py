"""Whether two near texts may want opposite things: « plus de bancs », « moins de bancs ».

No method that counts words hears a « pas »: so two texts that say of the same things that they are
and that they are not, or which name the two ends of a scale, are never called duplicates. It errs
on the side of saying nothing.
"""

from __future__ import annotations

import re

from cafe.suggestions.francais import fold, stems_of

# (one end, the other end) of each scale; without accents, whole words.
_ECHELLES = tuple(
    (re.compile(rf"\b(?:{un})\b"), re.compile(rf"\b(?:{autre})\b"))
    for un, autre in (
        (
            r"trop|exces|excessi\w+|moins d(?:e|es)?|redui\w+|reduction|diminu\w+|limit\w+"
            r"|baiss\w+",
            r"manqu\w+|insuffisan\w+|(?:plus|davantage) d(?:e|es)?|augment\w+|renforc\w+"
            r"|developp\w+|multipli\w+|rare\w*",
        ),
        (
            r"(?:r|re)?ouvr\w+|ouvert\w*|cree\w*|creation|ajout\w+|install\w+|constru\w+"
            r"|maint\w+|gard(?:er|ez|ons)|conserv\w+|autoris\w+|revenir|retour|remettre",
            r"(?:re)?ferm(?:e|ee|es|ees|er|ez|ons|eture|etures)|supprim\w+|suppression|enlev\w+"
            r"|retir\w+|demoli\w+|interdi\w+|arret(?:er|ez|ons)|cess\w+",
        ),
        (
            r"amelior\w+|meilleur\w*|mieux|bon|bons|bonnes?|facile\w*|utiles?|agreables?|propres?",
            r"mal|mauvais\w*|degrad\w+|pires?|empir\w+|difficile\w*|inutiles?|sales?",
        ),
        (r"pour|favorables?|oui", r"contre|defavorables?|oppos\w+"),
        (r"gratuit\w*", r"payant\w*|payer|tarifs?"),
        (r"obligatoires?|obliger", r"facultati\w+|volontair\w+|libres?|librement"),
        (r"ralenti\w*|lent\w*", r"acceler\w+|rapide\w*|vite"),
        (r"courte?s?|petite?s?", r"longue?s?|grande?s?"),
        (r"securite|rassur\w+|calmes?", r"insecurite|danger\w*|peur|bruyant\w*"),
        (r"matin|jour|journee", r"soir|soiree|nuit"),
    )
)
_PEU = re.compile(r"\b(?:pas (?:assez|suffisamment)|trop peu)\b")
# « plus » denies with its « ne » only; without, it asks for more. « ne … que » denies nothing.
_NEGATION = re.compile(
    r"\b(?:pas|jamais|aucune?|ni|sans|rien|non|impossible)\b"
    r"|\b(?:ne|n)\b(?:\s\w+){1,3}\s(?:plus|personne)\b|\bpersonne (?:ne|n)\b"
    # « If you do that, I move out » denies what it says.
    r"|\bje (?:demenage\w*|pars|partirai|quitte\w*|refuse\w*)\b|\bhors de question\b"
)
_PROPOSITIONS = re.compile(r"[.,;:!?…\n()]|\b(?:mais|car|donc|sinon|parce que|alors que)\b")


def may_oppose(un: str, autre: str) -> bool:
    """Whether they say of the same things yes and no, or each names another end of a scale."""
    a, b = _simple(un), _simple(autre)
    if any(_end(x, a) * _end(x, b) < 0 for x in _ECHELLES):
        return True
    (dits, nies), (dits_la, nies_la) = _said_and_denied(a), _said_and_denied(b)
    contraires = (nies & dits_la) | (nies_la & dits)
    return len(contraires) > 0 and len(contraires) >= len(nies & nies_la)


def _simple(texte: str) -> str:
    return _PEU.sub("manque", fold(texte).replace("’", " ").replace("'", " "))


def _said_and_denied(simple: str) -> tuple[set[str], set[str]]:
    """The stems of the clauses that affirm, and of those that deny and of no other."""
    dits: set[str] = set()
    nies: set[str] = set()
    for proposition in _PROPOSITIONS.split(simple):
        (nies if _NEGATION.search(proposition) else dits).update(stems_of([proposition]))
    return dits, nies - dits


def _end(echelle: tuple[re.Pattern[str], re.Pattern[str]], simple: str) -> int:
    """1 for one end, -1 for the other, 0 for none or both."""
    un, autre = echelle
    return bool(un.search(simple)) - bool(autre.search(simple))
