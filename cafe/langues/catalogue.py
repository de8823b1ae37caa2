"""Catalogues as files: reading sentences and their translations, writing them compiled.

A folder ``<locale>`` holds ``langue.json`` (code, name, who re-read it and when) and
``LC_MESSAGES/messages.po`` with the ``.mo`` that is read at run time.
"""

from __future__ import annotations

import json
import os
import re
import string
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from cafe.langues.langue import Langue
from cafe.resources import resource

FICHE = "langue.json"
_PLACEHOLDER = re.compile(r"%\((\w+)\)([a-z])|%%|%")


@dataclass(frozen=True)
class Phrase:
    """One text to translate: a sentence, or one plural form of it (``forme`` from 0)."""

    id: str
    forme: int | None
    francais: str
    traduction: str = ""


def shipped_folder() -> Path:
    """The folder of the catalogues that ship."""
    return resource("catalogues")


def read_source() -> Catalog:
    """The sentences of the phone, in French."""
    with (shipped_folder() / "telephone.pot").open("rb") as file:
        return read_po(file)


def read_catalogue(folder: Path) -> Catalog:
    """The translations of one language's folder."""
    with (folder / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file)


def read_langue(folder: Path) -> Langue:
    """The language of a folder. Raises ``OSError`` or ``ValueError`` when it is not one."""
    values = json.loads((folder / FICHE).read_text(encoding="utf-8"))
    try:
        return Langue(**{key: str(value) for key, value in values.items()})
    except (TypeError, AttributeError) as error:
        raise ValueError(f"{folder / FICHE} : fiche de langue illisible") from error


def write_folder(folder: Path, langue: Langue, catalog: Catalog) -> None:
    """Write a language's folder, each file replaced at once."""
    messages = folder / "LC_MESSAGES"
    messages.mkdir(parents=True, exist_ok=True)
    _replace(messages / "messages.po", po_bytes(catalog))
    _replace(messages / "messages.mo", mo_bytes(catalog))
    fiche = json.dumps(asdict(langue), ensure_ascii=False, indent=1) + "\n"
    _replace(folder / FICHE, fiche.encode())


def po_bytes(catalog: Catalog) -> bytes:
    """The catalogue as text, the same bytes for the same sentences."""
    out = BytesIO()
    write_po(out, catalog, width=0, include_lineno=False)
    return out.getvalue()


def mo_bytes(catalog: Catalog) -> bytes:
    """The catalogue as it is read at run time."""
    out = BytesIO()
    write_mo(out, catalog)
    return out.getvalue()


def _replace(path: Path, data: bytes) -> None:
    part = path.with_name(path.name + ".part")
    part.write_bytes(data)
    os.replace(part, path)


def phrases(source: Catalog, translated: Catalog) -> Iterator[Phrase]:
    """Every text that ``translated`` has to say, in the order of ``source``."""
    for message in source:
        if not message.id:
            continue
        known = translated.get(message.id)
        if isinstance(message.id, str):
            said = known.string if known is not None and isinstance(known.string, str) else ""
            yield Phrase(message.id, None, message.id, said)
            continue
        singular, plural = message.id[0], message.id[1]
        forms = forms_of(known) if known is not None else ()
        for rank in range(translated.num_plurals):
            said = forms[rank] if rank < len(forms) else ""
            yield Phrase(singular, rank, singular if rank == 0 else plural, said)


def forms_of(message: Message) -> tuple[str, ...]:
    """What is said: one text, or one per plural form."""
    said = message.string
    if said is None or isinstance(said, str):
        return (said or "",)
    return tuple(said)


def translate(catalog: Catalog, message: Message, texts: list[str]) -> None:
    """Put the translation of one sentence (all its plural forms) in a catalogue."""
    said: str | tuple[str, ...] = texts[0] if isinstance(message.id, str) else tuple(texts)
    catalog.add(message.id, said, locations=message.locations)


def fault(francais: str, traduction: str, *, plural: bool = False) -> str | None:
    """What is wrong with a translation, in French; None when it may be shown.

    A plural form may leave its number out (« une autre parole »).
    """
    if not traduction.strip():
        return "la traduction manque"
    if "<" in traduction or ">" in traduction:
        return "les signes < et > ne sont pas admis"
    if any(ord(sign) < 32 and sign != "\n" for sign in traduction):
        return "un signe invisible s’est glissé dans le texte"
    wanted, given = _placeholders(francais), _placeholders(traduction)
    if given is None:
        return "un signe % est seul : écrivez %% pour « pour cent »"
    assert wanted is not None  # noqa: S101 - the source is checked by a test
    if plural:
        wanted.discard("%(num)d")
        given.discard("%(num)d")
    if missing := sorted(wanted - given):
        return f"il manque {', '.join(missing)}, à recopier tel quel"
    if extra := sorted(given - wanted):
        return f"{', '.join(extra)} n’est pas dans la phrase française"
    return None


def _placeholders(texte: str) -> set[str] | None:
    """The named fields of a sentence; None when a percent sign stands alone."""
    found = set()
    for match in _PLACEHOLDER.finditer(texte):
        if match[0] == "%":
            return None
        if match[0] != "%%":
            found.add(match[0])
    return found


def words_in_longest_sentence(texte: str) -> int:
    """How many words the longest sentence of a text has, for simple French."""
    return max(len(_words(part)) for part in re.split(r"[.!?…:\n]+(?:\s|$)", texte))


def _words(part: str) -> list[str]:
    return [word for word in part.split() if word.strip(string.punctuation + "«»’“”–—")]
