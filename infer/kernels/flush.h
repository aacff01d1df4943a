/* Numbers below 2^-126 count as zero, as the processor's bf16 instructions have it, for as long as f32
 * instructions stand in for them. GemmKernel.enter and .leave. */
#ifndef ROTE_FLUSH_H
#define ROTE_FLUSH_H

#if defined(__SSE__)
#include <xmmintrin.h>

static unsigned flush_enter(void)
{
    enum { ZERO_RESULTS = 0x8000, ZERO_OPERANDS = 0x40 }; /* of the register MXCSR */
    const unsigned before = _mm_getcsr();
    _mm_setcsr(before | ZERO_RESULTS | ZERO_OPERANDS);
    return before;
}

static void flush_leave(unsigned before)
{
    _mm_setcsr(before);
}
#else /* elsewhere they stay, and may turn a last bit */
#define flush_enter NULL
#define flush_leave NULL
#endif

#endif
