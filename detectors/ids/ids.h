/* Checks of the ids that states issue: to persons, taxpayers, patients, drivers, companies.
 *
 * Each NAME_check_X is a Detector's check: whether the candidate is an id of that kind, and stands
 * free as a number. Proven: the check digit or an equally strong rule of the issuer holds.
 * Plausible: the issuer publishes no check digit, or numbers in use break it; only a word near it
 * can make it a finding. Separators are left out of all sums. NAME_X_valid are the rules
 * themselves, over characters that another kind of id shares. None can fail.
 *
 * Behind each stands who issues it and where the rule is published. Private to detectors/. */
#ifndef ROTE_IDS_H
#define ROTE_IDS_H

#include "detectors/detector.h"

#include <stdbool.h>
#include <stddef.h>

/* ---- usids.c ---- */

/* IRS, Publication 4757 "ITIN reference guide": 9, then group 50-65, 70-88, 90-92, 94-99. */
Verdict usids_check_itin(Candidate *c);
/* IRS, Form W-7A instructions: 9, then group 93. */
Verdict usids_check_atin(Candidate *c);
/* IRS, PTIN requirements for tax return preparers: P and eight digits. */
Verdict usids_check_ptin(Candidate *c);
/* IRS, "How EINs are assigned and valid EIN prefixes". */
Verdict usids_check_ein(Candidate *c);
/* CMS, "Requirements for National Provider Identifier and NPI check digit", 2004: Luhn over 80840
 * and the number. */
Verdict usids_check_npi(Candidate *c);
/* DEA, Diversion Control Division, registration number: kind of registrant, initial or 9. */
Verdict usids_check_dea(Candidate *c);
/* CMS, "Understanding the Medicare Beneficiary Identifier format", 2021: no check digit. */
Verdict usids_check_mbi(Candidate *c);
/* State Department, passports since 2021: a letter and eight digits; nine digits before. */
Verdict usids_check_passport(Candidate *c);
/* AAMVA, formats of the states' driver licence numbers. */
Verdict usids_check_license(Candidate *c);

/* ---- americaids.c ---- */

/* Employment and Social Development Canada, "SIN code of practice": Luhn, never 0 or 8 in front. */
Verdict americaids_check_sin(Candidate *c);
/* Ontario Ministry of Health, "Health card validation reference manual": Luhn. */
Verdict americaids_check_ohip(Candidate *c);
/* British Columbia Ministry of Health, "Personal Health Number check digit routine": 9, then
 * mod 11. */
Verdict americaids_check_bc_phn(Candidate *c);
/* RAMQ, health insurance card: three letters of the surname, one of the name, year, month (50 more
 * for women), day, two digits whose rule is not published. */
Verdict americaids_check_quebec_hin(Candidate *c);
/* Receita Federal, Ato Declaratorio Cosar 1982, CPF; Instrucao Normativa RFB 2.229/2024, CNPJ, also
 * with letters from July 2026. */
Verdict americaids_check_cpf(Candidate *c);
Verdict americaids_check_cnpj(Candidate *c);
/* RENAPO, "Instructivo normativo para la asignacion de la CURP", DOF 18 October 2021. */
Verdict americaids_check_curp(Candidate *c);
/* SAT, "Anexo III, asignacion del digito verificador del RFC". Plausible: another last character,
 * as in older and in published example numbers. */
Verdict americaids_check_rfc(Candidate *c);
/* RENAPER: seven or eight digits, no check digit. */
Verdict americaids_check_dni(Candidate *c);
/* AFIP, Resolucion General 10/1997: kind 20 to 55, mod 11. */
Verdict americaids_check_cuit(Candidate *c);
/* Servicio de Registro Civil, Chile: mod 11 with K. */
Verdict americaids_check_rut(Candidate *c);
/* Registraduria Nacional, Colombia: six to ten digits, no check digit. */
Verdict americaids_check_cedula(Candidate *c);
/* SAIME, Venezuela: V or E and seven or eight digits, no check digit. */
Verdict americaids_check_cedula_letter(Candidate *c);
/* DIAN, Orden Administrativa 4/1989: mod 11 with primes as weights. */
Verdict americaids_check_nit(Candidate *c);
/* Direccion Nacional de Identificacion Civil, Uruguay: weights 2987634, mod 10. */
Verdict americaids_check_uruguay(Candidate *c);
/* Registro Civil, Ecuador: province 01 to 24 or 30, Luhn. */
Verdict americaids_check_ecuador(Candidate *c);
/* Eight or nine characters, no check digit (Canada, Mexico). */
Verdict americaids_check_passport(Candidate *c);

/* ---- ukids.c ---- */

/* NHS Data Dictionary, "NHS number": mod 11, weights 10 to 2. */
Verdict ukids_check_nhs(Candidate *c);
/* NHS Scotland, CHI number: date of birth, then as the NHS number. */
Verdict ukids_check_chi(Candidate *c);
/* HMRC, National Insurance Manual NIM39110. _short: without the suffix. */
Verdict ukids_check_nino(Candidate *c);
Verdict ukids_check_nino_short(Candidate *c);
/* DVLA, "Driver number format"; the last two letters' rule is not published. */
Verdict ukids_check_license(Candidate *c);
/* HMRC, "Unique Taxpayer Reference, modulus 11 check". */
Verdict ukids_check_utr(Candidate *c);
/* HM Passport Office: nine digits, no check digit. */
Verdict ukids_check_passport(Candidate *c);
/* Electoral Commission: letters of the polling district, one to four digits. */
Verdict ukids_check_electoral(Candidate *c);
/* Department of Foreign Affairs, Ireland: one or two letters, seven digits. */
Verdict ukids_check_irish_passport(Candidate *c);
/* Department of Social Protection and Revenue Commissioners, "PPS number, check character", 2013:
 * mod 23. s is n letters and digits with a NUL. */
Verdict ukids_check_ppsn(Candidate *c);
bool ukids_ppsn_valid(const char *s, size_t n);

/* ---- centralids.c ---- */

/* Bundeszentralamt fuer Steuern, "Pruefziffernberechnung der Identifikationsnummer", 2016. */
Verdict centralids_check_idnr(Candidate *c);
/* Verordnung ueber die Vergabe der Versicherungsnummer (VKVV), sections 2 to 4. */
Verdict centralids_check_rvnr(Candidate *c);
/* Bundesdruckerei; Personalausweisverordnung, annex; PassV, annex 1a: alphabet without vowels.
 * Plausible: without check digit. */
Verdict centralids_check_ausweis(Candidate *c);
Verdict centralids_check_pass(Candidate *c);
/* Kraftfahrt-Bundesamt, Fahrerlaubnis-Verordnung, annex 8: mod 11 with X. */
Verdict centralids_check_license(Candidate *c);
/* GKV-Spitzenverband, "Richtlinie zum Aufbau der Krankenversichertennummer", 2020. */
Verdict centralids_check_kvnr(Candidate *c);
/* Hauptverband der Sozialversicherungstraeger, "Versicherungsnummer", ASVG section 460d. */
Verdict centralids_check_svnr(Candidate *c);
/* Bundesamt fuer Sozialversicherungen, AHVN13: EAN-13 behind 756. */
Verdict centralids_check_ahv(Candidate *c);
/* Luxembourg, reglement grand-ducal of 21 December 2012, national identification number. */
Verdict centralids_check_luxembourg(Candidate *c);
/* Rijksdienst voor Identiteitsgegevens, BSN: the "elfproef" with the last weight -1. */
Verdict centralids_check_bsn(Candidate *c);
bool centralids_bsn_valid(const char *s);
/* Rijksdienst voor Identiteitsgegevens, document number of passports and identity cards. */
Verdict centralids_check_dutch_document(Candidate *c);
/* Belgium, royal decree of 3 April 1984 on the national register number. */
Verdict centralids_check_belgian(Candidate *c);

/* ---- southids.c ---- */

/* INSEE, numero d'inscription au repertoire, decree 82-103: 97 - n mod 97. */
Verdict southids_check_nir(Candidate *c);
/* Agence nationale des titres securises: 12 digits, or nine characters since 2021. */
Verdict southids_check_cni(Candidate *c);
/* Two digits, two letters, five digits; twelve digits or the same of a licence. */
Verdict southids_check_french_passport(Candidate *c);
Verdict southids_check_french_license(Candidate *c);
/* DGFiP, numero SPI, OECD "TIN, France": the first ten digits modulo 511. */
Verdict southids_check_spi(Candidate *c);
/* Ministerio del Interior, DNI letter modulo 23; Orden INT/2058/2008 for X, Y, Z of foreigners;
 * Orden EHA/451/2008 for companies. */
Verdict southids_check_nif(Candidate *c);
Verdict southids_check_nie(Candidate *c);
Verdict southids_check_cif(Candidate *c);
/* Any of the three, over nine characters with a NUL. */
bool southids_spanish_valid(const char *s);
/* Tesoreria General de la Seguridad Social, numero de afiliacion: modulo 97. */
Verdict southids_check_nuss(Candidate *c);
/* Three letters and six digits; two on older passports. */
Verdict southids_check_spanish_passport(Candidate *c);
/* Ministero delle Finanze, decreto of 23 December 1976, codice fiscale. */
Verdict southids_check_fiscal(Candidate *c);
/* Ministero dell'Interno: passport, identity card (nine characters); licence (ten). */
Verdict southids_check_italian_document(Candidate *c);
Verdict southids_check_italian_license(Candidate *c);
/* Autoridade Tributaria, Portaria 386/98, NIF: mod 11. */
Verdict southids_check_portuguese_nif(Candidate *c);
bool southids_portuguese_nif_valid(const char *s);
/* Agencia para a Modernizacao Administrativa, "Validacao de numero de documento do Cartao de
 * Cidadao", 2009. */
Verdict southids_check_cartao(Candidate *c);
/* Seguranca Social, NISS: primes as weights, 9 - sum mod 10. */
Verdict southids_check_niss(Candidate *c);
/* AADE, AFM: powers of two, mod 11; IDIKA, AMKA: date of birth and Luhn. */
Verdict southids_check_afm(Candidate *c);
bool southids_afm_valid(const char *s);
Verdict southids_check_amka(Candidate *c);

/* ---- nordicids.c ---- */

/* CPR-kontoret, "Personnummeret i CPR", 2008. Plausible: without mod 11, as issued since 2007. */
Verdict nordicids_check_cpr(Candidate *c);
/* Skatteetaten, folkeregisterforskriften section 2-2-1. */
Verdict nordicids_check_norway(Candidate *c);
/* Skatteverket, SKV 704 (personnummer) and SKV 707 (samordningsnummer). */
Verdict nordicids_check_sweden(Candidate *c);
/* Digi- ja vaestotietovirasto, "The personal identity code", signs of 2023 included. */
Verdict nordicids_check_finland(Candidate *c);
/* Registers Iceland, kennitala: mod 11, century 9 or 0 at the end. */
Verdict nordicids_check_iceland(Candidate *c);
/* Estonia, EVS 585:2007; Lithuania, asmens kodas, law I-1988. */
Verdict nordicids_check_baltic(Candidate *c);
/* Latvia, Population Register, personas kods. */
Verdict nordicids_check_latvia(Candidate *c);
bool nordicids_latvia_valid(const char *s);
/* Eight or nine characters, no check digit (Sweden). */
Verdict nordicids_check_passport(Candidate *c);

/* ---- easternids.c ---- */

/* Poland, ustawa o ewidencji ludnosci, 24 September 2010, PESEL. */
Verdict easternids_check_pesel(Candidate *c);
/* Poland, NIP, ustawa of 13 October 1995: mod 11. */
Verdict easternids_check_nip(Candidate *c);
bool easternids_nip_valid(const char *s);
/* Poland, MSWiA, series and number of identity cards and passports: weights 7, 3, 1. */
Verdict easternids_check_dowod(Candidate *c);
Verdict easternids_check_polish_passport(Candidate *c);
/* Czech act 133/2000 and Slovak act 301/1995, rodne cislo. Plausible: nine digits, before 1954.
 * _verdict: over n characters with a NUL. */
Verdict easternids_check_rodne(Candidate *c);
Verdict easternids_rodne_verdict(const char *s, size_t n);
/* Romania, DEPABD, OUG 97/2005, CNP: key 279146358279. */
Verdict easternids_check_cnp(Candidate *c);
/* Bulgaria, GRAO, ordinance RD-02-20-9/2012, EGN. */
Verdict easternids_check_egn(Candidate *c);
bool easternids_egn_valid(const char *s);
/* Hungary, act XX of 1996, annex 1, tax number of a person: mod 11. */
Verdict easternids_check_hungarian_tax(Candidate *c);
/* Croatia, Zakon o osobnom identifikacijskom broju, 2008: ISO 7064 mod 11,10. */
Verdict easternids_check_oib(Candidate *c);
bool easternids_oib_valid(const char *s);
/* Yugoslav law of 1976 on the JMBG; Slovenia's EMSO and others today. */
Verdict easternids_check_jmbg(Candidate *c);
/* Turkey, Nufus ve Vatandaslik Isleri, T.C. kimlik numarasi. */
Verdict easternids_check_tckn(Candidate *c);
/* Russia: Pension Fund, SNILS; Federal Tax Service, order MMV-7-6/435, INN of a person;
 * passport. */
Verdict easternids_check_snils(Candidate *c);
Verdict easternids_check_inn(Candidate *c);
Verdict easternids_check_russian_passport(Candidate *c);
/* Ukraine, State Tax Service, registration number of the taxpayer's card: mod 11. */
Verdict easternids_check_rntrc(Candidate *c);

/* ---- asiaids.c ---- */

/* UIDAI, "Aadhaar number: technical specification": Verhoeff, first digit 2 to 9. */
Verdict asiaids_check_aadhaar(Candidate *c);
/* Income Tax Department, rule 114, structure of the PAN. _form: whatever the fourth letter. */
Verdict asiaids_check_pan(Candidate *c);
Verdict asiaids_check_pan_form(Candidate *c);
/* GSTN, format of the GSTIN: state, PAN, Luhn mod 36. */
Verdict asiaids_check_gstin(Candidate *c);
/* Election Commission of India, EPIC: three letters, seven digits. */
Verdict asiaids_check_epic(Candidate *c);
/* Passport Seva: a letter and seven digits. */
Verdict asiaids_check_indian_passport(Candidate *c);
/* China, GB 11643-1999, citizen identification number; GB/T 2260 for provinces. */
Verdict asiaids_check_resident(Candidate *c);
/* Taiwan, Ministry of the Interior, national id; new form for residents since 2021. */
Verdict asiaids_check_taiwan(Candidate *c);
/* Hong Kong Immigration Department, identity card number: mod 11. */
Verdict asiaids_check_hong_kong(Candidate *c);
/* Japan, ministerial ordinance 85/2014 of MIC, article 5, individual number. */
Verdict asiaids_check_my_number(Candidate *c);
/* Japan, National Police Agency: twelve digits. */
Verdict asiaids_check_japanese_license(Candidate *c);
/* Korea, Ministry of the Interior, resident registration act; _arn: of foreigners. Plausible:
 * without check digit, as issued since October 2020. */
Verdict asiaids_check_rrn(Candidate *c);
Verdict asiaids_check_arn(Candidate *c);
Verdict asiaids_check_korean_passport(Candidate *c);
Verdict asiaids_check_korean_license(Candidate *c);
/* Singapore, ICA, NRIC and FIN; M since 2022. */
Verdict asiaids_check_nric(Candidate *c);
/* Malaysia, JPN, MyKad: date and place of birth. */
Verdict asiaids_check_mykad(Candidate *c);
/* Thailand, Department of Provincial Administration: mod 11. */
Verdict asiaids_check_thai(Candidate *c);
/* Indonesia, Permendagri on the NIK: district, date of birth. */
Verdict asiaids_check_nik(Candidate *c);
/* The Philippines: PhilSys, TIN, SSS, PhilHealth; no published check digits. */
Verdict asiaids_check_philippine(Candidate *c);
/* Eight or nine characters (China, Japan, Singapore, Taiwan, Indonesia). */
Verdict asiaids_check_passport(Candidate *c);

/* ---- pacificids.c ---- */

/* Australian Taxation Office, TFN algorithm: mod 11. */
Verdict pacificids_check_tfn(Candidate *c);
/* Australian Business Register, "Format of the ABN": mod 89. */
Verdict pacificids_check_abn(Candidate *c);
/* ASIC, "Australian Company Number digit check". */
Verdict pacificids_check_acn(Candidate *c);
/* Services Australia, Medicare card number: weights 1, 3, 7, 9. */
Verdict pacificids_check_medicare(Candidate *c);
Verdict pacificids_check_passport(Candidate *c);
Verdict pacificids_check_license(Candidate *c);
/* Inland Revenue, "Resident withholding tax and non-resident withholding tax specification", IRD
 * number validation, 2021. */
Verdict pacificids_check_ird(Candidate *c);
/* New Zealand Ministry of Health, HISO 10046:2022, NHI number, both forms. */
Verdict pacificids_check_nhi(Candidate *c);

/* ---- worldids.c ---- */

/* Israel, Population and Immigration Authority: Luhn. */
Verdict worldids_check_teudat(Candidate *c);
/* South Africa, Department of Home Affairs, Identification Act 68 of 1997: Luhn. */
Verdict worldids_check_south_africa(Candidate *c);
/* United Arab Emirates, ICP, identity number: 784 and Luhn. */
Verdict worldids_check_emirates(Candidate *c);
/* Egypt, Civil Status Organization, national number. */
Verdict worldids_check_egypt(Candidate *c);
/* Nigeria, NIMC, NIN: eleven digits. */
Verdict worldids_check_nigeria(Candidate *c);
/* Pakistan, NADRA, CNIC: thirteen digits. */
Verdict worldids_check_pakistan(Candidate *c);

/* ---- vatids.c ---- */

/* With the state's letters in front. */
Verdict vatids_check(Candidate *c);
/* Italy's partita IVA without them (decree of 23 December 1976): Luhn. */
Verdict vatids_check_italy(Candidate *c);

/* ---- mrz.c ---- */

/* ICAO Doc 9303, all check digits of TD1, TD2, TD3 and of visas. */
Verdict mrz_check(Candidate *c);

#endif
