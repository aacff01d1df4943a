/* Rows of float32 as a NumPy array file, written as they come.
 *
 *   \x93NUMPY  1 0  u16 LE: header bytes  {'descr': '<f4', 'fortran_order': False,
 *                                          'shape': (N, COLUMNS), }   blanks  \n   | data, C order
 *
 * The header has room for any N; it is patched at the end. Until then everything goes to a temporary
 * file beside the one asked for, which takes its name only when it is whole.
 * Source: NumPy's format description, version 1.0 (numpy.lib.format). */
#ifndef ROTE_NPY_H
#define ROTE_NPY_H

#include "audit/base/err.h"

#include <stdbool.h>
#include <stddef.h>

typedef struct Npy Npy;

/* NULL with ERR_IO. The path is copied. */
Npy *npy_open(const char *path, size_t columns, Err *e);

/* Adds a row of `columns` floats. A failure is kept for npy_finish, so that a callback without an
 * Err may call this. */
void npy_add(Npy *n, const float *row);

/* Whether a row could not be written: no use to go on. */
bool npy_failed(const Npy *n);

/* Writes the count, puts the file in its place. 0, or -1 with ERR_IO; then there is no new file and
 * the old one, if any, still stands. */
int npy_finish(Npy *n, Err *e);

/* Accepts NULL. Without npy_finish before, the temporary file is removed. */
void npy_close(Npy *n);

#endif
