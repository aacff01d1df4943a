/* A line of results.jsonl. The check is skipped, so that what lies behind it is reached too. */
#include "audit/resultfile.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    for (int checked = 0; checked < 2; checked++) {
        ResultLine l;
        Err e = {0};
        if (resultline_parse((Str){(const char *)data, size}, checked, &l, &e) == 0)
            resultline_free(&l);
    }
    return 0;
}
