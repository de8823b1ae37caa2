"""A language 40 % longer than French, made from the sentences themselves, as a town brings one."""

from __future__ import annotations

from cafe.langues.catalogue import read_source, translate, write_folder
from cafe.langues.choix import registre
from cafe.langues.feuille import empty_catalogue
from cafe.langues.langue import Langue

LONGUE = "fr-longue"


def longer(sentence: str) -> str:
    """The same sentence, its fields kept, two more letters for five in its longest words."""
    words = sentence.split(" ")
    wanted = max(3, -(-len(sentence) * 4 // 10))
    for place in sorted(range(len(words)), key=lambda n: -len(words[n])):
        if "%" in words[place] or wanted <= 0:
            continue
        more = min(wanted, max(3, len(words[place])))
        words[place] += "ē" * more
        wanted -= more
    return " ".join(words)


def bring_longer_language() -> None:
    langue = Langue(LONGUE, "Langue très longue", "l’essai", "2026-01-01")
    catalogue = empty_catalogue(LONGUE)
    for message in read_source():
        if message.id:
            forms = [message.id] if isinstance(message.id, str) else list(message.id)
            translate(catalogue, message, [longer(form) for form in forms])
    known = registre()
    write_folder(known.dossier / langue.locale, langue, catalogue)
    known.activate(LONGUE)
