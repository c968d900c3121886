#include "domain/import_layout.h"

#include "domain/import_cell.h"
#include "domain/import_field.h"

const char *const import_kind_names[] = {[IMPORT_PRODUCTS] = "products",
                                         [IMPORT_LOCATIONS] = "locations",
                                         [IMPORT_PARTIES] = "parties",
                                         [IMPORT_UNITS] = "units"};
const char *const import_layout_names[] = {[IMPORT_AUTO] = "auto", [IMPORT_ROWS] = "rows", [IMPORT_ZOHO] = "zoho"};

/* Opening stock gives itself away by columns that nobody else has. */
static bool looks_like_zoho(const struct str *cells, size_t count)
{
    bool stock = false, serials = false;
    for (size_t i = 0; i < count; i++) {
        char buffer[IMPORT_WORD_MAX];
        struct str word = import_squeeze(import_cell_text(cells[i]), buffer);
        stock = stock || import_word_among("openingstock|trackserialnumber|quantityin|binquantity", word);
        serials = serials || import_word_among("serialnumbers", word);
    }
    return stock && serials;
}

/* "Asset Owner (2)" -> "asset_owner_2": letters, digits and whatever is not ASCII stay. */
static struct str attribute_key(struct arena *a, struct str header)
{
    char *out = arena_alloc(a, header.len + 1);
    size_t n = 0;
    for (size_t i = 0; out && i < header.len; i++) {
        char c = header.ptr[i];
        bool capital = c >= 'A' && c <= 'Z';
        bool word = capital || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
        if (word)
            out[n++] = capital ? (char)(c - 'A' + 'a') : c;
        else if (n && out[n - 1] != '_')
            out[n++] = '_';
    }
    while (n && out[n - 1] == '_')
        n--;
    return (struct str){out, n};
}

/* ---- the whole header ---- */

static bool key_taken(const struct import_map *m, struct str key)
{
    for (size_t i = 0; i < m->count; i++)
        if (m->columns[i].field == IMPORT_F_ATTRIBUTE && str_eq(m->columns[i].key, key))
            return true;
    return false;
}

/* A column that the table does not know: kept as an attribute where that is possible. */
static struct import_column strange_column(struct arena *a, const struct import_map *m, struct str header,
                                           struct str word)
{
    if (str_is(word, "importline") || str_is(word, "importreason"))
        return (struct import_column){.field = IMPORT_F_SILENT, .header = header};
    struct str key = m->layout == IMPORT_ZOHO ? (struct str){0} : attribute_key(a, header);
    if (key.len == 0 || key.len > IMPORT_WORD_MAX || key_taken(m, key))
        return (struct import_column){.field = IMPORT_F_UNKNOWN, .header = header};
    return (struct import_column){.field = IMPORT_F_ATTRIBUTE, .header = header, .key = key};
}

/* The serials of a row may stand in several cells. */
static const struct import_column *same_field(const struct import_map *m, enum import_field field)
{
    bool may_repeat = field == IMPORT_F_IDENTIFIER || field == IMPORT_F_SILENT || field == IMPORT_F_SERIALS;
    return may_repeat ? NULL : import_map_find(m, field);
}

/* ---- what a person says ---- */

static const struct import_choice *choice_of(const struct import_choices *c, struct str header)
{
    for (size_t i = 0; c && i < c->count; i++)
        if (str_eq(c->items[i].header, header))
            return &c->items[i];
    return NULL;
}

/* A person has given this field to another column: then a header that only sounds like it does not mean it. */
static bool given_away(const struct import_choices *c, const struct import_field_row *row)
{
    for (size_t i = 0; c && i < c->count; i++)
        if (row->field != IMPORT_F_IDENTIFIER && str_eq(c->items[i].field, import_field_row_name(row)))
            return true;
    return false;
}

static struct str names_of(struct arena *a, const struct import_fields *t)
{
    struct str text = STR(IMPORT_AS_ATTRIBUTE);
    for (size_t i = 0; i < t->count; i++)
        if (t->rows[i].field != IMPORT_F_SILENT)
            text = arena_fmt(a, "%.*s, %.*s", STR_ARG(text), STR_ARG(import_field_row_name(&t->rows[i])));
    return text;
}

static bool header_there(const struct str *cells, size_t count, struct str header)
{
    for (size_t i = 0; i < count; i++)
        if (str_eq(import_cell_text(cells[i]), header))
            return true;
    return false;
}

static bool choices_fit(struct arena *a, const struct import_fields *t, const struct import_choices *c,
                        const struct str *cells, size_t count, struct refusal *refusal)
{
    for (size_t i = 0; c && i < c->count; i++) {
        const struct import_choice *one = &c->items[i];
        bool known = !one->field.ptr || str_is(one->field, IMPORT_AS_ATTRIBUTE) || import_fields_by_name(t, one->field);
        if (!header_there(cells, count, one->header))
            return refuse(refusal, a, REFUSED_BAD_VALUE, "mapping", "the file has no column '%.*s'",
                          STR_ARG(one->header));
        if (!known)
            return refuse(refusal, a, REFUSED_BAD_VALUE, "mapping", "'%.*s' is no field; fields are: %.*s",
                          STR_ARG(one->field), STR_ARG(names_of(a, t)));
    }
    return true;
}

/* The row of the table that a header means, or NULL; a person's choice goes first. */
static const struct import_field_row *row_of(const struct import_fields *t, const struct import_choices *c,
                                             const struct import_choice *choice, struct str word)
{
    if (choice)
        return import_fields_by_name(t, choice->field);
    const struct import_field_row *row = import_fields_by_word(t, word);
    return row && !given_away(c, row) ? row : NULL;
}

static bool add_column(struct arena *a, const struct import_fields *t, const struct import_choices *c,
                       struct import_map *m, struct str cell, struct refusal *refusal)
{
    char buffer[IMPORT_WORD_MAX];
    struct str header = import_cell_text(cell), word = import_squeeze(header, buffer);
    const struct import_choice *choice = choice_of(c, header);
    const struct import_field_row *row = row_of(t, c, choice, word);
    struct import_column column = {.field = IMPORT_F_UNKNOWN, .header = header};
    if (row)
        column = (struct import_column){row->field, header, str_of(row->kind)};
    else if (!choice || choice->field.ptr)
        column = strange_column(a, m, header, word);
    const struct import_column *other = row ? same_field(m, row->field) : NULL;
    if (other)
        return refuse(refusal, a, REFUSED_BAD_CSV, import_field_names[row->field],
                      "the columns '%.*s' and '%.*s' both mean %s: rename one of them", STR_ARG(other->header),
                      STR_ARG(header), import_field_names[row->field]);
    m->columns[m->count++] = column;
    return true;
}

/* "sku" may also be called ...: the first words of the list. */
static bool needed_there(struct arena *a, const struct import_fields *t, const struct import_map *m,
                         struct refusal *refusal)
{
    for (size_t i = 0; i < t->count; i++) {
        const struct import_field_row *row = &t->rows[i];
        bool there = import_map_find(m, row->field) != NULL;
        bool by_name = m->layout == IMPORT_ZOHO && row->field == IMPORT_F_SKU && import_map_find(m, IMPORT_F_NAME);
        bool many = row->field == IMPORT_F_SERIAL && import_map_find(m, IMPORT_F_SERIALS);
        if (row->needed && !there && !by_name && !many)
            return refuse(refusal, a, REFUSED_MISSING_FIELD, import_field_names[row->field],
                          "no column is called '%s' (or: %s); the first line must name the columns",
                          import_field_names[row->field], row->words);
    }
    return true;
}

enum import_layout import_layout_of(enum import_kind kind, const struct str *cells, size_t count)
{
    return kind == IMPORT_UNITS && looks_like_zoho(cells, count) ? IMPORT_ZOHO : IMPORT_ROWS;
}

bool import_map_header(struct arena *a, enum import_kind kind, enum import_layout layout,
                       const struct import_choices *choices, const struct str *cells, size_t count,
                       struct import_map *ret, struct refusal *refusal)
{
    if (layout == IMPORT_AUTO)
        layout = import_layout_of(kind, cells, count);
    if (layout == IMPORT_ZOHO && kind != IMPORT_UNITS)
        return refuse(refusal, a, REFUSED_BAD_VALUE, "layout",
                      "the layout zoho is for units; %s come in the layout rows", import_kind_names[kind]);
    const struct import_fields *t = import_fields_of(kind, layout);
    struct import_map m = {.layout = layout, .columns = ARENA_ARRAY(a, count + 1, struct import_column)};
    if (!m.columns)
        return refuse(refusal, a, REFUSED_TOO_MANY, NULL, "there are too many columns");
    if (!choices_fit(a, t, choices, cells, count, refusal))
        return false;
    for (size_t i = 0; i < count; i++)
        if (!add_column(a, t, choices, &m, cells[i], refusal))
            return false;
    if (!needed_there(a, t, &m, refusal))
        return false;
    *ret = m;
    return true;
}

const struct import_column *import_map_find(const struct import_map *m, enum import_field field)
{
    for (size_t i = 0; i < m->count; i++)
        if (m->columns[i].field == field)
            return &m->columns[i];
    return NULL;
}

struct str import_map_header_of(const struct import_map *m, enum import_field field)
{
    const struct import_column *c = import_map_find(m, field);
    return c ? c->header : str_of(import_field_names[field]);
}
