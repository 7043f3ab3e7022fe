"""The refusal that reading hands to the form and to the import: what is wrong, and what to do about it."""


class ReadingError(ValueError):
    """What was typed cannot be an answer. `wrong` and `to_do` are sentences; `message` is both."""

    def __init__(self, wrong: str, to_do: str = "") -> None:
        self.wrong = wrong
        self.to_do = to_do
        self.message = f"{wrong} {to_do}".strip()
        super().__init__(self.message)
