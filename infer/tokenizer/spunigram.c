/* The unigram model: see spunigram.h. */
#include "infer/tokenizer/spunigram.h"

#include "audit/base/mem.h"
#include "infer/tokenizer/spchar.h"
#include "infer/tokenizer/sptrie.h"

#include <float.h>
#include <stdlib.h>

struct SpUnigram {
    const SpModel *model;
    SpTrie pieces; /* normal and user-defined */
    float *scores; /* [n_pieces] as the algorithm counts them */
    float unknown_score;
};

/* The best path to a position: its last piece, and the sum of its scores. */
typedef struct {
    float score;
    uint32_t id;  /* SPMODEL_NONE: a character without a piece */
    size_t start; /* of the last piece, from the window's start; NOT_REACHED */
} Node;

#define NOT_REACHED SIZE_MAX

/* The window is the stretch of text that is not decided yet. */
struct SpUnigramScratch {
    Node *nodes; /* by position in the window */
    size_t room_nodes;
    size_t *ends; /* of the pieces on the best path, last first */
    size_t room_ends;
};

SpUnigram *spunigram_open(const SpModel *model)
{
    SpUnigram *u = mem_zero(1, sizeof *u);
    u->model = model;
    u->scores = mem_zero(model->n_pieces, sizeof *u->scores);
    float lowest = FLT_MAX;
    for (uint32_t id = 0; id < model->n_pieces; id++) {
        const SpPiece *p = &model->pieces[id];
        if (p->type == SP_NORMAL && p->score < lowest)
            lowest = p->score;
        u->scores[id] =
            p->type == SP_USER_DEFINED ? (float)(0.1 * (double)(p->text.n - 1)) : p->score;
        if (p->type == SP_NORMAL || p->type == SP_USER_DEFINED)
            sptrie_add(&u->pieces, p->text, id);
    }
    u->unknown_score = lowest - 10.0f;
    return u;
}

void spunigram_close(SpUnigram *u)
{
    if (!u)
        return;
    sptrie_free(&u->pieces);
    free(u->scores);
    free(u);
}

SpUnigramScratch *spunigram_scratch_open(void)
{
    return mem_zero(1, sizeof(SpUnigramScratch));
}

void spunigram_scratch_close(SpUnigramScratch *s)
{
    if (!s)
        return;
    free(s->nodes);
    free(s->ends);
    free(s);
}

/* Makes nodes up to the window's position `reach`, where the old reach was `from`. */
static void extend(SpUnigramScratch *s, size_t from, size_t reach)
{
    if (reach >= s->room_nodes) {
        s->room_nodes = reach + reach / 2 + 64;
        s->nodes = mem_resize(s->nodes, s->room_nodes, sizeof *s->nodes);
    }
    for (size_t i = from + 1; i <= reach; i++)
        s->nodes[i].start = NOT_REACHED;
}

static void offer(Node *to, float score, uint32_t id, size_t start)
{
    if (to->start == NOT_REACHED || score > to->score)
        *to = (Node){score, id, start};
}

/* Offers every piece that begins at the window's position `at`; returns the new reach. */
static size_t offer_pieces(const SpUnigram *u, SpUnigramScratch *s, Str text, size_t at,
                           size_t reach)
{
    const float here = s->nodes[at].score;
    const size_t character = spchar_bytes(text.s[0]);
    bool has_character = false;
    uint32_t node = SPTRIE_ROOT;
    for (size_t i = 0; i < text.n; i++) {
        const SpTrieEdge *edge = sptrie_step(&u->pieces, node, (uint8_t)text.s[i]);
        if (!edge)
            break;
        node = edge->node;
        if (edge->value == SPTRIE_NONE)
            continue;
        const size_t end = at + i + 1;
        if (end > reach) {
            extend(s, reach, end);
            reach = end;
        }
        offer(&s->nodes[end], here + u->scores[edge->value], edge->value, at);
        has_character |= i + 1 == character;
    }
    if (!has_character) {
        const size_t end = at + character;
        if (end > reach) {
            extend(s, reach, end);
            reach = end;
        }
        offer(&s->nodes[end], here + u->unknown_score, SPMODEL_NONE, at);
    }
    return reach;
}

/* Adds the pieces of the best path to the window's position n. */
static void add_best(SpUnigramScratch *s, const char *window, size_t n, SpIds *out)
{
    size_t n_ends = 0;
    for (size_t at = n; at > 0; at = s->nodes[at].start) {
        if (n_ends == s->room_ends) {
            s->room_ends = s->room_ends ? s->room_ends * 2 : 64;
            s->ends = mem_resize(s->ends, s->room_ends, sizeof *s->ends);
        }
        s->ends[n_ends++] = at;
    }
    while (n_ends > 0) {
        const size_t end = s->ends[--n_ends];
        const Node *node = &s->nodes[end];
        if (node->id == SPMODEL_NONE)
            spids_add_unknown(out, (Str){window + node->start, end - node->start});
        else
            spids_add(out, node->id);
    }
}

void spunigram_encode(const SpUnigram *u, SpUnigramScratch *s, Str text, SpIds *out)
{
    size_t window = 0, at = 0, reach = 0;
    extend(s, 0, 1);
    s->nodes[0] = (Node){.score = 0};
    for (size_t i = 0; i < text.n;) {
        reach = offer_pieces(u, s, (Str){text.s + i, text.n - i}, at, reach);
        const size_t n = spchar_bytes(text.s[i]);
        i += n;
        at += n;
        if (at < reach)
            continue;
        add_best(s, text.s + window, at, out);
        s->nodes[0].score = s->nodes[at].score;
        window = i;
        at = reach = 0;
    }
}
