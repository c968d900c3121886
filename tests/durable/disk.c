#include "disk.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

struct disk_op {
    int64_t at, len;      /* bytes NULL: cut (or stretched) to len */
    unsigned char *bytes; /* owned */
    bool lost;            /* a sync of it failed */
};

/* A name, and what it stood for since names were synced last: the first is on the disk, the last is what programs see. NULL: none. */
struct entry {
    char *name;
    struct disk_file **files;
    int count;
    struct entry *next;
};

struct disk {
    struct disk_file *files;
    struct entry *entries;
    bool lies;
};

struct disk_image {
    char *name;
    struct disk_bytes bytes;
    struct disk_image *next;
};

static void *must(void *memory)
{
    assert(memory);
    return memory;
}

/* ---- bytes ---- */

static void bytes_resize(struct disk_bytes *b, int64_t len)
{
    if (len > b->room) {
        b->room = len * 2;
        b->at = must(realloc(b->at, (size_t)b->room));
    }
    if (len > b->len)
        memset(b->at + b->len, 0, (size_t)(len - b->len));
    b->len = len;
}

static void bytes_put(struct disk_bytes *b, const unsigned char *from, int64_t n, int64_t at)
{
    if (n == 0)
        return;
    if (at + n > b->len)
        bytes_resize(b, at + n);
    memcpy(b->at + at, from, (size_t)n);
}

static void bytes_copy(struct disk_bytes *to, const struct disk_bytes *from)
{
    bytes_resize(to, 0);
    bytes_put(to, from->at, from->len, 0);
}

/* ---- files ---- */

static void forget_ops(struct disk_file *f)
{
    for (int i = 0; i < f->op_count; i++)
        free(f->ops[i].bytes);
    f->op_count = 0;
}

static void forget_locks(struct disk_locks *l)
{
    for (int i = 0; i < DISK_SHM_REGIONS; i++)
        free(l->regions[i]);
    *l = (struct disk_locks){0};
}

static void free_file(struct disk_file *f)
{
    forget_ops(f);
    forget_locks(&f->locks);
    free(f->ops);
    free(f->now.at);
    free(f->safe.at);
    free(f);
}

static struct disk_file *new_file(struct disk *d, bool unnamed)
{
    struct disk_file *f = must(calloc(1, sizeof *f));
    f->unnamed = unnamed;
    f->next = d->files;
    d->files = f;
    return f;
}

/* Free what nobody can reach any more. */
static void sweep(struct disk *d)
{
    for (struct disk_file *f = d->files; f; f = f->next)
        f->named = false;
    for (struct entry *e = d->entries; e; e = e->next)
        for (int i = 0; i < e->count; i++)
            if (e->files[i])
                e->files[i]->named = true;
    for (struct disk_file **at = &d->files; *at;) {
        struct disk_file *f = *at;
        if (f->named || f->users) {
            at = &f->next;
            continue;
        }
        *at = f->next;
        free_file(f);
    }
}

static struct entry *find_entry(struct disk *d, const char *name)
{
    struct entry *e = d->entries;
    while (e && strcmp(e->name, name) != 0)
        e = e->next;
    return e;
}

static struct disk_file *seen(const struct entry *e)
{
    return e ? e->files[e->count - 1] : NULL;
}

/* The name stands for f from now on; what it stood for before may come back when the power is cut. */
static void name_file(struct disk *d, const char *name, struct disk_file *f)
{
    struct entry *e = find_entry(d, name);
    if (!e) {
        e = must(calloc(1, sizeof *e));
        e->name = must(strdup(name));
        e->files = must(calloc(1, sizeof *e->files));
        e->count = 1;
        e->next = d->entries;
        d->entries = e;
    }
    e->files = must(realloc(e->files, (size_t)(e->count + 1) * sizeof *e->files));
    e->files[e->count++] = f;
}

static void settle_entry(struct entry *e, int choice)
{
    e->files[0] = e->files[choice];
    e->count = 1;
}

struct disk *disk_new(void)
{
    return must(calloc(1, sizeof(struct disk)));
}

void disk_free(struct disk *d)
{
    disk_restore(d, NULL);
    free(d);
}

void disk_lie(struct disk *d, bool lies)
{
    d->lies = lies;
}

struct disk_file *disk_find(struct disk *d, const char *name)
{
    return seen(find_entry(d, name));
}

struct disk_file *disk_open(struct disk *d, const char *name, bool create, bool *ret_created)
{
    struct disk_file *f = name ? disk_find(d, name) : NULL;
    *ret_created = !f;
    if (!f && name && !create)
        return NULL;
    if (!f) {
        f = new_file(d, !name);
        if (name)
            name_file(d, name, f);
    }
    f->users++;
    return f;
}

void disk_close(struct disk *d, struct disk_file *f)
{
    if (--f->users > 0)
        return;
    forget_locks(&f->locks);
    if (f->unnamed)
        sweep(d);
}

bool disk_delete(struct disk *d, const char *name)
{
    if (!disk_find(d, name))
        return false;
    name_file(d, name, NULL);
    return true;
}

void disk_sync_names(struct disk *d)
{
    if (d->lies)
        return;
    for (struct entry *e = d->entries; e; e = e->next)
        settle_entry(e, e->count - 1);
    sweep(d);
}

/* ---- contents ---- */

int64_t disk_read(const struct disk_file *f, void *out, int64_t n, int64_t at)
{
    int64_t there = at >= f->now.len ? 0 : f->now.len - at < n ? f->now.len - at : n;
    if (there)
        memcpy(out, f->now.at + at, (size_t)there);
    memset((char *)out + there, 0, (size_t)(n - there));
    return there;
}

static struct disk_op *new_op(struct disk_file *f)
{
    if (f->op_count == f->op_room) {
        f->op_room = f->op_room ? f->op_room * 2 : 16;
        f->ops = must(realloc(f->ops, (size_t)f->op_room * sizeof *f->ops));
    }
    return &f->ops[f->op_count++];
}

void disk_write(struct disk_file *f, const void *bytes, int64_t n, int64_t at)
{
    bytes_put(&f->now, bytes, n, at);
    if (f->unnamed)
        return;
    struct disk_op *op = new_op(f);
    *op = (struct disk_op){.at = at, .len = n, .bytes = must(malloc((size_t)n + 1))};
    memcpy(op->bytes, bytes, (size_t)n);
}

void disk_truncate(struct disk_file *f, int64_t size)
{
    bytes_resize(&f->now, size);
    if (!f->unnamed)
        *new_op(f) = (struct disk_op){.len = size};
}

static void perform(struct disk_file *f, const struct disk_op *op)
{
    if (op->bytes)
        bytes_put(&f->safe, op->bytes, op->len, op->at);
    else
        bytes_resize(&f->safe, op->len);
}

void disk_sync(struct disk *d, struct disk_file *f)
{
    if (d->lies)
        return;
    for (int i = 0; i < f->op_count; i++)
        if (!f->ops[i].lost)
            perform(f, &f->ops[i]);
    forget_ops(f);
}

void disk_sync_failed(struct disk_file *f)
{
    for (int i = 0; i < f->op_count; i++)
        f->ops[i].lost = true;
}

/* ---- the power is cut ---- */

/* A piece of a write, within one sector. */
static void survive_sector(struct disk_file *f, const struct disk_op *op, int64_t from, int64_t len, struct dice *dice)
{
    unsigned char garbage[DISK_SECTOR];
    int64_t how = dice_below(dice, 8);
    if (how < 3)
        return;
    if (how < 6) {
        bytes_put(&f->safe, op->bytes + from, len, op->at + from);
    } else if (how == 6) {
        bytes_put(&f->safe, op->bytes + from, dice_below(dice, len + 1), op->at + from);
    } else {
        for (int64_t i = 0; i < len; i++)
            garbage[i] = (unsigned char)dice_next(dice);
        bytes_put(&f->safe, garbage, len, op->at + from);
    }
}

static void survive_sectors(struct disk_file *f, const struct disk_op *op, struct dice *dice)
{
    for (int64_t from = 0; op->bytes && from < op->len;) {
        int64_t in_sector = DISK_SECTOR - (op->at + from) % DISK_SECTOR;
        int64_t len = op->len - from < in_sector ? op->len - from : in_sector;
        survive_sector(f, op, from, len, dice);
        from += len;
    }
    if (!op->bytes && dice_one_in(dice, 2))
        perform(f, op);
}

static void survive_prefix(struct disk_file *f, struct dice *dice)
{
    int64_t n = dice_below(dice, f->op_count + 1);
    for (int i = 0; i < n; i++)
        perform(f, &f->ops[i]);
    if (n < f->op_count)
        survive_sectors(f, &f->ops[n], dice);
}

static void survive_some(struct disk_file *f, enum disk_fate fate, struct dice *dice)
{
    int64_t odds = 1 + dice_below(dice, 4);
    for (int i = 0; i < f->op_count; i++)
        if (fate == FATE_KEPT || (fate == FATE_WRITES && dice_below(dice, 5) < odds))
            perform(f, &f->ops[i]);
        else if (fate == FATE_SECTORS)
            survive_sectors(f, &f->ops[i], dice);
}

/* What a sync that failed left behind never comes. */
static void drop_lost(struct disk_file *f)
{
    int kept = 0;
    for (int i = 0; i < f->op_count; i++)
        if (f->ops[i].lost)
            free(f->ops[i].bytes);
        else
            f->ops[kept++] = f->ops[i];
    f->op_count = kept;
}

static void survive(struct disk_file *f, enum disk_fate fate, struct dice *dice)
{
    drop_lost(f);
    if (fate == FATE_PREFIX)
        survive_prefix(f, dice);
    else if (fate != FATE_DROPPED)
        survive_some(f, fate, dice);
    forget_ops(f);
    bytes_copy(&f->now, &f->safe);
}

int disk_cut(struct disk *d, enum disk_fate fate, struct dice *dice)
{
    int unsynced = 0;
    for (struct disk_file *f = d->files; f; f = f->next) {
        unsynced += f->op_count;
        survive(f, fate, dice);
        f->users = 0;
        forget_locks(&f->locks);
    }
    for (struct entry *e = d->entries; e; e = e->next) {
        unsynced += e->count - 1;
        settle_entry(e, fate == FATE_DROPPED ? 0 : fate == FATE_KEPT ? e->count - 1 : (int)dice_below(dice, e->count));
    }
    sweep(d);
    return unsynced;
}

/* ---- images ---- */

struct disk_image *disk_image(const struct disk *d)
{
    struct disk_image *image = NULL;
    for (struct entry *e = d->entries; e; e = e->next) {
        struct disk_file *f = seen(e);
        if (!f)
            continue;
        struct disk_image *i = must(calloc(1, sizeof *i));
        i->name = must(strdup(e->name));
        bytes_copy(&i->bytes, &f->now);
        i->next = image;
        image = i;
    }
    return image;
}

void disk_image_free(struct disk_image *i)
{
    while (i) {
        struct disk_image *next = i->next;
        free(i->name);
        free(i->bytes.at);
        free(i);
        i = next;
    }
}

static void clear(struct disk *d)
{
    while (d->entries) {
        struct entry *e = d->entries;
        d->entries = e->next;
        free(e->name);
        free(e->files);
        free(e);
    }
    for (struct disk_file *f = d->files; f; f = f->next)
        f->users = 0;
    sweep(d);
}

void disk_restore(struct disk *d, const struct disk_image *image)
{
    clear(d);
    for (const struct disk_image *i = image; i; i = i->next) {
        struct disk_file *f = new_file(d, false);
        bytes_copy(&f->now, &i->bytes);
        bytes_copy(&f->safe, &i->bytes);
        name_file(d, i->name, f);
    }
    for (struct entry *e = d->entries; e; e = e->next)
        settle_entry(e, e->count - 1);
}
