/* bench_sgemm THREADS ROWSxDEPTHxCOLUMNS...: OpenBLAS's sgemm, y = x W^T, the best of several
 * rounds. The weights already lie in memory as f32, twice the bytes of a checkpoint's bf16, which
 * no audit of a large model can afford: a bound on the engine's f32 products, not a peer. Prints
 *
 *   core NAME                             the kernels that OpenBLAS picked
 *   inherited VARIABLE VALUE core NAME    of the environment, and what it would have picked with it
 *   ROWSxDEPTHxCOLUMNS GFLOP/s            a line a shape
 *
 * OPENBLAS_CORETYPE and OPENBLAS_L2_SIZE can halve the speed and are read when the library is
 * loaded: where one is set, the program says so, unsets both and starts itself again. */
#include "audit/base/clock.h"
#include "audit/base/mem.h"

#include <cblas.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { ROUNDS = 5 };

/* Says and unsets what would slow OpenBLAS down; whether there was anything. */
static bool environment_clear(void)
{
    static const char *const NAMES[] = {"OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"};
    bool any = false;
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
        const char *value = getenv(NAMES[i]);
        if (!value)
            continue;
        printf("inherited %s %s core %s\n", NAMES[i], *value ? value : "(empty)",
               openblas_get_corename());
        unsetenv(NAMES[i]);
        any = true;
    }
    return any;
}

static float *values_make(size_t n)
{
    float *v = mem_aligned(n, sizeof *v);
    for (size_t i = 0; i < n; i++)
        v[i] = (float)(i * 7 % 13) / 13 - 0.5f;
    return v;
}

static double speed_of(size_t m, size_t depth, size_t columns)
{
    float *x = values_make(m * depth), *w = values_make(columns * depth);
    float *y = values_make(m * columns);
    double best = 0;
    for (int round = 0; round < ROUNDS; round++) {
        const double start = clock_seconds();
        cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasTrans, (blasint)m, (blasint)columns,
                    (blasint)depth, 1, x, (blasint)depth, w, (blasint)depth, 0, y,
                    (blasint)columns);
        const double rate =
            2e-9 * (double)m * (double)depth * (double)columns / (clock_seconds() - start);
        best = rate > best ? rate : best;
    }
    free(x);
    free(w);
    free(y);
    return best;
}

int main(int argc, char **argv)
{
    const int n_threads = argc > 2 ? atoi(argv[1]) : 0;
    if (n_threads < 1) {
        fprintf(stderr, "usage: bench_sgemm THREADS ROWSxDEPTHxCOLUMNS...\n");
        return 2;
    }
    if (environment_clear()) {
        fflush(stdout);
        execv("/proc/self/exe", argv);
        perror("bench_sgemm");
        return 1;
    }
    openblas_set_num_threads(n_threads);
    printf("core %s\n", openblas_get_corename());
    for (int i = 2; i < argc; i++) {
        unsigned m, depth, columns;
        if (sscanf(argv[i], "%ux%ux%u", &m, &depth, &columns) != 3 || !m || !depth || !columns) {
            fprintf(stderr, "bench_sgemm: \"%s\" is no ROWSxDEPTHxCOLUMNS\n", argv[i]);
            return 2;
        }
        printf("%s %.1f\n", argv[i], speed_of(m, depth, columns));
    }
    return 0;
}
