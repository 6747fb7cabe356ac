"""Parts and rates as people write them."""

from fractions import Fraction

from coop_desk.core.words import NNBSP


def part_words(part: Fraction) -> str:
    """Write 45 %, or 12,5 %: at most two decimals, rounded half up."""
    hundredths = (2 * part.numerator * 10_000 + part.denominator) // (2 * part.denominator)
    whole, rest = divmod(hundredths, 100)
    decimals = f",{rest:02d}".rstrip("0") if rest else ""
    return f"{whole}{decimals}{NNBSP}%"
