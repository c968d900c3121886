#include "store/page.h"

#include "base/buf.h"

struct str store_like(struct arena *a, struct str text)
{
    struct buf b = {0};
    buf_char(&b, '%');
    for (size_t i = 0; i < text.len; i++) {
        if (strchr("%_\\", text.ptr[i]))
            buf_char(&b, '\\');
        buf_char(&b, text.ptr[i]);
    }
    if (!str_empty(text))
        buf_char(&b, '%');
    struct str pattern = arena_str(a, buf_view(&b));
    buf_free(&b);
    return pattern;
}

struct str store_behind_prefix(struct arena *a, struct str prefix)
{
    char *end = arena_cstr(a, prefix);
    if (!end || !prefix.len)
        return (struct str){0};
    end[prefix.len - 1]++;
    return (struct str){end, prefix.len};
}
