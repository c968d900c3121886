/*
 * digital_link_write: Digital Links for a message, see digital_link.h.
 */
#include "gs1/digital_link.h"

/* Which element stands where. */
struct plan {
    const struct gs1_element *path[1 + GS1_QUALIFIERS_MAX];
    size_t path_count;
    const struct gs1_element *query[GS1_ELEMENTS_MAX];
    size_t query_count;
};

static const struct gs1_element *of_row(const struct gs1_message *m, unsigned row)
{
    for (size_t i = 0; i < m->count; i++) {
        if (m->items[i].ai->row == row)
            return &m->items[i];
    }
    return NULL;
}

/* The key and those of one sequence of its qualifiers that are there. */
static void plan_path(const struct gs1_message *m, const struct gs1_element *key, size_t sequence, struct plan *p)
{
    const uint8_t *qualifiers = key->ai->qualifiers[sequence];
    p->path[p->path_count++] = key;
    for (size_t q = 0; q < GS1_QUALIFIERS_MAX && qualifiers[q]; q++) {
        const struct gs1_element *e = of_row(m, qualifiers[q] - 1u);
        if (e)
            p->path[p->path_count++] = e;
    }
}

static bool is_there(const struct gs1_element *const *list, size_t count, const struct gs1_element *e)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(list[i]->number, e->number) == 0)
            return true;
    }
    return false;
}

/* Into the sorted query. */
static void insert(struct plan *p, const struct gs1_element *e)
{
    size_t at = p->query_count++;
    for (; at > 0 && strcmp(p->query[at - 1]->number, e->number) > 0; at--)
        p->query[at] = p->query[at - 1];
    p->query[at] = e;
}

static bool plan_link(const struct gs1_message *m, const struct gs1_element *key, size_t sequence, struct plan *p,
                      struct gs1_problem *r)
{
    *p = (struct plan){0};
    plan_path(m, key, sequence, p);
    for (size_t i = 0; i < m->count; i++) {
        const struct gs1_element *e = &m->items[i];
        if (is_there(p->path, p->path_count, e) || is_there(p->query, p->query_count, e))
            continue;
        if (!e->ai->attribute)
            return gs1_problem_set(r, GS1_RULE_LINK_ATTRIBUTE, e->number, e->at,
                                   "AI (%s) cannot stand in a Digital Link whose primary key is (%s).", e->number,
                                   key->number);
        insert(p, e);
    }
    return true;
}

/* The sequence of the key's qualifiers that takes in most of what is there, of those that work at all. */
static bool plan_key(const struct gs1_message *m, const struct gs1_element *key, struct plan *ret,
                     struct gs1_problem *r)
{
    struct plan p;
    ret->path_count = 0;
    for (size_t s = 0; s == 0 || s < key->ai->sequences; s++) {
        if (plan_link(m, key, s, &p, r) && p.path_count > ret->path_count)
            *ret = p;
    }
    return ret->path_count > 0;
}

static bool choose(const struct gs1_message *m, struct plan *ret, struct gs1_problem *r)
{
    struct gs1_problem first = {0}, problem;
    for (size_t i = 0; i < m->count; i++) {
        if (!m->items[i].ai->key)
            continue;
        if (plan_key(m, &m->items[i], ret, &problem))
            return true;
        if (first.rule == GS1_RULE_NONE)
            first = problem;
    }
    if (first.rule == GS1_RULE_NONE)
        return gs1_problem_set(r, GS1_RULE_LINK_KEY, NULL, 0,
                               "There is no primary key for a Digital Link, as GTIN (01) or SSCC (00).");
    *r = first;
    return false;
}

/* ---- text ---- */

struct writing {
    char *out;
    size_t len;
};

static void put(struct writing *w, const char *z)
{
    size_t len = strlen(z);
    memcpy(w->out + w->len, z, len);
    w->len += len;
}

/* Everything but RFC 3986's unreserved characters as %XX. */
static void put_encoded(struct writing *w, struct str s)
{
    static const char digits[] = "0123456789ABCDEF";
    for (size_t i = 0; i < s.len; i++) {
        char c = s.ptr[i];
        bool plain = (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') || (c && strchr("-._~", c));
        if (plain) {
            w->out[w->len++] = c;
            continue;
        }
        w->out[w->len++] = '%';
        w->out[w->len++] = digits[(unsigned char)c >> 4];
        w->out[w->len++] = digits[(unsigned char)c & 15];
    }
}

static void put_plan(struct writing *w, const struct plan *p)
{
    for (size_t i = 0; i < p->path_count; i++) {
        put(w, "/");
        put(w, p->path[i]->number);
        put(w, "/");
        put_encoded(w, p->path[i]->value);
    }
    for (size_t i = 0; i < p->query_count; i++) {
        put(w, i == 0 ? "?" : "&");
        put(w, p->query[i]->number);
        put(w, "=");
        put_encoded(w, p->query[i]->value);
    }
}

bool gs1_link_write(struct arena *a, const struct gs1_message *m, struct str origin, struct str *ret,
                    struct gs1_problem *ret_problem)
{
    struct plan p = {0};
    if (!choose(m, &p, ret_problem))
        return false;
    size_t room = origin.len + 1;
    for (size_t i = 0; i < m->count; i++)
        room += 3 * m->items[i].value.len + GS1_AI_DIGITS_MAX + 2;
    struct writing w = {arena_alloc(a, room), 0};
    *ret = (struct str){0};
    if (!w.out)
        return true;
    memcpy(w.out, origin.ptr, origin.len);
    w.len = origin.len;
    put_plan(&w, &p);
    *ret = (struct str){w.out, w.len};
    return true;
}

bool gs1_link_canonical(struct arena *a, const struct gs1_message *m, struct str *ret, struct gs1_problem *ret_problem)
{
    return gs1_link_write(a, m, STR(GS1_LINK_CANONICAL), ret, ret_problem);
}
