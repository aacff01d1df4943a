/* Texts of our own on which a checkpoint is tried before an audit: see preflight.h. */
#ifndef ROTE_SAMPLETEXT_H
#define ROTE_SAMPLETEXT_H

#include <stddef.h>

/* Ordinary English with a little code, UTF-8, about 300 words: what a language model should find
 * less surprising than dice do. */
extern const char SAMPLETEXT_ORDINARY[];

/* A line or two in one script, for encode and decode. */
typedef struct {
    const char *name; /* "Greek" */
    const char *text; /* UTF-8; unchanged by NFC and NFKC, blanks apart */
} SampleText;

/* The table, in static storage, and its length. */
size_t sampletexts(const SampleText **out);

#endif
