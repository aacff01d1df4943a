/* Replacing findings: see redactor.h. */
#include "audit/redactor.h"

#include "audit/base/hash.h"
#include "audit/base/mem.h"
#include "audit/jsonline.h"
#include "audit/jsonspan.h"

#include <stdlib.h>
#include <string.h>

struct Redactor {
    const ScanPlan *plan;
    RedactHow how;
    Str key;
    TextScan *scan;
    Buf *out; /* of the call at work */
    uint64_t replaced;
};

/* What names the value under the key: equal for equal values of a type. */
static void pseudonym_add(Redactor *r, const Finding *f, Str text, Arena *scratch)
{
    enum { SHOWN_DIGITS = 16 };
    Buf named = {0};
    char hex[SHA256_HEX_BYTES];
    buf_add(&named, f->type, strlen(f->type) + 1);
    buf_add_str(&named, finding_value(f, text, scratch));
    hash_hmac(r->key, buf_str(&named).s, named.n, hex);
    buf_printf(r->out, "<%s:%.*s>", f->type, SHOWN_DIGITS, hex);
    buf_free(&named);
}

static void part_settle(void *arg, const TextPart *p, Arena *scratch)
{
    Redactor *r = arg;
    size_t at = p->from;
    for (size_t i = 0; i < p->n_findings; i++) {
        const Finding *f = &p->findings[i];
        if (!scanplan_wants(r->plan, f, p->text, scratch) ||
            (f->placeholder && !r->plan->placeholders))
            continue;
        buf_add(r->out, p->text.s + at, f->start - at);
        at = f->end;
        r->replaced++;
        switch (r->how) {
        case REDACT_TYPE:
            buf_printf(r->out, "<%s>", f->type);
            break;
        case REDACT_MASK:
            buf_add_str(r->out, finding_mask(f, p->text, scratch));
            break;
        case REDACT_PSEUDONYM:
            pseudonym_add(r, f, p->text, scratch);
            break;
        }
    }
    buf_add(r->out, p->text.s + at, p->to - at);
}

Redactor *redactor_open(const ScanPlan *p, RedactHow how, Str key)
{
    Redactor *r = mem_zero(1, sizeof *r);
    r->plan = p;
    r->how = how;
    r->key = key;
    r->scan = textscan_open(p->scanner, 0, part_settle, r);
    return r;
}

void redactor_add(Redactor *r, Str bytes, bool last, Buf *out)
{
    r->out = out;
    textscan_add(r->scan, bytes, last);
}

uint64_t redactor_replaced(const Redactor *r)
{
    return r->replaced;
}

void redactor_close(Redactor *r)
{
    if (!r)
        return;
    textscan_close(r->scan);
    free(r);
}

/* ---- lines of JSON ---- */

static int add_to_buf(const char *s, size_t n, void *out)
{
    buf_add(out, s, n);
    return 0;
}

/* The string of JSON `quoted`, redacted and quoted again; as it is when nothing was replaced. */
static void string_redact(Redactor *r, Str quoted, Buf *out)
{
    json_t *j = json_loadb(quoted.s, quoted.n, JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL);
    const Str text = {json_string_value(j), json_string_length(j)};
    Buf redacted = {0};
    const uint64_t before = r->replaced;
    redactor_add(r, text, true, &redacted);
    /* A mask may cut a character: what is no UTF-8 any more becomes U+FFFD. */
    json_t *again = r->replaced > before ? jsonline_text(buf_str(&redacted)) : NULL;
    if (again)
        json_dump_callback(again, add_to_buf, out, JSON_ENCODE_ANY);
    else
        buf_add_str(out, quoted);
    json_decref(again);
    json_decref(j);
    buf_free(&redacted);
}

bool redactor_line(Redactor *r, Str line, const char *key, Buf *out)
{
    json_t *j = json_loadb(line.s, line.n, JSON_ALLOW_NUL, NULL);
    const bool is = json_is_object(j) && json_is_string(json_object_get(j, key));
    json_decref(j);
    if (!is) {
        redactor_add(r, line, true, out);
        return false;
    }
    size_t at = 0, from, to, written = 0;
    while (jsonspan_next(line, key, &at, &from, &to)) {
        buf_add(out, line.s + written, from - written);
        string_redact(r, (Str){line.s + from, to - from}, out);
        written = to;
    }
    buf_add(out, line.s + written, line.n - written);
    return true;
}
