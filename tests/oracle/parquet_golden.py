#!/usr/bin/env python3
"""Parquet files written by other software, and what pyarrow reads in them.

    python3 -m pip install pyarrow==26.0.1 duckdb==2.0.0 polars==2.1.0 fastparquet==2026.9.0
    python3 tests/oracle/parquet_golden.py make                       writes tests/golden/parquet/
    make build/tests/shard_stream
    python3 tests/oracle/parquet_golden.py check --program build/tests/shard_stream --count 3000

`check` writes files at random, by all four writers, and compares; it is not part of `make test`.
expected.txt has a line a file and manner of reading: name, sixteenths of the rows wanted, fields of
text, id and cluster, then documents, malformed and passed rows, and the digest that
tests/sharddigest.h defines.
"""
import argparse
import hashlib
import os
import pathlib
import random
import struct
import subprocess
import sys
import tempfile
import uuid

import duckdb
import fastparquet
import pandas
import polars
import pyarrow as pa
import pyarrow.parquet as pq
import pyarrow.parquet.encryption as pe

GOLDEN = pathlib.Path(__file__).parent.parent / "golden" / "parquet"
CODECS = ["none", "snappy", "gzip", "brotli", "zstd", "lz4"]
WORDS = ("harbour boats counted wrote eight nine master Grüße Köln 12 € 你好 🚢 the of and a in "
         "letter contract record \t\n \x00 repeats repeats").split(" ")


# ---- what a file should give ------------------------------------------------------------------------

def printable(b):
    """Bytes as a name, a piece at a time: each byte that is no part of a UTF-8 character as \\xHH."""
    while b:
        for n in range(1, 5):
            try:
                b[:n].decode("utf-8")
                yield b[:n]
                b = b[n:]
                break
            except UnicodeDecodeError:
                pass
        else:
            yield b"\\x%02X" % b[0]
            b = b[1:]


def label(value, kind):
    """An id or cluster as rote prints it, or None."""
    if value is None or pa.types.is_boolean(kind) or pa.types.is_floating(kind) \
            or pa.types.is_decimal(kind) or pa.types.is_temporal(kind) or pa.types.is_null(kind):
        return None
    if isinstance(value, uuid.UUID):
        return str(value).encode()
    if isinstance(value, int):
        return str(value).encode()
    if isinstance(value, str):
        return value.encode()
    if isinstance(value, bytes):
        return b"".join(printable(value))
    return None


def column(table, path):
    """Values and type at a path, or (None, None)."""
    names = path.split(".")
    if names[0] not in table.column_names:
        return None, None
    kind = table.schema.field(names[0]).type
    values = table.column(names[0]).to_pylist()
    for name in names[1:]:
        if not pa.types.is_struct(kind) or kind.get_field_index(name) < 0:
            return None, None
        kind = kind.field(name).type
        values = [None if v is None else v[name] for v in values]
    if isinstance(kind, pa.BaseExtensionType):
        kind = kind.storage_type
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    return values, kind


def wanted(ordinal, sixteenths):
    return sixteenths == 16 or (ordinal * 0x9E3779B97F4A7C15 & (1 << 64) - 1) >> 60 < sixteenths


def digest(table, sixteenths, fields):
    texts, _ = column(table, fields[0])
    labels = []
    for f in fields[1:]:
        values, kind = column(table, f) if f != "-" else (None, None)
        labels.append([label(v, kind) for v in values] if values is not None else None)
    h, counts = hashlib.sha256(), {"D": 0, "M": 0, "P": 0}
    for i in range(table.num_rows):
        text = texts[i]
        if isinstance(text, bytes):
            try:
                text = text.decode()
            except UnicodeDecodeError:
                text = None
        what = "P" if not wanted(i, sixteenths) else "M" if text is None else "D"
        counts[what] += 1
        h.update(what.encode())
        if what != "D":
            continue
        for s in [text.encode()] + [l[i] if l else None for l in labels]:
            h.update(struct.pack("<Q", 2**64 - 1 if s is None else len(s)))
            h.update(s or b"")
    return f"{counts['D']} {counts['M']} {counts['P']} {h.hexdigest()}"


# ---- tables ------------------------------------------------------------------------------------------

def text_of(r, longest):
    n = r.choice([0, 1, 3, r.randrange(1, 12), r.randrange(1, 40)])
    text = " ".join(r.choice(WORDS) for _ in range(n))
    if longest and r.random() < 0.02:
        text += "".join(r.choice(WORDS) for _ in range(50)) * (r.randrange(1, longest) // 200 + 1)
    return text


ID_KINDS = ["string", "int32", "int64", "uint32", "uint64", "int8", "uint16", "fixed", "uuid", "bytes",
            "float64", "bool", "list", "timestamp", "decimal", "null", "none"]


def ids_of(r, kind, n, nulls):
    def one(i):
        if kind == "null" or nulls and r.random() < nulls:
            return None
        if kind == "string":
            return f"doc-{i}" if r.random() < 0.9 else r.choice(WORDS)
        if kind in ("fixed", "bytes"):
            return b"doc-%04d\\" % (i % 10000) if r.random() < 0.5 else r.randbytes(9)
        if kind == "uuid":
            return uuid.UUID(bytes=r.randbytes(16))
        if kind == "float64":
            return i / 2
        if kind == "bool":
            return i % 2 == 0
        if kind == "list":
            return [i] * (i % 3)
        if kind in ("timestamp", "decimal"):
            return i
        bits = int(kind.lstrip("uint"))
        low, high = (0, 2**bits - 1) if kind[0] == "u" else (-2**(bits - 1), 2**(bits - 1) - 1)
        return r.choice([r.randrange(low, high + 1), low, high, i % 100])
    types = {"string": pa.string(), "fixed": pa.binary(9), "bytes": pa.binary(), "uuid": pa.uuid(),
             "list": pa.list_(pa.int32()), "timestamp": pa.timestamp("ms"), "float64": pa.float64(),
             "bool": pa.bool_(), "decimal": pa.decimal128(9, 2)}
    values = [one(i) for i in range(n)]
    if kind == "uuid":
        storage = pa.array([None if v is None else v.bytes for v in values], pa.binary(16))
        return pa.ExtensionArray.from_storage(pa.uuid(), storage)
    return pa.array(values, types.get(kind) or getattr(pa, kind)())


def table_of(r, n, longest=0, nested=None, id_kind=None, nulls=None):
    """A table, and the fields of its text, id and cluster."""
    nulls = r.choice([0, 0, 0.1, 0.9, 1]) if nulls is None else nulls
    nested = r.choice(["", "", "struct", "deep"]) if nested is None else nested
    id_kind = id_kind or r.choice(ID_KINDS)
    vocabulary = r.choice([None, None, 5, 200])
    pool = [text_of(r, longest) for _ in range(vocabulary or 0)]
    texts, last = [], ""
    for _ in range(n):
        text = r.choice(pool) if pool else text_of(r, longest)
        if not pool and r.random() < 0.3: # prefixes in common, for DELTA_BYTE_ARRAY
            text = last[:r.randrange(len(last) + 1)] + text
        last = text[:10**6]
        texts.append(None if r.random() < nulls else text)
    ids = ids_of(r, id_kind, n, r.choice([0, 0.2])) if id_kind != "none" else None
    hosts = pa.array([r.choice(["a.example", "b.example", None, "c"]) for _ in range(n)], pa.string())
    required = nulls == 0 and r.random() < 0.5
    text_kind = r.choice([pa.string(), pa.string(), pa.large_string(), pa.binary()])
    text = pa.array([t.encode() if t is not None and pa.types.is_binary(text_kind) else t
                     for t in texts], text_kind)
    noise = pa.array([r.random() for _ in range(n)], pa.float64())
    lists = pa.array([[str(i)] * (i % 4) for i in range(n)], pa.list_(pa.string()))
    arrays, fields = [("noise", noise, True), ("tags", lists, True)], ["text", "id", "host"]
    if nested:
        text_field = pa.field("text", text.type, nullable=not required)
        mask = pa.array([nulls > 0 and r.random() < 0.2 for _ in range(n)], pa.bool_())
        inner = pa.StructArray.from_arrays([noise, text, hosts], fields=[
            pa.field("x", noise.type), text_field, pa.field("host", hosts.type)], mask=mask)
        fields = ["meta.text", "id", "meta.host"]
        if nested == "deep":
            inner = pa.StructArray.from_arrays([inner], names=["in"])
            fields = ["meta.in.text", "id", "meta.in.host"]
        arrays.append(("meta", inner, True))
    else:
        arrays += [("text", text, not required), ("host", hosts, True)]
    if ids is not None:
        arrays.append(("id", ids, True))
    r.shuffle(arrays)
    schema = pa.schema([pa.field(name, a.type, nullable=null) for name, a, null in arrays])
    return pa.Table.from_arrays([a for _, a, _ in arrays], schema=schema), fields


# ---- writers -----------------------------------------------------------------------------------------

def write_pyarrow(r, table, fields, path, **fixed):
    texts = r.choice(["dictionary", "dictionary", "PLAIN", "DELTA_LENGTH_BYTE_ARRAY",
                      "DELTA_BYTE_ARRAY"])
    texts = fixed.pop("texts", texts)
    options = {
        "compression": r.choice(CODECS), "data_page_version": r.choice(["1.0", "2.0"]),
        "version": r.choice(["1.0", "2.4", "2.6"]), "write_page_checksum": r.random() < 0.5,
        "data_page_size": r.choice([1, 200, 5000, 1 << 20, 20 << 20]),
        "row_group_size": r.choice([1, 7, 100, 1000, 10**6]),
        "write_page_index": r.random() < 0.2, "write_batch_size": r.choice([1, 10, 1024]),
        "write_statistics": r.random() < 0.5,
    }
    if table.num_rows / options["row_group_size"] > 200:
        options["row_group_size"] = 100
    if texts == "dictionary":
        options["dictionary_pagesize_limit"] = r.choice([1, 300, 1 << 20])
    else:
        options["use_dictionary"] = False
        options["column_encoding"] = {fields[0]: texts}
        for f in fields[1:]:
            values, kind = column(table, f)
            name = f
            if values is None or pa.types.is_list(kind):
                continue
            if pa.types.is_integer(kind):
                options["column_encoding"][name] = r.choice(
                    ["PLAIN", "DELTA_BINARY_PACKED", "BYTE_STREAM_SPLIT"])
            elif pa.types.is_fixed_size_binary(kind):
                options["column_encoding"][name] = r.choice(
                    ["PLAIN", "DELTA_BYTE_ARRAY", "BYTE_STREAM_SPLIT"])
            elif pa.types.is_string(kind) or pa.types.is_binary(kind):
                options["column_encoding"][name] = r.choice(
                    ["PLAIN", "DELTA_LENGTH_BYTE_ARRAY", "DELTA_BYTE_ARRAY"])
    options.update(fixed)
    if options["version"] == "1.0" and "id" in table.column_names and \
            table.schema.field("id").type == pa.uint32():
        options["version"] = "2.6" # 1.0 writes them as 64-bit integers
    pq.write_table(table, path, **options)
    return f"pyarrow {texts} {options}"


def write_duckdb(r, table, fields, path, **fixed):
    options = {"compression": r.choice(["uncompressed", "snappy", "gzip", "brotli", "zstd", "lz4_raw"]),
               "parquet_version": r.choice(["v1", "v2"]),
               "row_group_size": r.choice([2048, 122880])}
    if r.random() < 0.3:
        options["dictionary_size_limit"] = r.choice([1, 20, 1000])
    options.update(fixed)
    connection = duckdb.connect()
    connection.execute("set threads=1")
    connection.register("given", table)
    words = ", ".join(f"{k} {v}" for k, v in options.items())
    connection.execute(f"copy (select * from given) to '{path}' (format parquet, {words})")
    connection.close()
    return f"duckdb {options}"


def write_polars(r, table, fields, path, **fixed):
    options = {"compression": r.choice(["uncompressed", "snappy", "gzip", "brotli", "zstd", "lz4"]),
               "row_group_size": r.choice([None, 5, 100]), "statistics": r.random() < 0.5,
               "data_page_size": r.choice([None, 100, 5000])}
    options.update(fixed)
    polars.from_arrow(table).write_parquet(path, **options)
    return f"polars {options}"


def write_fastparquet(r, table, fields, path, **fixed):
    options = {"compression": r.choice([None, "SNAPPY", "GZIP", "BROTLI", "ZSTD", "LZ4_RAW", "LZ4"]),
               "row_group_offsets": r.choice([10**6, 13, 100]), "stats": r.random() < 0.5}
    texts, _ = column(table, fields[0])
    if any(t is not None and len(t) > 1000 for t in texts):
        options["stats"] = False # long ones overrun a buffer of its footer's writer
    options.update(fixed)
    frame = pandas.DataFrame()
    hosts, _ = column(table, fields[2])
    frame["text"] = pandas.Series([t.decode() if isinstance(t, bytes) else t for t in texts],
                                  dtype=object)
    frame["id"] = range(len(texts))
    frame["host"] = pandas.Series(hosts, dtype=object)
    if r.random() < 0.3:
        frame["text"] = frame["text"].astype("category")
    fields[:] = ["text", "id", "host"]
    encoding = {"text": "utf8", "host": "utf8"} if frame["text"].dtype == object else "infer"
    fastparquet.write(str(path), frame, object_encoding=encoding, write_index=False, **options)
    return f"fastparquet {options}"


WRITERS = {"pyarrow": write_pyarrow, "duckdb": write_duckdb, "polars": write_polars,
           "fastparquet": write_fastparquet}


class NoKeys(pe.KmsClient):
    """Hides no key: the files' secrecy is nobody's concern."""

    def __init__(self, _):
        super().__init__()

    def wrap_key(self, key, _):
        return key.hex()

    def unwrap_key(self, key, _):
        return bytes.fromhex(key)


def write_encrypted(path, table, plaintext_footer):
    factory = pe.CryptoFactory(NoKeys)
    keys = pe.EncryptionConfiguration(footer_key="f", column_keys={"c": ["text"]},
                                      plaintext_footer=plaintext_footer)
    properties = factory.file_encryption_properties(pe.KmsConnectionConfig(), keys)
    with pq.ParquetWriter(path, table.schema, encryption_properties=properties) as writer:
        writer.write_table(table)


# ---- make --------------------------------------------------------------------------------------------

def make(_):
    GOLDEN.mkdir(parents=True, exist_ok=True)
    for old in GOLDEN.glob("*.parquet"):
        old.unlink()
    lines = []

    def add(name, writer, seed, n=40, ways=((16, None),), table=None, **options):
        r = random.Random(seed)
        made = {k: options.pop(k) for k in ("nested", "id_kind", "nulls") if k in options}
        t, fields = table or table_of(r, n, **made)
        path = GOLDEN / f"{name}.parquet"
        WRITERS[writer](r, t, fields, path, **options)
        back = pq.ParquetFile(path).read()
        for sixteenths, f in ways:
            f = f or fields
            lines.append(f"{name} {sixteenths} {' '.join(f)} {digest(back, sixteenths, f)}")

    encodings = ["dictionary", "PLAIN", "DELTA_LENGTH_BYTE_ARRAY", "DELTA_BYTE_ARRAY"]
    seed = 0
    for i, codec in enumerate(CODECS):
        for j, texts in enumerate(encodings):
            seed += 1
            add(f"{codec}-{texts.lower()}", "pyarrow", seed, compression=codec, texts=texts,
                data_page_version=["1.0", "2.0"][(i + j) % 2], write_page_checksum=True,
                nulls=[0, 0.2][(i + j) // 2 % 2], data_page_size=300, row_group_size=[15, 1000][j % 2],
                nested=["", "struct"][i // 2 % 2], id_kind=ID_KINDS[seed % 11], write_page_index=False,
                ways=((16, None), (3, None)))
    add("fallback", "pyarrow", 30, n=120, texts="dictionary", dictionary_pagesize_limit=300,
        data_page_size=500, compression="zstd", row_group_size=60, nested="", id_kind="int64", nulls=0.1,
        ways=((16, None), (1, None)))
    for version in ("1.0", "2.0"):
        add(f"deep-v{version[0]}", "pyarrow", 31, nested="deep", nulls=0.3, id_kind="uuid",
            compression="snappy", data_page_version=version)
        add(f"old-dictionary-v{version[0]}", "pyarrow", 32, texts="dictionary", version="1.0",
            id_kind="string", nested="", data_page_version=version)
        add(f"all-null-v{version[0]}", "pyarrow", 33, n=9, nested="", nulls=1, id_kind="int32",
            data_page_version=version)
    for kind in ID_KINDS:
        add(f"id-{kind}", "pyarrow", 34, n=12, id_kind=kind, nested="", nulls=0, texts="PLAIN",
            compression="none", ways=((16, None), (16, ["text", "-", "id"]))[:1 + ("int" in kind)])
    add("many-groups", "pyarrow", 35, n=12, row_group_size=1, nested="", id_kind="int64", compression="zstd")
    add("empty", "pyarrow", 36, n=0, nested="", id_kind="int64")
    for codec in ("uncompressed", "snappy", "zstd"):
        for version in ("v1", "v2"):
            add(f"duckdb-{codec}-{version}", "duckdb", 37, compression=codec, parquet_version=version,
                nested="", id_kind="int32", nulls=0.1)
    add("duckdb-nested", "duckdb", 38, nested="deep", id_kind="int64", compression="gzip", nulls=0.2)
    add("polars", "polars", 39, nested="struct", id_kind="uint32", compression="zstd", nulls=0.2)
    add("polars-groups", "polars", 40, nested="", id_kind="string", compression="lz4", row_group_size=9)
    add("fastparquet", "fastparquet", 41, nested="", compression="SNAPPY")
    add("fastparquet-lz4", "fastparquet", 42, nested="", compression="LZ4", row_group_offsets=13)
    bad = pa.table({"text": pa.array([b"good", b"cut \xe4\xbd", b"", b"\xff", None, b"caf\xc3\xa9"]),
                    "id": [1, 2, 3, 4, 5, 6], "a.b": ["x"] * 6})
    add("not-utf8", "pyarrow", 43, table=(bad, ["text", "id", "a\\.b"]), compression="none",
        row_group_size=1000, ways=((16, ["text", "id", "-"]), ))
    open_table = pa.table({"text": ["one", "two"], "other": ["three", "four"]})
    write_encrypted(GOLDEN / "encrypted-footer.parquet", open_table, False)
    write_encrypted(GOLDEN / "encrypted-text.parquet", open_table, True)
    lines.append("encrypted-text 16 other - - " + digest(open_table, 16, ["other", "-", "-"]))
    (GOLDEN / "expected.txt").write_text("".join(l + "\n" for l in lines))
    size = sum(f.stat().st_size for f in GOLDEN.iterdir())
    print(f"{len(lines)} lines, {size} bytes")


# ---- check -------------------------------------------------------------------------------------------

def check(arguments):
    program = subprocess.Popen([arguments.program], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                               text=True)
    wrong = unwritten = unread = rows = 0
    per_writer = dict.fromkeys(WRITERS, 0)
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "x.parquet")
        for seed in range(arguments.first, arguments.first + arguments.count):
            r = random.Random(seed)
            writer = r.choice(["pyarrow"] * 5 + ["duckdb"] * 2 + ["polars"] * 2 + ["fastparquet"])
            n = r.choice([0, 1, 2, 9, 40, 40, 300, 300, 3000])
            longest = r.choice([0, 0, 1000, 10**5, 10**6 if n <= 300 else 1000])
            table, fields = table_of(r, n, longest)
            if writer in ("duckdb", "polars") and "id" in table.column_names and \
                    isinstance(table.schema.field("id").type, pa.BaseExtensionType):
                table = table.drop_columns(["id"])
            try:
                how = WRITERS[writer](r, table, fields, path)
            except Exception as e: # a writer that cannot: nothing to compare
                unwritten += 1
                if arguments.verbose:
                    print(f"seed {seed} {writer}: {type(e).__name__} {str(e)[:200]}")
                continue
            try:
                back = pq.ParquetFile(path).read()
            except (OSError, pa.ArrowInvalid) as e: # such as integer columns of nothing but nulls
                unread += 1
                back = table
                if writer == "fastparquet":
                    print(f"seed {seed}: pyarrow cannot read what {how} wrote: {e}")
                    continue
            per_writer[writer] += 1
            for sixteenths in (16, r.choice([0, 1, 4, 12])):
                want = digest(back, sixteenths, fields)
                program.stdin.write(f"{sixteenths} {' '.join(fields)} {path}\n")
                program.stdin.flush()
                got = program.stdout.readline().strip()
                rows += n
                if got != want:
                    wrong += 1
                    print(f"WRONG seed {seed} {n} rows, {sixteenths}/16, {fields}: {how}\n  {want}\n"
                          f"  {got}")
                    if arguments.keep:
                        os.replace(path, arguments.keep)
                        return 1
    program.stdin.close()
    code = program.wait()
    print(f"{per_writer} files, {rows} rows compared, {unwritten} not written, {unread} not "
          f"read by pyarrow, {wrong} wrong, "
          f"program ended with {code}")
    return 1 if wrong or code else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["make", "check"])
    parser.add_argument("--program", default="build/tests/shard_stream")
    parser.add_argument("--count", type=int, default=3000)
    parser.add_argument("--first", type=int, default=1000)
    parser.add_argument("--keep", help="where a file that is read wrongly is moved; the check ends")
    parser.add_argument("--verbose", action="store_true")
    arguments = parser.parse_args()
    return {"make": make, "check": check}[arguments.what](arguments)


if __name__ == "__main__":
    sys.exit(main())
