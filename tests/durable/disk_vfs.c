#include "disk_vfs.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { SECTOR_BYTES = 4096 };

struct handle {
    sqlite3_file base;
    struct disk_vfs *vfs;
    struct disk_file *file;
    int level; /* SQLITE_LOCK_... */
    bool sync_names, mapped;
    unsigned shm_shared, shm_exclusive; /* bits of what this handle holds */
};

static struct disk_locks *enter(struct handle *h)
{
    pthread_mutex_lock(&h->vfs->lock);
    return &h->file->locks;
}

static int leave(struct handle *h, int code)
{
    pthread_mutex_unlock(&h->vfs->lock);
    return code;
}

/* ---- contents ---- */

static int read_bytes(sqlite3_file *f, void *out, int n, sqlite3_int64 at)
{
    struct handle *h = (struct handle *)f;
    enter(h);
    bool all = disk_read(h->file, out, n, at) == n;
    return leave(h, all ? SQLITE_OK : SQLITE_IOERR_SHORT_READ);
}

static int write_bytes(sqlite3_file *f, const void *bytes, int n, sqlite3_int64 at)
{
    struct handle *h = (struct handle *)f;
    enter(h);
    disk_write(h->file, bytes, n, at);
    return leave(h, SQLITE_OK);
}

static int truncate_file(sqlite3_file *f, sqlite3_int64 size)
{
    struct handle *h = (struct handle *)f;
    enter(h);
    disk_truncate(h->file, size);
    return leave(h, SQLITE_OK);
}

static int sync_file(sqlite3_file *f, int flags)
{
    (void)flags;
    struct handle *h = (struct handle *)f;
    enter(h);
    disk_sync(h->vfs->disk, h->file);
    if (h->sync_names)
        disk_sync_names(h->vfs->disk);
    h->sync_names = false;
    return leave(h, SQLITE_OK);
}

void disk_vfs_fail_sync(sqlite3_file *f)
{
    struct handle *h = (struct handle *)f;
    enter(h);
    disk_sync_failed(h->file);
    leave(h, SQLITE_OK);
}

static int file_size(sqlite3_file *f, sqlite3_int64 *ret)
{
    struct handle *h = (struct handle *)f;
    enter(h);
    *ret = h->file->now.len;
    return leave(h, SQLITE_OK);
}

/* ---- locks of the database file ---- */

static bool someone_else(const void *who, const struct handle *h)
{
    return who && who != h;
}

static int lock_shared(struct handle *h, struct disk_locks *l)
{
    if (someone_else(l->pending, h) || someone_else(l->exclusive, h))
        return SQLITE_BUSY;
    l->shared++;
    h->level = SQLITE_LOCK_SHARED;
    return SQLITE_OK;
}

static int lock_reserved(struct handle *h, struct disk_locks *l)
{
    if (someone_else(l->reserved, h) || someone_else(l->pending, h) || someone_else(l->exclusive, h))
        return SQLITE_BUSY;
    l->reserved = h;
    h->level = SQLITE_LOCK_RESERVED;
    return SQLITE_OK;
}

static int lock_exclusive(struct handle *h, struct disk_locks *l)
{
    if (someone_else(l->reserved, h) || someone_else(l->pending, h) || someone_else(l->exclusive, h))
        return SQLITE_BUSY;
    l->pending = h;
    h->level = SQLITE_LOCK_PENDING;
    if (l->shared > 1)
        return SQLITE_BUSY;
    l->exclusive = h;
    h->level = SQLITE_LOCK_EXCLUSIVE;
    return SQLITE_OK;
}

static int lock_file(sqlite3_file *f, int level)
{
    struct handle *h = (struct handle *)f;
    if (h->level >= level)
        return SQLITE_OK;
    struct disk_locks *l = enter(h);
    int code = level == SQLITE_LOCK_SHARED     ? lock_shared(h, l)
               : level == SQLITE_LOCK_RESERVED ? lock_reserved(h, l)
                                               : lock_exclusive(h, l);
    return leave(h, code);
}

static void release(struct handle *h, struct disk_locks *l)
{
    l->reserved = l->reserved == h ? NULL : l->reserved;
    l->pending = l->pending == h ? NULL : l->pending;
    l->exclusive = l->exclusive == h ? NULL : l->exclusive;
}

static int unlock_file(sqlite3_file *f, int level)
{
    struct handle *h = (struct handle *)f;
    if (h->level <= level)
        return SQLITE_OK;
    struct disk_locks *l = enter(h);
    release(h, l);
    l->shared -= level == SQLITE_LOCK_NONE;
    h->level = level;
    return leave(h, SQLITE_OK);
}

static int check_lock(sqlite3_file *f, int *ret)
{
    struct handle *h = (struct handle *)f;
    struct disk_locks *l = enter(h);
    *ret = l->reserved || l->pending || l->exclusive;
    return leave(h, SQLITE_OK);
}

/* ---- memory that connections share ---- */

static int shm_map(sqlite3_file *f, int region, int size, int extend, void volatile **ret)
{
    struct handle *h = (struct handle *)f;
    struct disk_locks *l = enter(h);
    assert(region < DISK_SHM_REGIONS);
    l->shm_users += !h->mapped;
    h->mapped = true;
    if (!l->regions[region] && extend) {
        l->regions[region] = calloc(1, (size_t)size);
        assert(l->regions[region]);
    }
    *ret = l->regions[region];
    return leave(h, SQLITE_OK);
}

static void shm_release(struct handle *h, struct disk_locks *l, int i)
{
    unsigned bit = 1U << i;
    l->shm_shared[i] -= (h->shm_shared & bit) != 0;
    if (h->shm_exclusive & bit)
        l->shm_exclusive[i] = NULL;
    h->shm_shared &= ~bit;
    h->shm_exclusive &= ~bit;
}

static bool shm_free(const struct handle *h, const struct disk_locks *l, int i, bool exclusive)
{
    bool own = (h->shm_shared >> i & 1) != 0;
    return !l->shm_exclusive[i] && (!exclusive || l->shm_shared[i] == own);
}

static void shm_take(struct handle *h, struct disk_locks *l, int i, bool exclusive)
{
    unsigned bit = 1U << i;
    if (exclusive) {
        l->shm_exclusive[i] = h;
        h->shm_exclusive |= bit;
    } else if (!(h->shm_shared & bit)) {
        l->shm_shared[i]++;
        h->shm_shared |= bit;
    }
}

static int shm_lock(sqlite3_file *f, int offset, int n, int flags)
{
    struct handle *h = (struct handle *)f;
    struct disk_locks *l = enter(h);
    bool exclusive = (flags & SQLITE_SHM_EXCLUSIVE) != 0, all = true;
    for (int i = offset; i < offset + n; i++)
        if (flags & SQLITE_SHM_UNLOCK)
            shm_release(h, l, i);
        else
            all = all && shm_free(h, l, i, exclusive);
    for (int i = offset; (flags & SQLITE_SHM_LOCK) && all && i < offset + n; i++)
        shm_take(h, l, i, exclusive);
    return leave(h, all ? SQLITE_OK : SQLITE_BUSY);
}

/* A mutex is a barrier, too. */
static void shm_barrier(sqlite3_file *f)
{
    struct handle *h = (struct handle *)f;
    enter(h);
    leave(h, SQLITE_OK);
}

static int shm_unmap(sqlite3_file *f, int delete_it)
{
    (void)delete_it; /* the first one to come back begins with an empty one in any case */
    struct handle *h = (struct handle *)f;
    struct disk_locks *l = enter(h);
    for (int i = 0; i < 8; i++)
        shm_release(h, l, i);
    l->shm_users -= h->mapped;
    h->mapped = false;
    for (int i = 0; l->shm_users == 0 && i < DISK_SHM_REGIONS; i++) {
        free(l->regions[i]);
        l->regions[i] = NULL;
    }
    return leave(h, SQLITE_OK);
}

/* ---- handles ---- */

static int close_file(sqlite3_file *f)
{
    struct handle *h = (struct handle *)f;
    unlock_file(f, SQLITE_LOCK_NONE);
    enter(h);
    disk_close(h->vfs->disk, h->file);
    h->base.pMethods = NULL;
    return leave(h, SQLITE_OK);
}

static int control(sqlite3_file *f, int op, void *arg)
{
    (void)f, (void)op, (void)arg;
    return SQLITE_NOTFOUND;
}

static int sector_size(sqlite3_file *f)
{
    (void)f;
    return SECTOR_BYTES;
}

static int characteristics(sqlite3_file *f)
{
    (void)f;
    return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

static const sqlite3_io_methods methods = {
    .iVersion = 2,
    .xClose = close_file,
    .xRead = read_bytes,
    .xWrite = write_bytes,
    .xTruncate = truncate_file,
    .xSync = sync_file,
    .xFileSize = file_size,
    .xLock = lock_file,
    .xUnlock = unlock_file,
    .xCheckReservedLock = check_lock,
    .xFileControl = control,
    .xSectorSize = sector_size,
    .xDeviceCharacteristics = characteristics,
    .xShmMap = shm_map,
    .xShmLock = shm_lock,
    .xShmBarrier = shm_barrier,
    .xShmUnmap = shm_unmap,
};

static int open_file(sqlite3_vfs *base, const char *name, sqlite3_file *f, int flags, int *ret_flags)
{
    struct disk_vfs *v = (struct disk_vfs *)base;
    const int journals = SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_SUPER_JOURNAL;
    struct handle *h = (struct handle *)f;
    bool created;
    *h = (struct handle){.vfs = v};
    pthread_mutex_lock(&v->lock);
    h->file = disk_open(v->disk, name, (flags & SQLITE_OPEN_CREATE) != 0, &created);
    pthread_mutex_unlock(&v->lock);
    if (!h->file)
        return SQLITE_CANTOPEN;
    h->sync_names = (flags & SQLITE_OPEN_CREATE) && (flags & journals); /* whoever made it: as SQLite's own */
    h->base.pMethods = &methods;
    if (ret_flags)
        *ret_flags = flags;
    return SQLITE_OK;
}

static int delete_file(sqlite3_vfs *base, const char *name, int sync_names)
{
    struct disk_vfs *v = (struct disk_vfs *)base;
    pthread_mutex_lock(&v->lock);
    bool there = disk_delete(v->disk, name);
    if (there && sync_names)
        disk_sync_names(v->disk);
    pthread_mutex_unlock(&v->lock);
    return there ? SQLITE_OK : SQLITE_IOERR_DELETE_NOENT;
}

/* As SQLite's own: an empty file counts as none. */
static int access_file(sqlite3_vfs *base, const char *name, int flags, int *ret)
{
    struct disk_vfs *v = (struct disk_vfs *)base;
    pthread_mutex_lock(&v->lock);
    struct disk_file *f = disk_find(v->disk, name);
    *ret = f && (flags != SQLITE_ACCESS_EXISTS || f->now.len > 0);
    pthread_mutex_unlock(&v->lock);
    return SQLITE_OK;
}

void disk_vfs_init(struct disk_vfs *v, struct disk *disk)
{
    *v = (struct disk_vfs){.disk = disk};
    pthread_mutex_init(&v->lock, NULL);
    v->base = (sqlite3_vfs){
        .iVersion = 1,
        .szOsFile = (int)sizeof(struct handle),
        .mxPathname = 512,
        .xOpen = open_file,
        .xDelete = delete_file,
        .xAccess = access_file,
    };
}
