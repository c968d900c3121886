/*
 * import_cells: the cells of one row become a product, a location, a party, or what is said about units. Everything that can be
 * told without the database is told here.
 */
#include <inttypes.h>

#include "base/json.h"
#include "base/limits.h"
#include "domain/identifier.h"
#include "domain/import_cell.h"
#include "domain/lot.h"
#include "service/import_work.h"

struct reader {
    struct ctx *ctx;
    struct import *im;
    struct import_line *line;
    const struct csv_row *row;
    struct str values[IMPORT_F_TOTAL];
};

/* ---- helpers ---- */

/* Cells with doubled quotes live in the row's scratch memory: those are copied; the others point into the text. */
static struct str keep(const struct reader *r, struct str s)
{
    struct str text = r->im->csv.text;
    bool inside = s.ptr >= text.ptr && s.ptr < text.ptr + text.len;
    return inside || s.len == 0 ? s : arena_str(r->ctx->arena, s);
}

static struct str kept(const struct reader *r, enum import_field f)
{
    return keep(r, r->values[f]);
}

static bool has(const struct reader *r, enum import_field f)
{
    return r->values[f].len > 0;
}

static void complain(struct reader *r, enum import_field f, enum refusal_code code, const char *detail)
{
    struct ctx *ctx = r->ctx;
    import_error(ctx, r->im, r->line, import_map_header_of(&r->im->map, f), code,
                 arena_str(ctx->arena, str_of(detail)));
}

static void complain_of(struct reader *r, enum import_field f, enum refusal_code code, const char *what)
{
    struct str value = str_slice(r->values[f], 0, 100);
    size_t whole = value.len;
    str_utf8(value, &whole);
    struct str detail = arena_fmt(r->ctx->arena, "'%.*s' %s", (int)whole, value.ptr, what);
    import_error(r->ctx, r->im, r->line, import_map_header_of(&r->im->map, f), code, detail);
}

/* ok, or ctx->refusal is noted. */
static void judge(struct reader *r, bool ok)
{
    if (!ok)
        import_refused(r->ctx, r->im, r->line, false);
}

static void need(struct reader *r, enum import_field f)
{
    if (!has(r, f))
        complain(r, f, REFUSED_MISSING_FIELD, "the cell is empty");
}

static void read_number(struct reader *r, enum import_field f, int64_t *ret)
{
    if (has(r, f) && !import_quantity_read(r->values[f], ret))
        complain_of(r, f, REFUSED_BAD_VALUE, "is not a whole number");
}

static void read_yes(struct reader *r, enum import_field f, bool *ret)
{
    if (has(r, f) && !import_yes_read(r->values[f], ret))
        complain_of(r, f, REFUSED_BAD_VALUE, "is neither yes nor no");
}

static bool read_date(struct reader *r, enum import_field f, struct time_zoned *ret)
{
    if (!has(r, f))
        return false;
    enum import_date verdict = import_date_read(r->values[f], ret);
    if (verdict == IMPORT_DATE_AMBIGUOUS)
        complain_of(r, f, REFUSED_BAD_TIME,
                    "can be two dates (which is the day, which the month?): write 2026-12-31 or 31.12.2026");
    if (verdict == IMPORT_DATE_BAD)
        complain_of(r, f, REFUSED_BAD_TIME, "is no date: write 2026-12-31 or 31.12.2026");
    return verdict == IMPORT_DATE_GOOD;
}

static msec read_day(struct reader *r, enum import_field f)
{
    struct time_zoned t = {0};
    return read_date(r, f, &t) ? t.at : 0;
}

/* ---- free attributes ---- */

static void put_attribute(struct json_out *o, struct str key, struct str value)
{
    if (value.len == 0)
        return;
    json_key_str(o, key);
    json_put_str(o, value);
}

static struct str attributes_of(struct reader *r, msec warranty_end)
{
    static const enum import_field named[] = {IMPORT_F_MAKER_LOT, IMPORT_F_COST, IMPORT_F_NOTES};
    struct buf b = {0};
    struct json_out o;
    json_out_init(&o, &b);
    json_begin_object(&o);
    for (size_t i = 0; i < sizeof named / sizeof named[0]; i++)
        put_attribute(&o, str_of(import_field_names[named[i]]), r->values[named[i]]);
    if (warranty_end) {
        char day[TIME_TEXT_MAX];
        put_attribute(&o, STR("warranty_end"), (struct str){day, time_print_date(warranty_end, day)});
    }
    for (size_t i = 0; i < r->im->map.count; i++)
        if (r->im->map.columns[i].field == IMPORT_F_ATTRIBUTE)
            put_attribute(&o, r->im->map.columns[i].key, import_cell_text(r->row->cells[i]));
    json_end_object(&o);
    struct str text = b.len > 2 ? arena_str(r->ctx->arena, buf_view(&b)) : (struct str){0};
    buf_free(&b);
    return text;
}

/* ---- master data ---- */

static bool read_product(struct reader *r)
{
    struct product *p = r->line->product = ARENA_NEW(r->ctx->arena, struct product);
    if (!p)
        return false;
    *p = (struct product){.sku = kept(r, IMPORT_F_SKU),
                          .gtin = kept(r, IMPORT_F_GTIN),
                          .name = kept(r, IMPORT_F_NAME),
                          .category = kept(r, IMPORT_F_CATEGORY),
                          .serial_format = kept(r, IMPORT_F_SERIAL_FORMAT),
                          .scheme = kept(r, IMPORT_F_NUMBERING),
                          .active = true,
                          .attributes = attributes_of(r, 0)};
    read_number(r, IMPORT_F_WARRANTY_MONTHS, &p->warranty_months);
    read_number(r, IMPORT_F_SHELF_LIFE_DAYS, &p->shelf_life_days);
    read_number(r, IMPORT_F_MAINTENANCE_DAYS, &p->maintenance_interval_days);
    read_yes(r, IMPORT_F_ACTIVE, &p->active);
    judge(r, product_valid(r->ctx->arena, p, &r->ctx->refusal));
    return true;
}

static bool read_location(struct reader *r)
{
    struct location *l = r->line->location = ARENA_NEW(r->ctx->arena, struct location);
    if (!l)
        return false;
    *l = (struct location){.code = kept(r, IMPORT_F_CODE),
                           .name = kept(r, IMPORT_F_NAME),
                           .parent_code = kept(r, IMPORT_F_PARENT),
                           .gln = kept(r, IMPORT_F_GLN),
                           .active = true,
                           .kind = has(r, IMPORT_F_PARENT) ? LOCATION_BIN : LOCATION_SITE,
                           .attributes = attributes_of(r, 0)};
    int kind = import_location_kind_read(r->values[IMPORT_F_KIND]);
    if (has(r, IMPORT_F_KIND) && kind < 0)
        complain_of(r, IMPORT_F_KIND, REFUSED_BAD_VALUE,
                    "is not one of site, zone, bin, transit, supplier, customer, repair or scrap");
    else if (has(r, IMPORT_F_KIND))
        l->kind = (enum location_kind)kind;
    read_yes(r, IMPORT_F_ACTIVE, &l->active);
    judge(r, location_valid(r->ctx->arena, l, &r->ctx->refusal));
    return true;
}

static bool read_party(struct reader *r)
{
    struct party *p = r->line->party = ARENA_NEW(r->ctx->arena, struct party);
    if (!p)
        return false;
    int kind = import_party_kind_read(r->values[IMPORT_F_KIND]);
    *p = (struct party){.code = kept(r, IMPORT_F_CODE),
                        .name = kept(r, IMPORT_F_NAME),
                        .gln = kept(r, IMPORT_F_GLN),
                        .email = kept(r, IMPORT_F_EMAIL),
                        .phone = kept(r, IMPORT_F_PHONE),
                        .address = kept(r, IMPORT_F_ADDRESS),
                        .contact = kept(r, IMPORT_F_CONTACT),
                        .active = true,
                        .kind = kind < 0 ? PARTY_CUSTOMER : (enum party_kind)kind,
                        .attributes = attributes_of(r, 0)};
    need(r, IMPORT_F_KIND);
    if (has(r, IMPORT_F_KIND) && kind < 0)
        complain_of(r, IMPORT_F_KIND, REFUSED_BAD_VALUE, "is not one of customer, supplier, carrier or staff");
    read_yes(r, IMPORT_F_ACTIVE, &p->active);
    judge(r, party_valid(r->ctx->arena, p, &r->ctx->refusal));
    return true;
}

/* ---- units ---- */

/* Of all cells that may hold some; their texts stand one after the other. */
static struct str serial_cells(const struct reader *r)
{
    const struct import_map *m = &r->im->map;
    struct str all = {0};
    for (size_t i = 0; i < m->count; i++) {
        bool holds = m->columns[i].field == IMPORT_F_SERIALS || m->columns[i].field == IMPORT_F_SERIAL;
        struct str cell = holds ? import_cell_text(r->row->cells[i]) : (struct str){0};
        if (cell.len)
            all = all.len ? arena_fmt(r->ctx->arena, "%.*s\n%.*s", STR_ARG(all), STR_ARG(cell)) : cell;
    }
    return all;
}

static bool split_serials(struct reader *r, struct import_goods *g)
{
    struct str cells = serial_cells(r);
    if (str_empty(cells) && r->im->map.layout != IMPORT_ZOHO)
        complain(r, IMPORT_F_SERIALS, REFUSED_MISSING_FIELD, "the cell is empty");
    return import_serials_split(r->ctx->arena, keep(r, cells), &g->serials, &g->serial_count);
}

static bool read_serials(struct reader *r, struct import_goods *g)
{
    bool many = import_map_find(&r->im->map, IMPORT_F_SERIALS) != NULL;
    if (many)
        return split_serials(r, g);
    need(r, IMPORT_F_SERIAL);
    g->serials = ARENA_NEW(r->ctx->arena, struct str);
    if (!g->serials)
        return false;
    g->serials[0] = keep(r, r->values[IMPORT_F_SERIAL]);
    g->serial_count = has(r, IMPORT_F_SERIAL);
    return true;
}

static void read_quantities(struct reader *r, struct import_goods *g)
{
    static const enum import_field fields[] = {IMPORT_F_BIN_QUANTITY, IMPORT_F_QUANTITY_IN, IMPORT_F_OPENING_STOCK};
    bool stated = false;
    for (int q = QUANTITY_BIN; q <= QUANTITY_SITE; q++) {
        g->stated[q] = -1;
        read_number(r, fields[q], &g->stated[q]);
        stated = stated || has(r, fields[q]);
    }
    if (r->im->map.layout == IMPORT_ZOHO && !stated) /* 0 stated and none there is fine */
        need(r, IMPORT_F_SERIALS);
}

static void read_identifier(struct reader *r, struct import_goods *g, const struct import_column *c, struct str value)
{
    struct ctx *ctx = r->ctx;
    struct identifier *n = &g->identifiers[g->identifier_count];
    *n = (struct identifier){.kind = c->key};
    if (identifier_normalise(ctx->arena, c->key, keep(r, value), &ctx->refusal, &n->value)) {
        g->identifier_count++;
        return;
    }
    import_error(ctx, r->im, r->line, c->header, ctx->refusal.code, ctx->refusal.detail);
    ctx->refusal = (struct refusal){0};
}

static bool read_identifiers(struct reader *r, struct import_goods *g)
{
    const struct import_map *m = &r->im->map;
    size_t found = 0;
    for (size_t i = 0; i < m->count; i++)
        found += m->columns[i].field == IMPORT_F_IDENTIFIER;
    if (found == 0)
        return true;
    g->identifiers = ARENA_ARRAY(r->ctx->arena, found, struct identifier);
    for (size_t i = 0; g->identifiers && i < m->count; i++) {
        struct str value = import_cell_text(r->row->cells[i]);
        if (m->columns[i].field == IMPORT_F_IDENTIFIER && value.len)
            read_identifier(r, g, &m->columns[i], value);
    }
    return g->identifiers != NULL;
}

/* What a unit of this status can have. */
static void check_status(struct reader *r, enum status status)
{
    bool delivered = status == STATUS_DELIVERED;
    if (delivered)
        need(r, IMPORT_F_CUSTOMER);
    if (!delivered && has(r, IMPORT_F_CUSTOMER))
        complain(r, IMPORT_F_CUSTOMER, REFUSED_BAD_VALUE,
                 "only a delivered unit has a customer: give it the status delivered");
    if (!delivered && has(r, IMPORT_F_DELIVERED))
        complain(r, IMPORT_F_DELIVERED, REFUSED_BAD_VALUE,
                 "only a unit with the status delivered has a date of delivery");
    enum import_field place = IMPORT_F_LOCATION;
    if (!has(r, place) && import_map_find(&r->im->map, IMPORT_F_SITE))
        place = IMPORT_F_SITE;
    if (!has(r, place) && has(r, IMPORT_F_BIN))
        place = IMPORT_F_BIN;
    if (status == STATUS_ALLOCATED && has(r, place))
        complain(r, place, REFUSED_BAD_VALUE, "an allocated unit is not here yet, so it is in no location");
    if (status != STATUS_ALLOCATED)
        need(r, place);
}

static void read_status(struct reader *r, struct import_terms *t)
{
    t->status = STATUS_IN_STOCK;
    if (!has(r, IMPORT_F_STATUS) || import_status_read(r->values[IMPORT_F_STATUS], &t->status))
        check_status(r, t->status);
    else
        complain_of(r, IMPORT_F_STATUS, REFUSED_BAD_VALUE, "is not one of in_stock, allocated or delivered");
}

static void read_dates(struct reader *r, struct import_terms *t)
{
    t->expires = read_day(r, IMPORT_F_EXPIRES);
    t->made = read_day(r, IMPORT_F_MADE);
    t->warranty_end = read_day(r, IMPORT_F_WARRANTY_END);
    t->has_received = read_date(r, IMPORT_F_RECEIVED, &t->received);
    t->has_delivered = read_date(r, IMPORT_F_DELIVERED, &t->delivered);
    if (t->has_received && t->has_delivered && t->delivered.at < t->received.at)
        complain(r, IMPORT_F_DELIVERED, REFUSED_BAD_TIME, "it was delivered before it was received");
}

static void check_lot(struct reader *r, const struct import_terms *t)
{
    struct lot lot = {.number = t->lot, .expires_at = t->expires, .made_at = t->made};
    bool dated = has(r, IMPORT_F_EXPIRES) || has(r, IMPORT_F_MADE);
    if (t->lot.len)
        judge(r, lot_valid(r->ctx->arena, &lot, &r->ctx->refusal));
    else if (dated)
        complain(r, IMPORT_F_LOT, REFUSED_MISSING_FIELD, "dates of making and expiry belong to a lot: give its number");
}

static struct import_terms read_terms(struct reader *r)
{
    const struct str *v = r->values;
    struct import_terms t = {.sku = v[IMPORT_F_SKU],
                             .name = v[IMPORT_F_NAME],
                             .gtin = v[IMPORT_F_GTIN],
                             .lot = v[IMPORT_F_LOT].len ? v[IMPORT_F_LOT] : v[IMPORT_F_MAKER_LOT],
                             .location = v[IMPORT_F_LOCATION],
                             .site = v[IMPORT_F_SITE],
                             .bin = v[IMPORT_F_BIN],
                             .supplier = v[IMPORT_F_SUPPLIER],
                             .customer = v[IMPORT_F_CUSTOMER],
                             .purchase_order = v[IMPORT_F_PURCHASE_ORDER],
                             .order = v[IMPORT_F_ORDER]};
    if (r->im->map.layout == IMPORT_ROWS || str_empty(t.name))
        need(r, IMPORT_F_SKU);
    read_status(r, &t);
    read_dates(r, &t);
    check_lot(r, &t);
    return t;
}

static bool same_time(struct time_zoned a, struct time_zoned b)
{
    return a.at == b.at && a.offset_min == b.offset_min;
}

static bool same_terms(const struct import_terms *a, const struct import_terms *b)
{
    return str_eq(a->sku, b->sku) && str_eq(a->name, b->name) && str_eq(a->gtin, b->gtin) && str_eq(a->lot, b->lot) &&
           str_eq(a->location, b->location) && str_eq(a->site, b->site) && str_eq(a->bin, b->bin) &&
           str_eq(a->supplier, b->supplier) && str_eq(a->customer, b->customer) &&
           str_eq(a->purchase_order, b->purchase_order) && str_eq(a->order, b->order) && a->expires == b->expires &&
           a->made == b->made && a->warranty_end == b->warranty_end && same_time(a->received, b->received) &&
           same_time(a->delivered, b->delivered) && a->has_received == b->has_received &&
           a->has_delivered == b->has_delivered && a->status == b->status;
}

/* Of what mostly tells terms apart. */
static size_t slot_of(const struct import_terms *t)
{
    const struct str texts[] = {t->sku, t->location, t->site, t->bin, t->lot, t->customer, t->supplier};
    uint64_t h = (uint64_t)t->received.at * UINT64_C(0x9E3779B97F4A7C15) ^ (uint64_t)t->delivered.at;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        for (size_t k = 0; k < texts[i].len; k++)
            h = (h ^ (unsigned char)texts[i].ptr[k]) * UINT64_C(1099511628211);
    return (size_t)(h ^ h >> 32) % (sizeof(((struct import *)NULL)->recent) / sizeof(struct import_terms *));
}

/* An earlier row's that are the same, or a copy; NULL when memory is used up. */
static struct import_terms *share_terms(struct reader *r, const struct import_terms *t)
{
    struct import_terms **slot = &r->im->recent[slot_of(t)];
    if (*slot && same_terms(*slot, t))
        return *slot;
    struct import_terms *mine = ARENA_NEW(r->ctx->arena, struct import_terms);
    if (!mine)
        return NULL;
    *mine = *t;
    struct str *const texts[] = {&mine->sku,      &mine->name,           &mine->gtin, &mine->lot,
                                 &mine->location, &mine->site,           &mine->bin,  &mine->supplier,
                                 &mine->customer, &mine->purchase_order, &mine->order};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        *texts[i] = keep(r, *texts[i]);
    *slot = mine;
    return mine;
}

static bool read_goods(struct reader *r)
{
    struct import_goods *g = r->line->goods = ARENA_NEW(r->ctx->arena, struct import_goods);
    if (!g || !read_serials(r, g))
        return false;
    struct import_terms terms = read_terms(r);
    read_quantities(r, g);
    g->terms = share_terms(r, &terms);
    g->attributes = attributes_of(r, terms.warranty_end);
    return g->terms && read_identifiers(r, g);
}

/* ---- a row ---- */

/* Cells beyond the header may be there if there is nothing in them. */
static bool cells_fit(struct reader *r)
{
    size_t want = r->im->map.count, got = r->row->count;
    while (got > want && str_empty(str_trim(r->row->cells[got - 1])))
        got--;
    if (got == want)
        return true;
    struct str detail =
        arena_fmt(r->ctx->arena, "the row has %zu cells, the header %zu: %s", got, want,
                  got < want ? "the file may have been cut off" : "a cell with a comma in it must be quoted");
    import_error(r->ctx, r->im, r->line, (struct str){0}, REFUSED_BAD_CSV, detail);
    return false;
}

bool import_cells_read(struct ctx *ctx, struct import *im, struct import_line *line, const struct csv_row *row)
{
    static bool (*const readers[])(struct reader * r) = {[IMPORT_PRODUCTS] = read_product,
                                                         [IMPORT_LOCATIONS] = read_location,
                                                         [IMPORT_PARTIES] = read_party,
                                                         [IMPORT_UNITS] = read_goods};
    struct reader r = {.ctx = ctx, .im = im, .line = line, .row = row};
    if (!cells_fit(&r))
        return true;
    for (size_t i = 0; i < im->map.count; i++)
        if (im->map.columns[i].field > IMPORT_F_IDENTIFIER)
            r.values[im->map.columns[i].field] = import_cell_text(row->cells[i]);
    return readers[im->options.kind](&r);
}
