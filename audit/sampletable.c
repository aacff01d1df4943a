/* What was sampled: see sampletable.h. */
#include "audit/sampletable.h"

#include "audit/base/buf.h"
#include "audit/jsonline.h"
#include "audit/samplefile.h"

#include <inttypes.h>
#include <stdio.h>

static uint64_t field(const json_t *o, const char *key)
{
    return (uint64_t)json_integer_value(json_object_get(o, key));
}

static void table(const json_t *sources, Buf *out)
{
    buf_printf(out, "%-20s %8s %14s %10s %10s %10s %10s %10s %8s\n", "source", "shards",
               "records seen", "sampled", "prompts", "duplicates", "too short", "malformed",
               "damaged");
    for (size_t i = 0; i < json_array_size(sources); i++) {
        const json_t *s = json_array_get(sources, i);
        buf_printf(out,
                   "%-20s %8" PRIu64 " %14" PRIu64 " %10" PRIu64 " %10" PRIu64 " %10" PRIu64
                   " %10" PRIu64 " %10" PRIu64 " %8zu\n",
                   json_string_value(json_object_get(s, "name")), field(s, "shards"),
                   field(s, "records_seen"), field(s, "sampled"), field(s, "prompts"),
                   field(s, "duplicates") + field(s, "duplicates_left_out"), field(s, "too_short"),
                   field(s, "malformed"), json_array_size(json_object_get(s, "damaged")));
    }
}

int sampletable_show(const RunDir *r, const Options *o, Err *e)
{
    SampleFile *f = samplefile_open(r, e);
    if (!f)
        return err_exit_code(e);
    Buf out = {0};
    if (o->json)
        jsonline_add(&out, json_pack("{s:I, s:O}", "samples", (json_int_t)samplefile_prompts(f),
                                     "sources", (json_t *)(uintptr_t)samplefile_sources(f)));
    else if (!o->quiet)
        table(samplefile_sources(f), &out);
    fwrite(buf_str(&out).s, 1, out.n, stdout);
    buf_free(&out);
    samplefile_close(f);
    if (fflush(stdout) != 0) {
        err_set_errno(e, "the result cannot be written to standard output");
        return err_exit_code(e);
    }
    return 0;
}
