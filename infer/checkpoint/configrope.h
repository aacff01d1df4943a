/* What config.json says about rotary positions, in its older form (rope_theta and rope_scaling) and
 * the newer one (rope_parameters). */
#ifndef ROTE_CONFIGROPE_H
#define ROTE_CONFIGROPE_H

#include "infer/checkpoint/config.h"
#include "infer/checkpoint/configkeys.h"

/* Sets c->ropes; head_dim and context are set. 0, or -1 with ERR_FORMAT naming the key. */
int configrope_read(Config *c, const ConfigKeys *k, Arena *a, Err *e);

#endif
