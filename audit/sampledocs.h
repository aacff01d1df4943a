/* The documents of a sample on disk: the lines of samples.jsonl that are of one document put
 * together again, with its text where it is asked for. */
#ifndef ROTE_SAMPLEDOCS_H
#define ROTE_SAMPLEDOCS_H

#include "audit/samplefile.h"

typedef struct SampleDocs SampleDocs;

/* Opens the sample; a window is `prompt_tokens` and `truth_tokens` ids, and lines of others are an
 * error. With `texts`, texts.jsonl is read too. NULL with ERR_FORMAT (damaged, or no texts are kept)
 * or ERR_IO. */
SampleDocs *sampledocs_open(const RunDir *r, size_t prompt_tokens, size_t truth_tokens, bool texts,
                            Err *e);

/* The sample's file, for its counts; lines are not to be read from it. Lives as long as s. */
const SampleFile *sampledocs_file(const SampleDocs *s);

/* The next document and the index of its source in sources.json: 1, 0 at the end, -1 with
 * ERR_FORMAT. What *d points to is valid until the next call. Documents come in the order of
 * sources.json. d->text.s is NULL where the document is one of ids. */
int sampledocs_next(SampleDocs *s, SampledDoc *d, size_t *source, Err *e);

/* Accepts NULL. */
void sampledocs_close(SampleDocs *s);

#endif
