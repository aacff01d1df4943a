/* What config.json says about single layers: which slide, and how scores are scaled. */
#ifndef ROTE_CONFIGLAYERS_H
#define ROTE_CONFIGLAYERS_H

#include "infer/checkpoint/config.h"
#include "infer/checkpoint/configkeys.h"

/* Fills c->layers after config_finish and configrope_read. 0, or -1 with ERR_FORMAT naming the
 * key. */
int configlayers_read(Config *c, const ConfigKeys *k, Err *e);

#endif
