/*
 * connection: the list of records, and the sums over it.
 */
#include "http/connection.h"

#include <arpa/inet.h>
#include <stdlib.h>

void connections_init(struct connections *all)
{
    *all = (struct connections){0};
    pthread_mutex_init(&all->lock, NULL);
}

static void print_address(const struct sockaddr *peer, char *out, socklen_t size)
{
    const struct sockaddr_in *v4 = (const struct sockaddr_in *)(const void *)peer;
    const struct sockaddr_in6 *v6 = (const struct sockaddr_in6 *)(const void *)peer;
    out[0] = '\0';
    if (peer == NULL)
        return;
    if (peer->sa_family == AF_INET)
        inet_ntop(AF_INET, &v4->sin_addr, out, size);
    else if (peer->sa_family == AF_INET6 && IN6_IS_ADDR_V4MAPPED(&v6->sin6_addr))
        inet_ntop(AF_INET, &v6->sin6_addr.s6_addr[12], out, size);
    else if (peer->sa_family == AF_INET6)
        inet_ntop(AF_INET6, &v6->sin6_addr, out, size);
}

struct connection *connection_open(struct connections *all, int fd, const struct sockaddr *peer, int64_t due_ms)
{
    struct connection *c = calloc(1, sizeof *c);
    if (c == NULL)
        abort();
    c->fd = fd;
    print_address(peer, c->remote, sizeof c->remote);
    atomic_store(&c->due_ms, due_ms);
    pthread_mutex_lock(&all->lock);
    c->next = all->first;
    if (c->next)
        c->next->prev = c;
    all->first = c;
    all->count++;
    pthread_mutex_unlock(&all->lock);
    return c;
}

static void add(_Atomic uint64_t *sum, const _Atomic uint64_t *n)
{
    traffic_count(sum, atomic_load_explicit(n, memory_order_relaxed));
}

static void add_traffic(struct traffic *sum, const struct traffic *t)
{
    add(&sum->requests, &t->requests);
    for (size_t i = 0; i < 6; i++)
        add(&sum->replies_by_class[i], &t->replies_by_class[i]);
    add(&sum->bytes_in, &t->bytes_in);
    add(&sum->bytes_out, &t->bytes_out);
    add(&sum->guard_refusals, &t->guard_refusals);
}

void connection_close(struct connections *all, struct connection *c)
{
    pthread_mutex_lock(&all->lock);
    if (c->next)
        c->next->prev = c->prev;
    if (c->prev)
        c->prev->next = c->next;
    else
        all->first = c->next;
    all->count--;
    add_traffic(&all->past, &c->traffic);
    pthread_mutex_unlock(&all->lock);
    free(c);
}

void connections_add_up(struct connections *all, struct http_stats *ret)
{
    struct traffic sum = {0};
    pthread_mutex_lock(&all->lock);
    add_traffic(&sum, &all->past);
    for (const struct connection *c = all->first; c; c = c->next)
        add_traffic(&sum, &c->traffic);
    *ret = (struct http_stats){.requests = sum.requests,
                               .bytes_in = sum.bytes_in,
                               .bytes_out = sum.bytes_out,
                               .guard_refusals = sum.guard_refusals,
                               .connections = all->count};
    pthread_mutex_unlock(&all->lock);
    for (size_t i = 0; i < 6; i++)
        ret->replies_by_class[i] = sum.replies_by_class[i];
}

bool connections_busy(struct connections *all)
{
    bool busy = false;
    pthread_mutex_lock(&all->lock);
    for (const struct connection *c = all->first; c && !busy; c = c->next)
        busy = atomic_load(&c->busy);
    pthread_mutex_unlock(&all->lock);
    return busy;
}
