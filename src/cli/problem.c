#include "cli/problem.h"

#include "domain/refusal.h"

enum { ROWS_SHOWN = 20 };

enum cli_exit cli_problem_exit(int status)
{
    switch (status) {
    case 401:
    case 403:
    case 429:
        return CLI_NOT_ALLOWED;
    case 404:
        return CLI_NOT_FOUND;
    default:
        return status >= 500 || status < 400 ? CLI_FAILED : CLI_REFUSED;
    }
}

/* What one can do about it: from the same table that the reference page is made of. */
static const char *advice(struct str code)
{
    for (int i = 1; i < REFUSED_COUNT; i++)
        if (str_is(code, refusal_texts[i].name))
            return refusal_texts[i].says;
    return NULL;
}

static void line(struct cli *cli, const char *before, struct str text)
{
    struct buf b = {0};
    cli_text_put(&b, text, INT32_MAX, 0);
    fprintf(cli->err, "%s%.*s\n", before, STR_ARG(buf_view(&b)));
    buf_free(&b);
}

/* Where: "row 3: (serial) " of a command, "line 4, SKU: " of an import. */
static struct str place_of(struct arena *a, const struct json *row)
{
    struct str field = json_string(json_get(row, "field")), column = json_string(json_get(row, "column"));
    const struct json *line_number = json_get(row, "line");
    if (json_kind(line_number) == JSON_INT)
        return arena_fmt(a, "line %lld%s%.*s: ", (long long)json_int(line_number), column.len ? ", " : "",
                         STR_ARG(column));
    return arena_fmt(a, "row %lld: %s%.*s%s", (long long)json_int(json_get(row, "row")), field.len ? "(" : "",
                     STR_ARG(field), field.len ? ") " : "");
}

void cli_problem_rows(struct cli *cli, const struct json *rows)
{
    size_t count = json_count(rows), shown = count > ROWS_SHOWN && !cli_given(cli, "all") ? ROWS_SHOWN : count;
    for (size_t i = 0; i < shown; i++) {
        const struct json *row = json_at(rows, i);
        line(cli, "  ",
             arena_fmt(cli->arena, "%.*s%.*s", STR_ARG(place_of(cli->arena, row)),
                       STR_ARG(json_string(json_get(row, "detail")))));
    }
    if (shown < count)
        fprintf(cli->err, "  ... and %zu more\n", count - shown);
}

static void allowed(struct cli *cli, const struct json *commands)
{
    struct str all = STR("");
    for (size_t i = 0; i < json_count(commands); i++)
        all = arena_fmt(cli->arena, "%.*s%s%.*s", STR_ARG(all), i ? ", " : "",
                        STR_ARG(json_string(json_at(commands, i))));
    if (json_kind(commands) == JSON_ARRAY)
        line(cli, "  allowed now: ", all.len ? all : STR("nothing"));
}

/* A detail that only repeats the title. */
static bool says_the_same(struct str detail, struct str title)
{
    return str_starts(detail, title) && detail.len <= title.len + 1;
}

static void explain(struct cli *cli, const struct json *problem, int status)
{
    struct str title = json_string(json_get(problem, "title")), detail = json_string(json_get(problem, "detail"));
    struct str code = json_string(json_get(problem, "code"));
    line(cli, "serno: ",
         title.len ? arena_fmt(cli->arena, "%.*s.", STR_ARG(title))
                   : arena_fmt(cli->arena, "The server answered with status %d.", status));
    if (detail.len && !says_the_same(detail, title) && !(advice(code) && str_is(detail, advice(code))))
        line(cli, "  ", detail);
    const struct json *errors = json_get(problem, "errors");
    bool listed = json_count(errors) > 1 || json_get(json_at(errors, 0), "line");
    if (listed)
        cli_problem_rows(cli, errors);
    if (json_kind(json_get(problem, "row")) == JSON_INT && !listed)
        line(cli, "  ", arena_fmt(cli->arena, "in row %lld", (long long)json_int(json_get(problem, "row"))));
    allowed(cli, json_get(problem, "allowed"));
    if (str_is(code, "unauthenticated"))
        fprintf(cli->err, "  serno login --url %s\n  or an API key in SERNO_TOKEN\n", cli_client_where(cli));
    else if (advice(code))
        line(cli, "  ", str_of(advice(code)));
    if (status >= 500 && json_string(json_get(problem, "request_id")).len)
        line(cli, "  request ", json_string(json_get(problem, "request_id")));
}

int cli_problem(struct cli *cli, const struct cli_answer *a)
{
    if (cli_given(cli, "json") && a->json)
        fprintf(cli->err, "%.*s\n", STR_ARG(str_trim(buf_view(&a->body))));
    else
        explain(cli, a->json, a->status);
    return (int)cli_problem_exit(a->status);
}
