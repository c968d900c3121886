#include "demo/catalogue.h"

#include <assert.h>

#include "demo/numbers.h"
#include "service/product.h"

#define NOTEBOOK (DEMO_CAGE | DEMO_MAC | DEMO_STRICT)
#define PHONE    (DEMO_CAGE | DEMO_IMEI | DEMO_STRICT | DEMO_SHOP | DEMO_COLOUR)
#define NETWORK  (DEMO_MAC | DEMO_FIRM)

const struct demo_product demo_products[DEMO_PRODUCTS] = {
    /* SKU, name, category, serials; warranty, shelf life, service; share, supplier, what */
    {"NB13-8", "Notebook 13\" 8 GB, school edition", "Notebooks", "NB13#######", 24, 0, 0, 30, 0, NOTEBOOK},
    {"NB14-16", "Notebook 14\" 16 GB", "Notebooks", "NB14#######", 24, 0, 0, 46, 0, NOTEBOOK | DEMO_SHOP | DEMO_LENT},
    {"NB16-32", "Notebook 16\" 32 GB", "Notebooks", "NB16#######", 36, 0, 0, 24, 0, NOTEBOOK},
    {"PC-MINI", "Mini PC 16 GB", "Computers", "PM########", 24, 0, 0, 22, 0, DEMO_MAC | DEMO_SHOP},
    {"TAB-8", "Tablet 8\" 64 GB", "Tablets", "T8-######", 24, 0, 0, 18, 1, DEMO_CAGE | DEMO_SHOP | DEMO_COLOUR},
    {"TAB-10", "Tablet 10\" 128 GB LTE", "Tablets", "T10-######", 24, 0, 0, 26, 1, PHONE | DEMO_LENT},
    {"PH-61", "Smartphone 6.1\" 128 GB", "Phones", "P61######", 24, 0, 0, 44, 1, PHONE},
    {"PH-67", "Smartphone 6.7\" 256 GB", "Phones", "P67######", 24, 0, 0, 32, 1, PHONE},
    {"PH-RUG", "Rugged phone 6\"", "Phones", "PRG######", 36, 0, 0, 14, 1, PHONE | DEMO_LENT},
    {"HH-2D", "Handheld scanner 2D", "Mobile data", "HH2#######", 24, 0, 365, 18, 1,
     DEMO_MAC | DEMO_STRICT | DEMO_LENT},
    {"WS-A", "Workstation A, built to order", "Computers", "WSA-######", 36, 0, 0, 0, 0, DEMO_BUILT | DEMO_STRICT},
    {"WS-B", "Workstation B with graphics card", "Computers", "WSB-######", 36, 0, 0, 0, 0, DEMO_BUILT | DEMO_STRICT},
    {"SRV-1U", "Server 1U", "Servers", "SRV-######", 36, 0, 365, 0, 0, DEMO_BUILT | DEMO_STRICT},
    {"NAS-4", "Network storage, 4 bays", "Servers", "NAS-######", 36, 0, 0, 0, 0, DEMO_BUILT | DEMO_STRICT},
    {"RACK-12", "Rack cabinet 12U, fitted", "Servers", "RCK-######", 24, 0, 365, 0, 0, DEMO_BUILT | DEMO_STRICT},
    {"SW-8P", "Switch 8 ports PoE", "Network", "S08########", 36, 0, 0, 20, 2, NETWORK | DEMO_SHOP},
    {"SW-24P", "Switch 24 ports PoE", "Network", "S24########", 60, 0, 0, 18, 2, NETWORK},
    {"SW-48P", "Switch 48 ports", "Network", "S48########", 60, 0, 0, 10, 2, NETWORK},
    {"AP-AX", "Access point, ceiling", "Network", "AP#########", 36, 0, 0, 34, 2, NETWORK | DEMO_STRICT},
    {"RT-LTE", "Router LTE", "Network", "RT#########", 24, 0, 0, 16, 2, NETWORK | DEMO_IMEI | DEMO_SHOP},
    {"FW-S", "Firewall, small office", "Network", "FWS-######", 36, 0, 0, 8, 2, NETWORK},
    {"IP-PHONE", "Desk phone, IP", "Phones", "IPT#######", 24, 0, 0, 22, 2, NETWORK},
    {"CAM-DOME", "Network camera, dome", "Video", "CD########", 36, 0, 0, 20, 3, NETWORK},
    {"CAM-BUL", "Network camera, outdoor", "Video", "CB########", 36, 0, 0, 16, 3, NETWORK},
    {"NVR-16", "Video recorder, 16 channels", "Video", "NVR#######", 36, 0, 0, 6, 3, NETWORK},
    {"WEBCAM", "Web camera 1080p", "Video", "WC########", 24, 0, 0, 18, 3, DEMO_SHOP},
    {"HEADSET", "Headset, cordless", "Audio", "HS########", 24, 0, 0, 22, 3, DEMO_SHOP | DEMO_COLOUR},
    {"SPK-CONF", "Conference speaker", "Audio", "SC########", 24, 0, 0, 8, 3, DEMO_SHOP | DEMO_LENT},
    {"MON-24", "Display 24\"", "Displays", "M24########", 36, 0, 0, 36, 4, DEMO_SHOP},
    {"MON-27", "Display 27\" 4K", "Displays", "M27########", 36, 0, 0, 24, 4, DEMO_SHOP},
    {"MON-34", "Display 34\" curved", "Displays", "M34########", 36, 0, 0, 8, 4, 0},
    {"SIGN-55", "Signage display 55\"", "Displays", "SG########", 36, 0, 0, 6, 4, NETWORK},
    {"PROJ-4K", "Projector 4K", "Displays", "PJ########", 24, 0, 730, 6, 4, DEMO_LENT},
    {"LCD-NB14", "Display panel for Notebook 14\"", "Parts", "LN########", 6, 0, 0, 10, 4, DEMO_PART | DEMO_LOTS},
    {"LCD-PH61", "Display for Smartphone 6.1\"", "Parts", "LP########", 6, 0, 0, 12, 4, DEMO_PART | DEMO_LOTS},
    {"PR-LASER", "Laser printer, mono", "Printing", "PL########", 24, 0, 0, 14, 5, DEMO_MAC | DEMO_SHOP},
    {"PR-MFP", "Laser printer, copy and scan", "Printing", "PX########", 24, 0, 365, 10, 5, NETWORK},
    {"PR-LABEL", "Label printer 203 dpi", "Printing", "PB########", 24, 0, 365, 14, 5, NETWORK | DEMO_LENT},
    {"TONER-BK", "Toner cartridge, black", "Consumables", "TB########", 6, 730, 0, 30, 5, DEMO_LOTS | DEMO_SHOP},
    {"DRUM-BK", "Drum unit", "Consumables", "DR########", 6, 900, 0, 10, 5, DEMO_LOTS | DEMO_PART},
    {"UPS-1000", "Power supply, uninterruptible, 1000 VA", "Power", "U1K-######", 24, 0, 730, 14, 6, DEMO_STRICT},
    {"UPS-3000", "Power supply, uninterruptible, 3000 VA", "Power", "U3K-######", 24, 0, 730, 6, 6, DEMO_STRICT},
    {"BAT-UPS", "Battery pack for 1000 VA", "Batteries", "BU########", 12, 420, 0, 12, 6, DEMO_LOTS | DEMO_PART},
    {"BAT-NB14", "Battery for Notebook 14\", 57 Wh", "Batteries", "BN########", 12, 720, 0, 18, 6,
     DEMO_LOTS | DEMO_PART},
    {"BAT-PH", "Battery for smartphones", "Batteries", "BP########", 12, 540, 0, 16, 6, DEMO_LOTS | DEMO_PART},
    {"CHG-100", "Charger USB-C 100 W", "Power", "CG########", 24, 0, 0, 26, 6, DEMO_LOTS | DEMO_SHOP},
    {"DOCK-C", "Docking station USB-C", "Accessories", "DC########", 24, 0, 0, 26, 6, DEMO_MAC | DEMO_SHOP},
    {"KB-CLEAN", "Keyboard, washable", "Accessories", "KB########", 24, 0, 0, 12, 6, 0},
    {"SSD-512", "Solid-state disk 512 GB", "Parts", "S5########", 36, 0, 0, 24, 7, DEMO_PART},
    {"SSD-1T", "Solid-state disk 1 TB", "Parts", "S1########", 60, 0, 0, 40, 7, DEMO_PART | DEMO_SHOP},
    {"SSD-2T", "Solid-state disk 2 TB", "Parts", "S2########", 60, 0, 0, 14, 7, DEMO_PART | DEMO_SHOP},
    {"HDD-8T", "Hard disk 8 TB", "Parts", "H8########", 60, 0, 0, 30, 7, DEMO_PART | DEMO_LOTS},
    {"RAM-16", "Memory module 16 GB", "Parts", "R16########", 60, 0, 0, 40, 7, DEMO_PART},
    {"RAM-32E", "Memory module 32 GB ECC", "Parts", "R32########", 60, 0, 0, 34, 7, DEMO_PART | DEMO_LOTS},
    {"GPU-8", "Graphics card 8 GB", "Parts", "G8########", 36, 0, 0, 12, 7, DEMO_PART | DEMO_CAGE},
    {"MB-ATX", "Mainboard ATX", "Parts", "MB########", 36, 0, 0, 22, 7, DEMO_PART | DEMO_MAC},
    {"PSU-650", "Power supply unit 650 W", "Parts", "PS########", 36, 0, 0, 22, 7, DEMO_PART | DEMO_LOTS},
    {"FAN-1U", "Fan module for servers", "Parts", "FN########", 24, 0, 0, 8, 7, DEMO_PART},
    {"DMM-CAL", "Bench multimeter, calibrated", "Own equipment", "DM######", 24, 0, 365, 2, 2, DEMO_OWN | DEMO_LENT},
    {"ESD-TEST", "ESD tester", "Own equipment", "ET######", 24, 0, 180, 2, 2, DEMO_OWN | DEMO_LENT},
};

const struct demo_build demo_builds[DEMO_BUILDS] = {
    {"WS-A", 5, {{"MB-ATX", 1}, {"PSU-650", 1}, {"RAM-16", 2}, {"SSD-1T", 1}}},
    {"WS-B", 3, {{"MB-ATX", 1}, {"PSU-650", 1}, {"RAM-16", 2}, {"SSD-2T", 1}, {"GPU-8", 1}}},
    {"SRV-1U", 4, {{"RAM-32E", 4}, {"SSD-1T", 2}, {"FAN-1U", 1}}},
    {"NAS-4", 3, {{"HDD-8T", 4}}},
    {"RACK-12", 1, {{"SRV-1U", 1}, {"SW-24P", 1}, {"UPS-1000", 1}}},
};

static const struct {
    const char *device, *parts[3];
    int count;
} repairs[] = {
    {"NB13-8", {"SSD-512"}, 1},
    {"NB14-16", {"BAT-NB14", "LCD-NB14", "SSD-512"}, 3},
    {"NB16-32", {"SSD-1T"}, 1},
    {"PC-MINI", {"SSD-512"}, 1},
    {"PH-61", {"LCD-PH61", "BAT-PH"}, 2},
    {"PH-67", {"BAT-PH"}, 1},
    {"PH-RUG", {"BAT-PH"}, 1},
    {"PR-LASER", {"DRUM-BK"}, 1},
    {"PR-MFP", {"DRUM-BK"}, 1},
    {"UPS-1000", {"BAT-UPS"}, 1},
    {"NVR-16", {"HDD-8T"}, 1},
};

int demo_product_index(const char *sku)
{
    for (int i = 0; i < DEMO_PRODUCTS; i++)
        if (strcmp(demo_products[i].sku, sku) == 0)
            return i;
    assert(!"a SKU of the catalogue");
    return 0;
}

bool demo_is_device(int product)
{
    return !(demo_products[product].what & (DEMO_PART | DEMO_LOTS));
}

int demo_build_weight(int product)
{
    for (int i = 0; i < DEMO_BUILDS; i++)
        if (strcmp(demo_builds[i].sku, demo_products[product].sku) == 0)
            return demo_builds[i].weight;
    return 0;
}

int demo_repair_part(int product, int n)
{
    for (size_t i = 0; i < sizeof repairs / sizeof repairs[0]; i++)
        if (strcmp(repairs[i].device, demo_products[product].sku) == 0)
            return demo_product_index(repairs[i].parts[n % repairs[i].count]);
    return -1;
}

bool demo_catalogue_make(struct ctx *ctx)
{
    for (int i = 0; i < DEMO_PRODUCTS; i++) {
        const struct demo_product *d = &demo_products[i];
        struct product p = {
            .sku = str_of(d->sku),
            .gtin = demo_gtin(ctx->arena, i + 1),
            .name = str_of(d->name),
            .category = str_of(d->category),
            .warranty_months = d->warranty_months,
            .shelf_life_days = d->shelf_days,
            .maintenance_interval_days = d->service_days,
            .serial_format = d->what & DEMO_STRICT ? str_of(d->serial) : (struct str){0},
            .active = true,
        };
        if (!service_product_create(ctx, &p, &p))
            return false;
    }
    return true;
}
