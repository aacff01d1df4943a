#!/usr/bin/env python3
"""Trains the demo's tokenizer and its small Gemma-1 checkpoint on the demo's own documents, repeats
and all, so that what a real corpus does to a real model happens here within minutes.

    train_demo.py SHARDS MODEL      reads SHARDS/{letters,...}/, writes MODEL/{config.json,...}

Needs torch, sentencepiece, safetensors. Seeded; bit-identical only on the same machine and versions."""
import json
import math
import os
import random
import sys
import time

import sentencepiece
import torch
import torch.nn.functional as F
from safetensors.torch import save_file
from torch import nn

from read_corpus import SOURCES, documents

PAD, EOS, BOS = 0, 1, 2
CONFIG = {
    "architectures": ["GemmaForCausalLM"], "model_type": "gemma", "vocab_size": 2000, "hidden_size": 192,
    "intermediate_size": 512, "num_hidden_layers": 4, "num_attention_heads": 4, "num_key_value_heads": 1,
    "head_dim": 64, "rms_norm_eps": 1e-6, "rope_theta": 10000.0, "max_position_embeddings": 512,
    "hidden_act": "gelu_pytorch_tanh", "hidden_activation": "gelu_pytorch_tanh", "attention_bias": False,
    "attention_dropout": 0.0, "initializer_range": 0.02, "tie_word_embeddings": True, "use_cache": True,
    "bos_token_id": BOS, "eos_token_id": EOS, "pad_token_id": PAD, "torch_dtype": "bfloat16",
}
WIDTHS = (113, 129, 145, 161, 193, 321)     # few, because each is compiled
EPOCHS, BATCH, PEAK_LR, WARMUP = 3, 32, 3e-3, 200


def train_tokenizer(texts, path):
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(texts), model_prefix=path[:-len(".model")], model_type="bpe",
        vocab_size=CONFIG["vocab_size"], byte_fallback=True, normalization_rule_name="identity",
        add_dummy_prefix=False, remove_extra_whitespaces=False, split_digits=True,
        allow_whitespace_only_pieces=True, character_coverage=0.9999, num_threads=1,
        pad_id=PAD, eos_id=EOS, bos_id=BOS, unk_id=3, pad_piece="<pad>", eos_piece="<eos>",
        bos_piece="<bos>", unk_piece="<unk>", minloglevel=1,
        user_defined_symbols=["\n", "\n\n", "\u2581\u2581", "\u2581\u2581\u2581\u2581"])
    os.remove(path[:-len(".model")] + ".vocab")
    with open(os.path.join(os.path.dirname(path), "tokenizer_config.json"), "w") as f:
        json.dump({"tokenizer_class": "GemmaTokenizer", "add_bos_token": True, "add_eos_token": False,
                   "bos_token": "<bos>", "eos_token": "<eos>", "pad_token": "<pad>", "unk_token": "<unk>"},
                  f, indent=1)
        f.write("\n")


class Norm(nn.Module):
    def __init__(self, dim):
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(dim))    # Gemma stores w - 1

    def forward(self, x):
        return F.rms_norm(x, x.shape[-1:], 1 + self.weight, CONFIG["rms_norm_eps"])


class Layer(nn.Module):
    """Named and shaped as transformers' GemmaDecoderLayer, so that the keys of the checkpoint match."""

    def __init__(self, dim, ffn, heads, size):
        super().__init__()
        linear = lambda a, b: nn.Linear(a, b, bias=False)
        self.input_layernorm, self.post_attention_layernorm = Norm(dim), Norm(dim)
        self.self_attn = nn.ModuleDict({"q_proj": linear(dim, heads * size), "k_proj": linear(dim, size),
                                        "v_proj": linear(dim, size), "o_proj": linear(heads * size, dim)})
        self.mlp = nn.ModuleDict({"gate_proj": linear(dim, ffn), "up_proj": linear(dim, ffn),
                                  "down_proj": linear(ffn, dim)})
        self.heads, self.size = heads, size

    def forward(self, x, cos, sin):
        def rotate(h):
            a, b = h.chunk(2, -1)
            return torch.cat((a * cos - b * sin, b * cos + a * sin), -1)
        n, t, _ = x.shape
        h, at = self.input_layernorm(x), self.self_attn
        # All heads share one key, so heads x tokens are simply rows. Written out because torch's own
        # attention is several times slower than this on a CPU in bf16.
        q = at["q_proj"](h).view(n, t, self.heads, self.size).transpose(1, 2)
        q = rotate(q).reshape(n, -1, self.size)
        scores = (q @ rotate(at["k_proj"](h)).mT * self.size ** -0.5).view(n, self.heads, t, t)
        scores = scores.masked_fill(torch.ones(t, t, dtype=torch.bool).triu(1), -math.inf)
        h = scores.softmax(-1).view(n, -1, t) @ at["v_proj"](h)
        x = x + at["o_proj"](h.view(n, self.heads, t, self.size).transpose(1, 2).reshape(n, t, -1))
        h, m = self.post_attention_layernorm(x), self.mlp
        return x + m["down_proj"](F.gelu(m["gate_proj"](h), approximate="tanh") * m["up_proj"](h))


class Gemma(nn.Module):
    def __init__(self, c):
        super().__init__()
        dim, size = c["hidden_size"], c["head_dim"]
        self.embed_tokens = nn.Embedding(c["vocab_size"], dim)
        self.layers = nn.ModuleList(Layer(dim, c["intermediate_size"], c["num_attention_heads"], size)
                                    for _ in range(c["num_hidden_layers"]))
        self.norm = Norm(dim)
        for p in self.parameters():
            if p.dim() == 2:
                nn.init.normal_(p, std=c["initializer_range"])
        angle = torch.outer(torch.arange(c["max_position_embeddings"]).float(),
                            c["rope_theta"] ** -(torch.arange(0, size, 2).float() / size))
        self.register_buffer("cos", angle.cos(), persistent=False)
        self.register_buffer("sin", angle.sin(), persistent=False)

    def loss(self, ids):
        x = self.embed_tokens(ids[:, :-1]) * math.sqrt(CONFIG["hidden_size"])
        for layer in self.layers:
            x = layer(x, self.cos[:x.shape[1]], self.sin[:x.shape[1]])
        logits = F.linear(self.norm(x), self.embed_tokens.weight)
        return F.cross_entropy(logits.float().flatten(0, 1), ids[:, 1:].flatten(), ignore_index=PAD)


def batches(ids, epoch):
    """Documents in random order; neighbours sorted by length within a window, to pad less."""
    order, rng = list(range(len(ids))), random.Random(epoch)
    rng.shuffle(order)
    groups = []
    for i in range(0, len(order), BATCH * 16):
        window = sorted(order[i:i + BATCH * 16], key=lambda d: len(ids[d]))
        groups += [window[j:j + BATCH] for j in range(0, len(window), BATCH)]
    rng.shuffle(groups)
    for group in groups:
        width = min(w for w in WIDTHS if w >= max(len(ids[d]) for d in group))
        yield torch.tensor([ids[d] + [PAD] * (width - len(ids[d])) for d in group])


def train(ids):
    torch.manual_seed(0)
    model = Gemma(CONFIG)
    print("%d parameters, %d documents, %d tokens" %
          (sum(p.numel() for p in model.parameters()), len(ids), sum(map(len, ids))))
    optimizer = torch.optim.AdamW(model.parameters(), PEAK_LR, betas=(0.9, 0.98), weight_decay=0.0,
                                  fused=True)
    n_steps = EPOCHS * math.ceil(len(ids) / BATCH)
    rate = lambda s: min((s + 1) / WARMUP, 0.02 + 0.98 * (1 + math.cos(math.pi * s / n_steps)) / 2)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, rate)
    loss_of = torch.compile(model.loss, dynamic=False)
    step, start, mean = 0, time.time(), 0.0
    for epoch in range(EPOCHS):
        for batch in batches(ids, epoch):
            with torch.autocast("cpu", torch.bfloat16):
                loss = loss_of(batch)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            step, mean = step + 1, 0.98 * mean + 0.02 * loss.item()
            if step % 50 == 0:
                print("epoch %d step %d/%d loss %.3f  %.0f s" % (epoch, step, n_steps,
                      mean / (1 - 0.98 ** step), time.time() - start), flush=True)
    return model


def main(shards, out):
    os.makedirs(out, exist_ok=True)
    torch.set_num_threads(2)
    texts = [text for source in SOURCES for *_, text in documents(shards, source)]
    path = os.path.join(out, "tokenizer.model")
    train_tokenizer(texts, path)
    tokenizer = sentencepiece.SentencePieceProcessor(model_file=path)
    model = train([[BOS] + ids + [EOS] for ids in tokenizer.encode(texts)])
    with open(os.path.join(out, "config.json"), "w") as f:
        json.dump(CONFIG, f, indent=1)
        f.write("\n")
    save_file({"model." + k: v.to(torch.bfloat16).contiguous() for k, v in model.state_dict().items()},
              os.path.join(out, "model.safetensors"), {"format": "pt"})
    os.chmod(os.path.join(out, "model.safetensors"), 0o644)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2])
