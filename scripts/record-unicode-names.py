"""Writes src/runtime/compile/1-parse/unicode-name-data.ts, the names \\N{...} knows, from a real CPython 3.11 (Unicode 14).

CPython cannot list its name aliases (NULL, LINE FEED ...), so they come from Unicode's NameAliases.txt ("0000;NULL;control" lines), given as the only
argument; each is checked against the interpreter. CJK ideographs and Hangul syllables are computed, not stored.

    python3.11 scripts/record-unicode-names.py NameAliases.txt
"""

import base64
import pathlib
import sys
import unicodedata
import zlib

COMPUTED = ("CJK UNIFIED IDEOGRAPH-", "HANGUL SYLLABLE ")


def main():
    assert unicodedata.unidata_version == "14.0.0", "needs CPython 3.11"
    lines = []
    last = -1
    for code in range(0x110000):
        name = unicodedata.name(chr(code), "")
        if name == "" or name.startswith(COMPUTED):
            continue
        # A gap in the code points is a line of its own: how many to skip.
        if code != last + 1:
            lines.append(f"+{code - last - 1}")
        lines.append(name)
        last = code
    aliases = []
    for line in open(sys.argv[1], encoding="ascii"):
        code, _, rest = line.partition(";")
        name = rest.split(";")[0].strip()
        if name == "" or line.startswith("#"):
            continue
        if unicodedata.name(chr(int(code, 16)), "") != name and ord(unicodedata.lookup(name)) == int(code, 16):
            aliases.append(f"{int(code, 16)} {name}")
    unified = []
    for code in range(0x3400, 0x32000):
        if unicodedata.name(chr(code), "").startswith(COMPUTED[0]):
            if unified and unified[-1][1] == code - 1:
                unified[-1][1] = code
            else:
                unified.append([code, code])
    text = "\n".join(lines) + "\n\n" + "\n".join(aliases)
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = base64.b64encode(packer.compress(text.encode()) + packer.flush()).decode()
    out = pathlib.Path(__file__).parent.parent / "src/runtime/compile/1-parse/unicode-name-data.ts"
    ranges = ", ".join(f"[{a:#x}, {b:#x}]" for a, b in unified)
    out.write_text(
        "// Recorded by scripts/record-unicode-names.py from CPython 3.11 (Unicode 14.0). Do not edit.\n"
        "/** Names by code point, one a line; +n skips n code points; after an empty line the aliases. Raw deflate, base64. */\n"
        f"export const UNICODE_NAMES =\n  '{packed}'\n\n"
        "/** Code points named CJK UNIFIED IDEOGRAPH-. */\n"
        f"export const UNIFIED_IDEOGRAPHS: readonly (readonly [number, number])[] = [{ranges}]\n"
    )
    print(len(lines), "lines", len(aliases), "aliases", len(packed), "characters")


main()
