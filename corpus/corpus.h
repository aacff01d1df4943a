/* The corpus: shards -> documents -> a uniform sample.
 *
 * A Source is a named list of shards. A Shard streams documents out of one file, recognised by its
 * bytes: JSON lines under zstd, gzip, xz, bzip2, lz4 or nothing; tar (also compressed) and zip
 * archives, one document a regular file. sample_draw reads every shard of every source once and keeps, for each
 * source, the k eligible documents with the smallest keyed hash.
 *
 * Knows nothing of models: whoever draws a sample supplies the function that turns a text into
 * token ids. */
#ifndef ROTE_CORPUS_H
#define ROTE_CORPUS_H

#include "audit/base/arena.h"
#include "audit/base/err.h"
#include "audit/base/hash.h"
#include "audit/base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* ---- sources ---- */

typedef struct {
    const char *path; /* as the user named it or as the glob found it */
    const char *name; /* the part of the path that stays the same on another machine: of one found
                         by a glob, the path below the last folder in front of the first wildcard
                         (data/x-?/y.zst gives x-1/y.zst); of a plain path, the base name */
    uint64_t bytes;   /* file size */
    char identity[SHA256_HEX_BYTES]; /* SHA-256 of size (8 bytes, little endian), first MiB, last
                                        MiB: cheap at terabytes, notices another file */
} ShardFile;

typedef struct {
    const char *name;
    ShardFile *shards; /* [n_shards], in order of name */
    size_t n_shards;
} Source;

/* Expands `patterns` (paths or globs, n of them) into the shards of a source called `name`.
 * A path that exists is taken as it is, even if it looks like a glob; a leading ~ is the home
 * folder; "**" is refused. Everything lives in `a`. 0, or -1: ERR_USAGE when a pattern matches
 * nothing, names a folder, or two shards would bear the same name (both paths are named); ERR_IO
 * when one cannot be read or is not a regular file. */
int source_expand(Source *s, Arena *a, const char *name, const char *const *patterns, size_t n,
                  Err *e);

/* ---- one shard ---- */

/* Plain values. Fields are named by path: "meta.text" is the member text of the member meta, "\\."
 * a point that belongs to a name. Strings must outlive the shard. */
typedef struct {
    const char *text_field;    /* with the text; required, non-empty */
    const char *id_field;      /* with the document's id (string or integer); a document without it
                                  has none. NULL: none has */
    const char *cluster_field; /* with what documents share that are not independent of each other
                                  (a host, a repository); string or integer. NULL: what the format
                                  gives by itself, such as the host of a WARC record's address */
    /* Asked before a record is read as a document; false: it is counted and passed over
     * (SHARD_PASSED), as cheaply as the format allows. NULL: all are read. May be called more than
     * once for an ordinal, and may say false where it has said true. */
    bool (*wants)(void *ctx, uint64_t ordinal);
    void *wants_ctx;
    int n_threads; /* that may decode ahead of the reader, in a compressed file that has parts for them
                      (zstd or lz4 frames, gzip members, bzip2 streams); 1 or 0: none. Does not change
                      what is read. Memory: 24 MiB for all of them and some MiB for each */
} ShardOptions;

/* All Strs point into the shard's buffers and are valid until the next shard_next or shard_close.
 * Text and id are valid UTF-8; NUL characters may occur. An empty text is a document. */
typedef struct {
    Str text;
    Str id;           /* JSON id field, or archive member's path; s NULL when there is none */
    Str cluster;      /* s NULL when there is none */
    uint64_t ordinal; /* index of the record in the shard from 0; a malformed record has one too, a
                         blank line has not */
} Doc;

typedef enum {
    SHARD_DOC,       /* *d is a document */
    SHARD_PASSED,    /* a record that ShardOptions.wants did not want: of *d only the ordinal is
                        set; whether it is a document is not known */
    SHARD_END,       /* the shard was read to its end without damage */
    SHARD_MALFORMED, /* one record is not a document: d->ordinal and *e say which and why; reading
                        goes on */
    SHARD_DAMAGED,   /* the stream is broken here: d->ordinal and *e say where and why; nothing more
                        can be read, and shard_next is not called again. Checksums stand behind what
                        they protect, so records shortly before the damage may be wrong too. Also
                        said at the end when the file's size changed while it was read */
} ShardStep;

typedef struct Shard Shard;

/* NULL with ERR_IO (cannot be opened) or ERR_FORMAT (not a kind of file that can be read: the text
 * says what it looks like). The text begins with path. An empty file is a shard of no documents.
 * o's strings must outlive the shard. */
Shard *shard_open(const char *path, const ShardOptions *o, Err *e);
/* The place in *e is a line, member or byte; the path is the caller's to add. No message quotes a
 * text. */
ShardStep shard_next(Shard *s, Doc *d, Err *e);
/* Compressed bytes read so far, for progress; never more than the file has. */
uint64_t shard_bytes_read(const Shard *s);
/* What the bytes were recognised as: "jsonl.zst", "tar.gz", "zip" ... Static storage. */
const char *shard_kind(const Shard *s);
/* Accepts NULL. */
void shard_close(Shard *s);

/* ---- the sample ---- */

/* Tokenizes a whole document: writes its first `want` ids (fewer if it has fewer) to ids and
 * returns how many tokens the document has. Called from several threads at once, `thread` being 0
 * .. n_threads-1. */
typedef size_t (*TokenizeFn)(void *ctx, int thread, Str text, uint32_t *ids, size_t want);

typedef struct {
    uint64_t hash; /* hash_document; the sample order is by (hash, shard, ordinal) */
    const char *shard;
    uint64_t ordinal;
    Str id; /* s NULL when the document has none */
    uint64_t text_bytes;
    uint64_t n_tokens;
    const uint32_t *ids; /* [prefix_tokens] the document's first ids: prompt, then truth */
} SampledDoc;

/* Something that was not read as a document, kept for the report. */
typedef struct {
    const char *shard;
    uint64_t ordinal; /* of the malformed record, or of the record that the damage cut off */
    const char *what; /* one sentence */
} Fault;

/* Malformed records described one by one; all are counted, and the report says so. */
enum { SOURCE_FAULTS_KEPT = 20 };

typedef struct {
    const char *name;
    SampledDoc *docs; /* [n_docs], in sample order; n_docs <= the k asked for */
    size_t n_docs;
    uint64_t documents_seen; /* documents read, eligible or not, without the malformed */
    uint64_t text_bytes;     /* of the documents seen */
    uint64_t too_short; /* documents that stand before the last sampled one in sample order but have
                           fewer than prefix_tokens tokens: the ones that were replaced (all short
                           ones when n_docs < k). Order here is by hash alone */
    uint64_t malformed; /* records that are not documents */
    Fault *malformed_first; /* [n_malformed_first] in order of (shard, ordinal) */
    size_t n_malformed_first;
    Fault *damaged; /* [n_damaged] one for each damaged shard, in order of shard; documents read
                       before the damage are in the sample's population, what lies behind it is
                       unknown */
    size_t n_damaged;
} SourceSample;

typedef struct {
    uint64_t bytes_read, bytes_total; /* compressed, over all sources */
    uint64_t documents_seen;
} SampleProgress;

typedef struct {
    ShardOptions shard;
    uint64_t seed;
    size_t documents;     /* k, per source */
    size_t prefix_tokens; /* P + C: fewer tokens make a document too short */
    int n_threads;        /* shards are read side by side; does not influence the result */
    bool allow_damage;    /* go on past a damaged shard; else it is an error */
    TokenizeFn tokenize;
    void *tokenize_ctx;
    /* Called from one thread at a time, some times a second; may be NULL. Returning false stops the
     * drawing. */
    bool (*progress)(void *ctx, const SampleProgress *p);
    void *progress_ctx;
} SampleOptions;

typedef struct Sample Sample;

/* Draws the sample of every source. The same for any thread count and any order of shards. Memory:
 * the sampled prefixes, one document per thread, and 8 bytes for each short document in front of
 * the k-th eligible one. NULL: ERR_FORMAT for a damaged shard unless allow_damage (the message
 * names shard, place and what to do), ERR_IO; with e->kind ERR_NONE when progress() asked to stop.
 * Damaged are also a shard that is no kind of file that can be read, and one whose size is not
 * ShardFile.bytes any more. The source names and shard names are copied. */
Sample *sample_draw(const Source *sources, size_t n_sources, const SampleOptions *o, Err *e);

size_t sample_sources(const Sample *s);
const SourceSample *sample_source(const Sample *s, size_t i);
/* Accepts NULL. */
void sample_close(Sample *s);

#endif
