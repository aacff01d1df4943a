/* One way to find one type of personal data, as a row of data; and the steps that use it.
 *
 *   text ... +1 (212) 555-0123 ext. 7 ...
 *            |  ^ anchor: the prefilter stops here (a literal, a group of digits, a ':' in hex)
 *            ^ start: back from the anchor over the bytes of `lead`
 *            [ pattern matches here, anchored, within `window_bytes` ]
 *            [ check: rules beyond the pattern; may move start and end ]   -> verdict
 *   words near it raise or lower the confidence; below the threshold nothing is found
 *
 * Private to detectors/. */
#ifndef ROTE_DETECTOR_H
#define ROTE_DETECTOR_H

#include "detectors/detectors.h"

#include "audit/base/arena.h"
#include "audit/base/str.h"

#include <stdbool.h>
#include <stddef.h>

/* A match under examination: text.s[start, end). */
typedef struct {
    Str text;
    size_t start, end;
} Candidate;

static inline Str candidate_str(const Candidate *c)
{
    return (Str){c->text.s + c->start, c->end - c->start};
}

typedef enum {
    VERDICT_NO,        /* a rule of the type is broken */
    VERDICT_PLAUSIBLE, /* right in form, but so is much that is something else */
    VERDICT_PROVEN,    /* a check digit, a registry or an unmistakable form says so */
} Verdict;

typedef enum {
    ANCHOR_LITERAL, /* one of `literals` */
    ANCHOR_NUMBER, /* the first digit of a group, with `digits` digits or more from there on; for a row
                       without a lead not inside a word, as in "utf8" */
    ANCHOR_HEX,    /* a ':', '-' or '.' right behind a hexadecimal digit, or a ':' behind a ':' */
} AnchorKind;

typedef struct Detector {
    const FindingType *type;
    const char
        *region; /* where it is issued, "us" or "us|ca"; NULL: by the type's name (region.h) */

    AnchorKind anchor;
    const char *literals;   /* ANCHOR_LITERAL: separated by blanks */
    bool folds;             /* case of the literals does not count; they are in lower case */
    size_t digits;          /* ANCHOR_NUMBER: fewer in the number from here on: no candidate */
    const char *lead;       /* bytes that may stand between start and anchor, as "a-z+" */
    size_t lead_min_bytes;  /* fewer: no candidate */
    size_t lead_max_bytes;  /* looked back no further */
    const char *not_before; /* bytes that may not stand before the start, beside those of a word */

    const char *pattern; /* RE2 over bytes (Latin-1), longest match; group 1, if any, is the
                                 value */
    size_t window_bytes; /* at most so many bytes are looked at; 0: to the end of the text, for
                                 a row that is `whole` or cannot match across its own anchor */
    bool whole;          /* a match that fails its check holds no other value of this row, and
                                 is not looked into again */
    Verdict (*check)(Candidate *c);

    double plausible, proven; /* confidence by verdict, before context */
    double threshold;         /* less certain is no finding; 0: DETECTOR_THRESHOLD */
    bool alone; /* in a text that holds nothing but the value, that is as good as a context word */
    const char *context; /* words that raise it when near, separated by '|'; NULL: none */
    const char *against; /* words that lower it */

    Str (*value)(Str found, Arena *a); /* see finding_value */
    Str (*mask)(Str found, Arena *a);  /* see finding_mask */
} Detector;

/* Findings less certain than this are not findings, unless the row or the user says otherwise. */
#define DETECTOR_THRESHOLD 0.5
/* A context word closes this share of the gap to certainty; a word against takes this share away:
 * 0.3 becomes 0.79, 0.85 becomes 0.255. */
#define DETECTOR_CONTEXT_SHARE 0.7

#endif
