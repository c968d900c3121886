/*
 * Rules of users, passwords and keys.
 */
#include "domain/person.h"

#include "testing.h"

static const struct {
    const char *name, *password;
    enum refusal_code refused;
} passwords[] = {
    {"olga", "correct horse", REFUSED_NOT},
    {"olga", "0123456789", REFUSED_NOT},
    {"olga", "012345678", REFUSED_WEAK_PASSWORD},
    {"olga", "", REFUSED_WEAK_PASSWORD},
    {"olga", "\xC3\xA4\xC3\xB6\xC3\xBC\xC3\xA4\xC3\xB6\xC3\xBC\xC3\xA4\xC3\xB6\xC3\xBC",
     REFUSED_WEAK_PASSWORD}, /* 9 characters */
    {"olga", "\xC3\xA4\xC3\xB6\xC3\xBC\xC3\xA4\xC3\xB6\xC3\xBC\xC3\xA4\xC3\xB6\xC3\xBC\xC3\xA4", REFUSED_NOT},
    {"olga", "aaaaaaaaaaaaaaaaaaaa", REFUSED_WEAK_PASSWORD},
    {"wolfgang-amadeus", "Wolfgang-Amadeus", REFUSED_WEAK_PASSWORD},
    {"wolfgang-amadeus", "Wolfgang-Amadeus!", REFUSED_NOT},
};

static void password_rules(void **state)
{
    (void)state;
    struct arena *a = arena_new(0);
    for (size_t i = 0; i < COUNT(passwords); i++) {
        struct refusal r = {0};
        bool good = password_valid(a, str_of(passwords[i].password), str_of(passwords[i].name), &r);
        assert_row(good == (passwords[i].refused == REFUSED_NOT), passwords[i].password);
        assert_row(r.code == passwords[i].refused, passwords[i].password);
    }
    arena_free(a);
}

enum { NOW = 1000, OPERATOR = ROLE_BIT(ROLE_OPERATOR), MANAGER = ROLE_BIT(ROLE_MANAGER) };

static const struct {
    const char *row;
    struct api_key key;
    unsigned user_roles;
    enum refusal_code refused;
} keys[] = {
    {"as much as the user", {.name = {"k", 1}, .roles = OPERATOR}, OPERATOR, REFUSED_NOT},
    {"less", {.name = {"k", 1}, .roles = OPERATOR}, OPERATOR | MANAGER, REFUSED_NOT},
    {"more", {.name = {"k", 1}, .roles = OPERATOR | MANAGER}, OPERATOR, REFUSED_BAD_VALUE},
    {"nothing", {.name = {"k", 1}}, OPERATOR, REFUSED_BAD_VALUE},
    {"no name", {.roles = OPERATOR}, OPERATOR, REFUSED_MISSING_FIELD},
    {"ends later", {.name = {"k", 1}, .roles = OPERATOR, .expires_at = NOW + 1}, OPERATOR, REFUSED_NOT},
    {"ends now", {.name = {"k", 1}, .roles = OPERATOR, .expires_at = NOW}, OPERATOR, REFUSED_BAD_TIME},
};

static void key_rules(void **state)
{
    (void)state;
    struct arena *a = arena_new(0);
    for (size_t i = 0; i < COUNT(keys); i++) {
        struct refusal r = {0};
        bool good = api_key_valid(a, &keys[i].key, keys[i].user_roles, NOW, &r);
        assert_row(good == (keys[i].refused == REFUSED_NOT), keys[i].row);
        assert_row(r.code == keys[i].refused, keys[i].row);
    }
    arena_free(a);
}

static const struct {
    const char *row;
    struct user user;
    enum refusal_code refused;
} users[] = {
    {"plain", {.name = {"olga", 4}, .roles = OPERATOR}, REFUSED_NOT},
    {"no name", {.roles = OPERATOR}, REFUSED_MISSING_FIELD},
    {"blank at the end", {.name = {"olga ", 5}, .roles = OPERATOR}, REFUSED_BAD_VALUE},
    {"control character", {.name = {"o\nl", 3}, .roles = OPERATOR}, REFUSED_BAD_VALUE},
    {"no role", {.name = {"olga", 4}}, REFUSED_BAD_VALUE},
};

static void user_rules(void **state)
{
    (void)state;
    struct arena *a = arena_new(0);
    for (size_t i = 0; i < COUNT(users); i++) {
        struct refusal r = {0};
        assert_row(user_valid(a, &users[i].user, &r) == (users[i].refused == REFUSED_NOT), users[i].row);
        assert_row(r.code == users[i].refused, users[i].row);
    }
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(password_rules), cmocka_unit_test(key_rules),
                                       cmocka_unit_test(user_rules)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
