"""Writes tests/detector_cases_finance.h: invented values of the financial types, their check digits and
checksums by published libraries.

    pip install base58==2.1.1 bech32==1.2.0 eth-utils==6.0.0 eth-hash pycryptodome==4.4.0 \\
        python-stdnum==2.2
    python3 tests/oracle/finance_cases.py tests/detector_cases_finance.h && clang-format -i $_

cashaddr's checksum has no library here: its definition stands below, written after the specification.
"""

import random, sys, hashlib, string


def cq(s):
    return s.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t")


import base58, bech32
from eth_utils import to_checksum_address
from stdnum import luhn
from stdnum import cusip as cu
from Crypto.Hash import keccak

random.seed(8)
R = random.randbytes


def r(n, al="0123456789"):
    return "".join(random.choice(al) for _ in range(n))


def card(p="4", n=16):
    b = p + r(n - 1 - len(p))
    return b + luhn.calc_check_digit(b)


def cus():
    b = r(3) + r(5, string.digits + string.ascii_uppercase)
    return b + cu.calc_check_digit(b)


def rout():
    while True:
        b = random.choice(["01", "02", "03", "06", "11", "12", "21", "26", "32", "31", "07"]) + r(7)
        if sum(w * int(c) for w, c in zip([3, 7, 1] * 3, b)) % 10 == 0:
            return b


btc = lambda v: base58.b58encode_check(bytes([v]) + R(20)).decode()
xrp = lambda: base58.b58encode_check(b"\0" + R(20), alphabet=base58.RIPPLE_ALPHABET).decode()
seg = lambda v, n, h="bc": bech32.encode(h, v, R(n)) if v == 0 else bm(h, v, R(n))


def bm(h, v, prog):
    d = [v] + bech32.convertbits(prog, 8, 5)
    vals = bech32.bech32_hrp_expand(h) + d + [0] * 6
    p = bech32.bech32_polymod(vals) ^ 0x2BC830A3
    return h + "1" + "".join(bech32.CHARSET[x] for x in d + [(p >> 5 * (5 - i)) & 31 for i in range(6)])


eth = lambda: to_checksum_address("0x" + R(20).hex())


def xmr():
    b = bytes([18]) + R(64)
    k = keccak.new(digest_bits=256)
    k.update(b)
    b += k.digest()[:4]
    A = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
    out = ""
    for i in range(0, 69, 8):
        blk = b[i : i + 8]
        n = int.from_bytes(blk, "big")
        w = 11 if len(blk) == 8 else 7
        s = ""
        for _ in range(w):
            n, q = divmod(n, 58)
            s = A[q] + s
        out += s
    return out


def cash():
    C = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
    d = bech32.convertbits(b"\0" + R(20), 8, 5)

    def pm(v):
        c = 1
        for x in v:
            t = c >> 35
            c = ((c & 0x07FFFFFFFF) << 5) ^ x
            for i, g in enumerate((0x98F2BC8E61, 0x79B76D99E2, 0xF33E5FB3C4, 0xAE2EABE2A8, 0x1E4F43E470)):
                if t >> i & 1:
                    c ^= g
        return c ^ 1

    p = pm([ord(c) & 31 for c in "bitcoincash"] + [0] + d + [0] * 8)
    return "bitcoincash:" + "".join(C[x] for x in d + [(p >> 5 * (7 - i)) & 31 for i in range(8)])


def flip(s, i=-3):
    c = s[i]
    o = (
        {"1": "2"}.get(c, "1")
        if c.isdigit()
        else ("q" if c != "q" else "p") if c.islower() else ("Q" if c != "Q" else "P")
    )
    l = list(s)
    l[i] = o
    return "".join(l)


e = eth()
b = btc(0)
x = xmr()
C = {
    "CREDIT_CARD_TRACK_NUMBER": (
        [
            "«%%B%s^DOE/JANE^2712101000000000»" % card(),
            "«;%s=27121010000012345?»" % card("5" + "1"),
            "«%%B%s^ROE/R.^3001?»" % card("37", 15),
            "t=«;%s=2712101»" % card("6011"),
            "'«%%B%s^A B/C^27121011234?»'" % card("55"),
            "«%%B%s^DOE/J M^28051010000»" % card(),
        ]
        + ["«;%s=2805%s?»" % (card(), r(10)) for _ in range(4)],
        [
            "%B4111111111111112^DOE/JANE^2712101",
            "%B1234^X^2712",
            "; 4111111111111111=2712101",
            ";4111111111111112=2712101?",
            "%B4111111111111111",
            "%BASE^X^27",
            "%B0000000000000000^DOE/JANE^2712101",
            ";4111111111111111=27",
            "%C4111111111111111^DOE/JANE^27121",
            "x;123=4567890",
        ],
    ),
    "CREDIT_CARD_EXPIRATION_DATE": (
        [
            "exp «12/27»",
            "Expiry: «01/2028»",
            "expires «09/26»",
            "expiration date: «03/29»",
            "Valid thru «11/30»",
            "good thru «07/31»",
            "exp. «05-28»",
            'expiry_date="«06/2029»"',
            "Exp: «10 / 27»",
            "EXP DATE «02/33»",
        ],
        [
            "12/27",
            "exp 13/27",
            "expires in 2027",
            "expiry: 00/28",
            "experience 12/27",
            "expo(12/27)",
            "valid from 12/27",
            "expires 1/27",
            "exp 12/99",
            "regexp 12/27",
        ],
    ),
    "CVV_NUMBER": (
        [
            "cvv «739»",
            "CVC: «482»",
            "cvv2=«9173»",
            "security code «381»",
            '"cvv": "«905»"',
            "CSC «264»",
            "card verification code is «518»",
            "cvc2 «730»",
            "CVV number: «649»",
            "cvv:«287»",
        ],
        [
            "cvv",
            "cvv 12",
            "cvv 12345",
            "739",
            "cvv is 3 digits",
            "security code review",
            "cvv: xxx",
            "cvv 111",
            "security codex 739",
            "mcvv739x",
        ],
    ),
    "SWIFT_CODE": (
        [
            "SWIFT: «DEUTDEFF»",
            "BIC «NWBKGB2L»",
            "swift code «BNPAFRPPXXX»",
            "BIC/SWIFT: «CHASUS33»",
            'swift = "«UBSWCHZH80A»"',
            "BIC: «INGBNL2A»",
            "SWIFT code is «HSBCHKHH»",
            "bic_code: «COBADEFFXXX»",
            "(SWIFT) «ABNANL2A»",
            "SWIFT/BIC «RBOSGB2L».",
        ],
        [
            "DEUTDEFF",
            "swift DEUTXXFF",
            "SWIFT language",
            "swift code: unknown",
            "BIC DEUTDEF",
            "arabic FATHATAN",
            "SWIFT PROGRAMS",
            "BIC: deutdeff",
            "swift DEUTDEFFX",
            "taylor swift ALBUMSUS3",
        ],
    ),
    "AMERICAN_BANKERS_CUSIP_ID": (
        ["CUSIP «%s»" % cus() for _ in range(5)]
        + ["cusip: «%s»" % cus() for _ in range(3)]
        + ['cusip="«%s»"' % cus(), "(CUSIP number «%s»)" % cus()],
        [
            cus(),
            "CUSIP 037833101",
            "cusip 12345",
            "cusip number",
            "CUSIP 03783310",
            "CUSIP 0378331005",
            "cusip 03783310x",
            "cusip abc833100",
            "CUSIP: none",
            "037833100 shares",
        ],
    ),
    "US_BANK_ROUTING_MICR": (
        ["routing number «%s»" % rout() for _ in range(4)]
        + ["ABA: «%s»" % rout() for _ in range(3)]
        + ["RTN «%s»" % rout(), 'routing_number: "«%s»"' % rout(), "bank routing no. «%s» account" % rout()],
        [
            rout(),
            "routing 123456789",
            "routing 021000022",
            "routing 991000021",
            "routing table 10",
            "routing number 02100002",
            "routing 0210000211",
            "order " + rout(),
            "routing 0.021000021",
            "ABA 000000000",
        ],
    ),
    "UK_BANK_SORT_CODE": (
        [
            "sort code «20-48-19»",
            "Sort Code: «309812»",
            "sort-code «40 27 15»",
            "sort code is «60-16-13»",
            'sort_code="«11-02-39»"',
            "Sort code no. «77-49-10»",
            "SORT CODE «83-07-06»",
            "sortcode: «23-14-70»",
            "sort code - «09-01-29»",
            "(sort code «16-58-10»)",
        ],
        [
            "20-48-19",
            "sort code",
            "sort 20-48-19",
            "sort code 1234",
            "sort code 20-48",
            "sort codes by name",
            "sort code 00-00-00",
            "sort code 20-4819",
            "resort code",
            "sort code 20-48-199",
        ],
    ),
    "FINANCIAL_ACCOUNT_NUMBER": (
        [
            "account number «48291736»",
            "Account No: «0049283716»",
            "acct no. «739201846»",
            'account_number="«918273640»"',
            "Acct #: «5567 8291 03»",
            "account number is «70291845»",
            "account nr «31926819»",
            "acc number: «83920174»",
            '"accountNumber": "«4029183756»"',
            "Account number: «12-839-4710»",
        ],
        [
            "48291736",
            "account number",
            "account number 1234",
            "account",
            "account number 00000000",
            "account number 12345678",
            "accounting number 9",
            "account number: unknown",
            "account number two",
            "account num_rows 12",
        ],
    ),
    "CRYPTO_ADDRESS": (
        [
            "«%s»" % btc(0),
            "pay «%s» now" % btc(5),
            "«%s»" % seg(0, 20),
            "«%s»," % seg(1, 32),
            "«%s»" % seg(0, 32),
            "to «%s»" % eth(),
            "eth address «%s»" % eth().lower(),
            "litecoin: «%s»" % btc(0x30),
            "doge «%s»" % btc(0x1E),
            "TRX wallet: «%s»" % btc(0x41),
            "XRP «%s»" % xrp(),
            "«%s»" % xmr(),
            "«%s»" % cash(),
            "«%s»" % seg(0, 20, "ltc"),
            "solana: «%s»" % base58.b58encode(R(32)).decode(),
            "bitcoin:«%s»?amount=1" % btc(0),
        ],
        [
            flip(b),
            b[:-1],
            flip(seg(0, 20)),
            flip(seg(1, 32)),
            "0x" + R(20).hex(),
            e[:10] + e[10:].swapcase(),
            "0x" + "0" * 40,
            flip(x),
            x[:-1],
            flip(cash()),
            "doge " + flip(btc(0x1E)),
            "0x" + R(32).hex(),
            btc(0x30),
        ],
    ),
}
o = [
    "/* Texts with and without the types of detectors/catalogue/financerows.c that came after cards and\n * IBANs: see detector_cases.h. All values are invented; check digits by tests/oracle/finance_cases.py\n * with base58 2.1.1, bech32 1.2.0, eth-utils 6.0.0, pycryptodome and python-stdnum 2.2. */",
    "#ifndef ROTE_DETECTOR_CASES_FINANCE_H",
    "#define ROTE_DETECTOR_CASES_FINANCE_H",
    "",
    '#include "tests/detector_cases.h"',
    "",
    "static const Cases cases_finance[] = {",
]
for t, (p, n) in C.items():
    o.append('    {"%s",\n     {' % t)
    for v in list(p) + list(n):
        o.append('      "%s",' % cq(v))
    o.append("     }},")
o += ["};", "", "#endif", ""]
open(sys.argv[1], "w").write("\n".join(o))
