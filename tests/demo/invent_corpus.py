#!/usr/bin/env python3
"""Invents the demo's corpus: four sources whose documents repeat, exactly or nearly, as those of a
real corpus do. Everybody and everything in it is made up (see invented.py).

    invent_corpus.py OUT      writes OUT/{letters,contracts,code,records}/part-0000N.*

Standard library and the zstd command only. The bytes of the documents depend on nothing but these
files: random choices come from a splitmix64 of their own."""
import gzip
import io
import json
import os
import re
import subprocess
import sys
import tarfile
import zipfile
import zlib

from invented import Rng, email, fill
from wordbank import BANK, CLAUSES, LETTERS, LICENCE, NOTES

# Near copies are made by putting another word of the same kind in a word's place.
SWAP = {w: BANK[kind] for kind in ("thing", "place", "quality", "did", "trade") for w in BANK[kind]}


def capital(text):
    return text[0].upper() + text[1:]


def n_tokens(text):
    """What the demo's tokenizer roughly makes of a text: a token a digit, a mark, a common word, and
    some more for capitalised words, most of which are invented names."""
    return (len(re.findall(r"\d|[a-z]+|[^\w\s]|\n+", text))
            + sum(1 + len(w) // 4 for w in re.findall(r"[A-Z]\w*", text)))


# ---- one new document of each source, about `want` tokens long ---------------------------------

def new_letter(rng, want):
    first = rng.pick(BANK["first"])
    text = rng.pick(["Dear %s,\n\n", "My dear %s,\n\n", "To %s, at last:\n\n"]) % first
    while n_tokens(text) < want - 8:
        text += capital(fill(rng, rng.pick(LETTERS))) + ("\n\n" if rng.below(5) == 0 else " ")
    return text.rstrip() + "\n\n" + rng.pick(BANK["close"]) + ",\n" + rng.pick(BANK["first"]) + "\n"


def new_contract(rng, want):
    kind = rng.pick(["lease", "supply agreement", "work order", "loan agreement", "partnership deed"])
    text = kind.upper() + fill(rng, "\n\nMade on {date} between {firm} of {address}, and {name}, {trade}.\n")
    number = 0
    while n_tokens(text) < want:
        number += 1
        text += "\n%d. %s" % (number, capital(fill(rng, rng.pick(CLAUSES))))
    return text + "\n"


def new_function(rng):
    thing = rng.pick(BANK["thing"])
    other = rng.pick([w for w in BANK["thing"] if w != thing])
    name = "%s_%s" % (rng.pick(BANK["verb"]), thing)
    low, high, step = rng.between(2, 99), rng.between(100, 999), rng.between(2, 40)
    body = rng.pick([
        "    if {o} > {h}:\n        return {t} - {l}\n    return {t} * {s} + {o}\n",
        "    total = {l}\n    for x in {o}:\n        total += x.{q} * {s}\n    return min(total, {h})\n",
        "    while {o} < {h}:\n        {o} += {t} // {s}\n    return {o} % {l}\n",
        "    found = [x for x in {t} if x.{q} > {l}]\n    return found[:{s}] or {o}\n",
        "    assert {l} <= {t} <= {h}, \"{q} {t}\"\n    return {o}.get({t}, {s})\n",
    ])
    body = body.format(o=other, t=thing, l=low, h=high, s=step, q=rng.pick(BANK["quality"]))
    if rng.below(2):
        verb = capital(rng.pick(BANK["verb"]))
        body = fill(rng, '    """%s the {quality} {thing} of the {place}."""\n' % verb) + body
    return "def %s(%s, %s=%d):\n%s" % (name, thing, other, rng.between(1, 500), body)


def new_code(rng, want):
    text = ""
    if rng.below(3) == 0:
        text = "# %s.\n" % fill(rng, rng.pick(["Tested with the {quality} {thing}", "See {email}",
                                               "Serves the {place} at {ipv4}"]))
    while n_tokens(text) < want:
        text += ("\n\n" if text else "") + new_function(rng)
    return text


def new_record(rng, want):
    first, last = rng.pick(BANK["first"]), rng.pick(BANK["last"])
    text = "Record %s: %s %s, %s\n" % (rng.digits(5), first, last, rng.pick(BANK["trade"]))
    fields = ["born {born}", "phone {phone}"] + [rng.pick(NOTES) for _ in range(3)]
    fields += rng.pick([["SSN {ssn}"], ["card {card}"], ["IBAN {iban}"], ["SSN {ssn}", "card {card}"],
                        ["last seen from {ipv4}"]])
    if rng.below(2):
        fields.append("lives at {address}")
    fields = [fill(rng, field) for field in fields] + ["e-mail " + email(rng, first, last)]
    rng.shuffle(fields)
    while fields and n_tokens(text) < want:
        text += capital(fields.pop()) + "\n"
    while n_tokens(text) < want:
        text += capital(fill(rng, rng.pick(NOTES))) + "\n"
    return text


# ---- repeats -----------------------------------------------------------------------------------

def reworded(rng, text, pattern):
    """A near copy: one to three words (in code: numbers) in the middle of the text changed, where
    the audit's continuation lies."""
    spots = [m for m in re.finditer(pattern, text)
             if 42 * len(text) < 100 * m.start() < 65 * len(text)
             and (m.group().isdigit() or m.group() in SWAP)]
    rng.shuffle(spots)
    for m in sorted(spots[:rng.between(1, 3)], key=lambda m: -m.start()):
        word = m.group()
        if word.isdigit():
            new = word[:-1] + str((int(word[-1]) + rng.between(1, 9)) % 10)
        else:
            new = rng.pick(SWAP[word])
        text = text[:m.start()] + new + text[m.end():]
    return text


def repeats(rng, new, want, copies, near, pattern):
    """All copies of one document, the last `near` of them in another wording."""
    text = new(rng, rng.between(*want))
    return [text] * (copies - near) + [reworded(rng, text, pattern) for _ in range(near)]


def licensed(rng):
    head = LICENCE % (rng.between(2021, 2039), fill(rng, "{firm}"))
    return head + "\n" + new_function(rng)


def table(rng):
    start = rng.between(1, 9)
    return "%s = [\n    %s,\n]\n" % (rng.pick(BANK["thing"]).upper(),
                                     ", ".join(str(i) for i in range(start, start + 60)))


def source(seed, new, want, n_documents, short_in_1000, groups, pattern=r"\b[a-z]+\b", extra=()):
    """want: how long documents are, roughly. groups: {copies: how many distinct documents have so
    many}, the copies growing as 2^(n/4); in every second group of 20 or more, two fifths are near
    copies."""
    rng, n_large = Rng(seed), 0
    documents = [make(rng) for make, n in extra for _ in range(n)]
    for copies in (copies for copies, n in groups.items() for _ in range(n)):
        n_large += copies >= 20
        near = copies * 2 // 5 if copies >= 20 and n_large % 2 else 0
        documents += repeats(rng, new, want, copies, near, pattern)
    for _ in range(n_documents * short_in_1000 // 1000):
        documents.append(new(rng, rng.between(want[0] // 4, want[0] // 2)))
    while len(documents) < n_documents:
        documents.append(new(rng, rng.between(*want)))
    rng.shuffle(documents)
    return documents


# ---- shards ------------------------------------------------------------------------------------

def write(path, data):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as f:
        f.write(data)


def zstd(data):
    # One thread: the frame's bytes do not depend on the machine.
    return subprocess.run(["zstd", "-19", "--long=24", "--single-thread", "-c"], input=data,
                          stdout=subprocess.PIPE, check=True).stdout


def gzipped(data):
    out = io.BytesIO()
    with gzip.GzipFile("", "wb", 9, out, mtime=0) as f:
        f.write(data)
    return out.getvalue()


def json_lines(name, first, documents):
    def domain(text):   # copies, near ones too, come from one place: a cluster key worth its name
        return BANK["town"][zlib.crc32(text[:60].encode()) % 50].lower() + ".example.org"
    return [json.dumps({"id": "%s-%05d" % (name, first + i), "domain": domain(text), "text": text},
                       ensure_ascii=i % 7 == 0) for i, text in enumerate(documents)]


def tar(names, documents):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.USTAR_FORMAT) as t:
        folder = tarfile.TarInfo("code")
        folder.type, folder.mode = tarfile.DIRTYPE, 0o755
        t.addfile(folder)
        for name, text in zip(names, documents):
            info = tarfile.TarInfo(name)
            data = text.encode()
            info.size, info.mode = len(data), 0o644
            t.addfile(info, io.BytesIO(data))
    return out.getvalue()


def zipped(names, documents):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as z:
        for name, text in zip(names, documents):
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.create_system, info.external_attr = 3, 0o100644 << 16
            z.writestr(info, text.encode(), zipfile.ZIP_DEFLATED, 9)
    return out.getvalue()


def shards(documents, n):
    size = -(-len(documents) // n)
    return [(i, i * size, documents[i * size:(i + 1) * size]) for i in range(n)]


def main(out):
    few = {2: 60, 3: 40, 4: 30, 5: 12, 6: 10, 7: 6, 8: 5}
    letters = source(1, new_letter, (113, 150), 11200, 45, {**few, 10: 2, 11: 1, 16: 1, 45: 1})
    contracts = source(2, new_contract, (124, 160), 10900, 40,
                       {**few, 10: 4, 13: 3, 16: 2, 23: 1, 32: 1, 45: 1, 64: 1, 91: 1})
    code = source(3, new_code, (92, 130), 10700, 35,
                  {**few, 10: 3, 13: 3, 16: 3, 19: 2, 23: 2, 27: 2, 32: 1, 38: 1, 45: 2, 54: 1, 64: 1,
                   91: 1, 128: 1}, r"\d+", [(licensed, 240), (table, 20)])
    records = source(4, new_record, (116, 152), 11400, 65,
                     {**few, 11: 4, 16: 4, 23: 4, 32: 5, 38: 4, 45: 4, 54: 4, 64: 4, 76: 3, 91: 3, 108: 2,
                      128: 3, 152: 2, 181: 1, 256: 1, 362: 1})
    for i, first, part in shards(letters, 4):
        lines = json_lines("letter", first, part)
        if i == 2:      # what a crawler that died or a careless script leaves behind
            for at, bad in ((400, lines[400][:150]), (1201, '{"id": letter-x, "text": "no quotes"}'),
                            (1900, '{"id": "letter-y", "text": "a bad \\q escape"}')):
                lines.insert(at, bad)
        write("%s/letters/part-%05d.jsonl.zst" % (out, i), zstd(("\n".join(lines) + "\n").encode()))
    for i, first, part in shards(contracts, 4):
        write("%s/contracts/part-%05d.jsonl.gz" % (out, i),
              gzipped(("\n".join(json_lines("contract", first, part)) + "\n").encode()))
    for i, first, part in shards(code, 2):
        names = ["code/f%05d.py" % (first + k) for k in range(len(part))]
        write("%s/code/part-%05d.tar.zst" % (out, i), zstd(tar(names, part)))
    for i, first, part in shards(records, 2):
        names = ["r/%05d.txt" % (first + k) for k in range(len(part))]
        write("%s/records/part-%05d.zip" % (out, i), zipped(names, part))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
