/* Values of options: see optionvalue.h. */
#include "audit/optionvalue.h"

#include "audit/base/buf.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

int optionvalue_count(const char *option, uint64_t least, uint64_t most, const char *text,
                      uint64_t *out, Err *e)
{
    char *end = NULL;
    errno = 0;
    const unsigned long long v = isdigit((unsigned char)text[0]) ? strtoull(text, &end, 10) : 0;
    if (!end || *end != '\0' || errno != 0 || v < least || v > most) {
        err_set(e, ERR_USAGE, "--%s: \"%s\" is not a whole number from %llu to %llu", option, text,
                (unsigned long long)least, (unsigned long long)most);
        return -1;
    }
    *out = v;
    return 0;
}

int optionvalue_size(const char *option, const char *text, uint64_t *out, Err *e)
{
    static const char units[] = "KMGT";
    char *end = NULL;
    errno = 0;
    const unsigned long long v = isdigit((unsigned char)text[0]) ? strtoull(text, &end, 10) : 0;
    int shift = 0;
    if (end && *end != '\0') {
        const char *unit = strchr(units, toupper((unsigned char)*end));
        if (unit) {
            shift = 10 * (int)(unit - units + 1);
            end++;
        }
    }
    if (!end || *end != '\0' || errno != 0 || v == 0 || v > (UINT64_MAX >> shift)) {
        err_set(e, ERR_USAGE, "--%s: \"%s\" is not a size such as 512M or 4G", option, text);
        return -1;
    }
    *out = (uint64_t)v << shift;
    return 0;
}

int optionvalue_choice(const char *option, const char *const *words, int n, const char *text,
                       int *out, Err *e)
{
    Buf all = {0};
    for (int i = 0; i < n; i++) {
        if (words[i] && strcmp(text, words[i]) == 0) {
            *out = i;
            buf_free(&all);
            return 0;
        }
        if (words[i])
            buf_printf(&all, "%s%s", all.n > 0 ? ", " : "", words[i]);
    }
    err_set(e, ERR_USAGE, "--%s: \"%s\" is none of %s", option, text, buf_cstr(&all));
    buf_free(&all);
    return -1;
}

int optionvalue_part(const char *option, const char *text, WorkPart *out, Err *e)
{
    char *slash = NULL, *end = NULL;
    errno = 0;
    const bool digits =
        strspn(text, "0123456789/") == strlen(text) && isdigit((unsigned char)*text);
    const unsigned long long i = digits ? strtoull(text, &slash, 10) : 0;
    const unsigned long long n =
        slash && *slash == '/' && slash[1] != '\0' ? strtoull(slash + 1, &end, 10) : 0;
    if (!end || *end != '\0' || errno != 0 || i < 1 || i > n || n > OPTIONS_MOST_PARTS) {
        err_set(e, ERR_USAGE,
                "--%s: \"%s\" is not a share such as 2/5: the number of the part, and of how many "
                "(at most %d)",
                option, text, OPTIONS_MOST_PARTS);
        return -1;
    }
    *out = (WorkPart){i, n};
    return 0;
}

int optionvalue_flag(const char *option, const char *text, bool *out, Err *e)
{
    if (strcmp(text, "true") == 0 || strcmp(text, "yes") == 0) {
        *out = true;
    } else if (strcmp(text, "false") == 0 || strcmp(text, "no") == 0) {
        *out = false;
    } else {
        err_set(e, ERR_USAGE, "%s: \"%s\" is neither true nor false", option, text);
        return -1;
    }
    return 0;
}
