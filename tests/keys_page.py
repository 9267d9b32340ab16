"""docs/keys.md and docs/keys.vi.md, made from the table of keys: ``python -m tests.keys_page`` writes them."""

from __future__ import annotations

from parx_tui.i18n import Language, _
from parx_tui.ui.keys import ACTIONS, KEY_SIGNS, REACHABLE, key_sign
from tests.pages import pages, speaking, wrapped

PAGES = pages("keys")

EXAMPLE = {"filter": "f", "export": "f2,E"}
"""Keys that the page shows how to bind."""

BEGINNING: dict[Language, str] = {
    "en": """\
# Keys

[Tiếng Việt](keys.vi.md) · [options](options.md) · [when something looks wrong](troubleshooting.md)

The keys of the text UI; `?` shows them there. Made from `parx_tui/ui/keys.py`.
""",
    "vi": """\
# Các phím

[English](keys.md) · [tùy chọn](options.vi.md) · [khi có trục trặc](troubleshooting.vi.md)

Các phím dùng trên màn hình; phím `?` hiện danh sách này ngay tại đó.
""",
}
COLUMN_HEADINGS: dict[Language, str] = {
    "en": "| keys | action | what it does |",
    "vi": "| phím | tên thao tác | tác dụng |",
}

REBINDING: dict[Language, str] = {
    "en": """\
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
""",
    "vi": """\
## Đổi phím

Mục `keys` của tệp cấu hình (`~/.config/parx-tui/config.toml`, hoặc tệp mà `PARX_CONFIG` nêu) gán phím khác cho các thao
tác, theo tên thao tác trong các bảng trên. Nhiều phím cách nhau bằng dấu phẩy, không có dấu cách:

```toml
{example}
```

Phím được gán thay cho các phím thường lệ. Nếu đó vốn là phím của thao tác khác thì thao tác kia mất phím này: nó giữ
các phím còn lại; nếu không còn phím nào, nó nhận chữ cái đầu tiên còn trống trong tên thao tác, chữ thường hoặc chữ
hoa, rồi mới đến chữ cái đầu tiên còn trống trong bảng chữ cái. Khi khởi động, chương trình cho biết phím nào đã đổi;
dòng phím, trợ giúp và danh sách thao tác hiện đúng các phím đang dùng. Vì vậy các dòng này vẫn dùng được khi phiên
bản sau có thêm thao tác. Phím trong các danh sách, trang chữ và ô nhập không đổi. Khi khởi động, chương trình báo lỗi
nếu thao tác hoặc phím không tồn tại, hoặc một phím được gán cho hai thao tác. Phím là một ký tự, hoặc một trong các
phím mà PuTTY, tmux và screen chuyển được:

{names}
""",
}


def keys_page(language: Language) -> str:
    """Return the page as the table of keys says it, in a language."""
    lines = [BEGINNING[language]]
    with speaking(language):
        for group in dict.fromkeys(action.group for action in ACTIONS):
            lines += [f"## {_(group)}", "", COLUMN_HEADINGS[language], "| --- | --- | --- |"]
            lines += [
                f"| {' '.join(f'`{key_sign(key)}`' for key in action.keys.split(','))} "
                f"| `{action.name}` | {_(action.help)} |"
                for action in ACTIONS
                if action.group == group
            ]
            lines.append("")
    others = sorted(REACHABLE - set(KEY_SIGNS), key=lambda name: (len(name), name))
    names = "\n".join(wrapped(", ".join(f"`{name}`" for name in [*KEY_SIGNS, *others])))
    return "\n".join(lines) + "\n" + REBINDING[language].format(example=example(), names=names)


def example() -> str:
    """Return a section of the configuration file."""
    return "\n".join(["[keys]", *(f'{name} = "{keys}"' for name, keys in EXAMPLE.items())])


if __name__ == "__main__":
    for written, page in PAGES.items():
        page.write_text(keys_page(written), "utf-8")
