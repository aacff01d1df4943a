"""Reads the demo's shards back: (source, shard, ordinal, id, text) of every document, in shard order.
The ordinal counts the lines of a JSONL shard that are not blank, malformed ones too, or the regular
files of an archive, from 0."""
import glob
import gzip
import io
import json
import os
import subprocess
import tarfile
import zipfile

SOURCES = ["letters", "contracts", "code", "records"]


def unzstd(path):
    return subprocess.run(["zstd", "-dcq", "--long=27", path], stdout=subprocess.PIPE, check=True).stdout


def json_lines(data):
    lines = [line for line in data.decode().split("\n") if line.strip()]
    for ordinal, line in enumerate(lines):
        try:
            document = json.loads(line)
        except json.JSONDecodeError:
            continue
        yield ordinal, document["id"], document["text"]


def shard(path):
    if path.endswith(".jsonl.zst"):
        yield from json_lines(unzstd(path))
    elif path.endswith(".jsonl.gz"):
        with gzip.open(path) as f:
            yield from json_lines(f.read())
    elif path.endswith(".tar.zst"):
        with tarfile.open(fileobj=io.BytesIO(unzstd(path))) as t:
            for ordinal, member in enumerate(m for m in t if m.isfile()):
                yield ordinal, member.name, t.extractfile(member).read().decode()
    elif path.endswith(".zip"):
        with zipfile.ZipFile(path) as z:
            for ordinal, member in enumerate(m for m in z.infolist() if not m.is_dir()):
                yield ordinal, member.filename, z.read(member).decode()


def documents(shards, source):
    for path in sorted(glob.glob(os.path.join(shards, source, "part-*"))):
        for ordinal, name, text in shard(path):
            yield source, os.path.basename(path), ordinal, name, text
