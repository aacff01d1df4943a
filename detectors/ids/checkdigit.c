/* Check digit schemes: see checkdigit.h. */
#include "detectors/ids/checkdigit.h"

#include "detectors/ascii.h"

unsigned checkdigit_value(char c)
{
    if (ascii_digit(c))
        return (unsigned)(c - '0');
    return ascii_upper(c) ? (unsigned)(c - 'A') + 10 : 0;
}

unsigned checkdigit_sum(const char *s, const unsigned char *weights, size_t n)
{
    unsigned sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += checkdigit_value(s[i]) * weights[i];
    return sum;
}

unsigned checkdigit_731(const char *s, size_t n)
{
    static const unsigned char weights[] = {7, 3, 1};
    unsigned sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += checkdigit_value(s[i]) * weights[i % 3];
    return sum % 10;
}

unsigned checkdigit_mod(const char *digits, size_t n, unsigned m)
{
    unsigned rest = 0;
    for (size_t i = 0; i < n; i++)
        rest = (rest * 10 + checkdigit_value(digits[i])) % m;
    return rest;
}

unsigned checkdigit_crossed(const char *s, const unsigned char *weights, size_t n)
{
    unsigned sum = 0;
    for (size_t i = 0; i < n; i++)
        for (unsigned p = checkdigit_value(s[i]) * weights[i]; p > 0; p /= 10)
            sum += p % 10;
    return sum;
}

bool checkdigit_mod11_10(const char *digits, size_t n)
{
    unsigned check = 5;
    for (size_t i = 0; i + 1 < n; i++) {
        const unsigned sum = (check * 2 % 11 + checkdigit_value(digits[i])) % 10;
        check = sum == 0 ? 10 : sum;
    }
    return n > 0 && (check * 2 % 11 + checkdigit_value(digits[n - 1])) % 10 == 1;
}

bool checkdigit_mod11_2(const char *digits, size_t n)
{
    unsigned check = 0;
    for (size_t i = 0; i + 1 < n; i++)
        check = (check + checkdigit_value(digits[i])) * 2 % 11;
    const unsigned last = n == 0 ? 11 : digits[n - 1] == 'X' ? 10 : checkdigit_value(digits[n - 1]);
    return (check + last) % 11 == 1;
}

/* Product of a and b in the dihedral group of order 10: 0 to 4 are rotations,
 * 5 to 9 reflections. */
static unsigned dihedral(unsigned a, unsigned b)
{
    const unsigned turn = a < 5 ? a + b % 5 : a % 5 + 5 - b % 5;
    return turn % 5 + ((a < 5) == (b < 5) ? 0 : 5);
}

bool checkdigit_verhoeff(const char *digits, size_t n)
{
    /* The permutation that is applied once more at each place from the right. */
    static const unsigned char permutation[] = {1, 5, 7, 6, 2, 8, 3, 0, 9, 4};
    unsigned check = 0;
    for (size_t i = 0; i < n; i++) {
        unsigned d = checkdigit_value(digits[n - 1 - i]);
        for (size_t k = 0; k < i % 8; k++)
            d = permutation[d];
        check = dihedral(check, d);
    }
    return n > 0 && check == 0;
}

bool checkdigit_luhn36(const char *s, size_t n)
{
    unsigned sum = 0;
    for (size_t i = 0; i + 1 < n; i++) {
        const unsigned product = checkdigit_value(s[i]) * (i % 2 == 0 ? 1 : 2);
        sum += product / 36 + product % 36;
    }
    return n > 0 && (sum + checkdigit_value(s[n - 1])) % 36 == 0;
}
