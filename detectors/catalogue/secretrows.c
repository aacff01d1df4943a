/* Secrets: what opens a door to whoever reads it. Rows of the table: see catalogue.h. */
#include "detectors/catalogue.h"

#include "detectors/mask.h"
#include "detectors/secret.h"
#include "detectors/validators.h"

enum {
    TYPE_CREDENTIALS,
    TYPE_PRIVATE_KEY,
    TYPE_JWT,
    TYPE_AWS,
    TYPE_GITHUB,
};

static const FindingType types[] = {
    [TYPE_CREDENTIALS] = {"SECRET/URL_CREDENTIALS", SEVERITY_HIGH, "password in a URL"},
    [TYPE_PRIVATE_KEY] = {"ENCRYPTION_KEY", SEVERITY_HIGH, "private key"},
    [TYPE_JWT] = {"JSON_WEB_TOKEN", SEVERITY_HIGH, "JSON web token"},
    [TYPE_AWS] = {"AWS_CREDENTIALS", SEVERITY_HIGH, "AWS access key"},
    [TYPE_GITHUB] = {"SECRET/GITHUB_TOKEN", SEVERITY_HIGH, "GitHub token"},
};

static const Detector rows[] = {
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
        .type = &types[TYPE_JWT],
        .anchor = ANCHOR_LITERAL,
        .literals = "ZXlK",
        .not_before = "A-Za-z0-9_-",
        .pattern = "ZXlK[A-Za-z0-9+/_-]{60,}={0,2}",
        .check = jwt_check_wrapped,
        .proven = 0.95,
        .value = value_exact,
        .mask = jwt_mask,
    },
    {
        .type = &types[TYPE_AWS],
        .anchor = ANCHOR_LITERAL,
        .literals = "AKIA ASIA ABIA ACCA",
        .pattern = "A(?:KI|SI|BI|CC)A[A-Z2-7]{16}",
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
        .type = &types[TYPE_AWS],
        .anchor = ANCHOR_LITERAL,
        .literals = "ABSK bedrock-api-key-",
        .pattern =
            "(?:ABSK[A-Za-z0-9+/]{109,269}={0,2}|bedrock-api-key-[A-Za-z0-9+/]{20,1000}={0,2})",
        .window_bytes = 1024,
        .check = secret_check_token,
        .proven = 0.95,
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

const CatalogueRows catalogue_secret = {rows, sizeof rows / sizeof rows[0]};
