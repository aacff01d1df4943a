/* Megatron's indexed datasets (Megatron-LM's IndexedDataset, "MMIDIDX" version 1; GPT-NeoX and others
 * write the same). The .bin holds nothing but ids. The .idx, little endian:
 *
 *   "MMIDIDX\0\0"  version (u64)  type of the ids (u8)  n sequences (u64)  n boundaries (u64)    34 bytes
 *   lengths      [n sequences]   i32   ids of a sequence
 *   places       [n sequences]   i64   byte in the .bin where it begins
 *   boundaries   [n boundaries]  i64   document d: the sequences from boundary d to boundary d+1
 *   modes        [n sequences]   i8    multimodal datasets only, which are refused
 *
 * The three tables are read side by side, each from front to back; of the .bin only what is wanted. A
 * document that reaches beyond the .bin is damage, and so is a .bin that goes on behind all of them. */
#include "corpus/megatron.h"
#include "corpus/tokentype.h"

#include "audit/base/buf.h"
#include "audit/base/mem.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum {
    MEGATRON_HEADER_BYTES = 34,
    MEGATRON_KEPT_BYTES = 1 << 20, /* a larger document gives its memory back afterwards */
};

static const char MAGIC[] = "MMIDIDX\0"; /* and the NUL that ends it */

/* By code from 1 on; bytes 0: numbers that are no ids. */
static const TokenType TYPES[] = {
    {.bytes = 1},
    {.bytes = 1, .is_signed = true},
    {.bytes = 2, .is_signed = true},
    {.bytes = 4, .is_signed = true},
    {.bytes = 8, .is_signed = true},
    {0}, /* float64 */
    {0}, /* float32 */
    {.bytes = 2},
};

enum { LENGTHS, PLACES, BOUNDARIES, N_TABLES };

typedef struct {
    InFile *data;
    InFile *tables[N_TABLES]; /* the index, once for each, at its next entry */
    ShardOptions options;
    TokenType type;
    uint64_t n_sequences, n_boundaries;
    uint64_t sequence; /* the next */
    uint64_t ordinal;
    uint64_t data_end; /* the largest byte of the .bin that a sequence ends at, so far */
    Buf ids;           /* uint32_t of the document */
} Megatron;

/* ---- the pair ---- */

static bool has_magic(const char *path)
{
    Err unused = {0};
    InFile *f = infile_open(path, &unused);
    Str head;
    const bool has = f && infile_peek(f, &head, &unused) > 0 && head.n >= sizeof MAGIC &&
                     memcmp(head.s, MAGIC, sizeof MAGIC) == 0;
    infile_close(f);
    return has;
}

bool megatron_pair(const char *path, char **data, char **index)
{
    const Str p = str_of(path);
    if (!str_ends(p, ".bin") && !str_ends(p, ".idx"))
        return false;
    *data = mem_copy(p.s, p.n);
    *index = mem_copy(p.s, p.n);
    memcpy(*data + p.n - 4, ".bin", 4);
    memcpy(*index + p.n - 4, ".idx", 4);
    if (has_magic(*index))
        return true;
    free(*data);
    free(*index);
    *data = *index = NULL;
    return false;
}

/* ---- the index ---- */

static uint64_t le(const char *p, size_t n_bytes)
{
    uint64_t v = 0;
    for (size_t i = n_bytes; i-- > 0;)
        v = v << 8 | (unsigned char)p[i];
    return v;
}

/* n bytes, at most 34, of the file at its position, which moves behind them. */
static int read_bytes(InFile *f, char *to, size_t n, Err *e)
{
    for (size_t got = 0; got < n;) {
        Str chunk;
        const int r = infile_peek(f, &chunk, e);
        if (r == 0)
            err_set(e, ERR_FORMAT, "the index is cut off at byte %" PRIu64, infile_offset(f));
        if (r <= 0)
            return -1;
        const size_t used = chunk.n < n - got ? chunk.n : n - got;
        memcpy(to + got, chunk.s, used);
        infile_consume(f, used);
        got += used;
    }
    return 0;
}

/* The next entry of a table, which may not be negative. */
static int entry_next(Megatron *m, int table, uint64_t *v, Err *e)
{
    char bytes[8];
    const size_t n = table == LENGTHS ? 4 : 8;
    if (read_bytes(m->tables[table], bytes, n, e) != 0)
        return -1;
    *v = le(bytes, n);
    if (*v >> (8 * n - 1) == 0)
        return 0;
    err_set(e, ERR_FORMAT, "the index has a negative number just in front of its byte %" PRIu64,
            infile_offset(m->tables[table]));
    return -1;
}

/* The index must have room for the tables that it speaks of, and for nothing else. */
static int check_size(const Megatron *m, uint64_t bytes, Err *e)
{
    const uint64_t room = bytes - MEGATRON_HEADER_BYTES;
    const bool fits = m->n_sequences <= room / 12 && m->n_boundaries <= room / 8 &&
                      m->n_boundaries * 8 <= room - m->n_sequences * 12;
    const uint64_t more = fits ? room - m->n_sequences * 12 - m->n_boundaries * 8 : 0;
    if (fits && more == 0)
        return 0;
    if (fits && more == m->n_sequences)
        err_set(e, ERR_FORMAT, "a multimodal dataset is no corpus of texts");
    else
        err_set(e, ERR_FORMAT,
                "the index has %" PRIu64 " bytes, which is not what %" PRIu64
                " sequences and %" PRIu64 " boundaries take; it is cut off or damaged",
                bytes, m->n_sequences, m->n_boundaries);
    return -1;
}

static int read_header(Megatron *m, Err *e)
{
    char h[MEGATRON_HEADER_BYTES];
    InFile *f = m->tables[LENGTHS];
    if (read_bytes(f, h, sizeof h, e) != 0)
        return -1;
    const uint64_t version = le(h + 9, 8);
    const unsigned code = (unsigned char)h[17];
    m->n_sequences = le(h + 18, 8);
    m->n_boundaries = le(h + 26, 8);
    if (memcmp(h, MAGIC, sizeof MAGIC) != 0 || version != 1) {
        err_set(e, ERR_FORMAT, "the index is of version %" PRIu64 "; 1 is read", version);
        return -1;
    }
    if (code < 1 || code > sizeof TYPES / sizeof *TYPES || TYPES[code - 1].bytes == 0) {
        err_set(e, ERR_FORMAT,
                "the index says that its numbers are of type %u, which is none of ids", code);
        return -1;
    }
    m->type = TYPES[code - 1];
    if (check_size(m, infile_bytes(f), e) != 0)
        return -1;
    infile_seek(m->tables[PLACES], MEGATRON_HEADER_BYTES + m->n_sequences * 4);
    infile_seek(m->tables[BOUNDARIES], MEGATRON_HEADER_BYTES + m->n_sequences * 12);
    uint64_t first = 0;
    if (m->n_boundaries > 0 && entry_next(m, BOUNDARIES, &first, e) != 0)
        return -1;
    if (m->n_boundaries > 0 && first == 0)
        return 0;
    err_set(e, ERR_FORMAT, "the index is damaged: its documents do not begin at sequence 0");
    return -1;
}

/* ---- opening ---- */

static void megatron_close(void *state)
{
    Megatron *m = state;
    for (int i = 0; i < N_TABLES; i++)
        infile_close(m->tables[i]);
    buf_free(&m->ids);
    free(m);
}

void *megatron_open(InFile *data, const char *index, const ShardOptions *o, Err *e)
{
    Megatron *m = mem_zero(1, sizeof *m);
    m->data = data;
    m->options = *o;
    bool opened = true;
    for (int i = 0; i < N_TABLES && opened; i++)
        opened = (m->tables[i] = infile_open(index, e)) != NULL;
    if (opened && read_header(m, e) == 0)
        return m;
    megatron_close(m);
    return NULL;
}

/* ---- documents ---- */

/* Adds the ids of n bytes of the .bin. *bad: one of them is none. */
static int read_ids(Megatron *m, uint64_t at, uint64_t n, bool *bad, Err *e)
{
    const size_t width = m->type.bytes;
    infile_seek(m->data, at);
    while (n > 0 && !*bad) {
        Str chunk;
        const int r = infile_peek(m->data, &chunk, e);
        if (r == 0)
            err_set(e, ERR_FORMAT, "the .bin ends while it is read");
        if (r <= 0)
            return -1;
        char one[8];
        size_t count = chunk.n / width;
        if (count > n / width)
            count = (size_t)(n / width);
        const char *from = chunk.s;
        if (count == 0) { /* an id that lies in two blocks */
            if (read_bytes(m->data, one, width, e) != 0)
                return -1;
            from = one;
            count = 1;
        } else {
            infile_consume(m->data, count * width);
        }
        uint32_t *to = (uint32_t *)(void *)buf_reserve(&m->ids, count * sizeof *to);
        const size_t good = tokentype_read(m->type, from, count, to);
        m->ids.n += good * sizeof *to;
        *bad = good < count;
        n -= count * width;
    }
    return 0;
}

/* The next sequence: its size, and with `keep` its ids. */
static int take_sequence(Megatron *m, bool keep, uint64_t *bytes, bool *bad, Err *e)
{
    uint64_t length, place;
    if (entry_next(m, LENGTHS, &length, e) != 0 || entry_next(m, PLACES, &place, e) != 0)
        return -1;
    *bytes = length * m->type.bytes;                                    /* 31 bits times 8 */
    const uint64_t end = place + *bytes, there = infile_bytes(m->data); /* place has 63 bits */
    if (end > there) {
        err_set(e, ERR_FORMAT,
                "the index has sequence %" PRIu64 " end at byte %" PRIu64 " of the .bin, which has "
                "%" PRIu64 " bytes; it is cut off, or of another index",
                m->sequence, end, there);
        return -1;
    }
    if (end > m->data_end)
        m->data_end = end;
    m->sequence++;
    return keep ? read_ids(m, place, *bytes, bad, e) : 0;
}

static ShardStep megatron_end(const Megatron *m, Err *e)
{
    if (m->sequence < m->n_sequences)
        err_set(e, ERR_FORMAT, "the documents of the index end at sequence %" PRIu64 " of %" PRIu64,
                m->sequence, m->n_sequences);
    else if (m->data_end < infile_bytes(m->data))
        err_set(e, ERR_FORMAT,
                "the .bin has %" PRIu64 " bytes and the index speaks of %" PRIu64
                "; do the two belong together?",
                infile_bytes(m->data), m->data_end);
    else if (infile_check_unchanged(m->tables[LENGTHS], e) == 0)
        return SHARD_END;
    return SHARD_DAMAGED;
}

static ShardStep give(Megatron *m, Doc *d, bool bad, Err *e)
{
    static const uint32_t none[1] = {0};
    if (bad) {
        err_set(e, ERR_FORMAT,
                "document %" PRIu64
                ": integer %zu of it is negative or has more than 32 bits, so it "
                "is no token id",
                d->ordinal, m->ids.n / sizeof *d->ids);
        return SHARD_MALFORMED;
    }
    const ShardOptions *o = &m->options;
    d->text = (Str){"", 0};
    d->ids = m->ids.n > 0 ? (const uint32_t *)(const void *)m->ids.s : none;
    d->n_ids = m->ids.n / sizeof *d->ids;
    if (o->has_end_of_document && d->n_ids > 0 && d->ids[d->n_ids - 1] == o->end_of_document)
        d->n_ids--;
    return SHARD_DOC;
}

static ShardStep megatron_next(void *state, Doc *d, Err *e)
{
    Megatron *m = state;
    const ShardOptions *o = &m->options;
    if (m->ids.capacity > MEGATRON_KEPT_BYTES)
        buf_free(&m->ids);
    buf_clear(&m->ids);
    *d = (Doc){.ordinal = m->ordinal};
    if (m->ordinal + 1 >= m->n_boundaries)
        return megatron_end(m, e);
    uint64_t end;
    if (entry_next(m, BOUNDARIES, &end, e) != 0)
        goto damaged;
    if (end < m->sequence || end > m->n_sequences) {
        err_set(e, ERR_FORMAT,
                "the index has it end at sequence %" PRIu64 ", between %" PRIu64 " and %" PRIu64
                " it must be",
                end, m->sequence, m->n_sequences);
        goto damaged;
    }
    const bool keep = !o->wants || o->wants(o->wants_ctx, m->ordinal);
    bool bad = false;
    while (m->sequence < end) {
        uint64_t bytes;
        if (take_sequence(m, keep && !bad, &bytes, &bad, e) != 0)
            goto damaged;
        d->record_bytes += bytes;
    }
    m->ordinal++;
    return keep ? give(m, d, bad, e) : SHARD_PASSED;
damaged:
    err_add(e, "document %" PRIu64, m->ordinal);
    return SHARD_DAMAGED;
}

/* Known by its name, which only megatron_pair looks at. */
static bool megatron_recognise(Str head)
{
    (void)head;
    return false;
}

const Format format_megatron = {
    .kind = {"megatron"},
    .recognise = megatron_recognise,
    .next = megatron_next,
    .close = megatron_close,
};
