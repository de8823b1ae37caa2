"""Halls to plan in the bench: people, tables and rounds as cases, with or without wishes."""

import random
from typing import Any

# How many of each in about a hundred people.
COLLEGES = {"conseillers": 35, "institutions": 28, "associations": 27, "entreprises": 14}


def hall(personnes: int, tables: int, tours: int, *, pleine: bool = False) -> dict[str, Any]:
    """A case. ``pleine``: a host at each table, couples, pairs apart, a collège everywhere."""
    hasard = random.Random(f"{personnes}/{tables}/{tours}")
    total = sum(COLLEGES.values())
    colleges = [c for c, n in COLLEGES.items() for _ in range(round(n * personnes / total))]
    colleges = (colleges + ["habitants"] * personnes)[:personnes]
    hasard.shuffle(colleges)
    people: list[dict[str, Any]] = [
        {"id": f"P{n}", "college": college} for n, college in enumerate(colleges)
    ]
    petite = personnes // tables
    cas: dict[str, Any] = {
        "rounds": tours,
        "tables": [
            {"id": f"T{n}", "theme": f"Q{n}", "min": max(0, petite - 1), "max": petite + 2}
            for n in range(tables)
        ],
        "participants": people,
        "balance": 1,
    }
    if pleine:
        qui = hasard.sample(range(personnes), tables + personnes // 13)
        for table, rang in enumerate(qui[:tables]):
            people[rang]["host_of"] = f"T{table}"
        paires = [
            [f"P{a}", f"P{b}"] for a, b in zip(qui[tables::2], qui[tables + 1 :: 2], strict=False)
        ]
        cas["together"], cas["apart"] = paires[::2], paires[1::2]
        if colleges.count("conseillers") >= 2 * tables:
            cas["college_min"] = {"conseillers": 1}
    return cas


def with_a_question_at_rest(cas: dict[str, Any]) -> dict[str, Any]:
    """One question more than tables: each round another one rests."""
    tables = len(cas["tables"])
    questions = [f"Q{n}" for n in range(tables + 1)]
    programme = [
        [question for question in questions if question != questions[tables - tour]]
        for tour in range(cas["rounds"])
    ]
    return cas | {"theme_schedule": programme}


def random_hall(hasard: random.Random) -> tuple[str, dict[str, Any]]:
    """Any number of tables from 3 to 20, at most six rounds and 300 people."""
    tables = hasard.randint(3, 20)
    tours = hasard.randint(2, min(tables, 6))
    personnes = hasard.randint(4 * tables, min(300, 18 * tables))
    return f"{personnes}/{tables}/{tours}", hall(personnes, tables, tours)
