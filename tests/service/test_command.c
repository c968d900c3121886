/*
 * The life of a unit as a specification: each row is a small story, one command a line:
 *
 *     command PRODUCT/SERIAL key=value ... => status [@LOCATION | ~PARTY]      it is done, and the unit is then so
 *     command PRODUCT/SERIAL key=value ... => !refusal                         it is refused by that name
 *
 * Several units: PRODUCT/A,B,C; the first one is looked at. Everything runs through the real writer on a real database.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/limits.h"
#include "company.h"

struct story {
    const char *name, *steps;
};

static const struct story stories[] = {
    {"receive, and again", "receive LAPTOP/1 location=A1 party=ACME order=PO1 => in_stock @A1\n"
                           "receive LAPTOP/1 location=A1 => !duplicate_serial\n"
                           "commission LAPTOP/1 location=A2 => !duplicate_serial\n"
                           "allocate LAPTOP/1 => !duplicate_serial"},
    {"announced, then it comes", "allocate LAPTOP/1 => allocated\n"
                                 "move LAPTOP/1 location=A1 => !wrong_status\n"
                                 "receive LAPTOP/1 location=A1 => in_stock @A1"},
    {"a void number never comes back", "allocate LAPTOP/1 => allocated\n"
                                       "void LAPTOP/1 => !missing_field\n"
                                       "void LAPTOP/1 reason=misprint => void\n"
                                       "receive LAPTOP/1 location=A1 => !duplicate_serial\n"
                                       "hold LAPTOP/1 hold=quality reason=x => !wrong_status\n"
                                       "undo LAPTOP/1 => !wrong_status\nlook LAPTOP/1 => void"},
    {"sold and delivered", "receive LAPTOP/1 location=A1 party=ACME => in_stock @A1\n"
                           "put_away LAPTOP/1 location=A2 => in_stock @A2\n"
                           "reserve LAPTOP/1 order=SO1 => reserved @A2\n"
                           "reserve LAPTOP/1 order=SO2 => !wrong_status\n"
                           "pick LAPTOP/1 order=SO2 => !reserved_for_other\n"
                           "pick LAPTOP/1 order=SO1 => picked @A2\n"
                           "pack LAPTOP/1 package=BOX1 => packed @A2\n"
                           "ship LAPTOP/1 => !missing_field\n"
                           "ship LAPTOP/1 party=BOB => in_transit ~BOB\n"
                           "deliver LAPTOP/1 => delivered ~BOB\n"
                           "deliver LAPTOP/1 => !wrong_status\n"
                           "register LAPTOP/1 party=BOB => delivered ~BOB\n"
                           "claim LAPTOP/1 reason=broken party=EVE => !wrong_party\n"
                           "claim LAPTOP/1 reason=broken party=BOB => delivered ~BOB\n"
                           "transfer_ownership LAPTOP/1 party=EVE => delivered ~EVE"},
    {"step by step back", "receive LAPTOP/1 location=A1 => in_stock @A1\n"
                          "pick LAPTOP/1 => picked @A1\n"
                          "pack LAPTOP/1 => packed @A1\n"
                          "ship LAPTOP/1 party=BOB => in_transit ~BOB\n"
                          "void_shipment LAPTOP/1 => packed @A1\n"
                          "unpack LAPTOP/1 => picked @A1\n"
                          "unpick LAPTOP/1 location=A2 => in_stock @A2\n"
                          "reserve LAPTOP/1 order=X => reserved @A2\n"
                          "release LAPTOP/1 => in_stock @A2"},
    {"returned, repaired, sent back", "receive LAPTOP/1 location=A1 => in_stock @A1\n"
                                      "pick LAPTOP/1 => picked\npack LAPTOP/1 => packed\n"
                                      "ship LAPTOP/1 party=BOB => in_transit ~BOB\ndeliver LAPTOP/1 => delivered ~BOB\n"
                                      "return LAPTOP/1 location=A2 party=EVE => !wrong_party\n"
                                      "return LAPTOP/1 location=A2 party=BOB => returned @A2\n"
                                      "inspect LAPTOP/1 verdict=maybe => !bad_value\n"
                                      "inspect LAPTOP/1 verdict=repair location=BENCH => in_repair @BENCH\n"
                                      "start_repair LAPTOP/1 => in_repair @BENCH\n"
                                      "finish_repair LAPTOP/1 outcome=fixed_packed => packed @BENCH\n"
                                      "ship LAPTOP/1 party=BOB => in_transit ~BOB\n"
                                      "return LAPTOP/1 location=A1 => returned @A1\n"
                                      "inspect LAPTOP/1 verdict=send_back => in_transit ~BOB\n"
                                      "return LAPTOP/1 location=A1 => returned @A1\n"
                                      "inspect LAPTOP/1 verdict=restock => in_stock @A1\n"
                                      "inspect LAPTOP/1 verdict=send_back => !missing_field\n"
                                      "start_repair LAPTOP/1 location=BENCH => in_repair @BENCH\n"
                                      "finish_repair LAPTOP/1 outcome=unfixable => scrapped"},
    {"held",
     "receive LAPTOP/1 location=A1 => in_stock @A1\n"
     "hold LAPTOP/1 hold=magic reason=x => !bad_value\n"
     "hold LAPTOP/1 hold=quality reason=dent => in_stock @A1\n"
     "hold LAPTOP/1 hold=quality reason=dent => !hold_set\n"
     "hold LAPTOP/1 hold=recall reason=R1 => in_stock @A1\n"
     "reserve LAPTOP/1 order=S => !unit_held\npick LAPTOP/1 => !unit_held\ncheck_out LAPTOP/1 party=BOB => !unit_held\n"
     "move LAPTOP/1 location=A2 => in_stock @A2\n"
     "release_hold LAPTOP/1 hold=legal => !hold_not_set\n"
     "release_hold LAPTOP/1 hold=quality => in_stock\nreserve LAPTOP/1 order=S => !unit_held\n"
     "release_hold LAPTOP/1 hold=recall => in_stock\nreserve LAPTOP/1 order=S => reserved"},
    {"held, and sent off by a verdict", "receive LAPTOP/1 location=A1 => in_stock @A1\n"
                                        "hold LAPTOP/1 hold=recall reason=R1 => in_stock\n"
                                        "inspect LAPTOP/1 verdict=send_back party=ACME => !unit_held\n"
                                        "inspect LAPTOP/1 verdict=repair location=BENCH => in_repair @BENCH\n"
                                        "finish_repair LAPTOP/1 outcome=fixed_packed => !unit_held\n"
                                        "finish_repair LAPTOP/1 outcome=fixed => in_stock @BENCH"},
    {"held inside another",
     "receive LAPTOP/1 location=A1 => in_stock @A1\nreceive DISK/D0001 location=A1 => in_stock @A1\n"
     "install DISK/D0001 parent=LAPTOP/1 => installed @A1\n"
     "hold DISK/D0001 hold=recall reason=R1 => installed\n"
     "pick LAPTOP/1 => !unit_held\ncheck_out LAPTOP/1 party=BOB => !unit_held\n"
     "move LAPTOP/1 location=A2 => in_stock @A2\n"
     "release_hold DISK/D0001 hold=recall => installed\npick LAPTOP/1 => picked\npack LAPTOP/1 => packed\n"
     "hold DISK/D0001 hold=legal reason=R2 => installed\nship LAPTOP/1 party=BOB => !unit_held"},
    {"expired inside another",
     "receive LAPTOP/1 location=A1 => in_stock @A1\nreceive SERUM/1 location=A1 lot=L1 expires=-5 => in_stock @A1\n"
     "install SERUM/1 parent=LAPTOP/1 => installed @A1\npick LAPTOP/1 => !unit_expired\n"
     "remove SERUM/1 condition=scrap => scrapped\npick LAPTOP/1 => picked"},
    {"nothing is packed into what has left",
     "receive LAPTOP/1,2,3 location=A1 => in_stock @A1\npick LAPTOP/1,2,3 => picked\n"
     "pack LAPTOP/1 package=BOX => packed\nnest BOX package=PALLET => \n"
     "pack LAPTOP/2 package=CASE => packed\n"
     "whole PALLET ship party=BOB => \n"
     "pack LAPTOP/3 package=BOX => !wrong_status\npack LAPTOP/3 package=PALLET => !wrong_status\n"
     "nest CASE package=PALLET => !wrong_status\nnest BOX package=CASE => !wrong_status\n"
     "whole PALLET void_shipment => \npack LAPTOP/3 package=BOX => packed\n"
     "nest CASE package=PALLET => "},
    {"a box that came off its pallet",
     "receive LAPTOP/1,2 location=A1 => in_stock @A1\npick LAPTOP/1,2 => picked\n"
     "pack LAPTOP/1 package=BOX => packed\npack LAPTOP/2 package=PALLET => packed\nnest BOX package=PALLET => \n"
     "whole PALLET ship location=BENCH => \nwhole BOX receive location=A2 => \nlook LAPTOP/1 => in_stock @A2\n"
     "pick LAPTOP/1 => picked\npack LAPTOP/1 package=PALLET => !wrong_status\npack LAPTOP/1 package=BOX => packed @A2"},
    {"lent", "receive LAPTOP/1 location=A1 => in_stock @A1\n"
             "check_out LAPTOP/1 party=BOB => on_loan ~BOB\n"
             "move LAPTOP/1 location=A1 => !wrong_status\n"
             "check_in LAPTOP/1 location=A2 party=EVE => !wrong_party\n"
             "check_in LAPTOP/1 location=A2 => in_stock @A2"},
    {"lost and found", "receive LAPTOP/1 location=A1 => in_stock @A1\n"
                       "count_seen LAPTOP/1 location=A1 count=C1 => in_stock @A1\n"
                       "count_seen LAPTOP/1 location=A2 count=C1 => in_stock @A2\n"
                       "count_not_seen LAPTOP/1 count=C2 => missing\n"
                       "move LAPTOP/1 location=A1 => !unit_missing\n"
                       "count_seen LAPTOP/1 location=A1 count=C3 => in_stock @A1\n"
                       "report_missing LAPTOP/1 reason=gone => missing\n"
                       "find LAPTOP/1 location=A2 => in_stock @A2"},
    {"stolen and recovered", "receive LAPTOP/1 location=A1 => in_stock @A1\n"
                             "report_stolen LAPTOP/1 reason=burglary => stolen\n"
                             "receive LAPTOP/1 location=A1 => !unit_stolen\n"
                             "move LAPTOP/1 location=A1 => !unit_stolen\n"
                             "recover LAPTOP/1 location=A2 => returned @A2"},
    {"a disk in a laptop",
     "receive LAPTOP/1 location=A1 => in_stock @A1\nreceive DISK/D0001 location=A2 => in_stock @A2\n"
     "install DISK/D0001 => !missing_field\n"
     "install DISK/D0001 parent=DISK/D0001 => !circular_containment\n"
     "install DISK/D0001 parent=LAPTOP/9 => !unknown_unit\n"
     "install DISK/D0001 parent=LAPTOP/1 => installed @A1\n"
     "install LAPTOP/1 parent=DISK/D0001 => !circular_containment\n"
     "move DISK/D0001 location=A2 => !wrong_status\n"
     "move LAPTOP/1 location=A2 => in_stock @A2\n"
     "look DISK/D0001 => installed @A2\n"
     "pick LAPTOP/1 => picked\npack LAPTOP/1 => packed\nship LAPTOP/1 party=BOB => in_transit ~BOB\n"
     "look DISK/D0001 => installed ~BOB\n"
     "deliver LAPTOP/1 => delivered ~BOB\nlook DISK/D0001 => installed ~BOB\n"
     "remove DISK/D0001 condition=good => !missing_field\n"
     "return LAPTOP/1 location=BENCH => returned @BENCH\nlook DISK/D0001 => installed @BENCH\n"
     "remove DISK/D0001 condition=faulty => in_repair @BENCH\n"
     "install DISK/D0001 parent=LAPTOP/1 => installed @BENCH\n"
     "report_stolen LAPTOP/1 reason=x => stolen\nlook DISK/D0001 => installed\n"
     "recover LAPTOP/1 location=A1 => returned @A1\nlook DISK/D0001 => installed @A1"},
    {"a box on a pallet",
     "receive LAPTOP/1,2,3 location=A1 => in_stock @A1\npick LAPTOP/1,2,3 => picked\n"
     "pack LAPTOP/1,2 package=BOX1 => packed @A1\npack LAPTOP/3 package=BOX2 => packed @A1\n"
     "move LAPTOP/1 location=A2 => !inside_package\n"
     "move LAPTOP/3 location=A2 => packed @A2\nmove LAPTOP/3 location=A1 => packed @A1\n"
     "nest BOX1 package=PALLET => \nnest BOX2 package=PALLET => \n"
     "nest PALLET package=BOX1 => !circular_containment\n"
     "whole PALLET move location=A2 => \nlook LAPTOP/1 => packed @A2\nlook LAPTOP/3 => packed @A2\n"
     "whole PALLET ship party=BOB => \nlook LAPTOP/2 => in_transit ~BOB\n"
     "whole PALLET deliver => \nlook LAPTOP/3 => delivered ~BOB\n"
     "whole NOBOX move location=A1 => !unknown_package"},
    {"numbers and places that are not", "receive NOPE/1 location=A1 => !unknown_product\n"
                                        "receive OLD/1 location=A1 => !product_closed\n"
                                        "receive DISK/X1 location=A1 => !bad_serial_format\n"
                                        "receive LAPTOP/1 location=NOWHERE => !unknown_location\n"
                                        "receive LAPTOP/1 location=SHUT => !location_closed\n"
                                        "receive LAPTOP/1 location=BIN => !location_kind\n"
                                        "receive LAPTOP/1 location=A1 party=NOBODY => !unknown_party\n"
                                        "receive LAPTOP/1 => !missing_field\n"
                                        "move LAPTOP/1 location=A1 => !unknown_unit\n"
                                        "receive LAPTOP/1,1 location=A1 => !repeated_in_bulk\n"
                                        "look LAPTOP/1 => none"},
    {"expired", "receive SERUM/1 location=A1 lot=L1 expires=-5 => in_stock @A1\n"
                "pick SERUM/1 => !unit_expired\nreserve SERUM/1 order=X => !unit_expired\n"
                "move SERUM/1 location=A2 lot=L1 => !bad_value\n"
                "receive SERUM/2 location=A1 lot=L2 expires=5 => in_stock @A1\npick SERUM/2 => picked\n"
                "scrap SERUM/1 reason=expired => scrapped"},
    {"renumbered", "receive LAPTOP/1 location=A1 => in_stock @A1\nreceive LAPTOP/2 location=A1 => in_stock @A1\n"
                   "correct LAPTOP/1 reason=typo => !nothing_to_correct\n"
                   "correct LAPTOP/1 reason=typo serial_new=2 => !duplicate_serial\n"
                   "correct LAPTOP/1 serial_new=1b => !missing_field\n"
                   "correct LAPTOP/1 reason=typo serial_new=1b => none\nlook LAPTOP/1b => in_stock @A1\n"
                   "receive LAPTOP/1 location=A1 => !duplicate_serial\n"
                   "correct LAPTOP/1b reason=back serial_new=1 => none\nlook LAPTOP/1 => in_stock @A1"},
    {"undone",
     "receive LAPTOP/1 location=A1 party=ACME => in_stock @A1\nmove LAPTOP/1 location=A2 => in_stock @A2\n"
     "undo LAPTOP/1 => in_stock @A1\n"
     "undo LAPTOP/1 => in_stock @A2\n"
     "pick LAPTOP/1 => picked\npack LAPTOP/1 package=B => packed\nship LAPTOP/1 party=BOB => in_transit ~BOB\n"
     "undo LAPTOP/1 => packed @A2\n"
     "receive LAPTOP/2 location=A1 => in_stock\nundo LAPTOP/2 => allocated\nreceive LAPTOP/2 location=A2 => in_stock "
     "@A2"},
    {"undone with what is inside",
     "receive LAPTOP/1 location=A1 => in_stock @A1\nreceive DISK/D0001 location=A1 => in_stock @A1\n"
     "install DISK/D0001 parent=LAPTOP/1 => installed @A1\n"
     "move LAPTOP/1 location=A2 => in_stock @A2\nlook DISK/D0001 => installed @A2\n"
     "undo LAPTOP/1 => in_stock @A1\nlook DISK/D0001 => installed @A1\n"
     "move LAPTOP/1 location=A2 => in_stock @A2\n"
     "receive DISK/D0002 location=A2 => in_stock @A2\n"
     "install DISK/D0002 parent=LAPTOP/1 => installed @A2\n"
     "undo LAPTOP/1 => in_stock @A1\nlook DISK/D0002 => installed @A1\n"
     "remove DISK/D0002 condition=good => in_stock @A1\n"
     "install LAPTOP/1 parent=DISK/D0002 => installed @A1\n"
     "undo DISK/D0002 => !circular_containment\n"
     "receive LAPTOP/2 location=A1 => in_stock\ninstall DISK/D0002 parent=LAPTOP/2 => installed\n"
     "undo LAPTOP/2 => !not_last_event\nremove DISK/D0002 condition=good => in_stock\n"
     "undo LAPTOP/2 => allocated\nreceive LAPTOP/2 location=A1 => in_stock\n"
     "install DISK/D0002 parent=LAPTOP/2 => installed\nundo LAPTOP/2 => !not_last_event"},
    {"nothing goes into what is gone",
     "receive LAPTOP/1 location=A1 => in_stock @A1\nreceive DISK/D0001,D0002 location=A1 => in_stock @A1\n"
     "install DISK/D0001 parent=LAPTOP/1 => installed @A1\n"
     "report_missing LAPTOP/1 reason=x => missing\nlook DISK/D0001 => installed\n"
     "install DISK/D0002 parent=DISK/D0001 => !parent_status\n"
     "find LAPTOP/1 location=A2 => in_stock @A2\n"
     "install DISK/D0002 parent=DISK/D0001 => installed @A2"},
    {"back from another site",
     "receive LAPTOP/1 location=A1 => in_stock @A1\npick LAPTOP/1 => picked\npack LAPTOP/1 => packed @A1\n"
     "ship LAPTOP/1 location=BENCH => in_transit @BENCH\nvoid_shipment LAPTOP/1 => packed @A1"},
    {"held for one order, moved for another",
     "receive LAPTOP/1 location=A1 => in_stock @A1\nreserve LAPTOP/1 order=SO1 => reserved\n"
     "move LAPTOP/1 location=A2 order=TO9 => reserved @A2\n"
     "pick LAPTOP/1 order=TO9 => !reserved_for_other\npick LAPTOP/1 order=SO1 => picked @A2"},
    {"the last one in a box on a pallet",
     "receive LAPTOP/1,2 location=A1 => in_stock @A1\npick LAPTOP/1,2 => picked\n"
     "pack LAPTOP/1 package=BOX => packed\npack LAPTOP/2 package=PALLET => packed\n"
     "move LAPTOP/1 location=A2 => packed @A2\nmove LAPTOP/1 location=A1 => packed @A1\n"
     "nest BOX package=PALLET => \n"
     "move LAPTOP/1 location=A2 => !inside_package\nmove LAPTOP/2 location=A2 => !inside_package\n"
     "whole BOX move location=A2 => !inside_package\nwhole PALLET move location=A2 => \n"
     "look LAPTOP/1 => packed @A2"},
    {"wrong fields", "move LAPTOP/1 location=A1 hold=quality => !bad_value\n"
                     "receive LAPTOP/1 location=A1 package=P => !bad_value\n"
                     "scrap LAPTOP/1 reason= => !missing_field"},
};

/* ---- reading a story ---- */

struct step {
    char text[256];
    char command[32], who[128], expect[64], where[32];
    struct command c;
    struct command_row rows[8];
    char names[8][2][64];
};

static struct str word(const char *z)
{
    return str_of(z);
}

static void name_units(struct step *s, char *who)
{
    char *slash = strchr(who, '/');
    if (!slash)
        return;
    *slash = '\0';
    char *save = NULL;
    for (char *serial = strtok_r(slash + 1, ",", &save); serial; serial = strtok_r(NULL, ",", &save)) {
        size_t i = s->c.row_count++;
        snprintf(s->names[i][0], 64, "%.60s", who);
        snprintf(s->names[i][1], 64, "%.60s", serial);
        s->rows[i] = (struct command_row){.row = (int)i + 1,
                                          .ref = {.product = word(s->names[i][0]), .serial = word(s->names[i][1])}};
    }
    s->c.rows = s->rows;
    s->c.single = s->c.row_count == 1;
}

static void set_field(struct company *co, struct step *s, char *name, char *value)
{
    struct {
        const char *name;
        struct str *at;
    } fields[] = {
        {"location", &s->c.shared.location},
        {"party", &s->c.shared.party},
        {"order", &s->c.shared.order},
        {"lot", &s->c.shared.lot},
        {"package", &s->c.package},
        {"hold", &s->c.hold},
        {"reason", &s->c.reason},
        {"count", &s->c.count},
        {"verdict", &s->c.choice},
        {"outcome", &s->c.choice},
        {"condition", &s->c.choice},
        {"serial_new", &s->c.new_serial},
    };
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++)
        if (strcmp(fields[i].name, name) == 0)
            *fields[i].at = word(value);
    if (strcmp(name, "expires") == 0)
        s->c.shared.expires = co->now + atoi(value) * COMPANY_DAY;
    if (strcmp(name, "parent") == 0) {
        char *slash = strchr(value, '/');
        *slash = '\0';
        s->c.has_parent = true;
        s->c.parent = (struct unit_ref){.product = word(value), .serial = word(slash + 1)};
    }
}

/* The id of the last event of the unit that the step names. */
static struct id last_event(struct company *co, struct unit *u)
{
    struct query *q = db_query_text(co->db, STR("SELECT id FROM event WHERE seq = ?1"));
    struct id id = {0};
    query_int(q, 1, u->last_seq);
    assert_int_equal(query_step(q), DB_ROW);
    memcpy(id.bytes, query_col_str(q, 0).ptr, sizeof id.bytes);
    query_end(q);
    return id;
}

static bool find_unit(struct company *co, const struct step *s, struct unit *ret)
{
    struct product p;
    if (s->c.row_count == 0 || store_product_by_sku(co->db, co->arena, s->rows[0].ref.product, &p) != DB_ROW)
        return false;
    return store_unit_by_serial(co->db, co->arena, p.id, s->rows[0].ref.serial, ret) == DB_ROW;
}

static void read_step(struct company *co, const char *line, size_t len, struct step *s)
{
    memset(s, 0, sizeof *s);
    snprintf(s->text, sizeof s->text, "%.*s", (int)len, line);
    static char scratch[256];
    snprintf(scratch, sizeof scratch, "%s", s->text);
    char *arrow = strstr(scratch, "=>");
    assert_non_null(arrow);
    *arrow = '\0';
    sscanf(arrow + 2, "%63s %31s", s->expect, s->where);
    char *save = NULL, *token = strtok_r(scratch, " ", &save);
    snprintf(s->command, sizeof s->command, "%s", token);
    snprintf(s->who, sizeof s->who, "%s", strtok_r(NULL, " ", &save));
    bool whole = strcmp(s->command, "whole") == 0;
    if (whole)
        snprintf(s->command, sizeof s->command, "%s", strtok_r(NULL, " ", &save));
    static struct str child;
    static char who[128];
    snprintf(who, sizeof who, "%s", s->who);
    if (whole) {
        s->rows[0] = (struct command_row){.row = 1, .package = word(s->who)};
        s->c.rows = s->rows;
        s->c.row_count = 1;
    } else {
        name_units(s, who);
    }
    if (strcmp(s->command, "nest") == 0) {
        child = word(s->who);
        s->c.packages = &child;
        s->c.package_count = 1;
        snprintf(s->command, sizeof s->command, "pack");
    }
    while ((token = strtok_r(NULL, " ", &save))) {
        char *equals = strchr(token, '=');
        assert_non_null(equals);
        *equals = '\0';
        set_field(co, s, token, equals + 1);
    }
}

static void check_unit(struct company *co, const struct step *s)
{
    struct unit u = {.status = STATUS_NONE};
    struct location l;
    struct party p;
    if (s->expect[0] == '\0' || !find_unit(co, s, &u)) {
        if (s->expect[0] && s->expect[0] != '!' && strcmp(s->expect, "none") != 0)
            fail_msg("%s: no such unit", s->text);
        return;
    }
    if (!unit_place_valid(&u))
        fail_msg("%s: neither here nor there", s->text);
    if (s->expect[0] == '!')
        return;
    if (strcmp(s->expect, status_names[u.status]) != 0)
        fail_msg("%s: it is %s", s->text, status_names[u.status]);
    if (s->where[0] == '@' &&
        (store_location_by_id(co->db, co->arena, u.location_id, &l) != DB_ROW || !str_is(l.code, s->where + 1)))
        fail_msg("%s: it is not there", s->text);
    if (s->where[0] == '~' &&
        (store_party_by_id(co->db, co->arena, u.party_id, &p) != DB_ROW || !str_is(p.code, s->where + 1)))
        fail_msg("%s: it is not with them", s->text);
}

static void prepare(struct company *co, struct step *s)
{
    struct unit u;
    s->c.id = company_id(co);
    if (strcmp(s->command, "undo") == 0) {
        assert_true(find_unit(co, s, &u));
        s->c.undo = last_event(co, &u);
        s->c.reason = STR("mistake");
        s->c.row_count = 0;
        snprintf(s->command, sizeof s->command, "correct");
    }
    int code = lifecycle_command_by_name(word(s->command));
    assert_true(code >= 0);
    s->c.code = (enum command_code)code;
}

static void play(struct company *co, const char *line, size_t len)
{
    static struct step s;
    read_step(co, line, len, &s);
    if (strcmp(s.command, "look") != 0) {
        size_t rows = s.c.row_count;
        struct refusal r;
        prepare(co, &s);
        enum refusal_code code = company_do(co, &s.c, NULL, &r);
        const char *wanted = s.expect[0] == '!' ? s.expect + 1 : "ok";
        if (strcmp(refusal_texts[code].name, wanted) != 0)
            fail_msg("%s: %s: %.*s", s.text, refusal_texts[code].name, STR_ARG(r.detail));
        if (code != REFUSED_NOT && r.detail.len == 0)
            fail_msg("%s: the refusal says nothing", s.text);
        s.c.row_count = rows;
    }
    check_unit(co, &s);
    company_forget(co);
}

/* stock counts = counted units, always */
static void check_stock(struct company *co)
{
    struct query *q = db_query_text(
        co->db,
        STR("SELECT count(*) FROM (SELECT product_id, location_id, status, count(*) AS n FROM unit WHERE location_id "
            "IS NOT "
            "NULL GROUP BY 1, 2, 3 EXCEPT SELECT product_id, location_id, status, quantity FROM stock) UNION ALL "
            "SELECT "
            "count(*) FROM (SELECT product_id, location_id, status, quantity FROM stock WHERE quantity > 0 EXCEPT "
            "SELECT "
            "product_id, location_id, status, count(*) FROM unit WHERE location_id IS NOT NULL GROUP BY 1, 2, 3)"));
    while (query_step(q) == DB_ROW)
        assert_int_equal(query_col_int(q, 0), 0);
    query_end(q);
}

static void tell(void **state)
{
    const struct story *story = *state;
    struct company co;
    company_open(&co);
    for (const char *at = story->steps; *at;) {
        size_t len = strcspn(at, "\n");
        play(&co, at, len);
        at += len + (at[len] == '\n');
    }
    check_stock(&co);
    company_close(&co);
}

/* ---- many ---- */

/* A thousand units with a history together: what they were before is read within the memory of one request. */
static void undo_many(void **state)
{
    (void)state;
    enum { UNITS = LIMIT_EVENT_UNITS, MOVES = 12 };
    static struct command_row rows[UNITS];
    static char serials[UNITS][16];
    struct command_result result;
    struct company co;
    company_open(&co);
    for (int i = 0; i < UNITS; i++) {
        snprintf(serials[i], sizeof serials[i], "S%05d", i);
        rows[i] = (struct command_row){.row = i + 1, .ref = {.product = STR("LAPTOP"), .serial = str_of(serials[i])}};
    }
    struct command c = {.code = COMMAND_RECEIVE, .rows = rows, .row_count = UNITS, .shared.location = STR("A1")};
    for (int i = 0; i <= MOVES; i++) {
        c.id = company_id(&co);
        assert_int_equal(company_do(&co, &c, NULL, NULL), REFUSED_NOT);
        company_forget(&co);
        c.code = COMMAND_MOVE;
        c.shared.location = i % 2 ? STR("A1") : STR("A2");
    }
    struct command undo = {.id = company_id(&co), .code = COMMAND_CORRECT, .undo = c.id, .reason = STR("mistake")};
    assert_int_equal(company_do(&co, &undo, &result, NULL), REFUSED_NOT);
    assert_int_equal(result.unit_count, UNITS);
    assert_true(arena_used(co.arena) < 32 * 1024 * 1024);
    struct unit u;
    struct location l;
    assert_int_equal(store_unit_by_serial(co.db, co.arena, 1, STR("S00999"), &u), DB_ROW);
    assert_int_equal(store_location_by_id(co.db, co.arena, u.location_id, &l), DB_ROW);
    assert_true(str_is(l.code, "A2")); /* the last move was to A1 */
    check_stock(&co);
    company_close(&co);
}

/* The id of a later event of a big command is no id of a command. */
static void id_of_a_part(void **state)
{
    (void)state;
    enum { UNITS = LIMIT_EVENT_UNITS + 1 };
    static struct command_row rows[UNITS];
    static char serials[UNITS][16];
    struct command_result first, again;
    struct company co;
    company_open(&co);
    for (int i = 0; i < UNITS; i++) {
        snprintf(serials[i], sizeof serials[i], "S%05d", i);
        rows[i] = (struct command_row){.row = i + 1, .ref = {.product = STR("LAPTOP"), .serial = str_of(serials[i])}};
    }
    struct command c = {
        .id = company_id(&co), .code = COMMAND_RECEIVE, .rows = rows, .row_count = UNITS, .shared.location = STR("A1")};
    assert_int_equal(company_do(&co, &c, &first, NULL), REFUSED_NOT);
    assert_int_equal(first.event_count, 2);
    assert_int_equal(company_do(&co, &c, &again, NULL), REFUSED_NOT);
    assert_true(again.replayed && again.event_count == 2 && again.unit_count == UNITS);
    c.id = first.events[1].id;
    assert_int_equal(company_do(&co, &c, NULL, NULL), REFUSED_ID_REUSED);
    company_close(&co);
}

/* Memory ends in the middle: texts that did not fit must not be taken for empty ones, and nobody else is told "no". */
static void too_little_memory(void **state)
{
    (void)state;
    enum { UNITS = 64, TEXT = 4000 };
    static struct command_row rows[UNITS];
    static char serials[UNITS][16], attributes[TEXT];
    struct refusal refusal;
    struct company co;
    company_open(&co);
    snprintf(attributes, sizeof attributes, "{\"note\":\"%0*d\"}", TEXT - 20, 1);
    for (int i = 0; i < UNITS; i++) {
        snprintf(serials[i], sizeof serials[i], "S%05d", i);
        rows[i] = (struct command_row){.row = i + 1,
                                       .ref = {.product = STR("LAPTOP"), .serial = str_of(serials[i])},
                                       .attributes = str_of(attributes)};
    }
    struct command c = {
        .id = company_id(&co), .code = COMMAND_RECEIVE, .rows = rows, .row_count = UNITS, .shared.location = STR("A1")};
    assert_int_equal(company_do(&co, &c, NULL, NULL), REFUSED_NOT);
    writer_settle(co.writer);
    int64_t last = writer_last_seq(co.writer);
    for (int i = 0; i < UNITS; i++)
        rows[i].attributes = (struct str){0};
    for (size_t limit = 40000; limit < 400000; limit += 7001) {
        arena_free(co.arena);
        co.arena = arena_new(limit);
        c = (struct command){.id = company_id(&co),
                             .code = COMMAND_CORRECT,
                             .rows = rows,
                             .row_count = UNITS,
                             .reason = STR("lot"),
                             .partial = true};
        rows[UNITS - 1].attributes = STR("{\"note\":\"new\"}");
        enum refusal_code code = company_do(&co, &c, NULL, &refusal);
        if (code == REFUSED_NOT)
            break;
        assert_int_equal(code, REFUSED_TOO_MANY);
        if (!db_far(co.db)) /* where it is far, a place that was taken is filled with what says that it was not used */
            assert_int_equal(writer_last_seq(co.writer), last);
    }
    arena_free(co.arena);
    co.arena = arena_new(0);
    struct unit u;
    assert_int_equal(store_unit_by_serial(co.db, co.arena, 1, STR("S00000"), &u), DB_ROW);
    assert_true(str_eq(u.attributes, str_of(attributes)));
    assert_int_equal(store_unit_by_serial(co.db, co.arena, 1, str_of(serials[UNITS - 1]), &u), DB_ROW);
    assert_true(str_is(u.attributes, "{\"note\":\"new\"}")); /* with enough of it, it was done */
    company_close(&co);
}

int main(void)
{
    enum { N = sizeof stories / sizeof stories[0] };
    struct CMUnitTest tests[N + 3] = {[N] = cmocka_unit_test(undo_many),
                                      [N + 1] = cmocka_unit_test(id_of_a_part),
                                      [N + 2] = cmocka_unit_test(too_little_memory)};
    for (size_t i = 0; i < N; i++)
        tests[i] = (struct CMUnitTest){
            .name = stories[i].name, .test_func = tell, .initial_state = (void *)(uintptr_t)&stories[i]};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
