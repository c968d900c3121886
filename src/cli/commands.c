/*
 * commands: the one table of what `serno` can do. A command's file gives its options and run function; help, the man page and
 * completion are made from what stands here.
 */
#include "cli/backup.h"
#include "cli/cli.h"
#include "cli/completion.h"
#include "cli/database.h"
#include "cli/demo.h"
#include "cli/do.h"
#include "cli/doctor.h"
#include "cli/export.h"
#include "cli/gs1.h"
#include "cli/help.h"
#include "cli/history.h"
#include "cli/import.h"
#include "cli/init.h"
#include "cli/key.h"
#include "cli/label.h"
#include "cli/ledger.h"
#include "cli/link.h"
#include "cli/login.h"
#include "cli/man.h"
#include "cli/migrate_engine.h"
#include "cli/package.h"
#include "cli/print.h"
#include "cli/resource.h"
#include "cli/scan.h"
#include "cli/serve.h"
#include "cli/stock.h"
#include "cli/trace.h"
#include "cli/unit.h"
#include "cli/user.h"

static int version(struct cli *cli)
{
    fprintf(cli->out, "serno %s\n", SERNO_VERSION);
    return CLI_OK;
}

static int help(struct cli *cli)
{
    const struct cli_command *table = cli_commands, *c = NULL;
    struct str path = STR("");
    for (size_t i = 0; i < cli->args.operand_count; i++) {
        c = cli_command_find(table, cli_operand(cli, i));
        if (!c)
            return cli_fail(cli, CLI_USAGE, "There is no command '%.*s%s%.*s'.", STR_ARG(path), path.len ? " " : "",
                            STR_ARG(cli_operand(cli, i)));
        path = arena_fmt(cli->arena, "%.*s%s%s", STR_ARG(path), path.len ? " " : "", c->name);
        table = cli_subs(c, cli->arena);
    }
    if (c)
        cli_help_command(cli, cli->out, path, c);
    else
        cli_help_overview(cli, cli->out);
    return CLI_OK;
}

const struct cli_command cli_commands[] = {
    {.name = "serve",
     .summary = "Start the server",
     .about = "It runs in the foreground until SIGTERM or SIGINT. A new database gets a user admin, whose one-time "
              "password is printed. "
              "One server holds a database at a time.",
     .examples = {"serno serve --db serno.db",
                  "serno serve --db serno.db --address 0.0.0.0 --cert cert.pem --key key.pem"},
     .options = cli_serve_options,
     .run = cli_serve},
    {.name = "init",
     .summary = "Make a new database and print the one-time password of admin",
     .examples = {"serno init --db serno.db"},
     .options = cli_init_options,
     .run = cli_init},
    {.name = "demo",
     .summary = "Make a new database with a company to try things on",
     .about = "A distributor and repairer of electronics with two years of history, in which every command is used. "
              "The same seed gives "
              "the same company. A database that holds events is left alone.",
     .examples = {"serno demo --db demo.db", "serno demo --db small.db --units 2000 --seed 7 --verbose"},
     .options = cli_demo_options,
     .run = cli_demo},
    {.name = "login",
     .summary = "Sign in at a server and remember it",
     .about = "Name and password are asked for, or read from standard input. The session's token is kept in "
              "~/.config/serno/config, "
              "and from then on that server is asked.",
     .examples = {"serno login --url https://serno.example",
                  "serno login --url http://127.0.0.1:8080 --name mia < password"},
     .options = cli_login_options,
     .run = cli_login},
    {.name = "logout",
     .summary = "End the session and forget its token",
     .examples = {"serno logout"},
     .options = cli_logout_options,
     .run = cli_logout},
    {.name = "product",
     .summary = "Products: kinds of things",
     .examples = {"serno product add CAM-4K --name \"Camera 4K\""},
     .subs = cli_product_commands},
    {.name = "lot",
     .summary = "Lots: batches of a product",
     .examples = {"serno lot list --product CAM-4K"},
     .subs = cli_lot_commands},
    {.name = "location",
     .summary = "Locations: the tree of places",
     .examples = {"serno location add BER --kind site --name Berlin"},
     .subs = cli_location_commands},
    {.name = "party",
     .summary = "Parties: customers, suppliers, carriers and staff",
     .examples = {"serno party list --kind supplier"},
     .subs = cli_party_commands},
    {.name = "numbering",
     .summary = "Numbering schemes, and issuing numbers by them",
     .about = "A pattern is text with {seq:6}, {random:10}, {yyyy} {yy} {mm} {dd} {ddd} {ww}, {sku} {site} {lot}, and "
              "check characters "
              "{check:mod10}, {check:luhn}, {check:mod37_36}.",
     .examples = {"serno numbering add CAM --name Cameras --pattern 'C{yy}-{seq:6}' --restart year",
                  "serno numbering issue --product CAM-4K --count 100"},
     .subs = cli_numbering_commands},
    {.name = "pool",
     .summary = "Pools: blocks of numbers for lines, suppliers and sites",
     .examples = {"serno pool list"},
     .subs = cli_pool_commands},
    {.name = "do",
     .summary = "Do something with units: every command of the life cycle",
     .about = "Units are named by serials (with --product) or by any number that only one unit bears. All of them are "
              "done, or with a "
              "refusal none; more than 100,000 are sent in parts, each of them all or nothing.",
     .examples = {"serno do receive --product CAM-4K --location BER-A1 --serials SN001..SN100",
                  "serno do move SN001 --location BER-B2"},
     .make_subs = cli_do_commands},
    {.name = "scan",
     .summary = "What is this? Any number: of a unit, place, package, product, party or order",
     .operands = "CODE",
     .operands_min = 1,
     .operands_max = 1,
     .examples = {"serno scan SN001", "serno scan 356938035643809"},
     .flags = CLI_CONNECTS | CLI_SHOWS,
     .run = cli_scan},
    {.name = "label",
     .summary = "Labels: templates, and labels drawn as PDF, PNG, SVG or ZPL",
     .examples = {"serno label render avery-l7159-unit -p CAM-4K CAM-00001..CAM-00024 -o labels.pdf"},
     .subs = cli_label_commands},
    {.name = "link",
     .summary = "Links: addresses on labels, what strangers report there, keys",
     .examples = {"serno link show CAM-00001", "serno link reports --state waiting"},
     .subs = cli_link_commands},
    {.name = "printer",
     .summary = "Printers: make them, ask how they are",
     .examples = {"serno printer add goods-in --kind raw9100 --host 192.0.2.17 --confirm status"},
     .subs = cli_printer_commands},
    {.name = "print",
     .summary = "Print jobs: labels on paper, each exactly once, and read back",
     .examples = {"serno print new goods-in -p CAM-4K CAM-00001..CAM-00020"},
     .subs = cli_print_commands},
    {.name = "gs1",
     .summary = "Judge what scanners read: GS1, EPC, HIBC and more, one a line, in JSON",
     .operands = "[SCAN...]",
     .operands_max = -1,
     .about = "Without operands they are read from standard input, one a line: what scanners give (with symbology "
              "identifiers, and the separator as the byte 0x1D or written {GS}, <GS>, ^] or \\x1d), element strings in "
              "brackets, "
              "Digital Links, EPC URIs and the memory of RFID tags, ISO/IEC 15434 messages, HIBC and ISBT 128. Each is "
              "answered by one line: the carrier, its fields and elements, or the rule that is broken, by which AI, at "
              "which byte, and a sentence. Exit code 1 when one was refused.",
     .examples = {"serno gs1 '(01)09506000134352(21)ABC'", "serno gs1 --to canonical < scans.txt",
                  "serno gs1 --to hex --company-prefix 0614141 '(01)80614141123458(21)6789'"},
     .options = cli_gs1_options,
     .run = cli_gs1},
    {.name = "unit",
     .summary = "Units: list them, show one and what is in it",
     .examples = {"serno unit show SN001"},
     .subs = cli_unit_commands},
    {.name = "package",
     .summary = "Packages: what is in them",
     .examples = {"serno package show BOX-12"},
     .subs = cli_package_commands},
    {.name = "history",
     .summary = "Everything that happened to a unit, newest first",
     .operands = "[SERIAL]",
     .operands_max = 1,
     .examples = {"serno history SN001", "serno history SN001 --product CAM-4K --all"},
     .more = cli_unit_naming,
     .flags = CLI_CONNECTS | CLI_SHOWS | CLI_LISTS,
     .run = cli_history},
    {.name = "trace",
     .summary = "Where a unit went and what it is made of; or every unit that a lot, supplier or date covers",
     .operands = "[SERIAL]",
     .operands_max = 1,
     .about = "With a serial: what the unit went into and who had it, or with --backward what it is made of, any "
              "number of levels deep. "
              "Without one: every unit that the filters cover, where it is and who has it.",
     .examples = {"serno trace DISK-1", "serno trace SERVER-9 --backward",
                  "serno trace --product DISK-2T --lot L2026-11",
                  "serno trace --supplier SUP-7 --received-from 2026-01-01 --received-to 2026-03-31 --all --csv"},
     .options = cli_trace_options,
     .more = cli_unit_filters,
     .flags = CLI_CONNECTS | CLI_SHOWS | CLI_LISTS,
     .run = cli_trace},
    {.name = "stock",
     .summary = "How many units there are, by product, place and status",
     .examples = {"serno stock --by product --status in_stock", "serno stock --location BER --by product,status"},
     .options = cli_stock_options,
     .flags = CLI_CONNECTS | CLI_SHOWS | CLI_LISTS,
     .run = cli_stock},
    {.name = "import",
     .summary = "Take in products, locations, parties or units from a CSV file",
     .operands = "FILE",
     .operands_min = 1,
     .operands_max = 1,
     .about = "Columns are known by their headers, also those of other programs; - is standard input. Exit code 1 when "
              "there are bad rows.",
     .examples = {"serno import units.csv --kind units --dry-run",
                  "serno import units.csv --kind units --mode good --rejects bad.csv"},
     .options = cli_import_options,
     .flags = CLI_CONNECTS | CLI_SHOWS,
     .run = cli_import},
    {.name = "export",
     .summary = "Print whole lists, for other programs",
     .examples = {"serno export units --csv > units.csv"},
     .make_subs = cli_export_commands},
    {.name = "user",
     .summary = "Users: who may sign in, and what they may",
     .examples = {"serno user add mia --roles operator"},
     .subs = cli_user_commands},
    {.name = "key",
     .summary = "API keys: tokens for programs",
     .examples = {"serno key add web-shop --roles support"},
     .subs = cli_key_commands},
    {.name = "ledger",
     .summary = "The ledger: verify it, its root, proofs",
     .examples = {"serno ledger verify --db serno.db"},
     .subs = cli_ledger_commands},
    {.name = "doctor",
     .summary = "Replay the ledger into an empty database and compare: is everything as it must be?",
     .about = "It only reads, also beside a running server, and needs about as much room on the disk as the database. "
              "Exit code 5 when "
              "something is wrong.",
     .examples = {"serno doctor --db serno.db"},
     .options = cli_doctor_options,
     .run = cli_doctor},
    {.name = "backup",
     .summary = "Copy the database into a file, also while a server works on it",
     .operands = "FILE",
     .operands_min = 1,
     .operands_max = 1,
     .about = "Beside the file comes FILE.json, which says what it holds. Both are needed for restore.",
     .examples = {"serno backup --db serno.db serno-2026-11-23.backup"},
     .options = cli_backup_options,
     .run = cli_backup},
    {.name = "restore",
     .summary = "Make a database from a backup, where there is none yet",
     .operands = "FILE",
     .operands_min = 1,
     .operands_max = 1,
     .about = "A backup that was changed in any way is refused.",
     .examples = {"serno restore serno-2026-11-23.backup --db serno.db"},
     .options = cli_backup_options,
     .run = cli_restore},
    {.name = "database",
     .summary = "A PostgreSQL database and the role that works with it",
     .examples = {"serno database prepare --db postgresql://owner@db.example/serno --role serno_app"},
     .subs = cli_database_commands},
    {.name = "migrate-engine",
     .summary = "Carry everything over into a new database, of the same or another engine",
     .about = "The old database is only read and stays as it was. The new one must be empty; until all is copied and "
              "checked (rows, ledger, root, replay) it cannot be used.",
     .examples = {"serno migrate-engine --from serno.db --to postgresql://serno@db.example/serno",
                  "serno migrate-engine --from postgresql://serno@db.example/serno --to serno.db"},
     .options = cli_migrate_engine_options,
     .run = cli_migrate_engine},
    {.name = "completion",
     .summary = "Print the completion script for a shell",
     .operands = "bash",
     .operands_min = 1,
     .operands_max = 1,
     .examples = {"source <(serno completion bash)"},
     .run = cli_completion},
    {.name = "man",
     .summary = "Print the manual page",
     .examples = {"serno man | man -l -"},
     .options = cli_man_options,
     .run = cli_man},
    {.name = "help",
     .summary = "Say how a command is used",
     .operands = "[COMMAND...]",
     .operands_max = -1,
     .examples = {"serno help do receive"},
     .run = help},
    {.name = "version", .summary = "Say which version it is", .examples = {"serno version"}, .run = version},
    {0},
};
