/* Recognising by the first bytes, never by the name. The order of the table is the order of
 * trust: signatures first, then JSON lines, which have none. */
#include "corpus/format.h"

#include <string.h>

static const Format *const FORMATS[] = {&format_tar, &format_zip, &format_jsonl};

/* Signatures of what users hand over by mistake, or hope for too early. */
typedef struct {
    const char *magic;
    size_t n;
    const char *looks_like;
    const char *advice;
} Stranger;

static const Stranger STRANGERS[] = {
    {"PAR1", 4, "Parquet", "convert it to JSON lines"},
    {"ARROW1", 6, "Arrow", "convert it to JSON lines"},
    {"Obj\x01", 4, "Avro", "convert it to JSON lines"},
    {"ORC", 3, "ORC", "convert it to JSON lines"},
    {"WARC/", 5, "WARC", "convert it to JSON lines"},
    {"\x93NUMPY", 6, "a NumPy array", "give the text that it was made from"},
    {"\x89HDF", 4, "HDF5", "convert it to JSON lines"},
    {"SQLite format 3", 15, "an SQLite database", "convert it to JSON lines"},
    {"\x02\x21\x4C\x18", 4, "lz4's legacy format", "write it again with `lz4 -dc OLD | lz4 > NEW`"},
    {"\x1f\x9d", 2, "compress (.Z)", "compress it with zstd or gzip instead"},
    {"\x1f\x8b", 2, "gzip inside another compression", "undo one of the two"},
    {"\x28\xB5\x2F\xFD", 4, "zstd inside another compression", "undo one of the two"},
    {"\xFD"
     "7zXZ",
     5, "xz inside another compression", "undo one of the two"},
    {"BZh", 3, "bzip2 inside another compression", "undo one of the two"},
    {"\x04\x22\x4D\x18", 4, "lz4 inside another compression", "undo one of the two"},
    {"7z\xBC\xAF\x27\x1C", 6, "a 7-Zip archive", "use tar or zip instead"},
    {"Rar!", 4, "a RAR archive", "use tar or zip instead"},
    {"PK\x07\x08", 4, "one part of a split zip archive", "join the parts with `zip -s 0`"},
    {"%PDF", 4, "PDF", "extract its text"},
    {"\x89PNG", 4, "a picture", "name only files with documents"},
    {"\xFF\xD8\xFF", 3, "a picture", "name only files with documents"},
    {"\x7f"
     "ELF",
     4, "a program", "name only files with documents"},
    {"\xFF\xFE", 2, "UTF-16 text", "convert it to UTF-8"},
    {"\xFE\xFF", 2, "UTF-16 text", "convert it to UTF-8"},
    {"version https://git-lfs", 23, "a Git LFS pointer, not the file itself", "run `git lfs pull`"},
    {"<!DOCTYPE", 9, "a web page", "the download may have failed; fetch it again"},
    {"<html", 5, "a web page", "the download may have failed; fetch it again"},
    {"[", 1, "one JSON array", "write one object per line, as `jq -c '.[]'` does"},
};

static Str without_bom(Str head)
{
    return str_starts(head, "\xEF\xBB\xBF") ? (Str){head.s + 3, head.n - 3} : head;
}

static bool stranger_matches(const Stranger *t, Str head)
{
    return head.n >= t->n && memcmp(head.s, t->magic, t->n) == 0;
}

static Str without_blanks(Str s)
{
    while (s.n > 0 && (*s.s == ' ' || *s.s == '\t' || *s.s == '\r' || *s.s == '\n'))
        s = (Str){s.s + 1, s.n - 1};
    return s;
}

static const Format *refuse(Str head, Err *e)
{
    const Str text = without_blanks(without_bom(head));
    for (size_t i = 0; i < sizeof STRANGERS / sizeof *STRANGERS; i++) {
        const Stranger *t = &STRANGERS[i];
        if (!stranger_matches(t, head) && !stranger_matches(t, text))
            continue;
        err_set(e, ERR_FORMAT, "looks like %s, which is not read; %s", t->looks_like, t->advice);
        return NULL;
    }
    const bool binary = memchr(head.s, '\0', head.n) != NULL;
    err_set(e, ERR_FORMAT,
            "is neither JSON lines, tar nor zip, plain or compressed (zstd, gzip, xz, bzip2, lz4); "
            "it begins like "
            "%s (bytes %02x %02x %02x %02x)",
            binary                  ? "binary data"
            : str_starts(text, "{") ? "a JSON object over several lines; write one object per line"
                                    : "some other text",
            (unsigned char)head.s[0], head.n > 1 ? (unsigned char)head.s[1] : 0,
            head.n > 2 ? (unsigned char)head.s[2] : 0, head.n > 3 ? (unsigned char)head.s[3] : 0);
    return NULL;
}

static bool is_stranger(Str head)
{
    for (size_t i = 0; i < sizeof STRANGERS / sizeof *STRANGERS; i++)
        if (stranger_matches(&STRANGERS[i], head) ||
            (STRANGERS[i].n == 1 &&
             stranger_matches(&STRANGERS[i], without_blanks(without_bom(head)))))
            return true;
    return false;
}

const Format *format_recognise(Str head, Codec codec, Err *e)
{
    const size_t n = sizeof FORMATS / sizeof *FORMATS;
    for (size_t i = 0; i < n; i++) {
        const Format *f = FORMATS[i];
        if (f == &format_jsonl && is_stranger(head))
            continue;
        if (!f->recognise(head))
            continue;
        if (f->kind[codec])
            return f;
        err_set(e, ERR_FORMAT, "is a %s archive inside a compression; undo the compression",
                f->kind[CODEC_NONE]);
        return NULL;
    }
    return refuse(head, e);
}
