/* GGUF files in directories: see gguffile.h. */
#include "infer/checkpoint/gguffile.h"

#include "audit/base/file.h"
#include "audit/base/str.h"

#include <dirent.h>
#include <stddef.h>

const char *gguffile_in(const char *dir, Arena *a)
{
    const char *found = NULL;
    size_t n = 0;
    DIR *d = file_exists(arena_printf(a, "%s/config.json", dir)) ? NULL : opendir(dir);
    if (!d)
        return NULL;
    for (const struct dirent *f; (f = readdir(d));)
        if (f->d_name[0] != '.' && str_ends(str_of(f->d_name), ".gguf")) {
            found = arena_printf(a, "%s/%s", dir, f->d_name);
            n++;
        }
    closedir(d);
    return n == 1 ? found : NULL;
}
