/* The formats of `rote scan`: see findingformat.h. Sources: RFC 4180 (CSV), OASIS SARIF 2.1.0. */
#include "audit/findingformat.h"

#include "audit/base/utf8.h"
#include "audit/jsonline.h"
#include "audit/version.h"

#include <inttypes.h>
#include <string.h>

static json_t *integer(uint64_t x)
{
    return json_integer((json_int_t)x);
}

static const char *fingerprint_text(const FindingRecord *r, char text[17])
{
    snprintf(text, 17, "%016" PRIx64, r->fingerprint);
    return text;
}

static void nothing(Buf *out)
{
    (void)out;
}

static void nothing_first(Buf *out, const Scanner *s)
{
    (void)out;
    (void)s;
}

/* ---- JSON lines ---- */

static void jsonl_add(Buf *out, const FindingRecord *r)
{
    char fingerprint[17];
    json_t *j = json_object();
    json_object_set_new(j, "path", jsonline_string(str_of(r->path)));
    json_object_set_new(j, "document", r->has_document ? integer(r->document) : json_null());
    json_object_set_new(j, "id", jsonline_string(r->id));
    json_object_set_new(j, "type", json_string(r->type));
    json_object_set_new(j, "severity", json_string(severity_name(r->severity)));
    json_object_set_new(j, "confidence", json_real(r->confidence));
    json_object_set_new(j, "validated", json_boolean(r->validated));
    json_object_set_new(j, "placeholder", json_boolean(r->placeholder));
    json_object_set_new(j, "start", integer(r->start.bytes));
    json_object_set_new(j, "end", integer(r->end.bytes));
    json_object_set_new(j, "start_char", integer(r->start.chars));
    json_object_set_new(j, "end_char", integer(r->end.chars));
    json_object_set_new(j, "start_utf16", integer(r->start.units));
    json_object_set_new(j, "end_utf16", integer(r->end.units));
    json_object_set_new(j, "text", jsonline_string(r->shown));
    json_object_set_new(j, "fingerprint", json_string(fingerprint_text(r, fingerprint)));
    jsonline_add(out, j);
}

/* ---- CSV ---- */

static void csv_begin(Buf *out, const Scanner *s)
{
    (void)s;
    buf_add_c(out, "path,document,id,type,severity,confidence,validated,placeholder,start,end,"
                   "start_char,end_char,start_utf16,end_utf16,text,fingerprint\r\n");
}

static void csv_text(Buf *out, Str s)
{
    Buf printable = {0};
    utf8_printable(&printable, s);
    buf_add_char(out, '"');
    for (size_t i = 0; i < printable.n; i++) {
        if (printable.s[i] == '"')
            buf_add_char(out, '"');
        buf_add_char(out, printable.s[i]);
    }
    buf_add_char(out, '"');
    buf_free(&printable);
}

static void csv_add(Buf *out, const FindingRecord *r)
{
    char fingerprint[17];
    csv_text(out, str_of(r->path));
    buf_add_char(out, ',');
    if (r->has_document)
        buf_printf(out, "%" PRIu64, r->document);
    buf_add_char(out, ',');
    if (r->id.s)
        csv_text(out, r->id);
    buf_printf(out, ",%s,%s,%.4g,%s,%s", r->type, severity_name(r->severity), r->confidence,
               r->validated ? "true" : "false", r->placeholder ? "true" : "false");
    buf_printf(out, ",%" PRIu64 ",%" PRIu64 ",%" PRIu64 ",%" PRIu64 ",%" PRIu64 ",%" PRIu64 ",",
               r->start.bytes, r->end.bytes, r->start.chars, r->end.chars, r->start.units,
               r->end.units);
    csv_text(out, r->shown);
    buf_printf(out, ",%s\r\n", fingerprint_text(r, fingerprint));
}

/* ---- SARIF ---- */

static const char *const levels[] = {
    [SEVERITY_LOW] = "note", [SEVERITY_MODERATE] = "warning", [SEVERITY_HIGH] = "error"};

static void json_write(Buf *out, json_t *j)
{
    jsonline_add(out, j);
    out->n--; /* without the newline */
}

static void sarif_begin(Buf *out, const Scanner *s)
{
    json_t *rules = json_array();
    const FindingType *t;
    for (size_t i = 0; (t = scanner_type(s, i)); i++)
        json_array_append_new(
            rules, json_pack("{s:s, s:{s:o}, s:{s:s}}", "id", t->type, "shortDescription", "text",
                             jsonline_string(str_of(t->title)), "defaultConfiguration", "level",
                             levels[t->severity]));
    buf_add_c(out,
              "{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":"
              "\"2.1.0\",\"runs\":[{\"columnKind\":\"unicodeCodePoints\",\"tool\":{\"driver\":");
    json_write(
        out, json_pack("{s:s, s:s, s:o}", "name", "rote", "version", ROTE_VERSION, "rules", rules));
    buf_add_c(out, "},\"results\":[\n");
}

/* A path as a relative or absolute URI reference (RFC 3986). */
static json_t *uri_of(const char *path)
{
    Buf uri = {0};
    for (const char *c = path; *c; c++) {
        const bool plain = (*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z') ||
                           (*c >= '0' && *c <= '9') || strchr("-._~/", *c);
        buf_printf(&uri, plain ? "%c" : "%%%02X", (unsigned char)*c);
    }
    json_t *j = json_stringn(buf_str(&uri).s, uri.n);
    buf_free(&uri);
    return j;
}

static void sarif_add(Buf *out, const FindingRecord *r)
{
    char fingerprint[17];
    json_t *place = json_pack("{s:{s:o}}", "artifactLocation", "uri", uri_of(r->path));
    json_t *properties =
        json_pack("{s:f, s:b}", "confidence", r->confidence, "placeholder", r->placeholder);
    if (r->has_document) {
        /* A region would be one of the shard's bytes, which may be compressed. */
        json_object_set_new(properties, "document", integer(r->document));
        json_object_set_new(properties, "id", jsonline_string(r->id));
        json_object_set_new(properties, "start", integer(r->start.bytes));
        json_object_set_new(properties, "end", integer(r->end.bytes));
    } else {
        json_object_set_new(place, "region",
                            json_pack("{s:I, s:I, s:I, s:I}", "byteOffset",
                                      (json_int_t)r->start.bytes, "byteLength",
                                      (json_int_t)(r->end.bytes - r->start.bytes), "charOffset",
                                      (json_int_t)r->start.chars, "charLength",
                                      (json_int_t)(r->end.chars - r->start.chars)));
    }
    buf_add_c(out, ",\n");
    json_write(out, json_pack("{s:s, s:s, s:{s:o}, s:[{s:o}], s:{s:s}, s:o}", "ruleId", r->type,
                              "level", levels[r->severity], "message", "text",
                              jsonline_string(r->shown), "locations", "physicalLocation", place,
                              "partialFingerprints", "roteFinding/v1",
                              fingerprint_text(r, fingerprint), "properties", properties));
}

static void sarif_end(Buf *out)
{
    buf_add_c(out, "\n]}]}\n");
}

/* ---- the table ---- */

static void table_begin(Buf *out, const Scanner *s)
{
    (void)s;
    buf_printf(out, "%-8s  %-36s %10s  %-40s %s\n", "severity", "type", "confidence", "place",
               "text");
}

/* One line, whatever control characters the text has. */
static void table_text(Buf *out, Str s)
{
    Buf printable = {0};
    utf8_printable(&printable, s);
    for (size_t i = 0; i < printable.n; i++)
        buf_add_char(out, (unsigned char)printable.s[i] < 0x20 || printable.s[i] == 0x7F
                              ? ' '
                              : printable.s[i]);
    buf_free(&printable);
}

static void table_add(Buf *out, const FindingRecord *r)
{
    Buf place = {0};
    table_text(&place, str_of(r->path));
    if (r->id.s) {
        buf_add_char(&place, ':');
        table_text(&place, r->id);
    } else if (r->has_document) {
        buf_printf(&place, ":%" PRIu64, r->document);
    }
    buf_printf(&place, ":%" PRIu64 "-%" PRIu64, r->start.bytes, r->end.bytes);
    buf_printf(out, "%-8s  %-36s %10.2f  %-40s ", severity_name(r->severity), r->type,
               r->confidence, buf_cstr(&place));
    table_text(out, r->shown);
    buf_add_c(out, r->placeholder ? " (published example)\n" : "\n");
    buf_free(&place);
}

/* ---- all ---- */

static const FindingFormat formats[] = {
    {"table", table_begin, table_add, 0, nothing},
    {"jsonl", nothing_first, jsonl_add, 0, nothing},
    {"csv", csv_begin, csv_add, 0, nothing},
    {"sarif", sarif_begin, sarif_add, 2, sarif_end},
};

const FindingFormat *findingformat_find(const char *name)
{
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++)
        if (strcmp(formats[i].name, name) == 0)
            return &formats[i];
    return NULL;
}
