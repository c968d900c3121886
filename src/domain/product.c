#include "domain/product.h"

#include "base/limits.h"
#include "domain/serial_format.h"
#include "domain/valid.h"
#include "gs1/check.h"

bool product_valid(struct arena *a, const struct product *p, struct refusal *refusal)
{
    return valid_code(a, p->sku, "sku", refusal) && valid_gtin(a, p->gtin, "gtin", refusal) &&
           valid_text(a, p->name, "name", LIMIT_NAME_CHARS, VALID_NEEDED, refusal) &&
           valid_text(a, p->category, "category", LIMIT_NAME_CHARS, 0, refusal) &&
           valid_range(a, p->warranty_months, "warranty_months", 0, PRODUCT_WARRANTY_MONTHS_MAX, refusal) &&
           valid_range(a, p->shelf_life_days, "shelf_life_days", 0, PRODUCT_DAYS_MAX, refusal) &&
           valid_range(a, p->maintenance_interval_days, "maintenance_interval_days", 0, PRODUCT_DAYS_MAX, refusal) &&
           serial_format_valid(a, p->serial_format, refusal) &&
           valid_text(a, p->scheme, "numbering", LIMIT_CODE_CHARS, 0, refusal) &&
           valid_attributes(a, p->attributes, refusal);
}

void product_normalise(struct arena *a, struct product *p)
{
    char gtin[GS1_GTIN_LEN + 1];
    if (gs1_gtin_normalise(p->gtin, NULL, gtin) == GS1_VALID)
        p->gtin = arena_str(a, str_of(gtin));
}
