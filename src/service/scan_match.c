/*
 * scan_match: see the header.
 */
#include "service/scan_match.h"

#include "gs1/check.h"
#include "gs1/element.h"
#include "service/link.h"
#include "service/unit_read.h"
#include "store/print_job.h"
#include "store/stock_read.h"
#include "store/trace.h"
#include "store/unit.h"

/* A row was found, was not, or the world failed. */
static bool found(struct ctx *ctx, enum db_result r, bool *ret)
{
    *ret = r == DB_ROW;
    return ctx_check(ctx, r);
}

void scan_note(struct scan *s, const char *code, struct str detail)
{
    if (s->note_count < SCAN_NOTES_MAX && detail.ptr)
        s->notes[s->note_count++] = (struct scan_note){code, detail};
}

/* ---- units ---- */

static bool add_unit(struct ctx *ctx, struct id_list *ids, int64_t id)
{
    for (size_t i = 0; i < ids->count; i++)
        if (ids->at[i] == id)
            return true;
    return id_list_add(ctx->arena, ids, id) || ctx_check(ctx, DB_FAILED);
}

static bool add_units(struct ctx *ctx, struct id_list *ids, enum db_result r, const struct id_list *more)
{
    if (!ctx_check(ctx, r))
        return false;
    for (size_t i = 0; i < more->count; i++)
        if (!add_unit(ctx, ids, more->at[i]))
            return false;
    return true;
}

static bool add_by_serial(struct ctx *ctx, struct id_list *ids, struct str serial)
{
    struct id_list more = {0};
    enum db_result r = store_unit_ids_by_serial(ctx->db, ctx->arena, serial, SCAN_UNITS_MAX, &more);
    return add_units(ctx, ids, r, &more);
}

static bool add_by_number(struct ctx *ctx, struct id_list *ids, struct str number)
{
    struct id_list more = {0};
    if (str_empty(number))
        return true;
    enum db_result r = store_unit_ids_by_number(ctx->db, ctx->arena, number, SCAN_UNITS_MAX, &more);
    return add_units(ctx, ids, r, &more);
}

/* What is inside something that is stolen or missing raises its alarm: it is in no place, and with nobody. */
static bool alarm_of(struct ctx *ctx, const struct unit *u, const char **ret)
{
    int64_t id;
    struct unit_view top;
    *ret = unit_alarm(u->status);
    if (u->status != STATUS_INSTALLED || u->location_id || u->party_id)
        return true;
    if (!ctx_check(ctx, store_trace_top(ctx->db, u->id, &id)) || !service_unit_view(ctx, id, &top))
        return false;
    *ret = unit_alarm(top.unit.status);
    return true;
}

static bool load_units(struct ctx *ctx, const struct id_list *ids, struct unit_views *ret)
{
    size_t count = ids->count < SCAN_UNITS_MAX ? ids->count : SCAN_UNITS_MAX;
    ret->items = ARENA_ARRAY(ctx->arena, count + 1, struct unit_view);
    if (!ret->items)
        return ctx_check(ctx, DB_FAILED);
    for (; ret->count < count; ret->count++)
        if (!service_unit_view(ctx, ids->at[ret->count], &ret->items[ret->count]))
            return false;
    return true;
}

static bool raise_alarms(struct ctx *ctx, struct scan *s)
{
    for (size_t i = 0; i < s->units.count; i++) {
        const char *alarm;
        if (!alarm_of(ctx, &s->units.items[i].unit, &alarm))
            return false;
        if (alarm)
            s->alarm = alarm;
    }
    return true;
}

/* ---- what a carrier says: GTIN or part number, serial, lot ---- */

static bool find_lot(struct ctx *ctx, const struct product *p, struct scan *s)
{
    if (!scan_field(&s->read, GS1_FIELD_LOT).len)
        return true;
    enum db_result r = store_lot_by_number(ctx->db, ctx->arena, p->id, scan_field(&s->read, GS1_FIELD_LOT), &s->lot);
    return found(ctx, r, &s->has_lot);
}

/* What a product may be called by that has no GTIN: its SKU is the supplier's, the customer's or the maker's number. */
static const enum gs1_field part_fields[] = {GS1_FIELD_PART_NUMBER, GS1_FIELD_SUPPLIER_PART_NUMBER, GS1_FIELD_CPID,
                                             GS1_FIELD_UDI_DI};
enum { PARTS = sizeof part_fields / sizeof part_fields[0] };

static bool names_product(const struct scan_read *r)
{
    bool names = scan_field(r, GS1_FIELD_GTIN).len > 0;
    for (size_t i = 0; i < PARTS; i++)
        names |= scan_field(r, part_fields[i]).len > 0;
    return names;
}

static bool product_of(struct ctx *ctx, const struct scan_read *r, struct product *ret, bool *ret_is)
{
    enum db_result got = DB_DONE;
    struct str gtin = scan_field(r, GS1_FIELD_GTIN);
    if (gtin.len)
        got = store_product_by_gtin(ctx->db, ctx->arena, gtin, ret);
    for (size_t i = 0; i < PARTS && got == DB_DONE; i++)
        if (scan_field(r, part_fields[i]).len)
            got = store_product_by_sku(ctx->db, ctx->arena, scan_field(r, part_fields[i]), ret);
    return found(ctx, got, ret_is);
}

static enum db_result unit_named(struct ctx *ctx, const struct scan_read *r, struct str serial, int64_t *ret_id)
{
    enum db_result got = DB_DONE;
    struct str gtin = scan_field(r, GS1_FIELD_GTIN);
    if (gtin.len)
        got = store_unit_by_gtin(ctx->db, gtin, serial, ret_id);
    for (size_t i = 0; i < PARTS && got == DB_DONE; i++)
        if (scan_field(r, part_fields[i]).len)
            got = store_unit_by_sku(ctx->db, scan_field(r, part_fields[i]), serial, ret_id);
    return got;
}

/* The serial that the product's unit bore before it was renumbered. */
static bool add_former(struct ctx *ctx, struct id_list *ids, const struct product *p, struct str serial)
{
    int64_t id;
    bool there;
    return found(ctx, store_former_serial_owner(ctx->db, p->id, serial, &id), &there) &&
           (!there || add_unit(ctx, ids, id));
}

/* Product and serial: one look-up when the unit is there. */
static bool match_serial(struct ctx *ctx, struct scan *s, struct id_list *ids)
{
    const struct scan_read *r = &s->read;
    struct str serial = scan_serial(r);
    int64_t id;
    enum db_result got = unit_named(ctx, r, serial, &id);
    if (got == DB_ROW)
        return add_unit(ctx, ids, id);
    if (!ctx_check(ctx, got) || !product_of(ctx, r, &s->named, &s->has_named))
        return false;
    return !s->has_named || (add_former(ctx, ids, &s->named, serial) && find_lot(ctx, &s->named, s));
}

static bool match_item(struct ctx *ctx, struct scan *s, struct id_list *ids)
{
    const struct scan_read *r = &s->read;
    struct str serial = scan_serial(r);
    bool product = names_product(r);
    if (product && serial.len)
        return match_serial(ctx, s, ids);
    if (product)
        return product_of(ctx, r, &s->product, &s->has_product) && (!s->has_product || find_lot(ctx, &s->product, s));
    return !serial.len || add_by_serial(ctx, ids, serial);
}

/* The address on a label, made by service/link.h. */
static bool match_token(struct ctx *ctx, struct scan *s, struct id_list *ids)
{
    int64_t id = 0;
    if (!s->read.token.len)
        return true;
    if (!service_link_read(ctx, s->read.token, &id))
        return false;
    if (id == 0)
        scan_note(s, "unknown_label",
                  STR("The address of this label is none of this installation, or it was made void."));
    return id == 0 || add_unit(ctx, ids, id);
}

/* Keys that units bear as further numbers, and the carrier as it is: somebody may have written that down. */
static bool match_numbers(struct ctx *ctx, struct scan *s, struct id_list *ids)
{
    static const enum gs1_field keys[] = {GS1_FIELD_IMEI, GS1_FIELD_GRAI,     GS1_FIELD_GIAI,
                                          GS1_FIELD_GDTI, GS1_FIELD_DONATION, GS1_FIELD_UDI_DI};
    const struct scan_read *r = &s->read;
    struct str grai = scan_field(r, GS1_FIELD_GRAI); /* element strings put a zero in front */
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
        if (!add_by_number(ctx, ids, scan_field(r, keys[i])))
            return false;
    if (!add_by_number(ctx, ids, str_slice(grai, 1, grai.len)))
        return false;
    for (size_t i = 0; i < r->form_count; i++)
        if (!add_by_number(ctx, ids, r->forms[i]))
            return false;
    return ids->count > 0 || str_has_control(r->text) || add_by_number(ctx, ids, r->text);
}

/* ---- what a plain text may be ---- */

/* "4006381333931 ABC" or "ROUTER-5:ABC": at the first blank or colon. */
static bool split_words(struct str code, struct str *ret_product, struct str *ret_serial)
{
    size_t blank = str_find(code, ' '), colon = str_find(code, ':');
    size_t at = blank < colon ? blank : colon;
    if (at == 0 || at + 1 >= code.len)
        return false;
    *ret_product = str_slice(code, 0, at);
    *ret_serial = str_trim(str_slice(code, at + 1, code.len));
    return ret_serial->len > 0;
}

static enum db_result unit_of(struct ctx *ctx, struct str product, struct str serial, int64_t *ret_id)
{
    char gtin[GS1_GTIN_LEN + 1];
    enum db_result r = DB_DONE;
    if (gs1_gtin_normalise(product, NULL, gtin) == GS1_VALID)
        r = store_unit_by_gtin(ctx->db, (struct str){gtin, GS1_GTIN_LEN}, serial, ret_id);
    return r == DB_DONE ? store_unit_by_sku(ctx->db, product, serial, ret_id) : r;
}

static bool add_pair(struct ctx *ctx, struct str code, struct id_list *ids)
{
    struct str product, serial;
    int64_t id;
    bool there;
    if (!split_words(code, &product, &serial))
        return true;
    return found(ctx, unit_of(ctx, product, serial, &id), &there) && (!there || add_unit(ctx, ids, id));
}

static bool match_plain_units(struct ctx *ctx, const struct scan_read *r, struct id_list *ids)
{
    if (!add_pair(ctx, r->text, ids) || !add_by_serial(ctx, ids, r->text) || !add_by_number(ctx, ids, r->text))
        return false;
    for (size_t i = 0; i < r->form_count; i++)
        if (!add_by_number(ctx, ids, r->forms[i]))
            return false;
    return true;
}

static bool find_product(struct ctx *ctx, struct str code, struct scan *s)
{
    if (s->has_product)
        return true;
    char gtin[GS1_GTIN_LEN + 1];
    enum db_result r = store_product_by_sku(ctx->db, ctx->arena, code, &s->product);
    if (r == DB_DONE && gs1_gtin_normalise(code, NULL, gtin) == GS1_VALID)
        r = store_product_by_gtin(ctx->db, ctx->arena, (struct str){gtin, GS1_GTIN_LEN}, &s->product);
    return found(ctx, r, &s->has_product);
}

static bool find_location(struct ctx *ctx, struct str code, struct scan *s)
{
    return found(ctx, store_location_by_code(ctx->db, ctx->arena, code, &s->location), &s->has_location);
}

static bool find_party(struct ctx *ctx, struct str code, struct scan *s)
{
    return found(ctx, store_party_by_code(ctx->db, ctx->arena, code, &s->party), &s->has_party);
}

static bool find_order(struct ctx *ctx, struct str code, struct scan *s)
{
    const struct event_filter f = {.order = code, .newest_first = true, .limit = SCAN_EVENTS};
    s->order = code;
    return found(ctx, store_event_order_known(ctx->db, code), &s->has_order) &&
           (!s->has_order || service_event_list(ctx, &f, &s->events));
}

static bool find_package(struct ctx *ctx, struct str code, struct scan *s)
{
    struct package p;
    return s->has_package || (found(ctx, store_package_by_code(ctx->db, ctx->arena, code, &p), &s->has_package) &&
                              (!s->has_package || service_package_view(ctx, code, &s->package)));
}

/* A place or party by its GLN; a place in that place when there is an extension and a place has it as code. */
static bool find_gln(struct ctx *ctx, struct str gln, struct str extension, struct scan *s)
{
    if (!s->has_location &&
        !found(ctx, store_location_by_gln(ctx->db, ctx->arena, gln, &s->location), &s->has_location))
        return false;
    if (!s->has_party && !found(ctx, store_party_by_gln(ctx->db, ctx->arena, gln, &s->party), &s->has_party))
        return false;
    struct location inner;
    struct location_list above = {0};
    bool there = false;
    if (!s->has_location || str_empty(extension))
        return true;
    if (!found(ctx, store_location_by_code(ctx->db, ctx->arena, extension, &inner), &there) || !there)
        return !ctx->failure;
    if (!ctx_check(ctx, store_location_ancestors(ctx->db, ctx->arena, inner.id, &above)))
        return false;
    for (size_t i = 0; i < above.count; i++)
        if (above.items[i].id == s->location.id) {
            s->location = inner;
            break;
        }
    return true;
}

/* Everything that may be called so. */
static bool match_plain_things(struct ctx *ctx, struct scan *s)
{
    struct str code = s->read.text;
    return find_location(ctx, code, s) && find_package(ctx, code, s) && find_product(ctx, code, s) &&
           find_party(ctx, code, s) && (code.len != GS1_GLN_LEN || find_gln(ctx, code, (struct str){0}, s)) &&
           find_order(ctx, code, s);
}

/* ---- packages and places that a carrier names ---- */

/* An SSCC may be in the books as 18 digits, or as scanners read it, with its Application Identifier. */
static bool find_sscc(struct ctx *ctx, struct str sscc, struct scan *s)
{
    return find_package(ctx, sscc, s) && find_package(ctx, arena_fmt(ctx->arena, "00%.*s", STR_ARG(sscc)), s) &&
           find_package(ctx, arena_fmt(ctx->arena, "(00)%.*s", STR_ARG(sscc)), s);
}

/* A package may bear the number of any issuer, an order the number that its label says. */
static bool match_things(struct ctx *ctx, struct scan *s)
{
    const struct scan_read *r = &s->read;
    struct str sscc = scan_field(r, GS1_FIELD_SSCC), plate = scan_field(r, GS1_FIELD_LICENCE_PLATE),
               gln = scan_field(r, GS1_FIELD_GLN);
    if ((sscc.len && !find_sscc(ctx, sscc, s)) || (plate.len && !find_package(ctx, plate, s)))
        return false;
    return !scan_says(r) || !gln.len || find_gln(ctx, gln, scan_field(r, GS1_FIELD_GLN_EXTENSION), s);
}

/* Only where the carrier says nothing else: every label of a delivery names its order. */
static bool match_order(struct ctx *ctx, struct scan *s)
{
    const struct scan_read *r = &s->read;
    struct str order = scan_field(r, GS1_FIELD_ORDER_NUMBER);
    bool only =
        scan_says(r) && order.len && !names_product(r) && !scan_serial(r).len && !scan_field(r, GS1_FIELD_SSCC).len;
    return !only || find_order(ctx, order, s);
}

/* ---- all ---- */

static bool count_more(struct ctx *ctx, struct scan *s)
{
    if (s->has_location && !ctx_check(ctx, store_stock_below(ctx->db, s->location.id, &s->location_units)))
        return false;
    return !s->has_lot || !s->has_product ||
           ctx_check(ctx, store_lot_units(ctx->db, s->lot.id, SCAN_LOT_UNITS, &s->lot_units));
}

/* A label of the unit with that number was printed here: it is void. */
static bool note_void_label(struct ctx *ctx, struct scan *s, int64_t unit_id, struct str number)
{
    struct print_traces t = {0};
    char date[TIME_TEXT_MAX];
    if (!ctx_check(ctx, store_print_label_of_unit(ctx->db, ctx->arena, unit_id, INT64_MAX, 0, SCAN_LABELS, &t)))
        return false;
    for (size_t i = 0; i < t.count; i++)
        if (str_eq(t.items[i].label.code, number) && label_out(t.items[i].label.state)) {
            time_print_date(t.items[i].created_at, date);
            scan_note(
                s, "void_label",
                arena_fmt(ctx->arena, "This label, printed on %s, is void: print a new one and take it off.", date));
            return true;
        }
    return true;
}

/* The numbers that brought us here and that a unit no longer bears. */
static bool note_former(struct ctx *ctx, struct scan *s)
{
    struct str serial = scan_serial(&s->read), number = serial.len ? serial : s->read.text;
    for (size_t i = 0; i < s->units.count; i++) {
        const struct unit_view *v = &s->units.items[i];
        for (size_t k = 0; k < v->former_count; k++) {
            if (!str_eq(v->former[k], number))
                continue;
            scan_note(s, "former_serial",
                      arena_fmt(ctx->arena, "%.*s %.*s was renumbered: its number is %.*s now.",
                                STR_ARG(v->product.code), STR_ARG(number), STR_ARG(v->unit.serial)));
            if (!note_void_label(ctx, s, v->unit.id, number))
                return false;
        }
    }
    return true;
}

bool scan_match(struct ctx *ctx, struct scan *s)
{
    const struct scan_read *r = &s->read;
    struct id_list ids = {0};
    if (r->faulty)
        return true;
    if (scan_says(r) && (!match_item(ctx, s, &ids) || !match_numbers(ctx, s, &ids) || !match_order(ctx, s)))
        return false;
    if (!match_token(ctx, s, &ids) || !match_things(ctx, s))
        return false;
    if (!r->marked && (!match_plain_units(ctx, r, &ids) || !match_plain_things(ctx, s)))
        return false;
    if (!load_units(ctx, &ids, &s->units) || !raise_alarms(ctx, s) || !count_more(ctx, s))
        return false;
    s->has_named = s->has_named && s->units.count == 0;
    return note_former(ctx, s);
}

/* ---- what may have been meant ---- */

static char in_capitals(char c)
{
    return c >= 'a' && c <= 'z' ? (char)(c - 32) : c;
}

static char in_small(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static char as_digit(char c)
{
    switch (in_capitals(c)) {
    case 'O':
        return '0';
    case 'I':
    case 'L':
        return '1';
    default:
        return in_capitals(c);
    }
}

static bool add_variant(struct ctx *ctx, struct str serial, char (*change)(char), struct id_list *ids)
{
    char *other = arena_alloc(ctx->arena, serial.len + 1);
    if (!other)
        return ctx_check(ctx, DB_FAILED);
    for (size_t i = 0; i < serial.len; i++)
        other[i] = change(serial.ptr[i]);
    struct str variant = {other, serial.len};
    return str_eq(variant, serial) || add_by_serial(ctx, ids, variant);
}

/* The serial behind the part that is wrong: (21) in brackets, /21/ in a link, or AI 21 behind a GTIN. */
static struct str serial_behind(const struct scan_read *r, struct gs1_message *m, int year)
{
    static const struct {
        const char *mark;
        char end;
    } marks[] = {{"(21)", '('}, {"/21/", '/'}};
    struct gs1_problem ignored;
    if (scan_serial(r).len)
        return scan_serial(r);
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
        for (size_t at = 0; at + 4 < r->text.len; at++)
            if (str_starts(str_slice(r->text, at, 4), str_of(marks[i].mark))) {
                struct str rest = str_slice(r->text, at + 4, r->text.len);
                rest = str_slice(rest, 0, str_find(rest, '?'));
                return str_slice(rest, 0, str_find(rest, marks[i].end));
            }
    if (r->text.len > 16 && str_starts(r->text, STR("01")))
        gs1_raw_read(str_slice(r->text, 16, r->text.len), year, m, &ignored);
    return gs1_message_value(m, "21");
}

/* A plain text without the control characters that are in it. */
static struct str without_controls(struct ctx *ctx, struct str text)
{
    char *out = arena_alloc(ctx->arena, text.len + 1);
    size_t len = 0;
    for (size_t i = 0; out && i < text.len; i++)
        if ((unsigned char)text.ptr[i] >= ' ' && text.ptr[i] != 0x7F)
            out[len++] = text.ptr[i];
    return (struct str){out, len};
}

static struct str meant(struct ctx *ctx, const struct scan_read *r, struct gs1_message *m)
{
    if (r->reading.carrier == GS1_CARRIER_PLAIN && !r->problem.rule)
        return r->text;
    struct str serial = serial_behind(r, m, r->year);
    return serial.len ? serial : without_controls(ctx, r->text);
}

bool scan_match_near(struct ctx *ctx, struct scan *s)
{
    static char (*const changes[])(char) = {in_capitals, in_small, as_digit};
    const struct scan_read *r = &s->read;
    struct gs1_message *m = ARENA_NEW(ctx->arena, struct gs1_message);
    struct id_list ids = {0};
    if (!m)
        return ctx_check(ctx, DB_FAILED);
    struct str serial = meant(ctx, r, m);
    if (!str_eq(serial, r->text) && !s->has_named && serial.len && !add_by_serial(ctx, &ids, serial))
        return false;
    for (size_t i = 0; i < sizeof changes / sizeof changes[0] && serial.len; i++)
        if (!add_variant(ctx, serial, changes[i], &ids))
            return false;
    return load_units(ctx, &ids, &s->near);
}
