"""Strings that steer terminals, break layouts, or are read as something else than words."""

from typing import Final


def _named(kind: str, texts: list[str]) -> dict[str, str]:
    return {f"{kind} {number}": text for number, text in enumerate(texts)}


_CONTROLS = {
    f"control {code:02x}": f"a{chr(code)}b"
    for code in (*range(0x20), 0x7F, *range(0x80, 0xA0))
    if chr(code) not in "\n"
}
"""Every control character of both ranges but the line feed."""

_OSC = [
    f"\x1b]{command}\x07after"
    for command in (
        "0;title",
        "1;icon",
        "2;title",
        "4;1;rgb:ff/00/00",
        "7;file:///etc",
        "8;;https://example.org",
        "9;notice",
        "10;?",
        "11;#ff0000",
        "12;red",
        "22;hand",
        "50;#1",
        "52;c;ZXZpbA==",
        "52;c;?",
        "104",
        "133;A",
        "633;E;id",
        "777;notify;a;b",
        "1337;SetProfile=evil",
    )
]

_CSI = [
    f"\x1b[{command}after"
    for command in (
        "2J",
        "3J",
        "H",
        "10;10H",
        "6n",
        "c",
        ">c",
        "5i",
        "4i",
        "?1049l",
        "?1049h",
        "?25l",
        "?1000h",
        "?1003h",
        "?2004l",
        "?2026h",
        "?7h",
        "?3h",
        "4h",
        "20h",
        "2;5r",
        "8;1;1t",
        "21t",
        "18t",
        "s",
        "u",
        "5M",
        "5L",
        "5P",
        "9@",
        "99999999b",
        "31m",
        "8m",
        "5m",
        "38;2;1;2;3m",
        "!p",
        "?5h",
        ">4;2m",
        ">25u",
        "0;0;27u",
        "2 q",
        "1$r",
        "999999999999999999999999999999C",
        "9;" * 300 + "m",
    )
]

_ESCAPES = [
    "\x1bc",
    "\x1b#8",
    "\x1b(0lqqk",
    "\x1b=",
    "\x1b>",
    "\x1bZ",
    "\x1bn",
    "\x1bM",
    "\x1bD",
    "\x1bE",
    "\x1b7\x1b8",
    '\x1bP$q"p\x1b\\',
    "\x1bP+q544e\x1b\\",
    "\x1bPq#0;2;0;0;0~~\x1b\\",
    "\x1b_Ga=T;AAAA\x1b\\",
    "\x1b^private\x1b\\",
    "\x1bXstring\x1b\\",
    "\x1b]0;never ended",
    "\x1b[",
    "\x1b[12",
    "\x1b",
    "\x1b\x1b\x1b[A",
    "\x1b[200~pasted\x1b[201~",
    "\x1b]52;c;\x1b[2J\x07",
    "\x1b" * 2000,
    "\x9b2J",
    "\x9d0;title\x9c",
    "\x90q\x9c",
    "\x9f\x9c",
    "\x98\x9c",
    "\x0e\x0f\x08\x08\x08over",
    "\r\rover",
    "a\x0bb\x0cc",
    "\x05\x11\x13\x1a",
]

_STEERING = [
    *(
        f"a{chr(code)}b"
        for code in (
            0x200E,
            0x200F,
            0x061C,
            *range(0x202A, 0x202F),
            *range(0x2066, 0x206A),
        )
    ),
    "photo\u202egpj.exe",
    "\u2067\u2066\u202d\u202e nested",
    "\u202e" * 500,
    "\u2028line\u2029paragraph\x85next",
    "\ufeffmark at the start",
    "\U000e0001\U000e0041\U000e007f tags",
]

_UNSEEN = [
    "soft\u00adhyphen",
    "zero\u200bwidth\u200cjoin\u200der\u2060",
    "\u034f\u180e\u17b4",
    "\uffff\ufffe\U0001fffe",
    "\ue000\uf8ff\U0010ffff",
    "\ufff9a\ufffab\ufffb",
    "\ufe00\ufe0f alone",
    "\u00a0\u2003\u3000",
    "\u3164\u2800",
]

_SURROGATES = [
    "\ud83d",
    "\udc80 alone",
    "\udfff\ud800",
    "a\ud83db\ude00c",
    "\udcff" * 50,
]

_MARKUP = [
    "[b]bold[/b]",
    "[/b]",
    "[/]",
    "[/foo]",
    "[/me shrugs]",
    "[",
    "]",
    "[]",
    "[[",
    "[[b]]",
    "[b",
    "\\[b]",
    "[b]\\",
    "trailing\\",
    '[x y="',
    "[x y='",
    "[@click=app.quit]leave[/]",
    "[@click=app.exit(7)]leave[/]",
    "[@click=\"app.save_screenshot('x','/tmp')\"]picture[/]",
    "[@click=screen.dismiss]x",
    "[@hover=app.bell]x[/]",
    "[link=https://e.org/]y[/link]",
    "[link='javascript:x']y[/]",
    "[red]",
    "[on red]",
    "[#ff0000]",
    "[bold red on blue]x",
    "[$primary]x[/]",
    "[$nothing]",
    "[blink reverse]x",
    "[conceal]x",
    "[not a tag]",
    "[1;31m",
    "[/usr/bin]",
    "[a][/b][/a]",
    ":smile: :bomb:",
    "[u]" * 300,
    "[/]" * 300,
    "[" * 3000,
    "$x ${y} $$",
    "[auto 50%]x",
    "[dim",
    "{markup}",
    "[b][i][/b]",
]

_PLACEHOLDERS = [
    "{x}",
    "{0}",
    "{",
    "}",
    "{{",
    "%s %d %(y)s",
    "%",
    "%n",
    "${HOME}",
    "$(id)",
    "`id`",
    "; id",
    "| sh",
    "&& id",
    "'",
    '"',
    "' OR 1=1 --",
    "<script>alert(1)</script>",
    "<img src=x onerror=x>",
    "</style><b>",
    "&amp; &#x1b; &lt;",
    "<!-- x -->",
    "javascript:alert(1)",
    "file:///etc/passwd",
    "\\n\\x1b[2J",
    "\\u001b",
    "^[[2J",
    "~.",
    "~?",
    "\n~.\n",
]

FORMULAS: Final = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    '=HYPERLINK("http://e.org")',
    "=cmd|' /C calc'!A0",
    " =1",
    "\uff1d1",
    '"=1',
    "-",
    "+",
    "=",
    "'=1",
]

_FORMATS = [
    "# heading",
    "---",
    "---\ntitle: x\n---",
    "```\ncode",
    "~~~python",
    "> quote",
    "- [ ] box",
    "| a | b |\n|---|---|",
    "![x](file:///etc/passwd)",
    "[a](javascript:x)",
    "<b>html</b>",
    "x\n===",
    "<https://e.org>",
    "[^1]",
    "***",
    "1. one",
    "key: value",
    "- item",
    "!!python/object:os.system",
    "*anchor",
    "&anchor",
    "%YAML 1.2",
    "null",
    "yes",
    "2026-03-01",
    "BEGIN:VCALENDAR",
    "a\nEND:VEVENT\nBEGIN:VALARM",
    ";,:\\",
    "[2026-03-01 10:00] header",
    "2026-03-01 10:00 header",
    "@tag #tag",
    '"}],"x":[{"',
    "\\u0000",
    'a,b\n"c";d',
    "\x1a",
    "a\r\nb\rc",
    "#" * 50,
    "]]>",
    "<?xml?>",
    '{"a":1}',
]

_WIDE = [
    "\u4f60\u597d",
    "\u65e5\u672c\u8a9e" * 40,
    "\ud55c\uad6d\uc5b4",
    "\u1112\u1161\u11ab",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467",
    "\U0001f1e8\U0001f1ed",
    "\U0001f1e8",
    "1\ufe0f\u20e3",
    "\u2764\ufe0f",
    "\U0001f44d\U0001f3fd",
    "\U0001fae8\U0001fabf",
    "e\u0301\u0301\u0301",
    "\u0301 first",
    "Z\u0351\u036b\u0343" * 30,
    "\u0915\u094d\u0937\u093f",
    "\u0e01\u0e33\u0e49",
    "\u0ba8\u0bbf",
    "\u0645\u0631\u062d\u0628\u0627",
    "\u05e9\u05dc\u05d5\u05dd",
    "\ufdfd",
    "\ufb03",
    "\uff21\uff42\uff11",
    "\u2588\u2591\u2502",
    "\u25b8 x",
    "\U00020000\U0002fffd",
    "\u1d2c\u1d43",
    "\u0332" * 200,
    "\u200d" * 100,
    "\ufe0f" * 100,
    "\U0001f9d1\u200d\U0001f9b0" * 50,
]

_LONG = [
    "x" * 10_000,
    "\u4f60" * 5_000,
    "word " * 2_000,
    "line\n" * 2_000,
    " " * 5_000,
    "\t" * 2_000,
    "a\u0301" * 3_000,
    "\n" * 3_000,
    "\u202e\x1b[31m" * 1_000,
    ("x" * 79 + "\n") * 200,
]

NAMES: Final = [
    "../../etc/passwd",
    "/etc/passwd",
    "~",
    "~root",
    "CON",
    "aux.txt",
    "a/b",
    "a\\b",
    ".",
    "..",
    "...",
    "-rf",
    "--help",
    "\x00.md",
    "\u00e9" * 300,
    "trailing. ",
    " leading",
    "a\nb",
    '*?<>|:"',
    "$HOME",
    "x.md",
    ".git",
    "\u2044",
    "\uff0f",
]

_TABS = ["\ta\t\tb\t", "a\tb", "\t", " \t \n\t ", "a  b   c", "\n\n\na\n\n"]

HOSTILE: Final[dict[str, str]] = {
    **_CONTROLS,
    **_named("operating system command", _OSC),
    **_named("control sequence", _CSI),
    **_named("escape", _ESCAPES),
    **_named("steering", _STEERING),
    **_named("unseen", _UNSEEN),
    **_named("surrogate", _SURROGATES),
    **_named("markup", _MARKUP),
    **_named("placeholder", _PLACEHOLDERS),
    **_named("formula", FORMULAS),
    **_named("format", _FORMATS),
    **_named("wide", _WIDE),
    **_named("long", _LONG),
    **_named("name", NAMES),
    **_named("tabs", _TABS),
}
"""All of them by name."""

SHORT: Final = {name: text for name, text in HOSTILE.items() if len(text) < 400}
"""Those that fit on a screen beside others."""

SAMPLE: Final = {
    name: text
    for name, text in HOSTILE.items()
    if name.startswith(
        ("operating", "escape", "surrogate", "steering", "markup")
    )
    or name
    in (
        "control 9b",
        "control 9d",
        "control 07",
        "control 08",
        "control 7f",
        "long 0",
        "wide 4",
        "tabs 0",
    )
}
"""Those that are most dangerous to a terminal, for what starts programs."""
