"""Text that names somebody is spotted: every valid NHS number, in each form people write it, and few false alarms."""

import random
from typing import Any

import nhs_number
import pytest

from casereview.identifiers import looks_like_identifier, personal_details
from tests.casereview.personal_cases import TABLE

NHS, NI = "an NHS number", "a National Insurance number"


def valid_numbers(count: int) -> list[str]:
    """NHS numbers by the published rule, worked out here a second time: weights 10 to 2, modulus 11."""
    numbers, random_digits = [], random.Random(7)
    while len(numbers) < count:
        nine = [random_digits.randrange(10) for _ in range(9)]
        check = (11 - sum(d * w for d, w in zip(nine, range(10, 1, -1), strict=True)) % 11) % 11
        if check < 10:
            numbers.append("".join(map(str, [*nine, check])))
    return numbers


def forms(number: str) -> list[str]:
    first, second, third = number[:3], number[3:6], number[6:]
    return [
        number,
        f"{first} {second} {third}",
        f"{first}-{second}-{third}",
        f"{first}\u00a0{second}\u2013{third}",
        f"ref {number}/A",
    ]


def test_it_finds_every_one_of_ten_thousand_nhs_numbers_in_every_form() -> None:
    missed = [form for number in valid_numbers(10_000) for form in forms(number) if looks_like_identifier(form) != NHS]
    assert missed == []


def test_it_agrees_with_the_package_on_numbers_the_package_makes() -> None:
    made = nhs_number.generate(quantity=200)
    assert all(looks_like_identifier(number) == NHS for number in made)


def test_it_lets_about_nine_in_a_hundred_random_numbers_through() -> None:
    digits = random.Random(11)
    passed = sum(looks_like_identifier(f"{digits.randrange(10**10):010}") == NHS for _ in range(10_000))
    assert 800 < passed < 1_000


def test_it_finds_full_width_digits() -> None:
    assert looks_like_identifier("９４３４７６５９１９") == NHS


@pytest.mark.parametrize(
    "text",
    ["AB123456C", "ab 12 34 56 c", "AB-12-34-56-C", "ref: jg103759a.", "QQ123456C", "QQ 12 34 56 C", "BG123456A"],
)
def test_it_finds_national_insurance_numbers(text: str) -> None:
    assert looks_like_identifier(text) == NI


@pytest.mark.parametrize(
    "reference",
    ["MC-0417", "CR-2026-0001", "9434765918", "94347659190", "AB123456", "A1123456C", "QQ123456E", "XAB123456C", ""],
)
def test_it_leaves_ordinary_references_alone(reference: str) -> None:
    assert looks_like_identifier(reference) is None


@pytest.mark.parametrize("case", TABLE, ids=lambda case: case["text"] or "nothing")
def test_it_finds_in_a_note_what_may_name_somebody_and_nothing_else(case: dict[str, Any]) -> None:
    assert personal_details(case["text"]) == case["found"]
