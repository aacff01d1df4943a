"""Prints the rows of detectors/tld.c: the top-level domains of the root zone in ASCII form, from the
ICANN section of the public suffix list that tldextract 5.4.0 carries (2025-04-07).

    pip install tldextract==5.4.0 idna && python3 tests/oracle/tld_table.py
"""

import os

import idna
import tldextract

path = os.path.join(os.path.dirname(tldextract.__file__), ".tld_set_snapshot")
names = set()
for line in open(path, encoding="utf-8"):
    if "END ICANN" in line:
        break
    name = line.strip()
    if name and not name.startswith("//"):
        last = name.split(".")[-1]
        names.add(last if last.isascii() else idna.encode(last).decode())
row = "   "
for name in sorted(names):
    if len(row) + len(name) + 4 > 100:
        print(row)
        row = "   "
    row += f' "{name}",'
print(row)
