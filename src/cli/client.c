#include "cli/client.h"

#include <assert.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/config.h"
#include "cli/lock.h"
#include "cli/problem.h"
#include "cli/times.h"
#include "cli/transport.h"

enum { WAIT_FOR_OTHERS_MS = 10000 };

struct client {
    struct transport *transport;
    const char *where;
};

/* ---- which way ---- */

/* "local:ana": what the ledger calls somebody who works on the database without signing in. It is a courtesy, not a proof: whoever
 * may write the file may write anything into it. */
static const char *local_user(struct cli *cli)
{
    struct passwd entry, *found = NULL;
    const char *name = cli_env(cli, "LOGNAME");
    if (name)
        return arena_fmt(cli->arena, "local:%s", name).ptr;
    char text[4096];
    if (getpwuid_r(geteuid(), &entry, text, sizeof text, &found) == 0 && found)
        return arena_fmt(cli->arena, "local:%s", found->pw_name).ptr;
    return arena_fmt(cli->arena, "local:%u", (unsigned)geteuid()).ptr;
}

static bool on_this_machine(const char *url)
{
    static const char *const hosts[] = {"http://127.0.0.1:", "http://[::1]:", "https://127.0.0.1:", "https://[::1]:"};
    for (size_t i = 0; i < sizeof hosts / sizeof hosts[0]; i++)
        if (strncmp(url, hosts[i], strlen(hosts[i])) == 0)
            return true;
    return false;
}

static int connect_http(struct cli *cli, struct client *c, const struct cli_target *target)
{
    char error[TRANSPORT_ERROR_MAX];
    c->where = target->url;
    c->transport = transport_http(target, error);
    return c->transport ? CLI_OK : cli_fail(cli, CLI_FAILED, "%s", error);
}

/* A server holds the database: ask it, if we may. */
static int connect_holder(struct cli *cli, struct client *c, const char *db, const struct cli_lock_holder *holder)
{
    struct cli_target server;
    int code;
    if (holder->url[0] == '\0')
        return cli_fail(cli, CLI_FAILED,
                        "Another serno command (process %ld) is working on %s; try again when it has ended.",
                        holder->pid, db);
    if (!cli_config_holder(cli, holder->url, &server, &code))
        return code;
    if (server.token && on_this_machine(server.url))
        return connect_http(cli, c, &server);
    return cli_fail(cli, CLI_NOT_ALLOWED,
                    "A server (process %ld) holds %s. Ask it: serno login --url %s\n"
                    "(or give --url and a token in SERNO_TOKEN).",
                    holder->pid, db, holder->url);
}

static int connect_local(struct cli *cli, struct client *c, const struct cli_target *target)
{
    char error[TRANSPORT_ERROR_MAX];
    struct cli_lock lock;
    struct cli_lock_holder holder;
    if (strstr(target->db, "://") == NULL && access(target->db, F_OK) != 0)
        return cli_fail(cli, CLI_FAILED,
                        target->db_named
                            ? "There is no database %s. Make one: serno init --db %s"
                            : "There is no database %s here. Name one with --db or SERNO_DB, a server with --url or "
                              "SERNO_URL,\nor make one: serno init --db %s",
                        target->db, target->db);
    enum cli_lock_result r = cli_lock_take(target->db, WAIT_FOR_OTHERS_MS, &lock, &holder, error, sizeof error);
    if (r == CLI_LOCK_HELD)
        return connect_holder(cli, c, target->db, &holder);
    if (r == CLI_LOCK_FAILED)
        return cli_fail(cli, CLI_FAILED, "%s", error);
    c->where = target->db;
    c->transport = transport_local(target->db, local_user(cli), &lock, error);
    return c->transport ? CLI_OK : cli_fail(cli, CLI_FAILED, "%s", error);
}

static int open_client(struct cli *cli)
{
    struct cli_target target;
    int code;
    if (cli->client)
        return CLI_OK;
    if (!cli_config_target(cli, &target, &code))
        return code;
    struct client *c = calloc(1, sizeof *c);
    if (!c)
        abort();
    code = target.url ? connect_http(cli, c, &target) : connect_local(cli, c, &target);
    if (code == CLI_OK)
        cli->client = c;
    else
        free(c);
    return code;
}

void cli_client_free(struct client *c)
{
    if (!c)
        return;
    c->transport->free(c->transport);
    free(c);
}

const char *cli_client_where(const struct cli *cli)
{
    return cli->client ? cli->client->where : "";
}

/* ---- asking ---- */

void cli_answer_free(struct cli_answer *a)
{
    json_free(a->json);
    buf_free(&a->body);
    *a = (struct cli_answer){0};
}

static void read_json(struct cli_answer *a)
{
    struct json_error error;
    struct str body = str_trim(buf_view(&a->body));
    if (body.len > 0 && (body.ptr[0] == '{' || body.ptr[0] == '['))
        a->json = json_parse(body, &error);
}

int cli_ask(struct cli *cli, const struct cli_request *r, struct cli_answer *ret)
{
    char error[TRANSPORT_ERROR_MAX] = "";
    struct cli_answer a = {0};
    int code = open_client(cli);
    if (code)
        return code;
    assert(cli->client && cli->client->transport);
    if (!cli->client->transport->send(cli->client->transport, r, &a, error)) {
        cli_answer_free(&a);
        cli->unsent = cli->client->transport->unsent;
        return cli_fail(cli, CLI_FAILED, "%s", error);
    }
    read_json(&a);
    if (a.status >= 200 && a.status < 300) {
        *ret = a;
        return CLI_OK;
    }
    code = cli_problem(cli, &a);
    cli_answer_free(&a);
    return code;
}

int cli_get(struct cli *cli, const char *path, struct cli_answer *ret)
{
    return cli_ask(cli, &(struct cli_request){.method = HTTP_GET, .path = path}, ret);
}

int cli_send(struct cli *cli, enum http_method method, const char *path, const struct buf *body, struct cli_answer *ret)
{
    return cli_ask(
        cli, &(struct cli_request){.method = method, .path = path, .body = body ? buf_view(body) : (struct str){0}},
        ret);
}

/* ---- paths ---- */

void cli_escape(struct buf *out, struct str text)
{
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        bool plain = (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || (c && strchr("-._~", c));
        if (plain)
            buf_char(out, (char)c);
        else
            buf_fmt(out, "%%%02X", c);
    }
}

const char *cli_path(struct cli *cli, const char *prefix, struct str last)
{
    struct buf b = {0};
    buf_z(&b, prefix);
    cli_escape(&b, last);
    const char *path = arena_cstr(cli->arena, buf_view(&b));
    buf_free(&b);
    return path;
}

void cli_query(struct buf *path, const char *name, struct str value)
{
    if (str_empty(value))
        return;
    buf_char(path, str_find(buf_view(path), '?') < path->len ? '&' : '?');
    buf_z(path, name);
    buf_char(path, '=');
    cli_escape(path, value);
}

/* ---- options on their way to the API ---- */

static bool is_time(const struct cli_option *o)
{
    return o->kind == CLI_TIME || o->kind == CLI_UNTIL || o->kind == CLI_DATE;
}

static bool instant(struct cli *cli, const struct cli_arg *arg, struct str *ret)
{
    bool date = arg->option->kind == CLI_DATE;
    enum cli_time_form form = date ? CLI_TIME_DATE : arg->option->kind == CLI_UNTIL ? CLI_TIME_END : CLI_TIME_BEGIN;
    if (cli_time_wire(cli->arena, arg->value, form, ret))
        return true;
    cli_fail(cli, CLI_USAGE, "--%s: '%.*s' is no %s.", arg->option->name, STR_ARG(arg->value),
             date ? "date like 2026-05-31" : "time like 2026-05-31T08:30:00+01:00, \"2026-05-31 08:30\" or 2026-05-31");
    return false;
}

/* Several times the same list is one long list. */
static struct str joined(struct cli *cli, const struct cli_option *o)
{
    struct str all = STR("");
    for (size_t i = 0; i < cli->args.given_count; i++)
        if (cli->args.given[i].option == o)
            all = arena_fmt(cli->arena, "%.*s%s%.*s", STR_ARG(all), all.len ? "," : "",
                            STR_ARG(cli->args.given[i].value));
    return all;
}

static bool first_of_its_name(const struct cli *cli, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (cli->args.given[k].option == cli->args.given[i].option)
            return false;
    return true;
}

static bool put_query(struct cli *cli, struct buf *path, const struct cli_arg *arg)
{
    struct str value = arg->value;
    if (is_time(arg->option)) {
        if (!instant(cli, arg, &value))
            return false;
    } else if (arg->option->kind == CLI_LIST) {
        value = joined(cli, arg->option);
    } else if (!arg->option->value) {
        value = arg->option->kind == CLI_OFF ? STR("false") : STR("true");
    }
    cli_query(path, arg->option->wire, value);
    return true;
}

bool cli_query_option(struct cli *cli, struct buf *path, const char *name)
{
    for (size_t i = 0; i < cli->args.given_count; i++)
        if (strcmp(cli->args.given[i].option->name, name) == 0)
            return put_query(cli, path, &cli->args.given[i]);
    return true;
}

bool cli_query_options(struct cli *cli, struct buf *path)
{
    for (size_t i = 0; i < cli->args.given_count; i++)
        if (cli->args.given[i].option->wire && first_of_its_name(cli, i) && !put_query(cli, path, &cli->args.given[i]))
            return false;
    return true;
}

static void put_list(struct json_out *o, struct str values)
{
    json_begin_array(o);
    while (values.len > 0) {
        struct str one = str_slice(values, 0, str_find(values, ','));
        values = str_slice(values, one.len + 1, values.len);
        if (!str_empty(str_trim(one)))
            json_put_str(o, str_trim(one));
    }
    json_end_array(o);
}

/* NAME and VALUE of the i-th given option; false when it is another option. */
static bool pair_of(const struct cli *cli, const struct cli_option *option, size_t i, struct str *ret_name,
                    struct str *ret_value)
{
    struct str text = cli->args.given[i].value;
    size_t eq = str_find(text, '=');
    *ret_name = str_slice(text, 0, eq);
    *ret_value = str_slice(text, eq + 1, text.len);
    return cli->args.given[i].option == option;
}

/* The values of a name: one as a text, several as an array. */
static void put_values(struct cli *cli, struct json_out *o, const struct cli_option *option, size_t first,
                       struct str wanted)
{
    struct str name, value;
    size_t count = 0;
    for (size_t i = first; i < cli->args.given_count; i++)
        count += pair_of(cli, option, i, &name, &value) && str_eq(name, wanted);
    if (count > 1)
        json_begin_array(o);
    for (size_t i = first; i < cli->args.given_count; i++)
        if (pair_of(cli, option, i, &name, &value) && str_eq(name, wanted))
            json_put_str(o, value);
    if (count > 1)
        json_end_array(o);
}

/* NAME=VALUE, given several times. */
static void put_object(struct cli *cli, struct json_out *o, const struct cli_option *option)
{
    struct str name, value, earlier;
    json_begin_object(o);
    for (size_t i = 0; i < cli->args.given_count; i++) {
        bool seen = !pair_of(cli, option, i, &name, &value);
        for (size_t k = 0; k < i && !seen; k++)
            seen = pair_of(cli, option, k, &earlier, &value) && str_eq(earlier, name);
        if (seen)
            continue;
        json_key_str(o, name);
        put_values(cli, o, option, i, name);
    }
    json_end_object(o);
}

static bool put_json_text(struct cli *cli, struct json_out *o, const struct cli_arg *arg)
{
    struct json_error error;
    struct json *v = json_parse(arg->value, &error);
    if (!v) {
        cli_fail(cli, CLI_USAGE, "--%s is no JSON: column %d: %s", arg->option->name, error.column, error.text);
        return false;
    }
    struct buf b = {0};
    json_print(&b, v);
    json_put_raw(o, buf_view(&b));
    buf_free(&b);
    json_free(v);
    return true;
}

static bool json_option(struct cli *cli, struct json_out *o, const struct cli_arg *arg)
{
    struct str value = arg->value;
    int64_t number = 0;
    if (is_time(arg->option) && !str_empty(value) && !instant(cli, arg, &value))
        return false;
    json_key(o, arg->option->wire);
    if (!arg->option->value)
        json_put_bool(o, arg->option->kind != CLI_OFF);
    else if (arg->option->kind == CLI_INT && str_int64(value, &number))
        json_put_int(o, number);
    else if (arg->option->kind == CLI_LIST)
        put_list(o, joined(cli, arg->option));
    else if (arg->option->kind == CLI_OBJECT)
        put_object(cli, o, arg->option);
    else if (arg->option->kind == CLI_JSON)
        return put_json_text(cli, o, arg);
    else if (str_empty(value))
        json_put_null(o);
    else
        json_put_str(o, value);
    return true;
}

bool cli_json_options(struct cli *cli, struct json_out *o)
{
    for (size_t i = 0; i < cli->args.given_count; i++)
        if (cli->args.given[i].option->wire && first_of_its_name(cli, i) && !json_option(cli, o, &cli->args.given[i]))
            return false;
    return true;
}
