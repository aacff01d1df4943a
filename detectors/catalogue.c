/* The table: what is detected, how, and how sure that is. A type is one row of `types`; each form
 * in which it is written is one row of `detectors`.
 *
 * Names are Sensitive Data Protection's infoTypes where one exists; SECRET/<kind> for secrets that
 * have none; a name of the same form elsewhere (SOCIAL_MEDIA_HANDLE). Severity follows its three
 * levels: what opens an account or is issued by a government, a bank or a card scheme is high; what
 * reaches or names a person is moderate; what identifies no one alone is low.
 *
 * Confidence, before context: 0.95 and above a check that chance hardly passes, or an unmistakable
 * form; 0.8 to 0.9 a form with rules that chance passes once in tens to thousands; 0.5 to 0.6 right
 * in form, shown but to be looked at; below, shown only near a word that says what it is. */
#include "detectors/catalogue.h"

#include "detectors/mask.h"
#include "detectors/validators.h"

#include <string.h>

enum {
    TYPE_EMAIL,
    TYPE_PHONE,
    TYPE_CARD,
    TYPE_IBAN,
    TYPE_SSN,
    TYPE_IP,
    TYPE_MAC,
    TYPE_HANDLE,
    TYPE_CREDENTIALS,
    TYPE_PRIVATE_KEY,
    TYPE_JWT,
    TYPE_AWS,
    TYPE_GITHUB,
    TYPES
};

static const FindingType types[TYPES] = {
    [TYPE_EMAIL] = {"EMAIL_ADDRESS", SEVERITY_MODERATE, "e-mail address"},
    [TYPE_PHONE] = {"PHONE_NUMBER", SEVERITY_MODERATE, "telephone number"},
    [TYPE_CARD] = {"CREDIT_CARD_NUMBER", SEVERITY_HIGH, "payment card number"},
    [TYPE_IBAN] = {"IBAN_CODE", SEVERITY_HIGH, "international bank account number"},
    [TYPE_SSN] = {"US_SOCIAL_SECURITY_NUMBER", SEVERITY_HIGH, "US social security number"},
    [TYPE_IP] = {"IP_ADDRESS", SEVERITY_LOW, "IP address"},
    [TYPE_MAC] = {"MAC_ADDRESS", SEVERITY_LOW, "hardware address"},
    [TYPE_HANDLE] = {"SOCIAL_MEDIA_HANDLE", SEVERITY_MODERATE, "web address with a user's name"},
    [TYPE_CREDENTIALS] = {"SECRET/URL_CREDENTIALS", SEVERITY_HIGH, "password in a URL"},
    [TYPE_PRIVATE_KEY] = {"ENCRYPTION_KEY", SEVERITY_HIGH, "private key"},
    [TYPE_JWT] = {"JSON_WEB_TOKEN", SEVERITY_HIGH, "JSON web token"},
    [TYPE_AWS] = {"AWS_CREDENTIALS", SEVERITY_HIGH, "AWS access key"},
    [TYPE_GITHUB] = {"SECRET/GITHUB_TOKEN", SEVERITY_HIGH, "GitHub token"},
};

static const char phone_words[] =
    "phone|telephone|tel|call|called|calling|dial|mobile|cell|cellphone|handy|fax|sms|whatsapp|"
    "contact|hotline|telefon|telefono|movil|mobil|durchwahl|rufnummer|phone number";
static const char phone_words_against[] = "isbn|issn|doi|ean|upc|version|serial|invoice|timestamp|"
                                          "checksum|offset|patent|pmid|arxiv|dfars";

static const Detector detectors[] = {
    {
        .type = &types[TYPE_EMAIL],
        .anchor = ANCHOR_LITERAL,
        .literals = "@",
        .lead = "A-Za-z0-9._+'\x80-\xff-",
        .lead_min_bytes = 1,
        .lead_max_bytes = 320,
        .pattern = "[A-Za-z0-9._+'\\x80-\\xff-]+@[A-Za-z0-9\\x80-\\xff][A-Za-z0-9.\\x80-\\xff-]*"
                   "\\.[A-Za-z0-9\\x80-\\xff-]+",
        .window_bytes = 640,
        .check = email_check,
        .proven = 0.9,
        .context = "email|e mail|mail|contact|write|from|to|cc|bcc|reply|mailto",
        .value = email_value,
        .mask = email_mask,
    },
    {
        .type = &types[TYPE_PHONE],
        .anchor = ANCHOR_NUMBER,
        .digits = 8,
        .lead = "+(",
        .lead_min_bytes = 1,
        .lead_max_bytes = 2,
        .pattern = "\\+\\(?[1-9](?:[ .()/-]{0,2}[0-9]){7,20}",
        .window_bytes = 64,
        .check = phone_check_international,
        .proven = 0.85,
        .context = phone_words,
        .against = phone_words_against,
        .value = phone_value,
        .mask = phone_mask,
    },
    {
        .type = &types[TYPE_PHONE],
        .anchor = ANCHOR_NUMBER,
        .digits = 10,
        .pattern = "00[1-9](?:[ .()/-]{0,2}[0-9]){7,20}",
        .window_bytes = 64,
        .check = phone_check_international,
        .plausible = 0.3,
        .context = phone_words,
        .against = phone_words_against,
        .value = phone_value,
        .mask = phone_mask,
    },
    {
        .type = &types[TYPE_PHONE],
        .anchor = ANCHOR_NUMBER,
        .digits = 10,
        .lead = "(",
        .lead_max_bytes = 1,
        .pattern = "(?:1[ .-]?)?(?:\\([2-9][0-9]{2}\\)[ -]?|[2-9][0-9]{2}[ ./-]?)"
                   "[2-9][0-9]{2}[ .-]?[0-9]{4}(?:,? ?(?:x|ext\\.?|extension) ?[0-9]{1,6})?",
        .window_bytes = 48,
        .check = phone_check_nanp,
        .plausible = 0.3,
        .proven = 0.8,
        .context = phone_words,
        .against = phone_words_against,
        .value = phone_value,
        .mask = phone_mask,
    },
    {
        .type = &types[TYPE_PHONE],
        .anchor = ANCHOR_NUMBER,
        .digits = 9,
        .lead = "(",
        .lead_max_bytes = 1,
        .pattern = "\\(?0[1-9][0-9]{0,4}\\)?(?:[ ./-]{0,3}[0-9]{2,8}){1,5}",
        .window_bytes = 48,
        .check = phone_check_national,
        .plausible = 0.25,
        .proven = 0.55,
        .context = phone_words,
        .against = phone_words_against,
        .value = phone_value,
        .mask = phone_mask,
    },
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
        .type = &types[TYPE_SSN],
        .anchor = ANCHOR_NUMBER,
        .digits = 9,
        .pattern = "[0-9]{3}(?:-[0-9]{2}-| [0-9]{2} |[0-9]{2})[0-9]{4}",
        .window_bytes = 11,
        .check = ssn_check,
        .plausible = 0.15,
        .proven = 0.8,
        .context = "ssn|ssns|social security|socialsecurity|social|soc sec|ss#|taxpayer|tax id|tin|"
                   "w2|w9|1099",
        .against = "isbn|part number|order|serial|invoice|tracking|zip|phone|tel|fax",
        .value = value_digits,
        .mask = ssn_mask,
    },
    {
        .type = &types[TYPE_IP],
        .anchor = ANCHOR_NUMBER,
        .digits = 4,
        .pattern = "[0-9]{1,3}(?:\\.[0-9]{1,3}){3}",
        .window_bytes = 16,
        .check = ip_check_v4,
        .plausible = 0.3,
        .proven = 0.8,
        .context =
            "ip|ipv4|address|addr|host|server|dns|nameserver|ping|inet|subnet|gateway|router|"
            "client|remote|peer|listen",
        .against = "version|ver|release|revision|section|chapter|clause|oid|figure|table|build",
        .value = ip_value,
        .mask = ip_mask,
    },
    {
        .type = &types[TYPE_IP],
        .anchor = ANCHOR_HEX,
        .lead = "0-9A-Fa-f:",
        .lead_max_bytes = 45,
        .pattern = "[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*",
        .whole = true,
        .check = ip_check_v6,
        .proven = 0.85,
        .context = "ip|ipv6|address|addr|host|server|dns|nameserver|ping|inet6|subnet|gateway",
        .value = ip_value,
        .mask = ip_mask,
    },
    {
        .type = &types[TYPE_MAC],
        .anchor = ANCHOR_HEX,
        .lead = "0-9A-Fa-f",
        .lead_min_bytes = 2,
        .lead_max_bytes = 2,
        .pattern = "[0-9A-Fa-f]{2}(?:[:-][0-9A-Fa-f]{2}){5}",
        .window_bytes = 17,
        .check = mac_check,
        .plausible = 0.5,
        .proven = 0.85,
        .context = "mac|ethernet|hwaddr|ether|bssid|wifi|wlan|hardware address|physical|lladdr|arp",
        .value = mac_value,
        .mask = mac_mask,
    },
    {
        .type = &types[TYPE_MAC],
        .anchor = ANCHOR_HEX,
        .lead = "0-9A-Fa-f",
        .lead_min_bytes = 4,
        .lead_max_bytes = 4,
        .pattern = "[0-9A-Fa-f]{4}\\.[0-9A-Fa-f]{4}\\.[0-9A-Fa-f]{4}",
        .window_bytes = 14,
        .check = mac_check,
        .plausible = 0.2,
        .proven = 0.3,
        .context = "mac|ethernet|hwaddr|ether|bssid|wifi|wlan|hardware address|physical|lladdr|arp",
        .value = mac_value,
        .mask = mac_mask,
    },
    {
        .type = &types[TYPE_HANDLE],
        .anchor = ANCHOR_LITERAL,
        .literals = "twitter.com/ x.com/ instagram.com/ facebook.com/ linkedin.com/in/ github.com/ "
                    "gitlab.com/ t.me/ tiktok.com/@ youtube.com/@ youtube.com/user/ "
                    "reddit.com/user/ reddit.com/u/ medium.com/@ threads.net/@ bsky.app/profile/ "
                    "twitch.tv/ vk.com/ keybase.io/ snapchat.com/add/ steamcommunity.com/id/",
        .pattern = "[a-z.]+/[a-z/]*@?[A-Za-z0-9_]",
        .window_bytes = 64,
        .check = handle_check,
        .plausible = 0.55,
        .proven = 0.8,
        .context = "follow|profile|twitter|instagram|linkedin|author|contact|me",
        .value = handle_value,
        .mask = handle_mask,
    },
    {
        .type = &types[TYPE_HANDLE],
        .anchor = ANCHOR_LITERAL,
        .literals = "://",
        .lead = "A-Za-z0-9+.-",
        .lead_min_bytes = 2,
        .lead_max_bytes = 20,
        .pattern = "(?:https?://[A-Za-z0-9.-]+(?::[0-9]+)?/[~@][A-Za-z][A-Za-z0-9._-]+|"
                   "[a-z][a-z0-9+.-]*://[A-Za-z][A-Za-z0-9._-]*@[A-Za-z0-9][A-Za-z0-9.-]*)",
        .window_bytes = 512,
        .check = handle_check_generic,
        .proven = 0.7,
        .value = handle_value,
        .mask = handle_mask,
    },
    {
        .type = &types[TYPE_CREDENTIALS],
        .anchor = ANCHOR_LITERAL,
        .literals = "://",
        .lead = "A-Za-z0-9+.-",
        .lead_min_bytes = 2,
        .lead_max_bytes = 20,
        .pattern = "[A-Za-z][A-Za-z0-9+.-]*://[^\\x00-\\x20:/?#@<>\"'`\\[\\]{}()$\\\\]*:"
                   "[^\\x00-\\x20/?#@\"'`\\\\]+@(?:[A-Za-z0-9][A-Za-z0-9._-]*|"
                   "\\[[0-9A-Fa-f:.]+\\])(?::[0-9]{1,5})?",
        .window_bytes = 1024,
        .check = credentials_check,
        .plausible = 0.3,
        .proven = 0.95,
        .value = credentials_value,
        .mask = credentials_mask,
    },
    {
        .type = &types[TYPE_PRIVATE_KEY],
        .anchor = ANCHOR_LITERAL,
        .literals = "-----BEGIN",
        .pattern = "-----BEGIN (?:[A-Z0-9]+ ){0,3}PRIVATE KEY(?: BLOCK)?-----",
        .window_bytes = 80,
        .check = privatekey_check,
        .plausible = 0.6,
        .proven = 0.99,
        .value = privatekey_value,
        .mask = privatekey_mask,
    },
    {
        .type = &types[TYPE_JWT],
        .anchor = ANCHOR_LITERAL,
        .literals = "eyJ",
        .not_before = "A-Za-z0-9_-",
        .pattern = "eyJ[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*"
                   "(?:\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+)?",
        .check = jwt_check,
        .proven = 0.98,
        .value = value_exact,
        .mask = jwt_mask,
    },
    {
        .type = &types[TYPE_AWS],
        .anchor = ANCHOR_LITERAL,
        .literals = "AKIA ASIA",
        .pattern = "(?:AKIA|ASIA)[A-Z2-7]{16}",
        .window_bytes = 20,
        .check = aws_check_id,
        .proven = 0.95,
        .value = value_exact,
        .mask = aws_mask,
    },
    {
        .type = &types[TYPE_AWS],
        .anchor = ANCHOR_LITERAL,
        .literals = "secret Secret SECRET",
        .pattern = "(?i:secret)[A-Za-z_ .-]{0,24}[\"']?[ \\t]{0,4}(?:=>|:=|[:=]|is\\b)[ \\t]{0,4}"
                   "[\"']?([A-Za-z0-9/+]{40})",
        .window_bytes = 96,
        .check = aws_check_secret,
        .plausible = 0.3,
        .proven = 0.9,
        .context = "aws|amazon|s3|ec2|iam|access key|akia",
        .value = value_exact,
        .mask = aws_mask,
    },
    {
        .type = &types[TYPE_GITHUB],
        .anchor = ANCHOR_LITERAL,
        .literals = "ghp_ gho_ ghu_ ghs_ ghr_",
        .pattern = "gh[pousr]_[A-Za-z0-9]{36,255}",
        .window_bytes = 260,
        .check = github_check,
        .plausible = 0.6,
        .proven = 0.98,
        .value = value_exact,
        .mask = github_mask,
    },
    {
        .type = &types[TYPE_GITHUB],
        .anchor = ANCHOR_LITERAL,
        .literals = "github_pat_",
        .pattern = "github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}",
        .window_bytes = 93,
        .check = github_check,
        .proven = 0.98,
        .value = value_exact,
        .mask = github_mask,
    },
};

size_t catalogue_detectors(const Detector **out)
{
    *out = detectors;
    return sizeof detectors / sizeof detectors[0];
}

size_t catalogue_types(const FindingType **out)
{
    *out = types;
    return TYPES;
}

const Detector *catalogue_find(const char *type)
{
    for (size_t i = 0; i < sizeof detectors / sizeof detectors[0]; i++)
        if (strcmp(detectors[i].type->type, type) == 0)
            return &detectors[i];
    return NULL;
}
