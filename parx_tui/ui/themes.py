"""Colours: four themes, each of which repeats in colour what words and signs say without it."""

from __future__ import annotations

from textual.theme import BUILTIN_THEMES, Theme


def theme(name: str, *, dark: bool, ansi: bool, ground: str, text: str, lifted: str, **colours: str) -> Theme:
    """Return a theme: ``ground`` behind everything, ``lifted`` behind what opens over it, and the colours of words."""
    return Theme(
        name=name,
        dark=dark,
        ansi=ansi,
        primary=colours["met"],
        warning=colours["close"],
        error=colours["missed"],
        foreground=text,
        background=ground,
        surface=ground,
        panel=lifted,
        boost=ground,
        variables={
            **(BUILTIN_THEMES["ansi-dark"].variables if ansi else {}),
            **colours,
            **({} if ansi else {"input-cursor-foreground": ground, "input-cursor-background": text}),
        },
    )


# Blue, orange and vermillion are told apart by people who do not tell red from green.
COLOURS = (
    theme(
        "dark",
        dark=True,
        ansi=False,
        ground="#121212",
        text="#e4e4e4",
        lifted="#303030",
        met="#5fafff",
        close="#ffaf00",
        missed="#ff875f",
        quiet="#9e9e9e",
        mark="#ffffff",
        bar="#262626",
    ),
    theme(
        "light",
        dark=False,
        ansi=False,
        ground="#eeeeee",
        text="#121212",
        lifted="#c6c6c6",
        met="#005faf",
        close="#875f00",
        missed="#af3700",
        quiet="#585858",
        mark="#000000",
        bar="#dadada",
    ),
    theme(
        "ansi",
        dark=True,
        ansi=True,
        ground="ansi_default",
        text="ansi_default",
        lifted="ansi_default",
        met="ansi_bright_blue",
        close="ansi_yellow",
        missed="ansi_bright_red",
        quiet="ansi_default",
        mark="ansi_default",
        bar="ansi_default",
    ),
    theme(
        "monochrome",
        dark=True,
        ansi=True,
        ground="ansi_default",
        text="ansi_default",
        lifted="ansi_default",
        met="ansi_default",
        close="ansi_default",
        missed="ansi_default",
        quiet="ansi_default",
        mark="ansi_default",
        bar="ansi_default",
    ),
)
