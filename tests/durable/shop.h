/*
 * shop: a company that works, is interrupted, and is asked afterwards what it remembers. Seeded random commands go in groups through
 * the real writer; each is kept with what was answered. It knows a database's URL and nothing of its engine: what interrupts it is
 * the test's own.
 */
#ifndef TESTS_SHOP_H
#define TESTS_SHOP_H

#include "busy.h"
#include "dice.h"

enum answer {
    ANSWER_NONE,    /* not known whether it was done, or not asked yet */
    ANSWER_FAILED,  /* the world failed, and it is certainly not done */
    ANSWER_REFUSED, /* a rule said no */
    ANSWER_DONE     /* acknowledged */
};

/* A command, from when it is sent until the shop ends. */
struct order {
    struct writer_job job;
    struct command command;
    struct command_result result;
    enum answer answer;
    struct shop *shop;
    struct arena *arena; /* owns all of it, and the order */
    struct order *next;
};

/* What the examinations found. */
struct shop_found {
    int64_t lost;    /* acknowledged, and not there as acknowledged */
    int64_t undead;  /* answered "not done", and there */
    int64_t half;    /* faults of the ledger: parts of commands, histories, hashes, the tree */
    int64_t differs; /* between the ledger and the tables that answer questions */
    int64_t corrupt; /* faults of pages, indexes, constraints; or it cannot be read at all */
    char first[600]; /* the first of all, as a sentence */
};

struct shop {
    struct company company;       /* writer NULL: closed; db: for reading, NULL: closed */
    struct busy busy;             /* draws commands */
    struct order *orders;         /* newest first */
    int64_t sent, done, repeated; /* commands; acknowledged ones; those that were sent again */
    struct shop_found found;
    bool exists;     /* it was there when we came: whoever finds nothing has lost it */
    char error[300]; /* why it could not be opened */
    /* Called when the writer's connection is open, before anybody uses it; may be NULL. */
    void (*opened)(void *state);
    void *opened_state;

    /* The end of a group. */
    pthread_mutex_t lock;
    pthread_cond_t cond;
    int left;
};

void shop_init(struct shop *s, const char *url, uint64_t seed);
/* Forget all commands and what was found; closed before. */
void shop_free(struct shop *s);

/* Open with the real writer, which migrates; and for reading. False, and s->error, when it cannot be. */
bool shop_open(struct shop *s);
/* End the writer as a server does: checkpoint and all; both are closed. */
void shop_close(struct shop *s);
/* Products, places, people: once in a database's life. */
bool shop_furnish(struct shop *s);

/* Draw count commands from what is seen now and send them as one group. Number of acknowledged ones. */
int shop_group(struct shop *s, int count);
/* One command that takes in many units. */
int shop_bulk(struct shop *s, size_t units);
/* One unit moved or received by a fresh command. True when it was acknowledged; the rules never refuse it. */
bool shop_scan(struct shop *s);
/* Send again what is not answered yet, in order, as one group; of the rest, give up one in give_up. */
void shop_repeat(struct shop *s, int64_t give_up);

/* Look at everything with a connection of its own, which only reads; adds to s->found. */
void shop_examine(struct shop *s);
static inline int64_t shop_wrong(const struct shop_found *f)
{
    return f->lost + f->undead + f->half + f->differs + f->corrupt;
}
/* Add b to a; the first sentence stays. */
void shop_add(struct shop_found *a, const struct shop_found *b);

#endif
