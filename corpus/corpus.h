/* The corpus: shards -> documents -> a uniform sample.
 *
 * A Source is a named list of shards. A Shard streams documents out of one file, recognised by its
 * bytes, under zstd, gzip, xz, bzip2, lz4 or nothing: JSON lines, a JSON array, JSON objects; WARC and WET, a
 * document each conversion or plain text; tar (and zip, never compressed again), one document a
 * regular file; Parquet, a document a row; plain text; token ids in NumPy arrays, raw files and
 * Megatron's datasets (FILE.bin with FILE.idx, never compressed). sample_draw reads every shard of
 * every source once and keeps, for each source, the k eligible documents with the smallest keyed
 * hash; most records are passed over.
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
    const char *path; /* as the user named it, or as the glob, the folder or the list gave it */
    const char *name; /* the part of the path that stays the same on another machine: of one found
                         by a glob, the path below the last folder in front of the first wildcard
                         (data/x-?/y.zst gives x-1/y.zst); of one found in a folder, the path below
                         it; of a relative path in a list, that path; else the base name */
    uint64_t bytes;   /* file size */
    char identity[SHA256_HEX_BYTES]; /* SHA-256 of size (8 bytes, little endian), first MiB, last
                                        MiB: cheap at terabytes, notices another file. Of a Megatron
                                        dataset, of the .bin's and then of the .idx's */
} ShardFile;

typedef struct {
    const char *name;
    ShardFile *shards; /* [n_shards], in order of name */
    size_t n_shards;
    uint64_t n_hidden; /* files and folders that were passed over in folders, because their names
                          begin with a point */
} Source;

/* Expands `patterns` (n of them) into the shards of a source called `name`. One is
 *
 *   a path        of a file, even if it looks like something of the following; or of a folder: every
 *                 file at any depth below it that is not hidden
 *   @FILE         a list: the paths of files, one a line, from the working directory; blank lines
 *                 count for nothing
 *   a glob        as the shell's, with ** for any number of folders, none too; a leading ~ is the
 *                 home folder
 *
 * The .idx of a Megatron dataset stands for the .bin beside it. Everything lives in `a`. 0, or -1:
 * ERR_USAGE when a pattern matches nothing, a glob finds a folder, or two shards would bear the same
 * name (both paths are named); ERR_IO when one cannot be read or is not a regular file. */
int source_expand(Source *s, Arena *a, const char *name, const char *const *patterns, size_t n,
                  Err *e);

/* ---- one shard ---- */

/* What one document of a plain text is. */
typedef enum TextUnit {
    TEXTUNIT_FILE,
    TEXTUNIT_LINE,      /* a line; blank lines are none */
    TEXTUNIT_PARAGRAPH, /* lines in a row between blank ones */
} TextUnit;

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
    TextUnit text_unit; /* of plain text */
    /* Members of archives that are documents, as globs (globmatch.h): one without a slash is held
     * against the last part of a member's name, one with a slash against the whole name. A member
     * that none takes is no record. n_members 0: all are taken. */
    const char *const *members;
    size_t n_members;
    /* Token ids in one row, without boundaries (a 1-D .npy, a raw file), are cut into documents of
     * row_tokens ids (the last may be shorter) if that is not 0, else at end_of_document, which
     * belongs to none of them; nothing between two of these is no document. An end_of_document that
     * ends a document of a Megatron dataset is left out too. */
    bool has_end_of_document;
    uint32_t end_of_document;
    uint64_t row_tokens;
    /* 2 or 4: what is nothing else and no UTF-8 text is unsigned little-endian ids of so many bytes.
     * 0: there are no raw token files. */
    unsigned token_bytes;
    int n_threads; /* that may decode ahead of the reader, in a compressed file that has parts for them
                      (zstd or lz4 frames, gzip members, bzip2 streams); 1 or 0: none. Does not change
                      what is read. Memory: 24 MiB for all of them and some MiB for each */
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

/* All Strs and ids point into the shard's buffers and are valid until the next shard_next or
 * shard_close. Text and id are valid UTF-8; NUL characters may occur. An empty text is a document. */
typedef struct {
    Str text;            /* empty where there are ids */
    const uint32_t *ids; /* [n_ids] of a corpus that holds token ids; NULL for texts */
    size_t n_ids;
    Str id;           /* JSON id field, or archive member's path; s NULL when there is none */
    Str cluster;      /* s NULL when there is none */
    uint64_t ordinal; /* index of the record in the shard from 0; a malformed record has one too, a
                         blank line has not */
    uint64_t record_bytes; /* of the record in the decompressed shard, known without parsing it: a
                              line without its LF, an archive member, a WARC record's block, ids
                              times their width. The same whether the record is a document, malformed
                              or passed over */
    FaultKind fault;       /* with SHARD_MALFORMED: which */
} Doc;

typedef enum {
    SHARD_DOC,       /* *d is a document */
    SHARD_PASSED,    /* a record that ShardOptions.wants did not want: of *d only the ordinal and
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

/* Of a Megatron dataset either file may be named; the .bin is the shard.
 * NULL with ERR_IO (cannot be opened) or ERR_FORMAT (not a kind of file that can be read: the text
 * says what it looks like). The text begins with path. An empty file is a shard of no documents.
 * o's strings must outlive the shard. */
Shard *shard_open(const char *path, const ShardOptions *o, Err *e);
/* The place in *e is a line, member or byte; the path is the caller's to add. No message quotes a
 * text. */
ShardStep shard_next(Shard *s, Doc *d, Err *e);
/* What was left out so far because its kind is no document: a WARC's responses, an archive's folders,
 * members that no pattern takes ... These have no ordinal and are not malformed. `what` is a plural
 * in static storage. *n of them, valid until the next shard_next or shard_close; some may be 0. */
typedef struct {
    const char *what;
    uint64_t n;
} ShardLeftOut;
const ShardLeftOut *shard_left_out(const Shard *s, size_t *n);
/* Compressed bytes read so far, for progress; never more than the file has. */
uint64_t shard_bytes_read(const Shard *s);
/* What the bytes were recognised as: "jsonl.zst", "tar.gz", "zip" ... Static storage. */
const char *shard_kind(const Shard *s);
/* Accepts NULL. */
void shard_close(Shard *s);

/* ---- the sample ---- */

/* Tokenizes a whole document: writes its ids number first .. first+want-1 (as many of them as there
 * are) and returns how many tokens the document has. Called from several threads at once, `thread`
 * being 0 .. n_threads-1. */
typedef size_t (*TokenizeFn)(void *ctx, int thread, Str text, size_t first, uint32_t *ids,
                             size_t want);

/* Where in a document the prompts are. Ids are always those of the whole document's tokenization.
 *
 *   PLACEMENT_START    one, at its first token
 *   PLACEMENT_RANDOM   one, at an offset uniform over those at which a whole window remains, by a
 *                      hash of the document (placement_random)
 *   PLACEMENT_STRIDE   one at each multiple of `stride` at which a whole window remains */
typedef enum { PLACEMENT_START, PLACEMENT_RANDOM, PLACEMENT_STRIDE } Placement;

/* The offset among 0 .. n_offsets-1 (n_offsets > 0) of a document with this sampling hash. The hash
 * is hashed again, since those of a sample are all small: floor(XXH3(the 8 bytes, little endian) *
 * n_offsets / 2^64) under the seed "place". */
uint64_t placement_random(uint64_t document_hash, uint64_t n_offsets);

/* A sampled document. A window is a prompt and its truth: prefix_tokens ids. */
typedef struct {
    uint64_t hash; /* hash_document; the sample order is by (hash, shard, ordinal) */
    const char *shard;
    uint64_t ordinal;
    Str id;      /* s NULL when the document has none */
    Str cluster; /* s NULL when the document has none */
    Str text;    /* s NULL where texts are not kept, or there are only ids */
    uint64_t record_bytes, n_tokens;
    bool has_nul;        /* the text has a NUL character in it */
    Hash128 prefix;      /* of its first prefix_tokens ids (little endian, 4 bytes each), wherever
                            the windows are: the same for repeated documents */
    uint64_t offset;     /* token at which the first window begins */
    size_t n_windows;    /* 1, but with PLACEMENT_STRIDE */
    uint64_t stride;     /* tokens of the document from window to window; this and the next are read
                            only where there are several */
    size_t step;         /* ids from window to window: stride, but at most prefix_tokens, since what
                            lies between windows is not kept */
    const uint32_t *ids; /* window i is ids[i * step .. i * step + prefix_tokens - 1] */
} SampledDoc;

/* Something that was not read as a document, kept for the report. */
typedef struct {
    const char *shard;
    uint64_t ordinal; /* of the malformed record, or of the record that the damage cut off */
    FaultKind kind;
    const char *what; /* one sentence, with the line or byte where the format has them */
    uint64_t hash;    /* of a malformed record: it counts when it stands before the last sampled
                         document by it; 0 where all count */
} Fault;

/* Malformed records of each kind that are described one by one; all are counted. */
enum { SOURCE_FAULTS_KEPT = 20 };

/* A record that was drawn and cannot be sampled. */
typedef enum { MISS_SHORT, MISS_EMPTY, MISS_MALFORMED, MISS_DUPLICATE, N_MISSES } MissKind;

typedef struct {
    uint64_t hash, record_bytes;
    uint32_t n_tokens; /* of a document; no more than UINT32_MAX are counted */
    uint8_t kind;      /* MissKind */
    uint8_t fault;     /* FaultKind of a malformed one */
    bool has_nul;
} Miss;

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
    uint64_t n_shards; /* that were to be read */
    ShardLeftOut *left_out; /* [n_left_out] in order of `what`, over all shards, and what folders hide;
                               none is 0 */
    size_t n_left_out;
    uint64_t records_seen; /* documents or malformed, read or passed over */
    uint64_t record_bytes; /* of these */
    SampleDrawn drawn;
    uint64_t
        too_short;     /* documents drawn with fewer than prefix_tokens tokens: each was replaced by
                           the next. Order here is by hash alone */
    uint64_t empty;    /* of the too short: those without a byte of text */
    uint64_t with_nul; /* documents drawn, sampled or replaced, whose text has a NUL in it */
    uint64_t duplicates_left_out; /* with SampleOptions.dedup: documents drawn and replaced because
                                     one before them in sample order has the same prefix */
    bool looked_at_all;           /* SampleOptions.look_at_all */
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
    /* What a merge needs of a part: the missed records that count, ascending by hash, and every
     * malformed one that could be among the first of the whole. */
    const Miss *misses;
    size_t n_misses;
    const Fault *malformed_kept;
    size_t n_malformed_kept;
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
    Placement placement;
    uint64_t stride; /* of PLACEMENT_STRIDE, at least 1 */
    bool dedup;      /* of documents with the same first prefix_tokens ids, only the first in sample
                        order is eligible */
    bool keep_text;  /* SampledDoc.text */
    size_t part, n_parts; /* reads only the shards number part-1, part-1 + n_parts ... of all
                             sources' shards, counted in order of source and name; n_parts 0: all.
                             The parts' samples give the whole one by a SampleMerge */
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

/* The windows of one document: what sample_draw takes of it under o->prefix_tokens, placement,
 * stride and tokenize. Sets n_tokens, prefix, offset, n_windows, stride, step and ids of *s, whose hash is
 * set already; ids live in *room until the next call. False when the document is too short, and then
 * only n_tokens is set. A document that has ids is not tokenized. Start from (WindowRoom){0}. */
typedef struct {
    uint32_t *ids; /* [capacity] */
    size_t capacity;
} WindowRoom;
bool window_take(const SampleOptions *o, int thread, const Doc *d, WindowRoom *room, SampledDoc *s);
void window_free(WindowRoom *room);

/* Documents that repeat one before them: how many have the prefix of an earlier one of the n
 * (*duplicates), and how many prefixes these share (*groups). */
void sample_duplicates(const SampledDoc *docs, size_t n, uint64_t *groups, uint64_t *duplicates);

/* ---- parts ---- */

/* The whole sample from those of its parts, whatever their order: the same as one drawing gives.
 * `o` is what the parts were drawn with, but for part; names [n_sources] are the sources', copied. */
typedef struct SampleMerge SampleMerge;
SampleMerge *samplemerge_open(const char *const *names, size_t n_sources, const SampleOptions *o);
/* A sampled document of a part; everything it points to is copied where it is kept. */
void samplemerge_add(SampleMerge *m, size_t source, const SampledDoc *d);
/* What a part counted of a source, its documents apart: its n_docs and docs are not read. */
void samplemerge_count(SampleMerge *m, size_t source, const SourceSample *part);
/* Ends the merge and m. */
Sample *samplemerge_finish(SampleMerge *m);
/* Accepts NULL; for a merge that is not finished. */
void samplemerge_close(SampleMerge *m);

#endif
