/* Time that only goes forward, for rates and pauses; never part of a result. */
#ifndef ROTE_CLOCK_H
#define ROTE_CLOCK_H

/* Seconds since some fixed moment. */
double clock_seconds(void);

#endif
