"""Writes tests/golden/detectors/identifiers.txt: values that published libraries call valid or not.

    pip install schwifty==2026.10.1 python-stdnum==2.2 && python3 tests/oracle/identifiers_golden.py

A line is "TYPE VALUE 1" or "TYPE VALUE 0". IBAN_CODE by schwifty, every country of the registry with
invented accounts; CREDIT_CARD_NUMBER: invented numbers of many issuers, Luhn by python-stdnum;
GITHUB: 30 invented characters and their checksum by zlib, without the prefix (so that no scanner
takes this file for a leak).
"""

import os
import random
import re
import zlib

import schwifty
import schwifty.exceptions
import schwifty.registry
from stdnum import luhn

random.seed(3)
KINDS = {"n": "0123456789", "a": "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "c": "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
# Territories that the registry lists under their country's code.
TERRITORIES = "AX BL GF GG GP IM JE MF MQ NC PF PM RE TF WF YT".split()
BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

lines = []


def iban_line(iban):
    valid = schwifty.IBAN(iban, allow_invalid=True).is_valid
    lines.append(f"IBAN_CODE {iban} {int(valid)}")
    return valid


for country in (x + y for x in KINDS["a"] for y in KINDS["a"]):
    try:
        spec = schwifty.registry.get_iban_spec(country)
    except schwifty.exceptions.InvalidCountryCode:
        continue
    if country in TERRITORIES or spec.aspirational:
        continue
    parts = re.findall(r"(\d+)!([nac])", spec.bban_spec)
    bban = "".join(random.choice(KINDS[k]) for n, k in parts for _ in range(int(n)))
    digits = "".join(str(int(c, 36)) for c in bban + country + "00")
    iban = f"{country}{98 - int(digits) % 97:02}{bban}"
    assert iban_line(iban), iban
    at = random.randrange(4, len(iban))
    other = random.choice([c for c in KINDS["n" if iban[at].isdigit() else "a"] if c != iban[at]])
    iban_line(iban[:at] + other + iban[at + 1 :])
    iban_line(iban[:-1])

for prefix, length in [
    ("4", 13), ("4", 16), ("4", 19), ("51", 16), ("55", 16), ("2221", 16), ("2720", 16), ("34", 15), ("37", 15),
    ("300", 14), ("305", 14), ("36", 14), ("38", 14), ("6011", 16), ("644", 16), ("65", 16), ("3528", 16),
    ("3589", 16), ("62", 16), ("62", 19), ("5018", 12), ("6304", 13), ("6759", 18), ("2200", 16), ("9792", 16),
]:
    body = prefix + "".join(random.choice("0123456789") for _ in range(length - len(prefix) - 1))
    right = luhn.calc_check_digit(body)
    lines.append(f"CREDIT_CARD_NUMBER {body}{right} 1")
    wrong = str((int(right) + random.randrange(1, 10)) % 10)
    lines.append(f"CREDIT_CARD_NUMBER {body}{wrong} {int(luhn.is_valid(body + wrong))}")

for i in range(20):
    body = "".join(random.choice(BASE62) for _ in range(30))
    crc, check = zlib.crc32(body.encode()), ""
    for _ in range(6):
        crc, digit = divmod(crc, 62)
        check = BASE62[digit] + check
    lines.append(f"GITHUB {body}{check} 1")
    lines.append(f"GITHUB {body}{check[1:] + check[0]} {int(check[1:] + check[0] == check)}")

path = os.path.join(os.path.dirname(__file__), "..", "golden", "detectors", "identifiers.txt")
os.makedirs(os.path.dirname(path), exist_ok=True)
with open(path, "w", encoding="ascii") as f:
    f.write("\n".join(lines) + "\n")
