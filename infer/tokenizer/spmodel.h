/* A SentencePiece .model file: the pieces of a vocabulary and what decides about ids.
 *
 * The file is one protocol-buffers message, ModelProto. A field that is unknown, or that would
 * change ids in a way that is not implemented, is refused by name. A file cut between two of its
 * fields still parses as a message, so the two specifications that every trainer writes behind the
 * pieces must be there.
 *
 * Source: sentencepiece_model.proto of SentencePiece 0.2.3. */
#ifndef ROTE_SPMODEL_H
#define ROTE_SPMODEL_H

#include "audit/base/buf.h"
#include "audit/base/err.h"
#include "audit/base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum { SP_UNIGRAM = 1, SP_BPE = 2, SP_WORD = 3, SP_CHAR = 4 } SpAlgorithm;

typedef enum {
    SP_NORMAL = 1,
    SP_UNKNOWN = 2,      /* one piece at most: what has no piece */
    SP_CONTROL = 3,      /* <s>, </s> ...: never found in text */
    SP_USER_DEFINED = 4, /* found in text before anything else, never merged */
    SP_UNUSED = 5,       /* may take part in merges but is split again; alone it is unknown */
    SP_BYTE = 6,         /* <0x00> ... <0xFF>: what has no piece, byte by byte */
} SpPieceType;

typedef struct {
    Str text; /* UTF-8, not empty, unique in the file */
    float score;
    SpPieceType type;
} SpPiece;

#define SPMODEL_NONE UINT32_MAX

typedef struct {
    uint32_t tag; /* upper half of the text's hash */
    uint32_t id;  /* SPMODEL_NONE: free */
} SpModelSlot;

typedef struct {
    Buf file;        /* the bytes that all texts point into */
    SpPiece *pieces; /* [n_pieces]; a piece's id is its place */
    uint32_t n_pieces;
    SpModelSlot *slots; /* text -> id; open addressing */
    size_t n_slots;     /* a power of two */

    SpAlgorithm algorithm;
    bool byte_fallback;       /* all 256 byte pieces exist */
    bool dummy_prefix;        /* a space is put before the text */
    bool remove_extra_spaces; /* at both ends, and all but one of a run */
    bool escape_spaces;       /* ' ' -> U+2581 */
    bool space_is_suffix;     /* the dummy space goes behind the text */
    Str charsmap;             /* compiled normalization rules; n = 0: none */
    Str unknown_surface;      /* what the unknown piece decodes to */
    Str bos_text;

    uint32_t unknown;    /* id; SPMODEL_NONE only with byte_fallback */
    uint32_t bos;        /* id of the control piece bos_text; SPMODEL_NONE: there is none */
    uint32_t bytes[256]; /* ids, with byte_fallback */
    size_t longest;      /* bytes of the longest piece that text can give */
    bool any_split;      /* there are SP_UNUSED pieces of more than one character */
} SpModel;

/* Reads a file's bytes, which the model takes over (*file is then empty). 0, or -1 with ERR_FORMAT
 * saying where; then *m holds nothing. */
int spmodel_open(SpModel *m, Buf *file, Err *e);

/* The same for a model whose pieces, options and `file` another container has given: checks them
 * and fills in the rest (slots, unknown, bos, bytes, longest, any_split). 0, or -1 with ERR_FORMAT;
 * the model is to be closed in either case. */
int spmodel_complete(SpModel *m, Err *e);

/* A model that holds nothing may be closed. */
void spmodel_close(SpModel *m);

/* Id of the piece with this text, of any type; SPMODEL_NONE. */
uint32_t spmodel_find(const SpModel *m, Str text);

/* Whether text can give this piece other than byte by byte: normal, user-defined or unused. */
static inline bool spmodel_in_text(const SpModel *m, uint32_t id)
{
    const SpPieceType type = m->pieces[id].type;
    return type == SP_NORMAL || type == SP_USER_DEFINED || type == SP_UNUSED;
}

#endif
