"""The CAMEO lens: every code is read, every event gets a root, and what is decided comes back."""

import pytest

from dragoman.errors import UsageError
from dragoman.knowledge import cameo, ontology


def test_every_code_names_types_modes_and_contexts_of_plover():
    for code in cameo.codes().values():
        assert code.type is None or code.type in ontology.TYPES, code
        assert set(code.modes) <= set(ontology.MODES.get(code.type, ())), code
        assert set(code.contexts) <= set(ontology.CONTEXTS), code


def test_the_twenty_roots_and_only_they_stand_alone():
    roots = {code[:2] for code in cameo.codes()}
    assert roots == {f"{number:02d}" for number in range(1, 21)}
    assert all(code[:-1] in cameo.codes() for code in cameo.codes() if len(code) > 2)


def test_every_type_and_mode_has_a_root():
    for kind, modes in ontology.MODES.items():
        for mode in (None, *modes):
            code = cameo.to_cameo(kind, [mode] if mode else [])
            assert code in cameo.codes()


@pytest.mark.parametrize("code", [code for code in cameo.codes().values() if code.decides], ids=lambda item: item.code)
def test_a_code_that_is_decided_comes_back(code):
    assert cameo.to_cameo(code.type, code.modes[:1], code.contexts) == code.code


def test_an_act_between_two_codes_gets_what_they_share():
    assert cameo.to_cameo("ACCUSE", ["allege"], ["corruption", "human rights"]) == "112"
    assert cameo.to_cameo("PROTEST", ["demo", "obstruct"]) == "14"
    assert cameo.to_cameo("ASSAULT", ["explosives", "aerial"]) == "19"


def test_a_mode_says_more_than_a_context():
    assert cameo.to_cameo("ASSAULT", ["aerial"], ["military"]) == "195"
    assert cameo.to_cameo("ASSAULT", [], ["military"]) == "19"
    assert cameo.to_cameo("ASSAULT") == "18"


def test_unknown_long_codes_are_read_as_their_beginning():
    assert cameo.from_cameo("0419").code == "041"
    assert cameo.from_cameo("143").mode is None
    assert cameo.from_cameo("02").type is None


@pytest.mark.parametrize("code", ["", "1", "21", "4", "abc", "04199", "0x"])
def test_what_is_no_code_says_so(code):
    with pytest.raises(UsageError, match="no CAMEO code"):
        cameo.from_cameo(code)
