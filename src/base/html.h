/*
 * html: writes HTML, element by element, so that no text ever becomes markup: texts and attribute values are escaped, what is not
 * UTF-8 and control characters become U+FFFD, and addresses that could run something are left out. For the few pages that are made
 * here (api/link_page.c); not a template language.
 *
 *     struct html h;
 *     html_init(&h, &buf);
 *     html_begin(&h, "p");
 *     html_attr(&h, "class", STR("hint"));
 *     html_text(&h, name);
 *     html_end(&h);
 *
 * Names of elements and attributes are literals. Misuse (an attribute behind a text, an end too many) is an assert.
 */
#ifndef BASE_HTML_H
#define BASE_HTML_H

#include "base/buf.h"
#include "base/str.h"

enum { HTML_DEPTH_MAX = 24 };

struct html {
    struct buf *buf;
    const char *open[HTML_DEPTH_MAX];
    int depth;
    bool in_tag; /* attributes may still come */
};

/* Writes the doctype, too. */
void html_init(struct html *h, struct buf *buf);
void html_begin(struct html *h, const char *name);
void html_attr(struct html *h, const char *name, struct str value);
/* A boolean attribute: `required`. */
void html_flag(struct html *h, const char *name);
/* An href: only https, http, mailto and tel, or a relative path without a scheme; anything else is left out. */
void html_href(struct html *h, struct str address);
void html_text(struct html *h, struct str text);
void html_end(struct html *h);
/* An element without an end: input, meta, link. Its attributes follow; whatever comes next closes it. */
void html_void(struct html *h, const char *name);
/* <name class="class">text</name>; class NULL: none. */
void html_element(struct html *h, const char *name, const char *class_name, struct str text);
/* May this be the target of a link? */
bool html_address_fine(struct str address);

#endif
