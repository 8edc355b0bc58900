"""From any accent comes a palette that can be read, on light and on dark."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malplan import InvalidValue
from malplan_web.pictures import Colors, contrast
from malplan_web.pictures.colors import GRAPHIC_CONTRAST, TEXT_CONTRAST, Theme

accents = st.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06x}")
TEXT = ("ink", "muted", "met", "moving", "missed", "waiting")


def themes(accent: str) -> tuple[Theme, Theme]:
    colors = Colors.of(accent)
    return colors.light, colors.dark


@given(accents)
def test_text_can_be_read(accent: str) -> None:
    for theme in themes(accent):
        for name in TEXT:
            for behind in (theme.background, theme.surface, theme.soft):
                assert contrast(getattr(theme, name), behind) >= TEXT_CONTRAST, name
        for behind in (theme.background, theme.surface):
            assert contrast(theme.accent, behind) >= TEXT_CONTRAST
        assert contrast(theme.on_accent, theme.accent) >= TEXT_CONTRAST


@given(accents)
def test_lines_that_mean_something_can_be_seen(accent: str) -> None:
    for theme in themes(accent):
        for behind in (theme.background, theme.surface):
            assert contrast(theme.edge, behind) >= GRAPHIC_CONTRAST
        assert contrast(theme.accent, theme.soft) >= GRAPHIC_CONTRAST


@given(accents)
def test_an_accent_that_can_be_read_stays(accent: str) -> None:
    for theme in themes(accent):
        readable = all(
            contrast(accent, behind) >= TEXT_CONTRAST
            for behind in (theme.background, theme.surface)
        )
        assert (theme.accent == accent) is readable


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)
    assert contrast("#1d4f91", "#1d4f91") == 1


@pytest.mark.parametrize("text", ["", "red", "#fff", "#1d4f9", "#1d4f911", "#1d4f9g", "1d4f91 "])
def test_what_is_no_colour_is_told(text: str) -> None:
    with pytest.raises(InvalidValue) as error:
        Colors.of(text)
    assert error.value.message.da == f"”{text}” er ikke en farve. Skriv den som #1d4f91"


def test_a_colour_is_written_in_one_way() -> None:
    assert Colors.of("#1D4F91") == Colors.of("#1d4f91")
