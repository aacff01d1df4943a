/* Recognising by the first bytes, never by the name. The order of the table is the order of
 * trust: signatures first, then JSON, which has none (lines behind the rest of it, since all that they
 * ask for is enough lines that begin like an object), and last any other text. */
#include "corpus/format.h"

#include <string.h>

/* `unmarked`: nothing in its bytes is a signature. */
static const struct {
    const Format *format;
    bool unmarked;
} FORMATS[] = {
    {&format_warc, false},   {&format_npy, false},      {&format_tar, false},  {&format_zip, false},
    {&format_tokens, false}, {&format_jsonarray, true}, {&format_jsonl, true}, {&format_text, true},
};

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
    {"filedesc://", 11, "ARC, the form before WARC", "convert it with `warcio recompress`"},
    {"warc/0.", 7, "WARC older than 0.17", "convert it to WARC 1.0"},
    {"MMIDIDX", 7, "the index of a Megatron dataset", "name it FILE.idx, beside its FILE.bin"},
    {"\x89HDF", 4, "HDF5", "convert it to JSON lines"},
    {"SQLite format 3", 15, "an SQLite database", "convert it to JSON lines"},
    {"BZh", 3, "bzip2", "compress it with zstd, gzip or xz instead"},
    {"\x04\x22\x4D\x18", 4, "lz4", "compress it with zstd, gzip or xz instead"},
    {"\x1f\x9d", 2, "compress (.Z)", "compress it with zstd, gzip or xz instead"},
    {"\x1f\x8b", 2, "gzip inside another compression", "undo one of the two"},
    {"\x28\xB5\x2F\xFD", 4, "zstd inside another compression", "undo one of the two"},
    {"\xFD"
     "7zXZ",
     5, "xz inside another compression", "undo one of the two"},
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
    {"[\"", 2, "a JSON array of strings", "make each an object with a text field"},
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
    const char *like = str_starts(text, "{") ? "JSON that is broken"
                       : memchr(head.s, '\0', head.n)
                           ? "binary data; if it is token ids, say of which width (--token-type)"
                           : "text in another character set; convert it to UTF-8, as `iconv` does";
    err_set(
        e, ERR_FORMAT,
        "is neither UTF-8 text nor anything else that is read, with or without zstd, gzip or xz; "
        "it begins like %s (bytes %02x %02x %02x %02x)",
        like, (unsigned char)head.s[0], head.n > 1 ? (unsigned char)head.s[1] : 0,
        head.n > 2 ? (unsigned char)head.s[2] : 0, head.n > 3 ? (unsigned char)head.s[3] : 0);
    return NULL;
}

/* No text, though JSON's readers would not have it: it is broken early. */
static bool is_json_object(Str head)
{
    const Str text = without_blanks(without_bom(head));
    if (!str_starts(text, "{"))
        return false;
    const Str inside = without_blanks((Str){text.s + 1, text.n - 1});
    return str_starts(inside, "\"") || str_starts(inside, "}");
}

static bool is_stranger(Str head)
{
    for (size_t i = 0; i < sizeof STRANGERS / sizeof *STRANGERS; i++)
        if (stranger_matches(&STRANGERS[i], head) ||
            (STRANGERS[i].magic[0] == '[' &&
             stranger_matches(&STRANGERS[i], without_blanks(without_bom(head)))))
            return true;
    return false;
}

/* Raw token ids, where the options say that there are such files: what is no text, nor begins with a
 * signature long enough not to be ids. Zeros are ids then, and not the end of a tar. */
static bool is_raw_tokens(Str head, const ShardOptions *o)
{
    const bool all_zero =
        head.n > 0 && head.s[0] == 0 && memcmp(head.s, head.s + 1, head.n - 1) == 0;
    for (size_t i = 0; i < sizeof STRANGERS / sizeof *STRANGERS; i++)
        if (STRANGERS[i].n >= 4 && stranger_matches(&STRANGERS[i], head))
            return false;
    return o->token_bytes != 0 && head.n > 0 && !format_text.recognise(head) &&
           (all_zero || !format_tar.recognise(head));
}

static bool is_format(size_t i, Str head, const ShardOptions *o)
{
    const Format *f = FORMATS[i].format;
    if (f == &format_tokens || f == &format_tar)
        return (f == &format_tokens) == is_raw_tokens(head, o) && f->recognise(head);
    if (FORMATS[i].unmarked && f != &format_jsonarray && is_stranger(head))
        return false;
    return f->recognise(head) && !(f == &format_text && is_json_object(head));
}

const Format *format_recognise(Str head, Codec codec, const ShardOptions *o, Err *e)
{
    for (size_t i = 0; i < sizeof FORMATS / sizeof *FORMATS; i++) {
        const Format *f = FORMATS[i].format;
        if (!is_format(i, head, o))
            continue;
        if (f->kind[codec])
            return f;
        err_set(e, ERR_FORMAT, "is a %s archive inside a compression; undo the compression",
                f->kind[CODEC_NONE]);
        return NULL;
    }
    return refuse(head, e);
}
