/* The margin that a precision cannot resolve on a checkpoint: a choice whose logit is ahead by
 * less could go the other way in exact arithmetic.
 *
 * bf16's is measured. At each position of an ordinary text the difference between the two largest
 * logits is computed in both precisions; the resolution is the largest shift of it. A choice that
 * bf16 turns and that is not seen to be uncertain needs a shift larger than all n of the text (n is
 * some 500), which about 1 choice in n has, and a margin in the gap between resolution and shift: a
 * few hundredths wide, where 1 to 2% of the margins of ordinary text lie. That is 1 choice in some
 * 30,000; and of an audit's choices only those count that still decide about a flag, some 8 of a
 * document that is not memorized, and of these the ones whose other way is memorized text. Ten
 * thousand documents are a few such choices and far less than one such flag. A mean or a quantile
 * leaves more of them; a multiple of the largest shift makes every recheck longer for nothing. The
 * shifts do not depend on the margin (measured on two small models), so one number does for all.
 *
 * float32's is bf16's / 1024, and not measured: that would take a third, more exact precision. The
 * unit roundoffs are 2^-9 and 2^-24, but bf16 rounds what goes into a sum, and float32 every step
 * of it: n roundings add up as a random walk does, to some sqrt(n) / 2 of them, 2^5 for sums of
 * 4,096 terms, and 2^-15 * 2^5 = 1 / 1024. It is rounded up to a power of two, since it is no
 * better known than that, and so that bf16 kernels whose sums differ in the last bits hardly ever
 * lead to different ones: f32 runs, which agree between all kernels, depend on them in nothing
 * else.
 *
 * Where nothing shifts, something is lost all the same: logits are float32 numbers, and no margin
 * within their spacing at the largest logit is resolved. That is the least that float32's
 * resolution can be, and bf16's is 1,024 times as much. */
#ifndef ROTE_RESOLUTION_H
#define ROTE_RESOLUTION_H

#include <stddef.h>
#include <stdint.h>

/* Two ids and how far apart float32 has them. */
typedef struct {
    uint32_t best, second;
    float margin;
} ResolutionPair;

typedef struct {
    ResolutionPair *pairs; /* [n] by position, malloc'ed */
    size_t n;
    float largest_shift, largest_logit; /* absolute */
} Resolution;

/* For n positions, none of them seen. */
void resolution_start(Resolution *r, size_t n);
/* float32's logits [vocab] of position `at`. */
void resolution_f32_row(Resolution *r, size_t at, const float *row, size_t vocab);
/* bf16's of the same, after those of float32. Positions may come in any order. */
void resolution_bf16_row(Resolution *r, size_t at, const float *row);
/* bf16's resolution; above 0. */
float resolution_bf16(const Resolution *r);
/* float32's on a checkpoint where bf16's is this, above 0. */
float resolution_f32(float bf16);
void resolution_free(Resolution *r);

#endif
