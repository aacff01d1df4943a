/* What every test needs: cmocka with its includes, a fresh empty folder, files in it, shared/ where
 * it is. */
#ifndef ROTE_TESTING_H
#define ROTE_TESTING_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* cmocka's setup and teardown: *state is the path of a folder that exists for this test alone. */
static inline int test_folder_make(void **state)
{
    char *dir = strdup("/tmp/rote-test-XXXXXX");
    *state = dir;
    return dir && mkdtemp(dir) ? 0 : -1;
}

static inline int test_folder_remove(void **state)
{
    char command[256];
    snprintf(command, sizeof command, "rm -rf '%s'", (char *)*state);
    const int rc = system(command);
    free(*state);
    return rc == 0 ? 0 : -1;
}

/* "FOLDER/name"; free it. */
static inline char *test_path(const char *folder, const char *name)
{
    const size_t n = strlen(folder) + strlen(name) + 2;
    char *p = malloc(n);
    assert_non_null(p);
    snprintf(p, n, "%s/%s", folder, name);
    return p;
}

/* Writes n bytes to FOLDER/name and returns its path; free it. */
static inline char *test_file(const char *folder, const char *name, const void *bytes, size_t n)
{
    char *path = test_path(folder, name);
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(bytes, 1, n, f), n);
    assert_int_equal(fclose(f), 0);
    return path;
}

/* Material that lies beside the project, not in it. A test that needs it is skipped, aloud, where
 * it is missing. */
#define SHARED_DATA "../shared/data"

static inline void test_need(const char *path)
{
    if (access(path, R_OK) != 0) {
        printf("skipped: %s is not here\n", path);
        skip();
    }
}

#endif
