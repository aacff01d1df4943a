/* The detectors: tokens and text -> matches and personal-data findings. */
#ifndef ROTE_DETECTORS_H
#define ROTE_DETECTORS_H

#include "audit/base/arena.h"
#include "audit/base/buf.h"
#include "audit/base/err.h"
#include "audit/base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* ---- matching ---- */

typedef struct {
    bool exact;            /* all n_truth tokens equal and none missing */
    bool approximate;      /* edit_distance <= max_edits; exact included */
    size_t edit_distance;  /* token-level Levenshtein distance; missing tokens count as edits */
    size_t first_mismatch; /* index of the first token that differs or is missing; n_truth when
                              exact */
} Match;

/* floor(fraction * tokens) with fraction, 0 to 1, read as the decimal that the user wrote (the
 * shortest one that reads back as the same double): 0.10 of 50 is 5, 0.29 of 100 is 29. Exact for
 * any number of tokens. */
size_t match_max_edits(double fraction, size_t tokens);

/* Compares a continuation with the truth. Tokens beyond the truth's count as edits too, and such a
 * continuation is not exact. Cannot fail. */
Match match_tokens(const uint32_t *continuation, size_t n_continuation, const uint32_t *truth,
                   size_t n_truth, size_t max_edits);

/* What a continuation that is being written can still come to: the least and the largest edit
 * distance over everything that it may become, by up to most_tokens tokens in all and an end at any
 * time. Tokens that no model would write and tokens that the truth has not got are counted in.
 *
 * Start from {0}; started again, it takes no memory anew. The truth must stay until the next start.
 * Time for a token, and memory, go with max_edits. Not for two threads at once. */
typedef struct {
    const uint32_t *truth; /* [n_truth] */
    size_t n_truth, most_tokens, max_edits;
    size_t n;              /* tokens written */
    size_t least, largest; /* exact where <= max_edits; else any number above max_edits */
    size_t *cells, limit;  /* matchbound.c's; malloc'ed */
} MatchBound;

void matchbound_start(MatchBound *b, const uint32_t *truth, size_t n_truth, size_t most_tokens,
                      size_t max_edits);
/* The next token. n < most_tokens. */
void matchbound_add(MatchBound *b, uint32_t id);
/* `least` with id as the next token; nothing is added. n < most_tokens. */
size_t matchbound_least_after(const MatchBound *b, uint32_t id);
/* The distance if nothing followed any more. Exact where <= max_edits, as `least`. */
size_t matchbound_distance(const MatchBound *b);
/* Neither exact nor approximate any more, whatever follows. Once so, always so. */
bool matchbound_hopeless(const MatchBound *b);
/* What follows still decides about a flag, exact or approximate. Once not so, never again so. */
bool matchbound_open(const MatchBound *b);
void matchbound_free(MatchBound *b);

/* In the place of a token's id: the text would have ended there. */
#define MATCH_END UINT32_MAX

/* How a continuation was chosen, token by token. */
typedef struct {
    const uint32_t *ids;       /* [n] */
    const float *margin;       /* [n] the choice's logit minus the runner-up's */
    const uint32_t *runner_up; /* [n] its id, another than the choice's, or MATCH_END */
    size_t n;                  /* at most the bound's most_tokens; below them where it ended */
    bool ended;                /* an end of sequence was chosen after ids: */
    float end_margin;
    uint32_t end_runner_up;
} MatchChoices;

/* Whether the flags hang on a choice that the precision cannot resolve: one with a margin below
 * `resolution`, a weak one. It counts
 *
 *   of a document that matches (exact or approximate is true), when the flags were open before it:
 *     anything else could have followed the runner-up;
 *   of one that does not, when the runner-up leads towards the truth: with it, `least` would be at
 *     most max_edits, and lower than with the choice. (So also where the text up to the runner-up is
 *     the beginning of the truth: least is then 0.) Equally low will do behind text that follows the
 *     truth, at least 16 tokens of which less than a quarter are edits (4 * least < n): there the
 *     model may find back behind a wrong token. An end of sequence comes out at the distance of
 *     what stands before it; as a runner-up within max_edits it counts without more, since then it
 *     would have matched for certain.
 *
 * A document that does not match is not fragile for a weak choice between two tokens that are both
 * wrong in text that does not follow the truth: nearly all text is full of these, and would be computed
 * again for nothing. So not covered, and worth a look only if rates hang on single documents, are
 *
 *   - a runner-up no nearer to the truth than the choice, from which the model would have found back
 *     to it: both wrong, or the runner-up a token that the truth has a place earlier or later; in the
 *     first 16 tokens, or where a quarter of the tokens are edits already;
 *   - one that leads away from the truth where the choice does not, and from which the model would
 *     have come nearer to it all the same;
 *   - a third candidate within the resolution;
 *   - a weak choice later on a path that was not taken: two in a row of which only both together
 *     lead to the truth (each that leads nearer to it by itself does count).
 *
 * On truths made of f32's continuations of 8,000 documents of the demo by 0 to 8 edits (87,978 cases), bf16
 * and f32 differed in the flags of 5,322; 24 of these were not fragile, 154 without the rule for equally low.
 *
 * Of a continuation that was cut when it became hopeless, the answer is that of the whole one: from
 * there on no token brings `least` down again.
 *
 *   b  started; holds anything afterwards      m  the continuation's match, cut or whole */
bool match_fragile(MatchBound *b, const Match *m, const MatchChoices *c, float resolution);

/* Levenshtein distance over token ids, and over the characters of two texts (code points; each byte
 * that is not part of valid UTF-8 counts as a character of its own). Source: Myers 1999, Hyyro 2003
 * (bit-parallel, blocks of 64). Time n_a * n_b / 64, memory n_b. */
size_t levenshtein_tokens(const uint32_t *a, size_t n_a, const uint32_t *b, size_t n_b);
/* *n_chars_b receives the number of characters of b, for a fraction. */
size_t levenshtein_chars(Str a, Str b, size_t *n_chars_b);

/* ---- personal data ---- */

typedef enum { SEVERITY_LOW, SEVERITY_MODERATE, SEVERITY_HIGH } Severity;

/* "low", "moderate", "high". */
const char *severity_name(Severity s);
/* 0, or -1 for a word that names none. */
int severity_parse(const char *word, Severity *s);

struct Detector; /* a row of the table; private to detectors/ */

typedef struct {
    const char *type; /* Sensitive Data Protection's infoType where one exists: "EMAIL_ADDRESS".
                         Lives as long as the scanner */
    Severity severity;
    double confidence; /* 0 to below 1: by form and check digits, then by the words near it
                          (detectors/catalogue.h says how); what is below the type's threshold, 0.5
                          unless said otherwise, is no finding */
    size_t start, end; /* bytes in the scanned text, end exclusive */
    bool validated;    /* a check digit, a registry or an unmistakable form says so */
    bool named;        /* a word of its type stands near it */
    bool placeholder;  /* a value that was published as an example: nobody's (placeholder.c) */
    const struct Detector *row; /* NULL: the first of its type in the built-in table */
} Finding;

typedef struct Scanner Scanner; /* compiled patterns; immutable, shared by threads */

/* A user's rule: a row of the table. Strings are the caller's and outlive the scanner. */
typedef struct {
    const char *type, *title; /* title NULL: the type */
    Severity severity;
    const char *region;   /* NULL: everywhere */
    const char *literals; /* words, separated by blanks, one of which the value holds or begins
                             near; NULL: a number begins there */
    bool folds;           /* the words' case does not count; they are given in lower case */
    size_t digits;        /* of a rule without literals: the fewest that the number has */
    const char *lead; /* bytes that may stand between the match's start and the word or number */
    size_t lead_min_bytes, lead_max_bytes;
    const char *not_before;
    const char *pattern;           /* RE2 over bytes; group 1, if any, is the value */
    size_t window_bytes;           /* that a match may have; 1 to RULE_WINDOW_BYTES */
    const char *check;             /* a name of rule_check_name, or NULL */
    double confidence;             /* 0 to below 1, before context */
    double threshold;              /* 0: 0.5 */
    const char *context, *against; /* in lower case, separated by '|'; NULL: none */
    const char *mask;              /* a name of rule_mask_name; NULL: the first of them */
} Rule;

enum { RULE_WINDOW_BYTES = 4096 };

/* The i-th name of a check ("luhn") or mask ("all") for rules; NULL behind the last. */
const char *rule_check_name(size_t i);
const char *rule_mask_name(size_t i);

typedef struct {
    const char *type;
    double least;
} TypeThreshold;

typedef struct {
    const char *const
        *regions; /* [n_regions] "us"; what only other regions issue is left out; none:
                                   all. Every name passes region_known */
    size_t n_regions;
    double threshold;                /* of all types; 0: each row's own */
    const TypeThreshold *thresholds; /* [n_thresholds] of single types; beats the above */
    size_t n_thresholds;
    const Rule *rules; /* [n_rules], beside the table */
    size_t n_rules;
    bool plain; /* every pattern is tried at every anchor, slowly: the same findings, for tests */
} ScannerOptions;

/* The whole table under its own thresholds. NULL with our own pattern's error as ERR_FORMAT (a
 * defect). */
Scanner *scanner_open(Err *e);
/* o: read during the call, its rules' strings as long as the scanner. NULL with ERR_FORMAT that says
 * what is wrong with a rule; *bad_rule (if bad_rule is not NULL) receives its index, or n_rules. */
Scanner *scanner_open_with(const ScannerOptions *o, size_t *bad_rule, Err *e);
void scanner_close(Scanner *s);

/* Whether rows of the table may bear a region of this name. */
bool region_known(const char *name);

/* All findings in a text, overlaps resolved (validated first, then higher confidence, then longer,
 * then earlier), in order of start. The array lives in `a`. Any bytes are allowed. Time is linear in
 * the text. A value that the text's end cuts is a finding only where what is left passes its type's
 * rules. */
size_t scanner_scan(const Scanner *s, Str text, Arena *a, Finding **out);

/* ---- texts of any length ---- */

/* The longest finding that is surely found whole in a text that comes in windows; in a text of no
 * more bytes than a window (1 MiB) every finding is. */
enum { TEXTSCAN_FINDING_BYTES = 64 * 1024 };

/* text.s[from, to) is settled: all findings in it are known, in order. */
typedef struct {
    Str text; /* with bytes before and behind the part */
    size_t from, to;
    bool last; /* the text ends at `to` */
    uint64_t base;           /* text.s[0] is byte `base` of the whole text */
    const Finding *findings; /* [n_findings], offsets in `text` */
    size_t n_findings;
} TextPart;

/* Called for part after part, each byte of the text once, in order; what p points to is valid during the
 * call. `scratch` is emptied afterwards. */
typedef void (*TextSettle)(void *arg, const TextPart *p, Arena *scratch);

/* Scans one text after another, each given in pieces of any size; memory does not grow with the text.
 * Not for two threads at once. */
typedef struct TextScan TextScan;

/* window_bytes 0: 1 MiB; other sizes are for tests. */
TextScan *textscan_open(const Scanner *s, size_t window_bytes, TextSettle settle, void *arg);
/* The next bytes; `last` ends the text, and the next call begins another. */
void textscan_add(TextScan *t, Str bytes, bool last);
/* Accepts NULL. */
void textscan_close(TextScan *t);

/* The value by which two findings of a type are the same one: digits of a card or phone number
 * (without extension and the 1 of North America), lower-case e-mail, an address in its canonical
 * text, and so on (detectors/validators.h). Lives in `a`. */
Str finding_value(const Finding *f, Str text, Arena *a);

/* The finding's text with what identifies masked ("j***@e***.com", "************1111"): of a card
 * the last four digits remain, of a phone number the last two, of an SSN none, of an IBAN the
 * country, of an IP address the first group, of a hardware address the maker's half, of a URL the
 * host, of a secret its published prefix. For reports and logs. Lives in a. */
Str finding_mask(const Finding *f, Str text, Arena *a);

typedef struct {
    const char *type;
    Severity severity;
    const char *title; /* "e-mail address" */
} FindingType;

/* The i-th type of the built-in table, in its order; NULL behind the last. */
const FindingType *finding_type(size_t i);
/* The i-th type that this scanner knows, a rule's behind the table's; NULL behind the last. */
const FindingType *scanner_type(const Scanner *s, size_t i);

#endif
