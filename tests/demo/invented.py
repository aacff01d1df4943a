"""Invents names, numbers and sentences for invent_corpus.py. Nobody and nothing here exists: e-mail
hosts are the reserved example domains, US phone numbers the reserved 555-01xx, IPv4 addresses the
documentation ranges; cards and IBANs pass their checksums, so that a detector takes them seriously."""
import re

from wordbank import BANK


class Rng:
    """splitmix64 (Steele, Lea, Flood 2014)."""

    def __init__(self, seed):
        self.state = seed

    def next(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) % 2**64
        z = self.state
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9 % 2**64
        z = (z ^ z >> 27) * 0x94D049BB133111EB % 2**64
        return z ^ z >> 31

    def below(self, n):
        return self.next() * n >> 64

    def between(self, low, high):
        return low + self.below(high - low + 1)

    def pick(self, items):
        return items[self.below(len(items))]

    def shuffle(self, items):
        for i in range(len(items) - 1, 0, -1):
            j = self.below(i + 1)
            items[i], items[j] = items[j], items[i]

    def digits(self, n):
        return "".join(str(self.below(10)) for _ in range(n))


def invent_names(rng, n, heads, middles, tails):
    names = set()
    while len(names) < n:
        names.add(rng.pick(heads) + rng.pick(middles) + rng.pick(tails))
    return sorted(names)


NAMES = Rng(7)
BANK["first"] = invent_names(NAMES, 90,
                             "Mar Tov Ber Ela Jor Ul Sen Ori Hal Vim Wen Kas Zo\u00eb S\u00f8r".split(),
                             ["", "l", "v", "d", "m", "is"], "en a ick in o ette wyn ara".split())
BANK["last"] = invent_names(NAMES, 140,
                            "Tarr Quil Bram Hesk Oll Fenn Drov Pell Wex Gant Morl Stav".split(),
                            ["", "a", "o", "en", "i"], "wick dal by more sen ley ford itch".split())
BANK["town"] = invent_names(NAMES, 50, "Alder Tor Quarn Wych Bell Harn Mossel Carr Penn Ouse".split(),
                            ["", "ing", "s"], "moor vale wick holt mere stead gate".split())


def luhn_digit(digits):
    total = 0
    for i, c in enumerate(reversed(digits)):
        d = int(c) * (2 if i % 2 == 0 else 1)
        total += d - 9 if d > 9 else d
    return str(-total % 10)


def card(rng):
    fours = (4, 4, 4, 4)
    prefix, length, groups = rng.pick([("4", 16, fours), ("5%d" % rng.between(1, 5), 16, fours),
                                       ("37", 15, (4, 6, 5)), ("6011", 16, fours)])
    number = prefix + rng.digits(length - 1 - len(prefix))
    number += luhn_digit(number)
    separator, parts = rng.pick([" ", " ", "-", ""]), []
    for n in groups:
        parts.append(number[:n])
        number = number[n:]
    return separator.join(parts)


def iban(rng):
    country, bban = rng.pick([("DE", rng.digits(18)), ("BE", rng.digits(12)),
                              ("NL", rng.pick(["QUIL", "FENN", "TOVB"]) + rng.digits(10)),
                              ("GB", rng.pick(["MOSL", "ALDR"]) + rng.digits(14))])
    if country == "BE":     # Belgium's own check digits, for detectors that look at them
        bban = bban[:10] + "%02d" % (int(bban[:10]) % 97 or 97)
    value = int("".join(str(int(c, 36)) for c in bban + country + "00"))
    code = "%s%02d%s" % (country, 98 - value % 97, bban)
    return " ".join(code[i:i + 4] for i in range(0, len(code), 4)) if rng.below(2) else code


def ssn(rng):
    area = rng.between(1, 665) if rng.below(2) else rng.between(667, 899)
    return "%03d-%02d-%04d" % (area, rng.between(1, 99), rng.between(1, 9999))


def phone(rng):
    area, line = rng.between(2, 9) * 100 + rng.between(12, 99), rng.between(100, 199)
    return rng.pick(["(%d) 555-0%d", "%d-555-0%d", "+1 %d 555 0%d"]) % (area, line)


def email(rng, first=None, last=None):
    first, last = first or rng.pick(BANK["first"]), last or rng.pick(BANK["last"])
    plain = (first + rng.pick([".", "_"]) + last).lower()
    plain = plain.replace("\u00eb", "e").replace("\u00f8", "o")
    host = rng.pick(["", "", "mail.", rng.pick(BANK["town"]).lower() + "."])
    return "%s@%sexample.%s" % (plain, host, rng.pick(["com", "org", "net"]))


FIELDS = {
    "card": card, "iban": iban, "ssn": ssn, "phone": phone, "email": email,
    "name": lambda r: r.pick(BANK["first"]) + " " + r.pick(BANK["last"]),
    "firm": lambda r: "%s %s" % (r.pick(BANK["last"]),
                                 r.pick(["and Sons", "Works", "Trading Company", "Partners"])),
    "day": lambda r: "%d %s" % (r.between(1, 28), r.pick(BANK["month"])),
    "date": lambda r: "%d %s %d" % (r.between(1, 28), r.pick(BANK["month"]), r.between(2021, 2039)),
    "born": lambda r: "%d-%02d-%02d" % (r.between(1941, 2004), r.between(1, 12), r.between(1, 28)),
    "address": lambda r: "%d %s %s, %s" % (r.between(1, 199), r.pick(BANK["street"]),
                                           r.pick(["Lane", "Street", "Row", "Hill"]), r.pick(BANK["town"])),
    "n": lambda r: str(r.between(2, 99)),
    "sum": lambda r: "%d,%03d" % (r.between(1, 98), r.between(0, 199) * 5),
    "ipv4": lambda r: r.pick(["192.0.2.", "198.51.100.", "203.0.113."]) + str(r.between(1, 254)),
}


def fill(rng, template):
    """Replaces every {slot} by a word of the bank, itself filled, or by an invented field."""
    def value(match):
        slot = match.group(1)
        return FIELDS[slot](rng) if slot in FIELDS else fill(rng, rng.pick(BANK[slot]))
    return re.sub(r"\b([Aa]) (?=[aeiou])", r"\1n ", re.sub(r"\{(\w+)\}", value, template))
