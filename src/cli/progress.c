#include "cli/progress.h"

enum { BAR = 30, STEP_UNKNOWN = 1000 };

void cli_progress_start(struct cli *cli, struct cli_progress *p, const char *what)
{
    bool shown = cli->term.tty_errors && !cli_given(cli, "quiet");
    *p = (struct cli_progress){shown ? cli->err : NULL, what, -1};
}

static void bar(FILE *to, int percent)
{
    for (int i = 0; i < BAR; i++)
        fputs(i < percent * BAR / 100 ? "█" : "░", to);
}

void cli_progress_step(struct cli_progress *p, int64_t done, int64_t total)
{
    int percent = total > 0 ? (int)(done * 100 / total) : (int)(done / STEP_UNKNOWN);
    if (!p->to || percent == p->last_percent)
        return;
    p->last_percent = percent;
    fprintf(p->to, "\r%s ", p->what);
    if (total > 0) {
        bar(p->to, percent);
        fprintf(p->to, " %3d %%", percent);
    } else {
        fprintf(p->to, "%lld", (long long)done);
    }
    fflush(p->to);
}

void cli_progress_end(struct cli_progress *p)
{
    if (p->to && p->last_percent >= 0) {
        fputs("\r\033[K", p->to);
        fflush(p->to);
    }
}
