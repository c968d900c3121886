#include "cli/options.h"

#include <stdio.h>
#include <string.h>

enum { NAMES_MAX = 128, WORD_MAX = 40 };

/* ---- closest name ---- */

static size_t least(size_t a, size_t b, size_t c)
{
    size_t ab = a < b ? a : b;
    return ab < c ? ab : c;
}

/* Letters to add, drop, change or swap with their neighbour. */
static size_t distance(struct str a, struct str b)
{
    size_t rows[3][WORD_MAX + 1];
    size_t *before = rows[0], *last = rows[1], *now = rows[2];
    for (size_t j = 0; j <= b.len; j++)
        last[j] = j;
    for (size_t i = 1; i <= a.len; i++) {
        now[0] = i;
        for (size_t j = 1; j <= b.len; j++) {
            bool same = a.ptr[i - 1] == b.ptr[j - 1];
            now[j] = least(last[j] + 1, now[j - 1] + 1, last[j - 1] + !same);
            if (i > 1 && j > 1 && a.ptr[i - 1] == b.ptr[j - 2] && a.ptr[i - 2] == b.ptr[j - 1] &&
                before[j - 2] + 1 < now[j])
                now[j] = before[j - 2] + 1;
        }
        size_t *free_row = before;
        before = last;
        last = now;
        now = free_row;
    }
    return last[b.len];
}

const char *cli_closest(struct str typed, const char *const *names, size_t count)
{
    const char *best = NULL;
    size_t best_distance = typed.len / 3 + 2; /* further away is no typing error */
    if (typed.len < 2 || typed.len > WORD_MAX)
        return NULL;
    for (size_t i = 0; i < count; i++) {
        struct str name = str_of(names[i]);
        if (name.len > WORD_MAX)
            continue;
        size_t d = str_starts(name, typed) ? 1 : distance(typed, name);
        if (d < best_distance) {
            best = names[i];
            best_distance = d;
        }
    }
    return best;
}

/* ---- finding options ---- */

struct reader {
    struct arena *arena;
    const struct cli_option *const *tables;
    int table_count;
    struct cli_words *words;
    struct cli_args *args;
    struct str *error;
};

#define FAIL(r, ...) (*(r)->error = arena_fmt((r)->arena, __VA_ARGS__), false)

static const struct cli_option *by_name(const struct reader *r, struct str name)
{
    for (int t = 0; t < r->table_count; t++)
        for (const struct cli_option *o = r->tables[t]; o->name; o++)
            if (str_is(name, o->name))
                return o;
    return NULL;
}

static const struct cli_option *by_letter(const struct reader *r, char letter)
{
    for (int t = 0; t < r->table_count; t++)
        for (const struct cli_option *o = r->tables[t]; o->name; o++)
            if (o->letter == letter)
                return o;
    return NULL;
}

static bool unknown(struct reader *r, struct str name)
{
    const char *names[NAMES_MAX];
    size_t count = 0;
    for (int t = 0; t < r->table_count; t++)
        for (const struct cli_option *o = r->tables[t]; o->name && count < NAMES_MAX; o++)
            names[count++] = o->name;
    const char *closest = cli_closest(name, names, count);
    if (closest)
        return FAIL(r, "There is no option --%.*s here; did you mean --%s?", STR_ARG(name), closest);
    return FAIL(r, "There is no option --%.*s here.", STR_ARG(name));
}

/* ---- values ---- */

static bool is_one_of(struct reader *r, const struct cli_option *o, struct str value)
{
    for (int i = 0; i < o->name_count; i++)
        if (str_is(value, o->names[i]))
            return true;
    const char *closest = cli_closest(value, o->names, (size_t)o->name_count);
    if (closest)
        return FAIL(r, "--%s: there is no '%.*s'; did you mean %s?", o->name, STR_ARG(value), closest);
    struct str all = STR("");
    for (int i = 0; i < o->name_count; i++)
        all = arena_fmt(r->arena, "%.*s%s%s", STR_ARG(all), i ? ", " : "", o->names[i]);
    return FAIL(r, "--%s: '%.*s' is none of %.*s.", o->name, STR_ARG(value), STR_ARG(all));
}

static bool each_is_one_of(struct reader *r, const struct cli_option *o, struct str values)
{
    for (;;) {
        struct str one = str_slice(values, 0, str_find(values, ','));
        if (!is_one_of(r, o, str_trim(one)))
            return false;
        if (one.len == values.len)
            return true;
        values = str_slice(values, one.len + 1, values.len);
    }
}

static bool value_fits(struct reader *r, const struct cli_option *o, struct str value)
{
    int64_t number;
    if (o->kind == CLI_INT && !str_int64(value, &number))
        return FAIL(r, "--%s: '%.*s' is no number.", o->name, STR_ARG(value));
    if (o->kind == CLI_OBJECT && (str_find(value, '=') == value.len || value.ptr[0] == '='))
        return FAIL(r, "--%s: '%.*s' is not of the form %s.", o->name, STR_ARG(value), o->value);
    if (o->names && o->kind == CLI_LIST)
        return each_is_one_of(r, o, value);
    return !o->names || is_one_of(r, o, value);
}

static bool repeats(const struct cli_option *o)
{
    return o->value == NULL || o->kind == CLI_LIST || o->kind == CLI_OBJECT;
}

static bool keep(struct reader *r, const struct cli_option *o, struct str value)
{
    struct cli_args *args = r->args;
    for (size_t i = 0; !repeats(o) && i < args->given_count; i++)
        if (args->given[i].option == o)
            return FAIL(r, "Option --%s stands twice.", o->name);
    if (o->value && !value_fits(r, o, value))
        return false;
    args->given[args->given_count++] = (struct cli_arg){o, value};
    return true;
}

/* The value in the next word. */
static bool keep_next(struct reader *r, const struct cli_option *o)
{
    if (r->words->at >= r->words->argc)
        return FAIL(r, "Option --%s needs a value: --%s %s.", o->name, o->name, o->value);
    return keep(r, o, str_of(r->words->argv[r->words->at++]));
}

/* ---- words ---- */

static bool read_long(struct reader *r, struct str word)
{
    struct str name = str_slice(word, 0, str_find(word, '='));
    const struct cli_option *o = by_name(r, name);
    bool has_value = name.len < word.len;
    if (!o)
        return unknown(r, name);
    if (!o->value)
        return has_value ? FAIL(r, "Option --%s takes no value.", o->name) : keep(r, o, STR(""));
    return has_value ? keep(r, o, str_slice(word, name.len + 1, word.len)) : keep_next(r, o);
}

/* "-ab": two switches; "-nVALUE": one option with its value. */
static bool read_short(struct reader *r, struct str letters)
{
    for (size_t i = 0; i < letters.len; i++) {
        const struct cli_option *o = by_letter(r, letters.ptr[i]);
        if (!o)
            return FAIL(r, "There is no option -%.*s here.", STR_ARG(letters));
        if (o->value && i + 1 < letters.len)
            return keep(r, o, str_slice(letters, i + 1, letters.len));
        if (!(o->value ? keep_next(r, o) : keep(r, o, STR(""))))
            return false;
    }
    return true;
}

static void add_operand(struct reader *r)
{
    r->args->operands[r->args->operand_count++] = str_of(r->words->argv[r->words->at++]);
}

/* Room for everything that argv can bring, behind what is there. */
static bool make_room(struct reader *r)
{
    struct cli_args *args = r->args;
    size_t more = (size_t)r->words->argc + 1;
    struct cli_arg *given = ARENA_ARRAY(r->arena, args->given_count + more, struct cli_arg);
    struct str *operands = ARENA_ARRAY(r->arena, args->operand_count + more, struct str);
    if (!given || !operands)
        return FAIL(r, "There is not enough memory.");
    if (args->given_count)
        memcpy(given, args->given, args->given_count * sizeof *given);
    if (args->operand_count)
        memcpy(operands, args->operands, args->operand_count * sizeof *operands);
    args->given = given;
    args->operands = operands;
    return true;
}

static bool read_word(struct reader *r, struct str word)
{
    bool is_long = word.ptr[1] == '-';
    return is_long ? read_long(r, str_slice(word, 2, word.len)) : read_short(r, str_slice(word, 1, word.len));
}

bool cli_options_read(struct arena *a, struct cli_words *words, const struct cli_option *const *tables, int table_count,
                      struct cli_args *ret, struct str *ret_error)
{
    struct reader r = {a, tables, table_count, words, ret, ret_error};
    bool ended = false; /* by "--": what follows are operands */
    if (!make_room(&r))
        return false;
    while (words->at < words->argc) {
        struct str word = str_of(words->argv[words->at]);
        bool option = !ended && word.len > 1 && word.ptr[0] == '-';
        if (!option && words->until_operand)
            break;
        if (!option) {
            add_operand(&r);
            continue;
        }
        words->at++;
        ended = str_is(word, "--");
        if (!ended && !read_word(&r, word))
            return false;
    }
    return true;
}

bool cli_options_complete(struct arena *a, const struct cli_option *const *tables, int table_count,
                          const struct cli_args *args, struct str *ret_error)
{
    for (int t = 0; t < table_count; t++)
        for (const struct cli_option *o = tables[t]; o->name; o++)
            if ((o->flags & CLI_NEEDED) && cli_args_value(args, o->name).ptr == NULL) {
                *ret_error = arena_fmt(a, "It needs --%s %s: %s.", o->name, o->value, o->says);
                return false;
            }
    return true;
}

struct str cli_args_value(const struct cli_args *args, const char *name)
{
    for (size_t i = 0; i < args->given_count; i++)
        if (strcmp(args->given[i].option->name, name) == 0)
            return args->given[i].value;
    return (struct str){0};
}
