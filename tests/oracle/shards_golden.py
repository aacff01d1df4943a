#!/usr/bin/env python3
"""Writes tests/golden/shards/: the same three documents as other software packs them.

    python3 -m pip install zstandard==0.25.0 && python3 tests/oracle/shards_golden.py

Python 3.11.7 (tarfile, zipfile, gzip, lzma), zstandard 0.25.0 (libzstd 1.5.7). Every file holds the
documents of DOCUMENTS in this order; the ids are JSON ids or member names.
"""
import gzip
import io
import json
import lzma
import os
import tarfile
import zipfile

import zstandard

DOCUMENTS = [
    ("a.txt", "The harbour master counted nine boats and wrote eight.\n"),
    ("deep/" * 30 + "käse 你好.txt", "Grüße aus Köln 🚢\r\nund \x00 ein Null-Byte"),
    ("empty.txt", ""),
]
OUT = os.path.join(os.path.dirname(__file__), "..", "golden", "shards")


def lines(ascii_only):
    return "".join(json.dumps({"text": t, "id": i, "n": 2**64 - 1}, ensure_ascii=ascii_only) + "\n"
                   for i, t in DOCUMENTS).encode()


def tar(fmt):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=fmt) as archive:
        folder = tarfile.TarInfo("deep")
        folder.type = tarfile.DIRTYPE
        archive.addfile(folder)
        for name, text in DOCUMENTS:
            info = tarfile.TarInfo(name)
            info.size = len(text.encode())
            info.mtime = 1.25  # pax keeps fractions in an extended header
            archive.addfile(info, io.BytesIO(text.encode()))
    return out.getvalue()


class Pipe(io.RawIOBase):
    """Cannot seek, so that zipfile writes sizes behind the data."""

    def __init__(self):
        self.data = b""

    def writable(self):
        return True

    def write(self, b):
        self.data += bytes(b)
        return len(b)


def zipped(method, out, force_zip64=False):
    with zipfile.ZipFile(out, "w", method) as archive:
        archive.writestr(zipfile.ZipInfo("deep/"), "")
        for name, text in DOCUMENTS:
            info = zipfile.ZipInfo(name)
            info.compress_type = method
            with archive.open(info, "w", force_zip64=force_zip64) as member:
                member.write(text.encode())
        archive.comment = b"PK\x05\x06 is no end record"
    return out


def zstd(data, **parameters):
    c = zstandard.ZstdCompressor(compression_params=zstandard.ZstdCompressionParameters(
        write_checksum=True, write_content_size=False, **parameters)).compressobj()
    return c.compress(data) + c.flush()


def main():
    os.makedirs(OUT, exist_ok=True)
    one, two = lines(True), lines(False)
    cut = len(two) // 2
    skippable = b"\x51\x2a\x4d\x18\x04\x00\x00\x00" + b"size"  # as pzstd puts before each frame
    files = {
        "escaped.jsonl": one,
        "bom-crlf.jsonl": b"\xef\xbb\xbf" + two.replace(b"\n", b"\r\n"),
        "long31.jsonl.zst": zstd(two, window_log=31, enable_ldm=True),
        "frames.jsonl.zst": skippable + zstd(two[:cut]) + skippable + zstd(two[cut:]),
        "named.jsonl.gz": None,
        "members.jsonl.gz": gzip.compress(two[:cut], 1, mtime=0) + gzip.compress(two[cut:], 9, mtime=0),
        "sha256.jsonl.xz": lzma.compress(two, check=lzma.CHECK_SHA256),
        "crc32-streams.jsonl.xz": lzma.compress(two[:cut], check=lzma.CHECK_CRC32) +
                                  lzma.compress(two[cut:], check=lzma.CHECK_NONE),
        "pax.tar.xz": lzma.compress(tar(tarfile.PAX_FORMAT)),
        "gnu.tar.gz": gzip.compress(tar(tarfile.GNU_FORMAT), mtime=0),
        "deflated.zip": zipped(zipfile.ZIP_DEFLATED, io.BytesIO()).getvalue(),
        "stored.zip": zipped(zipfile.ZIP_STORED, io.BytesIO()).getvalue(),
        "zip64.zip": zipped(zipfile.ZIP_DEFLATED, io.BytesIO(), True).getvalue(),
        "streamed-deflated.zip": zipped(zipfile.ZIP_DEFLATED, Pipe()).data,
        "streamed-stored.zip": zipped(zipfile.ZIP_STORED, Pipe()).data,
        "bzip2.zip": zipped(zipfile.ZIP_BZIP2, io.BytesIO()).getvalue(),
    }
    named = io.BytesIO()
    with gzip.GzipFile("some-name.jsonl", "wb", 6, named, mtime=1) as g:
        g.write(two)
    files["named.jsonl.gz"] = named.getvalue()
    for name, data in files.items():
        with open(os.path.join(OUT, name), "wb") as f:
            f.write(data)


main()
