/* The header in front of every page: PageHeader of parquet.thrift. */
#ifndef ROTE_PAGEHEADER_H
#define ROTE_PAGEHEADER_H

#include "corpus/parquet/thrift.h"

typedef enum {
    PAGE_DATA = 0,
    PAGE_INDEX = 1,
    PAGE_DICTIONARY = 2,
    PAGE_DATA_V2 = 3,
} PageType;

/* Encodings, as the format numbers them. */
typedef enum {
    ENCODING_PLAIN = 0,
    ENCODING_PLAIN_DICTIONARY = 2,
    ENCODING_RLE = 3,
    ENCODING_BIT_PACKED = 4,
    ENCODING_DELTA_BINARY_PACKED = 5,
    ENCODING_DELTA_LENGTH_BYTE_ARRAY = 6,
    ENCODING_DELTA_BYTE_ARRAY = 7,
    ENCODING_RLE_DICTIONARY = 8,
    ENCODING_BYTE_STREAM_SPLIT = 9,
} PageEncoding;

/* All sizes are those stated, each at least 0 and at most INT32_MAX. */
typedef struct {
    int64_t type;          /* PageType, or one that is not known */
    uint64_t body;         /* byte of the file at which the page itself begins */
    uint64_t packed_bytes; /* in the file; body + packed_bytes is at most the limit given */
    uint64_t bytes;        /* once decompressed, levels included */
    bool has_crc;
    uint32_t crc;             /* CRC-32 (ISO 3309) of the packed bytes */
    uint64_t n_values;        /* nulls included; of a dictionary: its entries */
    int64_t encoding;         /* of the values */
    int64_t levels_encoding;  /* version 1: of the definition levels */
    uint64_t n_nulls;         /* version 2 */
    uint64_t levels_bytes[2]; /* version 2: of repetition and definition levels */
    bool is_packed;           /* version 2: whether the values are compressed */
} PageHeader;

/* Reads the header at byte `offset`; the page must end at byte `limit` or before. 0; -1 with
 * ERR_FORMAT or ERR_IO. */
int pageheader_read(PageHeader *h, InFile *f, uint64_t offset, uint64_t limit, Err *e);

#endif
