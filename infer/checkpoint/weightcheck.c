/* Looking for numbers in the weights that are not finite. One NaN can make every logit NaN, or worse,
 * only those of some prompts.
 *
 * What is looked at is what the model computes with: the matrices where they lie in the files, and
 * the vectors (norms, biases) as they were widened. A tensor that the family does not use may hold
 * anything (old GPT-2 exports carry masks of -inf).
 *
 * The plain formats are tested eight bytes at a time: a number is not finite when all bits of its
 * exponent are 1, and then adding the exponent's lowest bit to the exponent alone carries into the
 * sign's place.
 *
 *   f16  0 11111 ..........      bf16  0 11111111 .......      f32  0 11111111 .....(23)
 *   +    0 00001 0000000000            0 00000001 0000000           0 00000001 00000(23)
 *   =    1 00000 ..........            1 00000000 .......           1 00000000 .....(23)
 *
 * Quantized formats are widened block by block. */
#include "audit/base/buf.h"
#include "audit/base/mem.h"
#include "audit/base/pool.h"
#include "infer/checkpoint/model.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

/* Elements of one piece of work, and of one test within it; multiples of DTYPE_BLOCK_MOST. */
enum { PIECE_ELEMENTS = 1 << 21, TEST_ELEMENTS = 1 << 11 };

/* A matrix or a vector that the model computes with. */
typedef struct {
    const unsigned char *data;
    Dtype dtype;
    size_t n_rows, n_columns; /* as stored; of a vector n_rows is 1 */
    size_t layer;             /* SIZE_MAX: outside the layers */
    const char *place;        /* what it is, for a tensor whose name is not known */
    size_t first_piece;       /* pieces of those before it */
} CheckPart;

typedef struct {
    const Model *model;
    const atomic_bool *stop;
    CheckPart *parts;
    size_t n_parts, capacity;
    size_t n_pieces;
    atomic_size_t next;  /* piece to be taken */
    atomic_size_t worst; /* the lowest piece that holds a bad element; SIZE_MAX: none yet */
} Checking;

/* ---- the list of parts ---- */

typedef enum { PLACE_MATRIX, PLACE_LINEAR, PLACE_NORM, PLACE_Q_NORM, PLACE_K_NORM } PlaceKind;

typedef struct {
    PlaceKind kind;
    size_t offset;
    const char *name;
} PlaceRow;

static const PlaceRow frame_places[] = {
    {PLACE_MATRIX, offsetof(Frame, embedding), "embedding"},
    {PLACE_MATRIX, offsetof(Frame, positions), "positions"},
    {PLACE_NORM, offsetof(Frame, final_norm), "final norm"},
    {PLACE_LINEAR, offsetof(Frame, head), "output layer"},
};

static const PlaceRow layer_places[] = {
    {PLACE_NORM, offsetof(Layer, attention_norm), "attention norm"},
    {PLACE_LINEAR, offsetof(Layer, q), "query projection"},
    {PLACE_LINEAR, offsetof(Layer, k), "key projection"},
    {PLACE_LINEAR, offsetof(Layer, v), "value projection"},
    {PLACE_Q_NORM, offsetof(Layer, q_norm), "query norm"},
    {PLACE_K_NORM, offsetof(Layer, k_norm), "key norm"},
    {PLACE_LINEAR, offsetof(Layer, o), "attention's output projection"},
    {PLACE_NORM, offsetof(Layer, attention_post_norm), "norm behind attention"},
    {PLACE_NORM, offsetof(Layer, ffn_norm), "feed-forward norm"},
    {PLACE_LINEAR, offsetof(Layer, gate), "gate projection"},
    {PLACE_LINEAR, offsetof(Layer, up), "up projection"},
    {PLACE_LINEAR, offsetof(Layer, down), "down projection"},
    {PLACE_NORM, offsetof(Layer, ffn_post_norm), "norm behind the feed-forward block"},
};

static size_t part_elements(const CheckPart *p)
{
    return p->n_rows * p->n_columns; /* both were checked against the file's size */
}

static size_t part_pieces(const CheckPart *p)
{
    return part_elements(p) / PIECE_ELEMENTS + (part_elements(p) % PIECE_ELEMENTS != 0);
}

static void part_add(Checking *c, CheckPart p)
{
    if (!p.data)
        return;
    if (c->n_parts == c->capacity) {
        c->capacity = c->capacity > 0 ? 2 * c->capacity : 64;
        c->parts = mem_resize(c->parts, c->capacity, sizeof *c->parts);
    }
    p.first_piece = c->n_pieces;
    c->n_pieces += part_pieces(&p);
    c->parts[c->n_parts++] = p;
}

static void matrix_add(Checking *c, const Matrix *m, size_t layer, const char *place)
{
    part_add(c, (CheckPart){.data = m->data,
                            .dtype = m->dtype,
                            .n_rows = m->transposed ? m->n_in : m->n_out,
                            .n_columns = m->transposed ? m->n_out : m->n_in,
                            .layer = layer,
                            .place = place});
}

static void vector_add(Checking *c, const float *v, size_t n, size_t layer, const char *place)
{
    part_add(c, (CheckPart){.data = (const unsigned char *)v,
                            .dtype = DTYPE_F32,
                            .n_rows = 1,
                            .n_columns = n,
                            .layer = layer,
                            .place = place});
}

/* Elements of a norm's weight: the width of what it stands before. */
static size_t norm_size(const Config *c, PlaceKind kind)
{
    if (kind == PLACE_NORM)
        return c->dim;
    const size_t all = kind == PLACE_Q_NORM ? c->n_heads : c->n_kv_heads;
    return (c->qk_norm == QK_NORM_HEAD ? 1 : all) * c->head_dim;
}

static void places_add(Checking *c, const void *base, const PlaceRow *rows, size_t n, size_t layer)
{
    for (size_t i = 0; i < n; i++) {
        const void *place = (const char *)base + rows[i].offset;
        if (rows[i].kind == PLACE_MATRIX) {
            matrix_add(c, place, layer, rows[i].name);
        } else if (rows[i].kind == PLACE_LINEAR) {
            const Linear *linear = place;
            if (linear->w.data != c->model->frame.embedding.data) /* a tied head is done already */
                matrix_add(c, &linear->w, layer, rows[i].name);
            if (linear->w.data)
                vector_add(c, linear->bias, linear->w.n_out, layer, rows[i].name);
        } else {
            const Norm *norm = place;
            const size_t size = norm_size(&c->model->config, rows[i].kind);
            vector_add(c, norm->weight, size, layer, rows[i].name);
            vector_add(c, norm->bias, size, layer, rows[i].name);
        }
    }
}

/* ---- looking ---- */

/* Whether all numbers, whose lanes have this exponent and lowest exponent bit, are finite. */
static bool lanes_finite(const unsigned char *p, size_t bytes, uint64_t exponent, uint64_t one)
{
    enum { LANES = 8 };
    const uint64_t sign = exponent + one; /* a lane's exponent is one run of bits below its sign */
    uint64_t seen[LANES] = {0}, x[LANES];
    size_t at = 0;
    for (; at + sizeof x <= bytes; at += sizeof x) {
        memcpy(x, p + at, sizeof x);
        for (int i = 0; i < LANES; i++)
            seen[i] |= (x[i] & exponent) + one;
    }
    if (at < bytes) {
        memset(x, 0, sizeof x);
        memcpy(x, p + at, bytes - at);
        for (int i = 0; i < LANES; i++)
            seen[i] |= (x[i] & exponent) + one;
    }
    uint64_t all = 0;
    for (int i = 0; i < LANES; i++)
        all |= seen[i];
    return (all & sign) == 0;
}

static bool widened_finite(const unsigned char *p, Dtype d, size_t n)
{
    float x[TEST_ELEMENTS];
    DTYPES[d].widen(x, p, n);
    bool finite = true;
    for (size_t i = 0; i < n; i++)
        finite &= isfinite(x[i]) != 0;
    return finite;
}

static bool all_finite(const unsigned char *p, Dtype d, size_t n)
{
    switch (d) {
    case DTYPE_F32:
        return lanes_finite(p, 4 * n, 0x7f8000007f800000, 0x0080000000800000);
    case DTYPE_F16:
        return lanes_finite(p, 2 * n, 0x7c007c007c007c00, 0x0400040004000400);
    case DTYPE_BF16:
        return lanes_finite(p, 2 * n, 0x7f807f807f807f80, 0x0080008000800080);
    default:
        return widened_finite(p, d, n);
    }
}

/* Elements of a piece: [*from, *to). */
static const CheckPart *piece_find(const Checking *c, size_t piece, size_t *from, size_t *to)
{
    size_t low = 0, high = c->n_parts; /* the last part whose first piece is at most `piece` */
    while (high - low > 1) {
        const size_t middle = low + (high - low) / 2;
        if (c->parts[middle].first_piece <= piece)
            low = middle;
        else
            high = middle;
    }
    const CheckPart *p = &c->parts[low];
    const size_t n = part_elements(p);
    *from = (piece - p->first_piece) * PIECE_ELEMENTS;
    *to = n - *from < PIECE_ELEMENTS ? n : *from + PIECE_ELEMENTS;
    return p;
}

static const unsigned char *part_at(const CheckPart *p, size_t element)
{
    return p->data + dtype_bytes(p->dtype, element);
}

/* The first test of the piece that fails, as an element; `to` when none does. */
static size_t piece_look(const CheckPart *p, size_t from, size_t to)
{
    for (; from < to; from += TEST_ELEMENTS) {
        const size_t n = to - from < TEST_ELEMENTS ? to - from : TEST_ELEMENTS;
        if (!all_finite(part_at(p, from), p->dtype, n))
            return from;
    }
    return to;
}

static void pieces_check(void *arg, int thread)
{
    Checking *c = arg;
    (void)thread;
    for (size_t i; (i = atomic_fetch_add(&c->next, 1)) < c->n_pieces;) {
        if (atomic_load(c->stop) || i > atomic_load(&c->worst))
            return;
        size_t from, to;
        const CheckPart *p = piece_find(c, i, &from, &to);
        const bool good = piece_look(p, from, to) == to;
        weights_unneeded(c->model->weights, part_at(p, from), dtype_bytes(p->dtype, to - from));
        if (good)
            continue;
        size_t worst = atomic_load(&c->worst);
        while (i < worst && !atomic_compare_exchange_weak(&c->worst, &worst, i))
            ;
    }
}

/* ---- saying ---- */

/* The stored tensor that the part is: by place for a matrix; a vector was widened, so its tensor is
 * the first of its size, not a matrix, that holds a bad number too. NULL when it was made anew. */
static const Tensor *part_tensor(const Checking *c, const CheckPart *p)
{
    size_t n;
    const Tensor *t = weights_tensors(c->model->weights, &n);
    for (size_t i = 0; i < n; i++) {
        if ((const unsigned char *)t[i].bytes.s == p->data)
            return &t[i];
        const bool like = p->n_rows == 1 && t[i].dtype != DTYPE_OTHER &&
                          t[i].n_elements == p->n_columns && DTYPES[t[i].dtype].block == 1;
        const CheckPart stored = {.data = (const unsigned char *)t[i].bytes.s, .dtype = t[i].dtype};
        if (like && piece_look(&stored, 0, p->n_columns) < p->n_columns)
            return &t[i];
    }
    return NULL;
}

/* The first bad element at or behind the test that begins at `from`. */
static size_t element_find(const CheckPart *p, size_t from, size_t to, float *value)
{
    float x[TEST_ELEMENTS];
    const size_t n = to - from < TEST_ELEMENTS ? to - from : TEST_ELEMENTS;
    DTYPES[p->dtype].widen(x, part_at(p, from), n);
    size_t i = 0;
    while (i + 1 < n && isfinite(x[i]))
        i++;
    *value = x[i];
    return from + i;
}

static void say_bad(const Checking *c, size_t piece, Err *e)
{
    size_t from, to;
    float value;
    const CheckPart *p = piece_find(c, piece, &from, &to);
    const size_t at = element_find(p, piece_look(p, from, to), to, &value);
    const Tensor *t = part_tensor(c, p);
    const char *what = isnan(value) ? "NaN" : "infinite";
    Buf name = {0};
    if (t)
        buf_printf(&name, "%s: tensor %.200s", t->file, t->name);
    else if (p->layer != SIZE_MAX)
        buf_printf(&name, "layer %zu, %s", p->layer, p->place);
    else
        buf_printf(&name, "%s", p->place);
    if (p->n_rows == 1)
        err_set(e, ERR_FORMAT, "%s: element %zu is %s", buf_cstr(&name), at, what);
    else
        err_set(e, ERR_FORMAT, "%s: row %zu, column %zu is %s", buf_cstr(&name), at / p->n_columns,
                at % p->n_columns, what);
    err_advise(e,
               "the checkpoint is damaged, or its training diverged: what it generates would say "
               "nothing about memorization");
    buf_free(&name);
}

int model_check(const Model *m, int n_threads, const atomic_bool *stop, Err *e)
{
    Checking c = {.model = m, .stop = stop};
    atomic_init(&c.worst, SIZE_MAX);
    Pool *pool = pool_open(n_threads, e);
    if (!pool)
        return -1;
    places_add(&c, &m->frame, frame_places, sizeof frame_places / sizeof *frame_places, SIZE_MAX);
    for (size_t i = 0; i < m->config.n_layers; i++)
        places_add(&c, &m->layers[i], layer_places, sizeof layer_places / sizeof *layer_places, i);
    pool_run(pool, pieces_check, &c);
    pool_close(pool);
    const size_t worst = atomic_load(&c.worst);
    if (worst != SIZE_MAX)
        say_bad(&c, worst, e);
    free(c.parts);
    return worst != SIZE_MAX || atomic_load(stop) ? -1 : 0;
}
