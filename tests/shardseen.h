/* What a shard gave, kept for comparison; and one set of documents in every container. */
#ifndef ROTE_SHARDSEEN_H
#define ROTE_SHARDSEEN_H

#include "tests/shardmaker.h"

#include "audit/base/file.h"
#include "corpus/corpus.h"

#include <sys/mman.h> /* memfd_create: whoever includes this defines _GNU_SOURCE */

/* ---- what a shard gave ---- */

enum { SEEN_MOST = 64 };

typedef struct {
    bool opened;
    char kind[16];
    size_t n_docs, n_malformed;
    char *texts[SEEN_MOST], *ids[SEEN_MOST]; /* NULL: no id */
    size_t text_bytes[SEEN_MOST];
    uint64_t ordinals[SEEN_MOST];
    ShardStep end; /* SHARD_END or SHARD_DAMAGED */
    uint64_t end_ordinal;
    char first_malformed[ERR_TEXT_BYTES];
    FaultKind first_fault;
    uint64_t record_bytes; /* of all records */
    Err e;
} Seen;

static const ShardOptions OPTIONS = {.text_field = "text", .id_field = "id"};

static inline void seen_add(Seen *s, const Doc *d)
{
    assert_true(s->n_docs < SEEN_MOST);
    s->texts[s->n_docs] = malloc(d->text.n + 1);
    memcpy(s->texts[s->n_docs], d->text.s, d->text.n);
    s->texts[s->n_docs][d->text.n] = '\0';
    s->text_bytes[s->n_docs] = d->text.n;
    s->ids[s->n_docs] = d->id.s ? strndup(d->id.s, d->id.n) : NULL;
    s->ordinals[s->n_docs++] = d->ordinal;
}

static inline Seen *see(const char *path)
{
    Seen *s = calloc(1, sizeof *s);
    Shard *shard = shard_open(path, &OPTIONS, &s->e);
    if (!shard) {
        assert_true(s->e.kind == ERR_FORMAT || s->e.kind == ERR_IO);
        assert_int_equal(strncmp(s->e.text, path, strlen(path)), 0);
        return s;
    }
    s->opened = true;
    snprintf(s->kind, sizeof s->kind, "%s", shard_kind(shard));
    for (;;) {
        Doc d;
        Err e = {0};
        s->end = shard_next(shard, &d, &e);
        s->end_ordinal = d.ordinal;
        if (s->end != SHARD_END && s->end != SHARD_DAMAGED)
            s->record_bytes += d.record_bytes;
        if (s->end == SHARD_DOC) {
            seen_add(s, &d);
            continue;
        }
        if (s->end == SHARD_END)
            break;
        assert_int_not_equal(e.kind, ERR_NONE);
        assert_null(strchr(e.text, '\n'));
        s->e = e;
        if (s->end == SHARD_DAMAGED)
            break;
        if (s->n_malformed++ == 0) {
            strcpy(s->first_malformed, e.text);
            s->first_fault = d.fault;
        }
    }
    struct stat st;
    assert_int_equal(stat(path, &st), 0);
    assert_true(shard_bytes_read(shard) <= (uint64_t)st.st_size);
    shard_close(shard);
    return s;
}

static inline void forget(Seen *s)
{
    for (size_t i = 0; i < s->n_docs; i++) {
        free(s->texts[i]);
        free(s->ids[i]);
    }
    free(s);
}

/* A file in memory: the tests below open tens of thousands. */
static inline Seen *see_bytes(Str bytes)
{
    const int fd = memfd_create("shard", MFD_CLOEXEC);
    assert_true(fd >= 0);
    assert_int_equal(file_write_all(fd, bytes.s, bytes.n), 0);
    char path[64];
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    Seen *s = see(path);
    close(fd);
    return s;
}

static inline void expect_has(const char *text, const char *part)
{
    if (!strstr(text, part))
        fail_msg("\"%s\" does not say \"%s\"", text, part);
}

/* ---- the containers ---- */

/* A handful of documents, short and not, ASCII and not. */
static const char *const TEXTS[] = {
    "The harbour master counted nine boats and wrote eight.",
    "Grüße aus Köln: 12 € für 你好 🚢",
    "",
    "a\nb\tc \"quoted\" \\ and a line that repeats, repeats, repeats, repeats, repeats",
    "last",
};
enum { N_TEXTS = sizeof TEXTS / sizeof *TEXTS };

static inline void add_json_string(Buf *b, const char *s)
{
    buf_add_char(b, '"');
    for (; *s; s++) {
        if (*s == '\n')
            buf_add_c(b, "\\n");
        else if (*s == '\t')
            buf_add_c(b, "\\t");
        else if (*s == '"' || *s == '\\')
            buf_printf(b, "\\%c", *s);
        else
            buf_add_char(b, *s);
    }
    buf_add_char(b, '"');
}

/* Documents from .. to - 1 as JSON lines. */
static inline Buf lines(size_t from, size_t to)
{
    Buf b = {0};
    for (size_t i = from; i < to; i++) {
        buf_printf(&b, "{\"id\": \"doc-%zu\", \"text\": ", i);
        add_json_string(&b, TEXTS[i]);
        buf_add_c(&b, "}\n");
    }
    return b;
}

static inline void members(Member m[N_TEXTS])
{
    static const char *const names[N_TEXTS] = {"doc-0", "doc-1", "doc-2", "doc-3", "doc-4"};
    for (size_t i = 0; i < N_TEXTS; i++)
        m[i] = (Member){.name = names[i], .text = str_of(TEXTS[i])};
}

/* s compressed as the name says, whole or in pieces at `cut`. */
static inline Buf pack(const char *how, Str s)
{
    if (strcmp(how, "none") == 0) {
        Buf b = {0};
        buf_add_str(&b, s);
        return b;
    }
    const Str first = {s.s, s.n / 3}, rest = {s.s + s.n / 3, s.n - s.n / 3};
    Buf b = {0};
    if (strcmp(how, "zst") == 0)
        return make_zstd(s, 0);
    if (strcmp(how, "zst long") == 0)
        return make_zstd(s, 30);
    if (strcmp(how, "gz") == 0)
        return make_gzip(s);
    if (strcmp(how, "xz") == 0)
        return make_xz(s);
    if (strcmp(how, "bz2") == 0)
        return make_bzip2(s);
    if (strcmp(how, "lz4") == 0)
        return make_lz4(s, false);
    if (strcmp(how, "zst frames") == 0) {
        buf_add(&b, "\x5A\x2A\x4D\x18\x05\0\0\0hello", 13); /* a skippable frame */
        make_join(&b, make_zstd(first, 0));
        buf_add(&b, "\x50\x2A\x4D\x18\0\0\0\0", 8);
        make_join(&b, make_zstd(rest, 0));
        make_join(&b, make_zstd((Str){"", 0}, 0));
    } else if (strcmp(how, "gz members") == 0) {
        make_join(&b, make_gzip(first));
        make_join(&b, make_gzip((Str){"", 0})); /* as bgzip ends its files */
        make_join(&b, make_gzip(rest));
    } else if (strcmp(how, "xz streams") == 0) {
        make_join(&b, make_xz(first));
        buf_add(&b, "\0\0\0\0", 4); /* stream padding */
        make_join(&b, make_xz(rest));
    } else if (strcmp(how, "bz2 streams") == 0) {
        make_join(&b, make_bzip2(first));
        make_join(&b, make_bzip2((Str){"", 0}));
        make_join(&b, make_bzip2(rest));
    } else if (strcmp(how, "lz4 frames") == 0) {
        make_join(&b, make_lz4(first, true));
        buf_add(&b, "\x5A\x2A\x4D\x18\x05\0\0\0hello", 13); /* a skippable frame */
        make_join(&b, make_lz4((Str){"", 0}, false));
        make_join(&b, make_lz4(rest, false));
    } else {
        fail_msg("unknown compression %s", how);
    }
    return b;
}

typedef struct {
    const char *kind;        /* what shard_kind says */
    const char *format;      /* jsonl, or libarchive's name */
    const char *options;     /* libarchive's */
    const char *compression; /* see pack() */
} Container;

static const Container CONTAINERS[] = {
    {"jsonl", "jsonl", NULL, "none"},
    {"jsonl.zst", "jsonl", NULL, "zst"},
    {"jsonl.zst", "jsonl", NULL, "zst frames"},
    {"jsonl.zst", "jsonl", NULL, "zst long"},
    {"jsonl.gz", "jsonl", NULL, "gz"},
    {"jsonl.gz", "jsonl", NULL, "gz members"},
    {"jsonl.xz", "jsonl", NULL, "xz"},
    {"jsonl.xz", "jsonl", NULL, "xz streams"},
    {"jsonl.bz2", "jsonl", NULL, "bz2"},
    {"jsonl.bz2", "jsonl", NULL, "bz2 streams"},
    {"jsonl.lz4", "jsonl", NULL, "lz4"},
    {"jsonl.lz4", "jsonl", NULL, "lz4 frames"},
    {"tar", "ustar", NULL, "none"},
    {"tar", "pax", NULL, "none"},
    {"tar", "gnutar", NULL, "none"},
    {"tar", "v7tar", NULL, "none"},
    {"tar.zst", "ustar", NULL, "zst"},
    {"tar.gz", "pax", NULL, "gz"},
    {"tar.gz", "gnutar", NULL, "gz members"},
    {"tar.xz", "gnutar", NULL, "xz"},
    {"tar.bz2", "ustar", NULL, "bz2 streams"},
    {"tar.lz4", "ustar", NULL, "lz4"},
    {"zip", "zip", "zip:compression=store", "none"},
    {"zip", "zip", "zip:compression=deflate", "none"},
    {"zip", "zip", "zip:zip64", "none"},
};
enum { N_CONTAINERS = sizeof CONTAINERS / sizeof *CONTAINERS };

static inline Buf make_container(const Container *c)
{
    Member m[N_TEXTS];
    members(m);
    Buf inner = strcmp(c->format, "jsonl") == 0
                    ? lines(0, N_TEXTS)
                    : make_archive(c->format, c->options, NULL, m, N_TEXTS);
    Buf b = pack(c->compression, buf_str(&inner));
    buf_free(&inner);
    return b;
}

static inline bool is_intact(const Seen *s, bool ids_too)
{
    if (s->n_docs != N_TEXTS || s->n_malformed > 0)
        return false;
    for (size_t i = 0; i < N_TEXTS; i++) {
        char id[16];
        snprintf(id, sizeof id, "doc-%zu", i);
        if (strcmp(s->texts[i], TEXTS[i]) != 0 || s->text_bytes[i] != strlen(TEXTS[i]) ||
            s->ordinals[i] != i || (ids_too && (!s->ids[i] || strcmp(s->ids[i], id) != 0)))
            return false;
    }
    return true;
}

#endif
