#!/usr/bin/env python3
"""Writes tests/golden/formats/tokens/: corpora of token ids, and what is in them, NAME.OPTIONS.expected.

    python3 -m pip install numpy==2.4.6 && python3 -m pip install --no-deps megatron-core==0.16.1 && python3 tests/oracle/tokens_golden.py

Python 3.11.7, numpy 2.4.6. The Megatron datasets are written by megatron-core's own IndexedDatasetBuilder; torch, which it
imports for other ends, need not be installed: a stand-in with the two names that the writer touches does. OPTIONS: r8 for rows
of 8 ids, e3 for 3 as the end of a document, u16 and u32 for raw files. A line of an expectation is a document: ordinal, bytes,
SHA-256 of its ids as little-endian uint32.
"""
import hashlib
import importlib.util
import os
import struct
import sys
import types

import numpy as np

OUT = os.path.join(os.path.dirname(__file__), "..", "golden", "formats", "tokens")
rng = np.random.default_rng(1)


def sha(ids):
    return hashlib.sha256(np.asarray(ids).astype("<u4").tobytes()).hexdigest()


def expect(name, documents, width):
    lines = []
    for i, ids in enumerate(documents):
        ids = np.asarray(ids)
        if ids.size and (ids.min() < 0 or ids.max() > 2**32 - 1):
            lines.append("malformed %d" % i)
        else:
            lines.append("doc %d %d - - %s" % (i, len(ids) * width, sha(ids)))
    with open(os.path.join(OUT, name + ".expected"), "w") as f:
        f.write("\n".join(lines + ["end"]) + "\n")


def rows(ids, n):
    return [ids[i:i + n] for i in range(0, len(ids), n)]


def stretches(ids, end):
    cut = np.split(ids, np.flatnonzero(ids == end))
    return [s for s in (c[1:] if i else c for i, c in enumerate(cut)) if len(s)]


def arrays():
    ids = rng.integers(0, 9, 199)
    for dtype in ("<u2", "<u4", "<i4", "<i8", "|u1", ">u2", ">i8", "<i2"):
        a = ids.astype(dtype)
        name = "row-%s%s%d.npy" % ("big-" if dtype[0] == ">" else "", a.dtype.kind, a.itemsize)
        np.save(os.path.join(OUT, name), a)
        expect(name + ".e3", stretches(a, 3), a.itemsize)
        expect(name + ".r8", rows(a, 8), a.itemsize)
        expect(name + ".r100", rows(a, 100), a.itemsize)
    wide = rng.integers(0, 2**16, (37, 29)).astype("<u2")
    np.save(os.path.join(OUT, "wide.npy"), wide)
    expect("wide.npy.e3", wide, 2)  # a row is a document, whatever the options
    large = np.array([[1, 2], [2**32 - 1, 0], [2**32, 0], [-1, 5], [0, -2**63], [2**31, 2**31 + 1]], "<i8")
    np.save(os.path.join(OUT, "large.npy"), large)
    expect("large.npy.none", large, 8)
    with open(os.path.join(OUT, "version2.npy"), "wb") as f:
        np.lib.format.write_array(f, wide, version=(2, 0))
    expect("version2.npy.none", wide, 2)
    with open(os.path.join(OUT, "version3.npy"), "wb") as f:
        np.lib.format.write_array(f, wide, version=(3, 0))
    expect("version3.npy.none", wide, 2)
    np.save(os.path.join(OUT, "empty.npy"), np.zeros(0, "<u2"))
    expect("empty.npy.e3", [], 2)
    np.save(os.path.join(OUT, "float.npy"), np.zeros(3))
    np.save(os.path.join(OUT, "cube.npy"), np.zeros((2, 2, 2), "<u2"))
    np.save(os.path.join(OUT, "fortran.npy"), np.asfortranarray(wide))
    np.save(os.path.join(OUT, "object.npy"), np.array([1, None]), allow_pickle=True)


def raw():
    ids = np.concatenate([[3, 3], rng.integers(0, 9, 196), [3]])
    for kind, dtype in (("u16", "<u2"), ("u32", "<u4")):
        a = ids.astype(dtype)
        a.tofile(os.path.join(OUT, "raw.%s" % kind))
        expect("raw.%s.e3" % kind, stretches(a, 3), a.itemsize)
        expect("raw.%s.r8" % kind, rows(a, 8), a.itemsize)


def builder():
    torch = types.ModuleType("torch")
    torch.Tensor = object
    torch.distributed = types.SimpleNamespace(is_initialized=lambda: False)
    torch.utils = types.SimpleNamespace(data=types.SimpleNamespace(Dataset=object))
    off = type("Off", (), {"is_enabled": staticmethod(lambda: False), "__call__": lambda self, *_: False})()
    anything = type("Anything", (types.ModuleType,), {"__getattr__": lambda self, name: off})
    sys.modules["torch"] = torch
    for name in ("megatron.core.datasets.object_storage_utils", "megatron.core.msc_utils", "megatron.core.utils"):
        sys.modules[name] = anything(name)
    sys.modules["megatron.core.utils"].log_single_rank = lambda *_: None
    for name in ("megatron", "megatron.core", "megatron.core.datasets"):
        sys.modules[name] = types.ModuleType(name)
    for folder in sys.path:
        path = os.path.join(folder, "megatron", "core", "datasets", "indexed_dataset.py")
        if os.path.exists(path):
            spec = importlib.util.spec_from_file_location("indexed_dataset", path)
            module = importlib.util.module_from_spec(spec)
            spec.loader.exec_module(module)
            return module.IndexedDatasetBuilder
    sys.exit("megatron-core is not installed")


class Tensor:
    """What IndexedDatasetBuilder asks of a torch.Tensor."""

    def __init__(self, a):
        self.a = a

    def numpy(self):
        return self.a

    def numel(self):
        return self.a.size


def megatron():
    make = builder()
    for dtype in (np.uint8, np.int8, np.int16, np.int32, np.int64, np.uint16):
        name = os.path.join(OUT, "megatron-" + np.dtype(dtype).name)
        b = make(name + ".bin", dtype=dtype)
        documents = []
        for i in range(40):
            parts = [rng.integers(0, 100, rng.integers(0, 30)).astype(dtype) for _ in range(rng.integers(0, 4))]
            if i == 17 and dtype in (np.int32, np.int64, np.int16, np.int8):
                parts.append(np.array([1, 2, -1, 4], dtype))
            if i == 18 and dtype == np.int64:
                parts.append(np.array([2**32 - 1, 2**31], dtype))
            for p in parts:
                b.add_item(Tensor(p))
            b.end_document()
            documents.append(np.concatenate(parts) if parts else np.zeros(0, dtype))
        b.finalize(name + ".idx")
        width = np.dtype(dtype).itemsize
        expect(os.path.basename(name) + ".bin.none", documents, width)
        cut = [d[:-1] if len(d) and d[-1] == 3 else d for d in documents]
        lines = []
        for i, (whole, d) in enumerate(zip(documents, cut)):
            bad = len(whole) and whole.min() < 0
            lines.append("malformed %d" % i if bad else "doc %d %d - - %s" % (i, len(whole) * width, sha(d)))
        with open(name + ".bin.e3.expected", "w") as f:
            f.write("\n".join(lines + ["end"]) + "\n")


os.makedirs(OUT, exist_ok=True)
arrays()
raw()
megatron()
