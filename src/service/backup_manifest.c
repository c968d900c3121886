#include "service/backup_manifest.h"

#include "base/json.h"

static void put_hash(struct json_out *o, const char *name, struct hash h)
{
    char hex[65];
    hash_hex(h, hex);
    json_field_z(o, name, hex);
}

static void put_time(struct json_out *o, const char *name, msec at)
{
    char text[TIME_TEXT_MAX];
    time_print_utc(at, text);
    json_field_z(o, name, text);
}

void manifest_write(struct buf *out, const struct backup *b)
{
    struct json_out o;
    size_t begin = out->len;
    json_out_init(&o, out);
    json_begin_object(&o);
    json_field_z(&o, "format", "serno backup 1");
    json_field_int(&o, "events", b->events);
    put_hash(&o, "root", b->root);
    put_time(&o, "recorded_at", b->recorded_at);
    put_time(&o, "created_at", b->created_at);
    json_field_int(&o, "bytes", b->bytes);
    put_hash(&o, "sha256", b->sha256);
    put_hash(&o, "check", hash_sha256((struct str){out->ptr + begin, out->len - begin}));
    json_end_object(&o);
    buf_char(out, '\n');
}

static bool get_hash(const struct json *root, const char *name, struct hash *ret)
{
    return hash_parse_hex(json_string(json_get(root, name)), ret);
}

static bool get_time(const struct json *root, const char *name, msec *ret)
{
    struct time_zoned t;
    bool ok = time_parse(json_string(json_get(root, name)), &t);
    *ret = ok ? t.at : 0;
    return ok;
}

static bool read_members(const struct json *root, struct backup *ret)
{
    ret->events = json_int(json_get(root, "events"));
    ret->bytes = json_int(json_get(root, "bytes"));
    return get_hash(root, "root", &ret->root) && get_hash(root, "sha256", &ret->sha256) &&
           get_time(root, "recorded_at", &ret->recorded_at) && get_time(root, "created_at", &ret->created_at);
}

bool manifest_read(struct str text, struct backup *ret)
{
    struct json_error error;
    struct json *root = json_parse(text, &error);
    struct backup b;
    bool ok = root && read_members(root, &b);
    json_free(root);
    if (!ok)
        return false;
    struct buf again = {0};
    manifest_write(&again, &b);
    ok = str_eq(buf_view(&again), text);
    buf_free(&again);
    if (ok)
        *ret = b;
    return ok;
}
