/* tokenizer.json put together: see tokenizerjson.h.
 *
 *   text -> added tokens (not normalized) -> normalizer -> added tokens (normalized) ->
 *           pre-tokenizer -> words -> BPE -> ids
 *
 * truncation and padding of the file are passed over: they cut or fill what is handed to a model,
 * and the ids of a whole document are asked for here. */
#include "infer/tokenizer/tokenizerjson.h"

#include "audit/base/arena.h"
#include "audit/base/mem.h"
#include "infer/jsonfile.h"
#include "infer/tokenizer/addedtokens.h"
#include "infer/tokenizer/bpevocabulary.h"
#include "infer/tokenizer/bytebpe.h"
#include "infer/tokenizer/idsink.h"
#include "infer/tokenizer/jsonfield.h"
#include "infer/tokenizer/postprocessor.h"
#include "infer/tokenizer/pretokenizer.h"
#include "infer/tokenizer/spchar.h"
#include "infer/tokenizer/textnormalizer.h"
#include "infer/tokenizer/tokendecoder.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
    Arena arena;
    BpeVocabulary vocabulary;
    AddedTokens plain, normalized; /* the two passes */
    TextNormalizer normalizer;
    PreTokenizer *pre_tokenizer;
    PostProcessor post_processor;
    TokenDecoder decoder;
    ByteBpe *bpe;
    Str *decoded;   /* [n_ids] texts that the decoder gets; s = NULL: no token has this id */
    bool *verbatim; /* [n_ids] tokens that no word becomes */
} TokenizerJson;

/* A document's text beyond this is given back after use. */
enum { TEXT_KEPT_BYTES = 1 << 26 };

typedef struct {
    Buf valid;         /* the text with U+FFFD for what is no UTF-8 */
    Buf normalized[2]; /* a stretch of it */
    PreTokenizerScratch *pre_tokenizer;
    ByteBpeScratch *bpe;
} TokenizerJsonScratch;

static bool tokenizerjson_claims(Str file)
{
    size_t i = 0;
    while (i < file.n && file.s[i] && strchr(" \t\r\n", file.s[i]))
        i++;
    return i < file.n && file.s[i] == '{';
}

static void tokenizerjson_close(void *v)
{
    TokenizerJson *t = v;
    if (!t)
        return;
    bytebpe_close(t->bpe);
    pretokenizer_close(t->pre_tokenizer);
    addedtokens_close(&t->plain);
    addedtokens_close(&t->normalized);
    bpevocabulary_close(&t->vocabulary);
    arena_free(&t->arena);
    free(t);
}

/* ---- opening ---- */

/* The model's options that are not implemented must say what changes nothing. */
static int refuse_options(const json_t *model, Err *e)
{
    static const char *const texts[] = {"continuing_subword_prefix", "end_of_word_suffix"};
    const json_t *type = json_object_get(model, "type");
    const json_t *dropout = json_object_get(model, "dropout");
    const bool is_bpe = type ? json_is_string(type) && strcmp(json_string_value(type), "BPE") == 0
                             : json_object_get(model, "merges") != NULL;
    if (!json_is_object(model)) {
        err_set(e, ERR_FORMAT, "is missing: this is no tokenizer.json");
        return -1;
    }
    if (!is_bpe) {
        err_set(e, ERR_FORMAT, "the type %.60s is not implemented; BPE is",
                json_is_string(type) ? json_string_value(type) : "(missing)");
        return -1;
    }
    if (dropout && !json_is_null(dropout) && json_number_value(dropout) != 0) {
        err_set(e, ERR_FORMAT, "dropout makes ids random; null is expected");
        return -1;
    }
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        const json_t *text = json_object_get(model, texts[i]);
        if (text && !json_is_null(text) && (!json_is_string(text) || json_string_length(text))) {
            err_set(e, ERR_FORMAT, "%s is not implemented; null or \"\" is", texts[i]);
            return -1;
        }
    }
    return 0;
}

static int open_model(TokenizerJson *t, const json_t *model, const ByteBpeMerge *merges,
                      size_t n_merges, Err *e)
{
    ByteBpeFacts f = {.ids = &t->vocabulary.model,
                      .merges = merges,
                      .n_merges = n_merges,
                      .bytes = pretokenizer_bytes(t->pre_tokenizer)};
    const json_t *unknown = json_object_get(model, "unk_token");
    Str text = {NULL, 0};
    if (jsonfield_bool(model, "byte_fallback", &f.byte_fallback, e) != 0 ||
        jsonfield_bool(model, "fuse_unk", &f.fuse_unknown, e) != 0 ||
        jsonfield_bool(model, "ignore_merges", &f.ignore_merges, e) != 0 ||
        (unknown && !json_is_null(unknown) && jsonfield_string(model, "unk_token", &text, e) != 0))
        return -1;
    f.has_unknown = textids_find(&t->vocabulary.model, text, &f.unknown);
    t->bpe = bytebpe_open(&f, e);
    if (t->bpe && text.s && !f.has_unknown && bytebpe_loses(t->bpe)) {
        err_set(e, ERR_FORMAT, "unk_token \"%.*s\" is no token of vocab",
                (int)(text.n < 60 ? text.n : 60), text.s);
        return -1;
    }
    return t->bpe ? 0 : -1;
}

/* What the decoder gets for an added token is what it was looked for as. */
static int open_added(TokenizerJson *t, Err *e)
{
    const BpeVocabulary *v = &t->vocabulary;
    Buf buffers[2] = {{0}, {0}};
    int rc = 0;
    addedtokens_open(&t->plain, v->added);
    addedtokens_open(&t->normalized, v->added);
    t->decoded = arena_alloc(&t->arena, v->n_ids, sizeof *t->decoded);
    t->verbatim = arena_alloc(&t->arena, v->n_ids, sizeof *t->verbatim);
    if (v->n_ids)
        memcpy(t->decoded, v->texts, v->n_ids * sizeof *t->decoded);
    for (size_t i = 0; i < v->n_added && rc == 0; i++) {
        const AddedToken *token = &v->added[i];
        uint32_t id;
        Str text = token->text;
        if (token->normalized)
            text = arena_str(&t->arena, textnormalizer_run(&t->normalizer, text, buffers));
        t->decoded[token->id] = text;
        t->verbatim[token->id] = !textids_find(&v->model, token->text, &id);
        if (text.n > 0) {
            rc = addedtokens_add(token->normalized ? &t->normalized : &t->plain, i, text, e);
        } else {
            err_set(e, ERR_FORMAT, "the normalizer leaves nothing of the added token \"%.*s\"",
                    (int)(token->text.n < 60 ? token->text.n : 60), token->text.s);
            rc = -1;
        }
    }
    buf_free(&buffers[0]);
    buf_free(&buffers[1]);
    return rc;
}

static int check_whole(const TokenizerJson *t, const json_t *root, Err *e)
{
    const json_t *version = json_object_get(root, "version");
    const uint64_t bos = t->post_processor.id;
    if (version && (!json_is_string(version) || strcmp(json_string_value(version), "1.0") != 0)) {
        err_set(e, ERR_FORMAT, "version is not \"1.0\"");
        return -1;
    }
    if (pretokenizer_asks_start(t->pre_tokenizer) && t->normalizer.n > 0) {
        err_set(e, ERR_FORMAT,
                "a normalizer before a Metaspace whose prepend_scheme is first is "
                "not implemented");
        return -1;
    }
    if (t->post_processor.puts && (bos >= t->vocabulary.n_ids || !t->vocabulary.texts[bos].s)) {
        err_set(e, ERR_FORMAT, "post_processor puts an id before a text that is no token");
        return -1;
    }
    return 0;
}

/* All but vocabulary and merges. */
static int open_rest(TokenizerJson *t, const json_t *root, const ByteBpeMerge *merges,
                     size_t n_merges, Err *e)
{
    if (textnormalizer_parse(&t->normalizer, json_object_get(root, "normalizer"), &t->arena, e))
        return -1;
    t->pre_tokenizer = pretokenizer_parse(json_object_get(root, "pre_tokenizer"), &t->arena, e);
    if (!t->pre_tokenizer)
        return -1;
    if (open_model(t, json_object_get(root, "model"), merges, n_merges, e) != 0) {
        err_add(e, "model");
        return -1;
    }
    return tokendecoder_parse(&t->decoder, json_object_get(root, "decoder"),
                              pretokenizer_bytes(t->pre_tokenizer), &t->arena, e) != 0 ||
                   postprocessor_parse(&t->post_processor, json_object_get(root, "post_processor"),
                                       e) != 0 ||
                   open_added(t, e) != 0 || check_whole(t, root, e) != 0
               ? -1
               : 0;
}

void *tokenizerjson_from_parts(TokenizerJsonParts *p, Err *e)
{
    TokenizerJson *t = mem_zero(1, sizeof *t);
    t->arena = p->arena;
    t->vocabulary = p->vocabulary;
    p->arena = (Arena){0};
    p->vocabulary = (BpeVocabulary){.n_ids = 0};
    if (open_rest(t, p->root, p->merges, p->n_merges, e) == 0)
        return t;
    tokenizerjson_close(t);
    return NULL;
}

static void *open_parsed(json_t *root, size_t file_bytes, Err *e)
{
    TokenizerJson *t = mem_zero(1, sizeof *t);
    const json_t *model = json_object_get(root, "model");
    Arena scratch = {0};
    ByteBpeMerge *merges;
    size_t n_merges;
    int rc = -1;
    if (refuse_options(model, e) != 0 ||
        bpevocabulary_parse(&t->vocabulary, root, file_bytes, &t->arena, e) != 0 ||
        bpevocabulary_merges(model, &scratch, &merges, &n_merges, e) != 0)
        err_add(e, "model");
    else
        rc = open_rest(t, root, merges, n_merges, e);
    arena_free(&scratch);
    if (rc == 0)
        return t;
    tokenizerjson_close(t);
    return NULL;
}

static void *tokenizerjson_open(Buf *file, Err *e)
{
    const size_t file_bytes = file->n;
    json_t *root = jsonfile_parse(buf_str(file), e);
    if (!root)
        return NULL;
    void *t = open_parsed(root, file_bytes, e);
    json_decref(root);
    return t;
}

/* ---- facts ---- */

static const char *tokenizerjson_name(const void *v)
{
    const TokenizerJson *t = v;
    return pretokenizer_bytes(t->pre_tokenizer) ? "byte-level BPE" : "character BPE";
}

static uint32_t tokenizerjson_size(const void *v)
{
    return ((const TokenizerJson *)v)->vocabulary.n_ids;
}

static bool tokenizerjson_bos(const void *v, uint32_t *id)
{
    const TokenizerJson *t = v;
    *id = (uint32_t)t->post_processor.id;
    return t->post_processor.puts;
}

static bool tokenizerjson_adds_bos(const void *v, bool *adds)
{
    const TokenizerJson *t = v;
    *adds = t->post_processor.puts;
    return true;
}

static bool tokenizerjson_find(const void *v, Str text, uint32_t *id)
{
    return bpevocabulary_find(&((const TokenizerJson *)v)->vocabulary, text, id);
}

static bool tokenizerjson_adds_space(const void *v)
{
    const TokenizerJson *t = v;
    return textnormalizer_prepends(&t->normalizer) || pretokenizer_prepends(t->pre_tokenizer);
}

/* ---- encoding ---- */

typedef struct {
    const TokenizerJson *t;
    TokenizerJsonScratch *s;
    IdSink out;
} Encoding;

static void tokenizerjson_scratch_close(void *scratch)
{
    TokenizerJsonScratch *s = scratch;
    if (!s)
        return;
    buf_free(&s->valid);
    buf_free(&s->normalized[0]);
    buf_free(&s->normalized[1]);
    pretokenizer_scratch_close(s->pre_tokenizer);
    bytebpe_scratch_close(s->bpe);
    free(s);
}

static TokenizerJsonScratch *scratch_open(const TokenizerJson *t)
{
    TokenizerJsonScratch *s = mem_zero(1, sizeof *s);
    s->pre_tokenizer = pretokenizer_scratch_open(t->pre_tokenizer);
    s->bpe = bytebpe_scratch_open(t->bpe);
    return s;
}

static void encode_word(void *ctx, Str word)
{
    Encoding *x = ctx;
    bytebpe_encode(x->t->bpe, x->s->bpe, word, &x->out);
}

static void encode_normalized(Encoding *x, Str text, bool at_start)
{
    AddedWalk walk = {0};
    AddedPart part;
    while (addedtokens_next(&x->t->normalized, text, &walk, &part)) {
        if (part.token)
            idsink_add(&x->out, part.token->id);
        else
            pretokenizer_run(x->t->pre_tokenizer, x->s->pre_tokenizer,
                             (Str){text.s + part.begin, part.end - part.begin},
                             at_start && part.begin == 0, encode_word, x);
    }
}

static void encode_valid(Encoding *x, Str text)
{
    AddedWalk walk = {0};
    AddedPart part;
    while (addedtokens_next(&x->t->plain, text, &walk, &part)) {
        const Str stretch = {text.s + part.begin, part.end - part.begin};
        if (part.token)
            idsink_add(&x->out, part.token->id);
        else
            encode_normalized(x, textnormalizer_run(&x->t->normalizer, stretch, x->s->normalized),
                              part.begin == 0);
    }
}

/* text with U+FFFD for each byte that begins no character. */
static Str make_valid(Str text, Buf *out)
{
    if (spchar_all_valid(text))
        return text;
    buf_clear(out);
    for (size_t i = 0; i < text.n;) {
        const size_t n = spchar_valid(text.s + i, text.n - i);
        if (n > 0)
            buf_add(out, text.s + i, n);
        else
            buf_add_c(out, "\xEF\xBF\xBD");
        i += n ? n : 1;
    }
    return buf_str(out);
}

static size_t tokenizerjson_encode(const void *v, void **scratch, Str text, size_t first,
                                   uint32_t *ids, size_t want)
{
    const TokenizerJson *t = v;
    if (!*scratch)
        *scratch = scratch_open(t);
    TokenizerJsonScratch *s = *scratch;
    Encoding x = {.t = t, .s = s, .out = {.ids = ids, .first = first, .want = want}};
    encode_valid(&x, make_valid(text, &s->valid));
    Buf *const buffers[] = {&s->valid, &s->normalized[0], &s->normalized[1]};
    for (size_t i = 0; i < sizeof buffers / sizeof buffers[0]; i++) {
        if (buffers[i]->capacity > TEXT_KEPT_BYTES)
            buf_free(buffers[i]);
    }
    return x.out.n;
}

static void tokenizerjson_decode(const void *v, const uint32_t *ids, size_t n, bool first, Buf *out)
{
    const TokenizerJson *t = v;
    const size_t begin = out->n;
    for (size_t i = 0; i < n; i++) {
        if (ids[i] < t->vocabulary.n_ids && t->decoded[ids[i]].s)
            tokendecoder_add(&t->decoder, t->decoded[ids[i]], t->verbatim[ids[i]], first && i == 0,
                             out);
    }
    if (!first || out->n == begin)
        return;
    const size_t front = tokendecoder_front(&t->decoder, (Str){out->s + begin, out->n - begin});
    memmove(out->s + begin, out->s + begin + front, out->n - begin - front);
    out->n -= front;
}

const TokenizerKind tokenizerjson_kind = {
    .container = "a tokenizer.json",
    .claims = tokenizerjson_claims,
    .open = tokenizerjson_open,
    .close = tokenizerjson_close,
    .name = tokenizerjson_name,
    .size = tokenizerjson_size,
    .bos = tokenizerjson_bos,
    .adds_bos = tokenizerjson_adds_bos,
    .find = tokenizerjson_find,
    .adds_space = tokenizerjson_adds_space,
    .encode = tokenizerjson_encode,
    .scratch_close = tokenizerjson_scratch_close,
    .decode = tokenizerjson_decode,
};
