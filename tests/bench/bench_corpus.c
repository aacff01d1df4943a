/* bench_corpus COMMAND ARGUMENT...: what it costs to read a corpus. Commands stand in a table; to time
 * another stage of the reading, add a row.
 *
 *   text BYTES                      writes JSON lines of about that size, such as documents are, always
 *                                   the same ones
 *   members                         standard input as gzip members of about 32 KB of text each, as a
 *                                   WARC's records are
 *   decode ROUNDS THREADS FILE COMMAND ARGUMENT...
 *                                   in turn: this tool's decoder over FILE, nothing else done with the
 *                                   bytes, and the command, its output thrown away. Prints megabytes
 *                                   of decoded text a second of both, and the median of the rounds'
 *                                   ratios. Of processor time, not of the clock's: zstd has threads of
 *                                   its own, which a busy machine gives a larger share
 *   threads ROUNDS THREADS FILE     the same by the clock, with one thread in the place of the command */
#include "audit/base/buf.h"
#include "audit/base/clock.h"
#include "corpus/input.h"

#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <zlib.h>

enum { MOST_ROUNDS = 99 };

/* ---- files ---- */

/* A generator of its own, so that the text is the same everywhere (splitmix64). */
static uint64_t next_random(uint64_t *state)
{
    uint64_t x = *state += UINT64_C(0x9E3779B97F4A7C15);
    x = (x ^ x >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    x = (x ^ x >> 27) * UINT64_C(0x94D049BB133111EB);
    return x ^ x >> 31;
}

/* Made-up words by rank: letters as frequent as in English, longer where rarer. */
enum { N_WORDS = 20000, WORD_BYTES = 16 };

static void make_words(char words[N_WORDS][WORD_BYTES])
{
    static const char letters[] = "eeeeeeeeeeeetttttttttaaaaaaaaooooooooiiiiiiinnnnnnnssssss"
                                  "hhhhhhrrrrrrddddlllluuuccmmmffwwyyggppbbvk";
    uint64_t state = 1;
    for (size_t i = 0; i < N_WORDS; i++) {
        const size_t n = 2 + (i > 50) + (i > 500) + next_random(&state) % (i > 2000 ? 8 : 4);
        for (size_t k = 0; k < n; k++)
            words[i][k] = letters[next_random(&state) % (sizeof letters - 1)];
        words[i][n] = '\0';
    }
}

/* Words, the first ranks by far the likeliest as in any language, and now and then a phrase that was
 * there before: zstd and gzip leave somewhat less than a third, of prose somewhat more. */
static int write_text(int argc, char **argv)
{
    static char words[N_WORDS][WORD_BYTES];
    const uint64_t bytes = argc > 0 ? strtoull(argv[0], NULL, 10) : 0;
    make_words(words);
    uint64_t state = 2, written = 0;
    Buf line = {0};
    for (uint64_t i = 0; written < bytes; i++) {
        buf_clear(&line);
        buf_printf(&line,
                   "{\"id\": \"doc-%" PRIu64 "\", \"url\": \"https://h%" PRIu64
                   ".example.org/%" PRIu64 "\", \"text\": \"",
                   i, next_random(&state) % 5000, next_random(&state) % 1000000);
        const size_t n = 50 + next_random(&state) % 1000, start = line.n;
        for (size_t k = 0; k < n; k++) {
            const uint64_t r = next_random(&state);
            /* A rank with one bit more, three times out of four, again and again. */
            size_t rank = 1;
            for (uint64_t u = r >> 50; rank < N_WORDS && u % 4 < 3; u /= 4)
                rank = rank * 2 + (r >> (rank & 31) & 1);
            buf_printf(&line, "%s%s", words[rank % N_WORDS], r % 11 == 0 ? ". " : " ");
            const size_t back = 40 + (r >> 20) % 400;
            if (r % 23 == 0 && line.n - start > back) {
                buf_reserve(&line, 60);
                buf_add(&line, line.s + line.n - back, 20 + (r >> 40) % 20);
            }
        }
        buf_add_c(&line, "\"}\n");
        written += line.n;
        if (fwrite(line.s, 1, line.n, stdout) != line.n)
            return 1;
    }
    buf_free(&line);
    return 0;
}

static int write_members(int argc, char **argv)
{
    (void)argc;
    (void)argv;
    static unsigned char in[32768], out[65536];
    for (size_t n; (n = fread(in, 1, sizeof in, stdin)) > 0;) {
        z_stream z = {0};
        if (deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
            return 1;
        z.next_in = in;
        z.avail_in = (uInt)n;
        z.next_out = out;
        z.avail_out = sizeof out;
        const int code = deflate(&z, Z_FINISH);
        const size_t made = sizeof out - z.avail_out;
        deflateEnd(&z);
        if (code != Z_STREAM_END || fwrite(out, 1, made, stdout) != made)
            return 1;
    }
    return 0;
}

/* ---- decoding ---- */

/* Of the processor, used by this process. */
static double processor_seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* Seconds by `now`; *bytes decoded. -1 when it cannot be read. */
static double decode(const char *path, int n_threads, double (*now)(void), uint64_t *bytes)
{
    Err e = {0};
    const AheadOptions o = {.n_threads = n_threads};
    const double start = now();
    Input *in = input_open_ahead(path, &o, &e);
    Str chunk;
    while (in && input_peek(in, &chunk, &e) == 1)
        input_consume(in, chunk.n);
    *bytes = in ? input_offset(in) : 0;
    input_close(in);
    if (e.kind == ERR_NONE)
        return now() - start;
    fprintf(stderr, "bench_corpus: %s\n", e.text);
    return -1;
}

/* Seconds of the processor that a command used; -1 when it fails. */
static double run_command(char **argv)
{
    const pid_t child = fork();
    if (child == 0) {
        const int nowhere = open("/dev/null", O_WRONLY);
        if (nowhere >= 0 && dup2(nowhere, STDOUT_FILENO) >= 0)
            execvp(argv[0], argv);
        perror(argv[0]);
        _exit(127);
    }
    int status;
    struct rusage used;
    if (child < 0 || wait4(child, &status, 0, &used) != child || status != 0)
        return -1;
    return (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
           1e-6 * (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec);
}

static int by_size(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *x, size_t n)
{
    qsort(x, n, sizeof *x, by_size);
    return n % 2 ? x[n / 2] : (x[n / 2 - 1] + x[n / 2]) / 2;
}

/* Times decoding with n_threads and its reference (the command, or one thread where it is NULL) in
 * turn, after one round of each that only fills the file cache. */
static int time_in_turn(size_t n_rounds, int n_threads, const char *path, char **command)
{
    double ours[MOST_ROUNDS], theirs[MOST_ROUNDS], ratios[MOST_ROUNDS];
    uint64_t bytes = 0;
    for (size_t i = 0; i < n_rounds + 1; i++) {
        const size_t k = i > 0 ? i - 1 : 0;
        double (*const now)(void) = command ? processor_seconds : clock_seconds;
        ours[k] = decode(path, n_threads, now, &bytes);
        theirs[k] = command ? run_command(command) : decode(path, 1, now, &bytes);
        if (ours[k] <= 0 || theirs[k] <= 0)
            return 1;
        ratios[k] = theirs[k] / ours[k];
    }
    const double megabytes = (double)bytes / 1e6;
    printf("%.1f %.1f %.3f\n", megabytes / median(ours, n_rounds),
           megabytes / median(theirs, n_rounds), median(ratios, n_rounds));
    return 0;
}

static int time_decoding(int argc, char **argv)
{
    const long n_rounds = argc >= 4 ? strtol(argv[0], NULL, 10) : 0;
    if (n_rounds < 1 || n_rounds > MOST_ROUNDS)
        return 2;
    return time_in_turn((size_t)n_rounds, atoi(argv[1]), argv[2], argv + 3);
}

static int time_threads(int argc, char **argv)
{
    const long n_rounds = argc == 3 ? strtol(argv[0], NULL, 10) : 0;
    if (n_rounds < 1 || n_rounds > MOST_ROUNDS)
        return 2;
    return time_in_turn((size_t)n_rounds, atoi(argv[1]), argv[2], NULL);
}

/* ---- commands ---- */

static const struct {
    const char *name;
    int (*run)(int argc, char **argv); /* 2: usage */
} COMMANDS[] = {
    {"text", write_text},
    {"members", write_members},
    {"decode", time_decoding},
    {"threads", time_threads},
};

int main(int argc, char **argv)
{
    for (size_t i = 0; argc > 1 && i < sizeof COMMANDS / sizeof *COMMANDS; i++) {
        if (strcmp(argv[1], COMMANDS[i].name) != 0)
            continue;
        const int code = COMMANDS[i].run(argc - 2, argv + 2);
        if (code != 2)
            return code;
    }
    fprintf(stderr,
            "usage: bench_corpus text BYTES | members | decode ROUNDS THREADS FILE COMMAND... | "
            "threads ROUNDS THREADS FILE\n");
    return 2;
}
