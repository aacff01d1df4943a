/* RE2 from C, with the names and meaning of the library cre2: only what rote uses.
 *
 * Where pkg-config finds cre2, the Makefile defines ROTE_SYSTEM_CRE2: then the system's header and
 * library are used and cre2.cc is left out. Include this file, never <cre2.h>.
 *
 * Compiled patterns and sets are immutable and may be matched by many threads at once; options and
 * sets under construction belong to one. No C++ exception leaves: out of memory ends the process,
 * as in audit/base/mem.h (a system's cre2 returns NULL or 0 instead). Lengths are int, so a caller
 * with a longer text passes a window of it. Ownership: *_new gives, *_delete takes and accepts
 * NULL. Source of the interface: the public header of github.com/marcomaggi/cre2. */
#ifndef ROTE_CRE2_H
#define ROTE_CRE2_H

#ifdef ROTE_SYSTEM_CRE2
#include <cre2.h>
#else

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef void cre2_options_t;
typedef void cre2_regexp_t;
typedef struct cre2_set cre2_set;

typedef enum { CRE2_UNKNOWN = 0, CRE2_UTF8 = 1, CRE2_Latin1 = 2 } cre2_encoding_t;
typedef enum { CRE2_UNANCHORED = 1, CRE2_ANCHOR_START = 2, CRE2_ANCHOR_BOTH = 3 } cre2_anchor_t;

/* The order is RE2's enum ErrorCode; cre2_error_code returns these as int. */
enum { CRE2_NO_ERROR = 0, CRE2_ERROR_INTERNAL = 1, CRE2_ERROR_MISSING_PAREN = 6 };

typedef struct {
    const char *data;
    int length; /* bytes */
} cre2_string_t;

/* ---- options: RE2's defaults unless set ---- */
cre2_options_t *cre2_opt_new(void);
void cre2_opt_delete(cre2_options_t *opt);
void cre2_opt_set_longest_match(cre2_options_t *opt, int flag);
void cre2_opt_set_log_errors(cre2_options_t *opt, int flag);
void cre2_opt_set_case_sensitive(cre2_options_t *opt, int flag);
void cre2_opt_set_max_mem(cre2_options_t *opt, int64_t bytes);
void cre2_opt_set_encoding(cre2_options_t *opt, cre2_encoding_t encoding);

/* ---- one pattern ---- */

/* Never NULL; a bad pattern gives an object whose cre2_error_code is not 0. */
cre2_regexp_t *cre2_new(const char *pattern, int pattern_len, const cre2_options_t *opt);
void cre2_delete(cre2_regexp_t *re);
int cre2_error_code(const cre2_regexp_t *re);
/* RE2's words, empty when there is no error; lives as long as re. */
const char *cre2_error_string(const cre2_regexp_t *re);
/* -1 for a bad pattern. */
int cre2_num_capturing_groups(const cre2_regexp_t *re);

/* 1 when text[startpos, endpos) matches, else 0. match[0] receives the whole match, match[i] group
 * i; a group that took no part has data NULL. nmatch 0 with match NULL only asks whether. */
int cre2_match(const cre2_regexp_t *re, const char *text, int text_len, int startpos, int endpos,
               cre2_anchor_t anchor, cre2_string_t *match, int nmatch);

/* ---- many patterns in one pass ---- */
cre2_set *cre2_set_new(cre2_options_t *opt, cre2_anchor_t anchor);
void cre2_set_delete(cre2_set *set);
/* The pattern's index, from 0; -1 for a bad pattern, whose reason goes to error (NUL included, at
 * most error_len bytes; NULL and 0 drop it). */
int cre2_set_add(cre2_set *set, const char *pattern, size_t pattern_len, char *error,
                 size_t error_len);
/* After the last add and before the first match. 1, or 0 when the sets' automaton needs more than
 * max_mem. */
int cre2_set_compile(cre2_set *set);
/* How many patterns match somewhere in the text; the indices of the first match_len of them go to
 * match, in no promised order. */
size_t cre2_set_match(cre2_set *set, const char *text, size_t text_len, int *match,
                      size_t match_len);

#ifdef __cplusplus
}
#endif

#endif /* ROTE_SYSTEM_CRE2 */
#endif
