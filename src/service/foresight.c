#include "service/foresight.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "store/foresee.h"

enum { SETS = 10, KEPT_SLOTS = 16 * 1024, KEPT_BYTES = 256 * 1024 };

/* ---- sets of 64-bit hashes; what is 0 is free ---- */

struct hashes {
    uint64_t *slots;
    size_t cap, count;
};

static uint64_t mix(uint64_t h, uint64_t v)
{
    h = (h ^ v) * UINT64_C(0x9E3779B97F4A7C15);
    return h ^ h >> 32;
}

static uint64_t hash_of(unsigned kind, int64_t number, struct str text)
{
    uint64_t h = mix(mix(UINT64_C(14695981039346656037), kind + 1), (uint64_t)number);
    for (size_t i = 0; i < text.len; i++)
        h = (h ^ (unsigned char)text.ptr[i]) * UINT64_C(1099511628211);
    h = mix(h, text.len);
    return h ? h : 1;
}

static bool hashes_have(const struct hashes *s, uint64_t h)
{
    if (s->count == 0)
        return false;
    size_t i = (size_t)h & (s->cap - 1);
    for (; s->slots[i]; i = (i + 1) & (s->cap - 1))
        if (s->slots[i] == h)
            return true;
    return false;
}

static void hashes_put(struct hashes *s, uint64_t h)
{
    size_t i = (size_t)h & (s->cap - 1);
    while (s->slots[i] && s->slots[i] != h)
        i = (i + 1) & (s->cap - 1);
    s->count += s->slots[i] == 0;
    s->slots[i] = h;
}

static void hashes_add(struct hashes *s, uint64_t h)
{
    if ((s->count + 1) * 2 > s->cap) {
        struct hashes more = {.cap = s->cap ? s->cap * 2 : 256};
        more.slots = calloc(more.cap, sizeof *more.slots);
        assert(more.slots);
        for (size_t i = 0; i < s->cap; i++)
            if (s->slots[i])
                hashes_put(&more, s->slots[i]);
        free(s->slots);
        *s = more;
    }
    hashes_put(s, h);
}

/* What a bulk has made large is given back, so that the scans after it need not wipe it. */
static void hashes_clear(struct hashes *s)
{
    if (s->cap > KEPT_SLOTS) {
        free(s->slots);
        *s = (struct hashes){0};
    }
    if (s->count)
        memset(s->slots, 0, s->cap * sizeof *s->slots);
    s->count = 0;
}

static void list_clear(struct buf *b)
{
    if (b->cap > KEPT_BYTES)
        buf_free(b);
    b->len = 0;
}

/* ---- what was found: units by key or by product and serial ---- */

struct unit_map {
    const struct unit **slots;
    size_t cap, count;
};

typedef uint64_t unit_hash(const struct unit *u);

static uint64_t by_key(const struct unit *u)
{
    return hash_of(TOUCHED_UNIT, u->id, (struct str){0});
}

static uint64_t by_serial(const struct unit *u)
{
    return hash_of(TOUCHED_SERIAL, u->product_id, u->serial);
}

static void units_put(struct unit_map *m, const struct unit *u, unit_hash *hash)
{
    size_t i = (size_t)hash(u) & (m->cap - 1);
    while (m->slots[i])
        i = (i + 1) & (m->cap - 1);
    m->slots[i] = u;
    m->count++;
}

static void units_make(struct unit_map *m, const struct unit *units, size_t count, unit_hash *hash)
{
    free(m->slots);
    *m = (struct unit_map){.cap = 16};
    while (m->cap < count * 2)
        m->cap *= 2;
    m->slots = calloc(m->cap, sizeof *m->slots);
    assert(m->slots);
    for (size_t i = 0; i < count; i++)
        units_put(m, &units[i], hash);
}

/* ---- */

struct wanted_serial {
    int64_t product_id;
    struct str serial;
    bool may_be_new;
};

struct wanted_identifier {
    struct str kind, value;
};

struct foresight {
    struct arena *arena;
    struct buf events, serials, units;                        /* wanted: struct str, struct wanted_serial, int64_t */
    struct buf found;                                         /* struct unit */
    struct unit_map by_key, by_serial;                        /* into found */
    struct hashes asked_serials, asked_formers, asked_events; /* an answer was had */
    struct hashes known_formers, known_events;                /* and it was yes */
    struct hashes asked_children, known_parents;
    struct hashes asked_identifiers, known_identifiers;
    struct buf identifiers; /* wanted: struct wanted_identifier */
    struct hashes round;    /* touched by the round's commands */
    struct buf own;         /* uint64_t: touched by the one that is at it */
    bool alone;
};

struct foresight *foresight_new(void)
{
    struct foresight *f = calloc(1, sizeof *f);
    assert(f);
    f->arena = arena_new(0);
    return f;
}

static void sets_of(struct foresight *f, struct hashes *ret[SETS])
{
    struct hashes *all[SETS] = {&f->asked_serials,     &f->asked_formers,    &f->asked_events,  &f->known_formers,
                                &f->known_events,      &f->asked_children,   &f->known_parents, &f->round,
                                &f->asked_identifiers, &f->known_identifiers};
    memcpy(ret, all, sizeof all);
}

void foresight_free(struct foresight *f)
{
    struct hashes *sets[SETS];
    if (!f)
        return;
    sets_of(f, sets);
    for (int i = 0; i < SETS; i++)
        free(sets[i]->slots);
    free(f->by_key.slots);
    free(f->by_serial.slots);
    buf_free(&f->events);
    buf_free(&f->serials);
    buf_free(&f->units);
    buf_free(&f->identifiers);
    buf_free(&f->found);
    buf_free(&f->own);
    arena_free(f->arena);
    free(f);
}

void foresight_clear(struct foresight *f)
{
    struct hashes *sets[SETS];
    sets_of(f, sets);
    for (int i = 0; i < SETS; i++)
        hashes_clear(sets[i]);
    f->by_key.count = f->by_serial.count = 0;
    list_clear(&f->events);
    list_clear(&f->serials);
    list_clear(&f->units);
    list_clear(&f->identifiers);
    list_clear(&f->found);
    list_clear(&f->own);
    arena_reset(f->arena);
}

/* ---- asking ---- */

void foresight_want_event(struct foresight *f, const struct id *id)
{
    struct str bytes = {(const char *)id->bytes, sizeof id->bytes};
    buf_add(&f->events, &bytes, sizeof bytes);
}

void foresight_want_serial(struct foresight *f, int64_t product_id, struct str serial, bool may_be_new)
{
    struct wanted_serial w = {product_id, serial, may_be_new};
    buf_add(&f->serials, &w, sizeof w);
}

void foresight_know_new(struct foresight *f, int64_t product_id, struct str serial)
{
    uint64_t h = hash_of(TOUCHED_SERIAL, product_id, serial);
    hashes_add(&f->asked_serials, h);
    hashes_add(&f->asked_formers, h);
}

void foresight_want_unit(struct foresight *f, int64_t id)
{
    buf_add(&f->units, &id, sizeof id);
}

void foresight_want_identifier(struct foresight *f, struct str kind, struct str value)
{
    struct wanted_identifier w = {kind, value};
    buf_add(&f->identifiers, &w, sizeof w);
}

static uint64_t identifier_hash(struct str kind, struct str value)
{
    return hash_of(TOUCHED_IDENTIFIER, (int64_t)hash_of(TOUCHED_IDENTIFIER, 0, kind), value);
}

static uint64_t event_hash(struct str bytes)
{
    return hash_of(TOUCHED_COMMAND, 0, bytes);
}

static enum db_result load_events(struct foresight *f, struct db *db)
{
    const struct str *ids = (const void *)f->events.ptr;
    size_t count = f->events.len / sizeof *ids;
    struct buf found = {0};
    enum db_result r = count ? store_foresee_events(db, ids, count, &found) : DB_OK;
    const struct id *known = (const void *)found.ptr;
    for (size_t i = 0; r == DB_OK && i < count; i++)
        hashes_add(&f->asked_events, event_hash(ids[i]));
    for (size_t i = 0; r == DB_OK && i < found.len / sizeof *known; i++)
        hashes_add(&f->known_events, event_hash((struct str){(const char *)known[i].bytes, sizeof known[i].bytes}));
    buf_free(&found);
    return r;
}

struct serial_columns {
    struct str *serials;
    int64_t *products;
    size_t count;
};

/* Serials as the columns of a question; only those that may be new and were not found, or all. */
static struct serial_columns columns_of(const struct foresight *f, bool only_new)
{
    const struct wanted_serial *w = (const void *)f->serials.ptr;
    size_t count = f->serials.len / sizeof *w;
    struct serial_columns c = {ARENA_ARRAY(f->arena, count + 1, struct str), ARENA_ARRAY(f->arena, count + 1, int64_t),
                               0};
    struct unit u;
    for (size_t i = 0; i < count; i++) {
        if (only_new &&
            (!w[i].may_be_new || foresight_unit_by_serial(f, w[i].product_id, w[i].serial, &u) != FORESEEN_ABSENT))
            continue;
        c.serials[c.count] = w[i].serial;
        c.products[c.count++] = w[i].product_id;
    }
    return c;
}

static int by_id(const void *a, const void *b)
{
    int64_t x = ((const struct unit *)a)->id, y = ((const struct unit *)b)->id;
    return (x > y) - (x < y);
}

/* A unit that was asked for in two ways is there once. */
static void keep_found(struct foresight *f)
{
    struct unit *units = (void *)f->found.ptr;
    size_t count = f->found.len / sizeof *units, kept = 0;
    if (count)
        qsort(units, count, sizeof *units, by_id);
    for (size_t i = 0; i < count; i++)
        if (i == 0 || units[i].id != units[kept - 1].id)
            units[kept++] = units[i];
    f->found.len = kept * sizeof *units;
    units_make(&f->by_key, units, kept, by_key);
    units_make(&f->by_serial, units, kept, by_serial);
}

static enum db_result load_units(struct foresight *f, struct db *db)
{
    struct serial_columns c = columns_of(f, false);
    size_t ids = f->units.len / sizeof(int64_t);
    enum db_result r = c.count ? store_foresee_units(db, f->arena, c.serials, c.products, c.count, &f->found) : DB_OK;
    if (r == DB_OK && ids)
        r = store_foresee_units_by_id(db, f->arena, (const void *)f->units.ptr, ids, &f->found);
    if (r != DB_OK)
        return r;
    keep_found(f);
    for (size_t i = 0; i < c.count; i++)
        hashes_add(&f->asked_serials, hash_of(TOUCHED_SERIAL, c.products[i], c.serials[i]));
    return DB_OK;
}

static enum db_result load_parents(struct foresight *f, struct db *db)
{
    const struct unit *units = (const void *)f->found.ptr;
    size_t count = f->found.len / sizeof *units;
    int64_t *ids = ARENA_ARRAY(f->arena, count + 1, int64_t);
    struct buf found = {0};
    for (size_t i = 0; i < count; i++)
        ids[i] = units[i].id;
    enum db_result r = count ? store_foresee_parents(db, ids, count, &found) : DB_OK;
    const int64_t *parents = (const void *)found.ptr;
    for (size_t i = 0; r == DB_OK && i < count; i++)
        hashes_add(&f->asked_children, (uint64_t)ids[i]);
    for (size_t i = 0; r == DB_OK && i < found.len / sizeof *parents; i++)
        hashes_add(&f->known_parents, (uint64_t)parents[i]);
    buf_free(&found);
    return r;
}

static enum db_result load_formers(struct foresight *f, struct db *db)
{
    struct serial_columns c = columns_of(f, true);
    struct buf found = {0};
    enum db_result r = c.count ? store_foresee_former(db, f->arena, c.serials, c.products, c.count, &found) : DB_OK;
    const struct former_serial *known = (const void *)found.ptr;
    for (size_t i = 0; r == DB_OK && i < c.count; i++)
        hashes_add(&f->asked_formers, hash_of(TOUCHED_SERIAL, c.products[i], c.serials[i]));
    for (size_t i = 0; r == DB_OK && i < found.len / sizeof *known; i++)
        hashes_add(&f->known_formers, hash_of(TOUCHED_SERIAL, known[i].product_id, known[i].serial));
    buf_free(&found);
    return r;
}

static enum db_result load_identifiers(struct foresight *f, struct db *db)
{
    const struct wanted_identifier *w = (const void *)f->identifiers.ptr;
    size_t count = f->identifiers.len / sizeof *w;
    struct str *kinds = ARENA_ARRAY(f->arena, count + 1, struct str),
               *values = ARENA_ARRAY(f->arena, count + 1, struct str);
    struct buf found = {0};
    for (size_t i = 0; i < count; i++) {
        kinds[i] = w[i].kind;
        values[i] = w[i].value;
    }
    enum db_result r = count ? store_foresee_identifiers(db, f->arena, kinds, values, count, &found) : DB_OK;
    const struct owned_identifier *known = (const void *)found.ptr;
    for (size_t i = 0; r == DB_OK && i < count; i++)
        hashes_add(&f->asked_identifiers, identifier_hash(w[i].kind, w[i].value));
    for (size_t i = 0; r == DB_OK && i < found.len / sizeof *known; i++)
        hashes_add(&f->known_identifiers, identifier_hash(known[i].kind, known[i].value));
    buf_free(&found);
    return r;
}

enum db_result foresight_load(struct foresight *f, struct db *db)
{
    enum db_result r = load_events(f, db);
    if (r == DB_OK)
        r = load_units(f, db);
    if (r == DB_OK)
        r = load_parents(f, db);
    if (r == DB_OK)
        r = load_formers(f, db);
    return r == DB_OK ? load_identifiers(f, db) : r;
}

/* ---- answers ---- */

enum foreseen foresight_unit_by_serial(const struct foresight *f, int64_t product_id, struct str serial,
                                       struct unit *ret)
{
    uint64_t h = hash_of(TOUCHED_SERIAL, product_id, serial);
    if (!f || !hashes_have(&f->asked_serials, h))
        return UNFORESEEN;
    const struct unit_map *m = &f->by_serial;
    for (size_t i = (size_t)h & (m->cap - 1); m->slots[i]; i = (i + 1) & (m->cap - 1))
        if (m->slots[i]->product_id == product_id && str_eq(m->slots[i]->serial, serial)) {
            *ret = *m->slots[i];
            return FORESEEN;
        }
    return FORESEEN_ABSENT;
}

enum foreseen foresight_unit(const struct foresight *f, int64_t id, struct unit *ret)
{
    if (!f || f->by_key.count == 0)
        return UNFORESEEN;
    const struct unit_map *m = &f->by_key;
    size_t i = (size_t)hash_of(TOUCHED_UNIT, id, (struct str){0}) & (m->cap - 1);
    for (; m->slots[i]; i = (i + 1) & (m->cap - 1))
        if (m->slots[i]->id == id) {
            *ret = *m->slots[i];
            return FORESEEN;
        }
    return UNFORESEEN;
}

static enum foreseen absent(const struct hashes *asked, const struct hashes *known, uint64_t h)
{
    return !hashes_have(asked, h) ? UNFORESEEN : hashes_have(known, h) ? FORESEEN : FORESEEN_ABSENT;
}

enum foreseen foresight_former(const struct foresight *f, int64_t product_id, struct str serial)
{
    return f ? absent(&f->asked_formers, &f->known_formers, hash_of(TOUCHED_SERIAL, product_id, serial)) : UNFORESEEN;
}

enum foreseen foresight_identifier(const struct foresight *f, struct str kind, struct str value)
{
    return f ? absent(&f->asked_identifiers, &f->known_identifiers, identifier_hash(kind, value)) : UNFORESEEN;
}

enum foreseen foresight_event(const struct foresight *f, struct id id)
{
    struct str bytes = {(const char *)id.bytes, sizeof id.bytes};
    return f ? absent(&f->asked_events, &f->known_events, event_hash(bytes)) : UNFORESEEN;
}

enum foreseen foresight_children(const struct foresight *f, int64_t unit_id)
{
    return f ? absent(&f->asked_children, &f->known_parents, (uint64_t)unit_id) : UNFORESEEN;
}

/* ---- who has to do with what ---- */

void foresight_begin(struct foresight *f, bool alone)
{
    f->own.len = 0;
    f->alone = alone;
}

void foresight_touch(struct foresight *f, enum touched kind, int64_t number, struct str text)
{
    if (!f || f->alone)
        return;
    uint64_t h = hash_of(kind, number, text);
    buf_add(&f->own, &h, sizeof h);
}

bool foresight_collides(const struct foresight *f)
{
    const uint64_t *own = (const void *)f->own.ptr;
    for (size_t i = 0; i < f->own.len / sizeof *own; i++)
        if (hashes_have(&f->round, own[i]))
            return true;
    return false;
}

void foresight_keep(struct foresight *f)
{
    const uint64_t *own = (const void *)f->own.ptr;
    for (size_t i = 0; i < f->own.len / sizeof *own; i++)
        hashes_add(&f->round, own[i]);
}
