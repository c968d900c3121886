/*
 * printing: printers, print jobs and their labels, and what may become of them. Pure. Printing is no event of a unit's life: it stands
 * in no ledger. What is on a label is domain/label_field.h's, how it is drawn label/label.h's, how it travels print/'s.
 *
 * A label is `waiting` until its first byte may go out. Before that it is durably `sending`; when the printer has it, `sent` (it was
 * taken) or `confirmed` (the printer says that it came out). Whoever finds a label `sending` that nobody is sending does not know
 * what became of it: it is `uncertain`, and a person decides.
 */
#ifndef DOMAIN_PRINTING_H
#define DOMAIN_PRINTING_H

#include "base/arena.h"
#include "base/id.h"
#include "base/time.h"
#include "domain/refusal.h"

/* The values are stored. */
enum printer_kind { PRINTER_RAW9100, PRINTER_CUPS, PRINTER_BROWSER, PRINTER_KIND_TOTAL };
enum printer_language { PRINTER_ZPL, PRINTER_PDF, PRINTER_LANGUAGE_TOTAL };
/* How it is known that a label came out: NONE: the network has delivered it; CLOSE: the printer, too, closes the connection when it has
 * read all; STATUS: it is asked (~HS) until nothing is left in it. */
enum printer_confirm { PRINTER_CONFIRM_NONE, PRINTER_CONFIRM_CLOSE, PRINTER_CONFIRM_STATUS, PRINTER_CONFIRM_TOTAL };
extern const char *const printer_kind_names[], *const printer_language_names[], *const printer_confirm_names[];

enum {
    PRINTER_PORT = 9100,
    PRINTER_BATCH_MAX = 100,
    PRINTER_PATIENCE_MAX_S = 600,
    PRINT_LABELS_MAX = 10000 /* of one job */
};

struct printer {
    int64_t id; /* 0: not stored yet */
    struct str name;
    enum printer_kind kind;
    struct str host; /* raw9100: name or address */
    int64_t port;
    struct str queue; /* cups */
    enum printer_language language;
    int64_t dpi; /* 203, 300, 600 */
    enum printer_confirm confirm;
    int64_t batch;       /* labels under way at once: so many can become uncertain */
    int64_t patience;    /* seconds without an answer until a job is paused */
    struct str template; /* that is taken when none is named; empty: none */
    bool active;
    msec created_at;
    int64_t version;
};

/* All is well formed, and fits the kind. */
bool printer_valid(struct arena *a, const struct printer *p, struct refusal *refusal);
/* What is not said follows from the kind: port, language. What another kind would have is emptied. */
void printer_normalise(struct printer *p);

/* ---- jobs ---- */

enum print_state {
    PRINT_QUEUED,
    PRINT_PRINTING,
    PRINT_PAUSED,  /* by a person or by a problem of the printer */
    PRINT_WAITING, /* all is sent but what is uncertain: a person decides */
    PRINT_PRINTED,
    PRINT_VERIFIED, /* closed after reading back */
    PRINT_CANCELLED,
    PRINT_STATE_TOTAL
};
extern const char *const print_state_names[];

/* Why a job is paused. */
enum print_problem {
    PRINT_FINE,
    PRINT_BY_PERSON,
    PRINT_UNREACHABLE, /* no connection */
    PRINT_NO_ANSWER, /* it takes no data, or does not say that it is done: full tray, out of paper, switched off in mid-job */
    PRINT_PAPER_OUT,
    PRINT_HEAD_OPEN,
    PRINT_RIBBON_OUT,
    PRINT_PRINTER_PAUSED,
    PRINT_BROKEN_OFF,   /* the connection broke in mid-label */
    PRINT_NO_DRAWING,   /* the template cannot be drawn with this label's data */
    PRINT_NO_SPOOLER,   /* CUPS is not there, or refuses the job */
    PRINT_OTHER_TROUBLE /* what the printer says is in the detail */
};
enum { PRINT_PROBLEM_TOTAL = PRINT_OTHER_TROUBLE + 1 };
extern const char *const print_problem_names[];

struct print_job {
    int64_t number; /* its row; 0: not stored yet */
    struct id id;   /* made by the client */
    unsigned char digest[16];
    int64_t printer_id;
    struct str printer; /* name, when it was read */
    int target;         /* enum label_for */
    struct str template, layout;
    int64_t actor_id;
    struct str actor, device;
    msec created_at;
    int64_t labels;
    enum print_state state;
    enum print_problem problem;
    struct str detail;
    int64_t tries;
    msec next_try_at; /* 0: not by itself */
    struct str reason;
    int64_t reprint_of;
    struct id reprint_id; /* when it was read: of the job that this one repeats labels of */
    msec started_at, ended_at;
    struct str ended_by;
    int64_t wrong_scans; /* read back, and none of this job: something else, an old label, nothing known */
    int64_t version;
};

/* ---- labels ---- */

enum label_state {
    LABEL_WAITING,
    LABEL_SENDING,
    LABEL_SENT,
    LABEL_CONFIRMED,
    LABEL_UNCERTAIN,
    LABEL_CANCELLED,
    LABEL_VOID, /* what it names has another number since */
    LABEL_STATE_TOTAL
};
extern const char *const label_state_names[];

struct print_label {
    int64_t job; /* number */
    int64_t position;
    int64_t unit_id, package_id, location_id, product_id; /* 0: none */
    struct str sku;                                       /* of a unit's product, when it was read */
    struct str code;                                      /* serial or code as printed */
    struct str now;                                       /* when it was read: serial or code as it is now */
    struct str data;                                      /* fields as printed, JSON */
    enum label_state state;
    msec sent_at, changed_at;
    struct str decided_by;
    int64_t prints;
    msec verified_at;
    struct str verified_by;
    int64_t scans;
};

/* How many labels of a job are in each state, and what was read back. */
struct print_counts {
    int64_t in[LABEL_STATE_TOTAL];
    int64_t right; /* read back */
};

/* It came out, as far as is known. */
bool label_out(enum label_state state);
/* As it is told: void when the thing has another code since and the label is not just cancelled. */
enum label_state label_shown(const struct print_label *l);
/* The job's state, when nothing is wrong with its printer, from those of its labels. */
enum print_state print_state_of(const struct print_counts *c);
/* Labels that came out, or will have to be there when the job is verified; those that are missing of them. */
int64_t print_missing(const struct print_counts *c);
/* Milliseconds until the nth try (from 1) of a printer that had a problem; 0: no more. */
msec print_pause_after(int64_t tries);

#endif
