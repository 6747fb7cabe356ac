"""How each associate may be called, by form, statutes and consent."""

import pytest

from coop_desk.core.errors import RuleBroken
from coop_desk.topics.convening.rules.means import Means, check_means, ways

R, L, E, H = Means.REGISTERED, Means.LETTER, Means.EMAIL, Means.HAND


@pytest.mark.parametrize(
    ("form", "mode", "agreed", "email", "allowed"),
    [
        ("SARL", "registered", False, "a@b.fr", (R,)),
        ("SARL", "registered", True, "a@b.fr", (E, R)),
        ("SARL", "registered", True, "", (R,)),
        ("SA", "letter", False, "a@b.fr", (L, R)),
        ("SA", "letter", True, "a@b.fr", (E, L, R)),
        ("SAS", "email", False, "a@b.fr", (E, L, R, H)),
        ("SAS", "email", False, "", (L, R, H)),
        ("SAS", "letter", False, "a@b.fr", (L, R, H)),
        ("SAS", "letter", True, "a@b.fr", (E, L, R, H)),
        ("SAS", "registered", False, "a@b.fr", (R,)),
    ],
)
def test_the_means_of_each_form(form: str, mode: str, agreed: bool, email: str, allowed: tuple[Means, ...]) -> None:
    assert ways(form, mode, agreed=agreed, email=email, days=20).allowed == allowed


@pytest.mark.parametrize(
    ("form", "chosen", "rule"),
    [
        ("SARL", L, "CALL-02"),
        ("SARL", E, "CALL-02"),
        ("SARL", H, "CALL-02"),
        ("SA", E, "CALL-05"),
        ("SA", H, "CALL-05"),
    ],
)
def test_a_means_that_does_not_call_validly_is_refused_with_the_ones_that_do(
    form: str, chosen: Means, rule: str
) -> None:
    known = ways(form, "registered" if form == "SARL" else "letter", agreed=False, email="a@b.fr", days=20)
    with pytest.raises(RuleBroken, match="lettre recommandée") as broken:
        check_means(chosen, known, "Inès Pérez")
    assert broken.value.rule == rule
    assert "Inès Pérez" in broken.value.message
