/*
 * bench: `serno bench`, the options of src/cli/bench/.
 */
#include "cli/bench.h"

#include "cli/bench/bench.h"

static const char *const parts[] = {"receive", "scans", "look-ups"};

const struct cli_option cli_bench_options[] = {
    {.name = "units", .value = "N", .says = "thousands of units held; usually 1000", .kind = CLI_INT},
    {.name = "seconds", .value = "N", .says = "how long each measurement over HTTP lasts; usually 5", .kind = CLI_INT},
    {.name = "only", .value = "PART", .says = "measure only this", .names = parts, .name_count = 3},
    {.name = "dir",
     .value = "FOLDER",
     .says = "where the databases are made; usually TMPDIR or /tmp",
     .kind = CLI_FILE},
    {.name = "json", .value = "FILE", .says = "keep the figures as JSON", .kind = CLI_FILE},
    {0},
};

static int64_t number(const struct cli *cli, const char *name, int64_t usual)
{
    int64_t n = usual;
    str_int64(cli_value(cli, name), &n);
    return n;
}

int cli_bench(struct cli *cli)
{
    int64_t units = number(cli, "units", 1000), seconds = number(cli, "seconds", 5);
    if (units < 1 || units > 100000 || seconds < 1 || seconds > 3600)
        return cli_fail(cli, CLI_USAGE, "--units is 1 to 100000 (thousands), --seconds 1 to 3600.");
    const struct bench_options o = {.units = (int)units,
                                    .seconds = (double)seconds,
                                    .dir = cli_value_z(cli, "dir"),
                                    .only = cli_value_z(cli, "only"),
                                    .out = cli->out,
                                    .json = cli_value_z(cli, "json")};
    return bench_run(&o);
}
