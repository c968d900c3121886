#include "demo/people.h"

#include "demo/numbers.h"
#include "service/party.h"
#include "service/user.h"

enum {
    FIRST_CUSTOMER = DEMO_SUPPLIERS,
    FIRST_CARRIER = FIRST_CUSTOMER + DEMO_CUSTOMERS,
    FIRST_STAFF = FIRST_CARRIER + DEMO_CARRIERS
};

static const struct {
    const char *code, *name;
    enum party_kind kind;
    const char *address, *contact;
} parties[DEMO_PARTIES] = {
    {"S-COMP", "Northern Computer Wholesale", PARTY_SUPPLIER, "1 Harbour Road\n20101 Northport", "Order desk"},
    {"S-MOBI", "Mobile Devices Distribution", PARTY_SUPPLIER, "14 Quay Street\n20105 Northport", "Order desk"},
    {"S-NETW", "Network Equipment Supply", PARTY_SUPPLIER, "7 Ring Road\n45010 Middleton", "Key accounts"},
    {"S-AVID", "Audio and Video Import", PARTY_SUPPLIER, "22 Station Road\n45020 Middleton", "Sales office"},
    {"S-DISP", "Display Works", PARTY_SUPPLIER, "3 Glass Lane\n70110 Southfield", "Sales office"},
    {"S-PRNT", "Print Technology Trading", PARTY_SUPPLIER, "9 Paper Mill\n70120 Southfield", "Order desk"},
    {"S-POWR", "Power and Battery Supply", PARTY_SUPPLIER, "31 Dam Road\n80300 Hilltown", "Quality department"},
    {"S-PART", "Components Warehouse", PARTY_SUPPLIER, "5 Depot Street\n45015 Middleton", "Order desk"},

    {"C-RSL1", "Lakeside IT Services", PARTY_CUSTOMER, "2 Lake View\n60100 Lakeside", "Purchasing"},
    {"C-RSL2", "Old Town Computer Shop", PARTY_CUSTOMER, "11 Market Square\n20100 Northport", "Purchasing"},
    {"C-RSL3", "Valley Telecom Partners", PARTY_CUSTOMER, "48 Valley Road\n80310 Hilltown", "Purchasing"},
    {"C-RSL4", "Eastern Office Systems", PARTY_CUSTOMER, "6 East Gate\n30200 Eastbridge", "Purchasing"},
    {"C-SCHL", "Eastfield School", PARTY_CUSTOMER, "1 School Lane\n30210 Eastbridge", "IT room"},
    {"C-UNIV", "Middleton Technical College", PARTY_CUSTOMER, "100 College Avenue\n45001 Middleton",
     "Computing centre"},
    {"C-CLIN", "Riverside Clinic", PARTY_CUSTOMER, "8 River Walk\n60110 Lakeside", "Medical technology"},
    {"C-DENT", "Hilltown Dental Practice", PARTY_CUSTOMER, "3 Church Hill\n80300 Hilltown", "Front desk"},
    {"C-TOWN", "Northport Town Hall", PARTY_CUSTOMER, "1 Town Square\n20100 Northport", "IT department"},
    {"C-LIBR", "Southfield Public Library", PARTY_CUSTOMER, "17 Park Street\n70100 Southfield", "Administration"},
    {"C-HOTL", "Seaview Hotel", PARTY_CUSTOMER, "90 Beach Road\n20110 Northport", "House technology"},
    {"C-LOGI", "Middleton Parcel Hub", PARTY_CUSTOMER, "4 Cargo Way\n45030 Middleton", "Shift office"},
    {"C-FARM", "Green Valley Growers", PARTY_CUSTOMER, "Mill Farm\n80320 Hilltown", "Office"},
    {"C-LAWY", "Bridge Street Law Office", PARTY_CUSTOMER, "25 Bridge Street\n30200 Eastbridge", "Office"},
    {"C-ARCH", "Southfield Architects", PARTY_CUSTOMER, "12 Studio Court\n70105 Southfield", "Office"},
    {"C-MFGR", "Hilltown Machine Works", PARTY_CUSTOMER, "60 Forge Road\n80305 Hilltown", "Maintenance"},
    {"C-WEB1", "Web shop customers, Northport", PARTY_CUSTOMER, "20100 Northport", ""},
    {"C-WEB2", "Web shop customers, Northport harbour", PARTY_CUSTOMER, "20110 Northport", ""},
    {"C-WEB3", "Web shop customers, Middleton", PARTY_CUSTOMER, "45001 Middleton", ""},
    {"C-WEB4", "Web shop customers, Southfield", PARTY_CUSTOMER, "70105 Southfield", ""},
    {"C-WEB5", "Web shop customers, Lakeside", PARTY_CUSTOMER, "60100 Lakeside", ""},
    {"C-WEB6", "Web shop customers, Eastbridge", PARTY_CUSTOMER, "30200 Eastbridge", ""},
    {"C-WEB7", "Web shop customers, Hilltown", PARTY_CUSTOMER, "80300 Hilltown", ""},
    {"C-SHOP", "Counter sales", PARTY_CUSTOMER, "", ""},

    {"T-PARC", "Express Parcel Service", PARTY_CARRIER, "1 Hub Road\n45030 Middleton", "Collection desk"},
    {"T-FREI", "Regional Freight", PARTY_CARRIER, "15 Truck Stop\n45031 Middleton", "Dispatch"},
    {"T-VAN", "Own van", PARTY_CARRIER, "", "Central warehouse"},

    {"E-FIELD1", "Field service, team north", PARTY_STAFF, "", ""},
    {"E-FIELD2", "Field service, team south", PARTY_STAFF, "", ""},
    {"E-SALES", "Sales, demonstration pool", PARTY_STAFF, "", ""},
    {"E-TRAIN", "Training room", PARTY_STAFF, "", ""},
    {"E-WORK", "Workshop", PARTY_STAFF, "", ""},
};

#define OPERATOR   ROLE_BIT(ROLE_OPERATOR)
#define SUPPORT    ROLE_BIT(ROLE_SUPPORT)
#define IN(site)   (1u << (site))
#define EVERYWHERE (IN(DEMO_WAREHOUSE) | IN(DEMO_CENTRE) | IN(DEMO_STORE))

const struct demo_user demo_users[DEMO_USERS] = {
    {"nora", "scanner-1", OPERATOR, IN(DEMO_WAREHOUSE), true},
    {"mira", "desk-1", ROLE_BIT(ROLE_MANAGER), EVERYWHERE, true},
    {"tess", "desk-2", SUPPORT, EVERYWHERE, true},
    {"alex", "scanner-9", ROLE_BIT(ROLE_AUDITOR), EVERYWHERE, true},
    {"ben", "scanner-2", OPERATOR, IN(DEMO_WAREHOUSE), false},
    {"lea", "scanner-3", OPERATOR, IN(DEMO_WAREHOUSE), false},
    {"kim", "bench-1", OPERATOR | SUPPORT, IN(DEMO_CENTRE), false},
    {"jo", "bench-2", OPERATOR | SUPPORT, IN(DEMO_CENTRE), false},
    {"sam", "till-1", OPERATOR | SUPPORT, IN(DEMO_STORE), false},
    {"ina", "scanner-7", OPERATOR, IN(DEMO_STORE), false},
    {"courier-link", "courier-feed", OPERATOR, 0, false},
};

struct str demo_supplier(int n)
{
    return str_of(parties[n].code);
}

struct str demo_customer(int n)
{
    return str_of(parties[FIRST_CUSTOMER + n].code);
}

struct str demo_staff(int n)
{
    return str_of(parties[FIRST_STAFF + n].code);
}

struct str demo_carrier(int packages)
{
    return packages < 8 ? STR("collected by T-PARC") : STR("collected by T-FREI");
}

bool demo_announces(int supplier)
{
    return supplier % 3 == 0;
}

int demo_trade(struct demo_random *r)
{
    return demo_random_below(r, DEMO_RESELLERS + DEMO_FIRMS);
}

int demo_firm(struct demo_random *r)
{
    return DEMO_RESELLERS + demo_random_below(r, DEMO_FIRMS);
}

int demo_private(struct demo_random *r)
{
    return demo_random_between(r, DEMO_RESELLERS + DEMO_FIRMS, DEMO_COUNTER_SALE - 1);
}

/* "C-RSL1" -> "c-rsl1@example.com" */
static struct str email_of(struct arena *a, const char *code)
{
    char *low = arena_cstr(a, str_of(code));
    for (char *p = low; p && *p; p++)
        *p = *p >= 'A' && *p <= 'Z' ? (char)(*p - 'A' + 'a') : *p;
    return arena_fmt(a, "%s@example.com", low ? low : "");
}

bool demo_parties_make(struct ctx *ctx)
{
    for (int i = 0; i < DEMO_PARTIES; i++) {
        bool known = parties[i].contact[0] != '\0';
        struct party p = {.code = str_of(parties[i].code),
                          .name = str_of(parties[i].name),
                          .kind = parties[i].kind,
                          .gln = parties[i].kind == PARTY_SUPPLIER ? demo_gln(ctx->arena, 100 + i) : (struct str){0},
                          .email = parties[i].address[0] ? email_of(ctx->arena, parties[i].code) : (struct str){0},
                          .phone = known ? arena_fmt(ctx->arena, "+1 555 01%02d", i) : (struct str){0},
                          .address = str_of(parties[i].address),
                          .contact = str_of(parties[i].contact),
                          .active = true};
        if (!service_party_create(ctx, &p, &p))
            return false;
    }
    return true;
}

bool demo_passwords_make(struct demo_passwords *ret)
{
    *ret = (struct demo_passwords){0};
    for (int i = 0; i < DEMO_USERS; i++) {
        if (!demo_users[i].signs_in)
            continue;
        service_password_new(ret->text[i]);
        if (!service_password_hash(str_of(ret->text[i]), ret->hash[i]))
            return false;
    }
    return true;
}

bool demo_users_make(struct ctx *ctx, const struct demo_passwords *passwords, int64_t ret_ids[DEMO_USERS])
{
    for (int i = 0; i < DEMO_USERS; i++) {
        struct user u = {.name = str_of(demo_users[i].name),
                         .password_hash = str_of(passwords->hash[i]),
                         .roles = demo_users[i].roles,
                         .active = true};
        if (!service_user_create(ctx, &u, &u))
            return false;
        ret_ids[i] = u.id;
    }
    return true;
}
