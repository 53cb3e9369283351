"""What can go wrong, as types with a sentence a person can read.

Each error says what happened and what to do about it in plain words; a handler shows `str(error)`
as it is. What has no type here is a defect: the user gets an id, and the log repeats it.
"""


class NutgrafError(Exception):
    """Something a person should be told. `sentence` says what happened, `advice` what to do next."""

    def __init__(self, sentence: str, advice: str = "") -> None:
        """`sentence` and `advice` are whole sentences in plain English, without markup."""
        super().__init__(sentence)
        self.sentence = sentence
        self.advice = advice

    def __str__(self) -> str:
        return f"{self.sentence} {self.advice}".strip()


class SettingsError(NutgrafError):
    """A setting is missing or wrong; `advice` names it."""


class StoreError(NutgrafError):
    """The store can't be started or reached."""


class ArticleError(NutgrafError):
    """A link did not give an article. `kind` is a short word for logs and metrics."""

    kind = "article"


class ModelError(NutgrafError):
    """The language model is missing, broken, or not one we can read with."""
