/* Finance: cards and accounts. Rows of the table: see catalogue.h. */
#include "detectors/catalogue.h"

#include "detectors/mask.h"
#include "detectors/validators.h"

enum {
    TYPE_CARD,
    TYPE_IBAN,
};

static const FindingType types[] = {
    [TYPE_CARD] = {"CREDIT_CARD_NUMBER", SEVERITY_HIGH, "payment card number"},
    [TYPE_IBAN] = {"IBAN_CODE", SEVERITY_HIGH, "international bank account number"},
};

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
};

const CatalogueRows catalogue_finance = {rows, sizeof rows / sizeof rows[0]};
