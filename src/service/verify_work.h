/*
 * verify_work: what the parts of verify share (verify.c: all events in order; verify_event.c: one event by itself;
 * verify_tree.c: tree and root; verify_units.c: history rows of units; verify_note.c: findings). Not for others.
 */
#ifndef SERVICE_VERIFY_WORK_H
#define SERVICE_VERIFY_WORK_H

#include "domain/event.h"
#include "domain/merkle.h"
#include "service/verify.h"
#include "store/ledger_scan.h"

enum {
    VERIFY_TOLD_EVERY = 4096,
    VERIFY_NODES_KEPT = 256,
    VERIFY_DIGEST = 16,
    BATCHES_MAX = 8,
    BATCH_EVENTS = 1024,
    BATCH_BYTES = 1024 * 1024
};

/* What one event says by itself. */
struct verdict {
    const char *fault;  /* NULL: it is good, by itself */
    const char *detail; /* of the fault; or NULL */
    struct hash leaf;   /* of its bytes */
    bool read;          /* its bytes are an event: */
    struct id id, command_id;
    int part, parts;
    int64_t units;
    uint64_t units_sum; /* of the history rows that it calls for */
};

/* A run of rows, and what one thread found out about each. */
struct batch {
    unsigned char key[16];
    struct ledger_row *rows;
    struct verdict *verdicts;
    size_t count;
    struct arena *texts;   /* of the rows */
    struct arena *scratch; /* of one event */
    struct buf again;      /* its bytes, written once more */
};

/* Sums over history rows for stretches of `width` events each: those that the events call for are added, those that are there
 * subtracted. What is not 0 in the end is wrong. The order of the rows does not matter, so both are read just as they lie. */
struct unit_sums {
    unsigned char key[16]; /* random, so that nobody can make a wrong sum come out right */
    int64_t width;
    size_t count;
    uint64_t *sums;     /* of events 1 .. width * count */
    uint64_t elsewhere; /* of rows that name any other seq */
};

/* A node of the tree that is not what the events give. */
struct bad_node {
    int level;
    uint64_t index;
    bool missing;
};

struct verify {
    struct ctx *ctx;
    const struct progress *progress;
    const struct ledger_expect *expect;
    struct ledger_report *report;
    struct arena *scratch;

    int64_t last_seq, span; /* span: seqs up to which things are looked at one by one */
    int64_t row_count;      /* history rows there are */
    unsigned char *bad;     /* a bit for each seq of the span that is known to be bad; NULL: none yet */
    int64_t cut_seq;        /* the highest event behind the last one that something names; 0: none */
    const char *cut_who;    /* what names it */

    int64_t next_seq; /* that should come */
    bool gap;         /* events are missing: there is no tree */
    msec recorded_at; /* of the last good event */
    struct {          /* several events of one command stand together: */
        bool known;   /* the event before is there and good */
        struct id command_id;
        int part, parts;
        unsigned char digest[VERIFY_DIGEST];
    } before;

    struct merkle_frontier tree;
    bool reached; /* the tree had the expected size; its root was: */
    struct hash root_then;
    struct bad_node nodes[VERIFY_NODES_KEPT];
    size_t node_count, node_total;

    struct unit_sums units;
};

/* ---- verify_event.c ---- */
/* The event of a row, read from its bytes, in the arena; NULL, and *ret_why, when they are none. */
const struct event *verify_read(struct arena *a, const struct ledger_row *row, const char **ret_why);
/* As many batches as there are processors. */
struct batch *batches_new(const unsigned char key[16], size_t *ret_count);
void batches_free(struct batch *batches, size_t count);
void batch_add(struct batch *b, const struct ledger_row *row);
bool batch_full(const struct batch *b);
void batch_clear(struct batch *b);
/* Fill in all verdicts, a thread for each batch. */
void batches_judge(struct batch *batches, size_t count);

/* ---- verify_note.c ---- */
/* Event seq (0: the ledger as a whole) is bad: counted and told once. id may be empty. */
void verify_note(struct verify *v, int64_t seq, struct str id, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
bool verify_is_bad(const struct verify *v, int64_t first_seq, int64_t last_seq);
/* `who` names event seq; if that is behind the last one, the ledger was cut: told when all is known. */
void verify_cut(struct verify *v, int64_t seq, const char *who);
void verify_note_cut(struct verify *v);

/* ---- verify_tree.c ---- */
/* One more leaf, as computed from the event's bytes. False: the world failed. */
bool verify_leaf(struct verify *v, struct hash leaf);
/* When all events are seen: nodes too many, nodes that were wrong, the root. */
bool verify_tree(struct verify *v);

/* ---- verify_units.c ---- */
void verify_units_begin(struct verify *v);
void verify_units_end(struct verify *v);
/* Sum of the history rows that e calls for. */
uint64_t verify_units_sum(const unsigned char key[16], const struct event *e);
void verify_units_add(struct unit_sums *s, int64_t seq, uint64_t sum);
/* When all events are seen: compare with the rows that are there. */
bool verify_units(struct verify *v);

#endif
