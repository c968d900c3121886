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
