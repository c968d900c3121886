/*
 * Tests of domain/product.h, and of the rules for texts in domain/valid.h by way of it.
 */
#include "domain/product.h"

#include "changes.h"

static bool valid(struct arena *a, const void *p, struct refusal *refusal)
{
    return product_valid(a, p, refusal);
}

static void members(void **state)
{
    (void)state;
    struct arena *a = arena_new(0);
    const struct product good = {
        .sku = STR("ROUTER-X2"),
        .gtin = STR("4006381333931"),
        .name = STR("Router X2"),
        .category = STR("Network"),
        .warranty_months = 24,
        .serial_format = STR("SN########"),
        .attributes = STR("{\"colour\":\"black\"}"),
        .active = true,
    };
    const char *euros80 = repeated(a, "\xE2\x82\xAC", 80), *euros81 = repeated(a, "\xE2\x82\xAC", 81);
    const char *big = arena_fmt(a, "{\"a\":\"%s\"}", repeated(a, "x", 8192 - 8)).ptr;
    const char *bigger = arena_fmt(a, "{\"a\":\"%s\"}", repeated(a, "x", 8192 - 7)).ptr;
#define P struct product
    const struct change rows[] = {
        {"as it is", TEXT(P, sku, "ROUTER-X2"), REFUSED_NOT, NULL, NULL},
        {"no SKU", TEXT(P, sku, ""), REFUSED_MISSING_FIELD, "sku", "sku"},
        {"SKU of blanks", TEXT(P, sku, "  "), REFUSED_BAD_VALUE, "blank", "sku"},
        {"SKU with space in front", TEXT(P, sku, " A"), REFUSED_BAD_VALUE, "space", "sku"},
        {"SKU with space behind", TEXT(P, sku, "A "), REFUSED_BAD_VALUE, "space", "sku"},
        {"SKU with space inside", TEXT(P, sku, "A 1"), REFUSED_NOT, NULL, NULL},
        {"SKU with TAB", TEXT(P, sku, "A\t1"), REFUSED_BAD_VALUE, "control", "sku"},
        {"SKU of 80 characters", TEXT(P, sku, euros80), REFUSED_NOT, NULL, NULL},
        {"SKU of 81 characters", TEXT(P, sku, euros81), REFUSED_TOO_LONG, "81 characters; at most 80", "sku"},
        {"no GTIN", TEXT(P, gtin, ""), REFUSED_NOT, NULL, NULL},
        {"GTIN-8", TEXT(P, gtin, "96385074"), REFUSED_NOT, NULL, NULL},
        {"GTIN with wrong check digit", TEXT(P, gtin, "4006381333932"), REFUSED_BAD_CHECK_DIGIT, "must be 1", "gtin"},
        {"GTIN with a letter", TEXT(P, gtin, "40063813339E1"), REFUSED_BAD_VALUE, "digits and nothing else", "gtin"},
        {"GTIN of 9 digits", TEXT(P, gtin, "400638133"), REFUSED_BAD_VALUE, "has 9 digits", "gtin"},
        {"no name", TEXT(P, name, ""), REFUSED_MISSING_FIELD, "name", "name"},
        {"name of 200", TEXT(P, name, repeated(a, "n", 200)), REFUSED_NOT, NULL, NULL},
        {"name of 201", TEXT(P, name, repeated(a, "n", 201)), REFUSED_TOO_LONG, "at most 200", "name"},
        {"name with DEL", TEXT(P, name, "a\x7F"), REFUSED_BAD_VALUE, "control", "name"},
        {"name of two lines", TEXT(P, name, "a\nb"), REFUSED_BAD_VALUE, "control", "name"},
        {"category of 201", TEXT(P, category, repeated(a, "n", 201)), REFUSED_TOO_LONG, NULL, "category"},
        {"warranty for 1200 months", NUMBER(P, warranty_months, 1200), REFUSED_NOT, NULL, NULL},
        {"warranty for 1201 months", NUMBER(P, warranty_months, 1201), REFUSED_BAD_VALUE, "between 0 and 1200",
         "warranty_months"},
        {"negative warranty", NUMBER(P, warranty_months, -1), REFUSED_BAD_VALUE, "is -1", "warranty_months"},
        {"shelf life of 36500 days", NUMBER(P, shelf_life_days, 36500), REFUSED_NOT, NULL, NULL},
        {"shelf life too long", NUMBER(P, shelf_life_days, 36501), REFUSED_BAD_VALUE, NULL, "shelf_life_days"},
        {"negative maintenance", NUMBER(P, maintenance_interval_days, INT64_MIN), REFUSED_BAD_VALUE, NULL,
         "maintenance_interval_days"},
        {"bad serial format", TEXT(P, serial_format, "{3}"), REFUSED_BAD_VALUE, "character 1", "serial_format"},
        {"no attributes", TEXT(P, attributes, ""), REFUSED_NOT, NULL, NULL},
        {"attributes of 8192 bytes", TEXT(P, attributes, big), REFUSED_NOT, NULL, NULL},
        {"attributes of 8193 bytes", TEXT(P, attributes, bigger), REFUSED_TOO_LONG, "8193 bytes", "attributes"},
        {"attributes as array", TEXT(P, attributes, "[]"), REFUSED_BAD_VALUE, "object", "attributes"},
        {"attributes cut off", TEXT(P, attributes, "{\"a\":"), REFUSED_BAD_VALUE, "object", "attributes"},
    };
    check_changes(a, rows, COUNT(rows), &good, sizeof good, valid);
    arena_free(a);
}

static void gtins_are_stored_with_14_digits(void **state)
{
    (void)state;
    struct arena *a = arena_new(0);
    struct product p = {.gtin = STR("4006381333931")};
    product_normalise(a, &p);
    assert_str(p.gtin, "04006381333931");
    product_normalise(a, &p);
    assert_str(p.gtin, "04006381333931");
    p.gtin = (struct str){0};
    product_normalise(a, &p);
    assert_str(p.gtin, "");
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(members),
        cmocka_unit_test(gtins_are_stored_with_14_digits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
