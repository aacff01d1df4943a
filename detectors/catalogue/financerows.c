/* Finance: cards and accounts. Rows of the table: see catalogue.h. */
#include "detectors/catalogue.h"

#include "detectors/account.h"
#include "detectors/catalogue/secretforms.h"
#include "detectors/mask.h"
#include "detectors/validators.h"
#include "detectors/wallet.h"

enum {
    TYPE_CARD,
    TYPE_IBAN,
    TYPE_TRACK,
    TYPE_EXPIRY,
    TYPE_CVV,
    TYPE_SWIFT,
    TYPE_CUSIP,
    TYPE_ROUTING,
    TYPE_SORT_CODE,
    TYPE_ACCOUNT,
    TYPE_CRYPTO,
};

static const FindingType types[] = {
    [TYPE_CARD] = {"CREDIT_CARD_NUMBER", SEVERITY_HIGH, "payment card number"},
    [TYPE_IBAN] = {"IBAN_CODE", SEVERITY_HIGH, "international bank account number"},
    [TYPE_TRACK] = {"CREDIT_CARD_TRACK_NUMBER", SEVERITY_HIGH, "track of a payment card"},
    [TYPE_EXPIRY] = {"CREDIT_CARD_EXPIRATION_DATE", SEVERITY_MODERATE, "end of a card's validity"},
    [TYPE_CVV] = {"CVV_NUMBER", SEVERITY_HIGH, "verification number of a card"},
    [TYPE_SWIFT] = {"SWIFT_CODE", SEVERITY_LOW, "identifier of a bank"},
    [TYPE_CUSIP] = {"AMERICAN_BANKERS_CUSIP_ID", SEVERITY_LOW, "number of a security"},
    [TYPE_ROUTING] = {"US_BANK_ROUTING_MICR", SEVERITY_MODERATE, "US bank routing number"},
    [TYPE_SORT_CODE] = {"UK_BANK_SORT_CODE", SEVERITY_MODERATE, "British sort code"},
    [TYPE_ACCOUNT] = {"FINANCIAL_ACCOUNT_NUMBER", SEVERITY_HIGH, "bank account number"},
    [TYPE_CRYPTO] = {"CRYPTO_ADDRESS", SEVERITY_MODERATE, "address of a cryptographic currency"},
};

/* Behind words that say what it is. */
#define NEAR(t, words, form, bytes, checked, sure)                                                 \
    {                                                                                              \
        .type = &types[t], .anchor = ANCHOR_LITERAL, .literals = words, .folds = true,             \
        .not_before = "A-Za-z", .pattern = form, .window_bytes = bytes, .check = checked,          \
        .proven = sure, .value = value_exact, .mask = account_mask                                 \
    }

#define CRYPTO(kind, words, form, bytes, checked)                                                  \
    {                                                                                              \
        .type = &types[TYPE_CRYPTO], .anchor = kind, .literals = words, .digits = 1,               \
        .pattern = form, .window_bytes = bytes, .check = checked, .plausible = 0.3,                \
        .proven = 0.95,                                                                            \
        .context = "eth|ethereum|wallet|address|erc20|ether|contract|recipient|usdt|metamask",     \
        .value = value_exact, .mask = account_mask                                                 \
    }

static const Detector rows[] = {
    {
        .type = &types[TYPE_CARD],
        .anchor = ANCHOR_NUMBER,
        .digits = 12,
        .pattern = "[0-9](?:[ -]?[0-9]){11,25}",
        .window_bytes = 64,
        .check = card_check,
        .plausible = 0.75,
        .proven = 0.9,
        .context = "card|credit|debit|visa|mastercard|amex|american express|discover|diners|jcb|"
                   "maestro|cc|ccn|pan|payment|paid|pay|charge|billing|cvv|cvc|expiry|expires|exp|"
                   "karte|kreditkarte|carte|tarjeta",
        .against = "isbn|ean|gtin|upc|imei|iccid|tracking|timestamp|offset|hash|snowflake|"
                   "tweet|doi|0x",
        .value = value_digits,
        .mask = card_mask,
    },
    {
        .type = &types[TYPE_IBAN],
        .anchor = ANCHOR_NUMBER,
        .digits = 2,
        .lead = "A-Z",
        .lead_min_bytes = 2,
        .lead_max_bytes = 2,
        .pattern = "[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]){11,30}",
        .window_bytes = 64,
        .check = iban_check,
        .proven = 0.95,
        .context = "iban|account|bank|konto|kontonummer|bic|swift|transfer|compte|cuenta|conto",
        .value = value_alnum_upper,
        .mask = iban_mask,
    },
    {
        .type = &types[TYPE_TRACK],
        .anchor = ANCHOR_LITERAL,
        .literals = "%B",
        .pattern = "%B[0-9]{12,19}\\^[A-Za-z0-9 ./'-]{2,26}\\^[0-9]{4,60}\\??",
        .window_bytes = 128,
        .check = account_check_track,
        .proven = 0.99,
        .value = value_exact,
        .mask = account_mask,
    },
    {
        .type = &types[TYPE_TRACK],
        .anchor = ANCHOR_NUMBER,
        .digits = 16,
        .lead = ";",
        .lead_min_bytes = 1,
        .lead_max_bytes = 1,
        .pattern = ";[0-9]{12,19}=[0-9]{7,30}\\??",
        .window_bytes = 64,
        .check = account_check_track,
        .proven = 0.99,
        .value = value_exact,
        .mask = account_mask,
    },
    NEAR(TYPE_EXPIRY, "exp valid good",
         "(?i:exp(?:iry|ires|iration)?(?:[ _.]?date)?|(?:valid|good)[ _](?:thru|through|until))"
         "[\"']?[ \\t]{0,2}[:=.-]?[ \\t]{0,2}[\"']?"
         "((?:0[1-9]|1[0-2])[ ]?[/-][ ]?(?:20)?[2-4][0-9])",
         64, account_check_digits, 0.7),
    NEAR(TYPE_CVV, "cvv cvc csc cid security verification",
         "(?i:cvv2?|cvc2?|csc|cid|(?:security|verification)[ _](?:code|value))"
         "(?i:[ _-]?(?:code|number|no))?[\"']?[ \\t]{0,2}(?:[:=#-]|is)?[ \\t]{0,2}[\"']?"
         "([0-9]{3,4})",
         64, account_check_digits, 0.8),
    NEAR(TYPE_SWIFT, "swift bic",
         "(?i:swift|bic)(?i:[ /_-]{0,3}(?:code|bic|swift|number|no\\.?|id|address))*[\"')]{0,2}"
         "[ \\t]{0,2}(?:[:=#-]|is)?[ \\t]{0,2}[\"']?"
         "([A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?)",
         80, account_check_swift, 0.85),
    {
        .type = &types[TYPE_CUSIP],
        .anchor = ANCHOR_NUMBER,
        .digits = 3,
        .pattern = "[0-9]{3}[A-Z0-9]{5}[0-9]",
        .window_bytes = 9,
        .check = account_check_cusip,
        .proven = 0.25,
        .context = "cusip",
        .value = value_exact,
        .mask = account_mask,
    },
    {
        .type = &types[TYPE_ROUTING],
        .anchor = ANCHOR_NUMBER,
        .digits = 9,
        .pattern = "[0-9]{9}",
        .window_bytes = 9,
        .check = account_check_routing,
        .proven = 0.25,
        .context = "routing|aba|rtn|transit|micr|ach|bank routing",
        .value = value_digits,
        .mask = account_mask,
    },
    NEAR(TYPE_SORT_CODE, "sort",
         "(?i:sort[ _-]?code)(?i:[ _-]?(?:number|no\\.?))?[\"']?[ \\t]{0,2}(?:[:=#-]|is)?"
         "[ \\t]{0,2}[\"']?([0-9]{2}(?:-[0-9]{2}-| [0-9]{2} |[0-9]{2})[0-9]{2})",
         64, account_check_digits, 0.85),
    NEAR(TYPE_ACCOUNT, "account acct acc",
         "(?i:acc(?:oun)?t?)(?i:[ _.-]{0,2}(?:number|num|no|nr|#))[\"'.)]{0,2}[ \\t]{0,2}"
         "(?:[:=#-]|is)?[ \\t]{0,2}[\"']?([0-9](?:[ -]?[0-9]){5,16})",
         80, account_check_digits, 0.75),
    CRYPTO(ANCHOR_NUMBER, NULL, "[13][1-9A-HJ-NP-Za-km-z]{25,34}", 36, wallet_check_base58),
    CRYPTO(ANCHOR_NUMBER, NULL, "[48][1-9A-HJ-NP-Za-km-z]{94}", 96, wallet_check_monero),
    CRYPTO(ANCHOR_LITERAL, "bc1 BC1 tb1 ltc1 LTC1", "(?i:bc|tb|ltc)1[A-Za-z0-9]{8,87}", 96,
           wallet_check_bech32),
    CRYPTO(ANCHOR_LITERAL, "bitcoincash: bchtest:", "(?:bitcoincash|bchtest):[a-z0-9]{42,104}", 120,
           wallet_check_cashaddr),
    CRYPTO(ANCHOR_LITERAL, "0x", "0x[A-Fa-f0-9]{40}", 42, wallet_check_ethereum),
    CRYPTO(ANCHOR_LITERAL,
           "litecoin Litecoin LTC ltc doge Doge DOGE tron Tron TRON trx TRX ripple Ripple xrp XRP "
           "wallet Wallet address Address",
           "[A-Za-z]{3,8}" ASSIGNS_BY("|[ \\t]") "([LMDATr9n][1-9A-HJ-NP-Za-km-z]{24,34})", 200,
           wallet_check_base58),
    CRYPTO(ANCHOR_LITERAL, "solana Solana SOL sol",
           "(?i:solana|sol)" ASSIGNS_BY("|[ \\t]") "([1-9A-HJ-NP-Za-km-z]{32,44})", 200,
           wallet_check_solana),
};

const CatalogueRows catalogue_finance = {rows, sizeof rows / sizeof rows[0]};
