/* SentencePiece's BPE out of GGUF: see ggufpieces.h. */
#include "infer/tokenizer/ggufpieces.h"

#include "audit/base/mem.h"
#include "infer/tokenizer/sentencepiece.h"
#include "infer/tokenizer/spchar.h"
#include "infer/tokenizer/spmodel.h"

#include <math.h>
#include <string.h>

/* ---- scores ---- */

/* What the converter writes for every token of a tokenizer.json, whose merges it drops. */
#define SCORE_PLACEHOLDER (-1000.0F)

/* Files in which merging by score would not give the published tokenizer's ids. */
static int check_scores(const GgufVocabKeys *k, Err *e)
{
    size_t n = 0, n_placeholder = 0, n_fraction = 0;
    for (uint32_t id = 0; id < k->n; id++) {
        const Str text = k->tokens[id];
        if (k->types[id] != GGUFTOKEN_NORMAL || text.n == 0 || spchar_bytes(text.s[0]) == text.n)
            continue;
        const float score = k->scores[id];
        n++;
        n_placeholder += score == SCORE_PLACEHOLDER;
        n_fraction += score != floorf(score);
    }
    if (n > 1 && n_placeholder == n) {
        err_set(e, ERR_FORMAT,
                "tokenizer.ggml.scores are all %g: the file was converted from a tokenizer.json, "
                "and the order of its merges is lost; convert the checkpoint with its "
                "tokenizer.model, or audit the original",
                (double)SCORE_PLACEHOLDER);
        return -1;
    }
    if (n_fraction > n / 2) {
        err_set(e, ERR_FORMAT,
                "%zu of %zu tokenizer.ggml.scores are no whole numbers: this is a unigram "
                "vocabulary, which tokenizer.ggml.model \"llama\" does not tell how to apply",
                n_fraction, n);
        return -1;
    }
    return 0;
}

/* ---- pieces ---- */

/* Whether the file is one of Gemma's, and names its true control pieces. */
static bool names_control(const GgufVocabKeys *k)
{
    return str_starts(k->architecture, "gemma") && k->bos != GGUFVOCAB_NO_ID &&
           k->eos != GGUFVOCAB_NO_ID && k->padding != GGUFVOCAB_NO_ID;
}

static SpPieceType type_of(const GgufVocabKeys *k, uint32_t id)
{
    static const SpPieceType types[] = {
        [GGUFTOKEN_NONE] = SP_CONTROL, /* never found in text, and has none */
        [GGUFTOKEN_NORMAL] = SP_NORMAL,   [GGUFTOKEN_UNKNOWN] = SP_UNKNOWN,
        [GGUFTOKEN_CONTROL] = SP_CONTROL, [GGUFTOKEN_USER_DEFINED] = SP_USER_DEFINED,
        [GGUFTOKEN_UNUSED] = SP_UNUSED,   [GGUFTOKEN_BYTE] = SP_BYTE,
    };
    if (k->types[id] != GGUFTOKEN_CONTROL)
        return types[k->types[id]];
    if (id == k->unknown)
        return SP_UNKNOWN;
    const bool named = id == k->bos || id == k->eos || id == k->padding;
    return names_control(k) && !named ? SP_USER_DEFINED : SP_CONTROL;
}

/* Adds a piece's text to the bytes that the model's texts point into. */
static void add_text(Buf *out, Str text, SpPieceType type)
{
    for (size_t i = 0; i < text.n; i++) {
        if (type == SP_USER_DEFINED && text.s[i] == ' ')
            buf_add_c(out, SPCHAR_SPACE);
        else
            buf_add_char(out, text.s[i]);
    }
}

static void fill_pieces(SpModel *m, const GgufVocabKeys *k)
{
    m->n_pieces = k->n;
    m->pieces = mem_zero(k->n, sizeof *m->pieces);
    for (uint32_t id = 0; id < k->n; id++) {
        SpPiece *p = &m->pieces[id];
        const size_t begin = m->file.n;
        p->type = type_of(k, id);
        p->score = k->scores[id];
        m->byte_fallback |= p->type == SP_BYTE;
        add_text(&m->file, k->tokens[id], p->type);
        p->text.n = m->file.n - begin;
    }
    buf_add_str(&m->file, k->charsmap);
    size_t at = 0;
    for (uint32_t id = 0; id < k->n; id++) { /* now that the bytes do not move any more */
        m->pieces[id].text.s = m->file.s + at;
        at += m->pieces[id].text.n;
    }
    m->charsmap = (Str){m->file.s + at, k->charsmap.n};
}

void *ggufpieces_open(const GgufVocabKeys *k, Err *e)
{
    SpModel m = {.algorithm = SP_BPE,
                 .dummy_prefix = k->add_space_prefix != GGUFKEY_FALSE,
                 .remove_extra_spaces = k->remove_extra_spaces == GGUFKEY_TRUE,
                 .escape_spaces = true,
                 .unknown_surface = str_of(" \xe2\x81\x87 "),
                 .bos = SPMODEL_NONE};
    if (!k->scores) {
        err_set(e, ERR_FORMAT,
                "tokenizer.ggml.scores is missing, by which a vocabulary of "
                "tokenizer.ggml.model \"llama\" merges");
        return NULL;
    }
    if (k->lowercase == GGUFKEY_TRUE) {
        err_set(e, ERR_FORMAT, "tokenizer.ggml.normalizer.lowercase is not implemented");
        return NULL;
    }
    if (check_scores(k, e) != 0)
        return NULL;
    fill_pieces(&m, k);
    if (spmodel_complete(&m, e) == 0)
        return sentencepiece_from_model(&m, e);
    spmodel_close(&m);
    return NULL;
}
