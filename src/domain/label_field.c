#include "domain/label_field.h"

enum {
    UNIT = 1 << LABEL_FOR_UNIT,
    PACKAGE = 1 << LABEL_FOR_PACKAGE,
    LOCATION = 1 << LABEL_FOR_LOCATION,
    PRODUCT = 1 << LABEL_FOR_PRODUCT
};

const char *const label_for_names[LABEL_FOR_TOTAL] = {"unit", "package", "location", "product"};

const struct label_field_row label_fields[LABEL_FIELD_TOTAL] = {
    [LABEL_UNIT_SERIAL] = {"unit.serial", UNIT, "CAM-00001"},
    [LABEL_UNIT_IMEI] = {"unit.imei", UNIT, "490154203237518"},
    [LABEL_UNIT_MAC] = {"unit.mac", UNIT, "02:00:5E:10:00:01"},
    [LABEL_UNIT_ASSET_TAG] = {"unit.asset_tag", UNIT, "A-1001"},
    [LABEL_PRODUCT_SKU] = {"product.sku", UNIT | PRODUCT, "CAM-4K"},
    [LABEL_PRODUCT_NAME] = {"product.name", UNIT | PRODUCT, "Camera 4K, outdoor"},
    [LABEL_PRODUCT_CATEGORY] = {"product.category", PRODUCT, "Cameras"},
    [LABEL_PRODUCT_GTIN] = {"product.gtin", UNIT | PRODUCT, "09506000134352"},
    [LABEL_PRODUCT_EAN] = {"product.ean", UNIT | PRODUCT, "9506000134352"},
    [LABEL_LOT_NUMBER] = {"lot.number", UNIT, "L2026-11"},
    [LABEL_LOT_EXPIRES] = {"lot.expires", UNIT, "2028-11-30"},
    [LABEL_LOT_EXPIRES_YYMMDD] = {"lot.expires_yymmdd", UNIT, "281130"},
    [LABEL_LOCATION_CODE] = {"location.code", UNIT | LOCATION, "BER-A1"},
    [LABEL_LOCATION_NAME] = {"location.name", UNIT | LOCATION, "Rack A, shelf 1"},
    [LABEL_LOCATION_GLN] = {"location.gln", LOCATION, "9506000111117"},
    [LABEL_PACKAGE_CODE] = {"package.code", UNIT | PACKAGE, "195060001343520014"},
    [LABEL_PACKAGE_SSCC] = {"package.sscc", PACKAGE, "195060001343520014"},
    [LABEL_PACKAGE_UNITS] = {"package.units", PACKAGE, "24"},
    [LABEL_ORGANISATION] = {"organisation", UNIT | PACKAGE | LOCATION | PRODUCT, "Serno"},
    [LABEL_DATE] = {"date", UNIT | PACKAGE | LOCATION | PRODUCT, "2026-11-23"},
    [LABEL_GS1] = {"gs1", UNIT | PACKAGE | LOCATION | PRODUCT, NULL},
    [LABEL_LINK] = {"link", UNIT | PACKAGE | LOCATION | PRODUCT, NULL},
};

/* What depends on the thing. */
static const struct {
    const char *gs1, *link;
} examples[LABEL_FOR_TOTAL] = {
    [LABEL_FOR_UNIT] = {"[01]09506000134352[17]281130[10]L2026-11[21]CAM-00001",
                        "https://serno.example/01/09506000134352/21/CAM-00001"},
    [LABEL_FOR_PACKAGE] = {"[00]195060001343520014", "https://serno.example/00/195060001343520014"},
    [LABEL_FOR_LOCATION] = {"[414]9506000111117", "https://serno.example/414/9506000111117"},
    [LABEL_FOR_PRODUCT] = {"[01]09506000134352", "https://serno.example/01/09506000134352"},
};

enum label_field label_field_find(struct str name, enum label_for thing)
{
    enum label_field f = 0;
    while (f < LABEL_FIELD_TOTAL && !((label_fields[f].things & (1U << thing)) && str_is(name, label_fields[f].name)))
        f++;
    return f;
}

struct str label_field_names(struct arena *a, enum label_for thing)
{
    struct buf names = {0};
    for (int f = 0; f < LABEL_FIELD_TOTAL; f++)
        if (label_fields[f].things & (1U << thing))
            buf_fmt(&names, "%s%s", names.len ? ", " : "", label_fields[f].name);
    struct str text = arena_str(a, buf_view(&names));
    buf_free(&names);
    return text;
}

void label_values_example(enum label_for thing, struct label_values *ret)
{
    *ret = (struct label_values){0};
    for (int f = 0; f < LABEL_FIELD_TOTAL; f++)
        if (label_fields[f].things & (1U << thing))
            ret->at[f] = str_of(label_fields[f].example);
    ret->at[LABEL_GS1] = str_of(examples[thing].gs1);
    ret->at[LABEL_LINK] = str_of(examples[thing].link);
}
