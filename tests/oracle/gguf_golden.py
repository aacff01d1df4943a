#!/usr/bin/env python3
"""Writes tests/golden/gguf/: tiny random checkpoints, each as a Hugging Face directory and as the GGUF file that the
reference converter makes of it.

Converter: convert_hf_to_gguf.py of llama.cpp (repository ggml-org/llama.cpp) as the source distribution of PyPI's
llama_cpp_python 0.3.36 contains it under vendor/llama.cpp; its directory is the script's second argument. Checkpoints:
transformers 5.23, torch 2.15, safetensors; vocabularies: sentencepiece 0.2.3, tokenizers 0.23.3.

Each folder has config.json, model.safetensors (float32), model.gguf (float32, little endian, version 3) and logits.bin,
what transformers computes from the first two: float32 [12, vocabulary] after each of the ids (37 i + 11) modulo the
vocabulary, i = 0 .. 11. Of the
converter two functions are replaced: get_vocab_base_pre, which knows published vocabularies by hash, names the
pre-tokenizer that CHECKPOINTS says; load_hparams adds two keys that this transformers renames. In
"quantized" model.gguf is Q8_0, and model.safetensors holds the same weights as the PyPI package gguf 0.19.0
dequantizes them.

Run: python3 tests/oracle/gguf_golden.py tests/golden/gguf LLAMA_CPP
"""
import io
import logging
import os
import shutil
import sys
import tempfile

import sentencepiece
import torch
import transformers
from pathlib import Path
from tokenizers import Tokenizer, decoders, models, pre_tokenizers

TEXT = ["the quick brown fox jumps over the lazy dog", "a stitch in time saves nine", "all that glitters is not gold",
        "pack my box with five dozen liquor jugs", "how vexingly quick daft zebras jump", "to be or not to be"] * 4
BYTES = pre_tokenizers.ByteLevel.alphabet()
VOCAB_SPM = 296

TINY = dict(hidden_size=16, intermediate_size=20, num_hidden_layers=2, num_attention_heads=4, num_key_value_heads=2,
            max_position_embeddings=64)
NEOX = {k: v for k, v in TINY.items() if k != "num_key_value_heads"}
LLAMA3 = {"rope_type": "llama3", "rope_theta": 10000.0, "factor": 8.0, "low_freq_factor": 1.0, "high_freq_factor": 4.0,
          "original_max_position_embeddings": 32}

# folder, class of transformers, vocabulary (pre-tokenizer of a byte-level one, or "spm"), what its configuration says
CHECKPOINTS = [
    ("gemma", "Gemma", "spm", dict(TINY, head_dim=6, num_key_value_heads=1, rms_norm_eps=1e-5)),
    ("gemma2", "Gemma2", "spm", dict(TINY, head_dim=8, query_pre_attn_scalar=8, sliding_window=7, num_hidden_layers=3,
                                     attn_logit_softcapping=20.0, final_logit_softcapping=10.0)),
    ("gemma3", "Gemma3", "spm", dict(TINY, hidden_size=12, intermediate_size=12, num_attention_heads=2,
                                     num_key_value_heads=1, head_dim=6, query_pre_attn_scalar=6, sliding_window=7, num_hidden_layers=7,
                                     rope_parameters={
                                         "full_attention": {"rope_type": "linear", "factor": 4.0,
                                                            "rope_theta": 100000.0},
                                         "sliding_attention": {"rope_type": "default", "rope_theta": 1000.0}})),
    ("llama", "Llama", "spm", dict(TINY, intermediate_size=16, rms_norm_eps=1e-5, tie_word_embeddings=False)),
    ("llama3", "Llama", "llama-bpe", dict(TINY, head_dim=12, num_key_value_heads=4, attention_bias=True,
                                          mlp_bias=True, rope_parameters=LLAMA3, tie_word_embeddings=True)),
    ("llama-linear", "Llama", "llama-bpe", dict(TINY, tie_word_embeddings=True, rope_parameters={
        "rope_type": "linear", "factor": 2.5, "rope_theta": 5000.0})),
    ("mistral", "Mistral", "spm", dict(TINY, head_dim=6, num_hidden_layers=1, sliding_window=None,
                                       tie_word_embeddings=False)),
    ("falcon7", "Falcon", "falcon", dict(hidden_size=16, num_hidden_layers=2, num_attention_heads=4, multi_query=True,
                                         num_kv_heads=1,  # else the converter takes 4
                                         parallel_attn=True, bias=False, alibi=False, new_decoder_architecture=False,
                                         max_position_embeddings=2048)),
    ("falcon40", "Falcon", "falcon", dict(hidden_size=16, num_hidden_layers=2, num_attention_heads=4, num_kv_heads=2,
                                          new_decoder_architecture=True, parallel_attn=True, bias=False, alibi=False,
                                          max_position_embeddings=2048)),
    ("gptneox", "GPTNeoX", "gpt-2", dict(NEOX, rotary_pct=0.5, use_parallel_residual=True)),
    ("gptneox-serial", "GPTNeoX", "gpt-2", dict(NEOX, rotary_pct=1.0, use_parallel_residual=False)),
    ("olmo", "Olmo", "olmo", dict(TINY, clip_qkv=0.8, tie_word_embeddings=False)),
    ("olmo2", "Olmo2", "gpt-2", dict(TINY, tie_word_embeddings=False)),
    ("qwen2", "Qwen2", "qwen2", dict(TINY, tie_word_embeddings=True)),
    ("qwen2-yarn", "Qwen2", "qwen2", dict(TINY, tie_word_embeddings=False, rope_parameters={
        "rope_type": "yarn", "rope_theta": 10000.0, "factor": 4.0, "original_max_position_embeddings": 16})),
    ("qwen3", "Qwen3", "qwen2", dict(TINY, head_dim=10, tie_word_embeddings=True)),
    ("gpt2", "GPT2", "gpt-2", dict(n_embd=16, n_layer=2, n_head=4, n_positions=64)),
    ("quantized", "Qwen2", "qwen2", dict(TINY, hidden_size=32, intermediate_size=32, num_hidden_layers=1,
                                         num_key_value_heads=1,
                                         tie_word_embeddings=True)),
]


def spm_write(out):
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(TEXT), model_writer=model, vocab_size=VOCAB_SPM, model_type="bpe", byte_fallback=True,
        character_coverage=1.0, pad_id=0, eos_id=1, bos_id=2, unk_id=3, minloglevel=2, hard_vocab_limit=False)
    Path(out, "tokenizer.model").write_bytes(model.getvalue())
    return sentencepiece.SentencePieceProcessor(model_proto=model.getvalue()).vocab_size()


def bpe_write(out):
    vocab = {"<|endoftext|>": 0} | {c: i + 1 for i, c in enumerate(sorted(BYTES))}
    merges = [("t", "h"), ("th", "e"), ("Ġ", "the"), ("o", "n"), ("i", "n")]
    for a, b in merges:
        vocab[a + b] = len(vocab)
    t = Tokenizer(models.BPE(vocab, merges))
    t.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    t.decoder = decoders.ByteLevel()
    fast = transformers.PreTrainedTokenizerFast(tokenizer_object=t, eos_token="<|endoftext|>",
                                                bos_token="<|endoftext|>")
    fast.save_pretrained(out)
    return len(vocab)


def randomize(model, seed):
    g = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for name, p in model.named_parameters():
            noise = torch.randn(p.shape, generator=g)
            if p.dim() == 1:
                p.copy_((1 if "norm" in name or "ln_" in name else 0) * ("bias" not in name) + 0.3 * noise)
            else:
                p.copy_(noise * 1.2 / p.shape[1] ** 0.5)


def auto_class(kind):
    return getattr(transformers, {"GPT2": "GPT2LMHeadModel"}.get(kind, kind + "ForCausalLM"))


def checkpoint_write(out, kind, vocabulary, settings, seed):
    vocab = spm_write(out) if vocabulary == "spm" else bpe_write(out)
    ids = dict(pad_token_id=0, eos_token_id=1, bos_token_id=2) if vocabulary == "spm" else dict(
        pad_token_id=None, eos_token_id=0, bos_token_id=0)
    config = getattr(transformers, {"Gemma3": "Gemma3TextConfig"}.get(kind, kind + "Config"))(
        **settings, **ids, vocab_size=vocab)
    torch.manual_seed(seed)
    model = auto_class(kind)(config).float().eval()
    randomize(model, seed)
    model.save_pretrained(out)


def convert(source, out, pre, outtype):
    import conversion
    from conversion import ModelType, get_model_class
    from conversion.base import ModelBase, TextModel, get_model_architecture
    import gguf
    TextModel.get_vocab_base_pre = lambda self, tokenizer: pre
    plain = ModelBase.load_hparams

    def load_hparams(*args, **named):
        """With keys as files have them that the configuration classes of this transformers rename."""
        h = plain(*args, **named)
        h["rotary_pct"] = h.get("rope_parameters", {}).get("partial_rotary_factor", 1.0)
        return h | ({"n_ctx": h["n_positions"]} if "n_positions" in h else {})

    ModelBase.load_hparams = staticmethod(load_hparams)
    hparams = load_hparams(Path(source), False)
    cls = get_model_class(get_model_architecture(hparams, ModelType.TEXT))
    kind = {"f32": gguf.LlamaFileType.ALL_F32, "q8_0": gguf.LlamaFileType.MOSTLY_Q8_0}[outtype]
    with torch.inference_mode():
        cls(Path(source), kind, Path(out)).write()
    ModelBase.load_hparams = staticmethod(plain)


def dequantized_write(out):
    """model.safetensors with the weights as model.gguf has them; names by shape and content are the converter's."""
    import gguf
    from gguf import GGMLQuantizationType as Type
    from safetensors.torch import load_file, save_file
    plain = load_file(os.path.join(out, "model.safetensors"))
    names = {}
    table = gguf.get_tensor_name_map(gguf.MODEL_ARCH.QWEN2, 1)
    for name in plain:
        names[table.get_name(name, try_suffixes=(".weight", ".bias"))] = name
    n = 0
    for t in gguf.GGUFReader(os.path.join(out, "model.gguf")).tensors:
        values = torch.from_numpy(gguf.quants.dequantize(t.data, t.tensor_type).copy())
        n += t.tensor_type == Type.Q8_0
        plain[names[t.name]] = values.reshape(plain[names[t.name]].shape).float().contiguous()
    assert n >= 8, n
    save_file(plain, os.path.join(out, "model.safetensors"), {"format": "pt"})


def logits_write(out, kind):
    model = auto_class(kind).from_pretrained(out, dtype=torch.float32, attn_implementation="eager").eval()
    ids = [(37 * i + 11) % model.config.vocab_size for i in range(12)]
    with torch.no_grad():
        logits = model(torch.tensor([ids])).logits[0]
    Path(out, "logits.bin").write_bytes(logits.numpy().astype("<f4").tobytes())


def main(root, llama_cpp):
    sys.path[:0] = [llama_cpp, os.path.join(llama_cpp, "gguf-py")]
    logging.disable(logging.INFO)
    torch.set_num_threads(1)
    for seed, (name, kind, vocabulary, settings) in enumerate(CHECKPOINTS):
        out = os.path.join(root, name)
        shutil.rmtree(out, ignore_errors=True)
        os.makedirs(out)
        with tempfile.TemporaryDirectory() as scratch:
            work = os.path.join(scratch, name)  # the converter names the model for its folder
            os.makedirs(work)
            checkpoint_write(work, kind, vocabulary, settings, seed)
            quantized = name == "quantized"
            convert(work, os.path.join(out, "model.gguf"), vocabulary, "q8_0" if quantized else "f32")
            for file in ("config.json", "model.safetensors"):
                shutil.copyfile(os.path.join(work, file), os.path.join(out, file))
            if quantized:
                dequantized_write(out)
        logits_write(out, kind)
        print(name, {f: os.path.getsize(os.path.join(out, f)) for f in sorted(os.listdir(out))}, flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
