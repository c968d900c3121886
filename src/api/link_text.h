/*
 * link_text: what the public pages say, in each language. Plain and short: whoever reads it has never heard of us.
 */
#ifndef API_LINK_TEXT_H
#define API_LINK_TEXT_H

#include "base/arena.h"
#include "base/time.h"
#include "domain/settings.h"

enum link_text {
    TEXT_TITLE,
    TEXT_LANGUAGE_NAME,
    TEXT_GENUINE,
    TEXT_GENUINE_SOLD,
    TEXT_GENUINE_UNSOLD,
    TEXT_STOLEN,
    TEXT_STOLEN_SAYS,
    TEXT_SOUGHT,
    TEXT_SOUGHT_SAYS,
    TEXT_WITHDRAWN,
    TEXT_WITHDRAWN_SAYS,
    TEXT_KNOWN,
    TEXT_PRODUCT_PAGE,
    TEXT_UNKNOWN,
    TEXT_UNKNOWN_SAYS,
    TEXT_MALFORMED,
    TEXT_MALFORMED_SAYS,
    TEXT_TOO_OFTEN,
    TEXT_TOO_OFTEN_SAYS,
    TEXT_LATER,
    TEXT_LATER_SAYS,
    TEXT_RECALL,
    TEXT_RECALL_SAYS,
    TEXT_SUSPECT,
    TEXT_SUSPECT_SAYS,
    TEXT_FACTS,
    TEXT_FACT_PRODUCT,
    TEXT_FACT_SKU,
    TEXT_FACT_GTIN,
    TEXT_FACT_SERIAL,
    TEXT_FACT_LOT,
    TEXT_FACT_EXPIRY,
    TEXT_FACT_WARRANTY,
    TEXT_WARRANTY_ACTIVE,  /* %s: a date */
    TEXT_WARRANTY_EXPIRED, /* %s: a date */
    TEXT_WARRANTY_LATER,
    TEXT_MORE,
    TEXT_ACTIONS,
    TEXT_REGISTER,
    TEXT_REGISTER_SAYS,
    TEXT_FOUND,
    TEXT_FOUND_SAYS,
    TEXT_REPORT_STOLEN,
    TEXT_REPORT_STOLEN_SAYS,
    TEXT_NAME,
    TEXT_CONTACT,
    TEXT_CONTACT_NEEDED,
    TEXT_MESSAGE,
    TEXT_OPTIONAL,
    TEXT_SEND,
    TEXT_SENT,
    TEXT_SENT_SAYS,
    TEXT_FORM_OLD,
    TEXT_FORM_WRONG,
    TEXT_ASK,
    TEXT_PRIVACY,
    TEXT_TOTAL
};

struct str link_text(enum language language, enum link_text text);
/* A day in words: "23 November 2026", "23. November 2026". */
struct str link_date(struct arena *a, enum language language, msec at);

#endif
