#!/usr/bin/env python3
"""Writes tests/golden/formats/*.warc* and what is in them, NAME.expected.

    python3 -m pip install warcio==1.8.1 zstandard==0.25.0 && python3 tests/oracle/warc_golden.py

Python 3.11.7, warcio 1.8.1, zstandard 0.25.0; GNU Wget 1.21.3 wrote wget.warc.gz from a server of this script's own. warcio
writes every other file, and reads every file back for the expectation: a line for each document (ordinal, bytes of its
block, address, host, SHA-256 of the text), then how many records of which kind are none.
"""
import gzip
import hashlib
import http.server
import io
import os
import subprocess
import tempfile
import threading
import zlib
from urllib.parse import urlsplit

import zstandard
from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

OUT = os.path.join(os.path.dirname(__file__), "..", "golden", "formats")
DATE = "2024-02-03T04:05:06Z"
NEVER = {"warcinfo", "request", "response", "revisit", "continuation"}
PLAIN_ONLY = {"resource", "metadata"}
PAGES = [
    ("https://User:pw@WWW.Example.org:8443/a?q=1#f", "The harbour master counted nine boats and wrote eight.\n"),
    ("http://[2001:DB8::1]:80/käse", "Grüße aus Köln 🚢\r\n\r\nund \x00 ein Null-Byte\r\n\r\n"),
    ("http://example.com", ""),
    ("dns:example.com", "WARC/1.0\r\nWARC-Type: conversion\r\nContent-Length: 3\r\n\r\nabc\r\n\r\n"),
]
LONG = ("ftp://archive.example.net/long", "A line of some length that is there again and again.\n" * 9000)


def record(writer, kind, uri, payload, content_type=None, headers=None, http_headers=None):
    extra = {"WARC-Date": DATE, **(headers or {})}
    extra["WARC-Record-ID"] = "<urn:uuid:%s>" % hashlib.md5(repr((kind, uri, len(payload))).encode()).hexdigest()
    writer.write_record(writer.create_warc_record(
        uri, kind, payload=io.BytesIO(payload), warc_content_type=content_type, http_headers=http_headers,
        warc_headers_dict=extra))


def every_kind(version, compressed, pages):
    out = io.BytesIO()
    w = WARCWriter(out, gzip=compressed)
    w.warc_version = version  # the constructor knows no drafts
    ok = StatusAndHeaders("200 OK", [("Content-Type", "text/plain")], protocol="HTTP/1.1")
    get = StatusAndHeaders("GET / HTTP/1.1", [("Host", "example.com")], is_http_request=True)
    record(w, "warcinfo", None, b"software: none\r\n", "application/warc-fields")
    for uri, text in pages:
        record(w, "request", uri, b"", http_headers=get)
        record(w, "response", uri, text.encode(), http_headers=ok)
        record(w, "conversion", uri, text.encode(), "text/plain")
    record(w, "conversion", "http://example.com/page", b"<p>a</p>", "text/html;charset=UTF-8")
    record(w, "conversion", "http://example.com/picture", b"\x89PNG\r\n", "image/png")
    record(w, "conversion", "http://example.com/untyped", b"warcio's own type")
    record(w, "resource", "file:///notes/a.txt", "Käse".encode(), "Text/Plain; charset=utf-8")
    record(w, "resource", "http://example.com/b.html", b"<p>b</p>", "text/html")
    record(w, "metadata", "http://example.com/m", b"via: x\r\n", "application/warc-fields")
    record(w, "metadata", "http://example.com/t", b"a plain note", "text/plain")
    record(w, "continuation", "http://example.com/s", b"second half", "text/plain", {"WARC-Segment-Number": "2"})
    record(w, "novelty", "http://example.com/n", b"text of a new type", "text/plain")
    record(w, "novelty", "http://example.com/n", b"\x00\x01", "application/x-new")
    return out.getvalue()


def wet():
    """Common Crawl's WET layout: a warcinfo and conversions, a gzip member a record."""
    out = io.BytesIO()
    w = WARCWriter(out, gzip=True, warc_version="WARC/1.0")
    record(w, "warcinfo", None, b"Software-Info: none\r\nExtracted-Date: x\r\n\r\n", "application/warc-fields",
           {"WARC-Filename": "CC-MAIN-part-00000.warc.wet.gz"})
    for i in range(40):
        text = "".join("Zeile %d von Seite %d: Straße, 東京, ☃\n" % (k, i) for k in range(i * 7 % 90))
        record(w, "conversion", "https://host%d.example.com/seite/%d" % (i % 5, i), text.encode(), "text/plain",
               {"WARC-Refers-To": "<urn:uuid:0>", "WARC-Identified-Content-Language": "deu"})
    return out.getvalue()


def wget():
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/plain")
            self.end_headers()
            self.wfile.write(b"served\n")

        def log_message(self, *_):
            pass

    server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["wget", "-q", "--warc-file=w", "http://127.0.0.1:%d/page" % server.server_port],
                       cwd=folder, check=True)
        with open(os.path.join(folder, "w.warc.gz"), "rb") as f:
            data = f.read()
    server.shutdown()
    return data


def members(data):
    """The gzip members of a file, one after another."""
    while data:
        d = zlib.decompressobj(31)
        d.decompress(data)
        yield data[:len(data) - len(d.unused_data)]
        data = d.unused_data


def host(uri):
    try:
        parts = urlsplit(uri)
    except ValueError:
        return "-"
    if not parts.hostname:
        return "-"
    return "[%s]" % parts.hostname if ":" in parts.hostname else parts.hostname


def expected(plain):
    lines, left, ordinal = [], {}, 0
    for r in ArchiveIterator(io.BytesIO(plain), no_record_parse=True):
        kind = r.rec_type
        media = (r.rec_headers.get_header("Content-Type") or "").split(";")[0].strip().lower()
        if kind in NEVER:
            taken, what = False, kind + " records"
        elif kind == "conversion":
            taken = media.startswith("text/") or media in ("", "application/warc-record", "application/octet-stream")
            what = "conversion records that are no text"
        else:
            taken = media == "text/plain"
            what = (kind if kind in PLAIN_ONLY else "records of other types") + \
                   (" records" if kind in PLAIN_ONLY else "") + " that are no plain text"
        data = r.raw_stream.read()
        if not taken:
            left[what] = left.get(what, 0) + 1
            continue
        uri = r.rec_headers.get_header("WARC-Target-URI").strip("<>")
        lines.append("doc %d %d %s %s %s" % (ordinal, len(data), uri, host(uri), hashlib.sha256(data).hexdigest()))
        ordinal += 1
    return "\n".join(lines + ["end"] + ["left %d %s" % (left[k], k) for k in sorted(left)]) + "\n"


def main():
    os.makedirs(OUT, exist_ok=True)
    files = {
        "all.warc": every_kind("WARC/0.18", False, PAGES),
        "all.warc.gz": every_kind("WARC/1.0", True, PAGES + [LONG]),
        "whole.warc.gz": gzip.compress(every_kind("WARC/1.1", False, PAGES + [LONG]), mtime=0),
        "all.warc.zst": b"".join(zstandard.ZstdCompressor(write_checksum=True).compress(gzip.decompress(m))
                                 for m in members(every_kind("WARC/1.1", True, PAGES + [LONG]))),
        "wet.warc.gz": wet(),
        "wget.warc.gz": wget(),
    }
    for name, data in files.items():
        text = data
        if name.endswith(".gz"):
            text = gzip.decompress(data)
        elif name.endswith(".zst"):
            text = zstandard.ZstdDecompressor().stream_reader(io.BytesIO(data), read_across_frames=True).read()
        with open(os.path.join(OUT, name), "wb") as f:
            f.write(data)
        with open(os.path.join(OUT, name + ".expected"), "w") as f:
            f.write(expected(text))


main()
