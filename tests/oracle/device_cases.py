"""Writes tests/detector_cases_device.h: invented values of the types of detectors/catalogue/devicerows.c,
their check digits by python-stdnum.

    pip install python-stdnum==2.2
    python3 tests/oracle/device_cases.py tests/detector_cases_device.h && clang-format -i $_

python-stdnum has no rule for vehicles: the sum of 49 CFR 565 stands below.
"""

import random
import sys
import uuid

from stdnum import imei, luhn

random.seed(12)


def digits(n):
    return "".join(random.choice("0123456789") for _ in range(n))


def an_imei():
    body = "35" + digits(12)
    value = body + luhn.calc_check_digit(body)
    assert imei.is_valid(value)
    return value


def an_iccid(n=19):
    body = "8949" + digits(n - 5)
    return body + luhn.calc_check_digit(body)


def a_vin():
    letters = "ABCDEFGHJKLMNPRSTUVWXYZ"
    values = dict(zip(letters, "12345678123457923456789")) | {d: d for d in "0123456789"}
    body = "".join(random.choice(letters + "0123456789") for _ in range(8))
    tail = "".join(random.choice(letters) for _ in range(2)) + digits(6)
    weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2]
    check = sum(w * int(values[c]) for w, c in zip(weights, body + "0" + tail)) % 11
    return body + ("X" if check == 10 else str(check)) + tail


def other(s, at):
    return s[:at] + str((int(s[at]) + 1) % 10) + s[at + 1 :]


def uid():
    return str(uuid.UUID(int=random.getrandbits(128), version=4))


bare = an_imei()
CASES = {
    "IMEI_HARDWARE_ID": (
        ["IMEI «%s»" % an_imei() for _ in range(4)]
        + ["imei: «%s»" % an_imei(), 'imei="«%s»"' % an_imei(), "device «%s» lost" % an_imei()]
        + ["IMEI 1: «%s»," % an_imei(), "«%s» is the handset" % an_imei()]
        + ["IMEI «%s-%s-%s-%s»" % (bare[:2], bare[2:8], bare[8:14], bare[14])],
        [
            bare,
            "IMEI " + other(bare, 14),
            "IMEI " + bare[:-1],
            "IMEI 000000000000000",
            "imei unknown",
            "IMEI " + bare + "1",
        ]
        + ["IMEI 0." + bare, "IMEI x" + bare, "order " + bare, "IMEI 11111"],
    ),
    "IMSI_ID": (
        ["IMSI «%s»" % ("26201" + digits(10)) for _ in range(5)]
        + ["imsi: «%s»" % ("310150" + digits(9)), 'imsi="«%s»"' % ("23415" + digits(10))]
        + ["subscriber identity «%s»" % ("20801" + digits(10)), "(IMSI: «%s»)" % ("44010" + digits(10))]
        + ["IMSI=«%s»," % ("72405" + digits(10))],
        ["262011234567890", "IMSI 162011234567890", "IMSI 26201123456789", "IMSI", "imsi 2620112345678901"]
        + [
            "IMSI 222222222222222",
            "order 262019876543210",
            "IMSI 0.262019876543210",
            "IMSI 962019876543210",
            "imsi none",
        ],
    ),
    "ICCID_NUMBER": (
        ["ICCID «%s»" % an_iccid() for _ in range(4)]
        + ["SIM card «%s»" % an_iccid(20), "«%s»" % an_iccid(), "iccid=«%s»" % an_iccid(), "sim: «%s»" % an_iccid(20)]
        + ['"iccid": "«%s»"' % an_iccid(), "(«%s»)" % an_iccid()],
        ["ICCID " + other(an_iccid(), 18), "ICCID " + an_iccid()[:-1], "ICCID", "sim card", "8949"]
        + ["ICCID 7949" + digits(15), "8900000000000000000", "x" + an_iccid(), "0." + an_iccid(), an_iccid() + "12"],
    ),
    "ADVERTISING_ID": (
        ["IDFA: «%s»" % uid().upper(), "gaid=«%s»" % uid(), "advertising id «%s»" % uid(), '"adid": "«%s»"' % uid()]
        + ["advertisingId: '«%s»'" % uid(), "aaid «%s»" % uid(), "idfv: «%s»" % uid().upper(), "ad_id=«%s»&x" % uid()]
        + ["AdvertisingIdentifier is «%s»" % uid().upper(), "&idfa=«%s»" % uid().upper()],
        [uid(), "idfa: 00000000-0000-0000-0000-000000000000", "advertising costs", "gaid", "idfa: " + uid()[:-1]]
        + [
            "session " + uid(),
            "advertiser: unknown",
            "idfa=" + uid()[:8],
            "read_id " + uid(),
            "advertising-id: <uuid>",
        ],
    ),
    "VEHICLE_IDENTIFICATION_NUMBER": (
        ["VIN «%s»" % a_vin() for _ in range(4)]
        + ["«%s»" % a_vin(), "vin: «%s»," % a_vin(), "chassis «%s»" % a_vin(), "the car «%s» was" % a_vin()]
        + ['"vin":"«%s»"' % a_vin(), "(«%s»)" % a_vin()],
        ["VIN " + other(a_vin(), 16), "VIN " + a_vin()[:-1], "VIN " + a_vin().lower(), "VIN", "11111111111111111"]
        + [
            "VIN " + a_vin() + "1",
            "1HGCM82633I004352",
            "vehicle 12345",
            "VIN 1M8GDM9A0KP042788",
            "base32 key " + a_vin(),
        ],
    ),
    "VEHICLE_LICENSE_PLATE": (
        ["license plate «7ABC123»", "number plate: «AB12 CDE»", "Kennzeichen «B-XY 1234»", "plate «XYZ 1234»"]
        + [
            "registration «LM07 NPQ»",
            "license plate number is «4KJH928»",
            "Kennzeichen: «HH-AB 123»",
            "plate no. «AB-123-CD»",
        ]
        + ["Reg. no: «FG55 HJK»", "licence plate «QRS-482»"],
        [
            "7ABC123",
            "license plate",
            "plate of food",
            "registration form A1",
            "license plate unknown",
            "template 7ABC123",
        ]
        + ["number plate: abc", "plate 12", "Kennzeichen fehlt", "license MIT 2023"],
    ),
    "DATE_OF_BIRTH": (
        ["date of birth: «1984-07-23»", "DOB «07/23/1984»", "born on «23 July 1984»", "geboren am «23.07.1984»"]
        + [
            "birthday: «12/05/91»",
            "birth date «July 4, 1976»",
            '"dob": "«1990-01-31»"',
            "né; naissance: «14/02/1968»",
        ]
        + ["Geburtsdatum: «01.12.2001»", "d.o.b. «3 Mar 1955»", "birthdate=«1999-12-31»", "Born: «May 8th, 1962»"],
        [
            "1984-07-23",
            "date of birth",
            "DOB 13/32/1984",
            "born in 1984",
            "birth of a nation",
            "released on 23 July 1984",
        ]
        + ["stubborn 07/23/1984", "DOB 1784-07-23", "born 99/99/99", "birthday cake 12", "date: 07/23/1984"],
    ),
    "LOCATION_COORDINATES": (
        ["GPS «48.85837, 2.29448»", "location: «-33.85678, 151.21530»", "lat: «40.7128, lng: -74.0060»"]
        + ["coordinates «51.50073,-0.12463»", '"lat": «52.5163, "lon": 13.3777»', "«40°26'46\"N 79°58'56\"W»"]
        + [
            "position «35.6586 139.7454»",
            "«48°51'30\"N, 2°17'40\"E»",
            "geo:«37.7749,-122.4194»",
            "map at «55.7520, 37.6175»",
        ]
        + ["latitude=«-22.9519&longitude=-43.2105»"],
        ["48.85837, 2.29448", "GPS 98.85837, 2.29448", "GPS", "lat 1.5, 2.5", "version 1.234.5", "location 48.8, 2.2"]
        + [
            "gps 48.85837, 182.29448",
            "40°26'46\" of arc",
            "lat: 0.0000, lng: 0.0000",
            "coordinates 12, 15",
            "map[1.5000]",
        ],
    ),
    "STREET_ADDRESS": (
        [
            "at «1428 Elm Street»",
            "«742 Evergreen Terrace, Springfield, OR 97403»",
            "«10 Downing Street, London SW1A 2AA»",
        ]
        + [
            "«221b Baker Street» is",
            "«350 Fifth Ave» and",
            "ship to «12 North Main St., Apt 4B»",
            "«55 W 42nd Street»",
        ]
        + [
            "Hauptstraße",
            "wohnt «Lindenstraße 12»",
            "«Lindenallee 7, 10115 Berlin»",
            "«Gartenstr. 45b»",
            "«Marktplatz 3»",
        ][1:]
        + ["lives at «77 Massachusetts Avenue, Cambridge, MA 02139»"],
        [
            "Elm Street",
            "12 people in the street",
            "3 Way handshake",
            "Main St",
            "the street 12",
            "chapter 4 The Long Road ahead",
        ][:2]
        + [
            "Main St",
            "the street 12",
            "straße 12",
            "Der Weg 3",
            "5 ways to drive",
            "1999 was a hard road",
            "Platz 3",
            "12 drive letters",
        ],
    ),
}

out = [
    "/* Texts with and without the types of detectors/catalogue/devicerows.c: see detector_cases.h. Written by",
    " * tests/oracle/device_cases.py; check digits by python-stdnum 2.2. */",
    "#ifndef ROTE_DETECTOR_CASES_DEVICE_H",
    "#define ROTE_DETECTOR_CASES_DEVICE_H",
    "",
    '#include "tests/detector_cases.h"',
    "",
    "static const Cases cases_device[] = {",
]
for name, (positive, negative) in CASES.items():
    out.append('    {"%s",\n     {' % name)
    for text in positive + negative:
        out.append('      "%s",' % text.replace("\\", "\\\\").replace('"', '\\"'))
    out.append("     }},")
out += ["};", "", "#endif", ""]
with open(sys.argv[1], "w", encoding="utf-8") as f:
    f.write("\n".join(out))
