/*
 * command: what somebody asks for, as it came, before anything is looked up. Made by the edges (api/command_parse.h, imports,
 * demo); executed by service/command.h.
 */
#ifndef DOMAIN_COMMAND_H
#define DOMAIN_COMMAND_H

#include "domain/event.h"
#include "domain/refusal.h"

/* How a person or a scanner names a unit. One of: id; product and serial; code (serial or identifier, if only one bears it). */
struct unit_ref {
    int64_t id;
    struct str product, serial;
    struct str code;
};

/* Fields that a row may have of its own; empty ones are taken from the command's shared fields. */
struct command_fields {
    struct str location, party, order, lot;
    msec expires, made; /* of the lot; 0: not given */
};

struct command_row {
    int row; /* from 1, for refusals */
    struct unit_ref ref;
    struct str package;               /* instead of ref: every unit inside this package, nested ones too */
    const struct command_fields *own; /* NULL: none */
    struct identifier *identifiers;
    size_t identifier_count;
    struct str attributes; /* JSON object, or empty */
};

struct command {
    struct id id;
    enum command_code code;
    struct time_zoned time; /* when it happened */
    bool has_time;          /* false: now */
    struct command_fields shared;
    struct str package;   /* to pack into */
    struct str *packages; /* child packages, to put into or take out of package */
    size_t package_count;
    struct unit_ref parent; /* to install in, or (optional) to remove from */
    bool has_parent;
    struct str hold, choice, reason, note, count;
    struct str new_serial; /* correct */
    struct id undo;        /* correct; all zero: none */
    msec due;
    struct command_row *rows;
    size_t row_count;
    bool partial;  /* do the rows that can be done */
    bool single;   /* one unit was named outright: the answer shows it */
    bool fresh;    /* its serials were just found to be nobody's, in this transaction: nobody is asked again */
    bool prepared; /* command_prepare() found its form right, and: */
    unsigned char digest[16]; /* over all that it says but its id: the same id must come with the same content */
};

/* Form only: needed fields are there, none that makes no sense, texts within limits, time not absurd (now is the server's). Nothing
 * is looked up. */
bool command_valid(struct arena *a, const struct command *c, msec now, struct refusal *ret);
/* The same, so that any thread can do it before the writer's; fills in the digest, too: first 16 bytes of a SHA-256. */
bool command_prepare(struct arena *a, struct command *c, msec now, struct refusal *ret);

#endif
