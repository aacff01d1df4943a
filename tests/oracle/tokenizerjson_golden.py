#!/usr/bin/env python3
"""Golden ids for tokenizer.json files, from the published library.

Needs: pip install tokenizers==0.23.3 sentencepiece==0.2.3 protobuf (the last two for the strings of
tokenizer_golden.py)

  tokenizerjson_golden.py make [--train]
      writes tests/golden/tokenizerjson/NAME.hashes for every NAME.json there; --train first trains
      these small vocabularies again, in the shapes that published files have.
  tokenizerjson_golden.py tables
      prints infer/tokenizer/punctuation.c.
  tokenizerjson_golden.py check --program build/tests/tokenizer_stream [--count N] [--tiny N]
                                [FILE.json ...]
      compares the program with the library on N random strings per vocabulary, on N random tiny
      vocabularies with random options, and on other files. Writes nothing.

NAME.hashes: a line per generated string i = 0, 1, ...: the first 4 hex digits of SHA-256 over its
ids (uint32, little endian) followed by the UTF-8 that the library decodes them to. The strings are
those of tokenizer_golden.py, over its fragments and those of tokenizerjson/fragments.txt behind
them; tests/tokenstrings.h makes the same.
"""

import argparse
import hashlib
import json
import pathlib
import random
import struct
import sys
import tempfile

import tokenizers
from tokenizers import Tokenizer, models, pre_tokenizers, trainers
from tokenizer_golden import (GOLDEN, read_fragments, replace_broken, report, run, string_at, take,
                              training_text)

HERE = GOLDEN.parent / "tokenizerjson"
STRINGS = 3000

# ---- the shapes of published files ------------------------------------------------------------

GPT4 = (r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*"
        r"|\s*[\r\n]+|\s+(?!\S)|\s+")
QWEN2 = GPT4.replace(r"\p{N}{1,3}", r"\p{N}")
TEKKEN = (r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+"
          r"|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*|\p{N}"
          r"| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+")


def byte_level(use_regex=True, add_prefix_space=False):
    return {"type": "ByteLevel", "add_prefix_space": add_prefix_space, "trim_offsets": True,
            "use_regex": use_regex}


def split(pattern, behavior="Isolated", invert=False, kind="Regex"):
    return {"type": "Split", "pattern": {kind: pattern}, "behavior": behavior, "invert": invert}


def metaspace(scheme, cut):
    return {"type": "Metaspace", "replacement": "▁", "prepend_scheme": scheme, "split": cut}


def sequence(key, *steps):
    return {"type": "Sequence", key: list(steps)}


def replace(pattern, content):
    return {"type": "Replace", "pattern": {"String": pattern}, "content": content}


def added(content, special=True, **flags):
    return {"content": content, "special": special, "single_word": False, "lstrip": False,
            "rstrip": False, "normalized": False, **flags}


def template(token):
    return {"type": "TemplateProcessing",
            "single": [{"SpecialToken": {"id": token, "type_id": 0}},
                       {"Sequence": {"id": "A", "type_id": 0}}],
            "pair": [{"Sequence": {"id": "A", "type_id": 0}},
                     {"Sequence": {"id": "B", "type_id": 1}}],
            "special_tokens": {token: {"id": token, "ids": [token], "tokens": [token]}}}


FUSED = [replace("▁", " "), {"type": "ByteFallback"}, {"type": "Fuse"}]
STRIP = {"type": "Strip", "content": " ", "start": 1, "stop": 0}
FALLBACK = dict(unk_token="<unk>", fuse_unk=True, byte_fallback=True)
CONTROL = [added("<unk>"), added("<s>"), added("</s>")]
BYTES = {"decoder": byte_level(), "post_processor": byte_level()}

SHAPES = {
    "gpt2": dict(
        BYTES, pre_tokenizer=byte_level(), first=False, merges="strings",
        added=[added("<|endoftext|>", normalized=True)]),
    "gpt-neox": dict(
        BYTES, pre_tokenizer=byte_level(), normalizer={"type": "NFC"}, merges="strings",
        added=[added("<|endoftext|>"), added("<|padding|>")]
        + [added(" " * n, False, normalized=True) for n in range(12, 1, -1)]),
    "llama3": dict(
        decoder=byte_level(),
        pre_tokenizer=sequence("pretokenizers", split(GPT4), byte_level(False)),
        post_processor=sequence("processors", byte_level(), template("<|begin_of_text|>")),
        model=dict(ignore_merges=True), first=False,
        added=[added("<|begin_of_text|>"), added("<|end_of_text|>"), added("<|eot_id|>")]),
    "qwen2": dict(
        BYTES, pre_tokenizer=sequence("pretokenizers", split(QWEN2), byte_level(False)),
        normalizer={"type": "NFC"}, first=False, merges="strings",
        model=dict(continuing_subword_prefix="", end_of_word_suffix=""),
        added=[added("<|endoftext|>"), added("<|im_start|>"), added("<|im_end|>"),
               added("<tool_call>", False), added("</tool_call>", False)]),
    "falcon": dict(
        BYTES, pre_tokenizer=sequence(
            "pretokenizers", {"type": "Punctuation", "behavior": "Contiguous"}, byte_level(),
            {"type": "Digits", "individual_digits": False}, split("[0-9][0-9][0-9]")),
        added=[added(">>TITLE<<", normalized=True), added(">>ABSTRACT<<"),
               added("<|endoftext|>")]),
    "starcoder": dict(
        BYTES, pre_tokenizer=sequence(
            "pretokenizers", {"type": "Digits", "individual_digits": True}, byte_level()),
        added=[added("<|endoftext|>"), added("<fim_prefix>"), added("<fim_suffix>")]),
    "tekken": dict(
        decoder=byte_level(),
        pre_tokenizer=sequence("pretokenizers", split(TEKKEN), byte_level(False)),
        post_processor=template("<s>"), model=dict(ignore_merges=True),
        added=CONTROL + [added("[INST]"), added("[/INST]")]),
    "llama2": dict(
        normalizer=sequence("normalizers", {"type": "Prepend", "prepend": "▁"}, replace(" ", "▁")),
        decoder=sequence("decoders", *FUSED, STRIP), post_processor=template("<s>"),
        model=FALLBACK, merges="strings", added=CONTROL),
    "mistral3": dict(
        pre_tokenizer=metaspace("first", False), decoder=sequence("decoders", *FUSED, STRIP),
        post_processor=template("<s>"), model=FALLBACK, added=CONTROL + [added("[INST]")]),
    "gemma": dict(
        normalizer=replace(" ", "▁"),
        pre_tokenizer=split(" ", "MergedWithPrevious", kind="String"),
        decoder=sequence("decoders", *FUSED), post_processor=template("<bos>"), model=FALLBACK,
        added=[added("<pad>"), added("<eos>"), added("<bos>"), added("<unk>"),
               added("<start_of_turn>")]
        + [added(t, False) for t in ("\n", "\n\n", "\n\n\n", "▁▁", "▁▁▁", "▁▁▁▁", "<table>")]),
    # Not of any published file: what else the formats allow.
    "odd-bytes": dict(
        BYTES, normalizer=sequence("normalizers", replace("--", "\u2014"), {"type": "NFC"}),
        pre_tokenizer=sequence(
            "pretokenizers", split(r"\s+", "Removed", True), split("[aeiou]", "MergedWithNext"),
            {"type": "Punctuation"}, byte_level(True, True)),
        added=[added("<|endoftext|>", lstrip=True, rstrip=True), added("the", single_word=True),
               added("a\u0307\u0323", False, normalized=True), added("--", False, normalized=True),
               added("\n", False, rstrip=True), added("  ", False), added("of", False,
               single_word=True, rstrip=True), added("\u2192", False)]),
    "odd-unknown": dict(
        pre_tokenizer=sequence("pretokenizers", {"type": "WhitespaceSplit"},
                               metaspace("always", True)),
        decoder={"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always"},
        model=dict(unk_token="<unk>", fuse_unk=False, byte_fallback=True), no_bytes=True,
        added=CONTROL),
}

# ---- training ---------------------------------------------------------------------------------


def train_model(shape, lines, size):
    """vocab and merges; the pre-tokenizer at work is one that gives words."""
    learner = Tokenizer(models.BPE())
    text = "pre_tokenizer" in shape and "ByteLevel" in json.dumps(shape["pre_tokenizer"])
    specials = [t["content"] for t in shape["added"]] if shape.get("first", True) else []
    if text:
        learner.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
        alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    else:
        learner.pre_tokenizer = pre_tokenizers.Metaspace()
        alphabet = []
        specials += ["<0x%02X>" % b for b in range(32 if shape.get("no_bytes") else 256)]
    trainer = trainers.BpeTrainer(
        vocab_size=size, special_tokens=list(dict.fromkeys(specials)), initial_alphabet=alphabet,
        limit_alphabet=300 if text else 100, show_progress=False)
    learner.train_from_iterator(lines, trainer)
    model = json.loads(learner.to_str())["model"]
    return model["vocab"], [tuple(m) for m in model["merges"]]


def build(shape, vocab, merges):
    """The whole file, as a value."""
    tokens, next_id = [], len(vocab)
    for token in shape["added"]:
        number = vocab.get(token["content"])
        if number is None:
            number, next_id = next_id, next_id + 1
        tokens.append({"id": number, **token})
    whole = {
        "version": "1.0", "truncation": None, "padding": None, "added_tokens": tokens,
        "normalizer": shape.get("normalizer"), "pre_tokenizer": shape.get("pre_tokenizer"),
        "post_processor": shape.get("post_processor"), "decoder": shape.get("decoder"),
        "model": {"type": "BPE", "dropout": None, "unk_token": None,
                  "continuing_subword_prefix": None, "end_of_word_suffix": None,
                  "fuse_unk": False, "byte_fallback": False, "ignore_merges": False,
                  **shape.get("model", {}), "vocab": vocab,
                  "merges": [" ".join(m) for m in merges] if shape.get("merges") == "strings"
                  else [list(m) for m in merges]}}
    ids = {t["content"]: t["id"] for t in tokens}
    text = json.dumps(whole, ensure_ascii=False, separators=(",", ":"))
    for name, number in ids.items():  # the template was written before ids were known
        text = text.replace(json.dumps({"ids": [name]}, ensure_ascii=False)[1:-1].replace(" ", ""),
                            '"ids":[%d]' % number)
    return text


def train_all():
    lines = training_text(read_fragments())
    for name, shape in SHAPES.items():
        vocab, merges = train_model(shape, lines, 520 + 30 * (len(name) % 5))
        if name == "llama3":  # a word that no merges make
            vocab["Ġzeugma"] = len(vocab)
        (HERE / f"{name}.json").write_text(build(shape, vocab, merges))


# ---- golden files -----------------------------------------------------------------------------


def fragments_of_both():
    extra = []
    for line in (HERE / "fragments.txt").read_text(encoding="utf-8").split("\n")[:-1]:
        extra.append(json.loads('"' + line + '"').encode())
    return read_fragments() + extra


def answer(library, text):
    ids = library.encode(replace_broken(text), add_special_tokens=False).ids
    return ids, library.decode(ids, skip_special_tokens=False).encode()


def make(arguments):
    if arguments.train:
        train_all()
    fragments = fragments_of_both()
    for path in sorted(HERE.glob("*.json")):
        library = Tokenizer.from_file(str(path))
        with open(path.with_suffix(".hashes"), "w") as out:
            out.write(f"# tokenizers {tokenizers.__version__}; tests/oracle/tokenizerjson_golden.py\n")
            for i in range(STRINGS):
                ids, back = answer(library, string_at(i, fragments))
                data = struct.pack(f"<{len(ids)}I", *ids) + back
                out.write(hashlib.sha256(data).hexdigest()[:4] + "\n")
        print(f"{path.stem}: {library.get_vocab_size()} tokens, {STRINGS} strings")


# ---- tables -----------------------------------------------------------------------------------


def ranges(step):
    found = []
    for code in range(0x110000):
        surrogate = 0xD800 <= code < 0xE000
        if not surrogate and len(step.pre_tokenize_str("a" + chr(code) + "b")) > 1:
            if found and found[-1][1] == code - 1:
                found[-1][1] = code
            else:
                found.append([code, code])
    return found


def table(name, found):
    lines, line = [], "   "
    for first, last in found:
        item = " {0x%x, 0x%x}," % (first, last)
        if len(line) + len(item) > 100:
            lines.append(line)
            line = "   "
        line += item
    rows = "\n".join(lines + [line])
    return f"static const Range {name}[] = {{\n{rows}\n}};\n"


def tables(_):
    path = GOLDEN.parent.parent.parent / "infer" / "tokenizer" / "punctuation.c"
    head, rest = path.read_text().split("/* clang-format off */\n")
    tail = rest.split("/* clang-format on */\n")[1]
    punctuation = ranges(pre_tokenizers.Punctuation())
    numeric = ranges(pre_tokenizers.Digits(individual_digits=True))
    print(head + "/* clang-format off */\n" + table("punctuation", punctuation) + "\n"
          + table("numeric", numeric) + "/* clang-format on */\n" + tail, end="")


# ---- comparison -------------------------------------------------------------------------------


def compare(program, path, library, texts):
    data = run(program, [str(path)], [struct.pack("<I", len(t)) + t for t in texts])
    if isinstance(data, str):
        return [(b"", data, None)]
    wrong, at = [], 0
    for text in texts:
        ids, at = take(data, at, 4)
        back, at = take(data, at, 1)
        ours = list(struct.unpack(f"<{len(ids) // 4}I", ids)), back
        try:
            theirs = answer(library, text)
        except BaseException as e:  # it panics where an lstrip token follows an rstrip one
            if "bad split" not in str(e) and "out of the vocabulary" not in str(e):
                raise
            continue
        # An added token's text is no text of the byte alphabet, for which the library takes it.
        spelled = any(0x80 <= ord(c) < 0x144 for t in library.get_added_tokens_decoder().values()
                      for c in t.content)
        lossy = "\ufffd" in theirs[1].decode()  # bytes that are no character
        same = spelled or lossy or ours[1].decode() == theirs[1].decode()
        if ours[0] != theirs[0] or not same:
            wrong.append((text, ours, theirs))
    assert at == len(data)
    return wrong


def tiny(r):
    """A few tokens over a few characters, in a random shape."""
    bytes_ = r.random() < 0.5
    alphabet = list("ab -.1") + ["é", "\u0301", "▁", "\n", "ᄀ", "²"]
    if bytes_:
        spell = {}
        for c in alphabet:
            spell[c] = pre_tokenizers.ByteLevel(False, use_regex=False).pre_tokenize_str(c)[0][0]
        letters = sorted({c for s in spell.values() for c in s})
    else:
        letters = alphabet
    letters = [c for c in letters if r.random() < 0.9] or ["a"]
    vocab = {c: i for i, c in enumerate(letters)}
    if r.random() < 0.4:
        for c in alphabet:
            for b in c.encode():
                vocab.setdefault("<0x%02X>" % b, len(vocab))
    merges = []
    for _ in range(r.randrange(30)):
        pair = r.choice(list(vocab)), r.choice(list(vocab))
        if len("".join(pair)) < 12:
            vocab.setdefault("".join(pair), len(vocab))
            merges.append(pair)
    vocab.setdefault("<unk>", len(vocab))
    cutters = [split(r.choice(["a+", "[ab]", r"\s", " ", r"\p{M}"]),
                     r.choice(["Isolated", "Removed", "Contiguous", "MergedWithPrevious",
                               "MergedWithNext"]), r.random() < 0.3),
               {"type": "Digits", "individual_digits": r.random() < 0.5},
               {"type": "Punctuation", "behavior": r.choice(["Isolated", "Contiguous"])},
               {"type": "WhitespaceSplit"}]
    steps = r.sample(cutters, r.randrange(3))
    if bytes_:
        steps += [byte_level(r.random() < 0.5, r.random() < 0.3)] + r.sample(cutters, r.randrange(2))
        decoder = byte_level()
    else:
        if r.random() < 0.5:
            steps += [metaspace(r.choice(["first", "always", "never"]), r.random() < 0.5)]
        decoder = sequence("decoders", *FUSED, *([STRIP] if r.random() < 0.5 else []))
    first = any(s.get("prepend_scheme") == "first" for s in steps)
    normalizer = None if first else r.choice(
        [None, {"type": "NFC"}, replace(" ", "▁"), {"type": "Prepend", "prepend": "▁"},
         sequence("normalizers", replace("a", "bb"), {"type": "NFC"}, replace("-", ""))])
    extra = r.sample(["a", "ab", "b ", " ", "e", "\n", "a.", "1", "▁▁", "é", "-a"], r.randrange(4))
    flags = ["single_word", "lstrip", "rstrip", "normalized"]
    shape = dict(
        pre_tokenizer=sequence("pretokenizers", *steps) if steps else None, decoder=decoder,
        normalizer=normalizer, merges=r.choice(["strings", "pairs"]) if not bytes_ else "strings",
        model=dict(unk_token=r.choice([None, "<unk>"]), fuse_unk=r.random() < 0.5,
                   byte_fallback=r.random() < 0.5, ignore_merges=r.random() < 0.3),
        added=[added(t, r.random() < 0.5, **{f: r.random() < 0.25 for f in flags}) for t in extra])
    if any(" " in "".join(m) for m in merges):
        shape["merges"] = "pairs"
    characters = alphabet + [" ", "  ", "a", "b", "e\u0301", "\u200d", "_", "<unk>"] + extra
    texts = ["".join(r.choice(characters) for _ in range(r.choice([1, 2, 3, 5, 8, 13, 30, 100])))
             for _ in range(40)]
    return build(shape, vocab, merges), [t.encode() for t in texts]


def check_tiny(program, count, folder):
    wrong, total, refused = [], 0, {}
    for seed in range(count):
        text, texts = tiny(random.Random(seed))
        path = folder / "tiny.json"
        path.write_text(text)
        try:
            library = Tokenizer.from_str(text)
        except Exception:
            library = None
        if library is None:
            ours = run(program, [str(path)], [])
            if not isinstance(ours, str):
                wrong.append((b"", (seed, "opened"), "the library does not open it"))
            continue
        found = compare(program, path, library, texts)
        if found and found[0][2] is None:
            key = found[0][1].split(": ", 1)[1][:60]
            refused[key] = refused.get(key, 0) + 1
            continue
        wrong += [(t, (seed, o), e) for t, o, e in found]
        total += len(texts)
    print(f"refused by rote alone: {refused}")
    return report(f"{count} tiny vocabularies", "strings", total, wrong)


def check(arguments):
    fragments = fragments_of_both()
    texts = [string_at(i, fragments) for i in range(10**6, 10**6 + arguments.count)]
    wrong = 0
    for path in sorted(HERE.glob("*.json")) + arguments.files:
        library = Tokenizer.from_file(str(path))
        found = compare(arguments.program, path, library, texts)
        wrong += report(path.stem, "strings", len(texts), found)
    with tempfile.TemporaryDirectory() as folder:
        wrong += check_tiny(arguments.program, arguments.tiny, pathlib.Path(folder))
    return 1 if wrong else 0


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("what", choices=["make", "tables", "check"])
    parser.add_argument("files", nargs="*", type=pathlib.Path)
    parser.add_argument("--train", action="store_true")
    parser.add_argument("--program")
    parser.add_argument("--count", type=int, default=3000)
    parser.add_argument("--tiny", type=int, default=300)
    arguments = parser.parse_intermixed_args()
    return {"make": make, "tables": tables, "check": check}[arguments.what](arguments)


if __name__ == "__main__":
    sys.exit(main())
