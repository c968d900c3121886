/*
 * places: the three sites of the demo company, their zones, bins, benches, and the ways between them.
 */
#ifndef DEMO_PLACES_H
#define DEMO_PLACES_H

#include "service/ctx.h"

enum demo_site { DEMO_WAREHOUSE, DEMO_CENTRE, DEMO_STORE, DEMO_SITES };

/* Places that the story names. */
#define AT_GOODS_IN   STR("WH-IN")
#define AT_QUALITY    STR("WH-QC")
#define AT_PACKING    STR("WH-PACK")
#define AT_RETURNS    STR("WH-RET")
#define AT_ASSEMBLY   STR("WH-ASSY")
#define AT_CENTRE_IN  STR("RC-IN")
#define AT_WAITING    STR("RC-WAIT")
#define AT_CENTRE_OUT STR("RC-OUT")
#define AT_STORE_IN   STR("SH-BACK")
#define AT_DESK       STR("SH-DESK")

enum { DEMO_BENCHES = 4, DEMO_AREAS = 6 };

/* Areas that are counted one after the other. */
extern const struct demo_area {
    const char *code;
    enum demo_site site;
} demo_areas[DEMO_AREAS];

/* Make them all. */
bool demo_places_make(struct ctx *ctx);
int demo_places_count(void);
/* A bin of a site, for any n at least 0; dear things lie in the cage of the warehouse. In the arena. */
struct str demo_bin(struct arena *a, enum demo_site site, bool cage, int n);
struct str demo_bench(struct arena *a, int n);
/* On the way between two sites. */
struct str demo_way(enum demo_site from, enum demo_site to);

#endif
