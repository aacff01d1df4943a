/* SentencePiece put together: file -> model, normalizer, algorithm; text -> normalized -> ids.
 *
 * Source: sentencepiece_processor.cc; checked against 0.2.3. */
#include "infer/tokenizer/sentencepiece.h"

#include "audit/base/mem.h"
#include "infer/tokenizer/spbpe.h"
#include "infer/tokenizer/spchar.h"
#include "infer/tokenizer/spids.h"
#include "infer/tokenizer/spmodel.h"
#include "infer/tokenizer/spnormalizer.h"
#include "infer/tokenizer/sptrie.h"
#include "infer/tokenizer/spunigram.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
    SpModel model;
    SpTrie symbols; /* the user-defined pieces */
    SpNormalizer normalizer;
    SpBpe *bpe; /* one of the two */
    SpUnigram *unigram;
} SentencePiece;

/* A document's normalized text beyond this is given back after use. */
enum { NORMALIZED_KEPT_BYTES = 1 << 26 };

typedef struct {
    Buf normalized;
    SpBpeScratch *bpe;
    SpUnigramScratch *unigram;
} SentencePieceScratch;

/* Any message begins with a key; that of `pieces`, which every file begins with, is 0x0A. The rest
 * is for spmodel_open to say. */
static bool sentencepiece_claims(Str file)
{
    return file.n > 0 && file.s[0] == 0x0A;
}

static void sentencepiece_close(void *v)
{
    SentencePiece *p = v;
    if (!p)
        return;
    spbpe_close(p->bpe);
    spunigram_close(p->unigram);
    spnormalizer_close(&p->normalizer);
    sptrie_free(&p->symbols);
    spmodel_close(&p->model);
    free(p);
}

void *sentencepiece_from_model(SpModel *model, Err *e)
{
    SentencePiece *p = mem_zero(1, sizeof *p);
    const SpModel *m = &p->model;
    p->model = *model;
    *model = (SpModel){0};
    for (uint32_t id = 0; id < m->n_pieces; id++) {
        if (m->pieces[id].type == SP_USER_DEFINED)
            sptrie_add(&p->symbols, m->pieces[id].text, id);
    }
    if (spnormalizer_open(&p->normalizer, m, &p->symbols, e) != 0) {
        sentencepiece_close(p);
        return NULL;
    }
    if (m->algorithm == SP_BPE)
        p->bpe = spbpe_open(m, &p->symbols);
    else
        p->unigram = spunigram_open(m);
    return p;
}

static void *sentencepiece_open(Buf *file, Err *e)
{
    SpModel m;
    return spmodel_open(&m, file, e) == 0 ? sentencepiece_from_model(&m, e) : NULL;
}

static const char *sentencepiece_name(const void *v)
{
    return ((const SentencePiece *)v)->bpe ? "SentencePiece BPE" : "SentencePiece unigram";
}

static uint32_t sentencepiece_size(const void *v)
{
    return ((const SentencePiece *)v)->model.n_pieces;
}

static bool sentencepiece_bos(const void *v, uint32_t *id)
{
    *id = ((const SentencePiece *)v)->model.bos;
    return *id != SPMODEL_NONE;
}

static bool sentencepiece_find(const void *v, Str text, uint32_t *id)
{
    *id = spmodel_find(&((const SentencePiece *)v)->model, text);
    return *id != SPMODEL_NONE;
}

static bool sentencepiece_adds_space(const void *v)
{
    return ((const SentencePiece *)v)->model.dummy_prefix;
}

static void sentencepiece_scratch_close(void *scratch)
{
    SentencePieceScratch *s = scratch;
    if (!s)
        return;
    spbpe_scratch_close(s->bpe);
    spunigram_scratch_close(s->unigram);
    buf_free(&s->normalized);
    free(s);
}

static SentencePieceScratch *sentencepiece_scratch_open(const SentencePiece *p)
{
    SentencePieceScratch *s = mem_zero(1, sizeof *s);
    if (p->bpe)
        s->bpe = spbpe_scratch_open(p->bpe);
    else
        s->unigram = spunigram_scratch_open();
    return s;
}

static size_t sentencepiece_encode(const void *v, void **scratch, Str text, size_t first,
                                   uint32_t *ids, size_t want)
{
    const SentencePiece *p = v;
    if (!*scratch)
        *scratch = sentencepiece_scratch_open(p);
    SentencePieceScratch *s = *scratch;
    spnormalizer_run(&p->normalizer, text, &s->normalized);
    SpIds out = {.model = &p->model, .ids = ids, .first = first, .want = want};
    if (p->bpe)
        spbpe_encode(p->bpe, s->bpe, buf_str(&s->normalized), &out);
    else
        spunigram_encode(p->unigram, s->unigram, buf_str(&s->normalized), &out);
    if (s->normalized.capacity > NORMALIZED_KEPT_BYTES)
        buf_free(&s->normalized);
    return out.n;
}

static void add_unescaped(Buf *out, Str piece)
{
    for (size_t i = 0; i < piece.n;) {
        const bool space = piece.n - i >= SPCHAR_SPACE_BYTES &&
                           memcmp(piece.s + i, SPCHAR_SPACE, SPCHAR_SPACE_BYTES) == 0;
        buf_add_char(out, space ? ' ' : piece.s[i]);
        i += space ? SPCHAR_SPACE_BYTES : 1;
    }
}

static int byte_of(Str piece)
{
    static const char digits[] = "0123456789ABCDEF"; /* "<0xHL>" */
    const ptrdiff_t high = strchr(digits, piece.s[3]) - digits;
    return (int)(high * 16 + (strchr(digits, piece.s[4]) - digits));
}

static void sentencepiece_decode(const void *v, const uint32_t *ids, size_t n, bool first, Buf *out)
{
    const SpModel *m = &((const SentencePiece *)v)->model;
    const size_t begin = out->n;
    /* Nothing but dropped spaces has come so far: a space that begins the next piece is the dummy
     * prefix, or one that the normalizer would have removed. */
    bool at_start = first && (m->dummy_prefix || m->remove_extra_spaces);
    for (size_t i = 0; i < n; i++) {
        if (ids[i] >= m->n_pieces)
            continue;
        const SpPiece *p = &m->pieces[ids[i]];
        Str text = p->text;
        switch (p->type) {
        case SP_CONTROL:
            break;
        case SP_UNKNOWN:
            buf_add_str(out, m->unknown_surface);
            break;
        case SP_BYTE:
            buf_add_char(out, (char)byte_of(text));
            break;
        default:
            if (at_start && str_starts(text, SPCHAR_SPACE)) {
                text = (Str){text.s + SPCHAR_SPACE_BYTES, text.n - SPCHAR_SPACE_BYTES};
                at_start = m->remove_extra_spaces;
            }
            add_unescaped(out, text);
        }
        at_start = at_start && out->n == begin;
    }
}

const TokenizerKind sentencepiece_kind = {
    .container = "a SentencePiece .model",
    .claims = sentencepiece_claims,
    .open = sentencepiece_open,
    .close = sentencepiece_close,
    .name = sentencepiece_name,
    .size = sentencepiece_size,
    .bos = sentencepiece_bos,
    .find = sentencepiece_find,
    .adds_space = sentencepiece_adds_space,
    .encode = sentencepiece_encode,
    .scratch_close = sentencepiece_scratch_close,
    .decode = sentencepiece_decode,
};
