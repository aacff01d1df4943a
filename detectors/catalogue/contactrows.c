/* Contact and network: what reaches or names a person or a machine. Rows of the table: see catalogue.h. */
#include "detectors/catalogue.h"

#include "detectors/mask.h"
#include "detectors/validators.h"

enum {
    TYPE_EMAIL,
    TYPE_PHONE,
    TYPE_IP,
    TYPE_MAC,
    TYPE_HANDLE,
};

static const FindingType types[] = {
    [TYPE_EMAIL] = {"EMAIL_ADDRESS", SEVERITY_MODERATE, "e-mail address"},
    [TYPE_PHONE] = {"PHONE_NUMBER", SEVERITY_MODERATE, "telephone number"},
    [TYPE_IP] = {"IP_ADDRESS", SEVERITY_LOW, "IP address"},
    [TYPE_MAC] = {"MAC_ADDRESS", SEVERITY_LOW, "hardware address"},
    [TYPE_HANDLE] = {"SOCIAL_MEDIA_HANDLE", SEVERITY_MODERATE, "web address with a user's name"},
};

static const char phone_words[] =
    "phone|telephone|tel|call|called|calling|dial|mobile|cell|cellphone|handy|fax|sms|whatsapp|"
    "contact|hotline|telefon|telefono|movil|mobil|durchwahl|rufnummer|phone number";
static const char phone_words_against[] = "isbn|issn|doi|ean|upc|version|serial|invoice|timestamp|"
                                          "checksum|offset|patent|pmid|arxiv|dfars";

static const Detector rows[] = {
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
};

const CatalogueRows catalogue_contact = {rows, sizeof rows / sizeof rows[0]};
