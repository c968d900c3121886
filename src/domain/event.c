#include "domain/event.h"

#include <stddef.h>

bool event_terms_equal(const struct event_terms *a, const struct event_terms *b)
{
    return a->command == b->command && a->to == b->to && a->location.id == b->location.id &&
           a->party.id == b->party.id && a->package.id == b->package.id && a->lot.id == b->lot.id &&
           a->parent.id == b->parent.id && a->hold == b->hold && a->covered == b->covered && a->due == b->due &&
           str_eq(a->choice, b->choice) && str_eq(a->order, b->order) && str_eq(a->count, b->count) &&
           str_eq(a->reason, b->reason) && str_eq(a->note, b->note) && id_eq(a->undo, b->undo);
}

/* Refs and texts of the terms, with their names in JSON: the one list that both directions walk. */
static const struct {
    const char *name;
    size_t at;
} term_refs[] =
    {
        {"location", offsetof(struct event_terms, location)}, {"party", offsetof(struct event_terms, party)},
        {"package", offsetof(struct event_terms, package)},   {"lot", offsetof(struct event_terms, lot)},
        {"parent", offsetof(struct event_terms, parent)},
},
  term_texts[] = {
      {"parent_product", offsetof(struct event_terms, parent_sku)},
      {"choice", offsetof(struct event_terms, choice)},
      {"order", offsetof(struct event_terms, order)},
      {"count", offsetof(struct event_terms, count)},
      {"reason", offsetof(struct event_terms, reason)},
      {"note", offsetof(struct event_terms, note)},
};
enum { TERM_REFS = sizeof term_refs / sizeof term_refs[0], TERM_TEXTS = sizeof term_texts / sizeof term_texts[0] };

static void *at(const void *base, size_t offset)
{
    return (char *)(uintptr_t)base + offset;
}

/* ---- writing ---- */

static void write_id(struct json_out *o, const char *name, struct id id)
{
    char text[ID_TEXT_LEN + 1];
    id_print(id, text);
    json_field_str(o, name, (struct str){text, ID_TEXT_LEN});
}

static void write_time(struct json_out *o, const char *name, struct time_zoned t)
{
    char text[TIME_TEXT_MAX];
    size_t len = time_print(t, text);
    json_field_str(o, name, (struct str){text, len});
}

/* [id, "code"] */
static void write_ref(struct json_out *o, struct ref r)
{
    json_begin_array(o);
    json_put_int(o, r.id);
    json_put_str(o, r.code);
    json_end_array(o);
}

static void write_terms(struct json_out *o, const struct event_terms *t)
{
    if (t->to != STATUS_NONE)
        json_field_z(o, "status", status_names[t->to]);
    for (int i = 0; i < TERM_REFS; i++) {
        const struct ref *r = at(t, term_refs[i].at);
        if (r->id) {
            json_key(o, term_refs[i].name);
            write_ref(o, *r);
        }
    }
    for (int i = 0; i < TERM_TEXTS; i++)
        json_field_opt(o, term_texts[i].name, *(const struct str *)at(t, term_texts[i].at));
    if (t->lot_expires)
        json_field_int(o, "expires", t->lot_expires);
    if (t->hold >= 0)
        json_field_z(o, "hold", hold_names[t->hold]);
    if (t->due)
        json_field_int(o, "due", t->due);
    if (t->covered >= 0)
        json_field_bool(o, "covered", t->covered == 1);
    if (!id_eq(t->undo, (struct id){0}))
        write_id(o, "undo", t->undo);
}

static void write_identifiers(struct json_out *o, const struct event_unit *u)
{
    json_begin_array(o);
    for (size_t i = 0; i < u->identifier_count; i++) {
        json_begin_array(o);
        json_put_str(o, u->identifiers[i].kind);
        json_put_str(o, u->identifiers[i].value);
        if (u->identifiers[i].removed)
            json_put_bool(o, true);
        json_end_array(o);
    }
    json_end_array(o);
}

/* [id, "serial"] or [id, "serial", {"identifiers": .., "attributes": .., "state": ..}] */
static void write_unit(struct json_out *o, const struct event_unit *u)
{
    json_begin_array(o);
    json_put_int(o, u->id);
    json_put_str(o, u->serial);
    if (u->identifier_count || u->attributes.len || u->state) {
        json_begin_object(o);
        if (u->identifier_count) {
            json_key(o, "identifiers");
            write_identifiers(o, u);
        }
        if (u->attributes.len) {
            json_key(o, "attributes");
            json_put_raw(o, u->attributes);
        }
        if (u->state) {
            json_key(o, "state");
            unit_state_write(o, u->state);
        }
        json_end_object(o);
    }
    json_end_array(o);
}

/* Runs of units of one product: [{"product": [id, "sku"], "units": [..]}, ..] */
static void write_units(struct json_out *o, const char *name, const struct event *e, bool carried)
{
    const struct event_unit *run = NULL;
    for (size_t i = 0; i < e->unit_count; i++) {
        const struct event_unit *u = &e->units[i];
        if (u->carried != carried)
            continue;
        if (!run) {
            json_key(o, name);
            json_begin_array(o);
        }
        if (!run || run->product.id != u->product.id) {
            if (run) {
                json_end_array(o);
                json_end_object(o);
            }
            json_begin_object(o);
            json_key(o, "product");
            write_ref(o, u->product);
            json_key(o, "units");
            json_begin_array(o);
        }
        write_unit(o, u);
        run = u;
    }
    if (!run)
        return;
    json_end_array(o);
    json_end_object(o);
    json_end_array(o);
}

void event_write(struct buf *out, const struct event *e)
{
    struct json_out o;
    json_out_init(&o, out);
    json_begin_object(&o);
    write_id(&o, "id", e->id);
    json_field_z(&o, "command", lifecycle_commands[e->terms.command].name);
    write_time(&o, "time", e->time);
    write_time(&o, "recorded", (struct time_zoned){e->recorded_at, 0});
    json_key(&o, "actor");
    write_ref(&o, e->actor);
    json_field_opt(&o, "device", e->device);
    if (e->parts > 1) {
        write_id(&o, "command_id", e->command_id);
        json_field_int(&o, "part", e->part);
        json_field_int(&o, "parts", e->parts);
    }
    write_terms(&o, &e->terms);
    if (e->package_count) {
        json_key(&o, "packages");
        json_begin_array(&o);
        for (size_t i = 0; i < e->package_count; i++)
            write_ref(&o, e->packages[i]);
        json_end_array(&o);
    }
    write_units(&o, "units", e, false);
    write_units(&o, "carried", e, true);
    json_end_object(&o);
}

/* ---- reading ---- */

static struct str text_of(struct arena *a, const struct json *v)
{
    struct str s = json_string(v);
    return s.len ? arena_str(a, s) : (struct str){0};
}

static struct ref read_ref(struct arena *a, const struct json *v)
{
    return (struct ref){json_int(json_at(v, 0)), text_of(a, json_at(v, 1))};
}

static struct str print_value(struct arena *a, const struct json *v)
{
    struct buf b = {0};
    json_print(&b, v);
    struct str text = arena_str(a, buf_view(&b));
    buf_free(&b);
    return text;
}

static bool read_terms(struct arena *a, const struct json *root, struct event_terms *t)
{
    int command = lifecycle_command_by_name(json_string(json_get(root, "command")));
    if (command < 0)
        return false;
    t->command = (enum command_code)command;
    int to = name_index(status_names, STATUS_TOTAL, json_string(json_get(root, "status")));
    t->to = to < 0 ? STATUS_NONE : (enum status)to;
    for (int i = 0; i < TERM_REFS; i++)
        *(struct ref *)at(t, term_refs[i].at) = read_ref(a, json_get(root, term_refs[i].name));
    for (int i = 0; i < TERM_TEXTS; i++)
        *(struct str *)at(t, term_texts[i].at) = text_of(a, json_get(root, term_texts[i].name));
    t->lot_expires = json_int(json_get(root, "expires"));
    t->hold = name_index(hold_names, HOLD_TOTAL, json_string(json_get(root, "hold")));
    t->due = json_int(json_get(root, "due"));
    const struct json *covered = json_get(root, "covered");
    t->covered = covered ? json_bool(covered) : -1;
    const struct json *undo = json_get(root, "undo");
    return !undo || id_parse(json_string(undo), &t->undo);
}

static bool read_identifiers(struct arena *a, const struct json *list, struct event_unit *u)
{
    u->identifier_count = json_count(list);
    u->identifiers = ARENA_ARRAY(a, u->identifier_count, struct identifier);
    for (size_t i = 0; u->identifiers && i < u->identifier_count; i++) {
        const struct json *row = json_at(list, i);
        u->identifiers[i] =
            (struct identifier){text_of(a, json_at(row, 0)), text_of(a, json_at(row, 1)), json_bool(json_at(row, 2))};
    }
    return u->identifiers != NULL;
}

static bool read_extras(struct arena *a, const struct json *extras, struct event_unit *u)
{
    if (!extras)
        return true;
    if (!read_identifiers(a, json_get(extras, "identifiers"), u))
        return false;
    const struct json *attributes = json_get(extras, "attributes"), *state = json_get(extras, "state");
    if (attributes)
        u->attributes = print_value(a, attributes);
    if (!state)
        return true;
    struct unit *after = ARENA_NEW(a, struct unit);
    u->state = after;
    return after && unit_state_read(a, state, after);
}

static size_t count_units(const struct json *runs)
{
    size_t n = 0;
    for (size_t i = 0; i < json_count(runs); i++)
        n += json_count(json_get(json_at(runs, i), "units"));
    return n;
}

static bool read_units(struct arena *a, const struct json *runs, bool carried, struct event *e)
{
    for (size_t i = 0; i < json_count(runs); i++) {
        const struct json *run = json_at(runs, i), *units = json_get(run, "units");
        struct ref product = read_ref(a, json_get(run, "product"));
        for (size_t k = 0; k < json_count(units); k++) {
            const struct json *row = json_at(units, k);
            struct event_unit *u = &e->units[e->unit_count++];
            *u = (struct event_unit){.id = json_int(json_at(row, 0)),
                                     .product = product,
                                     .serial = text_of(a, json_at(row, 1)),
                                     .carried = carried};
            if (!read_extras(a, json_at(row, 2), u))
                return false;
        }
    }
    return true;
}

static bool read_head(struct arena *a, const struct json *root, struct event *e)
{
    struct time_zoned recorded;
    if (!id_parse(json_string(json_get(root, "id")), &e->id) ||
        !time_parse(json_string(json_get(root, "time")), &e->time) ||
        !time_parse(json_string(json_get(root, "recorded")), &recorded))
        return false;
    e->recorded_at = recorded.at;
    e->actor = read_ref(a, json_get(root, "actor"));
    e->device = text_of(a, json_get(root, "device"));
    e->part = e->parts = 1;
    e->command_id = e->id;
    if (!json_get(root, "parts"))
        return true;
    e->part = (int)json_int(json_get(root, "part"));
    e->parts = (int)json_int(json_get(root, "parts"));
    return id_parse(json_string(json_get(root, "command_id")), &e->command_id);
}

static bool read_body(struct arena *a, const struct json *root, struct event *e)
{
    const struct json *packages = json_get(root, "packages");
    e->package_count = json_count(packages);
    e->packages = ARENA_ARRAY(a, e->package_count, struct ref);
    for (size_t i = 0; e->packages && i < e->package_count; i++)
        e->packages[i] = read_ref(a, json_at(packages, i));
    const struct json *own = json_get(root, "units"), *carried = json_get(root, "carried");
    e->units = ARENA_ARRAY(a, count_units(own) + count_units(carried) + 1, struct event_unit);
    return e->packages && e->units && read_units(a, own, false, e) && read_units(a, carried, true, e);
}

bool event_read(struct arena *a, struct str bytes, struct event *ret, const char **ret_why)
{
    struct json_error error;
    struct json *root = json_parse(bytes, &error);
    *ret_why = "the bytes are not JSON";
    if (!root)
        return false;
    struct event e = {0};
    *ret_why = NULL;
    if (!read_head(a, root, &e))
        *ret_why = "id or times are not right";
    else if (!read_terms(a, root, &e.terms))
        *ret_why = "the command or its terms are not right";
    else if (!read_body(a, root, &e))
        *ret_why = "the units are not right";
    json_free(root);
    if (*ret_why)
        return false;
    *ret = e;
    return true;
}
