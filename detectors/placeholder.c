/* Published examples: see placeholder.h. The table compares values as finding_value gives them; where
 * a source keeps a whole range free, its beginning stands here. */
#include "detectors/placeholder.h"

#include "detectors/ascii.h"

#include <string.h>

typedef enum {
    IS,     /* the value is this */
    BEGINS, /* the value begins so */
    HOLDS,  /* the value has this in it, whatever the case; in lower case here */
    HOST, /* the host behind the last '@', or the first part of a web address, is or ends in this */
    PHONE, /* the number in digits, from the country's code on, begins so and has no more digits than
               the pattern has places; '.' is any digit */
} How;

typedef struct {
    const char *type; /* the type's name, or its beginning up to a '*' */
    How how;
    const char *text; /* several are separated by blanks */
    /* Where it is published. */
    const char *source;
} Placeholder;

#define RESERVED_HOSTS                                                                             \
    "example.com example.net example.org example.edu .example .test .invalid .localhost"

static const Placeholder table[] = {
    {"EMAIL_ADDRESS", HOST, RESERVED_HOSTS, "RFC 2606, RFC 6761"},
    {"SOCIAL_MEDIA_HANDLE", HOST, RESERVED_HOSTS, "RFC 2606, RFC 6761"},
    {"SECRET/URL_CREDENTIALS", HOST, RESERVED_HOSTS, "RFC 2606, RFC 6761"},
    {"IP_ADDRESS", BEGINS, "192.0.2. 198.51.100. 203.0.113.", "RFC 5737"},
    {"IP_ADDRESS", BEGINS, "2001:db8: ::ffff:192.0.2. ::ffff:198.51.100. ::ffff:203.0.113.",
     "RFC 3849, RFC 5737"},
    {"MAC_ADDRESS", BEGINS, "00005E0053 01005E9010", "RFC 9542, section 2.1"},
    {"PHONE_NUMBER", PHONE, "1...55501..", "NANPA, 555 line numbers 0100 to 0199"},
    {"PHONE_NUMBER", PHONE,
     "441134960... 441144960... 441154960... 441164960... 441174960... 441184960... 441214960... "
     "441314960... 441414960... 441514960... 441614960... 441914980... 442079460... 442896496... "
     "442920180... 441632960... 447700900... 448081570... 449098790... 443069990...",
     "Ofcom, telephone numbers for use in TV and radio drama programmes"},
    {"PHONE_NUMBER", PHONE,
     "3319900.... 3326191.... 3335301.... 3346571.... 3353649.... 3363998....",
     "ARCEP, decision 2012-0856, numbers for audiovisual works"},
    {"PHONE_NUMBER", PHONE,
     "493023125... 496990009... 494066969... 492214710... 498999998... 4917139200..",
     "Bundesnetzagentur, Rufnummern fuer Medienproduktionen, 2021"},
    {"PHONE_NUMBER", PHONE,
     "6125550.... 6127010.... 6135550.... 6137010.... 6175550.... 6177010.... 6185550.... "
     "6187010.... 61491570...",
     "ACMA, phone numbers for use in TV shows, films and creative works"},
    {"PHONE_NUMBER", PHONE, "463139006.. 464062804.. 468465004.. 469803192.. 467017406..",
     "PTS, telephone numbers for use in books and films"},
    {"CREDIT_CARD_NUMBER", IS,
     "4111111111111111 4242424242424242 4012888888881881 4222222222222 5555555555554444 "
     "5105105105105100 2223003122003222 5200828282828210 378282246310005 371449635398431 "
     "378734493671000 6011111111111117 6011000990139424 3056930009020004 "
     "36227206271667 30569309025904 38520000023237 3530111333300000 3566002020360505 "
     "6200000000000005 5610591081018250 5019717010103742 6331101999990016 4000056655665556 "
     "4917610000000000 4462030000000000 6304000000000000 5425233430109903 2222420000001113",
     "test cards of Stripe, PayPal, Braintree and Worldpay, in their documentation"},
    {"CREDIT_CARD_NUMBER", BEGINS, "400000000000 400000250000",
     "Stripe, testing, cards by country"},
    {"US_SOCIAL_SECURITY_NUMBER", IS, "078051120 219099999 457555462 123456789",
     "SSA, Misused SSNs, and advertisements"},
    {"UK_NATIONAL_HEALTH_SERVICE_NUMBER", BEGINS, "999 9434765919 4505577104",
     "NHS England, test data ranges; NHS Data Dictionary, examples"},
    {"IBAN_CODE", IS,
     "AE070331234567890123456 AT611904300234573201 BE68539007547034 CH9300762011623852957 "
     "CZ6508000000192000145399 DE89370400440532013000 DK5000400440116243 EE382200221020145685 "
     "ES9121000418450200051332 FI2112345600000785 FR1420041010050500013M02606 "
     "GB29NWBK60161331926819 GR1601101250000000012300695 HR1210010051863000160 "
     "HU42117730161111101800000000 IE29AIBK93115212345678 IT60X0542811101000000123456 "
     "LT121000011101001000 LU280019400644750000 LV80BANK0000435195001 "
     "MT84MALT011000012345MTLCAST001S NL91ABNA0417164300 NO9386011117947 "
     "PL61109010140000071219812874 PT50000201231234567890154 RO49AAAA1B31007593840000 "
     "SA0380000000608010167519 SE4550000000058398257466 SI56263300012039086 "
     "SK3112000000198742637541 TR330006100519786457841326",
     "SWIFT, IBAN registry, examples"},
    {"AWS_CREDENTIALS", HOLDS, "example", "AWS, example keys in its documentation"},
    {"SECRET/*", HOLDS, "example xxxxxxxx", "the usual words of documentation"},
    {"JSON_WEB_TOKEN", HOLDS,
     "eyjzdwiioiixmjm0nty3odkwiiwibmftzsi6ikpvag4grg9li eyj0exaioijkv1qila0kicjhbgcioijiuzi1nij9",
     "jwt.io's example; RFC 7519, section 3.1"},
};

enum { ROWS = sizeof table / sizeof table[0] };

/* ---- comparing ---- */

static bool type_is(const char *pattern, const char *type)
{
    const size_t n = strcspn(pattern, "*");
    return pattern[n] == '*' ? strncmp(type, pattern, n) == 0 : strcmp(type, pattern) == 0;
}

static bool equal_fold(Str s, Str lower)
{
    for (size_t i = 0; i < lower.n; i++)
        if (i >= s.n || ascii_to_lower(s.s[i]) != lower.s[i])
            return false;
    return true;
}

static bool holds(Str s, Str lower)
{
    for (size_t at = 0; at + lower.n <= s.n; at++)
        if (equal_fold((Str){s.s + at, s.n - at}, lower))
            return true;
    return false;
}

/* "joe@mail.example.com:80/x", "example.com/~joe": mail.example.com, example.com. */
static Str host_of(Str s)
{
    for (size_t i = s.n; i > 0; i--)
        if (s.s[i - 1] == '@') {
            /* In an address of a page, "@joe" is the user. */
            if (i < 2 || s.s[i - 2] != '/')
                s = (Str){s.s + i, s.n - i};
            break;
        }
    size_t n = 0;
    while (n < s.n && s.s[n] != '/' && s.s[n] != ':')
        n++;
    return (Str){s.s, n};
}

/* Whether host is `domain` or below it; a domain that begins with '.' has only hosts below it. */
static bool host_is(Str host, Str domain)
{
    if (host.n < domain.n)
        return false;
    const size_t at = host.n - domain.n;
    return equal_fold((Str){host.s + at, domain.n}, domain) &&
           (at == 0 || domain.s[0] == '.' || host.s[at - 1] == '.');
}

/* digits as phone_value gives them; a national number has its trunk 0 in the place of the country's
 * code, a North American one nothing. */
static bool phone_is(Str digits, Str pattern)
{
    const size_t code = pattern.s[0] == '1' ? 1 : 2;
    const size_t national = digits.n + code == pattern.n + 1 && digits.s[0] == '0' ? 1 : 0;
    if (national)
        digits = (Str){digits.s + 1, digits.n - 1};
    if (national || digits.n + code == pattern.n)
        pattern = (Str){pattern.s + code, pattern.n - code};
    if (digits.n != pattern.n)
        return false;
    for (size_t i = 0; i < digits.n; i++)
        if (pattern.s[i] != '.' && pattern.s[i] != digits.s[i])
            return false;
    return true;
}

static bool text_matches(How how, Str value, Str text)
{
    switch (how) {
    case IS:
        return str_equal(value, text);
    case BEGINS:
        return value.n >= text.n && memcmp(value.s, text.s, text.n) == 0;
    case HOLDS:
        return holds(value, text);
    case HOST:
        return host_is(host_of(value), text);
    case PHONE:
        return phone_is(value, text);
    }
    return false;
}

static bool row_matches(const Placeholder *row, Str value)
{
    for (const char *c = row->text; *c; c += strspn(c, " ")) {
        const Str text = {c, strcspn(c, " ")};
        if (text_matches(row->how, value, text))
            return true;
        c += text.n;
    }
    return false;
}

bool placeholder_is(const Finding *f, Str text, Arena *a)
{
    Str value = {NULL, 0};
    for (size_t i = 0; i < ROWS; i++) {
        if (!type_is(table[i].type, f->type))
            continue;
        if (!value.s)
            value = finding_value(f, text, a);
        if (row_matches(&table[i], value))
            return true;
    }
    return false;
}
