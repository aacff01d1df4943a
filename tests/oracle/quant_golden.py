#!/usr/bin/env python3
"""Writes tests/golden/quant/: blocks of every quantized format of GGUF, and the f32 values that the reference gives.

Reference: gguf.quants.dequantize of the PyPI package gguf 0.19.0 (numpy 2.4); its values were found equal, bit for bit
outside NaN, to those of dequantize_row_* in ggml-quants.c of the llama.cpp that PyPI's llama_cpp_python 0.3.36 (source
distribution) contains, over 200,000 random blocks of each format.

NAME.bin has, little endian: u32 number of blocks, u32 bytes of a block, u32 elements of a block, the blocks, the
values. Blocks are random bytes; the first ones have the scales of SCALES (zeros, subnormals, the largest, infinities, NaN) in
all their combinations, the others random ones of ordinary size.

Run: python3 tests/oracle/quant_golden.py tests/golden/quant
"""
import itertools
import os
import struct
import sys

import gguf
import numpy as np
from gguf import GGML_QUANT_SIZES, GGMLQuantizationType as Type

N_BLOCKS = 24
# name -> where the binary16 scales lie in the block
FORMATS = {"Q8_0": [0], "Q4_0": [0], "Q4_1": [0, 2], "Q5_0": [0], "Q5_1": [0, 2], "Q2_K": [80, 82], "Q3_K": [108],
           "Q4_K": [0, 2], "Q5_K": [0, 2], "Q6_K": [208]}
# +0, -0, smallest subnormals, largest subnormal, smallest normal, largest, infinities, a quiet and a signalling NaN
SCALES = [0x0000, 0x8000, 0x0001, 0x8001, 0x03ff, 0x0400, 0x7bff, 0xfbff, 0x7c00, 0xfc00, 0x7e00, 0xfd01]


def blocks_make(name, rng):
    n_bytes = GGML_QUANT_SIZES[Type[name]][1]
    odd = [[s] for s in SCALES] if len(FORMATS[name]) == 1 else list(itertools.islice(
        ((SCALES[i], SCALES[(i * 5 + 3) % len(SCALES)]) for i in range(len(SCALES))), len(SCALES)))
    blocks = rng.integers(0, 256, (N_BLOCKS, n_bytes), dtype=np.uint8)
    for i in range(N_BLOCKS):
        for k, at in enumerate(FORMATS[name]):
            half = odd[i][k] if i < len(odd) else int(np.float16(rng.normal() * 0.02).view(np.uint16))
            blocks[i, at:at + 2] = np.frombuffer(struct.pack("<H", half), dtype=np.uint8)
    return blocks


def main(root):
    os.makedirs(root, exist_ok=True)
    rng = np.random.default_rng(20)
    for name in FORMATS:
        blocks = blocks_make(name, rng)
        with np.errstate(all="ignore"):
            values = gguf.quants.dequantize(blocks, Type[name]).astype("<f4")
        block, n_bytes = GGML_QUANT_SIZES[Type[name]]
        with open(os.path.join(root, name.lower() + ".bin"), "wb") as f:
            f.write(struct.pack("<III", N_BLOCKS, n_bytes, block) + blocks.tobytes() + values.tobytes())
        print(name, np.isnan(values).sum(), "NaN,", np.isinf(values).sum(), "infinite of", values.size)


if __name__ == "__main__":
    main(sys.argv[1])
