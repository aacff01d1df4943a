// RE2 for C: the only C++ of the project. See cre2.h; Source: re2/re2.h, re2/set.h.
//
// Every function that may allocate catches what is thrown, for an exception must not unwind C
// frames. What RE2 throws is std::bad_alloc, and out of memory ends the process (audit/base/mem.h):
// a match that gave up in silence would be a false "clean".

#include "detectors/cre2.h"

#include <re2/re2.h>
#include <re2/set.h>

#include <cstring>
#include <string>
#include <vector>

// Declared here because mem.h is C11 (_Noreturn), which C++ does not read.
extern "C" [[noreturn]] void mem_out(size_t n, size_t size);

namespace
{

RE2::Options *options_of(cre2_options_t *opt)
{
    return static_cast<RE2::Options *>(opt);
}

const RE2 *regexp_of(const cre2_regexp_t *re)
{
    return static_cast<const RE2 *>(re);
}

RE2::Anchor anchor_of(cre2_anchor_t anchor)
{
    switch (anchor) {
    case CRE2_ANCHOR_START:
        return RE2::ANCHOR_START;
    case CRE2_ANCHOR_BOTH:
        return RE2::ANCHOR_BOTH;
    case CRE2_UNANCHORED:
        break;
    }
    return RE2::UNANCHORED;
}

void copy_error(char *error, size_t error_len, const char *words)
{
    if (!error || error_len == 0)
        return;
    std::strncpy(error, words, error_len - 1);
    error[error_len - 1] = '\0';
}

} // namespace

struct cre2_set {
    RE2::Set set;
    int64_t max_mem;

    cre2_set(const RE2::Options &options, RE2::Anchor anchor)
        : set(options, anchor), max_mem(options.max_mem())
    {
    }
};

extern "C" {

cre2_options_t *cre2_opt_new(void)
{
    try {
        return new RE2::Options();
    } catch (...) {
        mem_out(1, sizeof(RE2::Options));
    }
}

void cre2_opt_delete(cre2_options_t *opt)
{
    delete options_of(opt);
}

void cre2_opt_set_longest_match(cre2_options_t *opt, int flag)
{
    options_of(opt)->set_longest_match(flag != 0);
}

void cre2_opt_set_log_errors(cre2_options_t *opt, int flag)
{
    options_of(opt)->set_log_errors(flag != 0);
}

void cre2_opt_set_case_sensitive(cre2_options_t *opt, int flag)
{
    options_of(opt)->set_case_sensitive(flag != 0);
}

void cre2_opt_set_max_mem(cre2_options_t *opt, int64_t bytes)
{
    options_of(opt)->set_max_mem(bytes);
}

void cre2_opt_set_encoding(cre2_options_t *opt, cre2_encoding_t encoding)
{
    if (encoding == CRE2_UTF8)
        options_of(opt)->set_encoding(RE2::Options::EncodingUTF8);
    else if (encoding == CRE2_Latin1)
        options_of(opt)->set_encoding(RE2::Options::EncodingLatin1);
}

cre2_regexp_t *cre2_new(const char *pattern, int pattern_len, const cre2_options_t *opt)
{
    try {
        const re2::StringPiece piece(pattern, static_cast<size_t>(pattern_len));
        if (!opt)
            return new RE2(piece);
        return new RE2(piece, *static_cast<const RE2::Options *>(opt));
    } catch (...) {
        mem_out(1, sizeof(RE2));
    }
}

void cre2_delete(cre2_regexp_t *re)
{
    delete static_cast<RE2 *>(re);
}

int cre2_error_code(const cre2_regexp_t *re)
{
    return static_cast<int>(regexp_of(re)->error_code());
}

const char *cre2_error_string(const cre2_regexp_t *re)
{
    return regexp_of(re)->error().c_str();
}

int cre2_num_capturing_groups(const cre2_regexp_t *re)
{
    return regexp_of(re)->NumberOfCapturingGroups();
}

int cre2_match(const cre2_regexp_t *re, const char *text, int text_len, int startpos, int endpos,
               cre2_anchor_t anchor, cre2_string_t *match, int nmatch)
{
    try {
        const re2::StringPiece whole(text, static_cast<size_t>(text_len));
        re2::StringPiece few[4]; // no allocation in the usual case
        std::vector<re2::StringPiece> many(nmatch > 4 ? static_cast<size_t>(nmatch) : 0);
        re2::StringPiece *groups = nmatch > 4 ? many.data() : few;
        if (!regexp_of(re)->Match(whole, static_cast<size_t>(startpos), static_cast<size_t>(endpos),
                                  anchor_of(anchor), groups, nmatch))
            return 0;
        for (int i = 0; i < nmatch; i++) {
            match[i].data = groups[i].data();
            match[i].length = static_cast<int>(groups[i].size());
        }
        return 1;
    } catch (...) {
        mem_out(static_cast<size_t>(text_len), 1);
    }
}

cre2_set *cre2_set_new(cre2_options_t *opt, cre2_anchor_t anchor)
{
    try {
        return new cre2_set(opt ? *options_of(opt) : RE2::Options(), anchor_of(anchor));
    } catch (...) {
        mem_out(1, sizeof(cre2_set));
    }
}

void cre2_set_delete(cre2_set *set)
{
    delete set;
}

int cre2_set_add(cre2_set *set, const char *pattern, size_t pattern_len, char *error,
                 size_t error_len)
{
    try {
        std::string words;
        const int index = set->set.Add(re2::StringPiece(pattern, pattern_len), &words);
        if (index < 0)
            copy_error(error, error_len, words.c_str());
        return index;
    } catch (...) {
        mem_out(pattern_len, 1);
    }
}

int cre2_set_compile(cre2_set *set)
{
    try {
        return set->set.Compile() ? 1 : 0;
    } catch (...) {
        mem_out(1, sizeof(cre2_set));
    }
}

size_t cre2_set_match(cre2_set *set, const char *text, size_t text_len, int *match,
                      size_t match_len)
{
    try {
        std::vector<int> found;
        RE2::Set::ErrorInfo why;
        if (!set->set.Match(re2::StringPiece(text, text_len), &found, &why) &&
            why.kind == RE2::Set::kOutOfMemory)
            mem_out(1, static_cast<size_t>(set->max_mem)); // the limit of the options
        const size_t n = found.size() < match_len ? found.size() : match_len;
        for (size_t i = 0; i < n; i++)
            match[i] = found[i];
        return found.size();
    } catch (...) {
        mem_out(text_len, 1);
    }
}

} // extern "C"
