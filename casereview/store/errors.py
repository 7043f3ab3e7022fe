"""What the store answers when it cannot do what was asked. Every message is a sentence for the person who asked."""

from dataclasses import dataclass

from casereview.instruments.model import Rule


class StoreError(Exception):
    """Something was refused and nothing was changed."""


class NotFound(StoreError):
    """It is not there, or not theirs: the same answer, so that nobody learns which."""

    def __init__(self, message: str = "There is nothing here."):
        super().__init__(message)


class NotAllowed(StoreError):
    """A member without the right. `action` is the key in permissions.toml."""

    def __init__(self, action: str):
        self.action = action
        super().__init__("Your role in this project does not allow this. Ask an administrator of the project.")


class Refused(StoreError):
    """The content cannot be kept; the message says what to do. `field`: the one it speaks of, where there are many."""

    def __init__(self, message: str, field: str = ""):
        self.field = field
        super().__init__(message)


class KeyReused(StoreError):
    """A client key came again with other content."""

    def __init__(self) -> None:
        super().__init__("This form was sent before with other content. Reload the page and check what was saved.")


@dataclass
class StaleEdit(StoreError):
    """Somebody else changed it first. Nothing was overwritten; both texts are here.

    `ref` is the item, or "case" or "response"; `mine` and `theirs` are Given | None for an item, words otherwise.
    """

    ref: str
    mine: object
    theirs: object
    version: int  # what stands now: send this to overwrite knowingly
    by: str

    def __str__(self) -> str:
        return f"{self.by or 'Somebody'} changed this since you opened it. Nothing was overwritten."


class DraftMoved(StaleEdit):
    """What stands in the form is no longer what was read before submitting. `mine` and `theirs` are revisions."""

    def __str__(self) -> str:
        return (
            f"{self.by or 'Somebody'} changed an answer after this page was shown. Nothing was submitted. "
            "Read the answers again, then submit."
        )


@dataclass
class NotReady(StoreError):
    """A response that cannot be submitted yet."""

    missing: tuple[str, ...]  # refs of required items without an answer
    stops: tuple[Rule, ...]  # rules broken that must be put right
    to_confirm: tuple[Rule, ...]  # rules broken that can be confirmed

    def __str__(self) -> str:
        parts = []
        if self.missing:
            parts.append(f"{len(self.missing)} required answers are missing")
        if self.stops:
            parts.append(f"{len(self.stops)} answers contradict each other")
        if self.to_confirm:
            parts.append(f"{len(self.to_confirm)} things need to be confirmed")
        return "Not submitted: " + ", ".join(parts) + "."
