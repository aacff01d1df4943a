#!/usr/bin/env python3
"""Writes tests/golden/formats/*.tar*, *.zip and what is in them, NAME.expected and NAME.some.expected.

    python3 tests/oracle/archives_golden.py        (needs tar, bsdtar and zip)

GNU tar 1.34, bsdtar 3.6.2 (libarchive), Info-ZIP zip 3.0, Python 3.11.7 (tarfile, zipfile). Python reads every file back for
the expectation: a line for each document (ordinal, bytes, name, SHA-256 of the text), then how many members of which kind
are none. The expectation "some" is that under the patterns of SOME, written there as regular expressions too.
"""
import gzip
import hashlib
import io
import os
import re
import subprocess
import tarfile
import tempfile
import zipfile

OUT = os.path.join(os.path.dirname(__file__), "..", "golden", "formats")
SOME = {"*.txt": r"(.*/)?[^/]*\.txt", "deep/**/c[ad]?": r"deep/(.*/)?c[ad].", "?": r"(.*/)?[^/]"}
LONG = "/".join(["deep"] + ["folder-%02d" % i for i in range(22)])  # longer than ustar's prefix takes
FILES = {
    "a": "one letter\n",
    "empty.txt": "",
    "notes.txt": "The harbour master counted nine boats and wrote eight.\n",
    "deep/cat": "Grüße aus Köln 🚢\r\n",
    "deep/er/cab": "below\n",
    "deep/er/ca": "too short a name\n",
    LONG + "/cas": "far below\n",
    LONG + "/" + "n" * 120 + ".txt": "a long name\n",
    "käse 你好.txt": "nul \x00 inside\n",
    ".hidden.txt": "hidden\n",
    "star*[x].txt": "a name like a pattern\n",
    "binary.bin": b"\x89PNG\r\n\x00\xff",
    "larger.txt": "a line that is there again and again\n" * 20000,
}


def plant(folder):
    for name, text in FILES.items():
        path = os.path.join(folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as f:
            f.write(text if isinstance(text, bytes) else text.encode())
    os.symlink("notes.txt", os.path.join(folder, "link.txt"))
    os.link(os.path.join(folder, "notes.txt"), os.path.join(folder, "notes-too.txt"))
    os.mkfifo(os.path.join(folder, "pipe"))
    subprocess.run("find . -exec touch -h -d @1700000000.25 {} +", shell=True, cwd=folder, check=True)


def run(command, folder):
    return subprocess.run(command, shell=True, cwd=folder, check=True, stdout=subprocess.PIPE).stdout


def python_tar(folder, fmt):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=fmt) as archive:
        for name in sorted(os.listdir(folder)):
            archive.add(os.path.join(folder, name), name)
    return out.getvalue()


def python_zip(method, out=None):
    out = out or io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, text in FILES.items():
            if method == zipfile.ZIP_LZMA and not text:
                continue  # libarchive 3.6.2 takes an empty member under LZMA for a broken one
            info = zipfile.ZipInfo(name)
            info.compress_type = method
            with archive.open(info, "w", force_zip64=method == zipfile.ZIP_DEFLATED) as member:
                member.write(text if isinstance(text, bytes) else text.encode())
    return out.getvalue()


def listed(members, left, some):
    lines, ordinal = [], 0
    for name, data in members:
        name = re.sub(r"^\./", "", name)
        if some and not any(re.fullmatch(r, name) for r in SOME.values()):
            left["members that no pattern takes"] = left.get("members that no pattern takes", 0) + 1
            continue
        try:
            data.decode()
            lines.append("doc %d %d %s - %s" % (ordinal, len(data), "@" + name, hashlib.sha256(data).hexdigest()))
        except UnicodeDecodeError:
            lines.append("malformed %d" % ordinal)
        ordinal += 1
    return "\n".join(lines + ["end"] + ["left %d %s" % (left[k], k) for k in sorted(left)]) + "\n"


def tar_members(data, some):
    left, members, prefix = {}, [], ""
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        for m in archive:
            kind = None if m.type in (tarfile.REGTYPE, tarfile.AREGTYPE) else \
                "folders" if m.isdir() else "links" if m.issym() or m.islnk() else "devices and pipes"
            if kind:
                left[kind] = left.get(kind, 0) + 1
            else:
                prefix = "./" if m.name.startswith("./") else ""
                members.append((m.name, archive.extractfile(m).read()))
    return listed(members, left, some).replace("@", prefix)


def zip_members(data, some):
    left, members = {}, []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for m in sorted(archive.infolist(), key=lambda m: m.header_offset):
            if m.is_dir():
                left["folders"] = left.get("folders", 0) + 1
            else:
                # Info-ZIP writes UTF-8 without the flag that says so; Python takes it for code page 437.
                name = m.filename if m.flag_bits & 0x800 else m.filename.encode("cp437").decode()
                members.append((name, archive.read(m)))
    return listed(members, left, some).replace("@", "")


def main():
    os.makedirs(OUT, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        plant(folder)
        gnu = "tar --sort=name --owner=0 --group=0 --numeric-owner "
        zipped = "rm -f pipe link.txt; TZ=UTC find . -mindepth 1 | LC_ALL=C sort | TZ=UTC zip -q -X -y "
        files = {
            "gnu.tar.gz": run(gnu + "--format=gnu -c .", folder),
            "posix.tar.gz": run(gnu + "--format=posix -c .", folder),
            "names.tar.gz": run(gnu + "--format=gnu -c *", folder),
            "bsd.tar.gz": run("bsdtar --uid 0 --gid 0 -cf - *", folder),
            "bsdpax.tar.gz": run("bsdtar --uid 0 --gid 0 --format=pax -cf - .", folder),
            "python-gnu.tar.gz": python_tar(folder, tarfile.GNU_FORMAT),
            "python-pax.tar.gz": python_tar(folder, tarfile.PAX_FORMAT),
            "info.zip": run(zipped + "-@ -", folder),
            "info-file.zip": run(zipped + "-@ out.zip && cat out.zip && rm out.zip", folder),
            "info-zip64.zip": run(zipped + "-fz -@ out.zip && cat out.zip && rm out.zip", folder),
            "bsd.zip": run("bsdtar --uid 0 --gid 0 --format=zip -cf - *", folder),
            "python.zip": python_zip(zipfile.ZIP_DEFLATED),
            "python-lzma.zip": python_zip(zipfile.ZIP_LZMA),
        }
    for name, data in files.items():
        members = tar_members if ".tar" in name else zip_members
        with open(os.path.join(OUT, name), "wb") as f:
            f.write(gzip.compress(data, mtime=0) if name.endswith(".gz") else data)
        for some in (False, True):
            with open(os.path.join(OUT, name + (".some" if some else "") + ".expected"), "w") as f:
                f.write(members(data, some))


main()
