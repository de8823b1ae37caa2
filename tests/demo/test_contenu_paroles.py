"""The séances of the demo and their words: sizes, places, variety, moderation."""

from __future__ import annotations

from collections import Counter

from cafe.models import Format, MotifModeration, Origine, Phase, Statut
from cafe.models.etape import Droit
from cafe.models.question import CATEGORIES
from tests.demo.lecture import (
    CONTRIBUTIONS,
    DEMARCHE,
    ORGANISMES,
    PAR_CLE,
    REGROUPEMENTS,
    SEANCES,
    WORLD_CAFE,
    day_of,
)


def test_the_world_cafe_has_the_size_of_a_real_one() -> None:
    seance = PAR_CLE["world_cafe"]
    assert (len(seance["questions"]), len(seance["tables"]), len(seance["tours"])) == (8, 7, 3)
    presences = seance["presences"]
    par_qualite = {p["qualite"]: p["nombre"] for p in presences["par_qualite"]}
    assert sum(par_qualite.values()) == presences["total"] == 104
    assert par_qualite["conseillers citoyens"] == 35
    quartiers = {q["cle"] for q in DEMARCHE["quartiers"]}
    assert {p["quartier"] for p in presences["par_quartier"]} <= quartiers
    residents = par_qualite["habitants"] + par_qualite["conseillers citoyens"]
    assert sum(p["nombre"] for p in presences["par_quartier"]) == residents
    assert 290 <= len(WORLD_CAFE) <= 320


def test_every_kind_of_meeting_of_the_demo_is_there_with_its_script() -> None:
    assert [(s["format"], s["phase"]) for s in SEANCES] == [
        (Format.WORLD_CAFE, Phase.TERMINEE),
        (Format.ATELIER, Phase.OUVERTE),
        (Format.RESTITUTION, Phase.PREPARATION),
        (Format.GROUPE_DE_TRAVAIL, Phase.TERMINEE),
        (Format.COLLECTE, Phase.OUVERTE),
    ]
    groupes = {g["cle"] for g in DEMARCHE["groupes"]}
    for seance in SEANCES:
        assert [e["ordre"] for e in seance["etapes"]] == list(range(1, len(seance["etapes"]) + 1))
        assert {d for e in seance["etapes"] for d in e["droits"]} <= set(Droit)
        assert all(c in CATEGORIES for q in seance["questions"] for c in q["categories"])
        assert seance["groupe"] is None or seance["groupe"] in groupes
        ouverte = seance["phase"] == "ouverte"
        assert (seance["etape_courante"] in {e["ordre"] for e in seance["etapes"]}) is ouverte
    comptes = Counter(c["seance"] for c in CONTRIBUTIONS)
    assert (comptes["atelier_place"], comptes["groupe_garde"], comptes["collecte_nuit"]) == (
        52,
        20,
        15,
    )
    suivis = PAR_CLE["groupe_garde"]["suivis"]
    assert {s["organisme"] for s in suivis} <= ORGANISMES.keys()


def test_a_word_answers_a_question_asked_at_its_table_in_its_round() -> None:
    for contribution in CONTRIBUTIONS:
        seance = PAR_CLE[contribution["seance"]]
        questions = {q["cle"]: q for q in seance["questions"]}
        assert contribution["categorie"] in questions[contribution["question"]]["categories"]
        assert contribution["source"] in set(Origine)
        tours = {t["numero"]: t["duree_minutes"] for t in seance["tours"]}
        if contribution["tour"] is None:
            assert contribution["minute"] is None
            assert contribution["table"] is None
        else:
            assert 0 < contribution["minute"] < tours[contribution["tour"]]
        if contribution["table"] is not None and seance["programme"]:
            assert {
                "tour": contribution["tour"],
                "table": contribution["table"],
                "question": contribution["question"],
            } in seance["programme"]
        assert (contribution["jour"] is not None) == (seance["format"] == "collecte")
        assert day_of(contribution) <= 0
    places = {(c["tour"], c["table"], c["question"]) for c in WORLD_CAFE if c["table"]}
    assert len(places) == len(PAR_CLE["world_cafe"]["programme"]) == 21


def test_a_person_sits_at_one_table_per_round_and_a_table_device_is_nobody() -> None:
    sieges: dict[tuple[str, int, int], set[int]] = {}
    for c in CONTRIBUTIONS:
        assert (c["participant"] is None) == (c["source"] == "table")
        presences = PAR_CLE[c["seance"]]["presences"]
        if c["participant"] is not None and presences:
            assert 1 <= c["participant"] <= presences["total"]
        if c["participant"] is not None and c["table"] is not None:
            place = (c["seance"], c["tour"], c["participant"])
            sieges.setdefault(place, set()).add(c["table"])
    assert sieges
    assert all(len(tables) == 1 for tables in sieges.values())


def test_words_are_varied_in_length_source_language_and_category() -> None:
    longueurs = sorted(len(c["texte"].split()) for c in WORLD_CAFE)
    assert longueurs[len(longueurs) // 10] <= 8
    assert 10 <= longueurs[len(longueurs) // 2] <= 25
    assert 80 <= longueurs[-1] <= 100
    assert sum(1 for n in longueurs if n >= 50) >= 10
    assert len({c["texte"] for c in CONTRIBUTIONS}) == len(CONTRIBUTIONS)
    sources = {c["source"] for c in WORLD_CAFE}
    assert sources == {"telephone", "table", "saisie", "papier", "libre"}
    langues = Counter(c["langue"] for c in CONTRIBUTIONS)
    assert set(langues) == {"fr", "en", "ar", "tr"}
    assert langues["fr"] > 0.95 * len(CONTRIBUTIONS)
    par_categorie = Counter(c["categorie"] for c in WORLD_CAFE)
    assert min(par_categorie[c] for c in ("ca_va", "ca_ne_va_pas", "mon_idee")) > 30
    pros = {c["categorie"] for c in CONTRIBUTIONS if c["seance"] == "groupe_garde"}
    assert {
        "constat",
        "frein",
        "point_appui",
        "proposition",
        "point_vigilance",
        "bonne_pratique",
    } <= pros
    assert all(5 <= sum(c["question"] == f"q{n}" for c in WORLD_CAFE) <= 50 for n in range(1, 9))


def test_a_word_that_is_not_shown_has_its_motive_and_its_explanation() -> None:
    caches = [c for c in CONTRIBUTIONS if c["statut"] in ("non_publiee", "frigo")]
    assert {Statut(c["statut"]) for c in CONTRIBUTIONS} >= {
        Statut.PUBLIEE,
        Statut.EN_ATTENTE,
        Statut.NON_PUBLIEE,
        Statut.FRIGO,
    }
    assert all(c["precision"] for c in caches)
    for c in CONTRIBUTIONS:
        assert (c["motif"] is not None) == (c["statut"] == "non_publiee")
    motifs = {MotifModeration(c["motif"]) for c in caches if c["motif"]}
    assert motifs == {
        MotifModeration.PERSONNE_NOMMEE,
        MotifModeration.PROPOS_BLESSANT,
        MotifModeration.HORS_SUJET,
    }
    groupees = {i for g in REGROUPEMENTS for i in g["contributions"]}
    assert not groupees & {c["id"] for c in caches}
