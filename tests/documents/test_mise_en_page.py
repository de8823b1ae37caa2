"""How a compte rendu lies on its pages: nothing cut, nothing alone, the same bytes each time."""

import hashlib
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from pypdf.generic import Destination

from cafe.documents.compte_rendu.contenu import (
    CompteRendu,
    ProchaineEtape,
    Question,
    Regroupement,
    SuiteDonnee,
)
from cafe.documents.compte_rendu.pdf import PAGES_DE_SYNTHESE, render_pdf
from cafe.documents.compte_rendu.styles import FEUILLE
from tests.documents.exemples import (
    BUS,
    COMPTE_RENDU,
    ENTETE,
    make_compte_rendu,
    make_question,
    say,
)
from tests.documents.lecture import (
    flatten,
    read_elements,
    read_first_page_as_seen,
    read_lines,
    read_pages,
    read_structure,
    read_text,
    words_with_boxes,
)

GAUCHE = FEUILLE.laterale
ANNEXES = (
    "Toutes les contributions publiées",
    "Préconisations : réponses, fiches et engagements",
    "Suites données aux autres paroles",
    "Méthode et présences",
)
DROITE = GAUCHE + FEUILLE.largeur


def make_long() -> CompteRendu:
    """Three hundred contributions over three questions, and forty suites."""
    questions = tuple(
        make_question(
            *(say(f"Parole {numero}-{i}, dite en peu de mots.") for i in range(100)), numero=numero
        )
        for numero in (1, 2, 3)
    )
    suites = tuple(
        SuiteDonnee(parole=f"Parole 1-{i}", type="Transmise", motif="Réponse attendue. " * 8)
        for i in range(40)
    )
    return make_compte_rendu(questions=questions, suites=suites)


def make_crowded_question(numero: int, groupes: int) -> Question:
    """A question with that many regroupements, each summed up."""
    return replace(
        make_question(numero=numero),
        voix=90,
        regroupements=tuple(
            Regroupement(
                titre=f"Idée {numero}-{rang}, dite",
                resume="Plusieurs tables l’ont dit de plusieurs façons. " * 6,
                voix=12,
                verbatims=(say("Une parole qui dit l’idée en une phrase assez longue."),),
            )
            for rang in range(groupes)
        ),
        paroles_isolees=tuple(say(f"Seule {i}.") for i in range(groupes)),
    )


def test_each_page_says_its_number_and_how_many_there_are() -> None:
    pages = read_pages(render_pdf(make_long()))
    assert len(pages) > 10
    for numero, page in enumerate(pages, start=1):
        assert f"page {numero} sur {len(pages)}" in page


def test_each_page_after_the_first_recalls_the_title_and_the_status() -> None:
    premiere, *suivantes = read_pages(render_pdf(COMPTE_RENDU))
    rappel = "Compte rendu · Café des habitants du Clos-Vert · Projet"
    assert rappel not in premiere
    assert all(rappel in page for page in suivantes)


def test_a_long_table_repeats_its_head_once_at_the_top_of_each_page(tmp_path: Path) -> None:
    pages = read_lines(render_pdf(make_long()), tmp_path)
    concernees = [lignes for lignes in pages if any("Réponse attendue" in li for li in lignes)]
    assert len(concernees) > 3
    for lignes in concernees:
        assert lignes.count("Parole Suite Précision") == 1
    for lignes in concernees[1:]:
        assert lignes[0] == "Parole Suite Précision"


def test_a_repeated_head_is_read_once_and_each_row_stays_whole(tmp_path: Path) -> None:
    arbre = read_structure(render_pdf(make_long()), tmp_path)
    assert arbre.count('"Précision "') == 1
    suites = arbre.split('"Précision "')[1].split("H2 (block)")[0]
    assert suites.count("TR\n") == 40
    assert suites.count("TD\n") == 3 * 40


def test_the_first_page_gives_the_page_of_each_annexe(tmp_path: Path) -> None:
    pdf = render_pdf(make_long())
    pages = read_pages(pdf)
    sommaire = read_first_page_as_seen(pdf, tmp_path)
    titres = [f"Annexe {n}. {suite}" for n, suite in enumerate(ANNEXES, start=1)]
    for titre in titres:
        trouve = re.search(re.escape(titre) + r" page (\d+)", sommaire)
        assert trouve is not None
        assert titre in pages[int(trouve[1]) - 1]


def test_each_annexe_opens_a_page(tmp_path: Path) -> None:
    pages = read_lines(render_pdf(make_long()), tmp_path)
    tetes = [page[0] for page in pages if page[0].startswith("Annexe ")]
    assert [tete.split(". ")[1] for tete in tetes] == list(ANNEXES)


def test_the_outline_leads_to_each_part_question_and_regroupement() -> None:
    pdf = render_pdf(COMPTE_RENDU)
    lecteur, pages = PdfReader(BytesIO(pdf)), read_pages(pdf)

    def flatten_outline(
        entrees: list[object], niveau: int = 0
    ) -> list[tuple[int, str, int | None]]:
        plat = []
        for entree in entrees:
            if isinstance(entree, list):
                plat += flatten_outline(entree, niveau + 1)
            elif isinstance(entree, Destination):
                page = lecteur.get_destination_page_number(entree)
                plat.append((niveau, flatten(str(entree.title)), page))
        return plat

    plan = flatten_outline(lecteur.outline)
    assert [titre for niveau, titre, _ in plan if niveau == 0] == [
        "Qui s’est réuni, et sur quelles questions",
        "Ce qui s’est dit",
        "Préconisations",
        "Ce qui n’est pas repris ici",
        "Prochaines dates",
        "Validation",
        *(f"Annexe {n}. {suite}" for n, suite in enumerate(ANNEXES, start=1)),
    ]
    assert (1, "Préconisation 1. Prolonger la desserte du Clos-Vert en soirée", 3) in plan
    assert (2, "Le dernier bus part trop tôt (3 voix)", 2) in plan
    for _, titre, page in plan:
        assert page is not None
        assert titre in pages[page]


def test_the_file_says_its_title_author_and_language() -> None:
    lecteur = PdfReader(BytesIO(render_pdf(COMPTE_RENDU)))
    assert lecteur.metadata is not None
    assert lecteur.metadata.title == "Compte rendu : Café des habitants du Clos-Vert"
    assert lecteur.metadata.author == "Chloé Arnaud, cheffe de projet"
    assert (
        lecteur.metadata.subject
        == "Quartiers en commun, contrat de ville de Valmont-sur-Orne 2026-2030"
    )
    racine = lecteur.trailer["/Root"]
    assert racine["/Lang"] == "fr-FR"
    assert racine["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712


def test_the_fonts_that_print_travel_in_the_file() -> None:
    lecteur = PdfReader(BytesIO(render_pdf(COMPTE_RENDU)))
    noms = set()
    for page in lecteur.pages:
        for police in page["/Resources"]["/Font"].values():
            objet = police.get_object()
            assert "/FontFile2" in objet["/FontDescriptor"]
            noms.add(objet["/BaseFont"].split("+")[1])
    assert noms == {"DejaVuSans", "DejaVuSans-Bold"}


@pytest.mark.parametrize("lettre", ["a", "M", "é", "—"])
def test_a_word_of_three_hundred_letters_breaks_inside_the_margins(
    lettre: str, tmp_path: Path
) -> None:
    mot = lettre * 300
    contenu = make_compte_rendu(
        entete=replace(ENTETE, seance=mot, demarche=mot, lieu=mot),
        questions=(make_question(say(mot), titre=mot),),
        preconisations=(replace(BUS, numero=mot, intitule=mot, etat=mot),),
        suites=(SuiteDonnee(parole=mot, type=mot, structure=mot, motif=mot),),
        non_publiees=((mot, 1),),
    )
    mots = words_with_boxes(render_pdf(contenu), tmp_path)
    assert max(mot.droite for mot in mots) <= DROITE + 0.5
    assert min(mot.gauche for mot in mots) >= GAUCHE - 0.5
    assert sum(mot.texte.count(lettre) for mot in mots) > 300 * 12


def test_ten_thousand_characters_flow_over_pages_without_loss() -> None:
    parole = " ".join(f"mot{i:04d}" for i in range(1250))
    assert len(parole) == 9999
    texte = read_text(render_pdf(make_compte_rendu(questions=(make_question(say(parole)),))))
    annexe = texte.rsplit("Annexe 1. Toutes les contributions publiées", 1)[1]
    assert re.findall(r"mot\d{4}", annexe) == parole.split()


def test_ten_thousand_characters_fit_in_each_kind_of_table() -> None:
    longue = " ".join(f"mot{i:04d}" for i in range(1250))
    fiche = replace(BUS.fiches[0], motif=longue)
    engagement = replace(BUS.engagements[0], texte=longue)
    preconisation = replace(
        BUS, reponse_publique=longue, fiches=(fiche,), engagements=(engagement,)
    )
    suites = (SuiteDonnee(parole="Oui.", type="Sans suite", motif=longue),)
    contenu = make_compte_rendu(preconisations=(preconisation,), suites=suites)
    assert read_text(render_pdf(contenu)).count("mot1249") == 4


@pytest.mark.parametrize("lignes", range(0, 48, 3))
def test_no_heading_stays_alone_at_the_foot_of_a_page(lignes: int) -> None:
    remplissage = tuple(say(f"Remplissage {i}.") for i in range(lignes))
    premiere = replace(make_question(say("Première.")), paroles_isolees=remplissage)
    autres = (make_question(say("Suivante."), numero=n, titre=f"Groupe {n}") for n in (2, 3, 4))
    prochaines = tuple(ProchaineEtape(texte=f"Étape {i}.") for i in range(lignes % 7))
    contenu = make_compte_rendu(questions=(premiere, *autres), prochaines_dates=prochaines)
    for page in read_elements(render_pdf(contenu)):
        assert not {"H1", "H2", "H3", "H4", "TH"} & set(page[-1])


def test_the_pages_of_the_annexe_are_full_but_the_last(tmp_path: Path) -> None:
    groupes = tuple(
        Regroupement(titre=f"Idée {g}", voix=9, verbatims=tuple(say(f"Dit {i}.") for i in range(9)))
        for g in range(30)
    )
    question = replace(make_question(), regroupements=groupes)
    pages = read_lines(render_pdf(make_compte_rendu(questions=(question,))), tmp_path)
    debuts = [n for n, page in enumerate(pages) if page[0].startswith("Annexe ")]
    assert debuts[1] - debuts[0] > 4
    assert min(len(page) for page in pages[debuts[0] : debuts[1] - 1]) > 38


@pytest.mark.parametrize("groupes", [0, 3, 10, 40, 150])
def test_the_synthesis_holds_in_two_to_four_pages(groupes: int) -> None:
    questions = tuple(make_crowded_question(numero, groupes) for numero in range(1, 5))
    pages = read_pages(render_pdf(make_compte_rendu(questions=questions)))
    annexe = next(n for n, page in enumerate(pages) if page.count("Annexe 1. Toutes les") and n)
    assert annexe <= PAGES_DE_SYNTHESE
    assert annexe >= 2
    if groupes == 150:
        assert "autres regroupements, en annexe 1." in " ".join(pages[:annexe])
    toutes = " ".join(pages[annexe:])
    for question in questions:
        assert all(groupe.titre in toutes for groupe in question.regroupements)


def test_the_same_content_gives_the_same_bytes() -> None:
    assert render_pdf(COMPTE_RENDU) == render_pdf(COMPTE_RENDU)


def test_another_process_gives_the_same_bytes() -> None:
    programme = (
        "import hashlib\n"
        "from cafe.documents.compte_rendu.pdf import render_pdf\n"
        "from tests.documents.exemples import COMPTE_RENDU\n"
        "print(hashlib.sha256(render_pdf(COMPTE_RENDU)).hexdigest())"
    )
    ici = hashlib.sha256(render_pdf(COMPTE_RENDU)).hexdigest()
    for graine in ("1", "2"):
        ailleurs = subprocess.run(
            [sys.executable, "-c", programme],
            check=True,
            capture_output=True,
            text=True,
            env={"PYTHONHASHSEED": graine, "PYTHONPATH": str(Path(__file__).parents[2])},
        )
        assert ailleurs.stdout.strip() == ici


def test_documents_drawn_at_the_same_time_do_not_mix() -> None:
    contenus = [
        make_compte_rendu(questions=(make_question(*(say(f"{lettre}{i}") for i in range(60))),))
        for lettre in "αβγδ"
    ]
    seuls = [render_pdf(contenu) for contenu in contenus]
    with ThreadPoolExecutor(4) as fils:
        assert list(fils.map(render_pdf, contenus)) == seuls
