/* A Parquet file's schema: a tree, written depth first. Of it only the columns are kept that were
 * asked for by path. Source: SchemaElement of parquet.thrift, LogicalTypes.md (Parquet 2.11). */
#ifndef ROTE_PARQUETSCHEMA_H
#define ROTE_PARQUETSCHEMA_H

#include "corpus/parquet/thrift.h"

/* What a column is read for. */
typedef enum { ROLE_TEXT, ROLE_ID, ROLE_CLUSTER, N_ROLES } ParquetRole;

/* Physical types, as the format numbers them. */
typedef enum {
    PARQUET_BOOLEAN = 0,
    PARQUET_INT32 = 1,
    PARQUET_INT64 = 2,
    PARQUET_INT96 = 3,
    PARQUET_FLOAT = 4,
    PARQUET_DOUBLE = 5,
    PARQUET_BYTES = 6,
    PARQUET_FIXED = 7,
    N_PARQUET_TYPES,
} ParquetType;

/* How a value becomes a string. */
typedef enum {
    FORM_BYTES,    /* as it is */
    FORM_SIGNED,   /* in decimal */
    FORM_UNSIGNED, /* in decimal */
    FORM_UUID,     /* 8-4-4-4-12 hex digits */
} ParquetForm;

typedef struct {
    const char *path; /* as the user wrote it; NULL: not asked for, or there is none */
    uint64_t leaf;    /* index among the leaves, which is that of its chunk in a row group */
    ParquetType type;
    size_t width; /* bytes a value; 0 for PARQUET_BYTES */
    ParquetForm form;
    unsigned max_definition; /* how many of the path's elements may be null */
} ParquetColumn;

typedef struct {
    ParquetColumn columns[N_ROLES];
    uint64_t n_leaves;
} ParquetSchema;

/* Reads the schema, the value of f, and looks up `paths` in it (NULL: not asked for; see
 * ShardOptions for their form), which must outlive s. 0; -1 with ERR_FORMAT when it is damaged,
 * when there is no such text column, or when the text or cluster column is a list or of a type that
 * cannot be read. A cluster column that is not there, and an id column that is not there or cannot
 * be read, have path NULL: no document has one, as with a JSON field that is missing or
 * something else. */
int parquetschema_read(ParquetSchema *s, Thrift *t, const ThriftField *f,
                       const char *const paths[N_ROLES], Err *e);

#endif
