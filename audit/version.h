/* The version; part of every plan, because another version may compute other bytes. */
#ifndef ROTE_VERSION_H
#define ROTE_VERSION_H

#define ROTE_VERSION "0.1.0"

#endif
