/* The corpus: shards -> documents -> a uniform sample.
 *
 * A Source is a named list of shards. A Shard streams documents out of one file, recognised by its
 * bytes: JSON lines, a JSON array or JSON objects, under zstd, gzip, xz or nothing; tar (also
 * compressed) and zip archives, one document a regular file. sample_draw reads every shard of every source once and keeps, for each
 * source, the k eligible documents with the smallest keyed hash; most records are passed over.
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
    int n_threads; /* that may decode ahead; 1 or 0: none */
} ShardOptions;

/* Why a record is no document, or a shard could not be read to its end. Each is counted under its
 * name (fault_name). */
typedef enum {
    FAULT_RECORD, /* it cannot be read as text for a reason of its format: see the sentence */
    FAULT_NOT_JSON,
    FAULT_NOT_UTF8,
    FAULT_NOT_OBJECT, /* JSON, but no object */
    FAULT_TOO_DEEP,   /* JSON nested deeper than is followed */
    FAULT_NO_TEXT,    /* no text field */
    FAULT_TEXT_NOT_STRING,
    N_FAULTS_OF_RECORDS,
    FAULT_STREAM = N_FAULTS_OF_RECORDS, /* cut off, a wrong checksum, a broken structure */
    FAULT_NOT_SHARD,                    /* no kind of file that can be read */
    FAULT_CHANGED,                      /* while it was read, or since the run was planned */
    FAULT_DIRECTORY,
    FAULT_PIPE,       /* or another file that is no regular one */
    FAULT_UNREADABLE, /* the system refuses it: gone, no permission, a broken disk */
    N_FAULTS
} FaultKind;

/* One word for files, such as "not_json"; static storage. */
const char *fault_name(FaultKind k);

/* All Strs point into the shard's buffers and are valid until the next shard_next or shard_close.
 * Text and id are valid UTF-8; NUL characters may occur. An empty text is a document. */
typedef struct {
    Str text;
    Str id;           /* JSON id field, or archive member's path; s NULL when there is none */
    Str cluster;      /* s NULL when there is none */
    uint64_t ordinal; /* index of the record in the shard from 0; a malformed record has one too, a
                         blank line has not */
    uint64_t record_bytes; /* of the record in the decompressed shard: a JSON line without its LF,
                              an archive member. The same whether the record is read or passed over */
    FaultKind fault;       /* with SHARD_MALFORMED: which */
} Doc;

typedef enum {
    SHARD_DOC,       /* *d is a document */
    SHARD_PASSED,    /* a record that ShardOptions.wants did not want: of *d only ordinal and
                        record_bytes are set; whether it is a document is not known */
    SHARD_END,       /* the shard was read to its end without damage */
    SHARD_MALFORMED, /* one record is not a document: d->ordinal, d->fault and *e say which and why;
                        d->record_bytes is set; reading goes on */
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
    uint64_t record_bytes, n_tokens;
    bool has_nul;        /* the text has a NUL character in it */
    const uint32_t *ids; /* [prefix_tokens] the document's first ids: prompt, then truth */
} SampledDoc;

/* Something that was not read as a document, kept for the report. */
typedef struct {
    const char *shard;
    uint64_t ordinal; /* of the malformed record, or of the record that the damage cut off */
    FaultKind kind;
    const char *what; /* one sentence, with the line or byte where the format has them */
} Fault;

/* Malformed records of each kind that are described one by one; all are counted. */
enum { SOURCE_FAULTS_KEPT = 20 };

/* The records that were drawn to fill the sample: the sampled documents, and what stood before the
 * last of them in hash order but had to be replaced (too short, malformed). Where fewer than k
 * documents are sampled, all records of the source. They are a uniform sample of its records, so
 * ratios over them stand for the whole (but for the last one drawn, which is always a sampled
 * document: a bias of order 1/k). */
typedef struct {
    uint64_t records, malformed;
    uint64_t record_bytes;
    uint64_t tokens; /* of the documents among them, too short ones included */
} SampleDrawn;

typedef struct {
    const char *name;
    SampledDoc *docs; /* [n_docs], in sample order; n_docs <= the k asked for */
    size_t n_docs;
    uint64_t records_seen; /* documents or malformed, read or passed over */
    uint64_t record_bytes; /* of these */
    SampleDrawn drawn;
    uint64_t
        too_short;     /* documents drawn with fewer than prefix_tokens tokens: each was replaced by
                           the next. Order here is by hash alone */
    uint64_t empty;    /* of the too short: those without a byte of text */
    uint64_t with_nul; /* documents drawn, sampled or too short, whose text has a NUL in it */
    bool looked_at_all; /* SampleOptions.look_at_all */
    uint64_t
        malformed; /* records drawn that are no documents; where looked_at_all, all there are */
    uint64_t malformed_of[N_FAULTS_OF_RECORDS]; /* the same by kind */
    Fault
        *malformed_first; /* [n_malformed_first] of each kind the first SOURCE_FAULTS_KEPT of those
                               counted; in order of (shard, ordinal) */
    size_t n_malformed_first;
    Fault
        *damaged; /* [n_damaged] one for each damaged shard, in order of shard; records read before
                       the damage are in the sample's population, what lies behind it is unknown */
    size_t n_damaged;
} SourceSample;

typedef struct {
    uint64_t bytes_read, bytes_total; /* compressed, over all sources */
    uint64_t records_seen;
} SampleProgress;

typedef struct {
    ShardOptions shard; /* wants is the sampler's own and not read here */
    uint64_t seed;
    size_t documents;     /* k, per source */
    size_t prefix_tokens; /* P + C: fewer tokens make a document too short */
    int n_threads;        /* shards are read side by side; does not influence the result */
    bool allow_damage;    /* go on past a damaged shard; else it is an error */
    bool look_at_all;     /* read every record, also those that cannot enter the sample any more, to
                             count all malformed ones: the same sample, at the speed of a parser */
    TokenizeFn tokenize;
    void *tokenize_ctx;
    /* Called from one thread at a time, some times a second; may be NULL. Returning false stops the
     * drawing. */
    bool (*progress)(void *ctx, const SampleProgress *p);
    void *progress_ctx;
} SampleOptions;

typedef struct Sample Sample;

/* Draws the sample of every source. The same for any thread count and any order of shards. A record
 * that cannot enter the sample any more is passed over unread: what is said of malformed records is
 * said of those drawn. Memory: the sampled prefixes, one document per thread, and 24 bytes for each
 * record drawn that is no eligible document (twice that between two prunings). NULL: ERR_FORMAT or
 * ERR_IO for a damaged shard unless allow_damage (the message names shard, place and what to do);
 * with e->kind ERR_NONE when progress() asked to stop. Damaged are also a shard that cannot be
 * opened, one that is no kind of file that can be read, and one that is not the file any more that
 * ShardFile describes or changes while it is read. The source names and shard names are copied. */
Sample *sample_draw(const Source *sources, size_t n_sources, const SampleOptions *o, Err *e);

size_t sample_sources(const Sample *s);
const SourceSample *sample_source(const Sample *s, size_t i);
/* Accepts NULL. */
void sample_close(Sample *s);

#endif
