/* BPE over bytes or characters: see bytebpe.h.
 *
 * In the alphabet of characters a word may be a whole text, so it is merged in segments: no merge
 * joins two characters unless some merge has the first at the end of its left half and the second
 * at the beginning of its right one, and what happens on one side of such a gap changes nothing on
 * the other. A segment ends only between two characters that are tokens, where no unknown run is
 * open. */
#include "infer/tokenizer/bytebpe.h"

#include "audit/base/arena.h"
#include "audit/base/buf.h"
#include "audit/base/mem.h"
#include "infer/tokenizer/bpemerges.h"
#include "infer/tokenizer/bytealphabet.h"
#include "infer/tokenizer/charpairs.h"
#include "infer/tokenizer/spchar.h"
#include "infer/tokenizer/unicode.h"
#include "infer/tokenizer/wordcache.h"

#include <stdlib.h>
#include <string.h>

/* What a byte or character becomes before merging: a token of its own; the tokens of its bytes, of
 * which UTF-8 has at most four; nothing. */
typedef struct {
    uint32_t ids[4];
    uint8_t n;
    bool is_token;
} Symbols;

struct ByteBpe {
    Arena arena;
    const TextIds *ids;
    BpeMerges *merges;
    bool bytes, byte_fallback, has_unknown, fuse_unknown, ignore_merges;
    uint32_t unknown;
    Symbols symbols[BYTEALPHABET_SIZE]; /* of each byte; of ASCII */
    TextIds words;                      /* bytes, ignore_merges: tokens by their bytes */
    CharPairs pairs;                    /* characters: which may join */
    uint64_t *tokens; /* characters: a bit for each code point that is a token of its own */
};

struct ByteBpeScratch {
    BpeWord word;
    WordCache *known;
};

/* A word's memory beyond this many symbols is given back after use. */
enum { SYMBOLS_KEPT = 1 << 20 };

int bytebpe_fallback_byte(Str text)
{
    int byte = 0;
    if (text.n != 6 || !str_starts(text, "<0x") || text.s[5] != '>')
        return -1;
    for (size_t i = 3; i < 5; i++) {
        const char c = text.s[i];
        if (c >= '0' && c <= '9')
            byte = byte * 16 + (c - '0');
        else if (c >= 'A' && c <= 'F')
            byte = byte * 16 + (c - 'A') + 10;
        else if (c >= 'a' && c <= 'f')
            byte = byte * 16 + (c - 'a') + 10;
        else
            return -1;
    }
    return byte;
}

bool bytebpe_split_merge(Str line, ByteBpeMerge *merge)
{
    const char *space = line.n ? memchr(line.s, ' ', line.n) : NULL;
    if (!space)
        return false;
    merge->left = (Str){line.s, (size_t)(space - line.s)};
    merge->right = (Str){space + 1, line.n - merge->left.n - 1};
    return merge->right.n == 0 || !memchr(merge->right.s, ' ', merge->right.n);
}

/* ---- symbols ---- */

/* The token <0xHL>. */
static bool find_fallback(const ByteBpe *b, uint8_t byte, uint32_t *id)
{
    static const char digits[] = "0123456789ABCDEF";
    const char token[] = {'<', '0', 'x', digits[byte >> 4], digits[byte & 15], '>'};
    return b->byte_fallback && textids_find(b->ids, (Str){token, sizeof token}, id);
}

static Symbols symbols_of(const ByteBpe *b, Str character)
{
    Symbols s = {0};
    if (textids_find(b->ids, character, &s.ids[0]))
        return (Symbols){.ids = {s.ids[0]}, .n = 1, .is_token = true};
    for (size_t i = 0; i < character.n; i++) {
        if (!find_fallback(b, (uint8_t)character.s[i], &s.ids[i]))
            return (Symbols){0};
        s.n++;
    }
    return s;
}

static void fill_symbols(ByteBpe *b)
{
    Buf character = {0};
    for (unsigned i = 0; i < (b->bytes ? BYTEALPHABET_SIZE : 128); i++) {
        const char byte = (char)i;
        buf_clear(&character);
        if (b->bytes)
            bytealphabet_write((Str){&byte, 1}, &character);
        else
            buf_add_char(&character, byte);
        b->symbols[i] = symbols_of(b, buf_str(&character));
    }
    buf_free(&character);
}

/* An unknown run that is open is written when a token follows, and not before bytes: so does the
 * library. */
static void add_symbols(const ByteBpe *b, BpeWord *word, const Symbols *s, bool *open)
{
    if (s->is_token && *open) {
        bpeword_add(word, b->unknown);
        *open = false;
    }
    for (uint8_t i = 0; i < s->n; i++)
        bpeword_add(word, s->ids[i]);
    if (s->n > 0 || !b->has_unknown)
        return;
    if (*open && !b->fuse_unknown)
        bpeword_add(word, b->unknown);
    *open = true;
}

static void fill_word(const ByteBpe *b, BpeWord *word, Str text)
{
    bool open = false;
    bpeword_clear(word);
    for (size_t i = 0; i < text.n;) {
        const size_t n = b->bytes ? 1 : spchar_bytes(text.s[i]);
        if (n == 1) {
            add_symbols(b, word, &b->symbols[(uint8_t)text.s[i]], &open);
        } else {
            const Symbols s = symbols_of(b, (Str){text.s + i, n});
            add_symbols(b, word, &s, &open);
        }
        i += n;
    }
    if (open)
        bpeword_add(word, b->unknown);
}

/* ---- opening ---- */

static uint32_t last_char(Str text)
{
    size_t i = text.n - 1;
    while (((uint8_t)text.s[i] & 0xC0) == 0x80)
        i--;
    return spchar_code(text.s + i, text.n - i);
}

static int short_n(Str s)
{
    return (int)(s.n < 60 ? s.n : 60);
}

static int find_part(const ByteBpe *b, Str text, size_t i, uint32_t *id, Err *e)
{
    if (textids_find(b->ids, text, id))
        return 0;
    err_set(e, ERR_FORMAT, "merge %zu needs \"%.*s\", which is no token", i, short_n(text), text.s);
    return -1;
}

static int add_merge(ByteBpe *b, const ByteBpeMerge *merge, size_t i, Buf *scratch, Err *e)
{
    uint32_t left, right, result;
    buf_clear(scratch);
    buf_add_str(scratch, merge->left);
    buf_add_str(scratch, merge->right);
    if (find_part(b, merge->left, i, &left, e) != 0 ||
        find_part(b, merge->right, i, &right, e) != 0 ||
        find_part(b, buf_str(scratch), i, &result, e) != 0)
        return -1;
    bpemerges_add(b->merges, left, right, result);
    if (!b->bytes && merge->left.n > 0 && merge->right.n > 0) {
        const Str r = merge->right;
        charpairs_add(&b->pairs, last_char(merge->left), spchar_code(r.s, spchar_bytes(r.s[0])));
    }
    return 0;
}

static void fill_words(ByteBpe *b)
{
    Buf bytes = {0};
    textids_reserve(&b->words, b->ids->n);
    for (size_t i = 0; i < b->ids->n_slots; i++) {
        const TextId *t = &b->ids->slots[i];
        buf_clear(&bytes);
        if (t->text.s && bytealphabet_read(t->text, &bytes))
            textids_add(&b->words, arena_str(&b->arena, buf_str(&bytes)), t->id);
    }
    buf_free(&bytes);
}

static void fill_tokens(ByteBpe *b)
{
    b->tokens = mem_zero(UNICODE_LAST / 64 + 1, sizeof *b->tokens);
    for (size_t i = 0; i < b->ids->n_slots; i++) {
        const Str text = b->ids->slots[i].text;
        if (!text.s || text.n == 0 || spchar_bytes(text.s[0]) != text.n)
            continue;
        const uint32_t c = spchar_code(text.s, text.n);
        b->tokens[c / 64] |= (uint64_t)1 << (c % 64);
    }
}

ByteBpe *bytebpe_open(const ByteBpeFacts *f, Err *e)
{
    ByteBpe *b = mem_zero(1, sizeof *b);
    b->ids = f->ids;
    b->merges = bpemerges_open(f->n_merges);
    b->bytes = f->bytes;
    b->byte_fallback = f->byte_fallback;
    b->has_unknown = f->has_unknown;
    b->fuse_unknown = f->fuse_unknown;
    b->ignore_merges = f->ignore_merges;
    b->unknown = f->unknown;
    Buf scratch = {0};
    int rc = 0;
    for (size_t i = 0; i < f->n_merges && rc == 0; i++)
        rc = add_merge(b, &f->merges[i], i, &scratch, e);
    buf_free(&scratch);
    if (rc != 0) {
        bytebpe_close(b);
        return NULL;
    }
    fill_symbols(b);
    if (b->bytes && b->ignore_merges)
        fill_words(b);
    if (!b->bytes)
        fill_tokens(b);
    return b;
}

void bytebpe_close(ByteBpe *b)
{
    if (!b)
        return;
    bpemerges_close(b->merges);
    textids_free(&b->words);
    charpairs_free(&b->pairs);
    free(b->tokens);
    arena_free(&b->arena);
    free(b);
}

bool bytebpe_loses(const ByteBpe *b)
{
    bool loses = false;
    uint32_t id;
    for (unsigned i = 0; i < BYTEALPHABET_SIZE; i++)
        loses |= b->bytes ? b->symbols[i].n == 0 : !find_fallback(b, (uint8_t)i, &id);
    return loses;
}

ByteBpeScratch *bytebpe_scratch_open(const ByteBpe *b)
{
    (void)b;
    ByteBpeScratch *s = mem_zero(1, sizeof *s);
    s->known = wordcache_open();
    return s;
}

void bytebpe_scratch_close(ByteBpeScratch *s)
{
    if (!s)
        return;
    bpeword_free(&s->word);
    wordcache_close(s->known);
    free(s);
}

/* ---- encoding ---- */

static void encode_new(const ByteBpe *b, ByteBpeScratch *s, Str word, IdSink *out)
{
    uint32_t id;
    if (b->bytes && b->ignore_merges && textids_find(&b->words, word, &id)) {
        idsink_add(out, id);
        return;
    }
    fill_word(b, &s->word, word);
    bpemerges_run(b->merges, &s->word, out);
    if (s->word.room > SYMBOLS_KEPT)
        bpeword_free(&s->word);
}

/* As encode_new, from memory where the word was met before. */
static void encode_known(const ByteBpe *b, ByteBpeScratch *s, Str word, IdSink *out)
{
    if (word.n > CACHEDWORD_BYTES) {
        encode_new(b, s, word, out);
        return;
    }
    CachedWord *known = wordcache_place(s->known, word);
    if (!cachedword_is(known, word)) {
        uint32_t ids[CACHEDWORD_IDS];
        IdSink found = {.ids = ids, .want = CACHEDWORD_IDS};
        encode_new(b, s, word, &found);
        if (found.n > CACHEDWORD_IDS) {
            encode_new(b, s, word, out);
            return;
        }
        cachedword_set(known, word, ids, found.n);
    }
    for (unsigned i = 0; i < known->n_ids; i++)
        idsink_add(out, known->ids[i]);
}

static bool is_token(const ByteBpe *b, uint32_t c)
{
    return b->tokens[c / 64] >> (c % 64) & 1;
}

/* Bytes of the first segment of text. */
static size_t segment_bytes(const ByteBpe *b, Str text)
{
    size_t i = spchar_bytes(text.s[0]);
    uint32_t left = spchar_code(text.s, i);
    while (i < text.n) {
        const size_t n = spchar_bytes(text.s[i]);
        const uint32_t right = spchar_code(text.s + i, n);
        if (!charpairs_has(&b->pairs, left, right) && is_token(b, left) && is_token(b, right))
            break;
        left = right;
        i += n;
    }
    return i;
}

void bytebpe_encode(const ByteBpe *b, ByteBpeScratch *s, Str word, IdSink *out)
{
    uint32_t id;
    if (word.n == 0)
        return;
    if (b->bytes) {
        encode_known(b, s, word, out);
        return;
    }
    if (b->ignore_merges && textids_find(b->ids, word, &id)) {
        idsink_add(out, id);
        return;
    }
    while (word.n > 0) {
        const size_t n = segment_bytes(b, word);
        encode_known(b, s, (Str){word.s, n}, out);
        word = (Str){word.s + n, word.n - n};
    }
}
