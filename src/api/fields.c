#include "api/fields.h"

#include "api/list.h"

static struct str text_of(const struct api_field *f, const void *thing)
{
    struct str text;
    memcpy(&text, (const char *)thing + f->at, sizeof text);
    return text;
}

static int64_t number_of(const struct api_field *f, const void *thing)
{
    int64_t n;
    memcpy(&n, (const char *)thing + f->at, sizeof n);
    return n;
}

static bool flag_of(const struct api_field *f, const void *thing)
{
    return *(const bool *)((const char *)thing + f->at);
}

static struct str choice_of(const struct api_field *f, const void *thing)
{
    int n; /* enums are as wide as an int */
    memcpy(&n, (const char *)thing + f->at, sizeof n);
    return str_of(f->names[n]);
}

static unsigned bits_of(const struct api_field *f, const void *thing)
{
    unsigned bits;
    memcpy(&bits, (const char *)thing + f->at, sizeof bits);
    return bits;
}

/* ---- reading ---- */

static void read_choice(struct api_body *b, const struct api_field *f, void *to)
{
    int n;
    if (api_body_choice(b, f->name, f->names, (int)f->max + 1, &n))
        memcpy(to, &n, sizeof n);
}

static void read_field(struct api_body *b, const struct api_field *f, void *to)
{
    switch (f->kind) {
    case API_FIELD_TEXT:
        api_body_str(b, f->name, to);
        return;
    case API_FIELD_INT:
        api_body_int(b, f->name, f->min, f->max, to);
        return;
    case API_FIELD_BOOL:
        api_body_bool(b, f->name, to);
        return;
    case API_FIELD_CHOICE:
        read_choice(b, f, to);
        return;
    case API_FIELD_DATE:
        api_body_date(b, f->name, to);
        return;
    case API_FIELD_TIME:
        api_body_time(b, f->name, to);
        return;
    case API_FIELD_ATTRIBUTES:
        api_body_object(b, f->name, to);
        return;
    case API_FIELD_WORDS:
        api_body_words(b, f->name, to);
        return;
    case API_FIELD_BITS:
        api_body_bits(b, f->name, f->names, (int)f->max + 1, to);
        return;
    }
}

void api_fields_read(struct api_body *b, const struct api_fields *fields, bool making, void *thing)
{
    for (size_t i = 0; i < fields->count; i++) {
        const struct api_field *f = &fields->at[i];
        if ((f->flags & API_FIELD_READONLY) || ((f->flags & API_FIELD_ONCE) && !making))
            continue;
        read_field(b, f, (char *)thing + f->at);
        if ((f->flags & API_FIELD_NEEDED) && making)
            api_body_need(b, f->name);
    }
}

/* ---- writing ---- */

static bool is_midnight(msec at)
{
    return at % INT64_C(86400000) == 0;
}

static size_t print_date(msec at, char out[TIME_TEXT_MAX])
{
    return is_midnight(at) ? time_print_date(at, out) : time_print_utc(at, out);
}

/* A time as text; empty when there is none. */
static struct str time_of(const struct api_field *f, const void *thing, char out[TIME_TEXT_MAX])
{
    msec at = number_of(f, thing);
    if (at == 0)
        return (struct str){0};
    return (struct str){out, f->kind == API_FIELD_DATE ? print_date(at, out) : time_print_utc(at, out)};
}

static void put_text(struct json_out *o, struct str text, bool or_null)
{
    if (or_null && str_empty(text))
        json_put_null(o);
    else
        json_put_str(o, text);
}

static void put_words(struct json_out *o, struct str words)
{
    json_begin_array(o);
    for (size_t end; words.len > 0; words = str_slice(words, end + 1, words.len)) {
        end = str_find(words, ' ');
        json_put_str(o, str_slice(words, 0, end));
    }
    json_end_array(o);
}

static void put_bits(struct json_out *o, const struct api_field *f, unsigned bits)
{
    json_begin_array(o);
    for (int64_t i = 0; i <= f->max; i++)
        if (bits >> i & 1)
            json_put_str(o, str_of(f->names[i]));
    json_end_array(o);
}

static void put_field(struct json_out *o, const struct api_field *f, const void *thing)
{
    char time[TIME_TEXT_MAX];
    json_key(o, f->name);
    switch (f->kind) {
    case API_FIELD_TEXT:
        put_text(o, text_of(f, thing), f->flags & API_FIELD_OR_NULL);
        return;
    case API_FIELD_INT:
        json_put_int(o, number_of(f, thing));
        return;
    case API_FIELD_BOOL:
        json_put_bool(o, flag_of(f, thing));
        return;
    case API_FIELD_CHOICE:
        json_put_str(o, choice_of(f, thing));
        return;
    case API_FIELD_DATE:
    case API_FIELD_TIME:
        put_text(o, time_of(f, thing, time), true);
        return;
    case API_FIELD_ATTRIBUTES:
        json_put_raw(o, str_empty(text_of(f, thing)) ? STR("{}") : text_of(f, thing));
        return;
    case API_FIELD_WORDS:
        put_words(o, text_of(f, thing));
        return;
    case API_FIELD_BITS:
        put_bits(o, f, bits_of(f, thing));
        return;
    }
}

void api_fields_json(struct json_out *o, const struct api_fields *fields, const void *thing)
{
    for (size_t i = 0; i < fields->count; i++)
        put_field(o, &fields->at[i], thing);
}

static void put_names(struct api_cells *out, const struct api_field *f, unsigned bits, bool first)
{
    struct buf names = {0};
    for (int64_t i = 0; i <= f->max; i++)
        if (bits >> i & 1)
            buf_fmt(&names, "%s%s", names.len ? " " : "", f->names[i]);
    api_cell_str(out, buf_view(&names), first);
    buf_free(&names);
}

static void put_cell(struct api_cells *out, const struct api_field *f, const void *thing, bool first)
{
    switch (f->kind) {
    case API_FIELD_TEXT:
    case API_FIELD_ATTRIBUTES:
    case API_FIELD_WORDS:
        api_cell_str(out, text_of(f, thing), first);
        return;
    case API_FIELD_INT:
        api_cell_int(out, number_of(f, thing), first);
        return;
    case API_FIELD_BOOL:
        api_cell_bool(out, flag_of(f, thing), first);
        return;
    case API_FIELD_CHOICE:
        api_cell_str(out, choice_of(f, thing), first);
        return;
    case API_FIELD_DATE:
        (is_midnight(number_of(f, thing)) ? api_cell_date : api_cell_time)(out, number_of(f, thing), first);
        return;
    case API_FIELD_TIME:
        api_cell_time(out, number_of(f, thing), first);
        return;
    case API_FIELD_BITS:
        put_names(out, f, bits_of(f, thing), first);
        return;
    }
}

void api_fields_csv(struct api_cells *out, const struct api_fields *fields, const void *thing)
{
    for (size_t i = 0; i < fields->count; i++)
        put_cell(out, &fields->at[i], thing, i == 0);
}

const char *const *api_fields_columns(struct arena *a, const struct api_fields *fields)
{
    const char **names = ARENA_ARRAY(a, fields->count + 1, const char *);
    for (size_t i = 0; names && i < fields->count; i++)
        names[i] = fields->at[i].name;
    return names;
}
