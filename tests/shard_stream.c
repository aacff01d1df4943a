/* shard_stream: reads lines "SIXTEENTHS TEXT-FIELD ID-FIELD CLUSTER-FIELD PATH" from standard input
 * ("-": no such field) and prints what the shard gave, as sharddigest.h defines it: "DOCS MALFORMED
 * PASSED SHA256", or the error. For tests/oracle/parquet_golden.py. */
#include "tests/sharddigest.h"

#include <stdlib.h>

int main(void)
{
    char line[8192];
    while (fgets(line, sizeof line, stdin)) {
        char text[1024], id[1024], cluster[1024];
        uint64_t sixteenths;
        int at = 0;
        line[strcspn(line, "\n")] = '\0';
        if (sscanf(line, "%" SCNu64 " %1023s %1023s %1023s %n", &sixteenths, text, id, cluster,
                   &at) != 4 ||
            at == 0)
            return 2;
        const ShardOptions o = {.text_field = text,
                                .id_field = strcmp(id, "-") == 0 ? NULL : id,
                                .cluster_field = strcmp(cluster, "-") == 0 ? NULL : cluster};
        ShardDigest g;
        digest_shard(&g, line + at, &o, sixteenths);
        if (!g.opened || g.end != SHARD_END)
            printf("error %s\n", g.e.text);
        else
            printf("%" PRIu64 " %" PRIu64 " %" PRIu64 " %s\n", g.n_docs, g.n_malformed, g.n_passed,
                   g.sha256);
        fflush(stdout);
    }
    return 0;
}
