/* JSON lines, in megabytes of decompressed text a second.
 *
 *   bench_jsonl make FILE MB LINE  writes MB megabytes of invented documents of about LINE bytes each,
 *                                  the same every time, to be compressed by whoever calls
 *   bench_jsonl parse FILE         reads a file of JSON lines into memory and each line as a document,
 *                                  by the reader and by jansson: "parse OURS JANSSON"
 *   bench_jsonl draw THREADS K FILE...
 *                                  draws K documents of each shard's source: "draw MB/s records"; words
 *                                  are tokens, so that what is timed is the reading
 *
 * The text is words of a skewed vocabulary with escapes and some characters beyond ASCII, which zstd
 * compresses about as English web text. */
#include "audit/base/clock.h"
#include "audit/base/filemap.h"
#include "corpus/corpus.h"
#include "corpus/record.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WORDS = 20000, PREFIX_TOKENS = 10 };

static uint64_t random_next(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

/* Words of 1 to 12 letters, the shorter the commoner. */
static char (*words_make(void))[16]
{
    char(*words)[16] = calloc(WORDS, sizeof *words);
    uint64_t seed = 88172645463325252u;
    for (size_t i = 0; i < WORDS; i++) {
        const size_t n = 1 + (random_next(&seed) % 4) + (i > 50) * 2 + (i > 1000) * 4;
        for (size_t k = 0; k < n; k++)
            words[i][k] = "etaoinshrdlcumwfgypbvk"[random_next(&seed) % (6 + 16 * (k % 3 != 1))];
    }
    return words;
}

static int make(const char *path, double megabytes, size_t line)
{
    FILE *f = fopen(path, "wb");
    if (!f)
        return 1;
    char(*words)[16] = words_make();
    uint64_t seed = 1, written = 0;
    for (uint64_t i = 0; (double)written < megabytes * 1e6; i++) {
        size_t want = line / 2 + random_next(&seed) % line, have = 0;
        written += (uint64_t)fprintf(f, "{\"id\": \"doc-%" PRIu64 "\", \"text\": \"", i);
        while (have < want) {
            /* The square of a uniform variable: common words far more often. */
            const uint64_t u = random_next(&seed) % WORDS, v = random_next(&seed) % WORDS;
            const char *end = have % 13 == 0   ? ", "
                              : have % 97 == 0 ? "\\n"
                              : have % 61 == 0 ? "\xC3\xBC "
                                               : " ";
            have += (size_t)fprintf(f, "%s%s",
                                    words[u * v / WORDS * (u % 7 == 0 ? v : 400) / WORDS], end);
        }
        written += have;
        written += (uint64_t)fprintf(f, "\", \"url\": \"https://example.com/%" PRIu64 "\"}\n", i);
    }
    free(words);
    return fclose(f) == 0 ? 0 : 1;
}

static double parse_with(Str all, bool ours, uint64_t *text_bytes)
{
    const ShardOptions o = {.text_field = "text", .id_field = "id"};
    Record *r = record_open(&o);
    const double begun = clock_seconds();
    *text_bytes = 0;
    for (Str rest = all; rest.n > 0;) {
        const char *lf = memchr(rest.s, '\n', rest.n);
        const size_t n = lf ? (size_t)(lf - rest.s) : rest.n;
        const Str line = {rest.s, n};
        if (ours) {
            Doc d = {0};
            Err e = {0};
            if (record_parse(r, line, NULL, &d, &e) == 0)
                *text_bytes += d.text.n;
        } else {
            json_error_t why;
            json_t *j = json_loadb(line.s, line.n, JSON_ALLOW_NUL, &why);
            *text_bytes += json_string_length(json_object_get(j, "text"));
            json_decref(j);
        }
        rest = (Str){rest.s + n + (lf != NULL), rest.n - n - (lf != NULL)};
    }
    const double seconds = clock_seconds() - begun;
    record_close(r);
    return (double)all.n / 1e6 / seconds;
}

static int parse(const char *path)
{
    Err e = {0};
    FileMap *map = filemap_open(path, &e);
    if (!map) {
        fprintf(stderr, "%s\n", e.text);
        return 1;
    }
    double best[2] = {0, 0};
    uint64_t bytes[2];
    for (int turn = 0; turn < 3; turn++)
        for (int ours = 0; ours < 2; ours++) {
            const double speed = parse_with(filemap_bytes(map), ours, &bytes[ours]);
            best[ours] = speed > best[ours] ? speed : best[ours];
        }
    filemap_close(map);
    if (bytes[0] != bytes[1]) {
        fprintf(stderr, "the reader and jansson do not agree\n");
        return 1;
    }
    printf("parse %.0f %.0f\n", best[1], best[0]);
    return 0;
}

static size_t count_words(void *ctx, int thread, Str text, size_t first, uint32_t *ids, size_t want)
{
    (void)ctx;
    (void)thread;
    size_t n = 0;
    for (const char *at = text.s, *end = at + text.n; at && at < end; n++) {
        if (n >= first && n - first < want)
            ids[n - first] = (uint32_t)n;
        at = memchr(at, ' ', (size_t)(end - at));
        at = at ? at + 1 : NULL;
    }
    return n;
}

static int draw(int threads, size_t k, char **paths, size_t n)
{
    Arena a = {0};
    Err e = {0};
    Source s;
    int rc = 1;
    if (source_expand(&s, &a, "bench", (const char *const *)paths, n, &e) == 0) {
        const SampleOptions o = {.shard = {.text_field = "text", .id_field = "id"},
                                 .documents = k,
                                 .prefix_tokens = PREFIX_TOKENS,
                                 .n_threads = threads,
                                 .tokenize = count_words};
        const double begun = clock_seconds();
        Sample *sample = sample_draw(&s, 1, &o, &e);
        const double seconds = clock_seconds() - begun;
        if (sample) {
            const SourceSample *r = sample_source(sample, 0);
            printf("draw %.1f %" PRIu64 "\n", (double)r->record_bytes / 1e6 / seconds,
                   r->records_seen);
            rc = 0;
        }
        sample_close(sample);
    }
    if (rc != 0)
        fprintf(stderr, "%s\n", e.text);
    arena_free(&a);
    return rc;
}

int main(int argc, char **argv)
{
    if (argc == 5 && strcmp(argv[1], "make") == 0)
        return make(argv[2], atof(argv[3]), (size_t)atol(argv[4]));
    if (argc == 3 && strcmp(argv[1], "parse") == 0)
        return parse(argv[2]);
    if (argc >= 5 && strcmp(argv[1], "draw") == 0)
        return draw(atoi(argv[2]), (size_t)atol(argv[3]), argv + 4, (size_t)argc - 4);
    fprintf(stderr, "usage: bench_jsonl make FILE MB LINE | parse FILE | draw THREADS K FILE...\n");
    return 2;
}
