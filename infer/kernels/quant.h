/* Dequantisation of ggml's block formats: out[0..n) = the n elements at p, n a multiple of the
 * format's block (32, or 256 for the K formats), p at any alignment, out and p apart.
 *
 * Gives the f32 values that the reference implementation gives, bit for bit: the same products and
 * sums in the same order, each rounded once, no fused multiply-add. NaN comes out as some NaN:
 * which of its bits are set is left open by IEEE 754 and by the reference. Cannot fail; what a
 * damaged scale makes (NaN, infinity) is passed on.
 * Source: ggml-common.h (layouts) and ggml-quants.c (dequantize_row_*) of the ggml project. */
#ifndef ROTE_QUANT_H
#define ROTE_QUANT_H

#include <stddef.h>

void quant_q8_0(float *out, const unsigned char *p, size_t n);
void quant_q4_0(float *out, const unsigned char *p, size_t n);
void quant_q4_1(float *out, const unsigned char *p, size_t n);
void quant_q5_0(float *out, const unsigned char *p, size_t n);
void quant_q5_1(float *out, const unsigned char *p, size_t n);
void quant_q2_k(float *out, const unsigned char *p, size_t n);
void quant_q3_k(float *out, const unsigned char *p, size_t n);
void quant_q4_k(float *out, const unsigned char *p, size_t n);
void quant_q5_k(float *out, const unsigned char *p, size_t n);
void quant_q6_k(float *out, const unsigned char *p, size_t n);

#endif
