"""« PDF balisé »: the structure tree that lets a screen reader follow a page, on top of reportlab.

Lives here: the elements of the tree, the canvas that marks what is drawn as theirs, and the
writing of the tree in the file. Must not live here: any layout (`flux`), any content.

Whatever is drawn belongs to an element (`contenu`) or is decoration (`artefact`); reportlab knows
neither, so both are written as literal operators around its own.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Literal

from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFName, PDFObject, PDFPage
from reportlab.pdfgen.canvas import Canvas

from cafe.documents.polices import NORMALE

# fmt: off
Nature = Literal[
    "Document", "H1", "H2", "H3", "H4", "P", "BlockQuote", "L", "LI", "LBody",
    "Table", "TR", "TH", "TD", "TOC", "TOCI", "Link", "Figure",
]
# fmt: on
Decor = Literal["Layout", "Pagination"]

# A page and, on it, either the rank of a piece of content or the name of a link's object.
Morceau = tuple[int, int | str]

# Keys of pages come first in the parent tree; those of links start far behind.
_PREMIER_LIEN = 1_000_000


class Balise:
    """One element. It joins the tree with its first content, so that only cells may be empty.

    `parent` is None for an element that goes wherever the canvas stands when it is drawn. A
    paragraph cut by a page keeps one element for both halves. `alt` is for pictures; `texte` is
    what to read instead of what is drawn.
    """

    __slots__ = ("alt", "boite", "enfants", "nature", "parent", "portee", "posee", "texte")

    def __init__(
        self,
        nature: Nature,
        parent: "Balise | None" = None,
        *,
        portee: Literal["Column", "Row"] | None = None,
        alt: str = "",
        texte: str = "",
    ) -> None:
        self.nature = nature
        self.parent = parent
        self.portee = portee
        self.alt = alt
        self.texte = texte
        self.boite: tuple[float, float, float, float] | None = None
        self.posee = False
        self.enfants: list[Balise | Morceau] = []


class CanevasBalise(Canvas):
    """A canvas whose file is tagged. Pages are counted from 0 here.

    `en_fin` keeps a drawing for when all pages are known: page numbers « n sur N », contents.
    """

    # reportlab's own, which its published types leave out.
    _doc: Any
    _code: list[str]
    _filename: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs |= {"pdfVersion": (1, 7), "initialFontName": NORMALE}
        super().__init__(*args, **kwargs)
        self.racine = Balise("Document")
        # Where headings stand (key → page, from 1), and how deep the last one is in the outline.
        self.reperes: dict[str, int] = {}
        self.dernier_niveau = -1
        self._pile = [self.racine]
        self._contenus: list[list[Balise]] = [[]]
        self._liens: list[Balise] = []
        self._decors = 0
        self._page_courante = 0
        self._en_fin: list[tuple[int, Callable[[int], None]]] = []

    @contextmanager
    def contenu(self, balise: Balise) -> Iterator[None]:
        """What is drawn inside is this element's; nothing at all within decoration."""
        if self._decors:
            yield
            return
        self.attach(balise)
        marques = self._contenus[self._page_courante]
        balise.enfants.append((self._page_courante, len(marques)))
        self._code.append(f"/{balise.nature} <</MCID {len(marques)}>> BDC")
        marques.append(balise)
        self._pile.append(balise)
        try:
            yield
        finally:
            self._pile.pop()
            self._code.append("EMC")

    def enter(self, balise: Balise) -> None:
        """Elements drawn from now on, when they name no parent, are this one's children."""
        self._pile.append(balise)

    def leave(self) -> None:
        """Go back to where `enter` was called."""
        self._pile.pop()

    @contextmanager
    def artefact(self, decor: Decor = "Layout") -> Iterator[None]:
        """What is drawn inside is decoration: rules, grounds, running heads, repeated heads."""
        self.begin_artefact(decor)
        try:
            yield
        finally:
            self.end_artefact()

    def begin_artefact(self, decor: Decor = "Layout") -> None:
        """As `artefact`, for callers who learn of the start and of the end by separate calls."""
        if not self._decors:
            self._code.append(f"/Artifact <</Type /{decor}>> BDC")
        self._decors += 1

    def end_artefact(self) -> None:
        """The end of what `begin_artefact` began."""
        self._decors -= 1
        if not self._decors:
            if self._code[-1].startswith("/Artifact "):
                self._code.pop()
            else:
                self._code.append("EMC")

    def attach(self, balise: Balise) -> None:
        """Give an element its place in the tree, and its parents theirs, unless they have one."""
        if balise.posee or balise is self.racine:
            return
        if balise.parent is None:
            balise.parent = self._pile[-1]
        self.attach(balise.parent)
        balise.parent.enfants.append(balise)
        balise.posee = True

    def en_fin(self, dessin: Callable[[int], None]) -> None:
        """Have `dessin(number of pages)` called once all is laid out, to complete this page."""
        self._en_fin.append((self._page_courante, dessin))

    def showPage(self) -> None:
        super().showPage()
        page = self._doc.Pages.pages[-1]
        # The page's own list of what it writes; the class keeps its own for other canvases.
        page.__NoDefault__ = (*PDFPage.__NoDefault__, "StructParents", "Tabs")
        page.StructParents = self._page_courante
        page.Tabs = PDFName("S")
        self._page_courante += 1
        self._contenus.append([])

    def _addAnnotation(self, annotation: Any, name: str | None = None, addtopage: int = 1) -> None:
        """Every link is an element, child of the text that bears it."""
        name = name or f"lien-{len(self._liens)}"
        balise = Balise("Link", self._pile[-1])
        self.attach(balise)
        balise.enfants.append((self._page_courante, self._doc.annotationName(name)))
        self._liens.append(balise)
        annotation.permitted = (*annotation.permitted, "StructParent")
        annotation.otherkw["StructParent"] = _PREMIER_LIEN + len(self._liens) - 1
        super()._addAnnotation(annotation, name, addtopage)  # type: ignore[misc]

    def save(self) -> None:
        if self._code:
            self.showPage()
        pages = self._doc.Pages.pages
        for numero, dessin in self._en_fin:
            self._page_courante, self._code = numero, []
            self.init_graphics_state()
            dessin(len(pages))
            pages[numero].stream += "\n".join(self._code) + "\n"
        self._write_tree()
        self._doc.SaveToFile(self._filename, self)

    def _write_tree(self) -> None:
        arbre = _Arbre(self._doc)
        self._doc.Catalog.StructTreeRoot = arbre.write(self.racine, self._contenus, self._liens)
        self._doc.Catalog.MarkInfo = PDFDictionary({"Marked": "true"})


class _Brut(PDFObject):
    """An object already written."""

    def __init__(self, texte: str) -> None:
        self.texte = texte

    def format(self, document: Any) -> bytes:
        """Its bytes."""
        return self.texte.encode("ascii")


class _Arbre:
    """Writes the tree, once each element has its number in the file."""

    def __init__(self, document: Any) -> None:
        self.document = document
        self.objets: dict[int, _Brut] = {}
        self.references: dict[int, str] = {}

    def write(self, racine: Balise, pages: list[list[Balise]], liens: list[Balise]) -> PDFObject:
        """Return the root; `pages` give, for each page, the element of each piece of content."""
        tete = _Brut("")
        tete_ref = self._reference(tete, "balises")
        balises = list(_walk(racine))
        for rang, balise in enumerate(balises):
            objet = self.objets[id(balise)] = _Brut("")
            self.references[id(balise)] = self._reference(objet, f"balise-{rang}")
        for balise in balises:
            parent = self.references[id(balise.parent)] if balise.parent else tete_ref
            self.objets[id(balise)].texte = self._element(balise, parent)
        nums = [
            f"{numero} [{' '.join(self.references[id(balise)] for balise in contenus)}]"
            for numero, contenus in enumerate(pages)
            if contenus
        ]
        nums += [
            f"{_PREMIER_LIEN + rang} {self.references[id(lien)]}" for rang, lien in enumerate(liens)
        ]
        tete.texte = (
            f"<</Type /StructTreeRoot /K [{self.references[id(racine)]}] "
            f"/ParentTree <</Nums [{' '.join(nums)}]>> "
            f"/ParentTreeNextKey {_PREMIER_LIEN + len(liens)}>>"
        )
        return tete

    def _element(self, balise: Balise, parent: str) -> str:
        pages = [enfant[0] for enfant in balise.enfants if isinstance(enfant, tuple)]
        page = pages[0] if pages else None
        morceaux = [f"<</Type /StructElem /S /{balise.nature} /P {parent}"]
        if page is not None:
            morceaux.append(f"/Pg {self._page(page)}")
        if balise.alt:
            morceaux.append(f"/Alt {_text(balise.alt)}")
        if balise.texte:
            morceaux.append(f"/ActualText {_text(balise.texte)}")
        if balise.portee:
            morceaux.append(f"/A <</O /Table /Scope /{balise.portee}>>")
        if balise.boite:
            boite = " ".join(f"{cote:.2f}" for cote in balise.boite)
            morceaux.append(f"/A <</O /Layout /BBox [{boite}] /Placement /Block>>")
        enfants = " ".join(self._child(enfant, page) for enfant in balise.enfants)
        return " ".join([*morceaux, f"/K [{enfants}]>>"])

    def _child(self, enfant: Balise | Morceau, page: int | None) -> str:
        if isinstance(enfant, Balise):
            return self.references[id(enfant)]
        numero, rang = enfant
        if isinstance(rang, str):
            return f"<</Type /OBJR /Pg {self._page(numero)} /Obj {self._number(rang)}>>"
        if numero == page:
            return str(rang)
        return f"<</Type /MCR /Pg {self._page(numero)} /MCID {rang}>>"

    def _page(self, numero: int) -> str:
        return self._number(f"Page{numero + 1}")

    def _number(self, nom: str) -> str:
        return "{} {} R".format(*self.document.idToObjectNumberAndVersion[nom])

    def _reference(self, objet: _Brut, nom: str) -> str:
        self.document.Reference(objet, nom)
        return self._number(nom)


def _walk(balise: Balise) -> Iterator[Balise]:
    yield balise
    for enfant in balise.enfants:
        if isinstance(enfant, Balise):
            yield from _walk(enfant)


def _text(texte: str) -> str:
    return f"<FEFF{texte.encode('utf-16-be', errors='replace').hex().upper()}>"
