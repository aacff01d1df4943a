"""Writes tests/golden/detectors/ids.txt: ids of states that python-stdnum calls valid or not.

    pip install python-stdnum==2.2 && python3 tests/oracle/ids_golden.py

A line is "TYPE VALUE 1" or "TYPE VALUE 0": six invented valid values a form, and as many with one or more
characters replaced that python-stdnum refuses. Where its rule is laxer or stricter than the issuer's, the form leaves the difference out
(births in the future, groups 50 to 65 of ITINs, counties abolished before a birth, Argentine numbers whose remainder gives 10).

In a form '#' is any digit, '@' any letter, [a,b] one of these, {y2}{y4}{y3}{m}{d} parts of a date of birth from 1940 on;
'?' a digit, '*' a letter, '%' a digit or K, '&' Finland's, '$' a digit or X, '!' any, all found by trying.
"""

import datetime
import importlib
import itertools
import os
import random
import re

random.seed(6)
DIGITS, LETTERS = "0123456789", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
TRIED = {
    "?": DIGITS,
    "*": LETTERS,
    "%": DIGITS + "K",
    "&": "0123456789ABCDEFHJKLMNPRSTUVWXY",
    "$": DIGITS + "X",
    "!": DIGITS + LETTERS,
}
FORMS = [
    ("US_EMPLOYER_IDENTIFICATION_NUMBER", "#########", "us.ein"),
    ("CANADA_SOCIAL_INSURANCE_NUMBER", "########?", "ca.sin"),
    ("CANADA_BC_PHN", "9########?", "ca.bc_phn"),
    ("BRAZIL_CPF_NUMBER", "#########??", "br.cpf"),
    ("BRAZIL_CNPJ_NUMBER", "########000#??", "br.cnpj"),
    ("MEXICO_CURP_NUMBER", "@[A,E,I,O,U,X]@@{y2}{m}{d}[H,M][AS,BC,DF,JC,NL,VZ,NE,QT]@@@#?", "mx.curp"),
    ("ARGENTINA_CUIT_NUMBER", "[20,27,30,33]########?", "ar.cuit"),
    ("CHILE_CDI_NUMBER", "[1,2]#######%", "cl.rut"),
    ("COLOMBIA_NIT_NUMBER", "[8,9]########?", "co.nit"),
    ("ECUADOR_CEDULA_NUMBER", "[01,09,17,24][0,1,2,3,4,5]######?", "ec.ci"),
    ("UK_NATIONAL_HEALTH_SERVICE_NUMBER", "#########?", "gb.nhs"),
    ("UK_TAXPAYER_REFERENCE", "?#########", "gb.utr"),
    ("IRELAND_PPSN", "#######*", "ie.pps"),
    ("IRELAND_PPSN", "#######*[A,B,W,T]", "ie.pps"),
    ("GERMANY_TAXPAYER_IDENTIFICATION_NUMBER", "IDNR", "de.idnr"),
    ("AUSTRIA_SOCIAL_SECURITY_NUMBER", "###?{d}{m}{y2}", "at.vnr"),
    ("SWITZERLAND_SOCIAL_SECURITY_NUMBER", "756#########?", "ch.ssn"),
    ("NETHERLANDS_BSN_NUMBER", "########?", "nl.bsn"),
    ("BELGIUM_NATIONAL_ID_CARD_NUMBER", "{y2}{m}{d}###??", "be.nn"),
    ("FRANCE_NIR", "[1,2]{y2}{m}[01,33,59,75,2A,2B,93]######??", "fr.nir"),
    ("FRANCE_TAX_IDENTIFICATION_NUMBER", "[0,1,2,3]#########???", "fr.nif"),
    ("SPAIN_NIF_NUMBER", "########*", "es.dni"),
    ("SPAIN_NIE_NUMBER", "[X,Y,Z]#######*", "es.nie"),
    ("SPAIN_CIF_NUMBER", "[A,B,E,H,J]#######?", "es.cif"),
    ("SPAIN_CIF_NUMBER", "[P,Q,S,N]#######*", "es.cif"),
    ("ITALY_FISCAL_CODE", "@@@@@@{y2}[A,B,C,D,E,H,L,M,P,R,S,T][01,12,23,28,41,55,68][A,F,H,L,Z]###*", "it.codicefiscale"),
    ("PORTUGAL_NIF_NUMBER", "[1,2,5]#######?", "pt.nif"),
    ("PORTUGAL_CDC_NUMBER", "########?[ZZ,ZY,ZX][0,1,2,3,4,5,6,7,8,9]", "pt.cc"),
    ("GREECE_AFM_NUMBER", "########?", "gr.vat"),
    ("GREECE_AMKA_NUMBER", "{d}{m}{y2}####?", "gr.amka"),
    ("DENMARK_CPR_NUMBER", "{d}{m}{y2}[0,1,2,3]##?", "dk.cpr"),
    ("NORWAY_NI_NUMBER", "{d}{m}{y2}[1,2,3]##??", "no.fodselsnummer"),
    ("SWEDEN_NATIONAL_ID_NUMBER", "{y2}{m}{d}-###?", "se.personnummer"),
    ("FINLAND_NATIONAL_ID_NUMBER", "{d}{m}{y2}-[0,1,2,5,8]##&", "fi.hetu"),
    ("ICELAND_NATIONAL_ID_NUMBER", "{d}{m}{y2}##?9", "is_.kennitala"),
    ("ESTONIA_PERSONAL_ID_NUMBER", "[3,4]{y2}{m}{d}###?", "ee.ik"),
    ("LATVIA_PERSONAL_ID_NUMBER", "{d}{m}{y2}1###?", "lv.pvn"),
    ("POLAND_PESEL_NUMBER", "{y2}{m}{d}####?", "pl.pesel"),
    ("POLAND_NIP_NUMBER", "[1,5,6,7]########?", "pl.nip"),
    ("CZECHIA_PERSONAL_ID_NUMBER", "{since54}{m}{d}###?", "cz.rc"),
    ("ROMANIA_CNP_NUMBER", "[1,2]{y2}{m}{d}[01,12,40,52]###?", "ro.cnp"),
    ("BULGARIA_EGN_NUMBER", "{y2}{m}{d}###?", "bg.egn"),
    ("CROATIA_PERSONAL_ID_NUMBER", "##########?", "hr.oib"),
    ("SLOVENIA_EMSO_NUMBER", "{d}{m}{y3}50###?", "si.emso"),
    ("TURKEY_ID_NUMBER", "[1,2,3,4]########??", "tr.tckimlik"),
    ("RUSSIA_INN_NUMBER", "[77,50,78]########??", "ru.inn"),
    ("UKRAINE_TAXPAYER_NUMBER", "[2,3]########?", "ua.rntrc"),
    ("INDIA_AADHAAR_INDIVIDUAL", "[2,3,4,5,6,7,8,9]##########?", "in_.aadhaar"),
    ("INDIA_PAN_INDIVIDUAL", "@@@[P,C,H,F]@####@", "in_.pan"),
    ("INDIA_GST_INDIVIDUAL", "[07,27,29,33]@@@[P,C,H,F]@####@1Z!", "in_.gstin"),
    ("CHINA_RESIDENT_ID_NUMBER", "[110101,310115,440305,510104]{y4}{m}{d}###$", "cn.ric"),
    ("JAPAN_INDIVIDUAL_NUMBER", "###########?", "jp.in_"),
    ("KOREA_RRN", "{y2}{m}{d}[1,2]#####?", "kr.rrn"),
    ("THAILAND_NATIONAL_ID_NUMBER", "[1,2,3,5]###########?", "th.pin"),
    ("INDONESIA_NIK_NUMBER", "[317401,327305,351501]{d}{m}{y2}00##", "id.nik"),
    ("MALAYSIA_NRIC_NUMBER", "{y2}{m}{d}[01,10,14]####", "my.nric"),
    ("AUSTRALIA_TAX_FILE_NUMBER", "[1,2,4,6,8]#######?", "au.tfn"),
    ("AUSTRALIA_BUSINESS_NUMBER", "??#########", "au.abn"),
    ("AUSTRALIA_COMPANY_NUMBER", "########?", "au.acn"),
    ("NEW_ZEALAND_IRD_NUMBER", "[1,2,5,8]######?", "nz.ird"),
    ("ISRAEL_IDENTITY_CARD_NUMBER", "########?", "il.idnr"),
    ("SOUTH_AFRICA_ID_NUMBER", "{y2}{m}{d}####08?", "za.idnr"),
]
VAT = [
    ("AT", "U#######?", "at.uid"),
    ("BE", "[0]#######??", "be.vat"),
    ("BG", "########?", "bg.vat"),
    ("CY", "[1]0######*", "cy.vat"),
    ("CZ", "[2,4]######?", "cz.dic"),
    ("DE", "[1,2,8]#######?", "de.vat"),
    ("DK", "[1,2,3]######?", "dk.cvr"),
    ("EE", "10######?", "ee.kmkr"),
    ("EL", "########?", "gr.vat"),
    ("ES", "[B]#######?", "es.nif"),
    ("FI", "#######?", "fi.alv"),
    ("FR", "??########?", "fr.tva"),
    ("HR", "##########?", "hr.oib"),
    ("HU", "[1,2]######?", "hu.anum"),
    ("IE", "#######*", "ie.vat"),
    ("IT", "#######001?", "it.iva"),
    ("LT", "#######1?", "lt.pvm"),
    ("LU", "######??", "lu.tva"),
    ("LV", "[4]#########?", "lv.pvn"),
    ("MT", "[1]#####??", "mt.vat"),
    ("NL", "#######??B01", "nl.btw"),
    ("PL", "[5]########?", "pl.nip"),
    ("PT", "[5]#######?", "pt.nif"),
    ("RO", "[1]######?", "ro.cf"),
    ("SE", "55#######?01", "se.vat"),
    ("SI", "[1]######?", "si.ddv"),
    ("SK", "[1,2]#[2,3]######?", "sk.dph"),
    ("XI", "#######??", "gb.vat"),
]


def drawn(form):
    """A form with all but its check characters filled in."""
    if form == "IDNR":  # nine digits, one of them twice
        digits = random.sample(DIGITS, 9)
        digits.insert(random.randrange(10), random.choice(digits))
        form = "".join(digits) + "?"
    birth = datetime.date(1940, 1, 1) + datetime.timedelta(random.randrange(24800))
    for part, text in {
        "{y2}": f"{birth.year % 100:02}",
        "{y4}": f"{birth.year}",
        "{y3}": f"{birth.year % 1000:03}",
        "{m}": f"{birth.month:02}",
        "{d}": f"{birth.day:02}",
        "{since54}": f"{random.randrange(54, 100)}",
    }.items():
        form = form.replace(part, text)
    form = re.sub(r"\[([^]]*)\]", lambda m: random.choice(m.group(1).split(",")), form)
    return "".join(random.choice(DIGITS) if c == "#" else random.choice(LETTERS) if c == "@" else c for c in form)


def valid_value(form, is_valid):
    for _ in range(300):
        text = drawn(form)
        places = [i for i, c in enumerate(text) if c in TRIED]
        for choice in itertools.product(*[TRIED[text[i]] for i in places]):
            value = list(text)
            for i, c in zip(places, choice):
                value[i] = c
            if is_valid("".join(value)):
                return "".join(value)
    raise SystemExit("no valid value of " + form)


def spoilt_value(value, is_valid):
    other = value
    for _ in range(1000):
        i = random.randrange(len(value))
        kind = DIGITS if value[i] in DIGITS else LETTERS
        if value[i].isalnum():
            other = other[:i] + random.choice(kind) + other[i + 1 :]
        try:
            if not is_valid(other):
                return other
        except (ValueError, IndexError):
            return other
    raise SystemExit("no wrong value near " + value)


lines = []
for kind, form, module in FORMS + [("VAT_NUMBER", (state, form), module) for state, form, module in VAT]:
    state, form = form if isinstance(form, tuple) else ("", form)
    is_valid = importlib.import_module("stdnum." + module).is_valid
    for _ in range(6):
        value = valid_value(form, is_valid)
        lines.append(f"{kind} {state}{value} 1")
        lines.append(f"{kind} {state}{spoilt_value(value, is_valid)} 0")

path = os.path.join(os.path.dirname(__file__), "..", "golden", "detectors", "ids.txt")
os.makedirs(os.path.dirname(path), exist_ok=True)
with open(path, "w", encoding="ascii") as f:
    f.write("\n".join(lines) + "\n")
