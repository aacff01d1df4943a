/* BPE: see spbpe.h. */
#include "infer/tokenizer/spbpe.h"

#include "audit/base/hash.h"
#include "audit/base/mem.h"
#include "infer/tokenizer/spchar.h"

#include <stdlib.h>
#include <string.h>

/* ---- which characters stand side by side in a piece ---- */

/* ASCII and the space symbol, which make up most text, have a bit for each pair of theirs. */
enum { N_COMMON = 129, SPACE_CLASS = 128, NOT_COMMON = 129 };

struct SpBpe {
    const SpModel *model;
    const SpTrie *symbols;
    bool begins_symbol[256]; /* whether a user-defined piece begins with the byte */
    uint64_t common[N_COMMON][(N_COMMON + 63) / 64];
    uint64_t *pairs; /* [n_slots] the other pairs: (left << 21 | right) + 1, 0: free */
    size_t n_slots;  /* a power of two */
    size_t n_pairs;
};

static unsigned class_of(uint32_t code)
{
    return code < 128 ? code : code == SPCHAR_SPACE_CODE ? SPACE_CLASS : NOT_COMMON;
}

static uint64_t *pair_slot(const SpBpe *b, uint64_t key)
{
    for (size_t i = (size_t)((key * 0x9E3779B97F4A7C15u) >> 32);; i++) {
        uint64_t *slot = &b->pairs[i & (b->n_slots - 1)];
        if (*slot == key || *slot == 0)
            return slot;
    }
}

static bool may_join(const SpBpe *b, uint32_t left, uint32_t right)
{
    const unsigned l = class_of(left), r = class_of(right);
    if (l != NOT_COMMON && r != NOT_COMMON)
        return b->common[l][r / 64] >> (r % 64) & 1;
    return *pair_slot(b, ((uint64_t)left << 21 | right) + 1) != 0;
}

static void grow_pairs(SpBpe *b)
{
    SpBpe larger = *b;
    larger.n_slots = b->n_slots ? b->n_slots * 2 : 64;
    larger.pairs = mem_zero(larger.n_slots, sizeof *larger.pairs);
    for (size_t i = 0; i < b->n_slots; i++) {
        if (b->pairs[i])
            *pair_slot(&larger, b->pairs[i]) = b->pairs[i];
    }
    free(b->pairs);
    *b = larger;
}

static void add_pair(SpBpe *b, uint32_t left, uint32_t right)
{
    const unsigned l = class_of(left), r = class_of(right);
    if (l != NOT_COMMON && r != NOT_COMMON) {
        b->common[l][r / 64] |= (uint64_t)1 << (r % 64);
        return;
    }
    if (b->n_pairs * 2 >= b->n_slots)
        grow_pairs(b);
    const uint64_t key = ((uint64_t)left << 21 | right) + 1;
    uint64_t *slot = pair_slot(b, key);
    b->n_pairs += *slot == 0;
    *slot = key;
}

static void add_pairs_of(SpBpe *b, Str piece)
{
    size_t i = spchar_bytes(piece.s[0]);
    uint32_t left = spchar_code(piece.s, i);
    while (i < piece.n) {
        const size_t n = spchar_bytes(piece.s[i]);
        const uint32_t right = spchar_code(piece.s + i, n);
        add_pair(b, left, right);
        left = right;
        i += n;
    }
}

SpBpe *spbpe_open(const SpModel *model, const SpTrie *symbols)
{
    SpBpe *b = mem_zero(1, sizeof *b);
    b->model = model;
    b->symbols = symbols;
    grow_pairs(b);
    for (uint32_t id = 0; id < model->n_pieces; id++) {
        if (spmodel_in_text(model, id))
            add_pairs_of(b, model->pieces[id].text);
        if (model->pieces[id].type == SP_USER_DEFINED)
            b->begins_symbol[(uint8_t)model->pieces[id].text.s[0]] = true;
    }
    return b;
}

void spbpe_close(SpBpe *b)
{
    if (!b)
        return;
    free(b->pairs);
    free(b);
}

/* ---- scratch ---- */

#define NO_SYMBOL SIZE_MAX

/* Of a text without a boundary there is one for each character: 32 bytes. */
typedef struct {
    size_t begin;      /* in the segment */
    size_t prev, next; /* neighbours; NO_SYMBOL at the ends */
    uint32_t n;        /* bytes; 0: merged into the one before */
    uint32_t id;       /* SPMODEL_NONE: a character without a piece */
} Symbol;

/* A pair that may merge into piece id: symbol `left` and its next, while their bytes add up to the
 * piece's. */
typedef struct {
    size_t left;
    uint32_t id;
    float score;
} Candidate;

typedef struct {
    Str text;
    uint32_t id;
} Part;

/* A segment whose ids are known: two cache lines. */
enum { KNOWN_BYTES = 64, KNOWN_IDS = 15, N_KNOWN = 1 << 14 };

typedef struct {
    uint32_t ids[KNOWN_IDS];
    uint8_t n_ids, n_text; /* n_text = 0: empty */
    char text[KNOWN_BYTES];
} Known;

struct SpBpeScratch {
    Symbol *symbols;
    size_t n_symbols, room_symbols;
    Candidate *heap; /* a binary heap, the next to merge first */
    size_t n_heap, room_heap;
    Part *parts;
    size_t room_parts;
    size_t
        *left_bytes; /* [n_pieces] where an unused piece was last merged from; NULL: none exist */
    Known *known;    /* [N_KNOWN] */
};

SpBpeScratch *spbpe_scratch_open(const SpBpe *b)
{
    SpBpeScratch *s = mem_zero(1, sizeof *s);
    if (b->model->any_split)
        s->left_bytes = mem_zero(b->model->n_pieces, sizeof *s->left_bytes);
    else
        s->known = mem_zero(N_KNOWN, sizeof *s->known);
    return s;
}

void spbpe_scratch_close(SpBpeScratch *s)
{
    if (!s)
        return;
    free(s->symbols);
    free(s->heap);
    free(s->parts);
    free(s->left_bytes);
    free(s->known);
    free(s);
}

/* ---- the heap of pairs ---- */

static bool goes_before(const Candidate *a, const Candidate *b)
{
    return a->score != b->score ? a->score > b->score : a->left < b->left;
}

static void heap_push(SpBpeScratch *s, Candidate c)
{
    if (s->n_heap == s->room_heap) {
        s->room_heap = s->room_heap ? s->room_heap * 2 : 64;
        s->heap = mem_resize(s->heap, s->room_heap, sizeof *s->heap);
    }
    size_t i = s->n_heap++;
    for (; i > 0 && goes_before(&c, &s->heap[(i - 1) / 2]); i = (i - 1) / 2)
        s->heap[i] = s->heap[(i - 1) / 2];
    s->heap[i] = c;
}

static Candidate heap_pop(SpBpeScratch *s)
{
    const Candidate top = s->heap[0];
    const Candidate last = s->heap[--s->n_heap];
    size_t i = 0;
    for (size_t child = 1; child < s->n_heap; child = 2 * i + 1) {
        if (child + 1 < s->n_heap && goes_before(&s->heap[child + 1], &s->heap[child]))
            child++;
        if (!goes_before(&s->heap[child], &last))
            break;
        s->heap[i] = s->heap[child];
        i = child;
    }
    s->heap[i] = last;
    return top;
}

/* ---- merging one segment ---- */

/* Id of the piece that text gives; SPMODEL_NONE. */
static uint32_t piece_of(const SpModel *m, Str text)
{
    if (text.n > m->longest)
        return SPMODEL_NONE;
    const uint32_t id = spmodel_find(m, text);
    return id != SPMODEL_NONE && spmodel_in_text(m, id) ? id : SPMODEL_NONE;
}

static size_t symbol_at(const SpBpe *b, Str text)
{
    return b->begins_symbol[(uint8_t)text.s[0]] ? sptrie_longest(b->symbols, text) : 0;
}

static void split_into_symbols(const SpBpe *b, SpBpeScratch *s, Str text)
{
    s->n_symbols = 0;
    for (size_t i = 0; i < text.n;) {
        if (s->n_symbols == s->room_symbols) {
            s->room_symbols = s->room_symbols ? s->room_symbols * 2 : 64;
            s->symbols = mem_resize(s->symbols, s->room_symbols, sizeof *s->symbols);
        }
        const size_t symbol = symbol_at(b, (Str){text.s + i, text.n - i});
        const size_t n = symbol ? symbol : spchar_bytes(text.s[i]);
        const size_t k = s->n_symbols++;
        s->symbols[k] = (Symbol){.begin = i,
                                 .n = (uint32_t)n,
                                 .prev = k ? k - 1 : NO_SYMBOL,
                                 .next = i + n < text.n ? k + 1 : NO_SYMBOL,
                                 .id = piece_of(b->model, (Str){text.s + i, n})};
        i += n;
    }
}

/* A user-defined piece never merges, and no merge makes one: where its text begins, it was taken
 * out of the text. */
static bool is_frozen(const SpModel *m, const Symbol *s)
{
    return s->id != SPMODEL_NONE && m->pieces[s->id].type == SP_USER_DEFINED;
}

static void consider(const SpBpe *b, SpBpeScratch *s, Str text, size_t left, size_t right)
{
    if (left == NO_SYMBOL || right == NO_SYMBOL)
        return;
    const SpModel *m = b->model;
    const Symbol *l = &s->symbols[left], *r = &s->symbols[right];
    if (is_frozen(m, l) || is_frozen(m, r))
        return;
    const uint32_t id = piece_of(m, (Str){text.s + l->begin, (size_t)l->n + r->n});
    if (id == SPMODEL_NONE)
        return;
    heap_push(s, (Candidate){left, id, m->pieces[id].score});
    if (m->pieces[id].type == SP_UNUSED)
        s->left_bytes[id] = l->n;
}

static void merge_segment(const SpBpe *b, SpBpeScratch *s, Str text)
{
    split_into_symbols(b, s, text);
    s->n_heap = 0;
    for (size_t i = 1; i < s->n_symbols; i++)
        consider(b, s, text, i - 1, i);
    while (s->n_heap > 0) {
        const Candidate c = heap_pop(s);
        const size_t n = b->model->pieces[c.id].text.n;
        Symbol *left = &s->symbols[c.left];
        const size_t right = left->next;
        /* Either of the two has merged with another one since. */
        if (left->n == 0 || right == NO_SYMBOL || (size_t)left->n + s->symbols[right].n != n)
            continue;
        left->n = (uint32_t)n;
        left->id = c.id;
        left->next = s->symbols[right].next;
        s->symbols[right].n = 0;
        if (left->next != NO_SYMBOL)
            s->symbols[left->next].prev = c.left;
        consider(b, s, text, left->prev, c.left);
        consider(b, s, text, c.left, left->next);
    }
}

/* Adds the ids of one symbol: itself, or what is left when unused pieces are split again. */
static void add_symbol(const SpBpe *b, SpBpeScratch *s, Part whole, SpIds *out)
{
    const SpModel *m = b->model;
    size_t n = 0;
    for (Part p = whole;;) {
        const bool unused = p.id != SPMODEL_NONE && m->pieces[p.id].type == SP_UNUSED;
        if (unused && spchar_bytes(p.text.s[0]) < p.text.n) {
            if (n == s->room_parts) {
                s->room_parts = s->room_parts ? s->room_parts * 2 : 64;
                s->parts = mem_resize(s->parts, s->room_parts, sizeof *s->parts);
            }
            const size_t cut = s->left_bytes[p.id];
            const Str left = {p.text.s, cut}, right = {p.text.s + cut, p.text.n - cut};
            s->parts[n++] = (Part){right, piece_of(m, right)};
            p = (Part){left, piece_of(m, left)};
            continue;
        }
        if (p.id == SPMODEL_NONE || unused)
            spids_add_unknown(out, p.text);
        else
            spids_add(out, p.id);
        if (n == 0)
            return;
        p = s->parts[--n];
    }
}

static void encode_segment(const SpBpe *b, SpBpeScratch *s, Str text, SpIds *out)
{
    merge_segment(b, s, text);
    for (size_t i = 0; i != NO_SYMBOL; i = s->symbols[i].next) {
        const Symbol *symbol = &s->symbols[i];
        add_symbol(b, s, (Part){{text.s + symbol->begin, symbol->n}, symbol->id}, out);
    }
}

/* ---- a whole text ---- */

/* Bytes of the first segment of text: a user-defined piece, or characters up to one or up to a pair
 * that no piece joins. */
static size_t segment_bytes(const SpBpe *b, Str text)
{
    size_t i = symbol_at(b, text);
    if (i > 0)
        return i;
    i = spchar_bytes(text.s[0]);
    uint32_t left = spchar_code(text.s, i);
    while (i < text.n) {
        const size_t n = spchar_bytes(text.s[i]);
        const uint32_t right = spchar_code(text.s + i, n);
        if (!may_join(b, left, right) || symbol_at(b, (Str){text.s + i, text.n - i}) > 0)
            break;
        left = right;
        i += n;
    }
    return i;
}

/* As encode_segment, from memory where the segment was met before. An unknown piece is not
 * remembered: whether it counts depends on what stands before it. */
static void encode_known(const SpBpe *b, SpBpeScratch *s, Str text, SpIds *out)
{
    if (text.n > KNOWN_BYTES) {
        encode_segment(b, s, text, out);
        return;
    }
    Known *known = &s->known[hash_xxh3(0, text.s, text.n) & (N_KNOWN - 1)];
    if (known->n_text == text.n && memcmp(known->text, text.s, text.n) == 0) {
        for (unsigned i = 0; i < known->n_ids; i++)
            spids_add(out, known->ids[i]);
        return;
    }
    uint32_t ids[KNOWN_IDS];
    SpIds found = {.model = b->model, .ids = ids, .want = KNOWN_IDS};
    encode_segment(b, s, text, &found);
    bool any_unknown = false;
    for (size_t i = 0; i < found.n && i < KNOWN_IDS; i++)
        any_unknown |= ids[i] == b->model->unknown;
    if (found.n > KNOWN_IDS || any_unknown) {
        encode_segment(b, s, text, out);
        return;
    }
    known->n_text = (uint8_t)text.n;
    known->n_ids = (uint8_t)found.n;
    memcpy(known->text, text.s, text.n);
    memcpy(known->ids, ids, found.n * sizeof *ids);
    for (size_t i = 0; i < found.n; i++)
        spids_add(out, ids[i]);
}

void spbpe_encode(const SpBpe *b, SpBpeScratch *s, Str text, SpIds *out)
{
    if (b->model->any_split) {
        if (text.n > 0)
            encode_segment(b, s, text, out);
        return;
    }
    while (text.n > 0) {
        const size_t n = segment_bytes(b, text);
        encode_known(b, s, (Str){text.s, n}, out);
        text = (Str){text.s + n, text.n - n};
    }
}
