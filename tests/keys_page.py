"""docs/keys.md, made from the table of keys: ``python -m tests.keys_page`` writes it."""

from __future__ import annotations

from pathlib import Path

from parx_tui.ui.keys import ACTIONS, KEY_SIGNS, REACHABLE, key_sign

PAGE = Path(__file__).resolve().parent.parent / "docs" / "keys.md"

EXAMPLE = {"filter": "f", "export": "f2,E"}
"""Keys that the page shows how to bind."""

REBINDING = """\
## Other keys

The section `keys` of the configuration file (`~/.config/parx-tui/config.toml`, or the file that `PARX_CONFIG` names)
gives actions other keys, by the names in the tables above. Several keys are parted by a comma, without a blank:

```toml
{example}
```

The keys given take the place of the usual ones. A key that another action usually has is taken from it: that action
keeps its other keys; where it has none, it gets the first free letter of its name, small or capital, else the first
free one of the alphabet. What moved is told at the start, and key line, help and list of actions show the keys as they
are. So these lines go on working when a later version brings new actions. Lists, texts and lines to fill in keep their
keys. At the start parx-tui refuses an action or a key that does not exist, and a key given to two actions. A key is a
single character, or one of those that PuTTY, tmux and screen let through:

{names}
"""


def keys_page() -> str:
    """Return the page as the table of keys says it."""
    lines = ["# Keys", "", "The keys of the text UI; `?` shows them there. Made from `parx_tui/ui/keys.py`.", ""]
    for group in dict.fromkeys(action.group for action in ACTIONS):
        lines += [f"## {group}", "", "| keys | action | what it does |", "| --- | --- | --- |"]
        lines += [
            f"| {' '.join(f'`{key_sign(key)}`' for key in action.keys.split(','))} | `{action.name}` | {action.help} |"
            for action in ACTIONS
            if action.group == group
        ]
        lines.append("")
    others = sorted(REACHABLE - set(KEY_SIGNS), key=lambda name: (len(name), name))
    names = ", ".join(f"`{name}`" for name in [*KEY_SIGNS, *others])
    return "\n".join(lines) + "\n" + REBINDING.format(example=example(), names=names)


def example() -> str:
    """Return a section of the configuration file."""
    return "\n".join(["[keys]", *(f'{name} = "{keys}"' for name, keys in EXAMPLE.items())])


if __name__ == "__main__":
    PAGE.write_text(keys_page(), "utf-8")
