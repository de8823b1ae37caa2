"""Both comptes rendus as PDF under the hardest of words: all there, within margins, tagged."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import time
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader
from reportlab.lib.pagesizes import A4

from cafe.documents.compte_rendu import pdf as cafe_pdf
from cafe.documents.compte_rendu import styles as cafe_styles
from cafe.documents.compte_rendu.contenu import SuiteDonnee
from cafe.documents.ecritures import is_rtl
from cafe.documents.logos import PIXELS_MAX
from cafe.documents.polices import can_draw
from cafe.documents.reunion import pdf as reunion_pdf
from cafe.documents.reunion import styles as reunion_styles
from cafe.documents.reunion.contenu import Copilote, Logo, Prochaine, SuiviPrevu
from cafe.documents.titres import Feuille
from tests.documents.epreuves import EPREUVES, Epreuve
from tests.documents.exemples import BUS, ENTETE, make_compte_rendu, make_question, say
from tests.documents.exemples_reunion import (
    REUNION,
    ligne,
    make_logo,
    make_point,
    make_reunion,
    structure,
)
from tests.documents.lecture import (
    count_pages,
    is_tagged,
    read_elements,
    read_structure,
    read_text,
    render_pages,
    words_with_boxes,
)

MEGAPIXELS = 1_000_000


@dataclass(frozen=True)
class Impression:
    """A printed document, its sheet, and the texts that it must hold from end to end."""

    pdf: bytes
    feuille: Feuille
    epreuves: tuple[Epreuve, ...]


def title(epreuve: Epreuve) -> str:
    """The text as a title may be: some hundreds of signs at most, its tokens still around it."""
    debut, fin = epreuve.jetons
    return f"{debut} {epreuve.tape[:300]} {fin}"


def print_meeting(*epreuves: Epreuve) -> Impression:
    """Each text everywhere that one may be typed in the notes of a meeting."""
    textes = [epreuve.texte for epreuve in epreuves]
    natures = ("rappel", "echange", "question", "decision")
    points = tuple(
        replace(
            make_point(*(ligne(nature, texte, "contribution") for nature in natures)),
            numero=numero,
            titre=title(epreuve),
            suivis=(
                SuiviPrevu(ancre="a", texte=texte),
                SuiviPrevu(ancre="b", texte=texte, qui=texte, echeance=texte),
                SuiviPrevu(ancre="c", texte=texte, etat="ouvert", nouvelle=texte),
            ),
        )
        for numero, (epreuve, texte) in enumerate(zip(epreuves, textes, strict=True))
    )
    personnes = [structure(texte, (texte, texte)) for texte in textes]
    contenu = make_reunion(
        points=points,
        structures=tuple(personnes),
        prochaine=Prochaine(objet=textes[0]),
        lieu=textes[-1],
    )
    return Impression(reunion_pdf.render_pdf(contenu), reunion_styles.FEUILLE, epreuves)


def print_world_cafe(*epreuves: Epreuve) -> Impression:
    """Each text as a contribution, a title, a summary, a lone voice, a suite, an answer."""
    textes = [epreuve.texte for epreuve in epreuves]
    questions = tuple(
        replace(
            make_question(*[say(epreuve.texte)] * 2, numero=numero, titre=title(epreuve)),
            texte=title(epreuve),
            paroles_isolees=(say(epreuve.texte),),
        )
        for numero, epreuve in enumerate(epreuves, start=1)
    )
    contenu = make_compte_rendu(
        questions=questions,
        preconisations=tuple(
            replace(BUS, numero=str(rang), intitule=title(e), reponse_publique=e.texte)
            for rang, e in enumerate(epreuves)
        ),
        suites=tuple(SuiteDonnee(parole=None, type=t, motif=t, structure=t) for t in textes),
        methode="\n\n".join(textes),
    )
    return Impression(cafe_pdf.render_pdf(contenu), cafe_styles.FEUILLE, epreuves)


PRINTERS = {"reunion": print_meeting, "cafe": print_world_cafe}
CAS = [(e,) for e in EPREUVES] + [EPREUVES]
cas = pytest.mark.parametrize("epreuves", CAS, ids=[*(e.nom for e in EPREUVES), "toutes"])


@pytest.fixture(params=sorted(PRINTERS))
def imprime(request: pytest.FixtureRequest) -> Callable[..., Impression]:
    return PRINTERS[request.param]


@cas
def test_hard_words_are_printed_whole_inside_the_margins(
    imprime: Callable[..., Impression], epreuves: tuple[Epreuve, ...], tmp_path: Path
) -> None:
    impression = imprime(*epreuves)
    mots = words_with_boxes(impression.pdf, tmp_path)
    lus = " ".join(mot.texte for mot in mots)
    for epreuve in epreuves:
        debut, fin = epreuve.jetons
        assert lus.count(debut) >= 9
        assert lus.count(fin) >= 9
    feuille = impression.feuille
    droite, pied = feuille.laterale + feuille.largeur, A4[1] - feuille.pied
    for mot in mots:
        if is_rtl(mot.texte):
            # Poppler shifts the boxes of these words; the picture below tells where they stand.
            continue
        assert mot.gauche >= feuille.laterale - 0.5, mot
        assert mot.droite <= droite + 0.5, mot
        assert mot.haut >= feuille.tete - 10, mot
        assert mot.bas <= pied + 4, mot
        tete = mot.page > 1 and mot.bas <= feuille.tete + 4
        dans_le_cadre = mot.haut >= feuille.haute - feuille.gain_premiere - 2
        assert tete or dans_le_cadre, mot
        assert mot.haut >= pied - 12 or mot.bas <= A4[1] - feuille.basse + 2, mot
    if any(is_rtl(epreuve.texte) for epreuve in epreuves):
        for page in render_pages(impression.pdf, tmp_path, dpi=72):
            marge = page.crop((int(droite) + 2, 10, page.width, page.height))
            assert marge.getcolors() == [(marge.width * marge.height, (255, 255, 255))]


@cas
def test_no_heading_and_no_table_head_ends_a_page(
    imprime: Callable[..., Impression], epreuves: tuple[Epreuve, ...]
) -> None:
    for page in read_elements(imprime(*epreuves).pdf):
        assert not {"H1", "H2", "H3", "H4"} & set(page[-1])
        assert page[-1][-3:-2] != ["TH"]


@cas
def test_pages_are_counted_right_and_hard_words_are_tagged(
    imprime: Callable[..., Impression], epreuves: tuple[Epreuve, ...], tmp_path: Path
) -> None:
    pdf = imprime(*epreuves).pdf
    total = count_pages(pdf, tmp_path)
    pages = PdfReader(BytesIO(pdf)).pages
    assert [f"page {n} sur {total}" in page.extract_text() for n, page in enumerate(pages, 1)] == [
        True
    ] * total
    assert is_tagged(pdf, tmp_path)
    arbre = read_structure(pdf, tmp_path)
    for epreuve in epreuves:
        assert all(jeton in arbre for jeton in epreuve.jetons)


@cas
def test_every_printed_sign_has_its_glyph(
    imprime: Callable[..., Impression], epreuves: tuple[Epreuve, ...]
) -> None:
    texte = read_text(imprime(*epreuves).pdf)
    assert {signe for signe in texte if signe != " " and not can_draw(signe)} == set()


def test_a_text_cut_by_pages_stays_one_element(tmp_path: Path) -> None:
    longue = EPREUVES[0]
    assert longue.nom == "longue"
    reunion = make_reunion(points=(make_point(ligne("echange", longue.texte)),))
    for pdf in (
        reunion_pdf.render_pdf(reunion),
        cafe_pdf.render_pdf(make_compte_rendu(questions=(make_question(say(longue.texte)),))),
    ):
        arbre = read_structure(pdf, tmp_path)
        morceau = arbre.rsplit(longue.jetons[0], 1)[1].split(longue.jetons[1])[0]
        assert morceau.replace('"', " ").split() == longue.tape.split()


def test_arabic_is_read_in_its_letters_and_drawn_joined(tmp_path: Path) -> None:
    parole = "نريد حديقة (كبيرة) هنا"
    pdf = cafe_pdf.render_pdf(make_compte_rendu(questions=(make_question(say(parole)),)))
    racine = PdfReader(BytesIO(pdf)).trailer["/Root"]["/StructTreeRoot"]["/K"][0]
    lus = [lu for lu in (b.get_object().get("/ActualText") for b in racine["/K"]) if lu]
    assert lus == [f"Mon idée\n«\u00a0{parole}\u00a0»"]
    dessin = PdfReader(BytesIO(pdf)).pages[2].extract_text()
    # Put back in reading order, as pypdf does, turned brackets stay turned.
    assert "ﺣﺪﻳﻘﺔ )ﻛﺒﻴﺮﺓ(" in dessin
    assert is_tagged(pdf, tmp_path)


def test_a_meeting_past_midnight_ends_the_next_day() -> None:
    contenu = make_reunion(debut=time(21, 30), fin=time(0, 15))
    texte = read_text(reunion_pdf.render_pdf(contenu))
    assert "de 21 h 30 à 0 h 15 le lendemain" in texte


def test_an_empty_point_and_an_empty_meeting_say_so() -> None:
    texte = read_text(reunion_pdf.render_pdf(make_reunion(points=(make_point(),))))
    assert "1. Un point Rappel, échanges, décisions Suivi / échéance Aucun échange noté." in texte
    vide = replace(
        REUNION,
        volet="",
        jour=None,
        debut=None,
        fin=None,
        lieu="",
        redacteur="",
        copilotes=(),
        structures=(),
        excuses=(),
        diffusion="",
        documents=(),
        points=(),
        prochaine=None,
    )
    texte = read_text(reunion_pdf.render_pdf(vide))
    assert "Date à préciser" in texte
    assert "Sa date n’est pas encore fixée." in texte


def test_a_suivi_without_owner_or_date_says_what_lacks() -> None:
    point = replace(make_point(), suivis=(SuiviPrevu(ancre="s", texte="Ouvrir la salle."),))
    texte = read_text(reunion_pdf.render_pdf(make_reunion(points=(point,))))
    assert "Ouvrir la salle. Responsable à préciser, échéance à préciser" in texte


def test_an_erased_line_leaves_a_marked_gap() -> None:
    point = replace(make_point(ligne("echange", None)), suivis=(SuiviPrevu(ancre="s", texte=None),))
    texte = read_text(reunion_pdf.render_pdf(make_reunion(points=(point,))))
    assert texte.count("(propos retiré)") == 2


@pytest.mark.parametrize("taille", [(480, 160), (30, 10), (6000, 2500), (300, 900)])
def test_a_logo_of_any_size_is_drawn_small(taille: tuple[int, int], tmp_path: Path) -> None:
    copilote = Copilote(structure="Ville de Valmont", logo=make_logo("green", *taille))
    pdf = reunion_pdf.render_pdf(make_reunion(copilotes=(copilote,)))
    assert count_pages(pdf, tmp_path) == 2
    assert len(pdf) < MEGAPIXELS
    haut = render_pages(pdf, tmp_path, dpi=72)[0].crop((0, 20, 596, 92))
    couleurs = {couleur for _, couleur in haut.getcolors(100_000) or []}
    assert any(v > r + 60 and v > b + 60 for r, v, b in couleurs)


@pytest.mark.parametrize(
    "logo",
    [
        Logo(png=b"", largeur=1, hauteur=1, description="vide"),
        Logo(png=b"\x89PNG\r\n\x1a\n tronqu", largeur=1, hauteur=1, description="tronqué"),
        None,
    ],
    ids=["empty", "broken", "missing"],
)
def test_a_logo_that_lacks_leaves_the_name(logo: Logo | None, tmp_path: Path) -> None:
    presente = Copilote(structure="Préfecture", logo=make_logo("navy"))
    absente = Copilote(structure="Ville sans logo", logo=logo)
    pdf = reunion_pdf.render_pdf(make_reunion(copilotes=(presente, absente)))
    arbre = read_structure(pdf, tmp_path)
    assert arbre.count("Figure") == 1
    assert '"Ville sans logo "' in arbre.split("H1")[0]


def test_a_logo_of_forty_megapixels_is_told_by_its_name(tmp_path: Path) -> None:
    sortie = BytesIO()
    Image.new("1", (8000, 5000)).save(sortie, "PNG")
    assert 8000 * 5000 == 40 * MEGAPIXELS > PIXELS_MAX
    logo = Logo(png=sortie.getvalue(), largeur=8000, hauteur=5000, description="immense")
    pdf = reunion_pdf.render_pdf(
        make_reunion(copilotes=(Copilote(structure="Immense", logo=logo),))
    )
    assert '"Immense "' in read_structure(pdf, tmp_path).split("H1")[0]


def test_the_heading_of_a_world_café_bears_the_logos_too(tmp_path: Path) -> None:
    copilote = Copilote(structure="Ville", personnes=("Chloé Arnaud",), logo=make_logo("green"))
    contenu = make_compte_rendu(copilotes=(copilote,), entete=replace(ENTETE, lieu=None))
    pdf = cafe_pdf.render_pdf(contenu)
    assert "Copilotage : Ville (Chloé Arnaud)" in read_text(pdf)
    assert "Figure" in read_structure(pdf, tmp_path).split("H1")[0]
