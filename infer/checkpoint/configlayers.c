/* Layers in config.json: see configlayers.h. */
#include "infer/checkpoint/configlayers.h"

#include "infer/jsonfile.h"

#include <math.h>
#include <string.h>

/* The window of layers that slide; 0 where there is none. */
static int window_read(const ConfigKeys *k, size_t *window, Err *e)
{
    bool used = true;
    *window = 0;
    if (configkeys_bool(k, FACT_WINDOW_USED, &used, e) < 0)
        return -1;
    return used && configkeys_size(k, FACT_WINDOW, INT32_MAX, window, e) < 0 ? -1 : 0;
}

/* A layer slides that is said to; then there must be a window. */
static int layer_slide(Config *c, size_t i, size_t window, const ConfigKeys *k, Err *e)
{
    if (window == 0) {
        err_set(e, ERR_FORMAT, "layer %zu is to slide, but %s gives no window in use", i,
                k->facts[FACT_WINDOW].name ? k->facts[FACT_WINDOW].name : "no key");
        return -1;
    }
    c->layers[i].window = window;
    c->layers[i].rope = configkeys_has(k, FACT_ROPE_LOCAL_THETA) ? 1 : 0;
    return 0;
}

/* layer_types: an array with a word for each layer. */
static int types_read(Config *c, const json_t *types, size_t window, const ConfigKeys *k, Err *e)
{
    const char *key = k->facts[FACT_LAYER_TYPES].name;
    if (!json_is_array(types) || json_array_size(types) != c->n_layers) {
        err_set(e, ERR_FORMAT, "%s is not an array of %zu kinds", key, c->n_layers);
        return -1;
    }
    for (size_t i = 0; i < c->n_layers; i++) {
        const json_t *v = json_array_get(types, i);
        const char *name = json_string_value(v);
        const bool slides = name && strcmp(name, "sliding_attention") == 0;
        if (!name || (!slides && strcmp(name, "full_attention") != 0) ||
            (slides && c->family->windows == WINDOWS_NONE)) {
            err_set(e, ERR_FORMAT, "%s[%zu] \"%.100s\" is not implemented for %s", key, i,
                    name ? name : jsonfile_kind(v), c->family->name);
            return -1;
        }
        /* Where a window holds for all layers, the reference does not look at single ones. */
        if (c->family->windows == WINDOWS_ALL && slides != (window > 0)) {
            err_set(e, ERR_FORMAT, "%s[%zu] \"%s\" contradicts %s", key, i, name,
                    k->facts[FACT_WINDOW].name);
            return -1;
        }
        if (slides && layer_slide(c, i, window, k, e) != 0)
            return -1;
    }
    return 0;
}

static int rule_follow(Config *c, size_t window, const ConfigKeys *k, Err *e)
{
    size_t pattern = c->family->window_pattern, from = 0;
    if (configkeys_size(k, FACT_WINDOW_PATTERN, INT32_MAX, &pattern, e) < 0)
        return -1;
    const json_t *late = k->facts[FACT_WINDOW_LAYERS_AT].value;
    uint64_t at = 0;
    if (late && jsonfile_integer(late, k->facts[FACT_WINDOW_LAYERS_AT].name, 0, INT32_MAX, &at, e))
        return -1;
    from = (size_t)at;
    for (size_t i = 0; i < c->n_layers; i++) {
        bool slides = false;
        switch (c->family->windows) {
        case WINDOWS_NONE:
            break;
        case WINDOWS_ALL:
            slides = window > 0;
            break;
        case WINDOWS_PATTERN:
            slides = (i + 1) % pattern != 0;
            break;
        case WINDOWS_LATE:
            slides = window > 0 && i >= from;
            break;
        }
        if (slides && layer_slide(c, i, window, k, e) != 0)
            return -1;
    }
    return 0;
}

/* One word of attention_types or attention_layers. */
static int word_take(Config *c, size_t i, const json_t *v, const char *key, size_t window,
                     const ConfigKeys *k, Err *e)
{
    const char *name = json_string_value(v);
    if (!name || (strcmp(name, "global") != 0 && strcmp(name, "local") != 0)) {
        err_set(e, ERR_FORMAT, "%s: \"%.100s\" is not implemented", key,
                name ? name : jsonfile_kind(v));
        return -1;
    }
    c->layers[i].window = 0;
    return strcmp(name, "local") == 0 ? layer_slide(c, i, window, k, e) : 0;
}

/* [[["global", "local"], 12], ...]: each list of words so many times. */
static int repeats_read(Config *c, const json_t *types, size_t window, const ConfigKeys *k, Err *e)
{
    const char *key = k->facts[FACT_ATTENTION_TYPES].name;
    size_t at = 0;
    for (size_t i = 0; i < json_array_size(types); i++) {
        const json_t *item = json_array_get(types, i), *words = json_array_get(item, 0);
        uint64_t times;
        if (json_array_size(item) != 2 || !json_is_array(words)) {
            err_set(e, ERR_FORMAT, "%s[%zu] is not an array of kinds and a number", key, i);
            return -1;
        }
        if (jsonfile_integer(json_array_get(item, 1), key, 0, INT32_MAX, &times, e) != 0)
            return -1;
        const size_t n = json_array_size(words);
        if (n > 0 && times > (c->n_layers - at) / n) {
            err_set(e, ERR_FORMAT, "%s describes more than %zu layers", key, c->n_layers);
            return -1;
        }
        for (size_t j = 0; j < n * times; j++)
            if (word_take(c, at++, json_array_get(words, j % n), key, window, k, e) != 0)
                return -1;
    }
    if (!json_is_array(types) || at != c->n_layers) {
        err_set(e, ERR_FORMAT, "%s describes %zu layers, but there are %zu", key, at, c->n_layers);
        return -1;
    }
    return 0;
}

/* GPT-Neo's two keys. The reference obeys the written-out one where both are there. */
static int attention_types_read(Config *c, size_t window, const ConfigKeys *k, Err *e)
{
    const ConfigKey *repeats = &k->facts[FACT_ATTENTION_TYPES];
    const ConfigKey *words = &k->facts[FACT_ATTENTION_LAYERS];
    if (!words->value || json_is_null(words->value))
        return repeats_read(c, repeats->value, window, k, e);
    if (!json_is_array(words->value) || json_array_size(words->value) != c->n_layers) {
        err_set(e, ERR_FORMAT, "%s is not an array of %zu kinds", words->name, c->n_layers);
        return -1;
    }
    for (size_t i = 0; i < c->n_layers; i++)
        if (word_take(c, i, json_array_get(words->value, i), words->name, window, k, e) != 0)
            return -1;
    return 0;
}

static int scales_read(Config *c, const ConfigKeys *k, Err *e)
{
    double scale = (double)c->layers[0].attention_scale, query = 0;
    bool scaled = true, by_layer = false;
    if (configkeys_number(k, FACT_QUERY_SCALAR, &query, e) < 0 ||
        configkeys_bool(k, FACT_SCALED, &scaled, e) < 0 ||
        configkeys_bool(k, FACT_SCALED_BY_LAYER, &by_layer, e) < 0)
        return -1;
    if (configkeys_has(k, FACT_QUERY_SCALAR) && !(query > 0)) {
        err_set(e, ERR_FORMAT, "%s is null where a number is expected",
                k->facts[FACT_QUERY_SCALAR].name);
        return -1;
    }
    if (query > 0)
        scale = 1 / sqrt(query);
    else if (!scaled)
        scale = 1;
    else if (!c->family->unscaled)
        scale = 1 / sqrt((double)c->head_dim);
    for (size_t i = 0; i < c->n_layers; i++)
        c->layers[i].attention_scale = (float)(by_layer ? scale / (double)(i + 1) : scale);
    return 0;
}

int configlayers_read(Config *c, const ConfigKeys *k, Err *e)
{
    size_t window;
    const json_t *types = k->facts[FACT_LAYER_TYPES].value;
    if (scales_read(c, k, e) != 0 || window_read(k, &window, e) != 0)
        return -1;
    if (configkeys_has(k, FACT_ATTENTION_TYPES))
        return attention_types_read(c, window, k, e);
    if (types && !json_is_null(types))
        return types_read(c, types, window, k, e);
    return rule_follow(c, window, k, e);
}
