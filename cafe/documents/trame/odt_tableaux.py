"""Tables of an ODT file, and the styles that the format wants beside the content.

Widths of columns, borders of cells and directions are « automatic styles » there: one for each
use, made once for a document.
"""

from __future__ import annotations

from collections.abc import Sequence

from odfdo import Document, Element, Paragraph

from cafe.documents.trame.blocs import Tableau
from cafe.documents.trame.ecrit import one_line
from cafe.documents.trame.mesures import LARGEUR_MM

_BORD = "0.5pt solid #c9ccbf"
_TRAIT = "1pt solid #11594a"
_CITATION = {"Quotations": "Quotations_20_rtl"}


class AutomaticStyles:
    """Writes a style the first time that it is asked for, then only names it."""

    def __init__(self, document: Document) -> None:
        self._place = document.content.root.get_element("//office:automatic-styles")
        self._known: set[str] = set()

    def right_to_left(self, style: str) -> str:
        """The same style, for a paragraph that starts on the right."""
        if style in _CITATION:
            return _CITATION[style]
        return self._make(
            f"{style}_rtl",
            "paragraph",
            '<style:paragraph-properties style:writing-mode="rl-tb" fo:text-align="right"/>',
            parent=style,
        )

    def table(self) -> str:
        """The whole width of the page."""
        return self._make(
            "Tableau",
            "table",
            f'<style:table-properties style:width="{LARGEUR_MM}mm" table:align="margins"/>',
        )

    def column(self, part: int) -> str:
        """So many hundredths of the page's width."""
        return self._make(
            f"Colonne{part}",
            "table-column",
            "<style:table-column-properties "
            f'style:column-width="{LARGEUR_MM * part / 100:.1f}mm"/>',
        )

    def cell(self, *, head: bool) -> str:
        """A cell with its hairlines; those of the head have a ground."""
        top, ground = (_TRAIT, "#f4f4ee") if head else ("none", "transparent")
        return self._make(
            "CelluleTete" if head else "CelluleCorps",
            "table-cell",
            '<style:table-cell-properties fo:padding-top="0.05cm" fo:padding-bottom="0.05cm" '
            f'fo:padding-left="0.15cm" fo:padding-right="0.15cm" fo:border-top="{top}" '
            f'fo:border-bottom="{_BORD}" fo:border-left="{_BORD}" fo:border-right="{_BORD}" '
            f'fo:background-color="{ground}"/>',
        )

    def _make(self, name: str, family: str, properties: str, parent: str = "") -> str:
        if name not in self._known and self._place is not None:
            above = f' style:parent-style-name="{parent}"' if parent else ""
            self._place.append(
                Element.from_tag(
                    f'<style:style style:name="{name}" style:family="{family}"{above}>'
                    f"{properties}</style:style>"
                )
            )
            self._known.add(name)
        return name


def build_table(
    styles: AutomaticStyles,
    source: Tableau,
    head: Sequence[Sequence[Paragraph]],
    rows: Sequence[Sequence[Sequence[Paragraph]]],
) -> Element:
    """A table whose head row comes back on each page."""
    table = _make("table:table", **{"table:style-name": styles.table()})
    described = _make("table:desc")
    described.text = one_line(source.resume)
    table.append(described)
    for colonne in source.colonnes:
        table.append(
            _make("table:table-column", **{"table:style-name": styles.column(colonne.part)})
        )
    heads = _make("table:table-header-rows")
    heads.append(_row(styles, head, head=True))
    table.append(heads)
    for row in rows:
        table.append(_row(styles, row, head=False))
    return table


def _row(styles: AutomaticStyles, cells: Sequence[Sequence[Paragraph]], *, head: bool) -> Element:
    row = _make("table:table-row")
    for paragraphs in cells:
        cell = _make(
            "table:table-cell",
            **{"table:style-name": styles.cell(head=head), "office:value-type": "string"},
        )
        for paragraph in paragraphs:
            cell.append(paragraph)
        row.append(cell)
    return row


def _make(tag: str, **attributes: str) -> Element:
    element = Element.from_tag(tag)
    for name, value in attributes.items():
        element.set_attribute(name, value)
    return element
