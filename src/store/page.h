/*
 * page: what all lists of master data share: where to go on, how many, only open or only closed ones, a word to look for.
 */
#ifndef STORE_PAGE_H
#define STORE_PAGE_H

#include "base/arena.h"

enum store_active { STORE_ANY, STORE_CLOSED, STORE_ACTIVE }; /* the column's value + 1 */

struct store_page {
    struct str after; /* the last code of the page before; empty: the first page */
    int64_t after_id; /* lots only: its key */
    int limit;        /* rows, from 1 */
    enum store_active active;
    struct str text; /* part of the code or name, in any case; empty: all */
};

/* A LIKE pattern that finds text anywhere, with \ before what LIKE would take for a wildcard; "%" when text is empty. */
struct str store_like(struct arena *a, struct str text);
/* The least text that is greater than all that begin with prefix; empty when that is. Texts are UTF-8: no byte is 0xFF. */
struct str store_behind_prefix(struct arena *a, struct str prefix);

#endif
