#include "cli/term.h"

#include <sys/ioctl.h>
#include <unistd.h>

enum { WIDTH_MIN = 40, WIDTH_USUAL = 80 };

static int width_of(int fd, const char *columns)
{
    struct winsize w = {0};
    int64_t given = 0;
    if (ioctl(fd, TIOCGWINSZ, &w) == 0 && w.ws_col >= WIDTH_MIN)
        return w.ws_col;
    if (columns && str_int64(str_of(columns), &given) && given >= WIDTH_MIN && given < 10000)
        return (int)given;
    return WIDTH_USUAL;
}

struct cli_term cli_term_of(FILE *out, FILE *err, const char *no_colour, const char *columns)
{
    struct cli_term t = {0};
    t.tty = isatty(fileno(out)) == 1;
    t.tty_errors = isatty(fileno(err)) == 1;
    t.colour = t.tty && no_colour == NULL;
    t.width = t.tty ? width_of(fileno(out), columns) : 0;
    return t;
}

/* ---- width ---- */

struct range {
    uint32_t from, to;
};

/* Combining marks and other letters without a width of their own. */
static const struct range zero_width[] = {
    {0x0300, 0x036F}, {0x0483, 0x0489}, {0x0591, 0x05BD}, {0x064B, 0x065F}, {0x0E34, 0x0E3A},
    {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF}, {0x200B, 0x200F}, {0x2060, 0x2064}, {0x20D0, 0x20FF},
    {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}, {0xFEFF, 0xFEFF},
};
/* East Asian wide letters and pictures. */
static const struct range double_width[] = {
    {0x1100, 0x115F}, {0x2E80, 0x303E}, {0x3041, 0xA4CF},   {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},   {0xFE30, 0xFE6F},
    {0xFF00, 0xFF60}, {0xFFE0, 0xFFE6}, {0x1F300, 0x1F64F}, {0x1F680, 0x1F6FF}, {0x1F900, 0x1F9FF}, {0x20000, 0x3FFFD},
};

static bool in_ranges(const struct range *r, size_t count, uint32_t c)
{
    for (size_t i = 0; i < count; i++)
        if (c >= r[i].from && c <= r[i].to)
            return true;
    return false;
}

/* One code point of (well-formed) UTF-8 and its length in bytes. */
static uint32_t next_char(struct str s, size_t at, size_t *ret_len)
{
    unsigned char first = (unsigned char)s.ptr[at];
    size_t len = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    uint32_t c = len == 1 ? first : first & (0xFFU >> (len + 1));
    if (at + len > s.len)
        len = s.len - at;
    for (size_t i = 1; i < len; i++)
        c = c << 6 | ((unsigned char)s.ptr[at + i] & 0x3F);
    *ret_len = len;
    return c;
}

static int char_width(uint32_t c)
{
    if (c < 0x300)
        return 1;
    if (in_ranges(zero_width, sizeof zero_width / sizeof zero_width[0], c))
        return 0;
    return in_ranges(double_width, sizeof double_width / sizeof double_width[0], c) ? 2 : 1;
}

int cli_text_width(struct str text)
{
    int width = 0;
    for (size_t at = 0, len; at < text.len; at += len)
        width += char_width(next_char(text, at, &len));
    return width;
}

/* ---- printing ---- */

static void put_char(struct buf *out, struct str text, size_t at, size_t len, uint32_t c)
{
    if (c == '\n' || c == '\r' || c == '\t')
        buf_char(out, ' ');
    else if (c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x202A && c <= 0x202E))
        buf_char(out, '?');
    else
        buf_add(out, text.ptr + at, len);
}

void cli_text_put(struct buf *out, struct str text, int width, int pad)
{
    int used = 0;
    bool cut = cli_text_width(text) > width;
    for (size_t at = 0, len; at < text.len; at += len) {
        uint32_t c = next_char(text, at, &len);
        int w = char_width(c);
        if (used + w > width - cut)
            break;
        put_char(out, text, at, len, c);
        used += w;
    }
    if (cut && width > 0) {
        buf_z(out, "…");
        used++;
    }
    for (; used < pad; used++)
        buf_char(out, ' ');
}

const char *cli_colour(const struct cli_term *t, enum cli_colour c)
{
    static const char *const codes[] = {
        [CLI_PLAIN] = "\033[0m",  [CLI_BOLD] = "\033[1m",    [CLI_DIM] = "\033[2m",   [CLI_RED] = "\033[31m",
        [CLI_GREEN] = "\033[32m", [CLI_YELLOW] = "\033[33m", [CLI_BLUE] = "\033[34m",
    };
    return t->colour ? codes[c] : "";
}
