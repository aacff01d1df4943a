#!/usr/bin/env python3
"""Tiny random checkpoints of every family, and what the reference computes from them.

Reference: transformers 5.23 (the families' ...ForCausalLM, float32, eager attention) on torch 2.15; the
values depend on neither beyond rounding. Each folder has the files of a Hugging Face directory and
  golden.json   prompts (without BOS), the 50 greedy tokens of each (cut at an end-of-sequence id), their
                natural-log probabilities; `rows`: for each prompt the positions whose logits are stored;
                the reference's version
  logits.bin    float32 little endian, those rows one behind the other; position 0 is BOS

All parameters are random, norms and biases too. Two draws are thrown away: one in which a choice is closer
than 0.003 to the runner-up (the order of a sum must not decide a test), and one whose continuations repeat
few tokens. And no golden is blind: each checkpoint names the facts of its configuration that it is there to
test, and the script stops unless the logits change when the reference does without the fact; the same for
each single tensor.

  python3 tests/oracle/engine_golden.py write tests/golden/engine [NAME...]
  python3 tests/oracle/engine_golden.py check PROGRAM [N [SEED]]    N other random checkpoints of each family:
      200 prompts, logits and 50 greedy tokens of the reference against `PROGRAM generate`
"""
import copy
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile

import numpy
import torch
import transformers
from safetensors.torch import load_file, save_file

BOS, NEW_TOKENS, LEAST_MARGIN, LEAST_DISTINCT, LEAST_CHANGE = 2, 50, 0.003, 8, 1e-3
LENGTHS = [1, 2, 5, 16, 17, 33]
F32, BF16, F16 = torch.float32, torch.bfloat16, torch.float16

# ---- families: their classes, and the sizes of a tiny model --------------------------------------------------------

COMMON = dict(pad_token_id=0, bos_token_id=BOS, eos_token_id=1)
SIZES = dict(vocab_size=101, hidden_size=24, intermediate_size=40, num_hidden_layers=2, num_attention_heads=4,
             num_key_value_heads=2, head_dim=10, max_position_embeddings=96) | COMMON
SMALL = {k: v for k, v in SIZES.items() if k not in ("num_key_value_heads", "head_dim")}
GPT = dict(vocab_size=101, n_embd=24, n_layer=2, n_head=4, n_positions=96, n_inner=40) | COMMON

FAMILIES = {
    "gemma": ("Gemma", SIZES),
    "gemma2": ("Gemma2", SIZES | dict(sliding_window=7, query_pre_attn_scalar=19, attn_logit_softcapping=2.0,
                                      final_logit_softcapping=12.0)),
    "gemma3": ("Gemma3Text", SIZES | dict(sliding_window=6, query_pre_attn_scalar=19, num_hidden_layers=3)),
    "llama": ("Llama", SIZES),
    "mistral": ("Mistral", SIZES | dict(sliding_window=6)),
    "qwen2": ("Qwen2", SIZES | dict(head_dim=6)),
    "qwen3": ("Qwen3", SIZES),
    "olmo": ("Olmo", {k: v for k, v in SIZES.items() if k != "head_dim"}),
    "olmo2": ("Olmo2", {k: v for k, v in SIZES.items() if k != "head_dim"}),
    "falcon": ("Falcon", {k: v for k, v in SMALL.items() if k != "intermediate_size"} | dict(ffn_hidden_size=40)),
    "neox": ("GPTNeoX", SMALL | dict(hidden_size=32)),
    "gpt2": ("GPT2", GPT),
    "gptneo": ("GPTNeo", {"num_layers" if k == "num_hidden_layers" else "num_heads" if k == "num_attention_heads" else k: v
                          for k, v in SMALL.items()} | dict(attention_types=[[["global", "local"], 1]], window_size=5)),
    "gptj": ("GPTJ", GPT | dict(rotary_dim=4)),
    "phi": ("Phi", {k: v for k, v in SIZES.items() if k != "head_dim"} | dict(hidden_size=32)),
}
CAUSAL = {"Gemma3Text": "Gemma3ForCausalLM", "GPT2": "GPT2LMHeadModel"}


def model_of(family, differs):
    name, sizes = FAMILIES[family]
    if "text_config" in differs:
        text = transformers.Gemma3TextConfig(**(sizes | differs["text_config"]))
        vision = transformers.SiglipVisionConfig(hidden_size=8, intermediate_size=8, num_hidden_layers=1,
                                                 num_attention_heads=2, image_size=8, patch_size=4)
        config = transformers.Gemma3Config(text_config=text, vision_config=vision, mm_tokens_per_image=1,
                                           image_token_index=99, boi_token_index=97, eoi_token_index=98, eos_token_id=[1, 7])
        return transformers.Gemma3ForConditionalGeneration(config)
    config = getattr(transformers, name + "Config")(**(sizes | differs))
    return getattr(transformers, CAUSAL.get(name, name + "ForCausalLM"))(config)


def load(out):
    """As anyone would, in float32."""
    config = transformers.AutoConfig.from_pretrained(out)
    kind = (transformers.Gemma3ForConditionalGeneration if config.model_type == "gemma3"
            else transformers.AutoModelForCausalLM)
    return kind.from_pretrained(out, dtype=F32, attn_implementation="eager").eval()


# ---- older forms of config.json, as they are published -------------------------------------------------------------

def older_rope(c):
    """transformers 4: rope_theta and rope_scaling instead of rope_parameters; no layer_types."""
    rope = c.pop("rope_parameters", None)
    if rope and "full_attention" in rope:
        c["rope_local_base_freq"] = rope["sliding_attention"]["rope_theta"]
        rope = rope["full_attention"]
    if rope:
        c["rope_theta"] = rope.pop("rope_theta")
        kind = rope.pop("rope_type")
        c["rope_scaling"] = rope | {"rope_type": kind} if kind != "default" else None
    c.pop("layer_types", None)
    c["torch_dtype"] = c.pop("dtype", None)
    c["transformers_version"] = "4.40.0"


def older_gemma(c):
    older_rope(c)
    c.pop("tie_word_embeddings")
    c |= {"hidden_act": "gelu", "hidden_activation": None, "rope_scaling": None}


def older_gemma3(c):
    older_rope(c)
    c |= {"sliding_window_pattern": 3, "cache_implementation": "hybrid", "attn_logit_softcapping": None}


def older_neox(c):
    c["rotary_pct"] = c["rope_parameters"]["partial_rotary_factor"]
    c["rotary_emb_base"] = c["rope_parameters"]["rope_theta"]
    c.pop("rope_parameters")


def older_falcon(c):
    """The first files of Falcon 7B, but for the name of the family."""
    older_rope(c)
    c |= {"auto_map": {"AutoModelForCausalLM": "modelling_RW.RWForCausalLM"}, "alibi": False,
          "apply_residual_connection_post_layernorm": False}
    for k in ("rope_theta", "rope_scaling", "max_position_embeddings"):
        c.pop(k)


def older_gptj(c):
    c |= {"rotary": True, "scale_attn_weights": True, "gradient_checkpointing": False, "summary_type": "cls_index"}


def older_neo(c):
    c["attention_layers"] = ["global", "local", "local"]


def nameless(c):
    c.pop("model_type")


# ---- what is committed: name, family, what differs, how it is stored, what must matter -------------------------------

YARN = {"rope_type": "yarn", "rope_theta": 500.0, "factor": 4.0, "original_max_position_embeddings": 24}
BETAS = {"beta_fast": 2.0, "beta_slow": 0.5}
LLAMA3 = {"rope_type": "llama3", "rope_theta": 500.0, "factor": 8.0, "low_freq_factor": 1.0, "high_freq_factor": 4.0,
          "original_max_position_embeddings": 32}
PLAIN = {"rope_type": "default", "rope_theta": 500.0}
NO_WINDOW = dict(sliding_window=None)

CHECKPOINTS = [
    ("gemma-mqa-bf16", "gemma", dict(num_key_value_heads=1, head_dim=16), dict(dtype=BF16), []),
    ("gemma-mha-f32", "gemma", dict(num_key_value_heads=4, num_hidden_layers=1), dict(dtype=F32), []),
    ("gemma-odd-sizes-f16", "gemma", dict(hidden_size=27, intermediate_size=33, num_attention_heads=3, head_dim=22,
                                          num_key_value_heads=1, num_hidden_layers=1, rope_parameters=PLAIN,
                                          rms_norm_eps=1e-3, vocab_size=263),
     dict(dtype=F16), [dict(rms_norm_eps=1e-6), dict(rope_parameters=PLAIN | {"rope_theta": 10000.0})]),
    ("gemma-untied-mixed", "gemma", dict(tie_word_embeddings=False, head_dim=6), dict(mixed=True), []),
    ("gemma-sharded-bf16", "gemma", dict(num_hidden_layers=3, num_attention_heads=3, num_key_value_heads=1),
     dict(dtype=BF16, shards="10KB"), []),
    ("gemma-older-bf16", "gemma", {}, dict(dtype=BF16, older=older_gemma, tables=True), []),
    ("gemma2-bf16", "gemma2", {}, dict(dtype=BF16),
     [dict(attn_logit_softcapping=None), dict(final_logit_softcapping=None), dict(query_pre_attn_scalar=10),
      dict(layer_types=["full_attention"] * 2), dict(layer_types=["full_attention", "sliding_attention"])]),
    ("gemma2-older-f16", "gemma2", dict(num_hidden_layers=3, head_dim=6, attention_bias=True, tie_word_embeddings=False),
     dict(dtype=F16, older=older_rope), [dict(sliding_window=96)]),
    ("gemma3-bf16", "gemma3", dict(layer_types=["full_attention", "sliding_attention", "sliding_attention"],
                                   rope_parameters={"full_attention": {"rope_type": "linear", "factor": 3.0,
                                                                       "rope_theta": 900.0},
                                                    "sliding_attention": {"rope_type": "default", "rope_theta": 90.0}}),
     dict(dtype=BF16), [dict(layer_types=["full_attention"] * 3), dict(query_pre_attn_scalar=10),
                        dict(rope_parameters={"full_attention": {"rope_type": "default", "rope_theta": 900.0},
                                              "sliding_attention": {"rope_type": "default", "rope_theta": 90.0}}),
                        dict(rope_parameters={"full_attention": {"rope_type": "linear", "factor": 3.0,
                                                                 "rope_theta": 900.0},
                                              "sliding_attention": {"rope_type": "default", "rope_theta": 900.0}})]),
    ("gemma3-older-f32", "gemma3", dict(head_dim=14, num_attention_heads=2, num_key_value_heads=1, hidden_size=16,
                                        intermediate_size=24, final_logit_softcapping=12.0),
     dict(dtype=F32, older=older_gemma3), [dict(sliding_window_pattern=2), dict(rope_local_base_freq=1000000.0),
                                           dict(final_logit_softcapping=None)]),
    ("gemma3-vision-bf16", "gemma3", dict(text_config=dict(hidden_size=20, intermediate_size=24)), dict(dtype=BF16), []),
    ("llama-f32", "llama", dict(num_key_value_heads=4, head_dim=None, hidden_size=16), dict(dtype=F32), []),
    ("llama3-bf16", "llama", dict(rope_parameters=LLAMA3, tie_word_embeddings=True), dict(dtype=BF16),
     [dict(rope_parameters=PLAIN), dict(rope_parameters=LLAMA3 | {"low_freq_factor": 2.0}),
      dict(rope_parameters=LLAMA3 | {"high_freq_factor": 2.0})]),
    ("llama-yarn-f16", "llama", dict(rope_parameters=YARN | BETAS, head_dim=22, num_attention_heads=2),
     dict(dtype=F16, older=older_rope), [dict(rope_scaling=None), dict(rope_scaling=YARN | {"beta_fast": 2.0}),
                                         dict(rope_scaling=YARN | {"beta_slow": 0.5}),
                                         dict(rope_scaling=YARN | BETAS | {"attention_factor": 1.0})]),
    ("llama-yarn-mscale-bf16", "llama", dict(rope_parameters=YARN | {"mscale": 1.5, "mscale_all_dim": 0.5,
                                                                     "truncate": False}),
     dict(dtype=BF16), [dict(rope_parameters=YARN | {"truncate": False}),
                        dict(rope_parameters=YARN | {"mscale": 1.5, "mscale_all_dim": 0.5})]),
    ("llama-linear-bias-bf16", "llama", dict(attention_bias=True, mlp_bias=True, rms_norm_eps=1e-2,
                                             rope_parameters=PLAIN | {"rope_type": "linear", "factor": 2.5}),
     dict(dtype=BF16, older=older_rope, name="weights.safetensors"), [dict(rope_scaling=None), dict(rms_norm_eps=1e-6)]),
    ("llama-dynamic-sharded-f16", "llama", dict(rope_parameters=PLAIN | {"rope_type": "dynamic", "factor": 2.0},
                                                head_dim=14, hidden_act="relu"),
     dict(dtype=F16, shards="10KB", older=nameless), [dict(hidden_act="silu")]),
    ("mistral-bf16", "mistral", dict(head_dim=14), dict(dtype=BF16), [NO_WINDOW]),
    ("mistral-no-window-f32", "mistral", dict(sliding_window=None, num_key_value_heads=1, head_dim=None, hidden_size=16),
     dict(dtype=F32, older=older_rope), []),
    ("qwen2-f16", "qwen2", dict(tie_word_embeddings=True), dict(dtype=F16, older=older_rope), []),
    ("qwen2-window-bf16", "qwen2", dict(use_sliding_window=True, sliding_window=5, max_window_layers=1,
                                        num_hidden_layers=3), dict(dtype=BF16, older=older_rope),
     [dict(use_sliding_window=False), dict(max_window_layers=0), dict(max_window_layers=2)]),
    ("qwen3-bf16", "qwen3", {}, dict(dtype=BF16), []),
    ("qwen3-window-f32", "qwen3", dict(attention_bias=True, use_sliding_window=True, sliding_window=5, head_dim=14, hidden_size=16,
                                       num_attention_heads=2, num_key_value_heads=1,
                                       layer_types=["sliding_attention", "full_attention"]),
     dict(dtype=F32), [dict(layer_types=["full_attention"] * 2)]),
    ("olmo-clip-f32", "olmo", dict(clip_qkv=0.8, num_key_value_heads=4, hidden_size=16), dict(dtype=F32), [dict(clip_qkv=None)]),
    ("olmo-gqa-bf16", "olmo", dict(tie_word_embeddings=True, attention_bias=True), dict(dtype=BF16, older=older_rope), []),
    ("olmo2-bf16", "olmo2", {}, dict(dtype=BF16), []),
    ("olmo2-bias-f16", "olmo2", dict(num_key_value_heads=4, attention_bias=True, rms_norm_eps=1e-2),
     dict(dtype=F16, older=older_rope), [dict(rms_norm_eps=1e-6)]),
    ("falcon-7b-bf16", "falcon", dict(num_attention_heads=3, hidden_size=30), dict(dtype=BF16, older=older_falcon), []),
    ("falcon-40b-f16", "falcon", dict(new_decoder_architecture=True, num_kv_heads=2, tie_word_embeddings=False),
     dict(dtype=F16), []),
    ("falcon-11b-f32", "falcon", dict(new_decoder_architecture=True, num_kv_heads=1, num_ln_in_parallel_attn=1,
                                      layer_norm_epsilon=1e-2, rope_parameters=PLAIN), dict(dtype=F32),
     [dict(layer_norm_epsilon=1e-5), dict(rope_parameters=PLAIN | {"rope_theta": 10000.0})]),
    ("falcon-sequential-bf16", "falcon", dict(parallel_attn=False, multi_query=False, bias=True,
                                              ffn_hidden_size=None), dict(dtype=BF16), []),
    ("neox-bf16", "neox", dict(), dict(dtype=BF16, older=older_neox, embed_out=True), [dict(use_parallel_residual=False)]),
    ("neox-sequential-f16", "neox", dict(use_parallel_residual=False, attention_bias=False, tie_word_embeddings=True,
                                         rope_parameters=PLAIN | {"partial_rotary_factor": 0.5}),
     dict(dtype=F16), [dict(use_parallel_residual=True), dict(rope_parameters=PLAIN | {"partial_rotary_factor": 1.0})]),
    ("neox-odd-share-f16", "neox", dict(hidden_size=24, num_attention_heads=2, intermediate_size=24, hidden_act="gelu_new"),
     dict(dtype=F16), []),
    ("gpt2-f32", "gpt2", dict(n_embd=15, n_head=3), dict(dtype=F32), []),
    ("gpt2-by-layer-bf16", "gpt2", dict(scale_attn_by_inverse_layer_idx=True, n_inner=None, activation_function="gelu",
                                        tie_word_embeddings=False, n_embd=20), dict(dtype=BF16),
     [dict(scale_attn_by_inverse_layer_idx=False), dict(activation_function="relu")]),
    ("gpt2-plain-names-f16", "gpt2", dict(scale_attn_weights=False, n_head=3), dict(dtype=F16, plain=True),
     [dict(scale_attn_weights=True)]),
    ("gptneo-f32", "gptneo", dict(hidden_size=16, intermediate_size=24), dict(dtype=F32), [dict(window_size=96),
                                                   dict(attention_layers=["local", "global"])]),
    ("gptneo-older-bf16", "gptneo", dict(num_layers=3, attention_types=[[["global", "local"], 1], [["local"], 1]],
                                         num_heads=3, hidden_size=18, intermediate_size=None),
     dict(dtype=BF16, older=older_neo), [dict(window_size=96)]),
    ("gptj-f32", "gptj", dict(n_embd=16, n_head=2), dict(dtype=F32), [dict(rotary_dim=2), dict(rotary_dim=6)]),
    ("gptj-tied-f16", "gptj", dict(n_head=2, rotary_dim=12, tie_word_embeddings=True, n_inner=None),
     dict(dtype=F16, older=older_gptj), []),
    ("phi-bf16", "phi", dict(intermediate_size=33, vocab_size=61), dict(dtype=BF16),
     [dict(rope_parameters=PLAIN | {"partial_rotary_factor": 1.0})]),
]


# ---- making one ----------------------------------------------------------------------------------------------------

def randomize(model, seed, width=24):
    """The layers outweigh the embedding, or a tied model would just repeat its input."""
    g = torch.Generator().manual_seed(seed)
    text = model.config.get_text_config()
    offset = 0 if text.model_type.startswith("gemma") else 1
    bare = text.model_type == "olmo"  # its last norm does not enlarge what the head sees
    behind = text.model_type in ("gemma2", "gemma3_text", "olmo2")  # norms decide how much a layer adds
    with torch.no_grad():
        for name, p in model.named_parameters():
            noise = torch.randn(p.shape, generator=g)
            last = name.rsplit(".", 2)[-2]
            if p.ndim == 1:
                final = last in ("norm", "ln_f", "final_layer_norm", "final_layernorm") and "layers." not in name
                if name.endswith("bias"):
                    p.copy_(noise * 0.3)
                else:
                    more = 2 if behind and last.startswith("post_") else 0
                    p.copy_(4 + noise if final else offset + more + noise * 0.3)
            elif last in ("embed_tokens", "word_embeddings", "embed_in", "wte", "lm_head"):
                # Without a norm in front, a small embedding would be lost in the first layer's biases.
                p.copy_(noise * (1 if text.model_type == "olmo2" and last != "lm_head" else 0.4 if bare else 0.15))
            elif last == "wpe":
                p.copy_(noise * 0.3)
            else:
                p.copy_(noise * 1.5 / width ** 0.5)


def store(model, out, dtype=None, mixed=False, shards=None, older=None, tables=False, plain=False, embed_out=False,
          name=None):
    def rewrite(change):
        path = os.path.join(out, "model.safetensors")
        save_file(change(load_file(path)), path, {"format": "pt"})

    model.to(dtype or F32).save_pretrained(out, **({"max_shard_size": shards} if shards else {}))
    if mixed:
        kinds = [F32, BF16, F16]
        rewrite(lambda t: {n: t[n].to(kinds[i % 3]) for i, n in enumerate(sorted(t))})
    if tables:  # frequencies, as old files have them
        rewrite(lambda t: t | {"model.layers.0.self_attn.rotary_emb.inv_freq": torch.arange(5, dtype=F32)})
        json.dump({"_from_model_config": True, "bos_token_id": 2, "eos_token_id": [1, 7], "pad_token_id": 0,
                   "transformers_version": "4.38.0.dev0"}, open(os.path.join(out, "generation_config.json"), "w"))
    if plain:  # as openai-community/gpt2: no prefix, and the masks
        rewrite(lambda t: {n.removeprefix("transformer."): v for n, v in t.items()}
                | {"h.0.attn.bias": torch.ones(1, 1, 4, 4).tril()})
    if embed_out:
        rewrite(lambda t: {n.replace("lm_head.", "embed_out."): v for n, v in t.items()})
    if name:
        os.rename(os.path.join(out, "model.safetensors"), os.path.join(out, name))
    if older:
        path = os.path.join(out, "config.json")
        c = json.load(open(path))
        older(c)
        json.dump(c, open(path, "w"), indent=2)


def reload(out, how):
    """The reference knows one name for a single file, and needs model_type."""
    if not how.get("name") and how.get("older") is not nameless:
        return load(out)
    with tempfile.TemporaryDirectory() as d:
        shutil.copytree(out, d, dirs_exist_ok=True)
        if how.get("name"):
            os.rename(os.path.join(d, how["name"]), os.path.join(d, "model.safetensors"))
        c = json.load(open(os.path.join(d, "config.json")))
        c.setdefault("model_type", "llama")
        json.dump(c, open(os.path.join(d, "config.json"), "w"))
        return load(d)


def eos_of(model):
    eos = model.generation_config.eos_token_id
    if eos is None:
        eos = getattr(model.config, "eos_token_id", None)
    return sorted(eos) if isinstance(eos, list) else [] if eos is None else [eos]


@torch.no_grad()
def continue_greedily(model, ids, eos, least_margin=-1.0):
    """The choices after ids, their log-probabilities; None when one is too close."""
    ids, new, logprobs = list(ids), [], []
    for _ in range(NEW_TOKENS):
        last = model(input_ids=torch.tensor([ids])).logits[0, -1]
        top = torch.topk(last, 2)
        if float(top.values[0] - top.values[1]) < least_margin:
            return None
        best = int(torch.argmax(last))
        if best in eos:
            break
        logprobs.append(round(float(torch.log_softmax(last.double(), -1)[best]), 6))
        new.append(best)
        ids.append(best)
    return new, logprobs


@torch.no_grad()
def reference(model, seed):
    """golden.json's content and the stored logits, or None for a draw that is thrown away."""
    eos, g = eos_of(model), torch.Generator().manual_seed(seed + 1)
    golden = {"reference": f"transformers {transformers.__version__}, torch {torch.__version__.split('+')[0]}",
              "prompts": [], "greedy": [], "logprobs": [], "rows": [], "eos": eos}
    logits = []
    for n in LENGTHS:
        prompt = torch.randint(3, model.config.get_text_config().vocab_size, (n,), generator=g).tolist()
        greedy = continue_greedily(model, [BOS] + prompt, eos, LEAST_MARGIN)
        if greedy is None or NEW_TOKENS == len(greedy[0]) > 10 * len(set(greedy[0])):
            return None
        rows = sorted({0, n // 2, n - 1, n})
        logits.append(model(input_ids=torch.tensor([[BOS] + prompt])).logits[0][rows])
        golden["prompts"].append(prompt)
        golden["greedy"].append(greedy[0])
        golden["logprobs"].append(greedy[1])
        golden["rows"].append(rows)
    if sum(len(set(x)) for x in golden["greedy"]) / len(LENGTHS) < LEAST_DISTINCT:
        return None
    return golden, torch.cat(logits)


# ---- nothing is blind ----------------------------------------------------------------------------------------------

@torch.no_grad()
def rows_of(model, golden):
    rows = [model(input_ids=torch.tensor([[BOS] + p])).logits[0][r] for p, r in zip(golden["prompts"], golden["rows"])]
    return torch.cat(rows)


def change(a, b):
    return float(((a - b).abs().amax(-1) / a.abs().amax(-1)).max())


def facts_matter(name, out, how, golden, logits, offs):
    for off in offs:
        with tempfile.TemporaryDirectory() as d:
            shutil.copytree(out, d, dirs_exist_ok=True)
            if how.get("name"):
                os.rename(os.path.join(d, how["name"]), os.path.join(d, "model.safetensors"))
            path = os.path.join(d, "config.json")
            c = {"model_type": "llama"} | json.load(open(path)) | copy.deepcopy(off)
            json.dump(c, open(path, "w"))
            moved = change(logits, rows_of(load(d), golden))
        if not moved > LEAST_CHANGE:
            sys.exit(f"{name}: the logits hardly change ({moved:g}) with {off}")


@torch.no_grad()
def tensors_matter(name, model, golden, logits):
    g = torch.Generator().manual_seed(7)
    for n, p in model.named_parameters():
        if "vision" in n or "multi_modal" in n:
            continue
        # The bias of keys adds the same to all scores of a query where positions do not turn them.
        if n.endswith("k_proj.bias") and "rot" not in str(model):
            continue
        kept = p.clone()
        p.mul_(1 + 0.5 * torch.randn(p.shape, generator=g))
        moved = change(logits, rows_of(model, golden))
        p.copy_(kept)
        if not moved > LEAST_CHANGE:
            sys.exit(f"{name}: the logits hardly change ({moved:g}) with another {n}")


def write(root, only):
    for k, (name, family, differs, how, offs) in enumerate(CHECKPOINTS):
        out = os.path.join(root, name)
        if only and name not in only:
            continue
        for seed in range(1000 * k, 1000 * k + 900):
            shutil.rmtree(out, ignore_errors=True)
            os.makedirs(out)
            model = model_of(family, differs)
            randomize(model, seed)
            store(model, out, **how)
            model = reload(out, how)
            made = reference(model, seed)
            if made:
                break
        else:
            sys.exit(f"{name}: no draw has clear choices")
        golden, logits = made
        facts_matter(name, out, how, golden, logits, offs)
        tensors_matter(name, model, golden, logits)
        json.dump(golden, open(os.path.join(out, "golden.json"), "w"))
        open(os.path.join(out, "logits.bin"), "wb").write(logits.numpy().astype("<f4").tobytes())
        size = sum(os.path.getsize(os.path.join(out, f)) for f in os.listdir(out))
        print(f"{name}: seed {seed}, {size} bytes, continuations of {[len(x) for x in golden['greedy']]}", flush=True)


# ---- other checkpoints than the committed ones ---------------------------------------------------------------------

def random_differs(family, rng):
    """Sizes and options that the family's reference accepts, at random."""
    heads = rng.choice([1, 2, 3, 4, 6])
    kv = rng.choice([h for h in range(1, heads + 1) if heads % h == 0])
    head_dim, layers = rng.choice([2, 6, 10, 14, 22, 32]), rng.choice([1, 2, 3, 4])
    dim, ffn, vocab = rng.choice([24, 35, 48]), rng.choice([33, 40, 64]), rng.choice([263, 300, 517])
    tied, eps = rng.random() < 0.5, rng.choice([1e-6, 1e-5, 1e-2])
    theta, window = rng.choice([100.0, 10000.0, 500000.0]), rng.choice([1, 3, 8, 40, 4096])
    flip = lambda: rng.random() < 0.5
    act = rng.choice(["silu", "gelu", "gelu_new", "relu"])
    plain = {"rope_type": "default", "rope_theta": theta}
    scaled = rng.choice([plain, plain | {"rope_type": "linear", "factor": 2.5},
                         plain | LLAMA3 | {"rope_theta": theta}, plain | YARN | {"rope_theta": theta},
                         plain | {"rope_type": "dynamic", "factor": 2.0}])
    types = [rng.choice(["full_attention", "sliding_attention"]) for _ in range(layers)]
    whole = dict(vocab_size=vocab, tie_word_embeddings=tied)
    like_llama = whole | dict(hidden_size=heads * 8 if dim == 24 else heads * 10, intermediate_size=ffn,
                              num_hidden_layers=layers, num_attention_heads=heads, num_key_value_heads=kv,
                              max_position_embeddings=128)
    headed = like_llama | dict(head_dim=head_dim, rms_norm_eps=eps)
    even = rng.choice([4, 6, 10, 14])  # of families without head_dim
    gpt = whole | dict(n_embd=heads * even, n_head=heads, n_layer=layers, n_positions=128, layer_norm_epsilon=eps,
                       n_inner=rng.choice([None, ffn]), activation_function=rng.choice(["gelu_new", "relu", "gelu"]))
    if family == "gemma":
        return headed | dict(rope_parameters=scaled, attention_bias=flip())
    if family == "gemma2":
        return headed | dict(rope_parameters=plain, sliding_window=window, layer_types=types, attention_bias=flip(),
                             query_pre_attn_scalar=rng.choice([5, 16, 60]),
                             attn_logit_softcapping=rng.choice([None, 1.0, 50.0]),
                             final_logit_softcapping=rng.choice([None, 4.0, 30.0]))
    if family == "gemma3":
        return headed | dict(rope_parameters={"full_attention": scaled, "sliding_attention": plain}, layer_types=types,
                             sliding_window=window, query_pre_attn_scalar=rng.choice([5, 16, 60]),
                             final_logit_softcapping=rng.choice([None, 4.0]))
    if family == "llama":
        return headed | dict(rope_parameters=scaled, attention_bias=flip(), mlp_bias=flip(), hidden_act=act)
    if family == "mistral":
        return headed | dict(rope_parameters=scaled, sliding_window=rng.choice([None, window]), hidden_act=act)
    if family in ("qwen2", "qwen3"):
        more = dict(attention_bias=flip()) if family == "qwen3" else {}
        return headed | more | dict(rope_parameters=scaled, use_sliding_window=flip(), sliding_window=window,
                                    max_window_layers=rng.choice([0, 1, 2]))
    if family in ("olmo", "olmo2"):
        more = dict(clip_qkv=rng.choice([None, 0.5])) if family == "olmo" else dict(rms_norm_eps=eps)
        return like_llama | more | dict(hidden_size=heads * even, rope_parameters=scaled, attention_bias=flip(),
                                        hidden_act=act)
    if family == "falcon":
        newest, parallel = flip(), flip()
        return whole | dict(hidden_size=heads * even, num_hidden_layers=layers, num_attention_heads=heads, bias=flip(),
                            ffn_hidden_size=rng.choice([None, ffn]), new_decoder_architecture=newest,
                            num_kv_heads=kv if newest else None, multi_query=flip(), parallel_attn=newest or parallel,
                            num_ln_in_parallel_attn=rng.choice([None, 1, 2]) if newest else None,
                            rope_parameters=scaled, layer_norm_epsilon=eps, max_position_embeddings=128)
    if family == "neox":
        share = rng.choice([0.25, 0.5, 1.0])
        return whole | dict(hidden_size=heads * even, num_hidden_layers=layers, num_attention_heads=heads,
                            intermediate_size=ffn, rope_parameters=plain | {"partial_rotary_factor": share},
                            use_parallel_residual=flip(), attention_bias=flip(), layer_norm_eps=eps, hidden_act=act,
                            max_position_embeddings=128)
    if family == "gpt2":
        return gpt | dict(n_embd=heads * rng.choice([5, 7, 8]), scale_attn_weights=flip(),
                          scale_attn_by_inverse_layer_idx=flip())
    if family == "gptneo":
        return whole | dict(hidden_size=heads * rng.choice([5, 7, 8]), num_layers=layers, num_heads=heads,
                            intermediate_size=rng.choice([None, ffn]), layer_norm_epsilon=eps, window_size=window,
                            attention_types=[[[rng.choice(["global", "local"])], 1] for _ in range(layers)],
                            max_position_embeddings=128)
    if family == "phi":
        return like_llama | dict(hidden_size=heads * 8, hidden_act=act, layer_norm_eps=eps, tie_word_embeddings=tied,
                                 rope_parameters=plain | {"partial_rotary_factor": rng.choice([0.5, 1.0])})
    return gpt | dict(rotary_dim=rng.choice([2, 4]))


def compare(program, out, model, prompts):
    """Largest relative difference of logits, greedy continuations that differ, and those of them near a tie."""
    lines = "".join(json.dumps(p) + "\n" for p in prompts)
    npy = os.path.join(out, "logits.npy")
    run = subprocess.run([program, "generate", out, "--continuation-tokens", str(NEW_TOKENS), "--logits", npy],
                         input=lines, capture_output=True, text=True)
    if run.returncode != 0:
        return None, run.stderr.strip()
    got, logits, at = [json.loads(x) for x in run.stdout.splitlines()], numpy.load(npy), 0
    worst, differ, tied, eos = 0.0, 0, 0, eos_of(model)
    for prompt, answer in zip(prompts, got, strict=True):
        new, n = answer["continuation"], len(answer["continuation"])
        with torch.no_grad():
            want = model(input_ids=torch.tensor([prompt + new])).logits[0, len(prompt) - 1:].numpy()
        rows = logits[at:at + n + (n < NEW_TOKENS)]
        at += len(rows)
        for a, b in zip(want, rows):
            worst = max(worst, float(numpy.abs(a - b).max() / numpy.abs(a).max()))
        choice = want[:len(rows)].argmax(-1).tolist()
        if choice[:n] != new or (n < NEW_TOKENS and choice[n] not in eos):
            differ += 1
            two = numpy.sort(want[:len(rows)], -1)
            tied += bool(((two[:, -1] - two[:, -2]) < 1e-4 * numpy.abs(two).max(-1)).any())
    if at != len(logits):
        return None, f"{len(logits)} rows of logits where {at} are due"
    return (worst, differ, tied), ""


def check(program, n=5, seed=0):
    bad = 0
    for family in FAMILIES:
        for i in range(n):
            rng = random.Random(f"{family}/{seed}/{i}")
            differs, dtype = random_differs(family, rng), rng.choice([F32, BF16, F16])
            with tempfile.TemporaryDirectory() as out:
                try:
                    model = model_of(family, differs)
                except (ValueError, KeyError, ZeroDivisionError) as e:
                    print(f"{family} {i}: not defined: {e}")
                    continue
                randomize(model, rng.randrange(1 << 30), model.config.get_text_config().hidden_size)
                store(model, out, dtype=dtype, shards=rng.choice([None, "20KB"]))
                vocab = model.config.get_text_config().vocab_size
                prompts = [[BOS] + [rng.randrange(3, vocab) for _ in range(rng.choice([0, 1, 5, 20, 50]))]
                           for _ in range(200)]
                result, error = compare(program, out, load(out), prompts)
            if not result or result[0] > 1e-4 or result[1] > result[2]:
                bad += 1
                print(f"{family} {i}: BAD {result} {error} {differs} {dtype}", flush=True)
            else:
                print(f"{family} {i}: logits within {result[0]:.2g}, {200 - result[1]} of 200 continuations equal, "
                      f"{result[2]} near a tie", flush=True)
    sys.exit(f"{bad} bad" if bad else 0)


if __name__ == "__main__":
    transformers.logging.set_verbosity_error()
    transformers.logging.disable_progress_bar()
    torch.set_num_threads(1)
    if sys.argv[1] == "write":
        write(sys.argv[2], sys.argv[3:])
    else:
        check(sys.argv[2], *map(int, sys.argv[3:]))
