"""The compte rendu of a meeting as PDF: the administration's form, on two pages."""

from dataclasses import replace
from pathlib import Path

import pytest

from cafe.documents.compte_rendu.presences import mask_presences
from cafe.documents.reunion.contenu import Validation
from cafe.documents.reunion.pdf import render_pdf
from tests.documents.exemples_reunion import REUNION, ligne, make_point, make_reunion
from tests.documents.lecture import (
    count_pages,
    read_elements,
    read_first_page_as_seen,
    read_pages,
    read_structure,
    read_text,
)


def test_thirteen_people_nine_structures_and_three_points_hold_in_two_pages(
    tmp_path: Path,
) -> None:
    assert (REUNION.participants, len(REUNION.structures), len(REUNION.ordre_du_jour)) == (13, 9, 3)
    assert count_pages(render_pdf(REUNION), tmp_path) == 2


def test_the_head_says_who_leads_what_when_where_and_who_writes() -> None:
    page = read_pages(render_pdf(REUNION))[0]
    for attendu in (
        "Compte rendu de réunion · Projet Groupe de travail Emploi, séquence 2",
        "Groupe de travail Emploi et formation · Développement économique et emploi · "
        "Quartiers en commun, contrat de ville de Valmont-sur-Orne 2026-2030",
        "Date : Mardi 9 juin 2026, de 14 h à 15 h 30",
        "Lieu : Maison de quartier du Clos-Vert, salle 2, 4 rue des Tanneurs, Valmont",
        "Rédaction : Bruno Tessier, Ville de Valmont",
        "État : Projet, édité le 9 juin 2026",
        "Copilotage : Préfecture de l’Orne-Maritime (Hélène Vasseur) ; Ville de Valmont",
        "Diffusion : Membres du groupe, participants et excusés",
        "Participants : 13 personnes, 9 structures",
        "Excusés et représentés : Nora Belkacem, cheffe d’établissement (Lycée des métiers), "
        "représenté par Agathe Rol ; Jean Quéré",
        "Ordre du jour 1. Aller vers les jeunes sans emploi ni formation 2. Clauses sociales",
        "Documents joints A. Bilan 2025 de l’accompagnement des jeunes B. Clauses sociales",
    ):
        assert attendu in page


def test_each_participant_stands_beside_the_structure(tmp_path: Path) -> None:
    arbre = " ".join(read_structure(render_pdf(REUNION), tmp_path).split())
    assert (
        'TR TH: /Scope /Row P (block) "Association Les Ateliers du Clos " '
        'TD P (block) "Fatou Diarra, coordinatrice " P (block) "Luc Hamon, médiateur "'
    ) in arbre


def test_residents_are_counts(tmp_path: Path) -> None:
    habitants = mask_presences([("Habitante ou habitant", 12)], total=12)
    texte = read_text(render_pdf(make_reunion(habitants=habitants)))
    assert "Habitantes et habitants : 12 personnes (Habitante ou habitant 12)" in texte


def test_what_was_agreed_before_opens_the_relevé_with_its_state(tmp_path: Path) -> None:
    arbre = " ".join(read_structure(render_pdf(REUNION), tmp_path).split())
    assert (
        'H3 (block) "Suites de la dernière réunion " Table (block) '
        'TR TH: /Scope /Column P (block) "Rappel, échanges, décisions " '
        'TH: /Scope /Column P (block) "Suivi / échéance " '
        'TR TD P (block) "Convenu le 12 mars 2026 : Établir la liste des jeunes suivis par plus '
        'd’une structure. " P (block) "Depuis : La liste compte 41 personnes ; elle est partagée '
        'sous convention. " TD P (block) "État : fait Mission locale du Bassin, pour le '
        '29 mai 2026 "'
    ) in arbre.replace("\u00a0", " ")


def test_the_kind_of_each_line_is_told_in_words_and_decisions_stand_apart() -> None:
    point = make_point(
        ligne("rappel", "Un rappel."),
        ligne("echange", "Un échange."),
        ligne("echange", "Un second."),
        ligne("question", "Une question ?"),
        ligne("decision", "Une décision."),
        ligne("decision", "Une autre."),
    )
    texte = read_text(render_pdf(make_reunion(points=(point,))))
    assert (
        "Rappel : Un rappel. Échanges : Un échange. Un second. Question : Une question ? "
        "Décision : Une décision. Décision : Une autre. Rien à suivre."
    ) in texte


def test_the_words_of_a_resident_are_quoted_without_their_author() -> None:
    point = make_point(ligne("echange", "On ne veut pas le redire.", "contribution"))
    texte = read_text(render_pdf(make_reunion(points=(point,))))
    assert "Échanges : « On ne veut pas le redire. »" in texte


def test_who_does_what_by_when_stands_on_the_right(tmp_path: Path) -> None:
    vue = read_first_page_as_seen(render_pdf(REUNION), tmp_path)
    assert "1. Aller vers les jeunes sans emploi ni formation" in vue
    texte = read_text(render_pdf(REUNION))
    assert (
        "Écrire le planning de la permanence, de septembre à décembre. "
        "Mission locale du Bassin, pour le 3 juillet 2026"
    ) in texte
    assert "Organiser la visite du chantier. Ville, échéance à préciser" in texte


def test_it_ends_with_the_next_meeting_and_how_far_the_text_has_come() -> None:
    validation = Validation(
        etat="Approuvé le 6 octobre 2026",
        numero=2,
        motif="Correction",
        amendements="Lire dix.",
    )
    page = read_pages(render_pdf(make_reunion(validation=validation)))[-1]
    assert (
        "Prochaine rencontre Mardi 6 octobre 2026 à 14 h, Préfecture, salle du conseil "
        "Objet : premiers résultats de la permanence commune ; préparation du bilan de décembre "
        "Validation Approuvé le 6 octobre 2026, version 2 (Correction). Amendements : Lire dix."
    ) in page


@pytest.mark.parametrize("lignes", range(0, 26))
def test_wherever_the_page_ends_no_heading_is_left_behind_and_no_short_action_is_cut(
    lignes: int,
) -> None:
    remplissage = make_point(*(ligne("echange", f"Remplissage {i}.") for i in range(lignes)))
    points = (remplissage, *(replace(p, numero=n) for n, p in enumerate(REUNION.points, start=2)))
    pdf = render_pdf(make_reunion(points=points))
    for page in read_elements(pdf):
        assert not {"H1", "H2", "H3"} & set(page[-1])
        assert "TH" not in page[-1][:3]
    for page in read_pages(pdf):
        for suivi in REUNION.points[1].suivis:
            texte = suivi.texte or ""
            assert texte not in page or (suivi.qui or "Responsable à préciser") in page


def test_the_same_meeting_gives_the_same_bytes() -> None:
    assert render_pdf(REUNION) == render_pdf(REUNION)
