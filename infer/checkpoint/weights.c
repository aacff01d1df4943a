/* The weight files of a checkpoint: see weights.h.
 *
 * The index of a checkpoint in several files is not trusted: each tensor must be in the file that
 * weight_map names, each tensor of a file must be in weight_map, and a file is a plain name in the
 * same directory. */
#include "infer/checkpoint/weights.h"

#include "audit/base/buf.h"
#include "audit/base/file.h"
#include "audit/base/filemap.h"
#include "audit/base/mem.h"
#include "infer/checkpoint/safetensors.h"
#include "infer/jsonfile.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char SINGLE_FILE[] = "model.safetensors",
                  INDEX_FILE[] = "model.safetensors.index.json";

typedef struct {
    const char *name;
    FileMap *map;
} WeightFile;

struct Weights {
    Arena arena;
    WeightFile *files; /* [n_files], by name */
    size_t n_files;
    Tensor *tensors; /* [n_tensors], by name */
    size_t n_tensors;
    Gguf *gguf; /* in the arena; NULL for a directory */
};

static int by_name(const void *a, const void *b)
{
    return strcmp(((const Tensor *)a)->name, ((const Tensor *)b)->name);
}

static int by_file_name(const void *a, const void *b)
{
    return strcmp(((const WeightFile *)a)->name, ((const WeightFile *)b)->name);
}

/* Puts a file's tensors behind those there are. */
static void tensors_add(Weights *w, const Tensor *t, size_t n, const char *file)
{
    w->tensors = mem_resize(w->tensors, w->n_tensors + n, sizeof *t);
    for (size_t i = 0; i < n; i++) {
        w->tensors[w->n_tensors] = t[i];
        w->tensors[w->n_tensors++].file = file;
    }
}

static int file_load(Weights *w, const char *dir, WeightFile *f, Err *e)
{
    Tensor *t;
    size_t n;
    f->map = filemap_open(arena_printf(&w->arena, "%s/%s", dir, f->name), e);
    if (!f->map)
        return -1;
    if (safetensors_parse(filemap_bytes(f->map), &w->arena, &t, &n, e) != 0) {
        err_add(e, "%s/%s", dir, f->name);
        return -1;
    }
    tensors_add(w, t, n, f->name);
    return 0;
}

static void tensors_sort(Weights *w)
{
    if (w->n_tensors > 0)
        qsort(w->tensors, w->n_tensors, sizeof *w->tensors, by_name);
}

static int files_load(Weights *w, const char *dir, Err *e)
{
    for (size_t i = 0; i < w->n_files; i++)
        if (file_load(w, dir, &w->files[i], e) != 0)
            return -1;
    tensors_sort(w);
    for (size_t i = 1; i < w->n_tensors; i++) {
        const Tensor *t = &w->tensors[i];
        if (strcmp(t[-1].name, t->name) == 0) {
            err_set(e, ERR_FORMAT, "%s: tensor \"%.200s\" is in %s and in %s", dir, t->name,
                    t[-1].file, t->file);
            return -1;
        }
    }
    return 0;
}

static void file_add(Weights *w, const char *name)
{
    w->files = mem_resize(w->files, w->n_files + 1, sizeof *w->files);
    w->files[w->n_files++] = (WeightFile){.name = arena_cstr(&w->arena, name)};
}

/* The files that weight_map names, each once. */
static int index_files(Weights *w, json_t *map, Err *e)
{
    const char *tensor;
    json_t *v;
    if (!json_is_object(map)) {
        err_set(e, ERR_FORMAT, "weight_map is %s", map ? jsonfile_kind(map) : "missing");
        return -1;
    }
    json_object_foreach(map, tensor, v)
    {
        const char *name = json_string_value(v);
        if (!name || !*name || strchr(name, '/') || name[0] == '.') {
            err_set(e, ERR_FORMAT,
                    "weight_map: \"%.200s\" is not given the plain name of a file in the directory",
                    tensor);
            return -1;
        }
        file_add(w, name);
    }
    if (w->n_files == 0) {
        err_set(e, ERR_FORMAT, "weight_map is empty");
        return -1;
    }
    qsort(w->files, w->n_files, sizeof *w->files, by_file_name);
    size_t n = 1;
    for (size_t i = 1; i < w->n_files; i++)
        if (strcmp(w->files[i].name, w->files[n - 1].name) != 0)
            w->files[n++] = w->files[i];
    w->n_files = n;
    return 0;
}

/* Index and files must tell the same story. */
static int index_check(const Weights *w, json_t *map, Err *e)
{
    const char *name;
    json_t *v;
    json_object_foreach(map, name, v)
    {
        const Tensor *t = weights_find(w, name);
        if (!t || strcmp(t->file, json_string_value(v)) != 0) {
            err_set(e, ERR_FORMAT, "weight_map places tensor \"%.200s\" in %s, where it is not",
                    name, json_string_value(v));
            return -1;
        }
    }
    for (size_t i = 0; i < w->n_tensors; i++)
        if (!json_object_get(map, w->tensors[i].name)) {
            err_set(e, ERR_FORMAT, "tensor \"%.200s\" of %s is not in weight_map",
                    w->tensors[i].name, w->tensors[i].file);
            return -1;
        }
    return 0;
}

static int index_load(Weights *w, const char *dir, Err *e)
{
    Buf text = {0};
    int rc = -1;
    json_t *root = NULL;
    const char *path = arena_printf(&w->arena, "%s/%s", dir, INDEX_FILE);
    if (file_read(path, &text, e) != 0)
        goto done;
    root = jsonfile_parse(buf_str(&text), e);
    json_t *map = root ? json_object_get(root, "weight_map") : NULL;
    if (!root || index_files(w, map, e) != 0) {
        err_add(e, "%s", path);
        goto done;
    }
    if (files_load(w, dir, e) != 0)
        goto done;
    rc = index_check(w, map, e);
    if (rc != 0)
        err_add(e, "%s", path);
done:
    json_decref(root);
    buf_free(&text);
    return rc;
}

static bool is_pickle(const char *name)
{
    const Str s = str_of(name);
    return str_starts(s, "pytorch_model") || str_ends(s, ".bin") || str_ends(s, ".pt") ||
           str_ends(s, ".pth") || str_ends(s, ".ckpt");
}

/* What a directory holds beside the names that are looked for; the strings are in the arena. */
typedef struct {
    const char *pickle, *single; /* first in order of name; NULL: none */
    size_t n_singles;            /* .safetensors files */
} Listing;

static const char *first_of(Arena *a, const char *old, const char *name)
{
    return old && strcmp(old, name) <= 0 ? old : arena_cstr(a, name);
}

static int directory_list(Listing *l, const char *dir, Arena *a, Err *e)
{
    *l = (Listing){0};
    DIR *d = opendir(dir);
    if (!d) {
        err_set_errno(e, "%s: cannot be read as a directory", dir);
        return -1;
    }
    for (const struct dirent *f; (f = readdir(d));) {
        if (is_pickle(f->d_name))
            l->pickle = first_of(a, l->pickle, f->d_name);
        if (f->d_name[0] != '.' && str_ends(str_of(f->d_name), ".safetensors")) {
            l->single = first_of(a, l->single, f->d_name);
            l->n_singles++;
        }
    }
    closedir(d);
    return 0;
}

/* Neither of the usual names is here: the only safetensors file is taken, else it is said what
 * to do with what is there. */
static int unnamed_load(Weights *w, const char *dir, Err *e)
{
    Listing l;
    if (directory_list(&l, dir, &w->arena, e) != 0)
        return -1;
    if (l.n_singles == 1) {
        file_add(w, l.single);
        return files_load(w, dir, e);
    }
    if (l.n_singles > 1)
        err_set(e, ERR_FORMAT,
                "%s: %zu safetensors files are here (%s, ...), but %s, which says what is where, "
                "is not",
                dir, l.n_singles, l.single, INDEX_FILE);
    else if (l.pickle)
        err_set(e, ERR_FORMAT,
                "%s: the weights are pickles (%s), which can run any code when they are read and "
                "are therefore not read; convert them where you trust them: python3 -c \"from "
                "transformers import AutoModelForCausalLM as A; A.from_pretrained('OLD').save_"
                "pretrained('NEW', safe_serialization=True)\"",
                dir, l.pickle);
    else
        err_set(e, ERR_FORMAT, "%s: neither %s nor %s is here", dir, SINGLE_FILE, INDEX_FILE);
    return -1;
}

Weights *weights_open(const char *dir, Err *e)
{
    Weights *w = mem_zero(1, sizeof *w);
    int rc = -1;
    if (file_exists(arena_printf(&w->arena, "%s/%s", dir, SINGLE_FILE))) {
        file_add(w, SINGLE_FILE);
        rc = files_load(w, dir, e);
    } else if (file_exists(arena_printf(&w->arena, "%s/%s", dir, INDEX_FILE))) {
        rc = index_load(w, dir, e);
    } else {
        rc = unnamed_load(w, dir, e);
    }
    if (rc != 0) {
        weights_close(w);
        return NULL;
    }
    return w;
}

Weights *weights_open_gguf(const char *path, Err *e)
{
    Weights *w = mem_zero(1, sizeof *w);
    const char *slash = strrchr(path, '/');
    file_add(w, slash ? slash + 1 : path);
    w->gguf = arena_alloc(&w->arena, 1, sizeof *w->gguf);
    w->files->map = filemap_open(path, e);
    if (!w->files->map)
        goto fail;
    if (gguf_parse(w->gguf, filemap_bytes(w->files->map), &w->arena, e) != 0) {
        err_add(e, "%s", path);
        goto fail;
    }
    tensors_add(w, w->gguf->tensors, w->gguf->n_tensors, w->files->name);
    tensors_sort(w);
    return w;
fail:
    weights_close(w);
    return NULL;
}

const Gguf *weights_gguf(const Weights *w)
{
    return w->gguf;
}

const Tensor *weights_tensors(const Weights *w, size_t *n)
{
    *n = w->n_tensors;
    return w->tensors;
}

const Tensor *weights_find(const Weights *w, const char *name)
{
    const Tensor key = {.name = name};
    if (w->n_tensors == 0)
        return NULL;
    return bsearch(&key, w->tensors, w->n_tensors, sizeof key, by_name);
}

size_t weights_files(const Weights *w)
{
    return w->n_files;
}

const char *weights_file(const Weights *w, size_t i, Str *bytes)
{
    *bytes = filemap_bytes(w->files[i].map);
    return w->files[i].name;
}

void weights_unneeded(const Weights *w, const void *at, size_t n)
{
    const char *from = at;
    for (size_t i = 0; i < weights_files(w); i++) {
        Str bytes;
        weights_file(w, i, &bytes);
        if (from >= bytes.s && from <= bytes.s + bytes.n && n <= (size_t)(bytes.s + bytes.n - from))
            filemap_unneeded(at, n);
    }
}

void weights_close(Weights *w)
{
    if (!w)
        return;
    for (size_t i = 0; i < w->n_files; i++)
        filemap_close(w->files[i].map);
    free(w->files);
    free(w->tensors);
    arena_free(&w->arena);
    free(w);
}
