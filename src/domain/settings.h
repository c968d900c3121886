/*
 * settings: what is set for a whole installation, and what of that can be right. Pure.
 */
#ifndef DOMAIN_SETTINGS_H
#define DOMAIN_SETTINGS_H

#include "base/arena.h"
#include "domain/refusal.h"

enum language { LANGUAGE_EN, LANGUAGE_DE, LANGUAGE_TOTAL };
extern const char *const language_names[LANGUAGE_TOTAL]; /* "en", "de" */

struct settings {
    struct str organisation;
    struct str base_url;    /* where people find this installation: "https://serno.example"; empty: not said */
    enum language language; /* for those who have not chosen one */
    struct str scan_prefix, scan_suffix; /* what scanners send before and behind a code; control characters are fine */
    struct str label_size;               /* as the labels call it; empty: the usual one */
    bool guide_done;                     /* the first minutes are over */
    struct str company_prefixes; /* GS1 Company Prefixes of the company and its suppliers, a blank between them */
    int64_t version;             /* counts changes; 0: nothing was ever set */
};

enum { SETTINGS_SCAN_CHARS = 8, SETTINGS_LABEL_CHARS = 40, SETTINGS_PREFIXES_MAX = 100 };

/* What holds as long as nothing is set. */
void settings_defaults(struct settings *ret);
bool settings_valid(struct arena *a, const struct settings *s, struct refusal *refusal);

#endif
