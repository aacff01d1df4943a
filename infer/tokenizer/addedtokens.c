/* Added tokens: see addedtokens.h. Source: added_vocabulary.rs of the tokenizers library, checked
 * against 0.23.3. */
#include "infer/tokenizer/addedtokens.h"

#include "infer/tokenizer/spchar.h"
#include "infer/tokenizer/unicode.h"

#include <assert.h>
#include <string.h>

/* What is a word character beside a single_word token: Alphabetic, M, Nd, Pc and the two joiners,
 * by which the library's \w here goes beyond that of its split patterns. */
#define WORD_CHARACTER "[\\w\\x{200C}\\x{200D}]"

/* Looking for tokens takes as many steps a byte of text as the longest has bytes. Published ones have
 * less than 100. */
enum { TOKEN_BYTES_MOST = 1024 };

void addedtokens_open(AddedTokens *t, const AddedToken *tokens)
{
    *t = (AddedTokens){.tokens = tokens};
}

int addedtokens_add(AddedTokens *t, size_t i, Str text, Err *e)
{
    if (text.n > TOKEN_BYTES_MOST) {
        err_set(e, ERR_FORMAT,
                "the added token %zu (\"%.40s...\") has %zu bytes; more than %d are not "
                "implemented",
                (size_t)t->tokens[i].id, text.s, text.n, TOKEN_BYTES_MOST);
        return -1;
    }
    if (sptrie_longest(&t->trie, text) == text.n) {
        err_set(e, ERR_FORMAT, "two added tokens are looked for as \"%.*s\"",
                (int)(text.n < 60 ? text.n : 60), text.s);
        return -1;
    }
    if (t->tokens[i].single_word && !t->word) {
        t->word = splitpattern_compile(str_of(WORD_CHARACTER), e);
        if (!t->word)
            return -1;
    }
    assert(i < SPTRIE_NONE);
    sptrie_add(&t->trie, text, (uint32_t)i);
    t->begins[(uint8_t)text.s[0]] = true;
    t->n++;
    return 0;
}

void addedtokens_close(AddedTokens *t)
{
    splitpattern_free(t->word);
    sptrie_free(&t->trie);
    *t = (AddedTokens){0};
}

/* The longest token at the beginning of text: its bytes, 0 where there is none. */
static size_t token_at(const AddedTokens *t, Str text, const AddedToken **token)
{
    uint32_t node = SPTRIE_ROOT;
    size_t longest = 0;
    for (size_t i = 0; i < text.n; i++) {
        const SpTrieEdge *edge = sptrie_step(&t->trie, node, (uint8_t)text.s[i]);
        if (!edge)
            break;
        node = edge->node;
        if (edge->value != SPTRIE_NONE) {
            longest = i + 1;
            *token = &t->tokens[edge->value];
        }
    }
    return longest;
}

static size_t char_before(Str text, size_t i)
{
    do
        i--;
    while (((uint8_t)text.s[i] & 0xC0) == 0x80);
    return i;
}

static bool is_word(const AddedTokens *t, Str text, size_t at)
{
    size_t begin, end;
    const Str one = {text.s + at, spchar_bytes(text.s[at])};
    return splitpattern_next(t->word, one, 0, &begin, &end);
}

static bool stands_alone(const AddedTokens *t, Str text, size_t begin, size_t end)
{
    return (begin == 0 || !is_word(t, text, char_before(text, begin))) &&
           (end == text.n || !is_word(t, text, end));
}

/* Where the white space that ends at i begins, but not before `least`. */
static size_t space_before(Str text, size_t i, size_t least)
{
    while (i > least) {
        const size_t before = char_before(text, i);
        size_t at = before;
        if (!(unicode_class(unicode_next(text, &at)) & UNICODE_SPACE))
            break;
        i = before;
    }
    return i;
}

/* Where the white space that begins at i ends. Tokens may stand in white space that was looked at
 * before, so that is not done again. */
static size_t space_behind(Str text, size_t i, AddedWalk *w)
{
    if (i >= w->space_begin && i <= w->space_end)
        return w->space_end;
    w->space_begin = i;
    while (i < text.n) {
        size_t next = i;
        if (!(unicode_class(unicode_next(text, &next)) & UNICODE_SPACE))
            break;
        i = next;
    }
    return w->space_end = i;
}

/* The next token in text that counts, with the white space it takes along. */
static bool find_token(const AddedTokens *t, Str text, AddedWalk *w, AddedPart *part)
{
    while (w->searched < text.n) {
        const size_t begin = w->searched;
        const AddedToken *token = NULL;
        size_t n = 0;
        if (t->begins[(uint8_t)text.s[begin]])
            n = token_at(t, (Str){text.s + begin, text.n - begin}, &token);
        w->searched += n ? n : 1;
        if (n == 0 || (token->single_word && !stands_alone(t, text, begin, begin + n)))
            continue;
        *part = (AddedPart){begin, begin + n, token};
        if (token->lstrip)
            part->begin = begin > w->done ? space_before(text, begin, w->done) : w->done;
        if (token->rstrip)
            part->end = space_behind(text, begin + n, w);
        return true;
    }
    return false;
}

bool addedtokens_next(const AddedTokens *t, Str text, AddedWalk *w, AddedPart *part)
{
    for (;;) {
        if (w->waiting.end > 0) {
            *part = w->waiting;
            w->waiting.end = 0;
            w->done = part->end;
        } else if (t->n > 0 && find_token(t, text, w, part)) {
            if (w->done < part->begin) {
                w->waiting = *part;
                *part = (AddedPart){w->done, part->begin, NULL};
            } else {
                w->done = part->end;
            }
        } else {
            *part = (AddedPart){w->done, text.n, NULL};
            w->searched = w->done = text.n;
            if (part->begin == part->end)
                return false;
        }
        if (part->begin < part->end)
            return true;
    }
}
