/*
 * prefixes: one text and what it is true for. What was read before a change cannot be remembered after it: the generation is taken before
 * the reading.
 */
#include "api/prefixes.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>

#include "api/state.h"
#include "service/settings.h"

struct prefixes {
    pthread_mutex_t lock;
    uint64_t generation;     /* counts changes, from 1 */
    int64_t masters_version; /* that the generation is for */
    uint64_t known;          /* the generation of text; 0: of none */
    char *text;
    size_t len;
};

struct prefixes *prefixes_new(void)
{
    struct prefixes *p = calloc(1, sizeof *p);
    assert(p);
    p->generation = 1;
    pthread_mutex_init(&p->lock, NULL);
    return p;
}

void prefixes_free(struct prefixes *p)
{
    if (!p)
        return;
    pthread_mutex_destroy(&p->lock);
    free(p->text);
    free(p);
}

void prefixes_forget(struct prefixes *p)
{
    pthread_mutex_lock(&p->lock);
    p->generation++;
    pthread_mutex_unlock(&p->lock);
}

/* False: it must be read, and is then of *ret_generation. */
static bool recall(struct prefixes *p, int64_t version, struct arena *a, uint64_t *ret_generation, struct str *ret)
{
    pthread_mutex_lock(&p->lock);
    if (p->masters_version != version) {
        p->masters_version = version;
        p->generation++;
    }
    *ret_generation = p->generation;
    bool known = p->known == p->generation;
    if (known)
        *ret = arena_str(a, (struct str){p->text, p->len});
    pthread_mutex_unlock(&p->lock);
    return known;
}

static void remember(struct prefixes *p, uint64_t generation, struct str text)
{
    char *copy = malloc(text.len + 1);
    assert(copy);
    if (text.len)
        memcpy(copy, text.ptr, text.len);
    pthread_mutex_lock(&p->lock);
    free(p->text);
    p->text = copy;
    p->len = text.len;
    p->known = generation;
    pthread_mutex_unlock(&p->lock);
}

bool prefixes_of(struct call *call, struct gs1_company_prefixes *ret)
{
    struct prefixes *p = call->app->prefixes;
    struct settings s = {0};
    uint64_t generation;
    *ret = (struct gs1_company_prefixes){0};
    if (!recall(p, writer_masters_version(call->app->writer), api_arena(call), &generation, &s.company_prefixes)) {
        if (!service_settings_get(api_ctx(call), &s))
            return false;
        remember(p, generation, s.company_prefixes);
    }
    if (!gs1_company_prefixes_read(api_arena(call), s.company_prefixes, ret))
        *ret = (struct gs1_company_prefixes){0}; /* none that service_settings_change let in */
    return true;
}
