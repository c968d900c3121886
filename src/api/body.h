/*
 * body: members of a JSON body. As with query.h: open, read what is known, close; mistakes are collected as one refusal.
 *
 *     struct api_body b;
 *     if (!api_body_open(&b, call))
 *         return api_problem(call);
 *     api_body_str(&b, "name", &product.name);
 *     api_body_int(&b, "warranty_months", &product.warranty_months);
 *     if (!api_body_close(&b))
 *         return api_problem(call);
 *
 * An absent member leaves its target untouched, so the same lines read a POST onto defaults and a PATCH onto what is stored.
 * null means empty, zero or false. Texts point into the parsed tree, which lives as long as the call.
 */
#ifndef API_BODY_H
#define API_BODY_H

#include "api/call.h"
#include "base/json.h"

enum { API_BODY_NAMES = 48 };

struct api_body {
    struct call *call;
    const struct json *object;
    const char *known[API_BODY_NAMES];
    int known_count;
    bool failed; /* ctx.refusal says why */
};

/* Checks the content type, parses the body (once per call) and wants an object. False with a refusal. */
bool api_body_open(struct api_body *b, struct call *call);
/* The same for an object inside a body. */
bool api_body_inside(struct api_body *b, struct call *call, const struct json *object);
/* Each returns true when the member is there and good, and only then sets *ret. */
bool api_body_str(struct api_body *b, const char *name, struct str *ret);
bool api_body_int(struct api_body *b, const char *name, int64_t min, int64_t max, int64_t *ret);
bool api_body_bool(struct api_body *b, const char *name, bool *ret);
bool api_body_time(struct api_body *b, const char *name, msec *ret); /* RFC 3339; null: 0 */
bool api_body_date(struct api_body *b, const char *name, msec *ret); /* date (its midnight UTC) or RFC 3339; null: 0 */
bool api_body_choice(struct api_body *b, const char *name, const char *const *names, int count, int *ret);
bool api_body_bits(struct api_body *b, const char *name, const char *const *names, int count,
                   unsigned *ret); /* array of names */
/* An array of texts as one text in the arena, with a blank between them; none of them is empty or has a blank. null: empty. */
bool api_body_words(struct api_body *b, const char *name, struct str *ret);
/* An object as compact JSON text in the arena (free attributes); null: empty. At most LIMIT_ATTRIBUTES_BYTES. */
bool api_body_object(struct api_body *b, const char *name, struct str *ret);
/* Any value; for what has a shape of its own. */
bool api_body_any(struct api_body *b, const char *name, const struct json **ret);
/* The member must be there (and not null): missing_field otherwise. */
void api_body_need(struct api_body *b, const char *name);
/* False with ctx.refusal when something was wrong, or a member is not known (unknown_field lists those that are). */
bool api_body_close(struct api_body *b);

#endif
