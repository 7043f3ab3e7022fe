"""The keys of the screen, for paper: crossed by hand, typed in later with one key an answer."""

from casereview.instruments.question import Question

DIGITS, LETTERS = "123456789", "abcdefghi"  # as in templates/questions: a longer list is found by typing its words


def keys(question: Question) -> dict[str, str]:
    """The key of each answer by its code: digits for one of several, letters for any number of them.

    Empty where there are more answers than keys.
    """
    codes = [option.code for option in question.choosable]
    if question.scored:
        codes = [str(point) for point in range(1, question.points + 1)] + codes
    row = LETTERS if question.multiple else DIGITS
    return dict(zip(codes, row, strict=False)) if len(codes) <= len(row) else {}
