"""Words that others than the målplan use, ready to be named in a plan: ``vocabulary: smtte``."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from malplan.errors import InvalidValue, shown
from malplan.messages import OR, listed
from malplan.messages import problems as words
from malplan.model import Vocabulary

SMTTE = Vocabulary(
    plan="SMTTE-plan",
    challenge="Sammenhæng",
    goal="Mål",
    goals="Mål",
    sign="Tegn",
    signs="Tegn",
    action="Tiltag",
    actions="Tiltag",
    evaluation="Evaluering",
)
"""The SMTTE model of Danish schools and institutions: *sammenhæng*, *mål*, *tegn*, *tiltag* and
*evaluering*. It came to Denmark from Norway. What it has no word for keeps that of the målplan.
Source: Fremfærd, "SMTTE-modellens fem elementer", vpt.dk, 2019; the institutions of many
municipalities describe it in the same words."""

NAMED: Mapping[str, Vocabulary] = MappingProxyType({"smtte": SMTTE})
"""What a plan file may say instead of words of its own, by name."""


def by_name(name: str) -> Vocabulary:
    """The vocabulary of that name.

    Raises:
        InvalidValue: There is none.
    """
    if name not in NAMED:
        names = listed(NAMED, word=OR, quotes=True)
        raise InvalidValue(words.NO_VOCABULARY.format(name=shown(name), names=names))
    return NAMED[name]


def name_of(vocabulary: Vocabulary) -> str | None:
    """The name of a vocabulary, where it has one."""
    return next((name for name, named in NAMED.items() if named == vocabulary), None)
