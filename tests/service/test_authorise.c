/*
 * Who may give which command, and undo which event: the rows are the specification. That the API asks: tests/api/test_rights.py.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "service/authorise.h"

enum { ME = 7, ANOTHER = 8 };

#define OPERATOR ROLE_BIT(ROLE_OPERATOR)
#define MANAGER  ROLE_BIT(ROLE_MANAGER)
#define SUPPORT  ROLE_BIT(ROLE_SUPPORT)
#define AUDITOR  ROLE_BIT(ROLE_AUDITOR)
#define ADMIN    ROLE_BIT(ROLE_ADMIN)

static const struct id EVENT = {{1}};

static struct ctx somebody(struct arena *a, int64_t id, unsigned roles)
{
    return (struct ctx){.arena = a, .actor = {.id = id, .name = STR("me"), .roles = roles}};
}

static void commands_as_given(void **state)
{
    struct command_row row = {.row = 1};
    const struct {
        const char *name;
        unsigned roles;
        struct command c;
        bool may;
    } rows[] = {
        {"an operator receives", OPERATOR, {.code = COMMAND_RECEIVE}, true},
        {"an auditor does not", AUDITOR, {.code = COMMAND_RECEIVE}, false},
        {"an operator undoes", OPERATOR, {.code = COMMAND_CORRECT, .undo = EVENT}, true},
        {"support undoes", SUPPORT, {.code = COMMAND_CORRECT, .undo = EVENT}, true},
        {"an auditor undoes", AUDITOR, {.code = COMMAND_CORRECT, .undo = EVENT}, true},
        {"a manager undoes", MANAGER, {.code = COMMAND_CORRECT, .undo = EVENT}, true},
        {"without any role nobody does", 0, {.code = COMMAND_CORRECT, .undo = EVENT}, false},
        {"an operator corrects nothing", OPERATOR, {.code = COMMAND_CORRECT}, false},
        {"an undo with units", OPERATOR, {.code = COMMAND_CORRECT, .undo = EVENT, .rows = &row, .row_count = 1}, false},
        {"a manager's with units",
         MANAGER,
         {.code = COMMAND_CORRECT, .undo = EVENT, .rows = &row, .row_count = 1},
         true},
        {"an undo with packages", OPERATOR, {.code = COMMAND_CORRECT, .undo = EVENT, .package_count = 1}, false},
        {"an undo with a new serial",
         OPERATOR,
         {.code = COMMAND_CORRECT, .undo = EVENT, .new_serial = STR("X")},
         false},
        {"an undo with a lot", OPERATOR, {.code = COMMAND_CORRECT, .undo = EVENT, .shared.lot = STR("L")}, false},
        {"an undo with another command", AUDITOR, {.code = COMMAND_RECEIVE, .undo = EVENT}, false},
    };
    (void)state;
    struct arena *a = arena_new(0);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct ctx ctx = somebody(a, ME, rows[i].roles);
        if (service_authorise_given(&ctx, &rows[i].c) != rows[i].may)
            fail_msg("%s", rows[i].name);
        assert_int_equal(ctx.refusal.code, rows[i].may ? REFUSED_NOT : REFUSED_FORBIDDEN);
    }
    struct ctx nobody = somebody(a, 0, OPERATOR);
    assert_false(service_authorise_given(&nobody, &rows[2].c));
    assert_int_equal(nobody.refusal.code, REFUSED_UNAUTHENTICATED);
    arena_free(a);
}

static void events_to_undo(void **state)
{
    const struct {
        const char *name;
        unsigned roles;
        int64_t made_by;
        struct event_terms terms;
        bool may;
    } rows[] = {
        {"an operator's own", OPERATOR, ME, {.command = COMMAND_MOVE}, true},
        {"another person's", OPERATOR, ANOTHER, {.command = COMMAND_MOVE}, false},
        {"another person's, for a manager", MANAGER, ANOTHER, {.command = COMMAND_MOVE}, true},
        {"another person's, for an admin", ADMIN, ANOTHER, {.command = COMMAND_MOVE}, true},
        {"what one may not do any more", OPERATOR, ME, {.command = COMMAND_HOLD}, false},
        {"an auditor's own count", AUDITOR, ME, {.command = COMMAND_COUNT_NOT_SEEN}, true},
        {"an auditor's own move of other days", AUDITOR, ME, {.command = COMMAND_MOVE}, false},
        {"one's own undo", SUPPORT, ME, {.command = COMMAND_CORRECT, .undo = EVENT}, true},
        {"one's own correction of other days", SUPPORT, ME, {.command = COMMAND_CORRECT}, false},
        {"another person's undo", SUPPORT, ANOTHER, {.command = COMMAND_CORRECT, .undo = EVENT}, false},
    };
    (void)state;
    struct arena *a = arena_new(0);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct ctx ctx = somebody(a, ME, rows[i].roles);
        const struct event e = {.actor = {rows[i].made_by, STR("who")}, .terms = rows[i].terms};
        if (service_authorise_undo(&ctx, &e) != rows[i].may)
            fail_msg("%s", rows[i].name);
        assert_int_equal(ctx.refusal.code, rows[i].may ? REFUSED_NOT : REFUSED_FORBIDDEN);
    }
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(commands_as_given), cmocka_unit_test(events_to_undo)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
