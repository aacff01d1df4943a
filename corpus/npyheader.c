/* The header of an .npy file:
 *
 *   "\x93NUMPY"  major  minor  length (2 bytes little endian; 4 from version 2 on)
 *   {'descr': '<u2', 'fortran_order': False, 'shape': (3, 4), }   blanks, LF: a Python literal
 */
#include "corpus/npyheader.h"

#include <inttypes.h>
#include <string.h>

typedef struct {
    Str rest;
    NpyHeader *h;
    Err *e;
    unsigned seen; /* one bit a key */
} Literal;

static int broken(Literal *l)
{
    err_set(l->e, ERR_FORMAT, "the header of this .npy file is damaged");
    return -1;
}

static bool is_one_of(const char *set, char c)
{
    return c != '\0' && strchr(set, c);
}

static void skip_blanks(Literal *l)
{
    while (l->rest.n > 0 && is_one_of(" \n", *l->rest.s))
        l->rest = (Str){l->rest.s + 1, l->rest.n - 1};
}

/* True, and moves behind it, when `word` comes next. */
static bool take(Literal *l, const char *word)
{
    skip_blanks(l);
    if (!str_starts(l->rest, word))
        return false;
    l->rest = (Str){l->rest.s + strlen(word), l->rest.n - strlen(word)};
    return true;
}

static int take_string(Literal *l, Str *s)
{
    if (!take(l, "'"))
        return -1;
    const char *end = memchr(l->rest.s, '\'', l->rest.n);
    if (!end)
        return -1;
    *s = (Str){l->rest.s, (size_t)(end - l->rest.s)};
    l->rest = (Str){end + 1, l->rest.n - s->n - 1};
    return 0;
}

static int take_descr(Literal *l)
{
    Str s;
    const bool is_string = take_string(l, &s) == 0;
    if (!is_string || s.n != 3 || !is_one_of("<>|", s.s[0]) || !is_one_of("iu", s.s[1]) ||
        !is_one_of("1248", s.s[2])) {
        err_set(l->e, ERR_FORMAT,
                "a NumPy array of something else than integers is no array of "
                "token ids");
        return -1;
    }
    l->h->type = (TokenType){
        .bytes = (unsigned)(s.s[2] - '0'), .is_signed = s.s[1] == 'i', .is_big = s.s[0] == '>'};
    return 0;
}

static int take_size(Literal *l, uint64_t *size)
{
    skip_blanks(l);
    size_t n = 0;
    *size = 0;
    for (; n < l->rest.n && l->rest.s[n] >= '0' && l->rest.s[n] <= '9'; n++) {
        if (*size > (INT64_MAX - 9) / 10)
            return broken(l);
        *size = *size * 10 + (uint64_t)(l->rest.s[n] - '0');
    }
    l->rest = (Str){l->rest.s + n, l->rest.n - n};
    return n > 0 ? 0 : broken(l);
}

static int take_shape(Literal *l)
{
    if (!take(l, "("))
        return broken(l);
    l->h->n_shape = 0;
    while (!take(l, ")")) {
        uint64_t size;
        if (take_size(l, &size) != 0)
            return -1;
        if (l->h->n_shape < 2)
            l->h->shape[l->h->n_shape] = size;
        l->h->n_shape++;
        skip_blanks(l);
        if (!take(l, ",") && !str_starts(l->rest, ")"))
            return broken(l);
    }
    if (l->h->n_shape >= 1 && l->h->n_shape <= 2)
        return 0;
    err_set(
        l->e, ERR_FORMAT,
        "a NumPy array of %u dimensions is no corpus; 1 (ids in a row) and 2 (a document a row) "
        "are read",
        l->h->n_shape);
    return -1;
}

static int take_entry(Literal *l, bool *is_fortran)
{
    enum { DESCR = 1, ORDER = 2, SHAPE = 4 };
    Str key;
    if (take_string(l, &key) != 0 || !take(l, ":"))
        return broken(l);
    const unsigned bit = str_equal_c(key, "descr")           ? DESCR
                         : str_equal_c(key, "fortran_order") ? ORDER
                         : str_equal_c(key, "shape")         ? SHAPE
                                                             : 0;
    if (bit == 0 || l->seen & bit)
        return broken(l);
    l->seen |= bit;
    if (bit == DESCR)
        return take_descr(l);
    if (bit == SHAPE)
        return take_shape(l);
    *is_fortran = take(l, "True");
    return *is_fortran || take(l, "False") ? 0 : broken(l);
}

static int parse_literal(Literal *l)
{
    bool is_fortran = false;
    if (!take(l, "{"))
        return broken(l);
    while (!take(l, "}")) {
        if (take_entry(l, &is_fortran) != 0)
            return -1;
        skip_blanks(l);
        if (!take(l, ",") && !str_starts(l->rest, "}"))
            return broken(l);
    }
    skip_blanks(l);
    NpyHeader *h = l->h;
    if (l->rest.n > 0 || l->seen != 7)
        return broken(l);
    if (is_fortran && h->n_shape == 2) {
        err_set(l->e, ERR_FORMAT,
                "a NumPy array in column order is not read; save numpy.ascontiguousarray of it");
        return -1;
    }
    const uint64_t rows = h->shape[0], columns = h->n_shape == 2 ? h->shape[1] : 1;
    if (columns == 0) {
        err_set(l->e, ERR_FORMAT, "a NumPy array whose rows are empty holds no documents");
        return -1;
    }
    return rows <= INT64_MAX / columns / h->type.bytes ? 0 : broken(l);
}

int npyheader_parse(NpyHeader *h, Str head, Err *e)
{
    enum { FIXED = 8 };
    *h = (NpyHeader){0};
    Literal l = {.h = h, .e = e};
    const size_t n_length = head.n > 6 && head.s[6] == 1 ? 2 : 4;
    if (head.n < FIXED + n_length)
        return broken(&l);
    if (head.s[6] < 1 || head.s[6] > 3) {
        err_set(e, ERR_FORMAT, "version %d of the .npy format is not known", head.s[6]);
        return -1;
    }
    uint64_t length = 0;
    for (size_t i = n_length; i-- > 0;)
        length = length << 8 | (unsigned char)head.s[FIXED + i];
    if (length > head.n - FIXED - n_length) {
        err_set(e, ERR_FORMAT,
                "the header of this .npy file has %" PRIu64 " bytes; the file has not, or it is no "
                "header",
                length);
        return -1;
    }
    h->bytes = FIXED + n_length + (size_t)length;
    l.rest = (Str){head.s + FIXED + n_length, (size_t)length};
    return parse_literal(&l);
}
