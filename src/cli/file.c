#include "cli/file.h"

#include <errno.h>
#include <string.h>

enum { STEP = 1 << 20 };

static bool failed(struct cli *cli, const char *verb, const char *path)
{
    char why[128];
    cli_fail(cli, CLI_FAILED, "Cannot %s %s: %s.", verb, path, strerror_r(errno, why, sizeof why));
    return false;
}

bool cli_file_read(struct cli *cli, const char *path, struct buf *out)
{
    bool standard = strcmp(path, "-") == 0;
    FILE *f = standard ? stdin : fopen(path, "rbe");
    if (!f)
        return failed(cli, "read", path);
    for (size_t n = 1; n > 0; out->len += n) {
        buf_reserve(out, STEP);
        n = fread(out->ptr + out->len, 1, STEP, f);
    }
    bool ok = !ferror(f);
    if (!ok)
        failed(cli, "read", path);
    if (!standard)
        fclose(f);
    return ok;
}

FILE *cli_file_create(struct cli *cli, const char *path)
{
    FILE *f = strcmp(path, "-") == 0 ? cli->out : fopen(path, "wbe");
    if (!f)
        failed(cli, "write", path);
    return f;
}

bool cli_file_close(struct cli *cli, FILE *f, const char *path)
{
    if (f == cli->out)
        return true; /* cli_main looks after it */
    bool ok = !ferror(f);
    ok = fclose(f) == 0 && ok;
    return ok || failed(cli, "write", path);
}
