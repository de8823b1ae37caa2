"""What people type is printed as it is, or told in words: never lost, never a blank box."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cafe.documents.compte_rendu import phrases
from cafe.documents.polices import can_draw
from cafe.documents.texte import escape, escape_line, one_line, printable, quote_extract, shorten


@pytest.mark.parametrize(
    ("tape", "imprime"),
    [
        (
            "Où ? « Là », à l’œuvre : 20 €, n° 3 → fin…",
            "Où ? « Là », à l’œuvre : 20 €, n° 3 → fin…",
        ),
        ("e\u0301te\u0301", "été"),
        ("des croissants 🥐🥐 !", "des croissants [croissant][croissant] !"),
        ("salut 👋🏽", "salut [waving hand sign]"),
        ("famille 👨\u200d👩\u200d👧", "famille [man][woman][girl]"),
        ("j’aime ❤\ufe0f", "j’aime ❤"),
        ("漢字", "[cjk, 2 signes]"),
        ("한", "[hangul syllable han]"),
        ("\ud800", "[U+D800]"),
        ("\u202ea l’envers\u202c\x00\x07", "a l’envers"),
        ("12\u202f000", "12\u00a0000"),
        ("un\r\n\r\n\r\n\r\ndeux\rtrois\u2028quatre", "un\n\ndeux\ntrois\nquatre"),
        ("  \t bords \n ", "bords"),
    ],
)
def test_typed_text_prints_as(tape: str, imprime: str) -> None:
    assert printable(tape) == imprime


@given(st.text())
def test_every_printed_sign_has_a_glyph(texte: str) -> None:
    assert all(signe == "\n" or can_draw(signe) for signe in printable(texte))


@given(st.text())
def test_printing_twice_changes_nothing(texte: str) -> None:
    assert printable(printable(texte)) == printable(texte)


def test_markup_is_shown_not_obeyed() -> None:
    assert escape("<b>gras</b> & <br/>\nfin") == (
        "&lt;b&gt;gras&lt;/b&gt; &amp; &lt;br/&gt;<br/>fin"
    )


def test_a_title_stays_on_one_line() -> None:
    assert one_line(" Un  titre\n\nsur trois lignes ") == "Un titre sur trois lignes"
    assert escape_line("a\n<b>") == "a &lt;b&gt;"


def test_a_short_text_is_not_cut() -> None:
    assert shorten("douze signes", 12) == "douze signes"


def test_a_cut_falls_between_words_and_shows() -> None:
    assert shorten("Prolonger la ligne, jusqu’au soir", 20) == "Prolonger la ligne […]"


def test_a_cut_word_too_long_for_the_limit_still_stays_under_it() -> None:
    assert shorten("a" * 30, 10) == "a" * 10 + " […]"


def test_an_extract_is_quoted() -> None:
    assert quote_extract(" Oui ") == "«\u00a0Oui\u00a0»"


def test_a_word_without_words_says_why() -> None:
    assert phrases.parole(None) == "(propos retiré)"
    assert phrases.parole("") == "(photo ou message à écouter)"
    assert phrases.parole("Un banc") == "«\u00a0Un banc\u00a0»"
