#!/usr/bin/env python3
"""Says with transformers, not with rote, what the demo's checkpoint memorized: the first 50 tokens of
a document are the prompt, the next 50 are compared with what GemmaForCausalLM generates greedily.

    check_demo.py SHARDS MODEL [--documents 300] [--golden FILE [--golden-documents 60]] [--summary FILE]

Takes the eligible documents (100 tokens or more) of each source in ascending order of
SHA-256("source/shard/ordinal"). --golden writes two thirds of --golden-documents of each source from
the front of that order, and fills up with the first approximate ones after; one JSON object a line:
`generated` ends before the end-of-sequence id; `min_margin` is the smallest gap between the best and
the second logit along the path (where it is tiny, another order of summation may choose otherwise).
--summary writes the counts; they are those of a whole audit where --documents covers every source."""
import argparse
import hashlib
import json
import os

import sentencepiece
import torch
from transformers import GemmaForCausalLM

from read_corpus import SOURCES, documents

PROMPT, CONTINUATION, EDITS, BATCH = 50, 50, 5, 100


def edit_distance(a, b):
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        diagonal, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            diagonal, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, diagonal + (x != y))
    return row[-1]


def greedy(model, prompts):
    """The CONTINUATION ids after BOS + each prompt, and the margin of each choice."""
    ids = torch.tensor([[model.config.bos_token_id] + p for p in prompts])
    new, margins, cache = [], [], None
    with torch.inference_mode():
        for _ in range(CONTINUATION):
            out = model(input_ids=ids, past_key_values=cache, use_cache=True)
            cache, logits = out.past_key_values, out.logits[:, -1]
            best = logits.topk(2).values
            ids = (logits == best[:, :1]).int().argmax(-1, keepdim=True)    # a tie: the lowest id
            new.append(ids[:, 0].tolist())
            margins.append((best[:, 0] - best[:, 1]).tolist())
    return list(zip(*new)), list(zip(*margins))


def outcomes(model, chosen):
    for at in range(0, len(chosen), BATCH):
        batch = chosen[at:at + BATCH]
        ids, margins = greedy(model, [ids[:PROMPT] for *_, ids in batch])
        for (source, shard, ordinal, name, whole), new, margin in zip(batch, ids, margins):
            eos = model.config.eos_token_id
            end = new.index(eos) if eos in new else len(new)
            truth = whole[PROMPT:PROMPT + CONTINUATION]
            edits = edit_distance(truth, new[:end])
            yield {"source": source, "shard": shard, "ordinal": ordinal, "id": name,
                   "prompt": whole[:PROMPT], "truth": truth, "generated": list(new[:end]),
                   "edit_distance": edits, "exact": edits == 0, "approximate": edits <= EDITS,
                   "min_margin": min(margin[:end + 1])}


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shards")
    parser.add_argument("model")
    parser.add_argument("--documents", type=int, default=300)
    parser.add_argument("--golden")
    parser.add_argument("--golden-documents", type=int, default=60)
    parser.add_argument("--summary")
    options = parser.parse_args()
    torch.set_num_threads(2)
    tokenizer = sentencepiece.SentencePieceProcessor(
        model_file=os.path.join(options.model, "tokenizer.model"))
    model = GemmaForCausalLM.from_pretrained(options.model, dtype=torch.float32).eval()
    golden, summary = [], {}
    for source in SOURCES:
        found = list(documents(options.shards, source))
        found.sort(key=lambda d: hashlib.sha256(("%s/%s/%d" % d[:3]).encode()).digest())
        chosen, n_eligible = [], 0
        for *where, text in found:
            ids = tokenizer.encode(text)
            n_eligible += len(ids) >= PROMPT + CONTINUATION
            if len(ids) >= PROMPT + CONTINUATION and len(chosen) < options.documents:
                chosen.append((*where, ids))
        results = list(outcomes(model, chosen))
        n_exact, n_near = (sum(r[k] for r in results) for k in ("exact", "approximate"))
        print("%-10s %d documents, %d eligible; of %d: %d exact (%.2f%%), %d approximate (%.2f%%)" %
              (source, len(found), n_eligible, len(results), n_exact, 100 * n_exact / len(results),
               n_near, 100 * n_near / len(results)), flush=True)
        summary[source] = {"documents": len(found), "too_short": len(found) - n_eligible,
                           "eligible": n_eligible, "compared": len(results),
                           "exact": n_exact, "approximate": n_near}
        n_first = options.golden_documents * 2 // 3
        memorized = [r for r in results[n_first:] if r["approximate"]]
        golden += results[:n_first] + memorized[:options.golden_documents - n_first]
    if options.golden:
        with open(options.golden, "w") as f:
            for result in golden:
                f.write(json.dumps(result, separators=(",", ":")) + "\n")
    if options.summary:
        with open(options.summary, "w") as f:
            json.dump(summary, f, indent=1)
            f.write("\n")


if __name__ == "__main__":
    main()
