/*
 * people: with whom the demo company deals (40 parties), and who works there and signs in (users). All of them are invented.
 */
#ifndef DEMO_PEOPLE_H
#define DEMO_PEOPLE_H

#include "demo/demo.h"
#include "demo/places.h"
#include "demo/random.h"
#include "service/secret.h"

enum { DEMO_PARTIES = 40, DEMO_SUPPLIERS = 8, DEMO_CUSTOMERS = 24, DEMO_CARRIERS = 3, DEMO_STAFF = 5, DEMO_USERS = 11 };

/* Codes. */
struct str demo_supplier(int n);
struct str demo_customer(int n);
struct str demo_staff(int n);
/* Who collects so many packages. */
struct str demo_carrier(int packages);
/* Suppliers that announce the serials of what they send. */
bool demo_announces(int supplier);

/* Customers are resellers first, then firms and offices, then private people, who share an account for each town; the last is
 * whoever buys over the counter. */
enum { DEMO_RESELLERS = 4, DEMO_FIRMS = 12, DEMO_COUNTER_SALE = DEMO_CUSTOMERS - 1 };
int demo_trade(struct demo_random *r);   /* a reseller or a firm */
int demo_firm(struct demo_random *r);    /* a firm */
int demo_private(struct demo_random *r); /* private people */

/* Somebody who works with Serno. */
struct demo_user {
    const char *name, *device;
    unsigned roles; /* ROLE_BITs */
    unsigned sites; /* 1 << enum demo_site */
    bool signs_in;  /* has a password: one for each role */
};
extern const struct demo_user demo_users[DEMO_USERS];
enum { DEMO_COURIER = DEMO_USERS - 1 }; /* the carriers' messages come in by it */

/* New passwords, never from the seed; hashed before the writer is asked, since that is slow. */
struct demo_passwords {
    char text[DEMO_USERS][24], hash[DEMO_USERS][SECRET_HASH_MAX]; /* empty: none */
};
bool demo_passwords_make(struct demo_passwords *ret);

bool demo_parties_make(struct ctx *ctx);
/* ret_ids[i] is the key of user i. */
bool demo_users_make(struct ctx *ctx, const struct demo_passwords *passwords, int64_t ret_ids[DEMO_USERS]);

#endif
