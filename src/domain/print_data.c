#include "domain/print_data.h"

#include "base/json.h"

struct str print_data_write(struct arena *a, const struct label_values *v)
{
    struct buf text = {0};
    struct json_out o;
    json_out_init(&o, &text);
    json_begin_object(&o);
    for (int f = 0; f < LABEL_FIELD_TOTAL; f++)
        json_field_opt(&o, label_fields[f].name, v->at[f]);
    json_end_object(&o);
    struct str copy = arena_str(a, buf_view(&text));
    buf_free(&text);
    return copy;
}

bool print_data_read(struct arena *a, struct str text, enum label_for thing, struct label_values *ret)
{
    struct json_error error;
    struct json *root = json_parse(text, &error);
    void *at = NULL;
    struct str name;
    const struct json *value;
    bool good = root && json_kind(root) == JSON_OBJECT;
    *ret = (struct label_values){0};
    while (good && json_next(root, &at, &name, &value)) {
        enum label_field f = label_field_find(name, thing);
        if (f != LABEL_FIELD_TOTAL)
            ret->at[f] = arena_str(a, json_string(value));
    }
    json_free(root);
    return good;
}
