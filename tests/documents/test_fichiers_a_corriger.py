"""Both comptes rendus as DOCX, ODT and HTML: every word is there, whatever was typed."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from cafe.documents.compte_rendu import docx as cafe_docx
from cafe.documents.compte_rendu import html as cafe_html
from cafe.documents.compte_rendu import odt as cafe_odt
from cafe.documents.compte_rendu.contenu import CompteRendu
from cafe.documents.compte_rendu.trame import lay_out
from cafe.documents.reunion import docx as reunion_docx
from cafe.documents.reunion import html as reunion_html
from cafe.documents.reunion import odt as reunion_odt
from cafe.documents.reunion.contenu import Copilote, Ligne, Reunion, SuiviPrevu
from cafe.documents.trame.blocs import Titre
from cafe.documents.trame.estimation import estimated_pages
from tests.documents.epreuves import EPREUVES, Epreuve
from tests.documents.exemples import COMPTE_RENDU, make_compte_rendu, make_question, say
from tests.documents.exemples_reunion import REUNION, make_point, make_reunion
from tests.documents.lecture_bureau import read_docx, read_html, read_odt

CAFES: dict[str, Callable[[CompteRendu], str]] = {
    "docx": lambda contenu: read_docx(cafe_docx.render_docx(contenu)),
    "odt": lambda contenu: read_odt(cafe_odt.render_odt(contenu)),
    "html": lambda contenu: read_html(cafe_html.render_html(contenu)),
}
REUNIONS: dict[str, Callable[[Reunion], str]] = {
    "docx": lambda contenu: read_docx(reunion_docx.render_docx(contenu)),
    "odt": lambda contenu: read_odt(reunion_odt.render_odt(contenu)),
    "html": lambda contenu: read_html(reunion_html.render_html(contenu)),
}


@pytest.fixture(params=sorted(CAFES))
def cafe(request: pytest.FixtureRequest) -> Callable[[CompteRendu], str]:
    return CAFES[request.param]


@pytest.fixture(params=sorted(REUNIONS))
def reunion(request: pytest.FixtureRequest) -> Callable[[Reunion], str]:
    return REUNIONS[request.param]


def between(texte: str, epreuve: Epreuve) -> list[str]:
    """What stands between the tokens, each time that they come."""
    debut, fin = epreuve.jetons
    return [suite.split(fin)[0].strip(" ") for suite in texte.split(debut)[1:] if fin in suite]


def test_every_hard_word_of_a_world_café_is_whole_in_the_annexe(
    cafe: Callable[[CompteRendu], str],
) -> None:
    question = make_question(*(say(epreuve.texte) for epreuve in EPREUVES))
    texte = cafe(make_compte_rendu(questions=(question,)))
    annexe = texte.split("Annexe 1. Toutes les contributions publiées")[1]
    perdus = [e.nom for e in EPREUVES if between(annexe, e) != [e.garde]]
    assert perdus == []


def test_every_hard_line_and_suivi_of_a_meeting_is_whole(
    reunion: Callable[[Reunion], str],
) -> None:
    lignes = tuple(
        Ligne(ancre=f"l-{e.nom}", nature="echange", texte=e.texte, citation="contribution")
        for e in EPREUVES
    )
    suivis = tuple(SuiviPrevu(ancre=f"s-{e.nom}", texte=e.texte, qui=e.texte) for e in EPREUVES)
    point = replace(make_point(*lignes), suivis=suivis)
    texte = reunion(make_reunion(points=(point,)))
    perdus = [e.nom for e in EPREUVES if between(texte, e) != [e.garde] * 3]
    assert perdus == []


def test_a_world_café_says_who_met_what_came_out_and_what_follows(
    cafe: Callable[[CompteRendu], str],
) -> None:
    question = replace(COMPTE_RENDU.questions[0], voix=5)
    texte = cafe(make_compte_rendu(questions=(question,), methode="Une nappe par table."))
    for attendu in (
        "Compte rendu : Café des habitants du Clos-Vert",
        "Date\u00a0: Jeudi 11\u00a0juin 2026, de 14\u00a0h à 17\u00a0h\u00a030",
        "104\u00a0personnes : Habitante ou habitant 41",
        "6\u00a0contributions de 5\u00a0personnes",
        "3\u00a0voix sur 5",
        "Prolonger la desserte du Clos-Vert en soirée",
        "Retenue avec modification, Comité de pilotage, 16\u00a0juillet 2026",
        "Comité de pilotage, le 16\u00a0juillet 2026. Essai d’un an",
        "Préconisation 1\u00a0: Préconisation n° 1",
        "3\u00a0contributions n’ont pas été publiées : Nomme une personne (2)",
        "Vendredi 25\u00a0septembre 2026 : Réunion de retour",
        "Une nappe par table.",
        "Le vélo-école du samedi",
    ):
        assert attendu in texte


def test_a_meeting_says_who_came_what_was_decided_and_who_does_what(
    reunion: Callable[[Reunion], str],
) -> None:
    texte = reunion(REUNION)
    for attendu in (
        "Date\u00a0: Mardi 9\u00a0juin 2026, de 14\u00a0h à 15\u00a0h\u00a030",
        "Participants (13\u00a0personnes, 9\u00a0structures)",
        "Hélène Vasseur, déléguée de la préfète",
        "(Lycée des métiers), représenté par Agathe Rol",
        "Document A\u00a0: Bilan 2025 de l’accompagnement des jeunes",
        "« On ne veut pas raconter trois fois la même chose. »".replace("« ", "«\u00a0").replace(
            " »", "\u00a0»"
        ),
        "Mission locale du Bassin, pour le 3\u00a0juillet 2026",
        "Responsable à préciser, échéance à préciser",
        "Convenu le 12\u00a0mars 2026 : fait",
        "Mardi 6\u00a0octobre 2026 à 14\u00a0h, Préfecture, salle du conseil",
    ):
        assert attendu in texte


def test_an_erased_text_leaves_a_marked_gap(cafe: Callable[[CompteRendu], str]) -> None:
    texte = cafe(make_compte_rendu(questions=(make_question(say(None), say("Une parole.")),)))
    annexe = texte.split("Annexe 1.")[1]
    assert annexe.count("(propos retiré)") == 2  # the word, and the suite of another
    assert "None" not in texte


def test_a_point_without_a_line_and_a_copilote_without_a_logo_are_told(
    reunion: Callable[[Reunion], str],
) -> None:
    texte = reunion(
        make_reunion(
            points=(make_point(titre="Point vide"),),
            copilotes=(Copilote(structure="La Ville"),),
            excuses=(),
            documents=(),
            prochaine=None,
            jour=None,
            debut=None,
            fin=None,
        )
    )
    for attendu in ("1. Point vide", "Aucun échange noté.", "Rien à suivre.", "La Ville"):
        assert attendu in texte
    assert "Date à préciser" in texte
    assert "Prochaine rencontre" not in texte


def test_the_same_content_gives_the_same_bytes() -> None:
    for render in (reunion_docx.render_docx, reunion_odt.render_odt):
        assert render(REUNION) == render(REUNION)
    for render_cafe in (cafe_docx.render_docx, cafe_odt.render_odt):
        assert render_cafe(COMPTE_RENDU) == render_cafe(COMPTE_RENDU)


def make_hall() -> CompteRendu:
    """A hundred people on eight questions: five regroupements and six lone voices each."""
    questions = []
    for numero in range(1, 9):
        groupes = tuple(
            replace(
                make_question(*(say(f"Parole {numero}.{rang}.{i}.") for i in range(6))),
                numero=numero,
            ).regroupements[0]
            for rang in range(5)
        )
        groupes = tuple(
            replace(g, titre=f"Ce que dit le groupe {rang}", resume="Un résumé assez long. " * 12)
            for rang, g in enumerate(groupes)
        )
        isolees = tuple(say(f"Voix isolée {numero}.{i}. " + "Et encore. " * 20) for i in range(6))
        questions.append(
            replace(
                make_question(numero=numero),
                voix=34,
                regroupements=groupes,
                paroles_isolees=isolees,
            )
        )
    preconisations = tuple(
        replace(COMPTE_RENDU.preconisations[0], numero=str(n)) for n in range(1, 14)
    )
    return make_compte_rendu(questions=tuple(questions), preconisations=preconisations)


def test_the_synthesis_of_a_full_hall_holds_in_four_pages_and_the_annexes_hold_all(
    cafe: Callable[[CompteRendu], str],
) -> None:
    contenu = make_hall()
    blocs = lay_out(contenu).blocs
    fin = next(i for i, b in enumerate(blocs) if isinstance(b, Titre) and b.nouvelle_page)
    assert 2 < estimated_pages(blocs[:fin]) <= 4
    synthese, annexe = cafe(contenu).split("Annexe 1. Toutes les contributions publiées")
    assert synthese.count("6\u00a0voix sur 34") == 40
    assert "Un résumé assez long" not in synthese
    assert "6\u00a0voix isolées, 4\u00a0autres en annexe" in synthese
    paroles = [
        v.texte
        for q in contenu.questions
        for v in (*(v for g in q.regroupements for v in g.verbatims), *q.paroles_isolees)
    ]
    assert [p for p in paroles if p is None or p.strip() not in annexe] == []


def test_a_small_hall_is_told_in_full(cafe: Callable[[CompteRendu], str]) -> None:
    synthese = cafe(COMPTE_RENDU).split("Annexe 1.")[0]
    assert "Après 20 h 15, plus aucun bus ne dessert le Clos-Vert." in synthese
    assert "Nous compterons les voyageurs avec vous en mars." in synthese
