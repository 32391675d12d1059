#!/usr/bin/env python3
"""Writes src/Archive.Protocol/Data/CharacterSets/FoldingTable.g.cs from Python's Unicode database.

    python3 tools/generate-folding.py > src/Archive.Protocol/Data/CharacterSets/FoldingTable.g.cs

The runtime is built without ICU (InvariantGlobalization), where string.Normalize leaves everything but ASCII as it is.
"""

import unicodedata

# Letters and signs that Unicode does not decompose, but that people type as these.
EXTRAS = str.maketrans({
    "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ħ": "h", "ŧ": "t", "ı": "i", "ĸ": "k", "ŋ": "n",
    "´": "'", "ʹ": "'", "ʼ": "'", "‘": "'", "’": "'", "‛": "'", "′": "'", "“": '"', "”": '"',
    "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "―": "-", "−": "-",
    "\u30fb": " ",  # katakana middle dot: the space between foreign names
    "\u309b": "\u3099", "\u309c": "\u309a",  # spacing voiced marks: the runtime joins the combining ones to their kana
    "\u0640": "",  # tatweel stretches Arabic words
})

# Marks of these blocks are accents, points or vowel signs that people leave out. Elsewhere (Thai, Indic scripts, kana)
# a mark makes another letter.
IGNORABLE_MARKS = [
    (0x0300, 0x036F), (0x0483, 0x0489), (0x0591, 0x05C7), (0x0610, 0x061A), (0x064B, 0x065F), (0x0670, 0x0670),
    (0x06D6, 0x06ED), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0x20D0, 0x20FF), (0xFE00, 0xFE0F), (0xFE20, 0xFE2F),
]


def is_ignorable(char):
    category = unicodedata.category(char)
    return category == "Cf" or category in ("Mn", "Me") and any(first <= ord(char) <= last for first, last in IGNORABLE_MARKS)


def to_hiragana(char):
    return chr(ord(char) - 0x60) if "\u30a1" <= char <= "\u30f6" or char in "\u30fd\u30fe" else char


def fold_once(text):
    text = unicodedata.normalize("NFKD", text.translate(EXTRAS)).casefold().translate(EXTRAS)
    text = "".join(char for char in text if not is_ignorable(char))
    return "".join(map(to_hiragana, unicodedata.normalize("NFC", text)))


def fold(text):
    folded = fold_once(text)
    return folded if folded == text else fold(folded)


def is_foldable(code):
    return not (0xD800 <= code <= 0xDFFF or 0xE000 <= code <= 0xF8FF) and unicodedata.category(chr(code)) not in ("Cn", "Cc")


def literal(char):
    """Readable where an editor shows one letter from left to right, escaped elsewhere."""
    plain = unicodedata.category(char)[0] in "LNPS" and unicodedata.bidirectional(char) not in ("R", "AL", "AN")
    return {"\\": "\\\\", '"': '\\"', "\n": "\\n"}.get(char) or (char if plain or char == " " else f"\\u{ord(char):04X}")


def main():
    entries = [(chr(code), fold(chr(code))) for code in range(0x10000) if is_foldable(code)]
    entries = ["".join(map(literal, source + folded)) + "\\n" for source, folded in entries if folded != source]
    print("// Written by tools/generate-folding.py from Unicode " + unicodedata.unidata_version + ". Not to be edited by hand.")
    print("namespace Archive.Protocol.Data.CharacterSets;\n")
    print("internal static partial class FoldingTable\n{")
    print("    // A character, what it folds to, end of line.")
    print("    private const string Foldings =")
    line = ""
    for entry in entries:
        if len(line) + len(entry) > 150:
            print(f'        "{line}" +')
            line = ""
        line += entry
    print(f'        "{line}";\n}}')


main()
