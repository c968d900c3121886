/*
 * link_page: the public pages as HTML. Everything on them comes from struct link_page, which has been limited to what strangers may
 * know (domain/link.h). No script, no inline style, no picture, no request to anybody else.
 */
#ifndef API_LINK_PAGE_H
#define API_LINK_PAGE_H

#include "api/link_text.h"
#include "base/buf.h"
#include "domain/link.h"

enum link_notice { NOTICE_NONE, NOTICE_SENT, NOTICE_FORM_OLD, NOTICE_FORM_WRONG };

struct link_page {
    enum language language;
    struct str organisation; /* whose page it is; empty: not said */
    struct str contact;      /* whom to ask; empty: not said */
    struct str up;           /* relative way to the root of this server: "../" */
    const struct link_view *view;
    unsigned actions;                  /* bits of link_action */
    const struct link_target *targets; /* more about the product */
    size_t target_count;
    struct str form; /* proof that a form comes from this page */
    enum link_notice notice;
    const struct link_report *said; /* what was sent and is shown again; NULL: nothing */
};

/* A unit's or a product's page. */
void link_page_write(struct arena *a, struct buf *out, const struct link_page *page);
/* A page that says one thing only: of page only language, organisation and up are looked at. */
void link_page_say(struct buf *out, const struct link_page *page, enum link_text title, enum link_text says);
/* The style sheet, and the part of its address that changes with it. */
struct str link_style(void);
void link_style_tag(char ret[17]);

#endif
