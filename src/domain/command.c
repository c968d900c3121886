#include "domain/command.h"

#include <stddef.h>

#include "base/hash.h"
#include "base/limits.h"

/* ---- digest ---- */

static void add_text(struct buf *b, struct str s)
{
    buf_int(b, (int64_t)s.len);
    buf_char(b, ':');
    buf_str(b, s);
}

static void add_int(struct buf *b, int64_t n)
{
    buf_int(b, n);
    buf_char(b, ';');
}

static void add_ref(struct buf *b, const struct unit_ref *r)
{
    add_int(b, r->id);
    add_text(b, r->product);
    add_text(b, r->serial);
    add_text(b, r->code);
}

static void add_fields(struct buf *b, const struct command_fields *f)
{
    add_text(b, f->location);
    add_text(b, f->party);
    add_text(b, f->order);
    add_text(b, f->lot);
    add_int(b, f->expires);
    add_int(b, f->made);
}

static void add_row(struct buf *b, const struct command_row *row)
{
    add_ref(b, &row->ref);
    add_text(b, row->package);
    add_int(b, row->own != NULL);
    if (row->own)
        add_fields(b, row->own);
    add_int(b, (int64_t)row->identifier_count);
    for (size_t i = 0; i < row->identifier_count; i++) {
        add_text(b, row->identifiers[i].kind);
        add_text(b, row->identifiers[i].value);
        add_int(b, row->identifiers[i].removed);
    }
    add_text(b, row->attributes);
}

static void digest(const struct command *c, unsigned char ret[16])
{
    struct buf b = {0};
    add_int(&b, c->code);
    add_int(&b, c->has_time);
    add_int(&b, c->has_time ? c->time.at : 0);
    add_int(&b, c->has_time ? c->time.offset_min : 0);
    add_fields(&b, &c->shared);
    const struct str texts[] = {c->package, c->hold, c->choice, c->reason, c->note, c->count, c->new_serial};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        add_text(&b, texts[i]);
    add_int(&b, (int64_t)c->package_count);
    for (size_t i = 0; i < c->package_count; i++)
        add_text(&b, c->packages[i]);
    add_int(&b, c->has_parent);
    add_ref(&b, &c->parent);
    buf_add(&b, c->undo.bytes, sizeof c->undo.bytes);
    add_int(&b, c->due);
    add_int(&b, c->partial);
    add_int(&b, (int64_t)c->row_count);
    for (size_t i = 0; i < c->row_count; i++)
        add_row(&b, &c->rows[i]);
    struct hash h = hash_sha256(buf_view(&b));
    memcpy(ret, h.bytes, 16);
    buf_free(&b);
}

/* ---- form ---- */

static bool has_field(const struct command *c, enum command_field f)
{
    const struct command_fields *s = &c->shared;
    switch (f) {
    case FIELD_LOCATION:
        return s->location.len > 0;
    case FIELD_PARTY:
        return s->party.len > 0;
    case FIELD_ORDER:
        return s->order.len > 0;
    case FIELD_LOT:
        return s->lot.len > 0;
    case FIELD_PARTY_OR_LOCATION:
        return s->party.len > 0 || s->location.len > 0;
    case FIELD_PACKAGE:
        return c->package.len > 0;
    case FIELD_REASON:
        return c->reason.len > 0;
    case FIELD_HOLD:
        return c->hold.len > 0;
    case FIELD_PARENT:
        return c->has_parent;
    case FIELD_VERDICT:
    case FIELD_OUTCOME:
    case FIELD_CONDITION:
        return c->choice.len > 0 && lifecycle_commands[c->code].choice_field == f;
    case FIELD_SERIAL:
        return c->new_serial.len > 0;
    case FIELD_UNDO:
        return !id_eq(c->undo, (struct id){0});
    case FIELD_COUNT:
        return c->count.len > 0;
    case FIELD_DUE:
        return c->due != 0;
    case FIELD_PRODUCT:
    case FIELD_IDENTIFIERS:
    case FIELD_ATTRIBUTES:
    case FIELD_TOTAL:
        break; /* stand in the rows */
    }
    return false;
}

/* Fields that rows may bring instead of the command. */
static bool rows_have(const struct command *c, enum command_field f)
{
    if (c->row_count == 0)
        return false;
    for (size_t i = 0; i < c->row_count; i++) {
        const struct command_fields *own = c->rows[i].own;
        if (!own)
            return false;
        bool has = (f == FIELD_LOCATION && own->location.len) || (f == FIELD_PARTY && own->party.len) ||
                   (f == FIELD_ORDER && own->order.len) || (f == FIELD_LOT && own->lot.len) ||
                   (f == FIELD_PARTY_OR_LOCATION && (own->party.len || own->location.len));
        if (!has)
            return false;
    }
    return true;
}

static bool needed_there(struct arena *a, const struct command *c, struct refusal *r)
{
    const struct lifecycle_command *l = &lifecycle_commands[c->code];
    for (int f = 0; f < FIELD_TOTAL; f++) {
        if (!(l->needs & FIELD_BIT(f)) || f == FIELD_PRODUCT)
            continue;
        if (has_field(c, (enum command_field)f) || rows_have(c, (enum command_field)f))
            continue;
        const char *name = f == FIELD_PARTY_OR_LOCATION ? "party" : command_field_names[f];
        return refuse(r, a, REFUSED_MISSING_FIELD, name, "'%s' needs %s", l->name,
                      f == FIELD_PARTY_OR_LOCATION ? "a party or a location" : name);
    }
    return true;
}

static unsigned fields_taken(const struct lifecycle_command *l)
{
    unsigned known = l->needs | l->may | FIELD_BIT(FIELD_REASON);
    if (l->needs & FIELD_BIT(FIELD_PARTY_OR_LOCATION))
        known |= FIELD_BIT(FIELD_PARTY) | FIELD_BIT(FIELD_LOCATION);
    return known;
}

static bool takes_no(struct arena *a, const struct command *c, const char *field, int row, struct refusal *r)
{
    r->row = row;
    return refuse(r, a, REFUSED_BAD_VALUE, field, "'%s' takes no %s", lifecycle_commands[c->code].name, field);
}

/* The fields that a row may have of its own. */
static bool fields_make_sense(struct arena *a, const struct command *c, const struct command_fields *f, unsigned known,
                              int row, struct refusal *r)
{
    const struct {
        const char *name;
        enum command_field field;
        bool given;
    } given[] = {
        {"location", FIELD_LOCATION, f->location.len > 0}, {"party", FIELD_PARTY, f->party.len > 0},
        {"order", FIELD_ORDER, f->order.len > 0},          {"lot", FIELD_LOT, f->lot.len > 0},
        {"expires", FIELD_LOT, f->expires != 0},           {"made", FIELD_LOT, f->made != 0},
    };
    for (size_t i = 0; i < sizeof given / sizeof given[0]; i++)
        if (given[i].given && !(known & FIELD_BIT(given[i].field)))
            return takes_no(a, c, given[i].name, row, r);
    return true;
}

static bool none_superfluous(struct arena *a, const struct command *c, struct refusal *r)
{
    unsigned known = fields_taken(&lifecycle_commands[c->code]);
    for (int f = 0; f < FIELD_TOTAL; f++)
        if (!(known & FIELD_BIT(f)) && f != FIELD_PARTY_OR_LOCATION && has_field(c, (enum command_field)f))
            return takes_no(a, c, command_field_names[f], 0, r);
    if (!fields_make_sense(a, c, &c->shared, known, 0, r))
        return false;
    for (size_t i = 0; i < c->row_count; i++)
        if (c->rows[i].own && !fields_make_sense(a, c, c->rows[i].own, known, c->rows[i].row, r))
            return false;
    return true;
}

static bool choice_known(struct arena *a, const struct command *c, struct refusal *r)
{
    const struct lifecycle_command *l = &lifecycle_commands[c->code];
    if (l->effect != LIFECYCLE_TO_CHOICE || lifecycle_choice_by_name(l, c->choice))
        return true;
    char allowed[200];
    lifecycle_choices_text(l, allowed, sizeof allowed);
    return refuse(r, a, REFUSED_BAD_VALUE, command_field_names[l->choice_field], "'%.*s' is not one of %s",
                  STR_ARG(c->choice), allowed);
}

static bool hold_known(struct arena *a, const struct command *c, struct refusal *r)
{
    if (c->hold.len == 0 || name_index(hold_names, HOLD_TOTAL, c->hold) >= 0)
        return true;
    return refuse(r, a, REFUSED_BAD_VALUE, "hold", "'%.*s' is not one of %s, %s or %s", STR_ARG(c->hold), hold_names[0],
                  hold_names[1], hold_names[2]);
}

static bool text_fits(struct arena *a, const char *field, struct str s, size_t max, int row, struct refusal *r)
{
    size_t bad = 0;
    r->row = row;
    if (!str_utf8(s, &bad))
        return refuse(r, a, REFUSED_NOT_UTF8, field, "byte %zu is not UTF-8", bad);
    if (str_chars(s) > max)
        return refuse(r, a, REFUSED_TOO_LONG, field, "%zu characters; at most %zu are allowed", str_chars(s), max);
    if (str_has_control(s))
        return refuse(r, a, REFUSED_BAD_VALUE, field, "control characters are not allowed");
    r->row = 0;
    return true;
}

static bool fields_fit(struct arena *a, const struct command_fields *f, int row, struct refusal *r)
{
    return text_fits(a, "location", f->location, LIMIT_CODE_CHARS, row, r) &&
           text_fits(a, "party", f->party, LIMIT_CODE_CHARS, row, r) &&
           text_fits(a, "order", f->order, LIMIT_CODE_CHARS, row, r) &&
           text_fits(a, "lot", f->lot, LIMIT_CODE_CHARS, row, r);
}

/* A row names a unit, or a package with all that is in it: then there is no one unit that could bear an identifier. */
static bool row_names_one(struct arena *a, const struct command_row *row, struct refusal *r)
{
    const struct unit_ref *ref = &row->ref;
    if (!row->package.len)
        return true;
    if (!ref->id && !ref->serial.len && !ref->code.len && !row->identifier_count && !row->attributes.len)
        return true;
    r->row = row->row;
    return refuse(r, a, REFUSED_BAD_VALUE, "package",
                  "a package stands alone in its row, without a unit, identifiers or attributes");
}

static bool row_fits(struct arena *a, const struct command_row *row, struct refusal *r)
{
    const struct unit_ref *ref = &row->ref;
    if (!row_names_one(a, row, r))
        return false;
    if (row->attributes.len > LIMIT_ATTRIBUTES_BYTES) {
        r->row = row->row;
        return refuse(r, a, REFUSED_TOO_LONG, "attributes", "%zu bytes; at most %d are allowed", row->attributes.len,
                      LIMIT_ATTRIBUTES_BYTES);
    }
    if (row->identifier_count > LIMIT_IDENTIFIERS_PER_UNIT) {
        r->row = row->row;
        return refuse(r, a, REFUSED_TOO_MANY, "identifiers", "%zu identifiers; at most %d are allowed",
                      row->identifier_count, LIMIT_IDENTIFIERS_PER_UNIT);
    }
    return text_fits(a, "product", ref->product, LIMIT_CODE_CHARS, row->row, r) &&
           text_fits(a, "serial", ref->serial, LIMIT_SERIAL_CHARS, row->row, r) &&
           text_fits(a, "code", ref->code, LIMIT_SERIAL_CHARS, row->row, r) &&
           text_fits(a, "package", row->package, LIMIT_CODE_CHARS, row->row, r) &&
           (!row->own || fields_fit(a, row->own, row->row, r));
}

static bool texts_fit(struct arena *a, const struct command *c, struct refusal *r)
{
    if (!fields_fit(a, &c->shared, 0, r) || !text_fits(a, "package", c->package, LIMIT_CODE_CHARS, 0, r) ||
        !text_fits(a, "reason", c->reason, LIMIT_TEXT_CHARS, 0, r) ||
        !text_fits(a, "note", c->note, LIMIT_TEXT_CHARS, 0, r) ||
        !text_fits(a, "count", c->count, LIMIT_CODE_CHARS, 0, r) ||
        !text_fits(a, "serial_new", c->new_serial, LIMIT_SERIAL_CHARS, 0, r))
        return false;
    for (size_t i = 0; i < c->package_count; i++)
        if (!text_fits(a, "packages", c->packages[i], LIMIT_CODE_CHARS, (int)i + 1, r))
            return false;
    for (size_t i = 0; i < c->row_count; i++)
        if (!row_fits(a, &c->rows[i], r))
            return false;
    return true;
}

static bool time_sane(struct arena *a, const struct command *c, msec now, struct refusal *r)
{
    if (!c->has_time)
        return true;
    msec earliest = time_add_months(now, -12 * LIMIT_EVENT_PAST_YEARS),
         latest = now + (msec)LIMIT_EVENT_FUTURE_MIN * 60000;
    if (c->time.at >= earliest && c->time.at <= latest)
        return true;
    char given[TIME_TEXT_MAX];
    time_print(c->time, given);
    return refuse(r, a, REFUSED_BAD_TIME, "time", "%s is %s", given,
                  c->time.at < earliest ? "more than fifty years ago" : "more than a day ahead");
}

static bool count_sane(struct arena *a, const struct command *c, struct refusal *r)
{
    bool undo = !id_eq(c->undo, (struct id){0});
    if (c->row_count > LIMIT_BULK_UNITS)
        return refuse(r, a, REFUSED_TOO_MANY, "units", "%zu units; one command takes at most %d", c->row_count,
                      LIMIT_BULK_UNITS);
    if (c->package_count > LIMIT_EVENT_UNITS)
        return refuse(r, a, REFUSED_TOO_MANY, "packages", "%zu packages; one command takes at most %d",
                      c->package_count, LIMIT_EVENT_UNITS);
    if (c->package_count && c->code != COMMAND_PACK && c->code != COMMAND_UNPACK)
        return refuse(r, a, REFUSED_BAD_VALUE, "packages", "only pack and unpack take packages");
    if (c->row_count == 0 && c->package_count == 0 && !undo)
        return refuse(r, a, REFUSED_NO_UNITS, "units", "no unit is named");
    return true;
}

bool command_valid(struct arena *a, const struct command *c, msec now, struct refusal *ret)
{
    return count_sane(a, c, ret) && texts_fit(a, c, ret) && time_sane(a, c, now, ret) && needed_there(a, c, ret) &&
           none_superfluous(a, c, ret) && choice_known(a, c, ret) && hold_known(a, c, ret);
}

bool command_prepare(struct arena *a, struct command *c, msec now, struct refusal *ret)
{
    c->prepared = command_valid(a, c, now, ret);
    if (c->prepared)
        digest(c, c->digest);
    return c->prepared;
}
