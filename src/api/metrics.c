/*
 * metrics: counters in the text form that Prometheus reads. A row of the table is a metric; all figures are gathered first.
 */
#include <stddef.h>
#include <stdio.h>
#include <unistd.h>

#include "api/handlers.h"
#include "api/reply.h"
#include "api/state.h"

struct figures {
    struct http_stats http;
    struct writer_stats writer;
    uint64_t events, memory_bytes, uptime_s, listeners, exports, hashes_queued, background_queued, queued;
    uint64_t connections;
    struct printing_stats printing;
    uint64_t printers;
};

static const struct metric {
    const char *name, *type, *help;
    size_t at;
    double scale; /* of the number; 0: as it is */
} metrics[] = {
#define FIGURE(name, type, field, help)                                                                                \
    {                                                                                                                  \
        name, type, help, offsetof(struct figures, field), 0                                                           \
    }
#define SECONDS(name, field, help)                                                                                     \
    {                                                                                                                  \
        name, "counter", help, offsetof(struct figures, field), 1e-9                                                   \
    }
    FIGURE("serno_uptime_seconds", "gauge", uptime_s, "Since the server started."),
    FIGURE("serno_ledger_events", "gauge", events, "Events in the ledger."),
    FIGURE("serno_memory_resident_bytes", "gauge", memory_bytes, "Memory that the process holds."),
    FIGURE("serno_http_connections", "gauge", connections, "Open connections."),
    FIGURE("serno_http_requests_total", "counter", http.requests, "Requests read."),
    FIGURE("serno_http_bytes_in_total", "counter", http.bytes_in, "Bytes of requests."),
    FIGURE("serno_http_bytes_out_total", "counter", http.bytes_out, "Bytes of replies."),
    FIGURE("serno_http_guard_refusals_total", "counter", http.guard_refusals, "Requests of a forbidden form."),
    FIGURE("serno_http_deadline_closures_total", "counter", http.deadline_closures,
           "Connections closed for being too slow."),
    FIGURE("serno_writer_commits_total", "counter", writer.commits, "Groups committed."),
    FIGURE("serno_writer_jobs_total", "counter", writer.jobs, "Writes asked for."),
    FIGURE("serno_writer_refused_total", "counter", writer.refused, "Writes refused by a rule."),
    FIGURE("serno_writer_failed_total", "counter", writer.failed, "Writes that failed."),
    SECONDS("serno_writer_commit_seconds_total", writer.commit_ns, "Time spent in commits."),
    SECONDS("serno_writer_run_seconds_total", writer.run_ns, "Time spent in groups, commits included."),
    SECONDS("serno_writer_checkpoint_seconds_total", writer.checkpoint_ns, "Time spent in checkpoints."),
    FIGURE("serno_writer_queued", "gauge", queued, "Writes that wait."),
    FIGURE("serno_stream_listeners", "gauge", listeners, "Listeners of /v1/stream."),
    FIGURE("serno_exports", "gauge", exports, "Exports under way."),
    FIGURE("serno_password_hashes_queued", "gauge", hashes_queued, "Sign-ins that wait."),
    FIGURE("serno_printers_driven", "gauge", printers, "Printers that are printing now."),
    FIGURE("serno_labels_printed_total", "counter", printing.printed, "Labels that came out."),
    FIGURE("serno_labels_uncertain_total", "counter", printing.uncertain, "Labels that a person has to decide on."),
    FIGURE("serno_printer_troubles_total", "counter", printing.troubles, "Problems of printers."),
    FIGURE("serno_background_queued", "gauge", background_queued, "Slow requests that wait."),
};

static uint64_t resident_bytes(void)
{
    unsigned long total = 0, resident = 0;
    FILE *f = fopen("/proc/self/statm", "re");
    if (!f)
        return 0;
    if (fscanf(f, "%lu %lu", &total, &resident) != 2) // NOLINT(cert-err34-c): the kernel writes it
        resident = 0;
    fclose(f);
    return resident * (uint64_t)sysconf(_SC_PAGESIZE);
}

static void gather(struct call *call, struct figures *f)
{
    struct app *app = call->app;
    *f = (struct figures){.uptime_s = (uint64_t)((api_ctx(call)->now - app->started_at) / 1000),
                          .events = (uint64_t)writer_last_seq(app->writer),
                          .memory_bytes = resident_bytes(),
                          .listeners = (uint64_t)stream_listeners(app->hub),
                          .exports = (uint64_t)atomic_load(&app->exports),
                          .hashes_queued = (uint64_t)workers_queued(app->hashers),
                          .background_queued = (uint64_t)workers_queued(app->background)};
    writer_stats(app->writer, &f->writer);
    if (app->http)
        http_server_stats(app->http, &f->http);
    printing_stats(app->printing, &f->printing);
    f->printers = f->printing.driving;
    f->queued = f->writer.queued;
    f->connections = f->http.connections;
}

static void print(struct buf *out, const struct metric *m, const struct figures *f)
{
    uint64_t n;
    memcpy(&n, (const char *)f + m->at, sizeof n);
    buf_fmt(out, "# HELP %s %s\n# TYPE %s %s\n", m->name, m->help, m->name, m->type);
    if (m->scale > 0)
        buf_fmt(out, "%s %.6f\n", m->name, (double)n * m->scale);
    else
        buf_fmt(out, "%s %llu\n", m->name, (unsigned long long)n);
}

static void print_classes(struct buf *out, const struct http_stats *http)
{
    buf_z(out,
          "# HELP serno_http_replies_total Replies by class of status.\n# TYPE serno_http_replies_total counter\n");
    for (int i = 1; i <= 5; i++)
        buf_fmt(out, "serno_http_replies_total{class=\"%dxx\"} %llu\n", i,
                (unsigned long long)http->replies_by_class[i]);
}

enum http_outcome api_metrics(struct call *call)
{
    struct figures f;
    struct buf body = {0};
    gather(call, &f);
    for (size_t i = 0; i < sizeof metrics / sizeof metrics[0]; i++)
        print(&body, &metrics[i], &f);
    print_classes(&body, &f.http);
    buf_fmt(&body,
            "# HELP serno_build_info The running version.\n# TYPE serno_build_info "
            "gauge\nserno_build_info{version=\"%s\"} 1\n",
            SERNO_VERSION);
    return api_reply_bytes(call, 200, "text/plain; version=0.0.4; charset=utf-8", &body);
}
