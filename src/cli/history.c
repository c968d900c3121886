#include "cli/history.h"

#include "cli/unit.h"

static const struct cli_column columns[] = {
    {"Time", "time", CELL_TIME},
    {"Command", "command"},
    {"", "choice"},
    {"Status", "status", CELL_STATUS},
    {"Location", "location"},
    {"Party", "party"},
    {"Order", "order"},
    {"Inside", "parent_serial"},
    {"Package", "package"},
    {"Lot", "lot"},
    {"Hold", "hold"},
    {"Carried", "carried", CELL_YES},
    {"Reason", "reason"},
    {"Note", "note"},
    {"Actor", "actor"},
    {"Device", "device"},
    {"Event", "seq", CELL_NUMBER},
    {0},
};

int cli_history(struct cli *cli)
{
    int64_t id = 0;
    int code = cli_unit_find(cli, &id);
    if (code)
        return code;
    struct str path = arena_fmt(cli->arena, "/v1/units/%lld/history", (long long)id);
    return cli_show_list(cli, path, columns, "events");
}
