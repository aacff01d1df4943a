/* The keys of config.json that say something about the mathematics, a table for each family, with
 * what the reference's configuration class takes where one is missing. Read by configkeys.c. */
#ifndef ROTE_FAMILYKEYS_H
#define ROTE_FAMILYKEYS_H

#include "infer/checkpoint/family.h"

extern const FamilyKey FAMILYKEYS_GEMMA[], FAMILYKEYS_GEMMA2[], FAMILYKEYS_GEMMA3[],
    FAMILYKEYS_LLAMA[], FAMILYKEYS_MISTRAL[], FAMILYKEYS_QWEN2[], FAMILYKEYS_QWEN3[],
    FAMILYKEYS_OLMO[], FAMILYKEYS_OLMO2[], FAMILYKEYS_FALCON[], FAMILYKEYS_NEOX[],
    FAMILYKEYS_GPT2[], FAMILYKEYS_GPT_NEO[], FAMILYKEYS_GPT_J[], FAMILYKEYS_PHI[];

#endif
