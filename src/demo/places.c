#include "demo/places.h"

#include "demo/numbers.h"
#include "service/location.h"

enum { SHELVES = 54, CAGE_BINS = 12, PARTS_BINS = 16, STORE_BINS = 10, FLOOR_BINS = 8 };

static const struct spot {
    const char *code, *name, *parent;
    enum location_kind kind;
    int gln; /* 0: none */
    bool closed;
} places[] = {
    {"WH", "Central warehouse", NULL, LOCATION_SITE, 1},
    {"WH-IN", "Goods in", "WH", LOCATION_ZONE},
    {"WH-QC", "Quality, blocked goods", "WH", LOCATION_ZONE},
    {"WH-A", "Aisle A", "WH", LOCATION_ZONE},
    {"WH-B", "Aisle B", "WH", LOCATION_ZONE},
    {"WH-C", "Aisle C", "WH", LOCATION_ZONE},
    {"WH-D", "Aisle D, given up", "WH", LOCATION_ZONE, .closed = true},
    {"WH-CAGE", "Cage", "WH", LOCATION_ZONE},
    {"WH-ASSY", "Assembly", "WH", LOCATION_ZONE},
    {"WH-PACK", "Packing", "WH", LOCATION_ZONE},
    {"WH-RET", "Returns", "WH", LOCATION_ZONE},
    {"WH-SCRAP", "Scrap container", "WH", LOCATION_SCRAP},
    {"RC", "Repair centre", NULL, LOCATION_SITE, 2},
    {"RC-IN", "Reception", "RC", LOCATION_ZONE},
    {"RC-WAIT", "Waiting for parts", "RC", LOCATION_ZONE},
    {"RC-P", "Spare parts", "RC", LOCATION_ZONE},
    {"RC-LAB", "Workshop", "RC", LOCATION_ZONE},
    {"RC-OUT", "Dispatch", "RC", LOCATION_ZONE},
    {"RC-SCRAP", "Scrap container", "RC", LOCATION_SCRAP},
    {"SH", "City shop", NULL, LOCATION_SITE, 3},
    {"SH-FLOOR", "Sales floor", "SH", LOCATION_ZONE},
    {"SH-BACK", "Back room", "SH", LOCATION_ZONE},
    {"SH-DESK", "Service desk", "SH", LOCATION_ZONE},
    {"TR-WH-RC", "Van, warehouse to repair centre", NULL, LOCATION_TRANSIT},
    {"TR-WH-SH", "Van, warehouse to shop", NULL, LOCATION_TRANSIT},
    {"TR-RC-WH", "Van, repair centre to warehouse", NULL, LOCATION_TRANSIT},
};

const struct demo_area demo_areas[DEMO_AREAS] = {{"WH-A", DEMO_WAREHOUSE},    {"SH", DEMO_STORE},
                                                 {"WH-B", DEMO_WAREHOUSE},    {"RC-P", DEMO_CENTRE},
                                                 {"WH-CAGE", DEMO_WAREHOUSE}, {"WH-C", DEMO_WAREHOUSE}};

static bool make(struct ctx *ctx, const struct spot *p)
{
    struct location l = {.code = str_of(p->code),
                         .name = str_of(p->name),
                         .kind = p->kind,
                         .parent_code = str_of(p->parent),
                         .gln = p->gln ? demo_gln(ctx->arena, p->gln) : (struct str){0},
                         .active = !p->closed};
    return service_location_create(ctx, &l, &l);
}

static bool make_below(struct ctx *ctx, struct str code, const char *parent, enum location_kind kind)
{
    struct location l = {.code = code, .kind = kind, .parent_code = str_of(parent), .active = true};
    return service_location_create(ctx, &l, &l);
}

/* Eighteen bins to an aisle: six bays of three levels. */
static struct str shelf(struct arena *a, int n)
{
    return arena_fmt(a, "WH-%c-%02d-%d", 'A' + n / 18, n / 3 % 6 + 1, n % 3 + 1);
}

struct str demo_bin(struct arena *a, enum demo_site site, bool cage, int n)
{
    switch (site) {
    case DEMO_WAREHOUSE:
        return cage ? arena_fmt(a, "WH-CAGE-%02d", n % CAGE_BINS + 1) : shelf(a, n % SHELVES);
    case DEMO_CENTRE:
        return arena_fmt(a, "RC-P-%02d", n % PARTS_BINS + 1);
    default:
        return n % 2 ? arena_fmt(a, "SH-F-%02d", n / 2 % FLOOR_BINS + 1)
                     : arena_fmt(a, "SH-B-%02d", n / 2 % STORE_BINS + 1);
    }
}

struct str demo_bench(struct arena *a, int n)
{
    return arena_fmt(a, "RC-BENCH-%d", n % DEMO_BENCHES + 1);
}

struct str demo_way(enum demo_site from, enum demo_site to)
{
    if (from != DEMO_WAREHOUSE)
        return STR("TR-RC-WH");
    return to == DEMO_STORE ? STR("TR-WH-SH") : STR("TR-WH-RC");
}

bool demo_places_make(struct ctx *ctx)
{
    struct arena *a = ctx->arena;
    bool ok = true;
    for (size_t i = 0; ok && i < sizeof places / sizeof places[0]; i++)
        ok = make(ctx, &places[i]);
    for (int i = 0; ok && i < SHELVES; i++) {
        const char aisle[] = {'W', 'H', '-', (char)('A' + i / 18), '\0'};
        ok = make_below(ctx, shelf(a, i), aisle, LOCATION_BIN);
    }
    for (int i = 0; ok && i < CAGE_BINS; i++)
        ok = make_below(ctx, demo_bin(a, DEMO_WAREHOUSE, true, i), "WH-CAGE", LOCATION_BIN);
    for (int i = 0; ok && i < PARTS_BINS; i++)
        ok = make_below(ctx, demo_bin(a, DEMO_CENTRE, false, i), "RC-P", LOCATION_BIN);
    for (int i = 0; ok && i < DEMO_BENCHES; i++)
        ok = make_below(ctx, demo_bench(a, i), "RC-LAB", LOCATION_REPAIR);
    for (int i = 0; ok && i < STORE_BINS; i++)
        ok = make_below(ctx, arena_fmt(a, "SH-B-%02d", i + 1), "SH-BACK", LOCATION_BIN);
    for (int i = 0; ok && i < FLOOR_BINS; i++)
        ok = make_below(ctx, arena_fmt(a, "SH-F-%02d", i + 1), "SH-FLOOR", LOCATION_BIN);
    return ok;
}

int demo_places_count(void)
{
    return (int)(sizeof places / sizeof places[0]) + SHELVES + CAGE_BINS + PARTS_BINS + DEMO_BENCHES + STORE_BINS +
           FLOOR_BINS;
}
