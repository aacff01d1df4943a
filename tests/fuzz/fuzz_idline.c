/* Lines of ids, and JSON strings: what tokenize and generate read. What is accepted comes back. */
#include "audit/idline.h"
#include "audit/jsonline.h"

#include <assert.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const Str line = {(const char *)data, size};
    IdList l = {0}, again = {0};
    Err e = {0};
    Buf out = {0};
    if (idline_parse(line, &l, &e) == 0) {
        idline_add(&out, l.ids, l.n);
        const int rc = idline_parse(buf_str(&out), &again, &e);
        assert(rc == 0 && again.n == l.n);
        (void)rc;
    }
    (void)idline_claims(line);
    Str text;
    json_t *value = jsonline_read_text(line, &text, &e);
    json_decref(value);
    value = jsonline_text(line); /* any bytes become UTF-8 */
    assert(value);
    json_decref(value);
    idlist_free(&l);
    idlist_free(&again);
    buf_free(&out);
    return 0;
}
