/*
 * label/members: members of a JSON object, read strictly: each is checked as it is read, and a refusal names its path. For
 * label/template.c only.
 */
#ifndef LABEL_MEMBERS_H
#define LABEL_MEMBERS_H

#include "base/json.h"
#include "domain/refusal.h"

struct members {
    struct arena *arena;
    struct refusal *refusal;
    struct str path; /* of the object: "elements[2]"; empty: the whole */
    const struct json *object;
};

enum { MEMBER_NEEDED = 1 };

/* object at path, within what outer says of arena and refusal. False: it is none. */
bool members_open(struct members *m, const struct members *outer, struct str path, const struct json *object);
/* There is no member but these (NULL behind the last). */
bool members_known(struct members *m, const char *const *known);
bool members_has(const struct members *m, const char *name);

/* Each sets *ret only when the member is there and good, and returns false only with a refusal. Texts are copied into the arena. */
bool members_text(struct members *m, const char *name, unsigned flags, size_t chars_max, struct str *ret);
bool members_number(struct members *m, const char *name, unsigned flags, double min, double max, double *ret);
bool members_int(struct members *m, const char *name, unsigned flags, int64_t min, int64_t max, int64_t *ret);
bool members_choice(struct members *m, const char *name, unsigned flags, const char *const *names, int count, int *ret);
bool members_bool(struct members *m, const char *name, bool *ret);

/* Refuse the member (NULL: the object). Returns false. */
bool members_refuse(struct members *m, enum refusal_code code, const char *name, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
bool members_no_room(struct members *m);

#endif
