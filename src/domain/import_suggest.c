#include "domain/import_suggest.h"

#include <ctype.h>

#include "domain/import_cell.h"

enum { WORDS_MAX = 12 };

/* Words that say too little when they are only a part of a header: "Phone Number" is no serial number. */
static const char vague[] = "number|item|product|model|name|code|id|type|kind|title|description|state|order|so|po|"
                            "place|parent|role|contact|tag|note|notes|sn|group|location|invoice|art|lager|fach";

/* ---- the words of a header ---- */

struct words {
    struct str items[WORDS_MAX];
    size_t count;
    size_t letters; /* of all */
};

static bool in_word(char c)
{
    return isalnum((unsigned char)c) || (unsigned char)c >= 0x80;
}

/* "dateReceived": a capital behind a small letter begins a word. */
static bool begins_word(struct str s, size_t i)
{
    return i > 0 && isupper((unsigned char)s.ptr[i]) && islower((unsigned char)s.ptr[i - 1]);
}

static struct words words_of(struct str header)
{
    struct words w = {.count = 0};
    size_t i = 0;
    while (i < header.len && w.count < WORDS_MAX) {
        size_t from = i;
        while (i < header.len && in_word(header.ptr[i]) && (i == from || !begins_word(header, i)))
            i++;
        if (i > from) {
            w.items[w.count++] = str_slice(header, from, i - from);
            w.letters += i - from;
        } else {
            i++;
        }
    }
    return w;
}

/* Words from..from+n as one, squeezed. */
static struct str join(const struct words *w, size_t from, size_t n, char out[IMPORT_WORD_MAX])
{
    const char *begin = w->items[from].ptr;
    const struct str *last = &w->items[from + n - 1];
    return import_squeeze((struct str){begin, (size_t)(last->ptr + last->len - begin)}, out);
}

/* ---- one header ---- */

static struct import_suggestion part_of(const struct import_fields *f, struct str header)
{
    struct import_suggestion best = {.row = NULL};
    struct words w = words_of(header);
    for (size_t from = 0; from < w.count; from++) {
        for (size_t n = 1; from + n <= w.count; n++) {
            char buffer[IMPORT_WORD_MAX];
            struct str word = join(&w, from, n, buffer);
            const struct import_field_row *row = import_word_among(vague, word) ? NULL : import_fields_by_word(f, word);
            int share = (int)(word.len * IMPORT_CERTAIN / w.letters);
            /* What stands last says what it is: "Customer Serial Number". */
            if (row && row->field != IMPORT_F_SILENT && share >= best.confidence && share >= IMPORT_LIKELY_MIN)
                best = (struct import_suggestion){row, share < IMPORT_CERTAIN ? share : IMPORT_CERTAIN - 1};
        }
    }
    return best;
}

static struct import_suggestion suggest_one(const struct import_fields *f, struct str cell)
{
    char buffer[IMPORT_WORD_MAX];
    struct str header = import_cell_text(cell);
    const struct import_field_row *row = import_fields_by_word(f, import_squeeze(header, buffer));
    if (!row)
        return part_of(f, header);
    return (struct import_suggestion){row->field == IMPORT_F_SILENT ? NULL : row, IMPORT_CERTAIN};
}

/* ---- all of them ---- */

/* A field belongs to the surest column, then to the first; identifiers may stand in several. */
static bool beaten(const struct import_suggestion *all, size_t count, size_t i)
{
    if (all[i].row->field == IMPORT_F_IDENTIFIER)
        return false;
    for (size_t k = 0; k < count; k++) {
        int ahead = all[k].confidence - all[i].confidence;
        bool better = ahead > 0 || (k < i && ahead == 0);
        if (k != i && all[k].row && all[k].row->field == all[i].row->field && better)
            return true;
    }
    return false;
}

void import_suggest(enum import_kind kind, enum import_layout layout, const struct str *cells, size_t count,
                    struct import_suggestion *ret)
{
    const struct import_fields *f = import_fields_of(kind, layout);
    for (size_t i = 0; i < count; i++)
        ret[i] = suggest_one(f, cells[i]);
    /* Who is beaten by a column that is beaten itself is beaten by that one's better, too. */
    for (size_t i = count; i-- > 0;)
        if (ret[i].row && beaten(ret, count, i))
            ret[i].row = NULL;
    for (size_t i = 0; i < count; i++)
        ret[i].confidence = ret[i].row ? ret[i].confidence : 0;
}
