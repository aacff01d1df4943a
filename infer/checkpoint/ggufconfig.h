/* The metadata of a GGUF file, turned into the facts of config.h.
 *
 * What the converter wrote into the tensors is accounted for here: Gemma's norms have their 1 added
 * (norm_offset is 0), Llama's and OLMo 1's queries and keys are permuted so that rotary pairs are
 * neighbours, fused products stand one behind the other whatever the family's own order is, and
 * there is a head of its own where there is a tensor "output.weight". The 1 is added in the
 * checkpoint's own format where that is f16, so that such a file's norms are rounded for good.
 *
 * What the container does not hold is taken as the reference implementation takes it; then the file
 * alone is audited, whatever the checkpoint was that it was made of. Attention's scale is
 * 1 / sqrt(head_dim), but 1 / sqrt(dim / n_heads) in a Gemma 2 of 46 and a Gemma 3 of 62 layers;
 * activations are the family's usual ones; a rotary base is 10000 where no key gives it (the
 * converter writes none for Gemma 1, Gemma 2, Falcon and GPT-NeoX); Falcon never has ALiBi, and
 * Mistral a window only where a key says so. The ids that end a generation are those that the keys
 * of tokenizer.ggml name; texts of tokens are not consulted. Gemma 1's end-of-turn id is not among
 * them: the converter writes it for every checkpoint, trained for turns or not.
 *
 * Every key that begins with the architecture's name is in a table, as in config.h; a key in no
 * table is refused by name.
 * Source: llama.cpp's convert_hf_to_gguf.py and llama-model.cpp (llama_model_base::load_hparams,
 * and load_arch_hparams of each model), as in llama_cpp_python 0.3.36. */
#ifndef ROTE_GGUFCONFIG_H
#define ROTE_GGUFCONFIG_H

#include "infer/checkpoint/config.h"
#include "infer/checkpoint/gguf.h"

/* Fills *c as config_parse does, with its promises; what it points to lives in `a`. Sizes are
 * compared with the tensors that they bound, so that none of them exceeds the file. 0, or -1 with
 * ERR_FORMAT naming the key. */
int ggufconfig_parse(Config *c, const Gguf *g, Arena *a, Err *e);

#endif
