/* Words to bits, and their checksum: see mnemonic.h. */
#include "detectors/mnemonic.h"

#include "detectors/ascii.h"

#include <openssl/sha.h>
#include <stdlib.h>
#include <string.h>

enum { WORDS_MAX = 24, WORD_BITS = 11, WORD_BYTES_MAX = 8 };

static int compare_word(const void *key, const void *entry)
{
    return strcmp(key, *(const char *const *)entry);
}

/* The number of the word that stands at s[at], whose end goes to *end; -1: none of the list. */
static int word_number(Str s, size_t at, size_t *end)
{
    char word[WORD_BYTES_MAX + 1];
    size_t n = 0;
    while (at + n < s.n && ascii_letter(s.s[at + n])) {
        if (n == WORD_BYTES_MAX)
            return -1;
        word[n] = ascii_to_lower(s.s[at + n]);
        n++;
    }
    word[n] = '\0';
    *end = at + n;
    const char *const *found =
        bsearch(word, mnemonic_words, MNEMONIC_WORDS, sizeof *mnemonic_words, compare_word);
    return found ? (int)(found - mnemonic_words) : -1;
}

/* Of n words, 32 bits in 33 are random and the others the beginning of their SHA-256. */
static bool checksum_fits(const unsigned numbers[WORDS_MAX], size_t n)
{
    unsigned char bytes[WORDS_MAX * WORD_BITS / 8 + 1] = {0}, digest[SHA256_DIGEST_LENGTH];
    for (size_t bit = 0; bit < n * WORD_BITS; bit++)
        if (numbers[bit / WORD_BITS] >> (WORD_BITS - 1 - bit % WORD_BITS) & 1)
            bytes[bit / 8] |= (unsigned char)(0x80 >> bit % 8);
    const size_t random_bytes = n * WORD_BITS / 33 * 4, checksum_bits = n / 3;
    SHA256(bytes, random_bytes, digest);
    return (bytes[random_bytes] ^ digest[0]) >> (8 - checksum_bits) == 0;
}

Verdict mnemonic_check(Candidate *c)
{
    unsigned numbers[WORDS_MAX];
    size_t ends[WORDS_MAX], n = 0;
    const Str s = {c->text.s, c->end};
    for (size_t at = c->start; n < WORDS_MAX; n++) {
        const int number = word_number(s, at, &ends[n]);
        if (number < 0)
            break;
        numbers[n] = (unsigned)number;
        at = ends[n];
        while (at < s.n && strchr(" ,\"'", s.s[at]))
            at++;
    }
    for (n = n / 3 * 3; n >= 12; n -= 3)
        if (checksum_fits(numbers, n)) {
            c->end = ends[n - 1];
            return VERDICT_PROVEN;
        }
    return VERDICT_NO;
}
