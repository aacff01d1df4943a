/* NumPy array files: see npy.h. */
#include "audit/npy.h"

#include "audit/base/buf.h"
#include "audit/base/mem.h"

#include <assert.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A multiple of 64, as the format asks for; the longest shape leaves room. */
enum { HEADER_BYTES = 128, PREFIX_BYTES = 10 };

struct Npy {
    Buf path, tmp;
    FILE *f; /* NULL once closed */
    size_t columns;
    uint64_t rows;
    int failed; /* errno of the first write that failed, or 0 */
    bool finished;
};

static void header_write(Npy *n)
{
    char head[HEADER_BYTES];
    memset(head, ' ', sizeof head);
    memcpy(head, "\x93NUMPY\x01\x00", 8);
    head[8] = (char)(HEADER_BYTES - PREFIX_BYTES);
    head[9] = 0;
    char *at = head + PREFIX_BYTES;
    const int length =
        snprintf(at, HEADER_BYTES - PREFIX_BYTES,
                 "{'descr': '<f4', 'fortran_order': False, 'shape': (%" PRIu64 ", %zu), }", n->rows,
                 n->columns);
    assert(length > 0 && length < HEADER_BYTES - PREFIX_BYTES - 1);
    at[length] = ' '; /* snprintf's NUL */
    head[HEADER_BYTES - 1] = '\n';
    if (fwrite(head, 1, sizeof head, n->f) != sizeof head && n->failed == 0)
        n->failed = errno;
}

Npy *npy_open(const char *path, size_t columns, Err *e)
{
    Npy *n = mem_zero(1, sizeof *n);
    n->columns = columns;
    buf_add_c(&n->path, path);
    buf_printf(&n->tmp, "%s.tmp", path);
    n->f = fopen(buf_cstr(&n->tmp), "wb");
    if (!n->f) {
        err_set_errno(e, "%s: cannot be created", buf_cstr(&n->tmp));
        npy_close(n);
        return NULL;
    }
    header_write(n);
    return n;
}

/* The format is little endian. */
static size_t row_write(FILE *f, const float *row, size_t n)
{
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    return fwrite(row, sizeof *row, n, f);
#else
    size_t done = 0;
    for (; done < n; done++) {
        uint32_t bits;
        memcpy(&bits, &row[done], sizeof bits);
        bits = __builtin_bswap32(bits);
        if (fwrite(&bits, sizeof bits, 1, f) != 1)
            break;
    }
    return done;
#endif
}

void npy_add(Npy *n, const float *row)
{
    n->rows++;
    if (n->failed == 0 && row_write(n->f, row, n->columns) != n->columns)
        n->failed = errno;
}

bool npy_failed(const Npy *n)
{
    return n->failed != 0;
}

int npy_finish(Npy *n, Err *e)
{
    if (n->failed == 0 && fseek(n->f, 0, SEEK_SET) != 0)
        n->failed = errno;
    if (n->failed == 0)
        header_write(n);
    if (n->failed == 0 && (fflush(n->f) != 0 || fsync(fileno(n->f)) != 0))
        n->failed = errno;
    if (fclose(n->f) != 0 && n->failed == 0)
        n->failed = errno;
    n->f = NULL;
    if (n->failed == 0 && rename(buf_cstr(&n->tmp), buf_cstr(&n->path)) != 0)
        n->failed = errno;
    n->finished = n->failed == 0;
    if (n->finished)
        return 0;
    errno = n->failed;
    err_set_errno(e, "%s: %" PRIu64 " rows of logits cannot be written", buf_cstr(&n->path),
                  n->rows);
    return -1;
}

void npy_close(Npy *n)
{
    if (!n)
        return;
    if (n->f)
        fclose(n->f);
    if (!n->finished)
        unlink(buf_cstr(&n->tmp));
    buf_free(&n->path);
    buf_free(&n->tmp);
    free(n);
}
