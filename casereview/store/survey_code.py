"""Join codes: six characters that survive being read aloud, copied from a screen and typed in a hurry."""

import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # no I, L, O (they look like 1 and 0), no U
LENGTH = 6  # 32 to the sixth: 1.07 thousand million codes
MEANT = str.maketrans({"O": "0", "I": "1", "L": "1"})


def new_code() -> str:
    """A random code."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def as_meant(typed: str) -> str:
    """What was typed as a code: small letters, spaces and hyphens do not matter, O is 0, I and L are 1."""
    plain = "".join(character for character in typed.upper() if character.isalnum())
    return plain.translate(MEANT)


def spaced(code: str) -> str:
    """ "K7M4XR" as it is shown: "K7M 4XR"."""
    return f"{code[:3]} {code[3:]}"
