/* ModelProto: see spmodel.h.
 *
 *   ModelProto      1 pieces*  2 trainer_spec  3 normalizer_spec  4 self_test_data
 *                   5 denormalizer_spec
 *   SentencePiece   1 piece    2 score         3 type
 *   NormalizerSpec  1 name     2 precompiled_charsmap  3 add_dummy_prefix
 *                   4 remove_extra_whitespaces  5 escape_whitespaces  6 normalization_rule_tsv
 *   TrainerSpec     3 model_type  24 treat_whitespace_as_suffix  35 byte_fallback  44 unk_surface
 *                   46 bos_piece; all its other fields only steered the training
 *
 * Field numbers from 200 on are extensions of third parties and are passed over, as the library
 * does; an unknown one below is refused. */
#include "infer/tokenizer/spmodel.h"

#include "audit/base/hash.h"
#include "audit/base/mem.h"
#include "infer/tokenizer/protobuf.h"
#include "infer/tokenizer/spchar.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_EXTENSION = 200, TRAINER_FIELDS = 55 };

/* Of protocol buffers themselves: a message is shorter than 2 GiB. Ids fit 31 bits therefore. */
#define MESSAGE_BYTES_MAX ((size_t)INT32_MAX)

/* ---- values of fields ---- */

static int want_wire(const ProtobufField *f, WireType wire, const char *name, Err *e)
{
    if (f->wire == wire)
        return 0;
    err_set(e, ERR_FORMAT, "byte %zu: %s has wire type %u instead of %u", f->offset, name,
            (unsigned)f->wire, (unsigned)wire);
    return -1;
}

static int get_bool(const ProtobufField *f, const char *name, bool *value, Err *e)
{
    if (want_wire(f, WIRE_VARINT, name, e) != 0)
        return -1;
    *value = f->value != 0;
    return 0;
}

static int get_enum(const ProtobufField *f, const char *name, unsigned last, unsigned *value,
                    Err *e)
{
    if (want_wire(f, WIRE_VARINT, name, e) != 0)
        return -1;
    if (f->value < 1 || f->value > last) {
        err_set(e, ERR_FORMAT, "byte %zu: %s %llu is unknown (1 to %u are known)", f->offset, name,
                (unsigned long long)f->value, last);
        return -1;
    }
    *value = (unsigned)f->value;
    return 0;
}

static int get_text(const ProtobufField *f, const char *name, Str *value, Err *e)
{
    if (want_wire(f, WIRE_BYTES, name, e) != 0)
        return -1;
    if (!spchar_all_valid(f->bytes)) {
        err_set(e, ERR_FORMAT, "byte %zu: %s is not UTF-8", f->offset, name);
        return -1;
    }
    *value = f->bytes;
    return 0;
}

static int refuse_unknown(const ProtobufField *f, const char *message, Err *e)
{
    if (f->number >= FIRST_EXTENSION)
        return 0;
    err_set(e, ERR_FORMAT,
            "byte %zu: %s has a field %u that SentencePiece 0.2.3 does not know and that may "
            "change ids",
            f->offset, message, f->number);
    return -1;
}

/* ---- messages ---- */

static int read_piece(ProtobufReader r, SpPiece *p, Err *e)
{
    *p = (SpPiece){.text = {r.at, 0}, .type = SP_NORMAL};
    ProtobufField f;
    int rc;
    while ((rc = protobuf_next(&r, &f, e)) == 1) {
        unsigned type;
        uint32_t bits;
        switch (f.number) {
        case 1:
            if (get_text(&f, "piece", &p->text, e) != 0)
                return -1;
            break;
        case 2:
            if (want_wire(&f, WIRE_4_BYTES, "score", e) != 0)
                return -1;
            bits = (uint32_t)f.value;
            memcpy(&p->score, &bits, sizeof p->score);
            break;
        case 3:
            if (get_enum(&f, "type", SP_BYTE, &type, e) != 0)
                return -1;
            p->type = (SpPieceType)type;
            break;
        default:
            if (refuse_unknown(&f, "a piece", e) != 0)
                return -1;
        }
    }
    return rc;
}

static int read_trainer_spec(ProtobufReader r, SpModel *m, Err *e)
{
    ProtobufField f;
    int rc;
    while ((rc = protobuf_next(&r, &f, e)) == 1) {
        unsigned algorithm = m->algorithm;
        int bad = 0;
        switch (f.number) {
        case 3:
            bad = get_enum(&f, "model_type", SP_CHAR, &algorithm, e);
            m->algorithm = (SpAlgorithm)algorithm;
            break;
        case 24:
            bad = get_bool(&f, "treat_whitespace_as_suffix", &m->space_is_suffix, e);
            break;
        case 35:
            bad = get_bool(&f, "byte_fallback", &m->byte_fallback, e);
            break;
        case 44:
            bad = get_text(&f, "unk_surface", &m->unknown_surface, e);
            break;
        case 46:
            bad = get_text(&f, "bos_piece", &m->bos_text, e);
            break;
        default:
            bad = f.number <= TRAINER_FIELDS ? 0 : refuse_unknown(&f, "trainer_spec", e);
        }
        if (bad)
            return -1;
    }
    return rc;
}

static int read_normalizer_spec(ProtobufReader r, SpModel *m, Err *e)
{
    ProtobufField f;
    int rc;
    while ((rc = protobuf_next(&r, &f, e)) == 1) {
        int bad = 0;
        switch (f.number) {
        case 1: /* name, and the rules' source: what counts is the compiled form */
        case 6:
            break;
        case 2:
            bad = want_wire(&f, WIRE_BYTES, "precompiled_charsmap", e);
            m->charsmap = f.bytes;
            break;
        case 3:
            bad = get_bool(&f, "add_dummy_prefix", &m->dummy_prefix, e);
            break;
        case 4:
            bad = get_bool(&f, "remove_extra_whitespaces", &m->remove_extra_spaces, e);
            break;
        case 5:
            bad = get_bool(&f, "escape_whitespaces", &m->escape_spaces, e);
            break;
        default:
            bad = refuse_unknown(&f, "normalizer_spec", e);
        }
        if (bad)
            return -1;
    }
    return rc;
}

/* A denormalizer without rules does nothing, in the library too. */
static int read_denormalizer_spec(ProtobufReader r, Err *e)
{
    ProtobufField f;
    int rc;
    while ((rc = protobuf_next(&r, &f, e)) == 1) {
        if (f.number == 2 && f.wire == WIRE_BYTES && f.bytes.n > 0) {
            err_set(e, ERR_FORMAT,
                    "byte %zu: denormalizer_spec has rules (precompiled_charsmap), which are not "
                    "implemented",
                    f.offset);
            return -1;
        }
    }
    return rc;
}

static int read_model(SpModel *m, Err *e)
{
    static const char *const names[] = {
        NULL, "pieces", "trainer_spec", "normalizer_spec", "self_test_data", "denormalizer_spec"};
    bool seen[6] = {false};
    size_t room = 0;
    ProtobufReader r = protobuf_reader(buf_str(&m->file));
    ProtobufField f;
    int rc;
    while ((rc = protobuf_next(&r, &f, e)) == 1) {
        if (f.number > 5) {
            if (refuse_unknown(&f, "the model", e) != 0)
                return -1;
            continue;
        }
        if (want_wire(&f, WIRE_BYTES, names[f.number], e) != 0)
            return -1;
        seen[f.number] = true;
        const ProtobufReader inner = protobuf_message(&r, &f);
        int bad = 0;
        if (f.number == 1) {
            if (m->n_pieces == room) {
                room = room ? room * 2 : 1024;
                m->pieces = mem_resize(m->pieces, room, sizeof *m->pieces);
            }
            bad = read_piece(inner, &m->pieces[m->n_pieces], e);
            if (bad)
                err_add(e, "piece %u", m->n_pieces);
            m->n_pieces++;
        } else if (f.number == 2) {
            bad = read_trainer_spec(inner, m, e);
        } else if (f.number == 3) {
            bad = read_normalizer_spec(inner, m, e);
        } else if (f.number == 5) {
            bad = read_denormalizer_spec(inner, e);
        }
        if (bad)
            return -1;
    }
    for (int i = 1; i <= 3 && rc == 0; i++) {
        if (!seen[i]) {
            err_set(e, ERR_FORMAT,
                    "%zu bytes hold no %s: the file is cut short or is no "
                    "SentencePiece model",
                    m->file.n, names[i]);
            return -1;
        }
    }
    return rc;
}

/* ---- the whole ---- */

static uint64_t hash_of(Str text)
{
    return hash_xxh3(0, text.s, text.n);
}

/* The slot where this text stands, or the free one where it would. */
static SpModelSlot *slot_of(const SpModel *m, Str text)
{
    const uint64_t hash = hash_of(text);
    const uint32_t tag = (uint32_t)(hash >> 32);
    for (size_t i = (size_t)hash;; i++) {
        SpModelSlot *slot = &m->slots[i & (m->n_slots - 1)];
        if (slot->id == SPMODEL_NONE)
            return slot;
        if (slot->tag == tag && str_equal(m->pieces[slot->id].text, text))
            return slot;
    }
}

static int index_pieces(SpModel *m, Err *e)
{
    m->n_slots = 64;
    while (m->n_slots < (size_t)m->n_pieces * 2)
        m->n_slots *= 2;
    m->slots = mem_alloc(m->n_slots, sizeof *m->slots);
    memset(m->slots, 0xFF, m->n_slots * sizeof *m->slots);
    for (uint32_t id = 0; id < m->n_pieces; id++) {
        SpModelSlot *slot = slot_of(m, m->pieces[id].text);
        if (slot->id != SPMODEL_NONE) {
            err_set(e, ERR_FORMAT, "pieces %u and %u have the same text", slot->id, id);
            return -1;
        }
        *slot = (SpModelSlot){(uint32_t)(hash_of(m->pieces[id].text) >> 32), id};
    }
    return 0;
}

/* What one piece must be by itself; NULL, or what is wrong with it. */
static const char *piece_fault(const SpModel *m, const SpPiece *p)
{
    if (p->text.n == 0)
        return "is empty";
    if (!isfinite(p->score))
        return "has a score that is not a finite number";
    const bool lone_nul = p->type == SP_UNUSED && p->text.n == 1;
    if (!lone_nul && memchr(p->text.s, '\0', p->text.n))
        return "holds a NUL byte, which the SentencePiece library does not allow";
    if (p->type == SP_BYTE && !m->byte_fallback)
        return "is a byte piece although byte_fallback is off";
    return NULL;
}

static int check_pieces(SpModel *m, Err *e)
{
    m->unknown = SPMODEL_NONE;
    for (uint32_t id = 0; id < m->n_pieces; id++) {
        SpPiece *p = &m->pieces[id];
        /* As the library does: the NUL character's own piece gives way to <0x00>. */
        if (m->byte_fallback && p->text.n == 1 && p->text.s[0] == '\0')
            p->type = SP_UNUSED;
        const char *fault = piece_fault(m, p);
        if (fault) {
            err_set(e, ERR_FORMAT, "piece %u %s", id, fault);
            return -1;
        }
        if (p->type == SP_UNKNOWN && m->unknown != SPMODEL_NONE) {
            err_set(e, ERR_FORMAT, "pieces %u and %u are both of the unknown type", m->unknown, id);
            return -1;
        }
        if (p->type == SP_UNKNOWN)
            m->unknown = id;
        if (p->type == SP_UNUSED && spchar_bytes(p->text.s[0]) < p->text.n)
            m->any_split = true;
        if (spmodel_in_text(m, id) && p->text.n > m->longest)
            m->longest = p->text.n;
    }
    if (m->unknown == SPMODEL_NONE && !m->byte_fallback) {
        err_set(e, ERR_FORMAT, "none of %u pieces is of the unknown type (<unk>)", m->n_pieces);
        return -1;
    }
    return 0;
}

static int find_byte_pieces(SpModel *m, Err *e)
{
    uint32_t n_found = 0, n_bytes = 0;
    for (unsigned byte = 0; byte < 256; byte++) {
        char text[8];
        snprintf(text, sizeof text, "<0x%02X>", byte);
        const uint32_t id = spmodel_find(m, str_of(text));
        m->bytes[byte] = id;
        n_found += id != SPMODEL_NONE && m->pieces[id].type == SP_BYTE;
    }
    for (uint32_t id = 0; id < m->n_pieces; id++)
        n_bytes += m->pieces[id].type == SP_BYTE;
    const uint32_t want = m->byte_fallback ? 256 : 0;
    if (n_found == want && n_bytes == want)
        return 0;
    err_set(e, ERR_FORMAT,
            "byte_fallback needs the 256 byte pieces <0x00> to <0xFF>; %u are there, and %u pieces "
            "of the byte type",
            n_found, n_bytes);
    return -1;
}

int spmodel_complete(SpModel *m, Err *e)
{
    if (check_pieces(m, e) != 0 || index_pieces(m, e) != 0 || find_byte_pieces(m, e) != 0)
        return -1;
    if (m->algorithm == SP_WORD || m->algorithm == SP_CHAR) {
        err_set(e, ERR_FORMAT, "model_type %s is not implemented; BPE and UNIGRAM are",
                m->algorithm == SP_WORD ? "WORD" : "CHAR");
        return -1;
    }
    if (m->bos_text.n == 0)
        m->bos_text = str_of("<s>");
    const uint32_t bos = spmodel_find(m, m->bos_text);
    m->bos = bos != SPMODEL_NONE && m->pieces[bos].type == SP_CONTROL ? bos : SPMODEL_NONE;
    return 0;
}

int spmodel_open(SpModel *m, Buf *file, Err *e)
{
    *m = (SpModel){.file = *file,
                   .algorithm = SP_UNIGRAM,
                   .dummy_prefix = true,
                   .remove_extra_spaces = true,
                   .escape_spaces = true,
                   .unknown_surface = str_of(" \xe2\x81\x87 "),
                   .bos_text = str_of("<s>"),
                   .bos = SPMODEL_NONE};
    *file = (Buf){0};
    if (m->file.n > MESSAGE_BYTES_MAX) {
        err_set(e, ERR_FORMAT, "%zu bytes are more than a SentencePiece model can have", m->file.n);
        goto fail;
    }
    if (read_model(m, e) == 0 && spmodel_complete(m, e) == 0)
        return 0;
fail:
    spmodel_close(m);
    return -1;
}

void spmodel_close(SpModel *m)
{
    buf_free(&m->file);
    free(m->pieces);
    free(m->slots);
    *m = (SpModel){0};
}

uint32_t spmodel_find(const SpModel *m, Str text)
{
    return slot_of(m, text)->id;
}
