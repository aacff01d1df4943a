/* Options: one table that the command line, the configuration file and --help are all read from.
 *
 * A value from the command line replaces the configuration file's; a list from the command line
 * replaces the file's list. */
#ifndef ROTE_OPTIONS_H
#define ROTE_OPTIONS_H

#include "audit/base/arena.h"
#include "audit/base/err.h"
#include "infer/infer.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/* Which subcommand an option belongs to; a row of the table names several. */
enum {
    FOR_AUDIT = 1,
    FOR_SAMPLE = 2,
    FOR_REPORT = 4,
    FOR_INSPECT = 8,
    FOR_TOKENIZE = 16,
    FOR_GENERATE = 32,
    FOR_MERGE = 512,
};

/* NAME=VALUE, or NAME=GLOB with more globs behind it under the same name. */
typedef struct {
    const char *name;
    const char **values; /* [n_values], at least one */
    size_t n_values;
} NamedValues;

typedef struct {
    NamedValues *items; /* [n], in order of first appearance, no name twice */
    size_t n;
} NamedList;

/* Words of an option that may be repeated. */
typedef struct {
    const char **at; /* [n] */
    size_t n;
} WordList;

/* --part i/n: a share of the work. n 0: the whole. */
typedef struct {
    uint64_t i, n; /* 1 <= i <= n */
} WorkPart;

enum { OPTIONS_MOST_PARTS = 1000000, OPTIONS_MOST_TOKENS = 2000000 };

#define OPTIONS_NO_ID UINT64_MAX /* no end_of_document */

typedef enum { TOKENTYPE_NONE, TOKENTYPE_U16, TOKENTYPE_U32 } TokenType;

/* Plain values; strings live in the arena that was given to options_parse. */
typedef struct {
    const char *config;
    const char *model;
    const char *out;
    NamedList source, mixture, limit;
    uint64_t documents, prompt_tokens, continuation_tokens, seed, threads, in_flight;
    uint64_t memory;                    /* bytes; 0: half of the machine's */
    const char *max_edit_fraction_text; /* as the user wrote it, for the plan */
    double max_edit_fraction;
    const char *text_field, *id_field;
    const char *cluster_field; /* NULL: what the format gives */
    const char *sample;        /* a sample drawn before: a run directory, or samples.jsonl in one */
    WorkPart part;
    int placement;   /* Placement */
    uint64_t stride; /* 0: none was given */
    bool dedup_sample, keep_text;
    int text_unit; /* enum TextUnit */
    WordList members;
    uint64_t end_of_document; /* a token id, or OPTIONS_NO_ID */
    uint64_t row_tokens;      /* 0: no rows */
    int token_type;           /* TokenType */
    uint64_t given;           /* bit i: row i of the table was set by the user (options_given) */
    const char *logits;       /* file for generate's logits; NULL: none */
    Precision precision;
    bool stop_early;
    bool recheck; /* the default; says something of bf16 only (options_rechecks) */
    bool allow_damage, check_all, score_truth, force, quiet, json, help;
    bool lines, decode, bos; /* tokenize */
    bool truth, no_bos;      /* generate */
    const char **operands;   /* [n_operands] what is not an option: RUN, MODEL */
    size_t n_operands;
} Options;

/* The defaults, and what must be known before the rest is read: whether --help stands among
 * argv[0 .. argc-1] (what stands behind the subcommand), and the file named by --config. */
void options_start(Options *o, int argc, char **argv);

/* Reads the words for the subcommand `command` (one of FOR_*) on top of what o holds: the defaults,
 * or what configfile_read made of them. 0, or -1 with ERR_USAGE naming the option. */
int options_parse(Options *o, int command, int argc, char **argv, Arena *a, Err *e);

/* The options of a subcommand, a line or two each. */
void options_help(int command, FILE *to);

/* Splits "NAME=VALUE" and adds it to a list. 0, or -1 with ERR_USAGE. Used for the configuration
 * file's lists too. */
int named_list_add(NamedList *l, Arena *a, const char *option, const char *text, Err *e);

/* Sets one option by its name from text, as the configuration file does. 0, or -1 with ERR_USAGE
 * when there is no such option (for any subcommand) or the text does not suit it. */
int options_set(Options *o, const char *name, const char *text, Arena *a, Err *e);

/* The first option that the user set among those that define how a sample is drawn (--seed,
 * --source ...); NULL when there is none. */
const char *options_drawing(const Options *o);

/* Bytes of an id in a raw file of ids, by --token-type; 0: such files are not read. */
unsigned options_token_bytes(const Options *o);

/* "start", "random", "stride" and "file", "line", "paragraph": the words of --placement and
 * --text-unit; static storage. */
const char *options_placement_name(int placement);
const char *options_text_unit_name(int unit);

/* Reads such a word; 0, or -1 with ERR_USAGE. */
int options_placement_parse(const char *text, int *out, Err *e);

/* Whether an audit under these options computes some documents again in f32. */
bool options_rechecks(const Options *o);

/* "f32", "bf16": the words of --precision; static storage. Back: 0, or -1 with ERR_USAGE. */
const char *options_precision_name(Precision p);
int options_precision_parse(const char *text, Precision *out, Err *e);

/* True when the option of this name takes NAME=VALUE pairs; when it takes words and may be
 * repeated. */
bool options_is_list(const char *name);
bool options_is_words(const char *name);

#endif
