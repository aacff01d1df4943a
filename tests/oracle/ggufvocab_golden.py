#!/usr/bin/env python3
"""Golden ids for vocabularies in GGUF files, from the published libraries.

Needs: pip install tokenizers==0.23.3 sentencepiece==0.2.3 protobuf gguf

  ggufvocab_golden.py make [--train] [--shared DIR]
      writes tests/golden/ggufvocab/NAME.hashes for every name below, and for the GGUF files in DIR
      (the material beside the project, which is not committed); --train first makes the GGUF files
      there again.
  ggufvocab_golden.py check --program build/tests/tokenizer_stream [--count N] [--shared DIR]
      compares the program with the libraries on N random strings per vocabulary. Writes nothing.

Byte-level BPE: cross.gguf has merges across words, numbers and lines, so that every way of cutting
gives other ids; each tokenizer.ggml.pre is tried with it. The library is given what the published
tokenizer.json of the model family says, written down here anew. SentencePiece: models trained here
and written to GGUF as llama.cpp's converter does it.

NAME.hashes: as tokenizerjson_golden.py (byte-level) and tokenizer_golden.py (SentencePiece, 8
digits) write them, over the same strings.
"""

import argparse
import hashlib
import json
import pathlib
import struct
import sys
import tempfile

import gguf
import sentencepiece
import tokenizer_golden as sp
import tokenizerjson_golden as tj
from sentencepiece import sentencepiece_model_pb2 as proto
from tokenizers import Tokenizer, models, pre_tokenizers, trainers

HERE = sp.GOLDEN.parent / "ggufvocab"
STRINGS = 3000
NORMAL, UNKNOWN, CONTROL, USER_DEFINED, UNUSED, BYTE = range(1, 7)

# ---- how families cut -------------------------------------------------------------------------

LETTERS = [line.split("\t")[1] for line in
           (sp.GOLDEN.parent / "splitting/patterns.txt").read_text(encoding="utf-8").split("\n")
           if line.startswith("deepseek-letters\t")][0]
O200K = tj.TEKKEN.replace(r"\p{M}]+|", r"\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?|").replace(
    r"\p{M}]*|\p{N}|", r"\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?|\p{N}{1,3}|")
QWEN35 = tj.QWEN2.replace(r"\p{L}+|", r"[\p{L}\p{M}]+|").replace(
    r" ?[^\s\p{L}", r" ?[^\s\p{L}\p{M}")
CJK = "[\u4e00-\u9fa5\u0800-\u4e00\uac00-\ud7ff]+"
DEEPSEEK3 = (r"""[!"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~][A-Za-z]+"""
             r"|[^\r\n\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+| ?[\p{P}\p{S}]+[\r\n]*|\s*[\r\n]+"
             r"|\s+(?!\S)|\s+")
NFC = {"type": "NFC"}
PLAIN, CUT = tj.byte_level(False), tj.byte_level()
DIGIT = {"type": "Digits", "individual_digits": True}


def shape(*steps, normalizer=None, ignore_merges=False):
    return dict(normalizer=normalizer, ignore_merges=ignore_merges,
                pre_tokenizer=tj.sequence("pretokenizers", *steps))


GPT2, NEOX = shape(CUT), shape(CUT, normalizer=NFC)
LLAMA3 = shape(tj.split(tj.GPT4), PLAIN, ignore_merges=True)
QWEN2 = shape(tj.split(tj.QWEN2), PLAIN, normalizer=NFC)
FALCON = shape({"type": "Punctuation", "behavior": "Contiguous"}, CUT,
               {"type": "Digits", "individual_digits": False}, tj.split("[0-9][0-9][0-9]"))

# By tokenizer.ggml.pre and general.architecture; names of golden files.
SHAPES = {
    "gpt-2": GPT2, "olmo": NEOX, "llama-bpe": LLAMA3, "qwen2": QWEN2, "falcon": FALCON,
    "dbrx": shape(tj.split(tj.GPT4), PLAIN),
    "qwen35": shape(tj.split(QWEN35), PLAIN, normalizer=NFC),
    "starcoder": shape(DIGIT, CUT),
    "command-r": shape(DIGIT, CUT, normalizer=NFC),
    "deepseek-llm": shape(
        tj.split("[\r\n]"), tj.split(LETTERS),
        tj.split("\\s?[!-/:-~\uff01-\uff0f\uff1a-\uff5e\u2018-\u201f\u3000-\u3002]+"),
        tj.split(r"\s+$"), tj.split(CJK), DIGIT, PLAIN),
    "deepseek-coder": shape(
        tj.split("[\r\n]"), tj.split(r"\s?\p{L}+"), tj.split(r"\s?\p{P}+"), tj.split(CJK), DIGIT,
        PLAIN),
    "deepseek-v3": shape(
        tj.split(r"\p{N}{1,3}"), tj.split("[\u4e00-\u9fa5\u3040-\u309f\u30a0-\u30ff]+"),
        tj.split(DEEPSEEK3), PLAIN),
    "tekken": shape(tj.split(tj.TEKKEN), PLAIN, ignore_merges=True),
    "gpt-4o": shape(tj.split(O200K), PLAIN),
}
SHARED = {"gpt-2.gguf": GPT2, "gpt-neox.gguf": NEOX}

# ---- byte-level files -------------------------------------------------------------------------

SPECIALS = [("<|endoftext|>", CONTROL), ("<tool_call>", USER_DEFINED), ("  ", USER_DEFINED),
            ("    ", USER_DEFINED), ("\u2192", USER_DEFINED), ("\u00f6\u00f6", USER_DEFINED)]


def train_cross():
    learner = Tokenizer(models.BPE())
    learner.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)
    trainer = trainers.BpeTrainer(
        vocab_size=900, max_token_length=9, show_progress=False,
        initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()))
    lines = tj.training_text(fragments_of_both()[0])
    lines += ["%d, %d.%d\n\n  x'S" % (i * i, i, 7919 * i) for i in range(400)]
    lines += ["\u0939\u093f\u0928\u094d\u0926\u0940 x\u0331y \u0915\u0940",
              "\u0e17\u0e35\u0e48 q\u0307\u0323"] * 60  # marks that no composition takes in
    learner.train_from_iterator(["\n".join(lines[i:i + 3]) for i in range(len(lines) - 2)], trainer)
    model = json.loads(learner.to_str())["model"]
    tokens = [(SPECIALS[0])] + [(t, NORMAL) for t in model["vocab"]] + SPECIALS[1:]
    tokens += [("Ġzeugma", NORMAL)]  # a word that no merges make
    tokens += [(f"[PAD{len(tokens) + i}]", [UNUSED, USER_DEFINED][i % 2]) for i in range(4)]
    writer = gguf.GGUFWriter(str(HERE / "cross.gguf"), "llama")
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("default")
    writer.add_token_list([t for t, _ in tokens])
    writer.add_token_types([t for _, t in tokens])
    writer.add_token_merges([" ".join(m) for m in model["merges"]])
    writer.add_bos_token_id(0)
    writer.add_eos_token_id(0)
    finish(writer)


def finish(writer):
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.close()


def library_of(path, how):
    """The published tokenizer, from the file's tokens and merges."""
    fields = gguf.GGUFReader(str(path)).fields
    tokens = fields["tokenizer.ggml.tokens"].contents()
    types = fields["tokenizer.ggml.token_type"].contents()
    vocab, added = {}, []
    for number, (token, kind) in enumerate(zip(tokens, types)):
        if token == f"[PAD{number}]" and kind in (UNUSED, USER_DEFINED):
            continue
        vocab[token] = number
        if kind != NORMAL:
            spaces = token.strip() == ""
            added.append({"id": number, **tj.added(token, kind == CONTROL, normalized=spaces)})
    merges = [m.split(" ") for m in fields["tokenizer.ggml.merges"].contents()]
    return Tokenizer.from_str(json.dumps({
        "version": "1.0", "truncation": None, "padding": None, "added_tokens": added,
        "normalizer": how["normalizer"], "pre_tokenizer": how["pre_tokenizer"],
        "post_processor": None, "decoder": tj.byte_level(),
        "model": {"type": "BPE", "dropout": None, "unk_token": None,
                  "continuing_subword_prefix": None, "end_of_word_suffix": None,
                  "fuse_unk": False, "byte_fallback": False,
                  "ignore_merges": how["ignore_merges"], "vocab": vocab, "merges": merges}}))


def variant(pre, folder):
    """cross.gguf with another tokenizer.ggml.pre."""
    path = folder / f"{pre}.gguf"
    key = b"tokenizer.ggml.pre" + struct.pack("<I", 8)
    old = key + struct.pack("<Q", 7) + b"default"
    data = (HERE / "cross.gguf").read_bytes()
    assert data.count(old) == 1
    path.write_bytes(data.replace(old, key + struct.pack("<Q", len(pre)) + pre.encode()))
    return path


# ---- SentencePiece files ----------------------------------------------------------------------

PIECES = {
    "gemma": dict(sp.TRAINED["bpe-gemma"]),
    "llama": dict(model_type="bpe", normalization_rule_name="identity", add_dummy_prefix=True,
                  remove_extra_whitespaces=False, byte_fallback=True, split_digits=True),
    "rules": dict(sp.TRAINED["bpe-rules"]),
    "unknown": dict(sp.TRAINED["bpe-cross"]),
}
for _options in PIECES.values():  # a GGUF file cannot tell the space of "New York" from U+2581
    _symbols = _options.pop("user_defined_symbols", [])
    _options["user_defined_symbols"] = [s for s in _symbols if " " not in s]
# What Gemma's .model has as user-defined and the converter calls control.
LOOKS_SPECIAL = ["<mask>", "<2de>"]


def train_pieces(name, folder):
    path = folder / f"{name}.model"
    sp.train(path, PIECES[name], sp.training_text(sp.read_fragments()), 600)
    model = proto.ModelProto()
    model.ParseFromString(path.read_bytes())
    if name == "gemma":
        for piece in model.pieces:
            if piece.piece in LOOKS_SPECIAL:
                piece.type = piece.USER_DEFINED
        path.write_bytes(model.SerializeToString())
    return model


def write_pieces(name, model):
    tokens, scores, types = [], [], []
    for piece in model.pieces:
        text, score, kind = piece.piece, piece.score, piece.type
        if name == "gemma" and text in LOOKS_SPECIAL:
            kind = CONTROL
        if name != "rules" and kind in (UNKNOWN, CONTROL):
            kind, score = CONTROL, -1000.0  # named by tokenizer_config.json
        if kind == USER_DEFINED:
            text, score = text.replace("▁", " "), -1000.0
        tokens.append(text.encode())
        scores.append(score)
        types.append(kind)
    for _ in range(3):
        tokens.append(f"[PAD{len(tokens)}]".encode())
        scores.append(-10000.0)
        types.append(UNUSED)
    writer = gguf.GGUFWriter(str(HERE / f"{name}.gguf"), "gemma" if name == "gemma" else "llama")
    writer.add_tokenizer_model("llama")
    writer.add_tokenizer_pre("default")
    writer.add_token_list(tokens)
    writer.add_token_scores(scores)
    writer.add_token_types(types)
    trainer = model.trainer_spec
    for key, text in (("bos", trainer.bos_piece), ("eos", trainer.eos_piece),
                      ("pad", trainer.pad_piece), ("unk", trainer.unk_piece)):
        if text.encode() in tokens:
            getattr(writer, f"add_{key}_token_id")(tokens.index(text.encode()))
    spec = model.normalizer_spec
    if not spec.add_dummy_prefix:
        writer.add_add_space_prefix(False)
    if spec.remove_extra_whitespaces:
        writer.add_remove_extra_whitespaces(True)
    if spec.precompiled_charsmap:
        writer.add_precompiled_charsmap(spec.precompiled_charsmap)
    finish(writer)


# ---- golden files -----------------------------------------------------------------------------


def fragments_of_both():
    return tj.fragments_of_both(), sp.read_fragments()


def write_hashes(name, head, answers, digits):
    with open(HERE / f"{name}.hashes", "w") as out:
        out.write(f"# {head}; tests/oracle/ggufvocab_golden.py\n")
        for ids, back in answers:
            data = struct.pack(f"<{len(ids)}I", *ids) + back
            out.write(hashlib.sha256(data).hexdigest()[:digits] + "\n")
    print(f"{name}: {STRINGS} strings")


def make(arguments):
    both, plain = fragments_of_both()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        if arguments.train:
            train_cross()
        libraries = {pre: library_of(HERE / "cross.gguf", how) for pre, how in SHAPES.items()}
        for file, how in SHARED.items():
            if arguments.shared:
                path = arguments.shared / "tokenizers" / file
                libraries[path.stem + "-shared"] = library_of(path, how)
        texts = [sp.string_at(i, both) for i in range(STRINGS)]
        for name, library in libraries.items():
            write_hashes(name, f"tokenizers {tj.tokenizers.__version__}",
                         [tj.answer(library, t) for t in texts], 4)
        texts = [sp.string_at(i, plain) for i in range(STRINGS)]
        for name in PIECES:
            model = train_pieces(name, folder)
            if arguments.train:
                write_pieces(name, model)
            library = sentencepiece.SentencePieceProcessor(model_file=str(folder / f"{name}.model"))
            write_hashes(name, f"sentencepiece {sentencepiece.__version__}",
                         [sp.answer(library, t) for t in texts], 8)


def check(arguments):
    both, plain = fragments_of_both()
    wrong = 0
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        texts = [sp.string_at(i, both) for i in range(10**6, 10**6 + arguments.count)]
        files = [(variant(pre, folder), how) for pre, how in SHAPES.items()]
        if arguments.shared:
            files += [(arguments.shared / "tokenizers" / f, how) for f, how in SHARED.items()]
        for path, how in files:
            found = tj.compare(arguments.program, path, library_of(path, how), texts)
            wrong += sp.report(path.stem, "strings", len(texts), found)
        texts = [sp.string_at(i, plain) for i in range(10**6, 10**6 + arguments.count)]
        for name in PIECES:
            train_pieces(name, folder)
            library = sentencepiece.SentencePieceProcessor(model_file=str(folder / f"{name}.model"))
            found = sp.compare_encoding(arguments.program, HERE / f"{name}.gguf", library, texts)
            wrong += sp.report(name, "strings", len(texts), found)
    return 1 if wrong else 0


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("what", choices=["make", "check"])
    parser.add_argument("--train", action="store_true")
    parser.add_argument("--program")
    parser.add_argument("--count", type=int, default=3000)
    parser.add_argument("--shared", type=pathlib.Path)
    arguments = parser.parse_args()
    return {"make": make, "check": check}[arguments.what](arguments)


if __name__ == "__main__":
    sys.exit(main())
