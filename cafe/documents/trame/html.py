"""An outline as one HTML page, to print and to paste into a mail or a word processor.

Whole in itself: logos travel inside it. It has no style of its own, so that what is pasted takes
the look of where it goes; a server that prints it names its own sheets.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Sequence
from html import escape

from cafe.documents.trame.blocs import (
    Allure,
    Bloc,
    Cellule,
    Images,
    Liste,
    Morceau,
    Paragraphe,
    Tableau,
    Titre,
    Ton,
    Trame,
)
from cafe.documents.trame.ecrit import clean, clean_inside, one_line, reads_right_to_left
from cafe.documents.trame.mesures import fit_logo

_PIXELS_PAR_MM = 96 / 25.4
_TONS = {
    Ton.FORT: ("<strong>", "</strong>"),
    Ton.DISCRET: ('<span class="discret">', "</span>"),
    # A bdi keeps our label whole beside words that are read the other way.
    Ton.ETIQUETTE: ('<b class="etiquette"><bdi>', "</bdi></b>"),
}
_CLASSES = {
    Allure.SURTITRE: "surtitre",
    Allure.SOUS_TITRE: "sous-titre",
    Allure.RENSEIGNEMENT: "renseignement",
    Allure.NOTE: "note",
    Allure.ANNONCE: "note",
}


def write_html(trame: Trame, feuilles: Sequence[str] = ()) -> str:
    """Return the page; `feuilles` are the addresses of the sheets to print it with."""
    links = "".join(f'<link rel="stylesheet" href="{escape(f)}">\n' for f in feuilles)
    body = "\n".join(_bloc(bloc) for bloc in trame.blocs)
    return (
        '<!doctype html>\n<html lang="fr">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{_line(trame.titre)}</title>\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="author" content="{_line(trame.auteur)}">\n{links}</head>\n'
        f'<body>\n<main class="document">\n{body}\n</main>\n'
        f"<footer><p>{_line(trame.pied)}</p></footer>\n</body>\n</html>\n"
    )


def _bloc(bloc: Bloc) -> str:
    match bloc:
        case Titre():
            return _heading(bloc)
        case Paragraphe():
            if bloc.allure is Allure.CITATION:
                return f"<blockquote>{_paragraph(bloc)}</blockquote>"
            return _paragraph(bloc)
        case Liste():
            name = "ol" if bloc.numerotee else "ul"
            items = "".join(f"<li{_direction(e)}>{_words(e)}</li>" for e in bloc.elements)
            return f"<{name}>{items}</{name}>"
        case Tableau():
            return "\n".join(_table(bloc))
        case Images():
            return f'<p class="logos">{"".join(_logos(bloc))}</p>'


def _heading(titre: Titre) -> str:
    name = f"h{titre.niveau + 1}"
    kind = ' class="nouvelle-page"' if titre.nouvelle_page else ""
    words = (Morceau(titre.texte),)
    return f"<{name}{_anchor(titre.ancre)}{kind}{_direction(words)}>{_line(titre.texte)}</{name}>"


def _paragraph(source: Paragraphe) -> str:
    kind = _CLASSES.get(source.allure)
    of_kind = f' class="{kind}"' if kind else ""
    direction = _direction(source.morceaux)
    return f"<p{_anchor(source.ancre)}{of_kind}{direction}>{_words(source.morceaux)}</p>"


def _table(source: Tableau) -> Iterator[str]:
    yield f'<table aria-label="{_line(source.resume)}">'
    heads = "".join(f'<th scope="col">{_line(c.titre)}</th>' for c in source.colonnes)
    yield f"<thead><tr>{heads}</tr></thead>"
    yield "<tbody>"
    for rang in source.rangs:
        yield f"<tr>{''.join(f'<td>{_cell(cellule)}</td>' for cellule in rang)}</tr>"
    yield "</tbody>\n</table>"


def _cell(cellule: Cellule) -> str:
    if len(cellule) == 1 and not cellule[0].ancre and not _direction(cellule[0].morceaux):
        return _words(cellule[0].morceaux)
    return "".join(map(_paragraph, cellule))


def _logos(images: Images) -> Iterator[str]:
    for logo in images.logos:
        width, height = fit_logo(logo.largeur, logo.hauteur)
        yield (
            f'<img src="data:image/png;base64,{b64encode(logo.png).decode()}" '
            f'width="{width * _PIXELS_PAR_MM:.0f}" height="{height * _PIXELS_PAR_MM:.0f}" '
            f'alt="{_line(logo.description)}"> '
        )


def _words(morceaux: Sequence[Morceau]) -> str:
    return "".join(map(_piece, morceaux))


def _piece(morceau: Morceau) -> str:
    before, after = _TONS.get(morceau.ton, ("", ""))
    text = escape(clean_inside(morceau.texte)).replace("\n", "<br>\n")
    return f"{before}{text}{after}"


def _direction(morceaux: Sequence[Morceau]) -> str:
    said = (m.texte for m in morceaux if m.ton is not Ton.ETIQUETTE)
    return ' dir="rtl"' if reads_right_to_left(said) else ""


def _anchor(ancre: str) -> str:
    return f' id="{escape(clean(ancre))}"' if ancre else ""


def _line(texte: str) -> str:
    return escape(one_line(texte))
