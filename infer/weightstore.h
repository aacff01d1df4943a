/* The weights of a model as the products take them: as the file holds them and, where memory allows,
 * packed once into the kernels' order.
 *
 * Packing costs one pass over the weights and as many bytes again as they have in bf16; it spares every
 * later step the packing, and a reader of many small pages. The file's pages are handed back as they are
 * packed, so the process does not hold both. */
#ifndef ROTE_WEIGHTSTORE_H
#define ROTE_WEIGHTSTORE_H

#include "audit/base/pool.h"
#include "infer/checkpoint/model.h"
#include "infer/kernels/gemm.h"

/* The products of one layer; as Layer's. */
typedef struct {
    GemmWeight q, k, v, o, gate, up, down;
} LayerWeights;

typedef struct {
    LayerWeights *layers; /* [n_layers] */
    GemmWeight head;
    unsigned char *block; /* all that is packed; NULL: nothing is */
} WeightStore;

/* Bytes that packing all products takes; 0 where this kernel packs nothing. */
size_t weightstore_bytes(const Model *m, const GemmKernel *g);

/* Never NULL; packs when `pack`, on all threads. The model must outlive it. */
WeightStore *weightstore_open(const Model *m, const GemmKernel *g, bool pack, Pool *pool,
                              GemmScratch *scratch);
void weightstore_close(WeightStore *w); /* accepts NULL */

#endif
