/*
 * catalogue: what the demo company deals in: 60 kinds of things, what its own devices are built from, and which parts repairs need.
 */
#ifndef DEMO_CATALOGUE_H
#define DEMO_CATALOGUE_H

#include "service/ctx.h"

enum { DEMO_PRODUCTS = 60, DEMO_BUILDS = 5, DEMO_BUILD_PARTS = 6 };

/* What the company does with a product. */
enum {
    DEMO_SHOP = 1,      /* on display in the shop */
    DEMO_PART = 2,      /* goes into devices: sold seldom, kept at the repair centre */
    DEMO_BUILT = 4,     /* put together here, never bought */
    DEMO_LOTS = 8,      /* comes in lots */
    DEMO_IMEI = 16,     /* bears one */
    DEMO_MAC = 32,      /* likewise */
    DEMO_CAGE = 64,     /* dear: kept in the cage */
    DEMO_LENT = 128,    /* lent out */
    DEMO_OWN = 256,     /* for the company's own work: bears an asset tag, is not sold */
    DEMO_FIRM = 512,    /* bears a firmware version */
    DEMO_STRICT = 1024, /* the product says what its serials look like */
    DEMO_COLOUR = 2048
};

struct demo_product {
    const char *sku, *name, *category;
    const char *serial; /* what its serials look like: # is a digit */
    short warranty_months, shelf_days, service_days;
    short share;    /* of all that is bought, in thousandths */
    short supplier; /* 0 to 7, see people.h */
    unsigned what;  /* DEMO_... */
};
extern const struct demo_product demo_products[DEMO_PRODUCTS];

/* A device that is put together here. */
struct demo_build {
    const char *sku;
    int weight; /* how often it is built */
    struct {
        const char *sku;
        int count;
    } parts[DEMO_BUILD_PARTS]; /* ends with NULL */
};
extern const struct demo_build demo_builds[DEMO_BUILDS];

/* Place in demo_products; the SKU is one of them. */
int demo_product_index(const char *sku);
/* Neither a part nor something that is used up: it is registered, repaired, resold. */
bool demo_is_device(int product);
/* How often it is built; 0: never. */
int demo_build_weight(int product);
/* A part that may have to be replaced in it, another one each time for other numbers n; -1: none is kept. */
int demo_repair_part(int product, int n);
/* Make them all. */
bool demo_catalogue_make(struct ctx *ctx);

#endif
