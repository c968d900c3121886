#include "cli/show.h"

#include <string.h>

#include "base/csv.h"
#include "base/limits.h"
#include "cli/times.h"

enum { COLUMNS_MAX = 24, COLUMN_MIN = 6, GAP = 2 };

bool cli_wants_json(const struct cli *cli)
{
    return cli_given(cli, "json");
}

bool cli_wants_csv(const struct cli *cli)
{
    return cli_given(cli, "csv");
}

/* ---- cells ---- */

static const struct json *member_of(const struct json *object, const char *path)
{
    char head[64];
    const char *dot = strchr(path, '.');
    if (!dot)
        return json_get(object, path);
    size_t len = (size_t)(dot - path);
    memcpy(head, path, len);
    head[len] = '\0';
    return member_of(json_get(object, head), dot + 1);
}

static struct str list_text(struct arena *a, const struct json *v)
{
    struct str all = STR("");
    for (size_t i = 0; i < json_count(v); i++)
        all = arena_fmt(a, "%.*s%s%.*s", STR_ARG(all), i ? ", " : "", STR_ARG(json_string(json_at(v, i))));
    return all;
}

static struct str pairs_text(struct arena *a, const struct json *v)
{
    struct str all = STR(""), name;
    const struct json *value;
    for (void *it = NULL; json_next(v, &it, &name, &value);) {
        struct str text = json_kind(value) == JSON_ARRAY ? list_text(a, value) : json_string(value);
        all = arena_fmt(a, "%.*s%s%.*s: %.*s", STR_ARG(all), all.len ? "; " : "", STR_ARG(name), STR_ARG(text));
    }
    return all;
}

static struct str plain_text(struct arena *a, const struct json *v)
{
    switch (json_kind(v)) {
    case JSON_STRING:
        return json_string(v);
    case JSON_INT:
        return arena_fmt(a, "%lld", (long long)json_int(v));
    case JSON_BOOL:
        return json_bool(v) ? STR("yes") : STR("no");
    case JSON_ARRAY:
        return list_text(a, v);
    case JSON_OBJECT:
        return pairs_text(a, v);
    case JSON_NULL:
    case JSON_REAL:
        break;
    }
    return STR("");
}

struct str cli_cell_text(struct arena *a, const struct cli_column *column, const struct json *object)
{
    const struct json *v = member_of(object, column->member);
    if (json_kind(v) == JSON_NULL)
        return STR("");
    switch (column->kind) {
    case CELL_TIME:
        return cli_time_shown(a, json_string(v), false);
    case CELL_DATE:
        return cli_time_shown(a, json_string(v), true);
    case CELL_YES:
        return json_bool(v) ? STR("yes") : STR("");
    case CELL_OPEN:
        return json_bool(v) ? STR("") : STR("closed");
    case CELL_UNIT:
        return arena_fmt(a, "%.*s / %.*s", STR_ARG(json_string(json_get(v, "product"))),
                         STR_ARG(json_string(json_get(v, "serial"))));
    case CELL_SOME:
        return json_kind(v) == JSON_INT && json_int(v) == 0 ? STR("") : plain_text(a, v);
    case CELL_NUMBER:
    case CELL_TEXT:
    case CELL_LIST:
    case CELL_STATUS:
        break;
    }
    return plain_text(a, v);
}

static enum cli_colour status_colour(struct str status)
{
    static const struct {
        const char *name;
        enum cli_colour colour;
    } colours[] = {
        {"in_stock", CLI_GREEN}, {"missing", CLI_RED},     {"stolen", CLI_RED},       {"in_transit", CLI_BLUE},
        {"delivered", CLI_BLUE}, {"on_loan", CLI_BLUE},    {"scrapped", CLI_DIM},     {"void", CLI_DIM},
        {"allocated", CLI_DIM},  {"returned", CLI_YELLOW}, {"in_repair", CLI_YELLOW},
    };
    for (size_t i = 0; i < sizeof colours / sizeof colours[0]; i++)
        if (str_is(status, colours[i].name))
            return colours[i].colour;
    return CLI_PLAIN;
}

/* ---- tables ---- */

struct grid {
    struct cli *cli;
    const struct cli_column *columns;
    size_t column_count, row_count;
    struct str *cells; /* row by row */
    int widths[COLUMNS_MAX];
};

static size_t columns_count(const struct cli_column *columns)
{
    size_t n = 0;
    while (n < COLUMNS_MAX && columns[n].title)
        n++;
    return n;
}

static void fill_grid(struct grid *g, const struct json *const *arrays, size_t count)
{
    size_t row = 0;
    for (size_t i = 0; i < count; i++)
        g->row_count += json_count(arrays[i]);
    g->cells = ARENA_ARRAY(g->cli->arena, g->row_count * g->column_count + 1, struct str);
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < json_count(arrays[i]); k++, row++)
            for (size_t c = 0; c < g->column_count; c++)
                g->cells[row * g->column_count + c] =
                    cli_cell_text(g->cli->arena, &g->columns[c], json_at(arrays[i], k));
}

/* Columns without anything in them are left out. */
static void measure(struct grid *g)
{
    for (size_t c = 0; c < g->column_count; c++) {
        g->widths[c] = 0;
        for (size_t r = 0; r < g->row_count; r++) {
            int w = cli_text_width(g->cells[r * g->column_count + c]);
            if (w > g->widths[c])
                g->widths[c] = w;
        }
        int title = cli_text_width(str_of(g->columns[c].title));
        if (g->widths[c] > 0 && g->widths[c] < title)
            g->widths[c] = title;
    }
}

static int total_width(const struct grid *g)
{
    int total = -GAP;
    for (size_t c = 0; c < g->column_count; c++)
        total += g->widths[c] ? g->widths[c] + GAP : 0;
    return total;
}

/* The widest column gives way until the table fits the terminal. */
static void squeeze(struct grid *g)
{
    while (g->cli->term.width && total_width(g) > g->cli->term.width) {
        size_t widest = 0;
        for (size_t c = 1; c < g->column_count; c++)
            if (g->widths[c] > g->widths[widest])
                widest = c;
        if (g->widths[widest] <= COLUMN_MIN)
            return;
        g->widths[widest]--;
    }
}

static void put_cell(struct grid *g, struct buf *out, size_t c, struct str text, bool last)
{
    int width = g->widths[c], used = cli_text_width(text);
    bool right = g->columns[c].kind == CELL_NUMBER || g->columns[c].kind == CELL_SOME;
    for (int i = used; right && i < width; i++)
        buf_char(out, ' ');
    cli_text_put(out, text, width, last || right ? 0 : width);
}

static void put_row(struct grid *g, struct buf *out, const struct str *cells, bool head)
{
    const struct cli_term *t = &g->cli->term;
    size_t last = 0;
    for (size_t c = 0; c < g->column_count; c++)
        if (g->widths[c] > 0)
            last = c;
    for (size_t c = 0, shown = 0; c < g->column_count; c++) {
        struct str text = cells[c];
        if (g->widths[c] == 0)
            continue;
        enum cli_colour colour = head ? CLI_BOLD : g->columns[c].kind == CELL_STATUS ? status_colour(text) : CLI_PLAIN;
        if (shown++ > 0)
            buf_z(out, "  ");
        if (colour != CLI_PLAIN)
            buf_z(out, cli_colour(t, colour));
        put_cell(g, out, c, text, c == last);
        if (colour != CLI_PLAIN)
            buf_z(out, cli_colour(t, CLI_PLAIN));
    }
    while (out->len > 0 && out->ptr[out->len - 1] == ' ')
        out->len--;
    buf_char(out, '\n');
}

static void print(struct cli *cli, struct buf *b)
{
    if (b->len > 0)
        fwrite(b->ptr, 1, b->len, cli->out);
    buf_free(b);
}

static void show_table(struct cli *cli, const struct cli_column *columns, const struct json *const *arrays,
                       size_t count)
{
    struct grid g = {.cli = cli, .columns = columns, .column_count = columns_count(columns)};
    struct str titles[COLUMNS_MAX];
    struct buf b = {0};
    fill_grid(&g, arrays, count);
    if (g.row_count == 0)
        return;
    measure(&g);
    squeeze(&g);
    for (size_t c = 0; c < g.column_count; c++)
        titles[c] = str_of(columns[c].title);
    put_row(&g, &b, titles, true);
    for (size_t r = 0; r < g.row_count; r++)
        put_row(&g, &b, g.cells + r * g.column_count, false);
    print(cli, &b);
}

/* ---- CSV ---- */

/* For machines: members as they came, instants in full. */
static struct str csv_text(struct arena *a, const struct cli_column *column, const struct json *object)
{
    const struct json *v = member_of(object, column->member);
    if (column->kind == CELL_UNIT)
        return cli_cell_text(a, column, object);
    return json_kind(v) == JSON_BOOL ? (json_bool(v) ? STR("true") : STR("false")) : plain_text(a, v);
}

static void csv_head(struct buf *b, const struct cli_column *columns)
{
    for (size_t c = 0; columns[c].title; c++)
        csv_cell(b, str_of(columns[c].member), c == 0);
    csv_end_row(b);
}

static void csv_row(struct cli *cli, struct buf *b, const struct cli_column *columns, const struct json *object)
{
    for (size_t c = 0; columns[c].title; c++)
        csv_cell(b, csv_text(cli->arena, &columns[c], object), c == 0);
    csv_end_row(b);
}

static void show_csv(struct cli *cli, const struct cli_column *columns, const struct json *const *arrays, size_t count)
{
    struct buf b = {0};
    csv_head(&b, columns);
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < json_count(arrays[i]); k++)
            csv_row(cli, &b, columns, json_at(arrays[i], k));
    print(cli, &b);
}

void cli_show_rows(struct cli *cli, const struct cli_column *columns, const struct json *const *arrays, size_t count)
{
    if (cli_wants_csv(cli))
        show_csv(cli, columns, arrays, count);
    else
        show_table(cli, columns, arrays, count);
}

void cli_show_array(struct cli *cli, const struct cli_column *columns, const struct json *array)
{
    cli_show_rows(cli, columns, &array, 1);
}

/* ---- one thing ---- */

static void show_pairs(struct cli *cli, const struct cli_column *columns, const struct json *thing)
{
    struct buf b = {0};
    int width = 0;
    for (size_t c = 0; columns[c].title; c++) {
        int w = cli_text_width(str_of(columns[c].title));
        width = !str_empty(cli_cell_text(cli->arena, &columns[c], thing)) && w > width ? w : width;
    }
    for (size_t c = 0; columns[c].title; c++) {
        struct str text = cli_cell_text(cli->arena, &columns[c], thing);
        if (str_empty(text))
            continue;
        cli_text_put(&b, str_of(columns[c].title), width, width + GAP);
        enum cli_colour colour = columns[c].kind == CELL_STATUS ? status_colour(text) : CLI_PLAIN;
        buf_z(&b, colour != CLI_PLAIN ? cli_colour(&cli->term, colour) : "");
        cli_text_put(&b, text, INT32_MAX, 0);
        buf_z(&b, colour != CLI_PLAIN ? cli_colour(&cli->term, CLI_PLAIN) : "");
        buf_char(&b, '\n');
    }
    print(cli, &b);
}

void cli_show_thing(struct cli *cli, const struct cli_column *columns, const struct json *thing)
{
    struct buf b = {0};
    if (cli_wants_json(cli)) {
        json_print(&b, thing);
        buf_char(&b, '\n');
    } else if (cli_wants_csv(cli)) {
        csv_head(&b, columns);
        csv_row(cli, &b, columns, thing);
    } else {
        show_pairs(cli, columns, thing);
    }
    print(cli, &b);
}

void cli_show_json(struct cli *cli, const struct cli_answer *a)
{
    struct str body = str_trim(buf_view(&a->body));
    fprintf(cli->out, "%.*s\n", STR_ARG(body));
}

/* ---- paged lists ---- */

struct pages {
    struct cli_answer *answers;
    size_t count, cap, rows;
    struct str next; /* cursor; empty: that was all */
};

static void keep_page(struct pages *p, struct arena *a, const struct cli_answer *answer)
{
    if (p->count == p->cap) {
        size_t cap = p->cap ? p->cap * 2 : 8;
        struct cli_answer *more = ARENA_ARRAY(a, cap, struct cli_answer);
        if (p->count)
            memcpy(more, p->answers, p->count * sizeof *more);
        p->answers = more;
        p->cap = cap;
    }
    p->answers[p->count++] = *answer;
    p->rows += json_count(json_get(answer->json, "items"));
    p->next = arena_str(a, json_string(json_get(answer->json, "next")));
}

/* How many rows are wanted: --limit, or all. */
static size_t wanted(const struct cli *cli)
{
    int64_t n = LIMIT_PAGE_DEFAULT;
    if (cli_given(cli, "all"))
        return SIZE_MAX;
    str_int64(cli_value(cli, "limit"), &n);
    return n > 0 ? (size_t)n : SIZE_MAX;
}

static int fetch(struct cli *cli, struct str path, struct pages *p)
{
    size_t most = wanted(cli);
    do {
        struct buf b = {0};
        struct cli_answer answer;
        size_t left = most - p->rows;
        buf_str(&b, path);
        cli_query(&b, "limit", arena_fmt(cli->arena, "%zu", left < LIMIT_PAGE_MAX ? left : (size_t)LIMIT_PAGE_MAX));
        cli_query(&b, "cursor", p->next);
        const char *page = arena_cstr(cli->arena, buf_view(&b));
        buf_free(&b);
        int code = cli_get(cli, page, &answer);
        if (code)
            return code;
        keep_page(p, cli->arena, &answer);
    } while (p->next.len && p->rows < most);
    return CLI_OK;
}

/* All pages as one array of items. */
static void show_items_json(struct cli *cli, const struct pages *p)
{
    struct buf b = {0};
    struct json_out o;
    json_out_init(&o, &b);
    json_begin_array(&o);
    for (size_t i = 0; i < p->count; i++) {
        const struct json *items = json_get(p->answers[i].json, "items");
        for (size_t k = 0; k < json_count(items); k++) {
            struct buf item = {0};
            json_print(&item, json_at(items, k));
            json_put_raw(&o, buf_view(&item));
            buf_free(&item);
        }
    }
    json_end_array(&o);
    buf_char(&b, '\n');
    print(cli, &b);
}

static void show_pages(struct cli *cli, const struct cli_column *columns, const struct pages *p, const char *things)
{
    const struct json **arrays = ARENA_ARRAY(cli->arena, p->count + 1, const struct json *);
    for (size_t i = 0; i < p->count; i++)
        arrays[i] = json_get(p->answers[i].json, "items");
    if (cli_wants_json(cli))
        show_items_json(cli, p);
    else
        cli_show_rows(cli, columns, arrays, p->count);
    if (p->rows == 0 && !cli_wants_json(cli) && !cli_wants_csv(cli))
        cli_hint(cli, "There are no %s.", things);
    if (p->next.len)
        cli_hint(cli, "These are the first %zu %s; --limit N shows N of them, --all all.", p->rows, things);
}

int cli_show_list(struct cli *cli, struct str path, const struct cli_column *columns, const char *things)
{
    struct pages p = {0};
    int code = fetch(cli, path, &p);
    if (code == CLI_OK)
        show_pages(cli, columns, &p, things);
    for (size_t i = 0; i < p.count; i++)
        cli_answer_free(&p.answers[i]);
    return code;
}
