"""Writes tests/golden/detectors/levenshtein.txt: distances by rapidfuzz 3.14.6.

    pip install rapidfuzz==3.14.6 && python3 tests/oracle/levenshtein_golden.py

A line is "tokens A B DISTANCE" with A and B as numbers joined by commas ("-" when empty), or
"chars A B DISTANCE N" with A and B as the bytes in hexadecimal ("-" when empty) and N the characters
of B. Bytes that are no valid UTF-8 are single characters: Python's surrogateescape.
"""

import os
import random

from rapidfuzz.distance import Levenshtein

random.seed(2)
ALPHABETS = [
    "ab",
    "abcdefghijklmnopqrstuvwxyz ",
    "aäßéñ€漢字仮名한글",
    "😀🎉👩‍👩‍👧 é́x",
    "\u0000\u0001\uffff\U0010ffff\u2028",
]
BROKEN = [b"\xff", b"\xc0\x80", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xe2\x82", b"\x80", b"\xf0\x9f\x98"]


def edited(items, alphabet, edits):
    items = list(items)
    for _ in range(edits):
        at = random.randrange(len(items) + 1)
        what = random.randrange(3)
        if what == 0:
            items.insert(at, random.choice(alphabet))
        elif at < len(items):
            items[at : at + 1] = [random.choice(alphabet)] if what == 1 else []
    return items


def tokens_line(a, b):
    shown = [",".join(map(str, x)) or "-" for x in (a, b)]
    return f"tokens {shown[0]} {shown[1]} {Levenshtein.distance(a, b)}"


def chars_line(a, b):
    x, y = (s.decode("utf-8", "surrogateescape") for s in (a, b))
    return f"chars {a.hex() or '-'} {b.hex() or '-'} {Levenshtein.distance(x, y)} {len(y)}"


lines = []
for n in [0, 1, 2, 49, 50, 50, 50, 63, 64, 65, 127, 128, 129, 200]:
    for vocabulary in [2, 50, 256000, 2**32 - 1]:
        alphabet = [random.randrange(vocabulary) for _ in range(64)]
        a = [random.choice(alphabet) for _ in range(n)]
        b = edited(a, alphabet, random.choice([0, 1, 3, 5, 6, 30]))
        lines.append(tokens_line(a, b))
    lines.append(tokens_line([random.randrange(9) for _ in range(n)], [random.randrange(9) for _ in range(50)]))
for n in [0, 1, 5, 40, 64, 65, 130, 300]:
    for alphabet in ALPHABETS:
        a = "".join(random.choice(alphabet) for _ in range(n))
        b = "".join(edited(a, alphabet, random.choice([0, 2, 9, 40])))
        lines.append(chars_line(a.encode(), b.encode()))
for n in [1, 3, 20, 80]:
    for _ in range(5):
        pieces = BROKEN + ["é".encode(), "漢".encode(), b"a", "😀".encode()]
        a = [random.choice(pieces) for _ in range(n)]
        b = edited(a, pieces, random.choice([1, 4, 10]))
        lines.append(chars_line(b"".join(a), b"".join(b)))
        lines.append(chars_line(b"".join(a)[1:], b"".join(b)[:-1]))

path = os.path.join(os.path.dirname(__file__), "..", "golden", "detectors", "levenshtein.txt")
os.makedirs(os.path.dirname(path), exist_ok=True)
with open(path, "w", encoding="ascii") as f:
    f.write("\n".join(lines) + "\n")
