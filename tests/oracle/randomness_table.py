"""Prints the rows of detectors/randomness.c: what a character costs behind another in English and code.

    python3 tests/oracle/randomness_table.py

Counted over this Python's own library (its sources: names, comments, text) of Python 3.11. A cost is
-log2 of the conditional probability in quarters of a bit, at most 60, written as one character from
'0' on; a row is the character before, a column the character behind. Text is cut at white space and
punctuation other than _ - . / + =, as values are; all digits are one class; other bytes do not come up.
"""

import math
import os
import re
import string
import sysconfig

CLASSES = string.ascii_lowercase + string.ascii_uppercase + "0_-./+="
N = len(CLASSES)
counts = [[1] * N for _ in range(N)]
place = {c: i for i, c in enumerate(CLASSES)} | {d: CLASSES.index("0") for d in string.digits}

library = sysconfig.get_paths()["stdlib"]
for folder, folders, files in sorted(os.walk(library)):
    folders[:] = [f for f in folders if f not in ("site-packages", "dist-packages", "__pycache__", "test")]
    for name in sorted(f for f in files if f.endswith(".py")):
        text = open(os.path.join(folder, name), encoding="utf-8", errors="replace").read()
        for run in re.findall(r"[A-Za-z0-9_.+=/-]{4,80}", text):
            if len(run) >= 24 and re.fullmatch(r"[A-Za-z0-9+/=]+", run) and re.search(r"\d", run):
                continue  # binary data written as text
            for a, b in zip(run, run[1:]):
                counts[place[a]][place[b]] += 1

for c, row in zip(CLASSES, counts):
    total = sum(row)
    costs = [min(60, round(-4 * math.log2(n / total))) for n in row]
    text = "".join(chr(ord("0") + x) for x in costs).replace("\\", "\\\\")
    print(f'    "{text}", /* {c} */')
