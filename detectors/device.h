/* Numbers of devices and vehicles, places and dates of birth. Checks as in detectors/validators.h.
 *
 * Private to detectors/. */
#ifndef ROTE_DEVICE_H
#define ROTE_DEVICE_H

#include "detectors/detector.h"

/* 15 digits with Luhn's, none all zeros (3GPP TS 23.003). */
Verdict device_check_imei(Candidate *c);
/* 15 digits that begin with a country of ITU-T E.212: 2 to 7. */
Verdict device_check_imsi(Candidate *c);
/* 19 or 20 digits from 89 on, with Luhn's (ITU-T E.118). Plausible: in groups. */
Verdict device_check_iccid(Candidate *c);
/* A UUID that is no filler. */
Verdict device_check_uuid(Candidate *c);
/* The check digit of 49 CFR 565. */
Verdict device_check_vin(Candidate *c);
/* Letters and digits of a number plate. */
Verdict device_check_plate(Candidate *c);
/* A day that can be one of birth: 1900 to 2029 or two digits, months and days that exist. */
Verdict device_check_birth(Candidate *c);
/* Latitude within 90 and longitude within 180 degrees, neither 0. */
Verdict device_check_coordinates(Candidate *c);
/* A house number and a street. Plausible: the number may be a year. */
Verdict device_check_street(Candidate *c);
Str device_mask(Str found, Arena *a); /* nothing remains */

#endif
