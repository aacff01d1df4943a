/* Options: see options.h. */
#include "audit/options.h"

#include "audit/optionvalue.h"
#include "corpus/corpus.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

typedef enum {
    TEXT,
    COUNT,
    FRACTION,
    SIZE,
    PRECISION,
    PLACE,
    UNIT,
    WIDTH,
    SHARE,
    FLAG,
    WORDS,
    LIST
} OptionKind;

typedef struct {
    const char *name;
    OptionKind kind;
    size_t offset; /* of the value in Options */
    unsigned commands;
    const char *argument; /* as --help shows it; NULL for a flag */
    uint64_t least, most; /* of a COUNT */
    const char *help;
} OptionRow;

#define AT(field) offsetof(Options, field)
#define DRAW      (FOR_AUDIT | FOR_SAMPLE)
#define DRAWS     (1u << 31) /* beside commands: says how a sample is drawn */
#define DRAWN     (DRAW | DRAWS)
#define RUNS      (FOR_AUDIT | FOR_INSPECT) /* what inspect foretells of an audit */
#define ALL       (DRAW | FOR_REPORT | FOR_INSPECT | FOR_TOKENIZE | FOR_GENERATE | FOR_MERGE)

static const OptionRow option_table[] = {
    {"model", TEXT, AT(model), DRAW, "MODEL", 0, 0,
     "the checkpoint: a Hugging Face directory or a GGUF file (for sample: also a tokenizer file)"},
    {"source", LIST, AT(source), DRAWN, "NAME=GLOB...", 0, 0,
     "a part of the corpus: its name and its shards; repeat for each source"},
    {"sample", TEXT, AT(sample), FOR_AUDIT, "RUN", 0, 0,
     "audit a sample that was drawn before (rote sample) in the place of --source"},
    {"part", SHARE, AT(part), DRAW, "I/N", 0, 0,
     "do the I-th of N shares: sample reads its share of the shards, audit (with --sample) takes "
     "its "
     "share of the prompts; rote merge makes one of all"},
    {"out", TEXT, AT(out), DRAW | FOR_MERGE, "RUN", 0, 0,
     "the run directory; made when it is not there"},
    {"config", TEXT, AT(config), ALL, "FILE.yaml", 0, 0,
     "read options from a file; every option is a key of the same name"},
    {"documents", COUNT, AT(documents), DRAWN, "N", 1, 1000000000,
     "documents to sample from each source (10000)"},
    {"prompt-tokens", COUNT, AT(prompt_tokens), DRAWN | FOR_INSPECT, "N", 1, 1000000,
     "tokens of a document that the model is shown (50)"},
    {"continuation-tokens", COUNT, AT(continuation_tokens), DRAWN | FOR_INSPECT | FOR_GENERATE, "N",
     1, 1000000, "tokens that it then writes (50)"},
    {"max-edit-fraction", FRACTION, AT(max_edit_fraction), FOR_AUDIT, "F", 0, 0,
     "share of the tokens that may differ in an approximate match (0.10)"},
    {"seed", COUNT, AT(seed), DRAWN, "N", 0, INT64_MAX, "seed of the sample (0)"},
    {"text-field", TEXT, AT(text_field), DRAWN, "NAME", 0, 0,
     "JSON field that holds a document's text (text)"},
    {"id-field", TEXT, AT(id_field), DRAWN, "NAME", 0, 0,
     "JSON field that holds a document's id (id)"},
    {"cluster-field", TEXT, AT(cluster_field), DRAWN, "NAME", 0, 0,
     "JSON field with what documents share that are not independent of each other, such as a host "
     "or a repository: intervals allow for it"},
    {"text-unit", UNIT, AT(text_unit), DRAWN, "file|line|paragraph", 0, 0,
     "what of a plain text file is a document (file)"},
    {"members", WORDS, AT(members), DRAWN, "GLOB", 0, 0,
     "members of archives that are documents (all); may be repeated"},
    {"end-of-document", COUNT, AT(end_of_document), DRAWN, "ID", 0, UINT32_MAX,
     "token id that ends a document in an array of ids"},
    {"row-tokens", COUNT, AT(row_tokens), DRAWN, "N", 1, INT64_MAX,
     "each N ids of an array of ids are a document"},
    {"token-type", WIDTH, AT(token_type), DRAWN, "u16|u32", 0, 0,
     "read files that are no other kind of shard as raw token ids of this width"},
    {"placement", PLACE, AT(placement), DRAWN, "start|random|stride", 0, 0,
     "where in a document the prompt begins (start): at its first token, at a random one, or at "
     "every --stride tokens, which gives several prompts a document"},
    {"stride", COUNT, AT(stride), DRAWN, "N", 1, INT64_MAX,
     "tokens from prompt to prompt with --placement stride"},
    {"dedup-sample", FLAG, AT(dedup_sample), DRAWN, NULL, 0, 0,
     "of documents that begin with the same prompt and continuation, sample only one"},
    {"keep-text", FLAG, AT(keep_text), FOR_SAMPLE, NULL, 0, 0,
     "keep the documents' texts, for audits with other tokenizers (the default; --keep-text=no "
     "leaves them out)"},
    {"allow-damage", FLAG, AT(allow_damage), DRAWN, NULL, 0, 0,
     "go on past damaged shards; the report lists them"},
    {"check-all", FLAG, AT(check_all), DRAWN, NULL, 0, 0,
     "read every record, also those that cannot enter the sample any more, to count all malformed "
     "ones (slower; the same sample)"},
    {"mixture", LIST, AT(mixture), FOR_AUDIT, "NAME=WEIGHT", 0, 0,
     "a source's weight in training, for the mixture-weighted total; repeat for each source"},
    {"score-truth", FLAG, AT(score_truth), RUNS, NULL, 0, 0,
     "also give each true continuation's log-probability (about half as much work again)"},
    {"limit", LIST, AT(limit), FOR_AUDIT | FOR_REPORT, "NAME=VALUE", 0, 0,
     "exit 1 when a source exceeds it: exact, exact-upper, approximate, approximate-upper (rates; "
     "upper: of the 95% interval), sensitive, personal (memorized documents that carry it)"},
    {"precision", PRECISION, AT(precision), RUNS | FOR_GENERATE, "f32|bf16", 0, 0,
     "of the matrix products (f32); bf16 is faster where the processor has instructions for it"},
    {"recheck", FLAG, AT(recheck), RUNS, NULL, 0, 0,
     "behind a bf16 audit, compute again in f32 what was memorized or close to it (the default; "
     "--recheck=no leaves it out)"},
    {"stop-early", FLAG, AT(stop_early), RUNS, NULL, 0, 0,
     "end a continuation as soon as it can be neither exact nor approximate any more: the same "
     "rates, sooner"},
    {"threads", COUNT, AT(threads), DRAW | FOR_INSPECT | FOR_GENERATE, "N", 1, 4096,
     "threads (as many as there are processors)"},
    {"memory", SIZE, AT(memory), RUNS | FOR_GENERATE, "SIZE", 0, 0,
     "memory for documents in flight, beside the weights, such as 4G (half of the machine's)"},
    {"in-flight", COUNT, AT(in_flight), RUNS | FOR_GENERATE, "N", 1, GENERATE_IN_FLIGHT_MOST,
     "documents generated side by side at most (as many as are useful)"},
    {"force", FLAG, AT(force), RUNS, NULL, 0, 0,
     "go on although a check of preflight says that the result would mean nothing; the report says "
     "so"},
    {"lines", FLAG, AT(lines), FOR_TOKENIZE, NULL, 0, 0,
     "each line is a text of its own (else the whole input is one)"},
    {"decode", FLAG, AT(decode), FOR_TOKENIZE, NULL, 0, 0, "ids in, text out"},
    {"bos", FLAG, AT(bos), FOR_TOKENIZE, NULL, 0, 0,
     "put the beginning-of-sequence id first where the model is to see one, as an audit does; with "
     "--decode, take it away"},
    {"truth", FLAG, AT(truth), FOR_GENERATE, NULL, 0, 0,
     "score given ids instead of generating: [ids], or {\"prompt\":[ids],\"truth\":[ids]}, a line"},
    {"logits", TEXT, AT(logits), FOR_GENERATE, "FILE.npy", 0, 0,
     "also write the logits of every scored position, float32 [positions, vocabulary]"},
    {"no-bos", FLAG, AT(no_bos), FOR_GENERATE, NULL, 0, 0, "put no beginning-of-sequence id first"},
    {"quiet", FLAG, AT(quiet), ALL, NULL, 0, 0, "no progress, no table"},
    {"json", FLAG, AT(json), ALL, NULL, 0, 0,
     "the result on standard output as JSON (tokenize, generate: texts are JSON strings, one a "
     "line)"},
    {"help", FLAG, AT(help), ALL, NULL, 0, 0, "this text"},
};

enum { N_OPTIONS = sizeof option_table / sizeof *option_table };
_Static_assert(N_OPTIONS <= 64, "a bit each in Options.given and Walk.seen");

static const OptionRow *option_find(Str name)
{
    for (size_t i = 0; i < N_OPTIONS; i++)
        if (str_equal_c(name, option_table[i].name))
            return &option_table[i];
    return NULL;
}

static void *value_of(Options *o, const OptionRow *row)
{
    return (char *)o + row->offset;
}

/* ---- values ---- */

static int fraction_parse(const OptionRow *row, const char *text, Options *o, Arena *a, Err *e)
{
    char *end = NULL;
    const double v = isdigit((unsigned char)text[0]) || text[0] == '.' ? strtod(text, &end) : -1;
    if (!end || *end != '\0' || strspn(text, "0123456789.") != strlen(text) || !(v <= 1)) {
        err_set(e, ERR_USAGE, "--%s: \"%s\" is not a decimal from 0 to 1, such as 0.10", row->name,
                text);
        return -1;
    }
    o->max_edit_fraction = v;
    o->max_edit_fraction_text = arena_cstr(a, text);
    return 0;
}

static const char *const precision_names[] = {[PRECISION_F32] = "f32", [PRECISION_BF16] = "bf16"};

const char *options_precision_name(Precision p)
{
    return precision_names[p];
}

int options_precision_parse(const char *text, Precision *out, Err *e)
{
    for (size_t i = 0; i < sizeof precision_names / sizeof *precision_names; i++)
        if (strcmp(text, precision_names[i]) == 0) {
            *out = (Precision)i;
            return 0;
        }
    err_set(e, ERR_USAGE, "--precision: \"%s\" is neither f32 nor bf16", text);
    return -1;
}

#define N_WORDS(words) ((int)(sizeof(words) / sizeof *(words)))

static const char *const placement_words[] = {
    [PLACEMENT_START] = "start", [PLACEMENT_RANDOM] = "random", [PLACEMENT_STRIDE] = "stride"};
static const char *const text_unit_words[] = {
    [TEXTUNIT_FILE] = "file", [TEXTUNIT_LINE] = "line", [TEXTUNIT_PARAGRAPH] = "paragraph"};
static const char *const token_type_words[] = {[TOKENTYPE_U16] = "u16", [TOKENTYPE_U32] = "u32"};

unsigned options_token_bytes(const Options *o)
{
    static const unsigned bytes[] = {
        [TOKENTYPE_NONE] = 0, [TOKENTYPE_U16] = 2, [TOKENTYPE_U32] = 4};
    return bytes[o->token_type];
}

const char *options_placement_name(int placement)
{
    return placement_words[placement];
}

const char *options_text_unit_name(int unit)
{
    return text_unit_words[unit];
}

int options_placement_parse(const char *text, int *out, Err *e)
{
    return optionvalue_choice("placement", placement_words, N_WORDS(placement_words), text, out, e);
}

static NamedValues *named_list_item(NamedList *l, Arena *a, Str name)
{
    for (size_t i = 0; i < l->n; i++)
        if (str_equal_c(name, l->items[i].name))
            return &l->items[i];
    NamedValues *more = arena_alloc(a, l->n + 1, sizeof *more);
    if (l->n > 0)
        memcpy(more, l->items, l->n * sizeof *more);
    more[l->n].name = arena_str(a, name).s;
    l->items = more;
    return &l->items[l->n++];
}

static void named_values_add(NamedValues *v, Arena *a, const char *value)
{
    const char **more = arena_alloc(a, v->n_values + 1, sizeof *more);
    if (v->n_values > 0)
        memcpy(more, v->values, v->n_values * sizeof *more);
    more[v->n_values++] = arena_cstr(a, value);
    v->values = more;
}

static void word_add(WordList *l, Arena *a, const char *word)
{
    const char **more = arena_alloc(a, l->n + 1, sizeof *more);
    if (l->n > 0)
        memcpy(more, l->at, l->n * sizeof *more);
    more[l->n++] = arena_cstr(a, word);
    l->at = more;
}

int named_list_add(NamedList *l, Arena *a, const char *option, const char *text, Err *e)
{
    const char *equals = strchr(text, '=');
    if (!equals || equals == text || equals[1] == '\0') {
        err_set(e, ERR_USAGE, "--%s: \"%s\" is not of the form NAME=VALUE", option, text);
        return -1;
    }
    const Str name = {text, (size_t)(equals - text)};
    for (size_t i = 0; i < name.n; i++)
        if ((unsigned char)name.s[i] < 0x21 || name.s[i] == '/') {
            err_set(e, ERR_USAGE,
                    "--%s: the name in \"%s\" has a blank, a slash or a control character", option,
                    text);
            return -1;
        }
    named_values_add(named_list_item(l, a, name), a, equals + 1);
    return 0;
}

static int value_set(Options *o, const OptionRow *row, const char *text, Arena *a, Err *e)
{
    void *value = value_of(o, row);
    if ((row->kind == TEXT || row->kind == WORDS) && text[0] == '\0') {
        err_set(e, ERR_USAGE, "--%s: is empty", row->name);
        return -1;
    }
    o->given |= (uint64_t)1 << (row - option_table);
    switch (row->kind) {
    case TEXT:
        *(const char **)value = arena_cstr(a, text);
        return 0;
    case WORDS:
        word_add(value, a, text);
        return 0;
    case PLACE:
        return options_placement_parse(text, value, e);
    case UNIT:
        return optionvalue_choice(row->name, text_unit_words, N_WORDS(text_unit_words), text, value,
                                  e);
    case WIDTH:
        return optionvalue_choice(row->name, token_type_words, N_WORDS(token_type_words), text,
                                  value, e);
    case SHARE:
        return optionvalue_part(row->name, text, value, e);
    case COUNT:
        return optionvalue_count(row->name, row->least, row->most, text, value, e);
    case FRACTION:
        return fraction_parse(row, text, o, a, e);
    case SIZE:
        return optionvalue_size(row->name, text, value, e);
    case PRECISION:
        return options_precision_parse(text, value, e);
    case FLAG:
        return optionvalue_flag(row->name, text, value, e);
    case LIST:
        return named_list_add(value, a, row->name, text, e);
    }
    return -1;
}

bool options_rechecks(const Options *o)
{
    return o->recheck && o->precision == PRECISION_BF16;
}

const char *options_drawing(const Options *o)
{
    for (size_t i = 0; i < N_OPTIONS; i++)
        if ((option_table[i].commands & DRAWS) && o->given >> i & 1)
            return option_table[i].name;
    return NULL;
}

bool options_is_list(const char *name)
{
    const OptionRow *row = option_find(str_of(name));
    return row && row->kind == LIST;
}

bool options_is_words(const char *name)
{
    const OptionRow *row = option_find(str_of(name));
    return row && row->kind == WORDS;
}

int options_set(Options *o, const char *name, const char *text, Arena *a, Err *e)
{
    const OptionRow *row = option_find(str_of(name));
    if (!row || strcmp(name, "config") == 0 || strcmp(name, "help") == 0) {
        err_set(e, ERR_USAGE, "there is no option \"%s\"", name);
        return -1;
    }
    return value_set(o, row, text, a, e);
}

/* ---- the command line ---- */

static void operand_add(Options *o, Arena *a, const char *text)
{
    const char **more = arena_alloc(a, o->n_operands + 1, sizeof *more);
    if (o->n_operands > 0)
        memcpy(more, o->operands, o->n_operands * sizeof *more);
    more[o->n_operands++] = text;
    o->operands = more;
}

/* One walk over the words of the command line. */
typedef struct {
    Options *o;
    int command, argc, next;
    char **argv;
    Arena *a;
    uint64_t seen; /* bit i: row i stood on the command line */
} Walk;

/* "--source web=a b c code=d": a word with a name before its first = begins another source; any other
 * word up to the next option is one more glob of the last one. A path such as y=24/a has its = too,
 * but a name has no slash: "x/y=24/a" is a glob. */
static int take_more_globs(Walk *w, const char *first, Err *e)
{
    NamedList *l = &w->o->source;
    Str name = {first, strcspn(first, "=")};
    while (w->next < w->argc && w->argv[w->next][0] != '-') {
        const char *word = w->argv[w->next++];
        const size_t n = strcspn(word, "=/");
        if (word[n] != '=') {
            named_values_add(named_list_item(l, w->a, name), w->a, word);
            continue;
        }
        name = (Str){word, n};
        if (named_list_add(l, w->a, "source", word, e) != 0)
            return -1;
    }
    return 0;
}

static int take_option(Walk *w, const char *word, Err *e)
{
    const char *equals = strchr(word, '=');
    const Str name = equals ? (Str){word, (size_t)(equals - word)} : str_of(word);
    const OptionRow *row = option_find(name);
    if (!row || !(row->commands & (unsigned)w->command)) {
        err_set(e, ERR_USAGE, "there is no option --%.*s here; --help lists them", STR_FMT(name));
        return -1;
    }
    const uint64_t bit = (uint64_t)1 << (row - option_table);
    if (row->kind == LIST && !(w->seen & bit))
        *(NamedList *)value_of(w->o, row) = (NamedList){0};
    if (row->kind == WORDS && !(w->seen & bit))
        *(WordList *)value_of(w->o, row) = (WordList){0};
    if (row->kind != LIST && row->kind != WORDS && (w->seen & bit)) {
        err_set(e, ERR_USAGE, "--%s: stands twice", row->name);
        return -1;
    }
    w->seen |= bit;
    w->o->given |= bit;
    if (row->kind == FLAG) {
        if (equals)
            return optionvalue_flag(row->name, equals + 1, value_of(w->o, row), e);
        *(bool *)value_of(w->o, row) = true;
        return 0;
    }
    const char *text = equals ? equals + 1 : w->next < w->argc ? w->argv[w->next++] : NULL;
    if (!text) {
        err_set(e, ERR_USAGE, "--%s: needs a value (%s)", row->name, row->argument);
        return -1;
    }
    if (value_set(w->o, row, text, w->a, e) != 0)
        return -1;
    if (strcmp(row->name, "source") == 0)
        return take_more_globs(w, text, e);
    return 0;
}

static int take_words(Walk *w, Err *e)
{
    bool only_operands = false;
    while (w->next < w->argc) {
        const char *word = w->argv[w->next++];
        if (!only_operands && strcmp(word, "--") == 0) {
            only_operands = true;
        } else if (!only_operands && strncmp(word, "--", 2) == 0) {
            if (take_option(w, word + 2, e) != 0)
                return -1;
        } else if (!only_operands && strcmp(word, "-h") == 0) {
            w->o->help = true;
        } else if (!only_operands && word[0] == '-' && word[1] != '\0') {
            err_set(e, ERR_USAGE, "there is no option %s; --help lists them", word);
            return -1;
        } else {
            operand_add(w->o, w->a, word);
        }
    }
    return 0;
}

static void set_defaults(Options *o)
{
    *o = (Options){
        .documents = 10000,
        .prompt_tokens = 50,
        .continuation_tokens = 50,
        .max_edit_fraction_text = "0.10",
        .max_edit_fraction = 0.10,
        .text_field = "text",
        .id_field = "id",
        .precision = PRECISION_F32,
        .recheck = true,
        .keep_text = true,
        .end_of_document = OPTIONS_NO_ID,
    };
}

void options_start(Options *o, int argc, char **argv)
{
    set_defaults(o);
    for (int i = 0; i < argc && strcmp(argv[i], "--") != 0; i++) {
        if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0)
            o->help = true;
        else if (strncmp(argv[i], "--config=", 9) == 0)
            o->config = argv[i] + 9;
        else if (strcmp(argv[i], "--config") == 0 && i + 1 < argc)
            o->config = argv[i + 1];
    }
}

int options_parse(Options *o, int command, int argc, char **argv, Arena *a, Err *e)
{
    Walk w = {.o = o, .command = command, .argc = argc, .argv = argv, .a = a};
    return take_words(&w, e);
}

void options_help(int command, FILE *to)
{
    enum { INDENT = 34, COLUMNS = 98 };
    for (size_t i = 0; i < N_OPTIONS; i++) {
        const OptionRow *row = &option_table[i];
        if (!(row->commands & (unsigned)command))
            continue;
        int at = fprintf(to, "  --%s%s%s", row->name, row->argument ? " " : "",
                         row->argument ? row->argument : "");
        for (const char *word = row->help; *word != '\0';) {
            const int n = (int)strcspn(word, " ");
            if (at < INDENT)
                at += fprintf(to, "%*s", INDENT - at, "");
            else if (at + 1 + n > COLUMNS)
                at = fprintf(to, "\n%*s", INDENT, "") - 1;
            else
                at += fprintf(to, " ");
            at += fprintf(to, "%.*s", n, word);
            word += n;
            word += *word == ' ';
        }
        fputc('\n', to);
    }
}
