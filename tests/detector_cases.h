/* Texts with and without values of each type, from the issuers' specifications. Values are invented
 * or published as examples.
 *
 * In a text that holds values they stand between « and », which the test takes out: exactly those
 * must be found, by type and byte. A text without marks must give no finding of the type. Secrets
 * are written in two pieces, so that no scanner of repositories takes this file for a leak. */
#ifndef ROTE_DETECTOR_CASES_H
#define ROTE_DETECTOR_CASES_H

typedef struct {
    const char *type;
    const char *texts[48]; /* up to the first NULL */
} Cases;

#define OPEN  "«"
#define CLOSE "»"

#define KEY "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj"
#define SECRET                                                                                     \
    "wJalrXUtnFEMI/K7MDENG/"                                                                       \
    "bPxRfiCYEXAMPLEKEY"
#define JWT_HS   "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9"
#define JWT_RS   "eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiIsImtpZCI6ImsxIn0"
#define JWT_ES   "eyJhbGciOiJFUzI1NiJ9"
#define JWT_JWE  "eyJhbGciOiJSU0EtT0FFUCIsImVuYyI6IkEyNTZHQ00ifQ"
#define JWT_BODY "eyJzdWIiOiI0MiIsIm5hbWUiOiJBbm4ifQ"

static const Cases cases[] = {
    {"EMAIL_ADDRESS",
     {
         "mail «joe@example.com» now",
         "<«Jane.Doe+tag@mail.example.co.uk»>",
         "«a@b.de»",
         "to:«x_y-z@sub.domain.museum».",
         "\"«o'brien@example.ie»\"",
         "https://example.com/?to=«joe@example.com»&x=1",
         "%20«joe@example.com»",
         "From: x\\n«joe@example.com»\\n",
         "邮箱«zhang@example.com»，请联系",
         "Grüße von «jürgen@müller.de»!",
         "«ann@xn--bcher-kva.example.com»",
         "«joe@example.com».Then",
         "(«joe@example.com»),«ann@example.org»;",
         "--«joe@example.com»--",
         "b'«joe@example.com»'",
         "«12345@qq.com»",
         "mailto:«a.b.c@example.travel»?subject=x",
         "joe@",
         "@joe",
         "joe@exam",      /* cut at the end */
         "joe@example.c", /* cut at the end */
         "joe@localhost",
         "joe@example.notatld",
         "joe@@example.com",
         "a..b@example.com",
         "joe.@example.com",
         "joe@-example.com",
         "joe@example..com",
         "joe@.example.com",
         "git@github.com:owner/name.git",
         "ssh://git@example.com/x",
         "ftp://ann:word@example.com/",
         "icon@2x.png",
         "lodash@4.17.21",
         "Message-ID: <20030528.GB8524@ns.example.net>",
         "12345678901234567890123456789012345678901234567890123456789012345@example.com",
         "joe@example.comé",
         "joe@example.com_x",
     }},
    {"PHONE_NUMBER",
     {
         "call «(624) 746-5993» today",
         "«+1 212 555 0123»",
         "«+12125550123»",
         "phone:«212-555-0123»,",
         "Fax «212.555.0123».",
         "«1-212-555-0123»",
         "«(212)555-0123 ext. 45»",
         "mobile «2125550123» or «212-555-0124»",
         "tel. «2125550123»",
         "«+44 20 7946 0958»",
         "«+44 (0)20 7946 0958»",
         "«+49 30 901820»",
         "London «020 7946 0958»",
         "Handy: «0171 1234567»",
         "«01 23 45 67 90»",
         "«07700 900123»",
         "电话：«+86 138 0013 8000»",
         "dial «0049 30 901820»",
         "(212) 155-0123", /* an exchange code begins with 2-9 */
         "(112) 555-0123",
         "(211) 555-0123", /* N11 */
         "(212) 911-0123",
         "212-555-012", /* cut at the end */
         "2125550123",  /* no word near says so */
         "2147483647",
         "1212-555-01234",
         "555-01-2345",
         "192.168.100.1234",
         "0.2125550123",
         "x=$212-555-0123",
         "2020-12-31 23:59",
         "31.12.2020",
         "550e8400-e29b-212-555-0123",
         "4111-1111-1111-1111",
         "+999 1234 5678", /* no such country */
         "+35236450.6",
         "Boston, MA 02110-1301 call us",
         "01 02 03 04 05",
         "contact (212 555-0123",
         "ISBN 212-555-0123",
     }},
    {"CREDIT_CARD_NUMBER",
     {
         "card «4111 1111 1111 1111» ok",
         "«4111111111111111»",
         "visa:«4111-1111-1111-1111».",
         "«5555555555554444»",
         "id\\n«4111111111111111»\\n",
         "amex «3782 822463 10005»",
         "«378282246310005»",
         "«6011111111111117»,",
         "«3530111333300000»",
         "«30569309025904»",
         "«3056 930902 5904»",
         "pay «6200000000000005»",
         "«2221000000000009»",
         "«4111 1111 1111 1111» 12/27 123",
         "卡号«4111111111111111»。",
         "1,«4242424242424242»,2027",
         "“«4242424242424242»”",
         "4111111111111112",   /* Luhn */
         "4111 1111 1111 111", /* cut at the end */
         "411111111111",
         "4111 11111111 1111", /* grouped as no card is */
         "4111-1111 1111-1111",
         "1111111111111117", /* no issuer */
         "41111111111111111",
         "0.4111111111111111",
         "4111111111111111.5",
         "x4111111111111111",
         "4111111111111111_a",
         "é4111111111111111",
         "550e8400-e29b-4111111111111111",
         "1234 4111 1111 1111 1111",
         "207D 4111 1111 1111 1111 20BF",
         "0000000000000000",
         "2024-01-01 4111 1111",
         "ISBN EAN 4111111111111111",
     }},
    {"IBAN_CODE",
     {
         "IBAN «DE89370400440532013000».",
         "«DE89 3704 0044 0532 0130 00»",
         "«GB29NWBK60161331926819»",
         "«GB29 NWBK 6016 1331 9268 19» BIC NWBKGB2L",
         "to «FR1420041010050500013M02606»,",
         "«NL91ABNA0417164300»",
         "«CH9300762011623852957»",
         "«NO9386011117947»",
         "«MT84MALT011000012345MTLCAST001S»",
         "«BE68 5390 0754 7034»",
         "(«AT611904300234573201»)",
         "账号«ES9121000418450200051332»，",
         "«SE4550000000058398257466»",
         "DE89370400440532013001", /* check digits */
         "DE8937040044053201300",  /* cut at the end */
         "DE893704004405320130001",
         "XX89370400440532013000",      /* no such country */
         "GB29 NWBK 6016 1331 926 819", /* groups of four */
         "GB29NWBK 60161331926819",
         "GB2912345060161331926819", /* letters belong there */
         "aDE89370400440532013000",
         "DE89-3704-0044-0532-0130-00",
         "DE00370400440532013000",
         "DE89370400440532013000é",
         "DE89 3704 0044 0532 0130",
         "CA89370400440532013000",
         "GB29_NWBK60161331926819",
     }},
    {"US_SOCIAL_SECURITY_NUMBER",
     {
         "ssn «425-38-3053» x",
         "«536-22-8726»",
         "SSN:«536-22-8726».",
         "social security number «536 22 8726»",
         "ssn=«536228726»",
         "user_ssn: «536228726»",
         "(«001-01-0001»)",
         "«899-99-9998»",
         "号码«536-22-8726»",
         "\"«536-22-8726»\"",
         "«665-22-8726»,«667-22-8726»",
         "tax id «536 22 8726»",
         "000-22-8726",
         "666-22-8726",
         "900-22-8726",
         "987-65-4320",
         "536-00-8726",
         "536-22-0000",
         "078-05-1120", /* printed on a sample card */
         "219-09-9999",
         "457-55-5462",
         "536-22-872", /* cut at the end */
         "536-22-87261",
         "1536-22-8726",
         "536228726", /* no word near says so */
         "536 22 8726",
         "1-536-22-8726",
         "536-22-8726-1",
         "536-228726 ssn",
         "222-22-2222",
         "x536-22-8726",
         "part number 536-22-8726",
     }},
    {"IP_ADDRESS",
     {
         "host «192.168.1.20» up",
         "«203.0.113.7»:8080",
         "http://«198.51.100.23»/x",
         "(«10.0.0.1»)",
         "«10.0.0.1»-«10.0.0.9»",
         "from «172.16.254.1»/24",
         "server «8.8.8.8».",
         "地址«203.0.113.7»。",
         "«2001:db8::1»",
         "«2001:0db8:85a3:0000:0000:8a2e:0370:7334»",
         "[«2001:db8::8a2e:370:7334»]:443",
         "«fe80::1ff:fe23:4567:890a»%eth0",
         "«fd12:3456:789a:1::1»/64",
         "«::ffff:192.0.2.128»",
         "at «2001:db8::1»: refused",
         "source:«2001:db8::2»",
         "1.2.3.4.5",
         "version 203.0.113.7",
         "v203.0.113.7",
         "8.8.8.8",
         "256.1.1.1",
         "203.0.113", /* cut at the end */
         "203.0.113.",
         "203.0.113.07",
         "127.0.0.1",
         "0.0.0.0",
         "255.255.255.0",
         "224.0.0.251",
         "203.0.113.0/24",
         "lib-203.0.113.7-beta",
         "3.203.0.113.7",
         "std::vector",
         "::1",
         "::",
         "12:30:45",
         "a[1::2]",
         "dead::beef",
         "Face::Bad::add",
         "1:2:3:4:5:6:7:8:9",
         "2001:db8:::1",
         "2001:db8::g1",
         "2001:db8::/32",
         "52:54:00:9d:0e:67",
     }},
    {"MAC_ADDRESS",
     {
         "ether «00:1a:2b:3c:4d:5e» x",
         "«00-1A-2B-3C-4D-5E»",
         "«52:54:00:9d:0e:67»",
         "mac=«001a.2b3c.4d5e»",
         "(«a4:83:e7:00:12:3f»)",
         "\"«F8:FF:C2:10:20:30»\"",
         "HWaddr «12:34:56:78:90:ab» Bcast",
         "地址«a4:83:e7:00:12:3f»。",
         "«a4:83:e7:00:12:3f»,«a4:83:e7:00:12:40»",
         "bssid «10:20:30:40:50:60»",
         "mac_address: «02:00:00:00:00:01»",
         "«01:23:45:67:89:AB»",
         "00:1a:2b:3c:4d", /* cut at the end */
         "00:1a:2b:3c:4d:5",
         "00:1a:2b:3c:4d:5e:6f",
         "6f:00:1a:2b:3c:4d:5e",
         "00:1a-2b:3c-4d:5e",
         "00:00:00:00:00:00",
         "ff:ff:ff:ff:ff:ff",
         "00:1a:2b:3c:4d:5g",
         "x00:1a:2b:3c:4d:5e",
         "100:1a:2b:3c:4d:5e",
         "00:1a:2b:3c:4d:5e9",
         "001a.2b3c.4d5e", /* no word near says so */
         "0223.0020.0002",
         "001a2b3c4d5e",
         "2001:db8:1a:2b:3c:4d:5e:6f",
     }},
    {"SOCIAL_MEDIA_HANDLE",
     {
         "see «https://twitter.com/some_one» x",
         "«twitter.com/some_one»/status/12",
         "«https://www.instagram.com/some.one»/",
         "«https://www.linkedin.com/in/some-one-123»",
         "«http://de.linkedin.com/in/some-one»",
         "[me](«https://github.com/someone1»)",
         "«https://www.tiktok.com/@some.one»",
         "«https://www.youtube.com/@SomeOne»",
         "«https://old.reddit.com/user/some_one»/comments",
         "«https://medium.com/@someone»/a-story-12",
         "«https://bsky.app/profile/someone.bsky.social»",
         "«https://t.me/some_one»",
         "«https://mastodon.example/@someone»",
         "«http://www.example.edu/~someone»/index.html",
         "«ftp://someone@ftp.example.com»/pub",
         "«https://keybase.io/someone».",
         "推特：«https://x.com/someone»，",
         "https://twitter.com/search?q=x",
         "https://twitter.com/home",
         "https://github.com/someone/project",
         "https://github.com/features",
         "https://api.github.com/users",
         "https://fax.com/someone",
         "https://twitter.com/",
         "https://twitter.com/a_name_that_is_too_long",
         "https://instagram.com/p/abc123",
         "https://www.linkedin.com/company/example",
         "https://unpkg.com/@scope/package",
         "https://example.com/path/~",
         "https://example.com/@",
         "ssh://git@example.com/x",
         "https://example.com/someone",
         "https://github.com/someone.git",
         "https://facebook.com/sharer.php",
     }},
    {"SECRET/URL_CREDENTIALS",
     {
         "«postgres://app:s3cr3t@db:5432»/main",
         "«https://joe:hunter2@example.com»/",
         "url=«ftp://joe:hunter2@ftp.example.com»;",
         "«mongodb+srv://app:Xy7kQ@cluster0.example.net»/db",
         "\"«redis://user:p4ssw0rt@10.0.0.1:6379»\"",
         "«redis://:p4ssw0rt@10.0.0.1:6379»/0",
         "«https://joe:a%40b@example.com»",
         "«amqp://joe:hunter2@[2001:db8::1]:5672»",
         "«smb://joe:hunter2@files.example.com».",
         "地址«https://joe:hunter2@example.com»，",
         "«https://x-access-token:abc123def@git.example.com»/r.git",
         "DATABASE_URL=«mysql://root:toor42@localhost»/x",
         "https://joe@example.com/",
         "https://example.com:8080/@x",
         "https://joe:password@example.com/",
         "https://joe:${PASSWORD}@example.com/",
         "https://joe:$PASS@example.com/",
         "https://joe:{password}@example.com/",
         "https://joe:<password>@example.com/",
         "https://joe:%s@example.com/",
         "https://joe:***@example.com/",
         "https://joe:xxxxx@example.com/",
         "https://joe:hunter2@",
         "https://joe:hunter2",
         "joe:hunter2@example.com",
         "https://joe:@example.com/",
         "https://a/b:c@d",
         "https://joe:hun ter2@example.com/",
     }},
    {"ENCRYPTION_KEY",
     {
         "«-----BEGIN "
         "PRIVATE KEY-----\n" KEY "\n" KEY "\n-----END PRIVATE KEY-----»\n",
         "«-----BEGIN "
         "RSA PRIVATE KEY-----\r\n" KEY "\r\n-----END RSA PRIVATE KEY-----»",
         "«-----BEGIN "
         "EC PRIVATE KEY-----\n" KEY "\n-----END EC PRIVATE KEY-----»",
         "«-----BEGIN "
         "OPENSSH PRIVATE KEY-----\n" KEY "\n-----END OPENSSH PRIVATE KEY-----»",
         "«-----BEGIN "
         "ENCRYPTED PRIVATE KEY-----\n" KEY "\n-----END ENCRYPTED PRIVATE KEY-----»",
         "«-----BEGIN "
         "PGP PRIVATE KEY BLOCK-----\n\n" KEY "\n=ab12\n-----END PGP PRIVATE KEY BLOCK-----»",
         "«-----BEGIN "
         "RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: "
         "AES-128-CBC,0123\n\n" KEY "\n-----END RSA PRIVATE KEY-----»",
         "key = \"«-----BEGIN "
         "PRIVATE KEY-----\\n" KEY "\\n-----END PRIVATE KEY-----»\\n\"",
         "«-----BEGIN "
         "PRIVATE KEY-----\n" KEY "\n" KEY "»", /* cut in the key */
         "«-----BEGIN "
         "PRIVATE KEY-----\n" KEY "\n-----END PRI»", /* cut in its end */
         "text\n«-----BEGIN "
         "RSA PRIVATE KEY-----»", /* cut behind the header */
         "«-----BEGIN "
         "PRIVATE KEY-----\nMIIEvQIBADAN»",
         "钥匙«-----BEGIN "
         "PRIVATE KEY-----\n" KEY "\n-----END PRIVATE KEY-----»。",
         "    «-----BEGIN "
         "PRIVATE KEY-----\n    " KEY "\n    -----END PRIVATE KEY-----»",
         "-----BEGIN PUBLIC KEY-----\n" KEY "\n-----END PUBLIC KEY-----",
         "-----BEGIN CERTIFICATE-----\n" KEY "\n-----END CERTIFICATE-----",
         "-----BEGIN RSA PUBLIC KEY-----\n" KEY,
         "a file that starts with -----BEGIN "
         "PRIVATE KEY----- is refused",
         "-----BEGIN "
         "PRIVATE KEY-----\nis what the first line of such a file says and nothing else",
         "if (line == \"-----BEGIN "
         "RSA PRIVATE KEY-----\")\n    return;",
         "-----BEGIN "
         "PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----",
         "-----BEGIN "
         "PRIVATE KEY-----\n\n-----END PRIVATE KEY-----",
         "-----BEGIN "
         "PRIVATE KEY-----\nabc\n-----END PRIVATE KEY-----",
         "-----BEGIN "
         "PRIVATE KEY--",
         "-----BEGIN PRIV",
         "-----END "
         "PRIVATE KEY-----",
         "BEGIN "
         "PRIVATE KEY\n" KEY,
         "-----begin private key-----\n" KEY,
     }},
    {"JSON_WEB_TOKEN",
     {
         "Bearer «" JWT_HS "." JWT_BODY ".dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U»",
         "«" JWT_RS "." JWT_BODY ".abc_DEF-123»",
         "token=«" JWT_HS "." JWT_BODY ".x»&a=b",
         "\"«" JWT_ES "." JWT_BODY ".c2ln»\"",
         "«eyJhbGciOiJub25lIn0." JWT_BODY ".»", /* "alg":"none" has no signature */
         "«" JWT_JWE ".a2V5.aXY.Y2lwaGVy.dGFn»",
         "(«" JWT_HS "." JWT_BODY ".c2ln»)",
         "jwt:«" JWT_HS "." JWT_BODY ".c2ln».",
         "令牌«" JWT_HS "." JWT_BODY ".c2ln»。",
         "/«" JWT_HS "." JWT_BODY ".c2ln»/",
         "«" JWT_RS ".cGF5bG9hZA.c2ln»", /* the payload need not be JSON */
         "<t>«" JWT_HS "." JWT_BODY ".c2ln»</t>",
         JWT_HS,
         JWT_HS "." JWT_BODY,                    /* cut at the end */
         "eyJ0eXAiOiJKV1QifQ." JWT_BODY ".c2ln", /* no "alg" */
         "eyJhbGciOjV9." JWT_BODY ".c2ln",       /* "alg" is no string */
         "eyJ4IjpbImFsZyJdfQ." JWT_BODY ".c2ln",
         "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVC." JWT_BODY ".c2ln", /* no JSON */
         "eyJabc.def.ghi",
         "eyJ.eyJ.eyJ",
         "x" JWT_HS "." JWT_BODY ".c2ln",
         "-" JWT_HS "." JWT_BODY ".c2ln",
         JWT_HS ".." JWT_BODY,
         JWT_HS "." JWT_BODY ".c2lné",
         "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9 " JWT_BODY ".c2ln",
         "EYJhbGciOiJIUzI1NiJ9.a.b",
     }},
    {"AWS_CREDENTIALS",
     {
         "id «AKI"
         "AIOSFODNN7EXAMPLE» x",
         "«ASI"
         "AIOSFODNN7EXAMPLE»",
         "aws_access_key_id = «AKI"
         "AQ4ZTR5MLB2K7WXYC»",
         "\"«AKI"
         "AQ4ZTR5MLB2K7WXYC»\"",
         "密钥«AKI"
         "AQ4ZTR5MLB2K7WXYC»。",
         "aws_secret_access_key = «" SECRET "»",
         "AWS_SECRET_ACCESS_KEY=\"«" SECRET "»\"",
         "\"SecretAccessKey\": \"«" SECRET "»\",",
         "aws secret: «" SECRET "»",
         "secret_key='«" SECRET "»' # for s3",
         "secretAccessKey: '«" SECRET "»'",
         "«AKI"
         "AQ4ZTR5MLB2K7WXYC»:«AKI"
         "AQ4ZTR5MLB2K7WXYD»",
         "AWS Secret Access Key => «" SECRET "»",
         "AKI"
         "AIOSFODNN7EXAMPL", /* cut at the end */
         "AKI"
         "AIOSFODNN7EXAMPLE7",
         "AKI"
         "A1OSFODNN0EXAMPL8", /* 0, 1 and 8 are not base32 */
         "AKI"
         "AIOSFODNN7examPLE",
         "XAKI"
         "AIOSFODNN7EXAMPLE",
         "AKI"
         "AXXXXXXXXXXXXXXXX",
         "AIDAIOSFODNN7EXAMPLE", /* a user's identifier, and no key */
         "AKI"
         "AIOSFODNN7EXAMPLE_X",
         SECRET, /* nothing says what it is */
         "aws_secret_access_key = da39a3ee5e6b4b0d3255bfef95601890afd80709", /* a SHA-1 */
         "aws_secret_access_key = " SECRET "x",
         "aws_secret_access_key = xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
         "aws_secret_access_key = ${SECRET}",
         "client_secret = " SECRET,
         "aws_secret_access_key = wJalrXUtnFEMI",
     }},
    {"SECRET/GITHUB_TOKEN",
     {
         "token «gh"
         "p_dGlMoiyrlfxX1rTnyFf3vA7NUtFOY64WuYlz» x",
         "«gh"
         "o_aF0kDQHBwtnOAmp48ddS880t0DnDzA3j1Rm2»",
         "«gh"
         "u_tAIKzCYuheDByziCzzvOJ1NQAx9G4L1s4SEv»,",
         "\"«gh"
         "s_Jqcb0chjL4JMqJUiKBUUjB3Gy1ylMs49lXOE»\"",
         "=«gh"
         "r_P1ZoQNObr0S2jBdzzC7mFxqyTMWMvX2yFA8P»",
         "令牌«gh"
         "p_GnT6blnpNtI2Ry5DLWdNw9LHxiY5Jh1NcUI9»。",
         "(«gh"
         "p_aF0kDQHBwtnOAmp48ddS880t0DnDzA3j1Rm2»)",
         "GITHUB_TOKEN: «gh"
         "s_tAIKzCYuheDByziCzzvOJ1NQAx9G4L1s4SEv»",
         "«gh"
         "p_dGlMoiyrlfxX1rTnyFf3vA7NUtFOY64WuYlx»", /* a wrong checksum: still shown, less certain */
         "«gh"
         "r_dGlMoiyrlfxX1rTnyFf3vA7NUtFOY64WuYlzaF0kDQHBwtnOAmp48ddS880t0DnDzA3j1Rm2»", /* a longer form */
         "«github"
         "_pat_11ABCDE7Y0abcdefghijkl_KJBp5e9kiJUAk35cYxP2FlcMqGTfQ93we2pVLrD8kay8evoQ6ARN93sQI9T»",
         "\"«github"
         "_pat_11ABCDE7Y0abcdefghijkl_"
         "KJBp5e9kiJUAk35cYxP2FlcMqGTfQ93we2pVLrD8kay8evoQ6ARN93sQI9T»\"",
         "a:«gh"
         "p_Jqcb0chjL4JMqJUiKBUUjB3Gy1ylMs49lXOE»@github.com",
         "gh"
         "p_dGlMoiyrlfxX1rTnyFf3vA7NUtFOY64WuYl", /* cut at the end */
         "gh"
         "x_dGlMoiyrlfxX1rTnyFf3vA7NUtFOY64WuYlz",
         "GH"
         "P_dGlMoiyrlfxX1rTnyFf3vA7NUtFOY64WuYlz",
         "xgh"
         "p_dGlMoiyrlfxX1rTnyFf3vA7NUtFOY64WuYlz",
         "gh"
         "p-dGlMoiyrlfxX1rTnyFf3vA7NUtFOY64WuYlz",
         "gh"
         "p_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
         "gh"
         "p_dGlMoiyrlfxX1rTnyFf3-vA7NUtFOY64WuYlz",
         "gh"
         "p_dGlMoiyrlfxX1rTnyFf3vA7NUtFOY64WuYlz_x",
         "gh"
         "p_dGlMoiyrlfxX1rTnyFf3vA7NUtFOY64WuYlzé",
         "github"
         "_pat_11ABCDE7Y0abcdefghijkl_KJBp5e9kiJUAk35cYxP2FlcMqGTfQ93we2pVLrD8kay8evoQ6ARN93sQI9",
         "github"
         "_pat_11ABCDE7Y0abcdefghijklKJBp5e9kiJUAk35cYxP2FlcMqGTfQ93we2pVLrD8kay8evoQ6ARN93sQI9T",
         "github"
         "_pat_xxxxxxxxxxxxxxxxxxxxxx_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
         "gh"
         "p_",
     }},
};

#endif
