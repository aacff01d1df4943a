/* The checks, normalisers and masks of the catalogue's rows; each lives in the file of its name.
 *
 * NAME_check: the rules beyond the pattern; may move start and end of the candidate, never beyond
 * the text. NAME_value, NAME_mask: of a finding's text; the result lives in the arena. None can
 * fail. Private to detectors/. */
#ifndef ROTE_VALIDATORS_H
#define ROTE_VALIDATORS_H

#include "detectors/detector.h"

/* Whether `name` is a top-level domain of the Internet, case ignored (IANA's root zone). */
bool tld_known(Str name);

/* Local part and domain by RFC 5321's lengths; the domain ends in a real top-level domain, and what
 * follows that is cut off. Plausible: none. */
Verdict email_check(Candidate *c);
Str email_value(Str found, Arena *a); /* lower case */
Str email_mask(Str found, Arena *a);  /* "j***@e***.com" */

/* '+' or "00", an assigned country code, 8 to 15 digits (ITU-T E.164, E.123). */
Verdict phone_check_international(Candidate *c);
/* North America: area and exchange code 2-9, neither N11. Plausible: grouped by blanks or not. */
Verdict phone_check_nanp(Candidate *c);
/* Behind a trunk prefix 0, grouped as French and British numbers are; plausible: grouped another
 * way. */
Verdict phone_check_national(Candidate *c);
/* Digits, without +, 00, (0), extension, and the 1 of North America. */
Str phone_value(Str found, Arena *a);
Str phone_mask(Str found, Arena *a); /* all digits but the last two: "(***) ***-**93" */

/* Issuer's prefix and length, grouping, Luhn. */
Verdict card_check(Candidate *c);
Str card_mask(Str found, Arena *a); /* all digits but the last four */

/* The country's structure and length, mod 97 (ISO 13616); cuts what follows. */
Verdict iban_check(Candidate *c);
Str iban_mask(Str found, Arena *a); /* the country remains */

/* Area, group and serial that can have been issued. Plausible: not grouped by '-'. */
Verdict ssn_check(Candidate *c);
Str ssn_mask(Str found, Arena *a); /* nothing remains: the last four alone open accounts */

/* Addresses of single hosts (no mask, loopback, multicast). Plausible: as likely a version. */
Verdict ip_check_v4(Candidate *c);
Verdict ip_check_v6(Candidate *c);
Str ip_value(Str found, Arena *a); /* canonical text (RFC 5952) */
Str ip_mask(Str found, Arena *a);  /* the first group remains */

/* Six octets of one separator. Plausible: only digits, or not a single station's address. */
Verdict mac_check(Candidate *c);
Str mac_value(Str found, Arena *a); /* 12 digits, upper case */
Str mac_mask(Str found, Arena *a);  /* the maker's half remains */

/* Address of a profile page: platform and handle by the platform's rules. */
Verdict handle_check(Candidate *c);
/* A page or login of a user in any host's URL: "/~user", "/@user", "user@host". */
Verdict handle_check_generic(Candidate *c);
Str handle_value(Str found, Arena *a); /* "host/handle", lower case */
Str handle_mask(Str found, Arena *a);

/* user:password@host, where the password is no template. */
Verdict credentials_check(Candidate *c);
Str credentials_value(Str found, Arena *a); /* without the scheme */
Str credentials_mask(Str found, Arena *a);

/* A PEM or OpenPGP private key block, whole or cut off behind its header; moves the end. */
Verdict privatekey_check(Candidate *c);
Str privatekey_value(Str found, Arena *a); /* the key material without white space */
Str privatekey_mask(Str found, Arena *a);

/* The header decodes to JSON with "alg" (RFC 7515) */
Verdict jwt_check(Candidate *c);
/* The same token, encoded once more in base64. */
Verdict jwt_check_wrapped(Candidate *c);
Str jwt_mask(Str found, Arena *a);

Verdict aws_check_id(Candidate *c);
/* 40 characters that look random, named as a secret. Plausible: named in general words. */
Verdict aws_check_secret(Candidate *c);
Str aws_mask(Str found, Arena *a);

/* The checksum where the token's form has one. Plausible: it is wrong. */
Verdict github_check(Candidate *c);
Str github_mask(Str found, Arena *a);

#endif
