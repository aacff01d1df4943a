/* The checks that rows of secrets share. Each as in detectors/validators.h.
 *
 * Private to detectors/. */
#ifndef ROTE_SECRET_H
#define ROTE_SECRET_H

#include "detectors/detector.h"

/* A token behind a prefix of its own. Plausible: not random enough. */
Verdict secret_check_token(Candidate *c);
/* A value that was made by chance. Plausible: never. */
Verdict secret_check_random(Candidate *c);
/* A number that does not count up or repeat itself. */
Verdict secret_check_digits(Candidate *c);
/* The token's last six characters are a checksum (npm). Plausible: they are not. */
Verdict secret_check_npm(Candidate *c);
/* The last eight are a checksum in hexadecimal digits (Grafana's service accounts). Plausible: they
 * are not. */
Verdict secret_check_grafana(Candidate *c);
/* base64 of "user:password" (RFC 7617). */
Verdict secret_check_basic(Candidate *c);
/* A value in an assignment that is neither an identifier, a word, a path nor a template. Proven:
 * never, since only the name says what it is. */
Verdict secret_check_assigned(Candidate *c);
/* The same of a password, which a person may have made up: letters with digits or signs. */
Verdict secret_check_password(Candidate *c);
/* The same in a connection string, where nothing else can stand. */
Verdict secret_check_connection(Candidate *c);
/* "user:password" where the password is no template. */
Verdict secret_check_login(Candidate *c);
/* The digest of a password, by a form that nothing else has. */
Verdict secret_check_hash(Candidate *c);

/* The letters up to the first '_', '-' or '.', if these are few; of other values nothing. */
Str secret_mask(Str found, Arena *a);

#endif
