#include "service/backup.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "service/backup_manifest.h"
#include "service/move.h"
#include "service/unit_read.h"
#include "service/verify.h"
#include "store/ledger.h"

enum { PATH_BYTES = 4096 };

/* One backup or restore. */
struct job {
    const struct progress *progress;
    char *error;
    size_t error_size;
    struct ctx ctx;        /* arena, and the database that is being read */
    char part[PATH_BYTES]; /* the file while it has no name yet */
};

static bool fail(struct job *j, const char *format, ...) __attribute__((format(printf, 2, 3)));

static bool fail(struct job *j, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vsnprintf(j->error, j->error_size, format, args);
    va_end(args);
    return false;
}

static bool fail_file(struct job *j, const char *what, const char *path)
{
    return fail(j, "cannot %s '%s': %s", what, path, strerror(errno));
}

static bool fail_database(struct job *j, const char *path)
{
    return fail(j, "cannot read '%s': %s", path, db_result_text(j->ctx.failure));
}

static bool path_with(struct job *j, char out[PATH_BYTES], const char *path, const char *tail)
{
    int n = snprintf(out, PATH_BYTES, "%s%s", path, tail);
    return n < PATH_BYTES || fail(j, "the file name is too long");
}

static bool begin(struct job *j, const char *target, const struct progress *progress, char *error, size_t error_size)
{
    uint64_t salt;
    char tail[40];
    *j = (struct job){.progress = progress, .error = error, .error_size = error_size};
    j->ctx.arena = arena_new(0);
    random_bytes(&salt, sizeof salt);
    snprintf(tail, sizeof tail, ".part-%016llx", (unsigned long long)salt);
    return path_with(j, j->part, target, tail);
}

static bool end(struct job *j, bool ok)
{
    if (!ok)
        unlink(j->part);
    db_close(j->ctx.db);
    arena_free(j->ctx.arena);
    return ok;
}

static bool open_for_reading(struct job *j, const char *url)
{
    char why[512];
    return db_open(url, DB_READ, &j->ctx.db, why, sizeof why) == DB_OK || fail(j, "%s", why);
}

static void close_database(struct job *j)
{
    db_close(j->ctx.db);
    j->ctx.db = NULL;
}

/* ---- is a copy good? ---- */

static void note_fault(void *state, struct str text)
{
    struct job *j = state;
    if (!j->error[0])
        fail(j, "%.*s", STR_ARG(text));
}

static bool pages_good(struct job *j, const char *path)
{
    progress_tell(j->progress, "pages and indexes", 0, 0);
    j->error[0] = '\0';
    enum db_result r = db_integrity(j->ctx.db, note_fault, j);
    if (r != DB_OK && !j->error[0])
        return fail(j, "'%s' is damaged: %s", path, db_result_text(r));
    return !j->error[0];
}

static bool ledger_good(struct job *j, const char *path, const struct backup *b)
{
    struct ledger_expect expect = {b->events, b->root};
    struct ledger_report *r = ARENA_NEW(j->ctx.arena, struct ledger_report);
    if (!r || !service_ledger_verify(&j->ctx, &expect, j->progress, r))
        return fail_database(j, path);
    if (r->bad)
        return fail(j, "the ledger is not good: event %lld: %.*s", (long long)r->findings[0].seq,
                    STR_ARG(r->findings[0].what));
    return r->size == b->events ||
           fail(j, "the ledger has %lld events instead of %lld", (long long)r->size, (long long)b->events);
}

static bool copy_good(struct job *j, const char *path, const struct backup *b)
{
    bool ok = open_for_reading(j, path) && pages_good(j, path) && ledger_good(j, path, b);
    close_database(j);
    return ok;
}

/* ---- backup ---- */

static void tell_pages(void *state, int64_t done, int64_t total)
{
    progress_tell(((struct job *)state)->progress, "pages copied", done, total);
}

static void tell_bytes(void *state, int64_t done, int64_t total)
{
    progress_tell(((struct job *)state)->progress, "bytes", done, total);
}

static bool ledger_head(struct job *j, struct backup *ret)
{
    struct db *db = j->ctx.db;
    return ctx_check(&j->ctx, store_event_last(db, &ret->events, &ret->recorded_at)) &&
           ctx_check(&j->ctx,
                     merkle_root(store_merkle_source(db), (uint64_t)ret->events, &ret->root) ? DB_OK : DB_CORRUPT);
}

/* Size, root and pages, all of one moment. */
static bool copy_file(struct job *j, const char *url, struct backup *ret)
{
    if (!open_for_reading(j, url) || !service_move_finished(j->ctx.db, url, j->error, j->error_size) ||
        !service_read_begin(&j->ctx))
        return j->ctx.failure != DB_OK ? fail_database(j, url) : false;
    bool known = ledger_head(j, ret);
    enum db_result r = known ? db_backup(j->ctx.db, j->part, tell_pages, j) : j->ctx.failure;
    service_read_end(&j->ctx);
    close_database(j);
    if (r == DB_OK)
        return file_sync(j->part) || fail_file(j, "write", j->part);
    return known ? fail(j, "cannot copy into '%s': %s", j->part, db_result_text(r)) : fail_database(j, url);
}

/* From another engine: carried over into a file, which is then copied like any other. */
static bool copy_far(struct job *j, const char *url, struct backup *ret)
{
    char moved[PATH_BYTES];
    if (!path_with(j, moved, j->part, ".moved"))
        return false;
    struct move_options o = {.from = url, .to = moved, .snapshot = true, .no_replay = true, .progress = j->progress};
    struct move_report *r = ARENA_NEW(j->ctx.arena, struct move_report);
    bool ok = service_move(&o, r, j->error, j->error_size) == MOVE_DONE && copy_file(j, moved, ret);
    close_database(j);
    service_move_erase(moved);
    return ok;
}

static bool copy_database(struct job *j, const char *url, struct backup *ret)
{
    return db_url_far(url) ? copy_far(j, url, ret) : copy_file(j, url, ret);
}

/* The manifest first: a backup that has its name has one, too. */
static bool publish(struct job *j, const char *target, const char *manifest, const struct backup *b)
{
    char part[PATH_BYTES];
    struct buf text = {0};
    if (!path_with(j, part, j->part, ".json"))
        return false;
    manifest_write(&text, b);
    bool written = file_write_new(part, buf_view(&text));
    buf_free(&text);
    if (!written)
        return fail_file(j, "write", part);
    if (!file_publish(part, manifest)) {
        fail_file(j, "write", manifest);
        unlink(part);
        return false;
    }
    if (file_publish(j->part, target))
        return true;
    fail_file(j, "write", target);
    unlink(manifest);
    return false;
}

static bool names_free(struct job *j, const char *target, const char *manifest)
{
    const char *taken = access(target, F_OK) == 0 ? target : access(manifest, F_OK) == 0 ? manifest : NULL;
    return !taken || fail(j, "'%s' is there already", taken);
}

static bool back_up(struct job *j, const char *url, const char *target, msec now, struct backup *ret)
{
    char manifest[PATH_BYTES];
    struct backup b = {.created_at = now};
    if (!path_with(j, manifest, target, ".json") || !names_free(j, target, manifest) || !copy_database(j, url, &b) ||
        !copy_good(j, j->part, &b))
        return false;
    if (!file_sha256(j->part, tell_bytes, j, &b.sha256, &b.bytes))
        return fail_file(j, "read", j->part);
    if (!publish(j, target, manifest, &b))
        return false;
    *ret = b;
    return true;
}

bool service_backup(const char *url, const char *target, msec now, const struct progress *progress, struct backup *ret,
                    char *error, size_t error_size)
{
    struct job j;
    return end(&j, begin(&j, target, progress, error, error_size) && back_up(&j, url, target, now, ret));
}

/* ---- restore ---- */

static bool load_manifest(struct job *j, const char *backup, struct backup *ret)
{
    char path[PATH_BYTES];
    if (!path_with(j, path, backup, ".json"))
        return false;
    struct buf text = {0};
    bool there = file_read(path, MANIFEST_BYTES_MAX, &text);
    if (!there)
        fail_file(j, "read the manifest", path);
    bool ok = there && (manifest_read(buf_view(&text), ret) || fail(j, "the manifest '%s' is damaged", path));
    buf_free(&text);
    return ok;
}

static bool bytes_good(struct job *j, const char *backup, const struct backup *want, int64_t bytes, struct hash sha256)
{
    if (bytes != want->bytes)
        return fail(j, "'%s' is damaged: it has %lld bytes instead of %lld", backup, (long long)bytes,
                    (long long)want->bytes);
    return hash_eq(sha256, want->sha256) ||
           fail(j, "'%s' is damaged: its bytes are not those of which the manifest speaks", backup);
}

static bool copy_backup(struct job *j, const char *backup, const struct backup *want)
{
    struct hash sha256;
    int64_t bytes;
    if (!file_copy_new(backup, j->part, tell_bytes, j, &sha256, &bytes))
        return fail(j, "cannot copy '%s' to '%s': %s", backup, j->part, strerror(errno));
    return bytes_good(j, backup, want, bytes, sha256);
}

static bool put_file(struct job *j, const char *backup, const char *target, const struct backup *b)
{
    return (copy_backup(j, backup, b) && copy_good(j, j->part, b)) &&
           (file_publish(j->part, target) || fail_file(j, "write", target));
}

/* Into another engine: the file is looked at where it is, and carried over when it is good. */
static bool put_far(struct job *j, const char *backup, const char *target, const struct backup *b)
{
    struct hash sha256;
    int64_t bytes;
    if (!file_sha256(backup, tell_bytes, j, &sha256, &bytes))
        return fail_file(j, "read", backup);
    if (!bytes_good(j, backup, b, bytes, sha256) || !copy_good(j, backup, b))
        return false;
    struct move_options o = {.from = backup,
                             .to = target,
                             .again = true, /* what an interrupted restore left behind */
                             .no_replay = true,
                             .progress = j->progress};
    struct move_report *r = ARENA_NEW(j->ctx.arena, struct move_report);
    return service_move(&o, r, j->error, j->error_size) == MOVE_DONE;
}

static bool put_back(struct job *j, const char *backup, const char *target, struct backup *ret)
{
    struct backup b;
    bool far = db_url_far(target);
    if (!far && !db_absent(target))
        return fail(j, "there is a database at '%s' already, or what is left of one", target);
    if (!load_manifest(j, backup, &b) || !(far ? put_far(j, backup, target, &b) : put_file(j, backup, target, &b)))
        return false;
    *ret = b;
    return true;
}

bool service_restore(const char *backup, const char *target, const struct progress *progress, struct backup *ret,
                     char *error, size_t error_size)
{
    struct job j;
    return end(&j, begin(&j, db_url_far(target) ? backup : target, progress, error, error_size) &&
                       put_back(&j, backup, target, ret));
}
