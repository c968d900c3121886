#include "domain/unit.h"

#include <stddef.h>

/* The numeric members of a unit's state and their names in JSON; the two texts and the status are handled by name. */
static const struct {
    const char *name;
    size_t at;
} members[] = {
    {"location", offsetof(struct unit, location_id)},
    {"party", offsetof(struct unit, party_id)},
    {"owner", offsetof(struct unit, owner_id)},
    {"supplier", offsetof(struct unit, supplier_id)},
    {"parent", offsetof(struct unit, parent_id)},
    {"package", offsetof(struct unit, package_id)},
    {"lot", offsetof(struct unit, lot_id)},
    {"received_at", offsetof(struct unit, received_at)},
    {"warranty_from", offsetof(struct unit, warranty_from)},
};
enum { MEMBERS = sizeof members / sizeof members[0] };

static int64_t *member(struct unit *u, size_t i)
{
    return (int64_t *)(void *)((char *)u + members[i].at);
}

void unit_state_write(struct json_out *o, const struct unit *u)
{
    json_begin_object(o);
    json_field_int(o, "product", u->product_id);
    json_field_str(o, "serial", u->serial);
    json_field_z(o, "status", status_names[u->status]);
    if (u->holds)
        json_field_int(o, "holds", (int64_t)u->holds);
    for (size_t i = 0; i < MEMBERS; i++) {
        int64_t v = *member((struct unit *)(uintptr_t)u, i);
        if (v)
            json_field_int(o, members[i].name, v);
    }
    json_field_opt(o, "order", u->order_ref);
    if (!str_empty(u->attributes)) {
        json_key(o, "attributes");
        json_put_raw(o, u->attributes);
    }
    json_end_object(o);
}

static struct str print_attributes(struct arena *a, const struct json *v)
{
    if (!v)
        return (struct str){0};
    struct buf b = {0};
    json_print(&b, v);
    struct str text = arena_str(a, buf_view(&b));
    buf_free(&b);
    return text;
}

bool unit_state_read(struct arena *a, const struct json *object, struct unit *u)
{
    int status = name_index(status_names, STATUS_TOTAL, json_string(json_get(object, "status")));
    if (status < 0)
        return false;
    u->product_id = json_int(json_get(object, "product"));
    u->serial = arena_str(a, json_string(json_get(object, "serial")));
    u->status = (enum status)status;
    u->holds = (unsigned)json_int(json_get(object, "holds"));
    for (size_t i = 0; i < MEMBERS; i++)
        *member(u, i) = json_int(json_get(object, members[i].name));
    u->order_ref = arena_str(a, json_string(json_get(object, "order")));
    u->attributes = print_attributes(a, json_get(object, "attributes"));
    return true;
}

bool unit_place_valid(const struct unit *u)
{
    bool located = u->location_id != 0, held = u->party_id != 0;
    switch (status_places[u->status]) {
    case PLACE_NOWHERE:
        return !located && !held;
    case PLACE_LOCATION:
        return located && !held;
    case PLACE_PARTY:
        return !located && held;
    case PLACE_EITHER:
        return located != held;
    case PLACE_PARENT:
        return !(located && held);
    }
    return false;
}
