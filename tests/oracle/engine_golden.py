#!/usr/bin/env python3
"""Writes tests/golden/engine/: tiny random Gemma checkpoints, and what the reference computes from them.

Reference: transformers 5.23 (GemmaForCausalLM, float32, eager attention) on torch 2.15; the values
depend on neither beyond rounding. Each checkpoint's folder has the files of a Hugging Face directory and
  golden.json   prompts (without BOS), the 50 greedy tokens of each (cut at an end-of-sequence id), and
                their natural-log probabilities; the reference's version
  logits.bin    float32 little endian, for each prompt the logits after BOS and after each prompt token

A draw in which any choice is closer than 0.01 to the runner-up is thrown away (a summation order must not
decide a test), and so is one whose continuations repeat few tokens (it would test little).

Run: python3 tests/oracle/engine_golden.py tests/golden/engine
"""
import json
import os
import shutil
import sys

import torch
import transformers
from safetensors.torch import load_file, save_file
from transformers import GemmaConfig, GemmaForCausalLM

BOS, NEW_TOKENS, LEAST_MARGIN, LEAST_DISTINCT = 2, 50, 0.01, 8
LENGTHS = [1, 2, 5, 16, 17, 33]

BASE = dict(vocab_size=101, hidden_size=40, intermediate_size=72, num_hidden_layers=2, num_attention_heads=4,
            num_key_value_heads=1, head_dim=16, max_position_embeddings=128, rms_norm_eps=1e-6, pad_token_id=0,
            bos_token_id=BOS, eos_token_id=1, tie_word_embeddings=True)

# name, what differs from BASE, how it is stored
CHECKPOINTS = [
    ("mqa-bf16", {}, dict(dtype=torch.bfloat16)),
    ("mha-f32", dict(num_key_value_heads=4, head_dim=10, num_hidden_layers=1), dict(dtype=torch.float32)),
    ("gqa-f16", dict(num_attention_heads=6, num_key_value_heads=2, head_dim=14), dict(dtype=torch.float16)),
    ("odd-sizes-bf16", dict(hidden_size=35, intermediate_size=51, vocab_size=263, num_attention_heads=5,
                            head_dim=22, rope_parameters={"rope_type": "default", "rope_theta": 500.0},
                            rms_norm_eps=1e-3), dict(dtype=torch.bfloat16)),
    ("untied-mixed", dict(tie_word_embeddings=False, num_key_value_heads=2), dict(mixed=True)),
    ("sharded-bf16", dict(num_hidden_layers=3, num_attention_heads=3, head_dim=32), dict(dtype=torch.bfloat16,
                                                                                       shards="40KB")),
    ("legacy-bf16", dict(intermediate_size=90), dict(dtype=torch.bfloat16, legacy=True)),
]

# What google's first release of Gemma 1 looked like.
LEGACY = {"architectures": ["GemmaForCausalLM"], "attention_bias": False, "attention_dropout": 0.0, "head_dim": 16,
          "hidden_act": "gelu", "hidden_activation": None, "initializer_range": 0.02, "model_type": "gemma",
          "rms_norm_eps": 1e-06, "rope_scaling": None, "rope_theta": 10000.0, "torch_dtype": "bfloat16",
          "transformers_version": "4.38.0.dev0", "use_cache": True}


def randomize(model, seed):
    """The layers outweigh the embedding, or a tied model would just repeat its input."""
    g = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for name, p in model.named_parameters():
            noise = torch.randn(p.shape, generator=g)
            if name == "model.norm.weight":
                p.copy_(4 + noise)
            elif name.endswith("norm.weight"):
                p.copy_(noise * 0.3)
            elif name in ("model.embed_tokens.weight", "lm_head.weight"):
                p.copy_(noise * 0.1)
            else:
                p.copy_(noise * 1.5 / p.shape[1] ** 0.5)


def store(model, out, dtype=None, mixed=False, shards=None, legacy=False):
    if mixed:
        kinds = [torch.float32, torch.bfloat16, torch.float16]
        tensors = {n: p.detach().to(kinds[i % 3]).clone() for i, (n, p) in enumerate(model.named_parameters())}
        model.save_pretrained(out)
        save_file(tensors, os.path.join(out, "model.safetensors"), {"format": "pt"})
    else:
        model.to(dtype).save_pretrained(out, **({"max_shard_size": shards} if shards else {}))
    if legacy:
        path = os.path.join(out, "config.json")
        c = json.load(open(path))
        old = {k: c[k] for k in BASE if k not in ("tie_word_embeddings", "head_dim", "rms_norm_eps")} | LEGACY
        json.dump(old, open(path, "w"), indent=2)
        # Ends generation at either id; the file takes precedence over config.json. Old files hold these tables.
        json.dump({"_from_model_config": True, "bos_token_id": 2, "eos_token_id": [1, 7], "pad_token_id": 0,
                   "transformers_version": "4.38.0.dev0"}, open(os.path.join(out, "generation_config.json"), "w"))
        path = os.path.join(out, "model.safetensors")
        t = load_file(path)
        t["model.layers.0.self_attn.rotary_emb.inv_freq"] = torch.arange(8, dtype=torch.float32)
        save_file(t, path, {"format": "pt"})


def reference(out, seed):
    """Loads what was stored, as anyone would, in float32; returns golden.json's content and the logits."""
    model = GemmaForCausalLM.from_pretrained(out, dtype=torch.float32, attn_implementation="eager").eval()
    eos = model.generation_config.eos_token_id
    if eos is None:
        eos = model.config.eos_token_id
    eos = eos if isinstance(eos, list) else [eos]
    g = torch.Generator().manual_seed(seed + 1)
    prompts, greedy, logprobs, logits, margin = [], [], [], [], 1e9
    with torch.no_grad():
        for n in LENGTHS:
            prompt = torch.randint(3, model.config.vocab_size, (n,), generator=g).tolist()
            ids = [BOS] + prompt
            logits.append(model(torch.tensor([ids])).logits[0])
            new, lp = [], []
            for _ in range(NEW_TOKENS):
                last = model(torch.tensor([ids])).logits[0, -1]
                top = torch.topk(last, 2).values
                margin = min(margin, float(top[0] - top[1]))
                best = int(torch.argmax(last))
                if best in eos:
                    break
                lp.append(float(torch.log_softmax(last.double(), -1)[best]))
                new.append(best)
                ids.append(best)
            prompts.append(prompt)
            greedy.append(new)
            logprobs.append([round(x, 6) for x in lp])
    golden = {"reference": f"transformers {transformers.__version__}, torch {torch.__version__.split('+')[0]}",
              "prompts": prompts, "greedy": greedy, "logprobs": logprobs, "eos": sorted(eos)}
    return golden, torch.cat(logits), margin


def main(root):
    torch.set_num_threads(1)
    for k, (name, differs, how) in enumerate(CHECKPOINTS):
        out = os.path.join(root, name)
        for seed in range(1000 * k, 1000 * k + 500):
            shutil.rmtree(out, ignore_errors=True)
            os.makedirs(out)
            model = GemmaForCausalLM(GemmaConfig(**(BASE | differs)))
            randomize(model, seed)
            store(model, out, **how)
            golden, logits, margin = reference(out, seed)
            distinct = sum(len(set(x)) for x in golden["greedy"]) / len(LENGTHS)
            if margin >= LEAST_MARGIN and distinct >= LEAST_DISTINCT:
                break
        else:
            sys.exit(f"{name}: no draw has clear choices")
        json.dump(golden, open(os.path.join(out, "golden.json"), "w"))
        open(os.path.join(out, "logits.bin"), "wb").write(logits.numpy().astype("<f4").tobytes())
        print(name, "seed", seed, "margin", margin, "distinct", distinct, [len(x) for x in golden["greedy"]])


if __name__ == "__main__":
    main(sys.argv[1])
