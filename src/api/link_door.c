#include "api/link_door.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>

#include "api/state.h"
#include "base/base64.h"
#include "base/hash.h"
#include "service/link.h"

enum { FORM_TOKEN_BYTES = 16, FORM_HOURS = 2 };

#define HOUR_MS ((msec)60 * 60 * 1000)

struct link_door *link_door_new(void)
{
    struct link_door *d = calloc(1, sizeof *d);
    assert(d);
    pthread_mutex_init(&d->lock, NULL);
    d->gate = gate_new();
    d->looks = link_looks_new();
    link_settings_defaults(&d->last);
    return d;
}

void link_door_free(struct link_door *d)
{
    if (!d)
        return;
    gate_free(d->gate);
    link_looks_free(d->looks);
    pthread_mutex_destroy(&d->lock);
    free(d);
}

static struct link_settings last_settings(struct link_door *d)
{
    pthread_mutex_lock(&d->lock);
    struct link_settings s = d->last;
    pthread_mutex_unlock(&d->lock);
    return s;
}

bool link_door_learn(struct call *call, const struct link_settings *s)
{
    struct link_door *d = call->app->links;
    unsigned char form[LINK_KEY_BYTES], network[LINK_KEY_BYTES];
    pthread_mutex_lock(&d->lock);
    d->last = *s;
    d->last.contact = (struct str){0};
    bool known = d->has_secrets;
    pthread_mutex_unlock(&d->lock);
    if (known)
        return true;
    if (!service_link_secret(api_ctx(call), STR("forms"), form) ||
        !service_link_secret(api_ctx(call), STR("networks"), network))
        return false;
    pthread_mutex_lock(&d->lock);
    memcpy(d->form_secret, form, sizeof form);
    memcpy(d->network_secret, network, sizeof network);
    d->has_secrets = true;
    pthread_mutex_unlock(&d->lock);
    return true;
}

/* ---- who knocks ---- */

/* A proxy adds the address that it sees at the end; what stands before that was said by the client. */
static struct str last_of_list(struct str list)
{
    size_t from = list.len;
    while (from > 0 && list.ptr[from - 1] != ',')
        from--;
    return str_trim(str_slice(list, from, list.len));
}

struct str link_client(const struct call *call)
{
    const struct http_request *r = &call->x->request;
    struct link_settings s = last_settings(call->app->links);
    struct str told = s.behind_proxy ? last_of_list(http_header(r, "X-Forwarded-For")) : (struct str){0};
    return told.len ? told : r->remote;
}

int link_knock(struct call *call, bool report)
{
    struct link_door *d = call->app->links;
    struct link_settings s = last_settings(d);
    struct gate_network n = gate_network_of(link_client(call));
    struct str page = call->x->request.path;
    msec now = api_ctx(call)->now;
    int wait = gate_view(d->gate, n, page, s.views_per_minute, s.pages_per_second, now);
    return wait || !report ? wait : gate_report(d->gate, n, page, s.reports_per_hour, now);
}

void link_note_look(struct call *call, int64_t unit_id)
{
    struct link_door *d = call->app->links;
    struct gate_network n = gate_network_of(link_client(call));
    pthread_mutex_lock(&d->lock);
    struct hash h = hash_hmac(d->network_secret, (struct str){(const char *)n.bytes, sizeof n.bytes});
    pthread_mutex_unlock(&d->lock);
    int64_t network = 0;
    for (int i = 0; i < 7; i++)
        network = network << 8 | h.bytes[i];
    link_looks_add(d->looks, unit_id, network ? network : 1, api_ctx(call)->now);
    link_looks_flush(call->app, api_ctx(call)->now);
}

/* ---- forms ---- */

static struct str form_token(struct call *call, msec hour)
{
    struct link_door *d = call->app->links;
    struct buf text = {0}, token = {0};
    buf_int(&text, hour);
    buf_char(&text, ' ');
    buf_str(&text, call->x->request.path);
    pthread_mutex_lock(&d->lock);
    struct hash h = hash_hmac(d->form_secret, buf_view(&text));
    pthread_mutex_unlock(&d->lock);
    base64url_print(&token, (struct str){(const char *)h.bytes, FORM_TOKEN_BYTES});
    struct str ret = arena_str(api_arena(call), buf_view(&token));
    buf_free(&text);
    buf_free(&token);
    return ret;
}

struct str link_form_token(struct call *call)
{
    return form_token(call, api_ctx(call)->now / HOUR_MS);
}

bool link_form_good(struct call *call, struct str token)
{
    bool good = false;
    msec hour = api_ctx(call)->now / HOUR_MS;
    for (int i = 0; i <= FORM_HOURS; i++) {
        struct str right = form_token(call, hour - i);
        good |= token.len == right.len && right.len && bytes_same(token.ptr, right.ptr, right.len);
    }
    return good;
}
