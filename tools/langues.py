"""Gathers the sentences of the phone and brings the shipped catalogues up to date.

« python -m tools.langues » writes ``catalogues/telephone.pot``, then each language's ``.po``
and ``.mo``: known translations stay, new sentences wait empty (a test then asks for them),
those no longer said go. What the team's pages say is left out: they stay French.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from jinja2 import Environment, FileSystemLoader, meta

from cafe.langues.catalogue import (
    FICHE,
    forms_of,
    po_bytes,
    read_catalogue,
    read_langue,
    write_folder,
)
from cafe.langues.langue import Langue
from cafe.libelles import LIBELLES
from cafe.messages import SENTENCES
from cafe.models import EtatEngagement, EtatPreconisation, MotifModeration
from cafe.models.question import CATEGORIES

ROOT = Path(__file__).resolve().parent.parent
CATALOGUES = ROOT / "catalogues"
SOURCE = CATALOGUES / "telephone.pot"
KEYWORDS = {"_": None, "gettext": None, "lazy_gettext": None, "ngettext": (1, 2)}
# Beside the actions that the participants' pages call: what those have in common.
SHARED = ("actions/core", "actions/depot")
ALWAYS = ("interdit", "introuvable", "deja_modifie", "occupe")
LABELS = (MotifModeration, EtatPreconisation, EtatEngagement)
_CALLED = re.compile(r"^from cafe\.(actions\.\w+|medias\w*) import", re.MULTILINE)
_RAISED = re.compile(r'RuleBroken\(\s*"(\w+)"')
# A code chosen before it is raised: « code = "page_expiree" if … else … ».
_CHOSEN = re.compile(r'^\s*code = "(\w+)" if .* else "(\w+)"$', re.MULTILINE)
# One fixed date: the same sentences give the same file.
_WRITTEN = datetime(2026, 1, 1, tzinfo=UTC)
# A sentence, or its singular and plural.
Said = str | tuple[str, ...]


def source() -> Catalog:
    """Every sentence that a phone can show, with where it is said."""
    catalog = Catalog(
        project="Café",
        charset="utf-8",
        creation_date=_WRITTEN,
        revision_date=_WRITTEN,
        fuzzy=False,
        header_comment="# Les phrases du téléphone, en français.",
    )
    for file, line, said in (*_templates(), *_modules()):
        catalog.add(said, locations=[(file, line)])
    for code in sorted(_codes()):
        catalog.add(SENTENCES[code].texte, locations=[("cafe/messages.py", 1)])
    for category in CATEGORIES.values():
        catalog.add(category.libelle, locations=[("cafe/models/question.py", 1)])
    for value, label in LIBELLES:
        if isinstance(value, LABELS):
            catalog.add(str(label), locations=[("cafe/libelles.py", 1)])
    return catalog


def _templates() -> Iterator[tuple[str, int, Said]]:
    for path in sorted(_reached_templates()):
        yield from _extracted(path, "jinja2.ext:babel_extract")


def _reached_templates() -> set[Path]:
    """The participants' templates, the error page, and what they extend or import."""
    folder = ROOT / "templates"
    environment = Environment(loader=FileSystemLoader(folder), autoescape=True)
    waiting = [str(p.relative_to(folder)) for p in (folder / "participation").rglob("*.html")]
    waiting.append("erreur.html")
    seen: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        tree = environment.parse((folder / name).read_text(encoding="utf-8"))
        waiting.extend(found for found in meta.find_referenced_templates(tree) if found)
    return {folder / name for name in seen}


def _modules() -> Iterator[tuple[str, int, Said]]:
    beside = (ROOT / "cafe/errors.py", ROOT / "cafe/presentation.py")
    for path in (*sorted((ROOT / "cafe/participation").rglob("*.py")), *beside):
        yield from _extracted(path, "python")
    # Its other sentences are found by their code.
    for file, line, said in _extracted(ROOT / "cafe/messages.py", "python"):
        if isinstance(said, str) and said.startswith("Cela n’a pas pu"):
            yield file, line, said


def _extracted(path: Path, method: str) -> Iterator[tuple[str, int, Said]]:
    file = path.relative_to(ROOT).as_posix()
    options = {"silent": "false"}
    for line, said, _comments, _context in extract_from_file(
        method,
        path,
        keywords=KEYWORDS,
        options=options,
    ):
        yield file, line, said


def _codes() -> set[str]:
    """The refusals that a participant's request may run into."""
    package = ROOT / "cafe"
    pages = [path.read_text(encoding="utf-8") for path in (package / "participation").rglob("*.py")]
    called = {name.replace(".", "/") for page in pages for name in _CALLED.findall(page)}
    files = [package / f"{name}.py" for name in (*called, *SHARED)]
    texts = [*pages, *(path.read_text(encoding="utf-8") for path in files if path.exists())]
    raised = {code for text in texts for code in _RAISED.findall(text)}
    raised |= {code for text in texts for pair in _CHOSEN.findall(text) for code in pair}
    # What reading a file may refuse is raised by its reader, under these names.
    raised |= {code for code in SENTENCES if code.startswith(("photo_", "voix_"))}
    return {*ALWAYS, *(code for code in raised if code in SENTENCES)}


def updated(langue: Langue, old: Catalog, sentences: Catalog) -> Catalog:
    """A language's catalogue on the sentences of today, known translations kept."""
    new = Catalog(
        locale=langue.locale,
        project="Café",
        charset="utf-8",
        creation_date=_WRITTEN,
        revision_date=_WRITTEN,
        fuzzy=False,
        header_comment=f"# Les phrases du téléphone : {langue.nom}.",
    )
    for message in sentences:
        if not message.id:
            continue
        known = old.get(message.id)
        blank = ("",) * new.num_plurals if not isinstance(message.id, str) else ""
        said = known.string if known is not None else blank
        new.add(message.id, said, locations=message.locations)
    return new


def untranslated(catalog: Catalog) -> list[Message]:
    """The sentences that a catalogue does not say yet."""
    return [m for m in catalog if m.id and not all(forms_of(m))]


def main() -> int:
    """Write everything; says how many sentences each language lacks."""
    sentences = source()
    SOURCE.write_bytes(po_bytes(sentences))
    for fiche in sorted(CATALOGUES.glob(f"*/{FICHE}")):
        langue = read_langue(fiche.parent)
        new = updated(langue, read_catalogue(fiche.parent), sentences)
        write_folder(fiche.parent, langue, new)
        missing = untranslated(new)
        print(f"{langue.code} : {len(missing)} phrases à traduire sur {len(new)}")
        for message in missing:
            print(f"  {message.id!r}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
