/* The forms in which rows of secrets are written.
 *
 *   TOKEN        a prefix that nobody else uses, then random characters
 *   TOKEN_WEAK   a prefix that also begins other things: only where the rest is random
 *   TOKEN_LEAD   as TOKEN, where the fixed part stands inside the value
 *   NAMED        nothing fixed: the provider's name, something that assigns, and a random value
 *   NAMED_ID     the same with a value of digits
 *
 *   t      the FindingType       words  literals, as in Detector
 *   form   RE2; of NAMED the value alone, behind `(?i:names)`
 *
 * Private to detectors/. */
#ifndef ROTE_SECRETFORMS_H
#define ROTE_SECRETFORMS_H

#include "detectors/mask.h"
#include "detectors/secret.h"

#define UUID "[A-Fa-f0-9]{8}-[A-Fa-f0-9]{4}-[A-Fa-f0-9]{4}-[A-Fa-f0-9]{4}-[A-Fa-f0-9]{12}"

/* From a name to its value, in the languages that assign: the rest of the name and its quote or
 * bracket, a type, an operator (also the '>' of an XML element and the ',' of a call; `more` adds
 * others), a quote. */
#define ASSIGNS_BY(more)                                                                           \
    "[A-Za-z0-9_. \\[-]{0,40}[\"'`\\\\)\\]]{0,4}[ \\t]{0,8}"                                       \
    "(?::?[ \\t]{0,2}[A-Za-z<>&*]{3,20}[?!]?[ \\t]{1,4})?"                                         \
    "(?:[|:?+]{0,3}=>?|:|->|<-|>|,|\\(|[ \\t]value[ \\t]?=|[ \\t]is[ \\t]" more ")"                \
    "[ \\t]{0,8}(?:\\r?\\n[ \\t]{0,8})?[(\\[{]{0,2}(?:[@$brfuL]?[\"'`\\\\]{1,4})?"                 \
    "(?:(?i:bearer|basic|token|oauth|ssws|key)[ \\t:=]{1,3})?"
#define ASSIGNS ASSIGNS_BY("")

enum { NAMED_WINDOW_BYTES = 512 };

#define TOKEN(t, words, form, bytes)                                                               \
    {                                                                                              \
        .type = &(t), .anchor = ANCHOR_LITERAL, .literals = words, .pattern = form,                \
        .window_bytes = bytes, .check = secret_check_token, .plausible = 0.5, .proven = 0.97,      \
        .value = value_exact, .mask = secret_mask                                                  \
    }

#define TOKEN_WEAK(t, words, form, bytes)                                                          \
    {                                                                                              \
        .type = &(t), .anchor = ANCHOR_LITERAL, .literals = words, .pattern = form,                \
        .window_bytes = bytes, .check = secret_check_random, .proven = 0.9, .value = value_exact,  \
        .mask = secret_mask                                                                        \
    }

#define TOKEN_LEAD(t, words, bytes_before, least, most, form, bytes)                               \
    {                                                                                              \
        .type = &(t), .anchor = ANCHOR_LITERAL, .literals = words, .lead = bytes_before,           \
        .lead_min_bytes = least, .lead_max_bytes = most, .pattern = form, .window_bytes = bytes,   \
        .check = secret_check_token, .plausible = 0.5, .proven = 0.97, .value = value_exact,       \
        .mask = secret_mask                                                                        \
    }

#define NAMED_AS(t, words, names, form, checked)                                                   \
    {                                                                                              \
        .type = &(t), .anchor = ANCHOR_LITERAL, .literals = words, .folds = true,                  \
        .pattern = "(?i:" names ")" ASSIGNS_BY("|[ \\t]") "(" form ")",                            \
        .window_bytes = NAMED_WINDOW_BYTES, .check = checked, .proven = 0.9, .value = value_exact, \
        .mask = secret_mask                                                                        \
    }

#define NAMED(t, words, names, form)    NAMED_AS(t, words, names, form, secret_check_random)
#define NAMED_ID(t, words, names, form) NAMED_AS(t, words, names, form, secret_check_digits)

#endif
