#!/usr/bin/env python3
"""Writes infer/tokenizer/unicodetables.c and infer/tokenizer/unicodenfctables.c.

The reference is what tokenizers 0.23.3 (PyPI) does. Its regular expressions are Oniguruma's, whose
character classes are those of Unicode 16.0; its NFC knows Unicode 9.0 and leaves later characters
alone. Classes come from unicodedata2 16.0.0 (PyPI) and are compared with the library over all code
points; scripts, case folding, and what NFC knows are asked of the library itself.

    pip install tokenizers==0.23.3 unicodedata2==16.0.0
    tests/oracle/unicode_tables.py
"""

import pathlib
import textwrap

import tokenizers
import unicodedata2 as ucd
from tokenizers import Regex, normalizers, pre_tokenizers

assert tokenizers.__version__ == "0.23.3" and ucd.unidata_version == "16.0.0"

OUT = pathlib.Path(__file__).parents[2] / "infer/tokenizer"
CATEGORIES = (
    "Lu Ll Lt Lm Lo Mn Mc Me Nd Nl No Pc Pd Ps Pe Pi Pf Po Sm Sc Sk So Zs Zl Zp Cc Cf Cs Co Cn".split()
)
SCRIPTS = (
    "Arabic Armenian Bengali Bopomofo Cyrillic Devanagari Georgian Greek Gujarati Gurmukhi Han "
    "Hangul Hebrew Hiragana Kannada Katakana Khmer Lao Latin Malayalam Myanmar Tamil Telugu Thai"
).split()
INDEX_BITS = 10
CHARS = [c for c in range(0x110000) if not 0xD800 <= c < 0xE000]
NFC, NFD = normalizers.NFC().normalize_str, normalizers.NFD().normalize_str


def members(pattern):
    """The code points that the library's regular expression matches."""
    split = pre_tokenizers.Split(Regex(pattern), "removed", invert=True)
    found = set()
    for i in range(0, len(CHARS), 20000):
        for word, _ in split.pre_tokenize_str("".join(map(chr, CHARS[i : i + 20000]))):
            found.update(map(ord, word))
    return found


def ranges(points):
    """[first, last] of each run."""
    out = []
    for c in sorted(points):
        if out and out[-1][1] == c - 1:
            out[-1][1] = c
        else:
            out.append([c, c])
    return out


def classes():
    """Runs (first code point, category and whether white space); the masks; the index."""
    category = [CATEGORIES.index(ucd.category(chr(c))) for c in range(0x110000)]
    space = members(r"[\s]+")
    for i, name in enumerate(CATEGORIES):
        expected = {c for c in CHARS if category[c] == i}
        assert members(r"[\p{%s}]+" % name) == expected, name
    kinds = sorted({(category[c], c in space) for c in range(0x110000)})
    runs, index = [], []
    for c in range(0x110000):
        kind = kinds.index((category[c], c in space))
        if not runs or runs[-1][1] != kind:
            runs.append((c, kind))
        if c % (1 << INDEX_BITS) == 0:
            index.append(len(runs) - 1)
    index.append(len(runs) - 1)
    assert len(kinds) <= 32
    return runs, kinds, index, category


def word_extras(category):
    """What Oniguruma's \\w has beyond L, M, Nd, Nl and Pc."""
    plain = {c for c in CHARS if CATEGORIES[category[c]][0] in "LM"}
    plain |= {c for c in CHARS if CATEGORIES[category[c]] in ("Nd", "Nl", "Pc")}
    word = members(r"[\w]+")
    assert plain <= word
    return word - plain


def folds(category):
    """Pairs (c, the lowest code point equal to it under (?i)), and characters that fold to several."""
    cased = [c for c in CHARS if CATEGORIES[category[c]] in ("Lu", "Ll", "Lt", "Nl")]
    cased += [0x345, *range(0x24B6, 0x24EA)]
    text = "\n".join(map(chr, cased))
    pairs, several = [], []
    for c in cased:
        split = pre_tokenizers.Split(Regex("(?i:%s)" % chr(c)), "removed", invert=True)
        same = {ord(w) for w, _ in split.pre_tokenize_str(text) if len(w) == 1}
        assert c in same
        if min(same) != c:
            pairs.append((c, min(same)))
        full = chr(c).casefold()
        if len(full) > 1:
            assert [w for w, _ in split.pre_tokenize_str(full)] == [full], hex(c)
            several.append((c, *map(ord, full), *[0] * (3 - len(full))))
    lowest = dict(pairs)
    for c, low in pairs:
        assert low not in lowest
    return pairs, several


def fold_runs(pairs):
    """(first, number, step, distance down to what it folds to)."""
    out = []
    for c, low in pairs:
        if out:
            first, n, step, down = out[-1]
            if down == c - low and (n == 1 and c - first <= 2 or n > 1 and c == first + n * step):
                out[-1] = (first, n + 1, c - first if n == 1 else step, down)
                continue
        out.append((c, 1, 1, c - low))
    assert [(f + i * s, f + i * s - d) for f, n, s, d in out for i in range(n)] == pairs
    return out


def decompositions():
    """Canonical decompositions that the library knows: (c, first, second or 0)."""
    out = []
    for c in CHARS:
        text = ucd.decomposition(chr(c))
        if not text or "<" in text or NFD(chr(c)) == chr(c):
            continue
        assert NFD(chr(c)) == ucd.normalize("NFD", chr(c))
        parts = [int(x, 16) for x in text.split()]
        out.append((c, parts[0], parts[1] if len(parts) == 2 else 0))
    known = {c for c, _, _ in out} | set(range(0xAC00, 0xAC00 + 11172))
    assert known == {c for c in CHARS if NFD(chr(c)) != chr(c)}
    return out


def combining_class(c):
    """As the library orders marks; 0 for what Unicode 9.0 did not have."""
    if NFD(chr(c)) != chr(c):
        return 0  # never asked: decomposed first
    k = ucd.combining(chr(c))
    low, high = "a" + chr(c) + "\u0334", "a\u0345" + chr(c)
    knows = NFD(low) != low if k > 1 else NFD(high) != high
    return k if knows else 0


def check_orders(ccc):
    """Every two neighbouring marks, in both orders, against the library."""
    one = {}
    for c, k in ccc.items():
        one.setdefault(k, c)
    for c, k in ccc.items():
        for other, d in one.items():
            if other == 0x345 or k:
                s = "a" + chr(d) + chr(c)
                assert (NFD(s) != s) == (0 < k < other), hex(c)


def nfc_ranges(decomposed, composed):
    """(first, last, combining class, whether NFC may change it) of all that is not inert."""
    seconds = {second for _, _, second in composed} | set(range(0x1161, 0x1176))
    seconds |= set(range(0x11A8, 0x11C3))
    facts = {}
    for c in CHARS:
        # A decomposable mark is ordered by its parts, so that its own class plays no role.
        k = combining_class(c)
        maybe = c in seconds or NFC(chr(c)) != chr(c)
        if k or maybe:
            facts[c] = (k, int(maybe))
    check_orders({c: k for c, (k, _) in facts.items() if NFD(chr(c)) == chr(c)})
    out = []
    for c in sorted(facts):
        if out and out[-1][1] == c - 1 and out[-1][2:] == [*facts[c]]:
            out[-1][1] = c
        else:
            out.append([c, c, *facts[c]])
    return out


def table(kind, name, rows):
    cells = [
        "{%s}" % ",".join(hex(x) if i < 2 else str(x) for i, x in enumerate(r))
        if isinstance(r, (list, tuple))
        else str(r)
        for r in rows
    ]
    text = textwrap.fill(", ".join(cells), 96, initial_indent="    ", subsequent_indent="    ")
    return "const %s %s[] = {\n%s,\n};\n" % (kind, name, text)


def count(name):
    return "const size_t n_%s =\n    sizeof %s / sizeof %s[0];\n" % (name, name, name)


def main():
    runs, kinds, index, category = classes()
    extras = word_extras(category)
    pairs, several = folds(category)
    decomposed = decompositions()
    composed = [d for d in decomposed if d[2] and NFC(chr(d[1]) + chr(d[2])) == chr(d[0])]
    order = sorted(range(len(composed)), key=lambda i: composed[i][1:])
    position = {d[0]: i for i, d in enumerate(decomposed)}
    masks = [
        "UNICODE_%s%s" % (CATEGORIES[k].upper(), " | UNICODE_SPACE" if space else "")
        for k, space in kinds
    ]
    sets = [("Word_Extra", ranges(extras))]
    sets += [(s, ranges(members(r"[\p{%s}]+" % s))) for s in SCRIPTS]
    text = [HEAD]
    text.append(table("uint32_t", "unicode_runs", ["0x%x" % (c << 5 | k) for c, k in runs]))
    text.append(count("unicode_runs"))
    text.append(table("unsigned", "unicode_masks", masks))
    text.append(table("uint16_t", "unicode_index", index))
    text.append(table("UnicodeFoldRun", "unicode_fold_runs", fold_runs(pairs)))
    text.append(count("unicode_fold_runs"))
    text.append(table("UnicodeSeveral", "unicode_several", several))
    text.append(count("unicode_several"))
    text.append(table("UnicodeRange", "unicode_set_ranges", [r for _, s in sets for r in s]))
    at, rows = 0, []
    for name, s in sets:
        rows.append('{"%s", %d, %d}' % (name, at, len(s)))
        at += len(s)
    text.append(table("UnicodeSet", "unicode_sets", rows))
    text.append(count("unicode_sets"))
    (OUT / "unicodetables.c").write_text("\n".join(text))
    text = [NFC_HEAD]
    text.append(table("UnicodeDecomposition", "unicode_decompositions", decomposed))
    text.append(count("unicode_decompositions"))
    text.append(table("uint16_t", "unicode_compositions", [position[composed[i][0]] for i in order]))
    text.append(count("unicode_compositions"))
    text.append(table("UnicodeNfcRange", "unicode_nfc_ranges", nfc_ranges(decomposed, composed)))
    text.append(count("unicode_nfc_ranges"))
    (OUT / "unicodenfctables.c").write_text("\n".join(text))


HEAD = """/* Written by tests/oracle/unicode_tables.py; do not edit.
 *
 * Classes of characters, scripts, and what (?i) folds: Unicode 16.0, as in the Oniguruma of the
 * tokenizers library 0.23.3. (Its NFC follows another version: unicodenfctables.c.) What each table
 * holds is said in unicodetables.h. */
#include "infer/tokenizer/unicodetables.h"

/* clang-format off */
"""

NFC_HEAD = """/* Written by tests/oracle/unicode_tables.py; do not edit.
 *
 * Decomposition, composition and the order of marks: Unicode 9.0, as in the NFC of the tokenizers
 * library 0.23.3, to which later characters are inert. (Its classes follow another version:
 * unicodetables.c.) What each table holds is said in unicodetables.h. */
#include "infer/tokenizer/unicodetables.h"

/* clang-format off */
"""

if __name__ == "__main__":
    main()
