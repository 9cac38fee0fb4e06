"""A party's country is read from its own words: names, demonyms, capitals, bodies; where they do not say, nothing."""

import pytest

from dragoman.knowledge.countries import Countries, code_of


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Oman's foreign minister", "OMN"),
        ("Tehran", "IRN"),
        ("the Kremlin", "RUS"),
        ("the White House", "USA"),
        ("Kosovo's president", "KOS"),
        ("the Israeli ambassador to Egypt", "ISR"),
        ("the U.N. envoy for Yemen", "UNO"),
        ("the European Union", "EUR"),
        ("NATO", "IGO"),
        ("Jordan", "JOR"),
        ("Michael Jordan", None),
        ("a farmer", None),
        ("us", None),
        ("the Saudi-led coalition", None),
        ("Brussels", None),
        ("US troops", "USA"),
        ("South Korean sailors", "KOR"),
        ("North Korea", "PRK"),
        ("Guinea-Bissau", "GNB"),
        ("Port-of-Spain", "TTO"),
        ("the Democratic Republic of Congo's army", "COD"),
    ],
)
def test_the_country_of_a_party(words, code):
    assert code_of(words) == code


def test_every_state_of_the_table_can_be_named():
    names = Countries.load()
    for phrase in ("France", "Burkina Faso", "Timor-Leste", "São Tomé and Príncipe", "Côte d’Ivoire"):
        assert len(names.find(phrase)) == 1, phrase
