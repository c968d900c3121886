/*
 * Any bytes as JSON: refused with a place inside the text, or read; and what is read, printed and read again prints the same.
 */
#include "base/json.h"
#include "fuzz.h"

static void check_round_trip(const struct json *root)
{
    struct buf first = {0}, second = {0};
    struct json_error error;
    json_print(&first, root);
    struct json *again = json_parse(buf_view(&first), &error);
    assert(again && "our own text is read");
    json_print(&second, again);
    assert(str_eq(buf_view(&first), buf_view(&second)));
    json_free(again);
    buf_free(&first);
    buf_free(&second);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct json_error error = {0};
    struct json *root = json_parse((struct str){(const char *)data, size}, &error);
    if (root)
        check_round_trip(root);
    else
        assert(error.at <= size && error.text[0] && str_utf8(str_of(error.text), NULL));
    json_free(root);
    return 0;
}
