/*
 * changes: rows that take a good thing, change one member, and say what its valid function answers.
 */
#ifndef TESTS_DOMAIN_CHANGES_H
#define TESTS_DOMAIN_CHANGES_H

#include "domain/refusal.h"
#include "testing.h"

struct change {
    const char *name;
    size_t at;        /* of the member */
    const char *text; /* new value of a text; NULL: number counts */
    int64_t number;
    enum refusal_code code;
    const char *says; /* part of the refusal's detail; NULL: anything */
    const char *field;
};

#define TEXT(type, member, value)   offsetof(type, member), (value), 0
#define NUMBER(type, member, value) offsetof(type, member), NULL, (value)

typedef bool (*change_valid)(struct arena *a, const void *thing, struct refusal *refusal);

/* A text of n times c. */
static inline const char *repeated(struct arena *a, const char *c, size_t n)
{
    struct buf b = {0};
    for (size_t i = 0; i < n; i++)
        buf_z(&b, c);
    struct str s = arena_str(a, buf_view(&b));
    buf_free(&b);
    return s.ptr;
}

static inline bool detail_has(const struct refusal *r, const char *says)
{
    struct arena *a = arena_new(0);
    bool found = strstr(arena_cstr(a, r->detail), says) != NULL;
    arena_free(a);
    return found;
}

/* Each row on a copy of good (size bytes, at most 512). */
static inline void check_changes(struct arena *a, const struct change *rows, size_t count, const void *good,
                                 size_t size, change_valid valid)
{
    _Alignas(16) char thing[512];
    assert_true(size <= sizeof thing);
    for (size_t i = 0; i < count; i++) {
        const struct change *c = &rows[i];
        struct refusal r = {0};
        memcpy(thing, good, size);
        if (c->text)
            memcpy(thing + c->at, &(struct str){c->text, strlen(c->text)}, sizeof(struct str));
        else
            memcpy(thing + c->at, &c->number, sizeof c->number);
        assert_row(valid(a, thing, &r) == (c->code == REFUSED_NOT), c->name);
        assert_row(r.code == c->code, c->name);
        assert_row(!c->code || (r.field && strcmp(r.field, c->field) == 0), c->name);
        assert_row(!c->says || detail_has(&r, c->says), c->name);
    }
}

#endif
