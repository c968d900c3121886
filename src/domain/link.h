/*
 * link: what a label's address may tell a stranger, and where it may lead. Pure: settings and what of them can be right, the state of
 * a unit in a stranger's words, GS1 link types. Who may read what is decided here by what struct link_view has room for: a page is
 * made from it and from nothing else.
 */
#ifndef DOMAIN_LINK_H
#define DOMAIN_LINK_H

#include "base/arena.h"
#include "base/time.h"
#include "domain/link_token.h"
#include "domain/refusal.h"
#include "domain/unit.h"
#include "domain/unit_view.h"

enum link_form { LINK_TOKEN, LINK_DIGITAL, LINK_FORM_TOTAL };
extern const char *const link_form_names[LINK_FORM_TOTAL]; /* "token", "digital_link" */

/* The allow-list: what a page may tell. Databases store the bits: only append. */
enum link_shown {
    LINK_SHOW_PRODUCT, /* its name */
    LINK_SHOW_SKU,
    LINK_SHOW_GTIN,
    LINK_SHOW_SERIAL,
    LINK_SHOW_STATUS, /* genuine, not sold yet, reported stolen, withdrawn */
    LINK_SHOW_WARRANTY,
    LINK_SHOW_RECALL,
    LINK_SHOW_LOT,
    LINK_SHOW_EXPIRY,
    LINK_SHOW_SUSPECT, /* that the number was looked at unusually often */
    LINK_SHOW_TOTAL
};
extern const char *const link_shown_names[LINK_SHOW_TOTAL];

/* What a page offers to do. Databases store the bits, and the kind of a report: only append. */
enum link_action { LINK_REGISTER, LINK_FOUND, LINK_STOLEN, LINK_ACTION_TOTAL };
extern const char *const link_action_names[LINK_ACTION_TOTAL]; /* "register", "found", "stolen" */

struct link_settings {
    bool pages; /* strangers get an answer at all */
    enum link_form form;
    unsigned shown, actions;                          /* bits */
    struct str contact;                               /* whom strangers may ask; shown as it is */
    bool behind_proxy;                                /* the last address in X-Forwarded-For is the client's */
    int64_t pages_per_second;                         /* for all strangers together */
    int64_t views_per_minute, reports_per_hour;       /* for one network */
    int64_t window_hours, networks_max, switches_max; /* more within the window: a likely copy */
    int64_t version;                                  /* counts changes; 0: nothing was ever set */
};

/* What its numbers may be. */
struct link_limit {
    const char *name;
    size_t at; /* of the int64_t in struct link_settings */
    int64_t min, max;
};
extern const struct link_limit link_limits[];
extern const int link_limit_count;

/* What holds as long as nothing is set: no pages. */
void link_settings_defaults(struct link_settings *ret);
bool link_settings_valid(struct arena *a, const struct link_settings *s, struct refusal *refusal);

/* ---- where links lead ---- */

/* Link types of the GS1 Web Vocabulary that can be set: "pip" is https://ref.gs1.org/voc/pip. */
extern const char *const link_types[];
extern const int link_type_count;
#define LINK_VOCABULARY "https://ref.gs1.org/voc/"

/* A link type as it is asked for ("gs1:pip", "https://ref.gs1.org/voc/pip", "https://gs1.org/voc/pip", "pip") as its short name;
 * empty when it is none of GS1's. */
struct str link_type_short(struct str asked);

struct link_target {
    int64_t id;         /* 0: not stored yet */
    int64_t product_id; /* 0: of all products */
    struct str sku;     /* of that product; empty: of all */
    struct str rel;     /* short name of the link type */
    struct str href, title, language, media_type;
    bool preferred;  /* the bare address of the product leads there */
    int64_t version; /* counts changes, from 1 */
};

enum { LINK_TARGETS_MAX = 200, LINK_HREF_BYTES = 2000, LINK_CONTACT_CHARS = 200 };

bool link_target_valid(struct arena *a, const struct link_target *t, struct refusal *refusal);

/* ---- a unit, as strangers may know it ---- */

enum link_state {
    LINK_UNKNOWN, /* nothing is said: no such number, or none that strangers may know */
    LINK_UNSOLD,  /* genuine, not sold yet */
    LINK_SOLD,    /* genuine, with its owner or on the way to and from them */
    LINK_STOLEN_STATE,
    LINK_SOUGHT,    /* we look for it */
    LINK_WITHDRAWN, /* scrapped: it should not be on sale */
    LINK_STATE_TOTAL
};
extern const char
    *const link_state_names[LINK_STATE_TOTAL]; /* "unknown", "unsold", "sold", "stolen", "sought", "withdrawn" */

/* All that is read of a unit for its page. Fields that the settings do not allow are emptied by link_view_limit. */
struct link_view {
    int64_t unit_id, product_id; /* for reports and links; never shown. unit_id 0: a page of the product */
    int64_t generation;
    struct str product, sku, gtin, serial, lot;
    msec expires; /* of the lot; 0: none */
    enum status status;
    unsigned holds;
    bool owned; /* somebody else's */
    msec warranty_from;
    int64_t warranty_months;
    bool hidden;  /* the product has no public pages */
    bool suspect; /* looked at unusually often */
    enum link_state state;
    enum warranty_state warranty;
    msec warranty_until;
    bool recalled;
    bool tells_state; /* state may be said */
};

/* Fills in state, warranty and recalled from what was read, and takes away whatever may not be told. What must not be known at all
 * becomes LINK_UNKNOWN with everything else empty. */
void link_view_limit(struct link_view *v, const struct link_settings *s, msec now);
/* What this page offers (bits of link_action): of what is allowed, what makes sense in this state. */
unsigned link_view_actions(const struct link_view *v, const struct link_settings *s);

/* ---- reports ---- */

enum link_report_state { LINK_WAITING, LINK_ACCEPTED, LINK_DISMISSED, LINK_REPORT_STATE_TOTAL };
extern const char *const link_report_state_names[LINK_REPORT_STATE_TOTAL];

struct link_report {
    int64_t id; /* 0: not stored yet */
    int64_t unit_id;
    struct str sku, serial; /* when it was read */
    enum link_action kind;
    struct str name, contact, message;
    msec created_at;
    enum link_report_state state;
    msec decided_at;       /* 0: not yet */
    struct str decided_by; /* name; empty: not yet */
    struct str reason;
    struct str event; /* id of what came of it; empty: nothing in the ledger */
    int64_t version;
};

enum { LINK_NAME_CHARS = 100, LINK_REPLY_CHARS = 200, LINK_MESSAGE_CHARS = 1000 };

/* A registration needs a name and an address to answer to; the others need a message or an address. */
bool link_report_valid(struct arena *a, const struct link_report *r, struct refusal *refusal);

#endif
