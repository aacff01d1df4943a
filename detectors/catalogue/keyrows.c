/* Secrets by what they are, whoever issued them: keys, digests of passwords, headers, signed
 * addresses, connection strings, and values that are assigned to a name. Rows of the table: see
 * catalogue.h, and secretforms.h for their forms. */
#include "detectors/catalogue.h"

#include "detectors/base58.h"
#include "detectors/catalogue/secretforms.h"
#include "detectors/mnemonic.h"

enum {
    TYPE_AGE_KEY,
    TYPE_PUTTY_KEY,
    TYPE_WALLET_KEY,
    TYPE_MNEMONIC,
    TYPE_PASSWORD_HASH,
    TYPE_WEAK_HASH,
    TYPE_BASIC,
    TYPE_BEARER,
    TYPE_COOKIE,
    TYPE_XSRF,
    TYPE_SIGNED_URL,
    TYPE_SERVICE_ACCOUNT,
    TYPE_CURL,
    TYPE_CONNECTION,
    TYPE_KUBERNETES,
    TYPE_PASSWORD,
    TYPE_ASSIGNED,
};

static const FindingType types[] = {
    [TYPE_AGE_KEY] = {"SECRET/AGE_KEY", SEVERITY_HIGH, "age secret key"},
    [TYPE_PUTTY_KEY] = {"SECRET/PUTTY_KEY", SEVERITY_HIGH, "PuTTY private key"},
    [TYPE_WALLET_KEY] = {"SECRET/WALLET_KEY", SEVERITY_HIGH, "private key of a wallet"},
    [TYPE_MNEMONIC] = {"SECRET/WALLET_MNEMONIC", SEVERITY_HIGH, "words of a wallet's seed"},
    [TYPE_PASSWORD_HASH] = {"SECRET/PASSWORD_HASH", SEVERITY_HIGH, "digest of a password"},
    [TYPE_WEAK_HASH] = {"WEAK_PASSWORD_HASH", SEVERITY_HIGH, "weak digest of a password"},
    [TYPE_BASIC] = {"BASIC_AUTH_HEADER", SEVERITY_HIGH, "password in a header"},
    [TYPE_BEARER] = {"AUTH_TOKEN", SEVERITY_HIGH, "token in a header"},
    [TYPE_COOKIE] = {"HTTP_COOKIE", SEVERITY_HIGH, "session cookie"},
    [TYPE_XSRF] = {"XSRF_TOKEN", SEVERITY_HIGH, "cross-site request token"},
    [TYPE_SIGNED_URL] = {"STORAGE_SIGNED_URL", SEVERITY_HIGH, "signed address of an object"},
    [TYPE_SERVICE_ACCOUNT] = {"GCP_CREDENTIALS", SEVERITY_HIGH, "Google service account"},
    [TYPE_CURL] = {"SECRET/CURL_CREDENTIALS", SEVERITY_HIGH, "password in a command"},
    [TYPE_CONNECTION] = {"SECRET/CONNECTION_STRING", SEVERITY_HIGH,
                         "password in a connection string"},
    [TYPE_KUBERNETES] = {"SECRET/KUBERNETES_SECRET", SEVERITY_HIGH, "Kubernetes secret"},
    [TYPE_PASSWORD] = {"PASSWORD", SEVERITY_HIGH, "password"},
    [TYPE_ASSIGNED] = {"SECRET/ASSIGNED_VALUE", SEVERITY_HIGH, "random value named as a secret"},
};

/* A row that finds a literal and needs nothing else. */
#define FORM(t, words, fold, form, bytes, checked, sure)                                           \
    {                                                                                              \
        .type = &(t), .anchor = ANCHOR_LITERAL, .literals = words, .folds = fold, .pattern = form, \
        .window_bytes = bytes, .check = checked, .plausible = 0.6, .proven = sure,                 \
        .value = value_exact, .mask = secret_mask                                                  \
    }

static const Detector rows[] = {
    TOKEN(types[TYPE_AGE_KEY], "AGE-SECRET-KEY-1",
          "AGE-SECRET-KEY-1[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58}", 74),
    FORM(types[TYPE_PUTTY_KEY], "PuTTY-User-Key-File-", false,
         "PuTTY-User-Key-File-[23]:[^\\x00]*?Private-Lines: ?[0-9]+[\\r\\n]+"
         "(?:[A-Za-z0-9+/=]{1,64}[\\r\\n]*)+",
         4096, secret_check_hash, 0.98),
    FORM(types[TYPE_WALLET_KEY], "xprv yprv zprv tprv uprv vprv", false,
         "[xyztuv]prv[1-9A-HJ-NP-Za-km-z]{107,108}", 113, base58_check_key, 0.99),
    FORM(types[TYPE_WALLET_KEY], "wif privkey priv_key private privatekey wallet bitcoin seed",
         true,
         "(?i:wif|priv_?key|private|wallet|bitcoin|seed)" ASSIGNS
         "([5KL9cT6Q][1-9A-HJ-NP-Za-km-z]{50,51})",
         NAMED_WINDOW_BYTES, base58_check_key, 0.98),
    FORM(types[TYPE_MNEMONIC], "mnemonic seed phrase recovery wallet backup words bip39", true,
         "(?i:mnemonic|seed|phrase|recovery|wallet|backup|words|bip39)[A-Za-z0-9_ "
         "-]{0,24}[\"')]{0,2}"
         "[ \\t]{0,3}(?:[:=]|is|>)[ \\t]{0,3}[\\[(\"']{0,2}"
         "([A-Za-z]{3,8}(?:[ ,\"']{1,4}[A-Za-z]{3,8}){11,23})",
         360, mnemonic_check, 0.98),
    FORM(types[TYPE_PASSWORD_HASH], "$2a$ $2b$ $2x$ $2y$", false,
         "\\$2[abxy]\\$[0-9]{2}\\$[./A-Za-z0-9]{53}", 60, secret_check_hash, 0.97),
    FORM(types[TYPE_PASSWORD_HASH], "$argon2", false,
         "\\$argon2(?:id|i|d)\\$(?:v=[0-9]+\\$)?m=[0-9]+,t=[0-9]+,p=[0-9]+\\$[A-Za-z0-9+/]{8,88}"
         "\\$[A-Za-z0-9+/]{16,128}",
         320, secret_check_hash, 0.98),
    FORM(types[TYPE_PASSWORD_HASH], "$5$ $6$ $y$ $7$ $gy$", false,
         "\\$(?:5|6|y|7|gy)\\$(?:rounds=[0-9]+\\$)?[./A-Za-z0-9]{1,64}(?:\\$[./A-Za-z0-9]{1,86})?"
         "\\$[./A-Za-z0-9]{43,86}",
         260, secret_check_hash, 0.97),
    FORM(types[TYPE_PASSWORD_HASH], "$scrypt$ $s0$", false,
         "\\$(?:scrypt|s0)\\$[A-Za-z0-9=,]{1,40}\\$[A-Za-z0-9+/=.]{8,64}\\$[A-Za-z0-9+/=.]{32,128}",
         260, secret_check_hash, 0.97),
    FORM(types[TYPE_PASSWORD_HASH], "pbkdf2", false,
         "pbkdf2[_:-]?(?:sha)?[0-9]{1,3}[$:][0-9]{3,8}\\$[A-Za-z0-9./+]{6,64}\\$"
         "[A-Za-z0-9+/=.]{27,128}",
         260, secret_check_hash, 0.97),
    FORM(types[TYPE_PASSWORD_HASH], "{SSHA {ssha {CRYPT {crypt", false,
         "\\{(?i:ssha(?:256|384|512)?)\\}[A-Za-z0-9+/]{26,140}={0,2}", 170, secret_check_hash,
         0.97),
    FORM(types[TYPE_WEAK_HASH], "$1$ $apr1$", false,
         "\\$(?:1|apr1)\\$[./A-Za-z0-9]{1,8}\\$[./A-Za-z0-9]{22}", 40, secret_check_hash, 0.97),
    FORM(types[TYPE_WEAK_HASH], "$P$ $H$", false, "\\$[PH]\\$[./A-Za-z0-9]{31}", 34,
         secret_check_hash, 0.95),
    {.type = &types[TYPE_WEAK_HASH],
     .anchor = ANCHOR_LITERAL,
     .literals = ":::",
     .lead = "A-Za-z0-9_.$:\\-",
     .lead_min_bytes = 66,
     .lead_max_bytes = 140,
     .pattern = "[A-Za-z0-9_.$\\\\-]+:[0-9]+:([A-Fa-f0-9]{32}:[A-Fa-f0-9]{32}):::",
     .window_bytes = 150,
     .check = secret_check_hash,
     .plausible = 0.6,
     .proven = 0.97,
     .value = value_exact,
     .mask = secret_mask},
    FORM(types[TYPE_WEAK_HASH], "{SHA} {sha} {MD5} {md5} {SMD5} {smd5}", false,
         "\\{(?i:sha|s?md5)\\}[A-Za-z0-9+/]{20,40}={0,2}", 50, secret_check_hash, 0.95),
    FORM(types[TYPE_BASIC], "basic", true,
         "(?i:basic)(?:[ \\t]{1,4}|%20|\\+)([A-Za-z0-9+/_-]{6,300}={0,2})", 320, secret_check_basic,
         0.9),
    FORM(types[TYPE_BEARER], "bearer", true,
         "(?i:bearer)(?:[ \\t]{1,4}|%20)([A-Za-z0-9._~+/=-]{16,500})", 520, secret_check_random,
         0.9),
    FORM(types[TYPE_BEARER], "authorization", true,
         "(?i:authorization)[\"']?[ \\t]{0,3}[:=,][ \\t]{0,3}[\"']?(?:(?i:token|apikey|api-key|"
         "digest|oauth|key|hmac|ssws)[ \\t:=]{1,3})?[\"']?([A-Za-z0-9._~+/=-]{16,500})",
         560, secret_check_random, 0.85),
    FORM(types[TYPE_COOKIE], "cookie", true,
         "(?i:cookie)[\"']?[ \\t]{0,2}[:=][ \\t]{0,2}[\"']?[^\\x00-\\x1F\"']{0,200}?"
         "(?i:sess|sid|auth|token|jwt|remember|login|id)[A-Za-z0-9_.-]{0,24}="
         "([A-Za-z0-9%._~+/|:=-]{16,500})",
         760, secret_check_random, 0.85),
    FORM(types[TYPE_XSRF], "xsrf csrf", true, "(?i:[xc]srf)" ASSIGNS "([A-Za-z0-9_=+/.|-]{16,200})",
         NAMED_WINDOW_BYTES, secret_check_random, 0.85),
    FORM(types[TYPE_SIGNED_URL], "X-Amz-Signature= X-Goog-Signature=", false,
         "X-(?:Amz|Goog)-Signature=([A-Fa-f0-9]{64,512})", 540, secret_check_random, 0.96),
    FORM(types[TYPE_SIGNED_URL], "&sig= ?sig=", false,
         "[?&]sig=([A-Za-z0-9%+/_-]{40,90}(?:=|%3D|%3d)?)", 100, secret_check_random, 0.9),
    FORM(types[TYPE_SERVICE_ACCOUNT], "service_account", false,
         "service_account[\\\\\"']{1,4},[^\\x00]{0,200}?private_key_id[\\\\\"']{1,4}[ \\t]*:[ \\t]*"
         "[\\\\\"']{1,4}([a-f0-9]{40})",
         400, secret_check_random, 0.98),
    FORM(types[TYPE_CURL], "curl", false,
         "curl[ \\t][^\\x00\\n|;]{0,300}?(?:-u|--user|--proxy-user|-U)[ =]{0,2}[\"']?"
         "([^\\x00-\\x20\"':<>${}()]{1,64}:[^\\x00-\\x20\"'<>${}()]{3,100})",
         480, secret_check_login, 0.8),
    FORM(types[TYPE_CONNECTION], "server= source= host= endpoint= dsn= addr=", true,
         "(?i:server|source|host|endpoint|dsn|addr)=[^\\x00-\\x1F\"']{1,200}?;[ ]?"
         "(?i:password|pwd)[ ]?=[ ]?([^\\x00-\\x20;\"'<>${}]{4,80})",
         320, secret_check_connection, 0.8),
    FORM(types[TYPE_CONNECTION], "jdbc:", false,
         "jdbc:[a-z0-9:]+[^\\x00-\\x20\"'<>]{0,200}?[?&;](?i:password|pwd)="
         "([^\\x00-\\x20&;\"'<>${}]{4,80})",
         320, secret_check_connection, 0.8),
    FORM(types[TYPE_KUBERNETES], "Secret", false,
         "Secret[\"']?,?\\s[^\\x00]{0,300}?data[\"']?:[ \\t{]*[\\r\\n]*[ \\t]*[\"']?[A-Za-z0-9_.-]+"
         "[\"']?:[ \\t]*[\"']?([A-Za-z0-9+/]{12,200}={0,3})",
         600, secret_check_random, 0.8),
    FORM(types[TYPE_PASSWORD], "password passwd passphrase pwd passwort", true,
         "(?i:passw(?:or[dt]|d)|passphrase|pwd)" ASSIGNS "([^\\x00-\\x20\"'`<>(){}\\[\\],;]{6,80})",
         NAMED_WINDOW_BYTES, secret_check_password, 0.6),
    FORM(types[TYPE_ASSIGNED], "secret token key auth credential access", true,
         "(?i:secret|token|key|auth|credential|access)" ASSIGNS "([A-Za-z0-9_.=+/~@!%^*-]{16,160})",
         NAMED_WINDOW_BYTES, secret_check_assigned, 0.6),
};

const CatalogueRows catalogue_key = {rows, sizeof rows / sizeof rows[0]};
