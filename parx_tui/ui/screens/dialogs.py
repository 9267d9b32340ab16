"""What opens over the table: a list to choose from, a text to read, a line to fill in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from parx_tui.data.names import Fit, fit, ranked
from parx_tui.i18n import _
from parx_tui.sanitize import clean
from parx_tui.ui.dialog_texts import HeadedLines, plain
from parx_tui.ui.widgets.text_input import TextInput


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to choose: what is given back for it, its text, and a remark after it.

    ``names`` are what it is called, its text where there are none; it is found by its id too. One that
    ``is_rare`` is listed only when it is named.
    """

    id: str
    text: str
    remark: str = ""
    names: tuple[str, ...] = ()
    is_rare: bool = False


def choice_fit(text: str, choice: Choice) -> Fit | None:
    """Return how well a text fits a choice."""
    names = choice.names or (choice.text,)
    return fit(text, (*names, choice.id), choice.remark)


def nothing_fits(_text: str) -> str:
    """Return what is told in place of choices that a text does not fit."""
    return _("Nothing fits. Type less, or something else.")


class ChoiceDialog(ModalScreen[str | None]):
    """A list that narrows as one types, what fits best first; gives back the id chosen, ``None`` when left with Esc."""

    DEFAULT_CSS = """
    ChoiceDialog { background: transparent; align: left top; }
    ChoiceDialog > Static, ChoiceDialog > TextInput, ChoiceDialog > OptionList { width: 100%; max-width: 110; }
    ChoiceDialog > Static { text-style: bold reverse; height: 1; }
    ChoiceDialog > OptionList {
        height: auto; max-height: 80%; border: none; padding: 0; background: $panel; scrollbar-size: 0 0;
    }
    ChoiceDialog > OptionList > .option-list--option-highlighted {
        text-style: reverse; background: $panel; color: $foreground;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("up", "go('cursor_up')", show=False, priority=True),
        Binding("down", "go('cursor_down')", show=False, priority=True),
        Binding("pageup", "go('page_up')", show=False, priority=True),
        Binding("pagedown", "go('page_down')", show=False, priority=True),
    ]

    def __init__(
        self,
        title: str,
        choices: Sequence[Choice],
        chosen: str | None = None,
        *,
        fit_of: Callable[[str, Choice], Fit | None] = choice_fit,
        hint: Callable[[str], str] = nothing_fits,
    ) -> None:
        """List ``choices``, with the cursor on the one ``chosen``.

        ``fit_of`` tells how well a text fits a choice; ``hint`` is told where it fits none.
        """
        super().__init__()
        self._title = title
        self._choices = choices
        self._chosen = chosen
        self._fit_of = fit_of
        self._hint = hint

    def compose(self) -> ComposeResult:
        """Lay out title, input and list."""
        yield Static(Text(clean(self._title)))
        wanted = TextInput("wanted")
        wanted.placeholder = _("type to find, accents or not")
        yield wanted
        yield OptionList(markup=False)

    def on_mount(self) -> None:
        """Show every choice, the cursor on the one in force."""
        options = self.query_one(OptionList)
        options.can_focus = False
        self._list("")
        places = [place for place, choice in enumerate(self.fitting("")) if choice.id == self._chosen]
        options.highlighted = places[0] if places else 0

    def on_input_changed(self, event: Input.Changed) -> None:
        """Keep the choices that what is typed fits, the best first, accents or not."""
        self._list(event.value)

    def on_input_submitted(self) -> None:
        """Give back the choice under the cursor."""
        options = self.query_one(OptionList)
        if options.highlighted is not None:
            self.dismiss(options.get_option_at_index(options.highlighted).id)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Give back the choice that was clicked on."""
        self.dismiss(event.option.id)

    def action_leave(self) -> None:
        """Choose nothing."""
        self.dismiss(None)

    def action_go(self, way: str) -> None:
        """Move the cursor of the list, whatever has the focus."""
        getattr(self.query_one(OptionList), f"action_{way}")()

    def _list(self, wanted: str) -> None:
        options = self.query_one(OptionList)
        kept = self.fitting(wanted)
        options.clear_options()
        options.add_options([Option(choice_line(choice), id=choice.id) for choice in kept])
        if kept:
            options.highlighted = 0
        else:
            options.add_option(Option(Text(clean(self._hint(wanted))), disabled=True))

    def fitting(self, wanted: str) -> list[Choice]:
        """Return the choices that a text fits, the best first; the usual ones, as they stand, where there is none."""
        if not wanted.strip():
            return [choice for choice in self._choices if not choice.is_rare]
        fits = {choice.id: self._fit_of(wanted, choice) for choice in self._choices}
        named = [choice for choice in self._choices if not choice.is_rare or fits[choice.id] in (Fit.WRITTEN, Fit.NAME)]
        return ranked(named, lambda choice: fits[choice.id])


def choice_line(choice: Choice) -> Text:
    """Return a choice as a line."""
    line = Text(clean(choice.text), no_wrap=True)
    if choice.remark:
        line.append(f"  {clean(choice.remark)}")
    return line


class TextDialog(ModalScreen[None]):
    """A text to read and to copy."""

    DEFAULT_CSS = """
    TextDialog { background: transparent; align: left bottom; }
    TextDialog > VerticalScroll {
        width: 100%; max-width: 110; height: auto; max-height: 100%;
        background: $panel; padding: 0 1; scrollbar-size: 0 0;
    }
    TextDialog > Static { dock: bottom; width: 100%; max-width: 110; height: 1; text-style: reverse; padding: 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,backspace,q,enter,space,question_mark,f1", "leave", show=False),
        Binding("y,c,Y", "copy", show=False),
        Binding("up,k", "scroll('scroll_up')", show=False),
        Binding("down,j", "scroll('scroll_down')", show=False),
        Binding("pageup", "scroll('scroll_page_up')", show=False),
        Binding("pagedown", "scroll('scroll_page_down')", show=False),
        Binding("home,g", "scroll('scroll_home')", show=False),
        Binding("end,G", "scroll('scroll_end')", show=False),
    ]

    def __init__(self, told: list[HeadedLines]) -> None:
        super().__init__()
        self.told = told

    def compose(self) -> ComposeResult:
        """Lay out the text over a line with its keys."""
        text = Text()
        for heading, lines in self.told:
            text.append(f"{clean(heading)}\n", "bold")
            for line in lines:
                text.append(f"  {clean(line)}\n")
        with VerticalScroll(can_focus=False):
            yield Static(text)
        yield Static(Text(_("Esc back, y copy, up and down to read on")), id="foot")

    def action_leave(self) -> None:
        """Go back to the table."""
        self.dismiss(None)

    def action_copy(self) -> None:
        """Copy the text."""
        self.app.copy_to_clipboard(self.copied)
        self.query_one("#foot", Static).update(Text(_("Copied, if the terminal allows it (OSC 52).")))

    @property
    def copied(self) -> str:
        """What is copied: the only line of a text that has but one, else all of it."""
        lines = [line for _heading, lines in self.told for line in lines]
        return clean(lines[0]) if len(lines) == 1 else plain(self.told)

    def action_scroll(self, way: str) -> None:
        """Read on."""
        getattr(self.query_one(VerticalScroll), way)(animate=False)


class PromptDialog(ModalScreen[str | None]):
    """A line to fill in; gives back what it holds, ``None`` when left with Esc."""

    DEFAULT_CSS = """
    PromptDialog { background: transparent; align: left bottom; }
    PromptDialog > Static { width: 100%; max-width: 110; text-style: reverse; height: auto; padding: 0 1; }
    PromptDialog > TextInput { width: 100%; max-width: 110; background: $panel; padding: 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False)]

    def __init__(self, question: str, value: str) -> None:
        super().__init__()
        self._question = question
        self._value = value

    def compose(self) -> ComposeResult:
        """Lay out the question over the line."""
        yield Static(Text(clean(self._question)))
        yield TextInput("answer", self._value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Give back the line."""
        self.dismiss(event.value)

    def action_leave(self) -> None:
        """Give back nothing."""
        self.dismiss(None)
