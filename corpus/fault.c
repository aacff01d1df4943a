/* The names of what can be wrong with a record or a shard: see corpus.h. They stand in files, so they
 * do not change. */
#include "corpus/corpus.h"

#include <assert.h>

static const char *const FAULT_NAMES[N_FAULTS] = {
    [FAULT_RECORD] = "unreadable_record",
    [FAULT_NOT_JSON] = "not_json",
    [FAULT_NOT_UTF8] = "not_utf8",
    [FAULT_NOT_OBJECT] = "not_an_object",
    [FAULT_TOO_DEEP] = "nested_too_deep",
    [FAULT_NO_TEXT] = "no_text_field",
    [FAULT_TEXT_NOT_STRING] = "text_not_a_string",
    [FAULT_STREAM] = "broken_stream",
    [FAULT_NOT_SHARD] = "unknown_format",
    [FAULT_CHANGED] = "changed",
    [FAULT_DIRECTORY] = "directory",
    [FAULT_PIPE] = "not_a_regular_file",
    [FAULT_UNREADABLE] = "unreadable",
};

const char *fault_name(FaultKind k)
{
    assert(k >= 0 && k < N_FAULTS && FAULT_NAMES[k]);
    return FAULT_NAMES[k];
}
