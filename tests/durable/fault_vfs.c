#include "fault_vfs.h"

#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

struct handle {
    sqlite3_file base;
    struct fault_vfs *vfs;
    bool simulated;
    enum disk_part part;
    /* The file of the VFS below stands behind. */
};

static sqlite3_file *below(sqlite3_file *f)
{
    return (sqlite3_file *)(void *)((struct handle *)f + 1);
}

static struct fault_vfs *owner(sqlite3_file *f)
{
    return ((struct handle *)f)->vfs;
}

static enum disk_part part_of(sqlite3_file *f)
{
    return ((struct handle *)f)->part;
}

/* ---- what fails ---- */

static const struct {
    const char *name;
    int code;
} calls[CALLS] = {
    [CALL_OPEN] = {"open", SQLITE_CANTOPEN},
    [CALL_DELETE] = {"delete", SQLITE_IOERR_DELETE},
    [CALL_ACCESS] = {"access", SQLITE_IOERR_ACCESS},
    [CALL_READ] = {"read", SQLITE_IOERR_READ},
    [CALL_WRITE] = {"write", SQLITE_IOERR_WRITE},
    [CALL_TRUNCATE] = {"truncate", SQLITE_IOERR_TRUNCATE},
    [CALL_SYNC] = {"sync", SQLITE_IOERR_FSYNC},
    [CALL_SIZE] = {"size", SQLITE_IOERR_FSTAT},
    [CALL_LOCK] = {"lock", SQLITE_IOERR_LOCK},
    [CALL_SHM_MAP] = {"shared memory", SQLITE_IOERR_SHMMAP},
    [CALL_SHM_LOCK] = {"lock of shared memory", SQLITE_IOERR_SHMLOCK},
};

const char *fault_call_name(enum call call)
{
    return calls[call].name;
}

/* The code that this call must give; SQLITE_OK: let it through. */
static int verdict(struct fault_vfs *v, enum call call)
{
    int code = SQLITE_OK;
    pthread_mutex_lock(&v->lock);
    const struct fault *f = &v->fault;
    if (v->dead) {
        code = calls[call].code;
    } else if (f->calls & CALL_BIT(call)) {
        v->seen++;
        if (f->at && (v->seen == f->at || (f->lasting && v->seen > f->at))) {
            code = f->code ? f->code : calls[call].code;
            v->fired++;
            v->last_fired = call;
        }
    }
    pthread_mutex_unlock(&v->lock);
    errno = code == SQLITE_OK ? errno : EIO;
    return code;
}

/* A change of the simulated disk: true when the power goes in the middle of it. */
static bool power_goes(struct fault_vfs *v, enum disk_part part)
{
    pthread_mutex_lock(&v->lock);
    v->part = v->dead ? v->part : part;
    bool goes = v->power_left > 0 && --v->power_left == 0;
    v->dead = v->dead || goes;
    pthread_mutex_unlock(&v->lock);
    return goes;
}

static int64_t some_of(struct fault_vfs *v, int64_t n)
{
    pthread_mutex_lock(&v->lock);
    int64_t some = dice_below(&v->dice, n + 1);
    pthread_mutex_unlock(&v->lock);
    return some;
}

/* ---- calls ---- */

static int read_bytes(sqlite3_file *f, void *out, int n, sqlite3_int64 at)
{
    int code = verdict(owner(f), CALL_READ);
    return code == SQLITE_OK ? below(f)->pMethods->xRead(below(f), out, n, at) : code;
}

/* One that fails may have written some of it. */
static int write_bytes(sqlite3_file *f, const void *bytes, int n, sqlite3_int64 at)
{
    struct fault_vfs *v = owner(f);
    int code = verdict(v, CALL_WRITE);
    int len = code == SQLITE_OK ? n : v->dead ? 0 : (int)some_of(v, n);
    int done = len ? below(f)->pMethods->xWrite(below(f), bytes, len, at) : SQLITE_OK;
    if (code != SQLITE_OK)
        return code;
    return ((struct handle *)f)->simulated && power_goes(v, part_of(f)) ? SQLITE_IOERR_WRITE : done;
}

static int truncate_file(sqlite3_file *f, sqlite3_int64 size)
{
    int code = verdict(owner(f), CALL_TRUNCATE);
    if (code != SQLITE_OK)
        return code;
    code = below(f)->pMethods->xTruncate(below(f), size);
    return ((struct handle *)f)->simulated && power_goes(owner(f), part_of(f)) ? SQLITE_IOERR_TRUNCATE : code;
}

static int sync_file(sqlite3_file *f, int flags)
{
    int code = verdict(owner(f), CALL_SYNC);
    bool simulated = ((struct handle *)f)->simulated;
    if (code != SQLITE_OK && simulated && !owner(f)->dead)
        disk_vfs_fail_sync(below(f));
    if (code != SQLITE_OK)
        return owner(f)->fault.silent && !owner(f)->dead ? SQLITE_OK : code;
    return simulated && power_goes(owner(f), part_of(f)) ? SQLITE_IOERR_FSYNC
                                                         : below(f)->pMethods->xSync(below(f), flags);
}

static int file_size(sqlite3_file *f, sqlite3_int64 *ret)
{
    int code = verdict(owner(f), CALL_SIZE);
    return code == SQLITE_OK ? below(f)->pMethods->xFileSize(below(f), ret) : code;
}

static int lock_file(sqlite3_file *f, int level)
{
    int code = verdict(owner(f), CALL_LOCK);
    return code == SQLITE_OK ? below(f)->pMethods->xLock(below(f), level) : code;
}

static int shm_map(sqlite3_file *f, int page, int size, int extend, void volatile **ret)
{
    int code = verdict(owner(f), CALL_SHM_MAP);
    *ret = NULL;
    return code == SQLITE_OK ? below(f)->pMethods->xShmMap(below(f), page, size, extend, ret) : code;
}

static int shm_lock(sqlite3_file *f, int offset, int n, int flags)
{
    int code = flags & SQLITE_SHM_UNLOCK ? SQLITE_OK : verdict(owner(f), CALL_SHM_LOCK);
    return code == SQLITE_OK ? below(f)->pMethods->xShmLock(below(f), offset, n, flags) : code;
}

/* What is passed on as it comes: giving back never fails. */
static int close_file(sqlite3_file *f)
{
    return below(f)->pMethods->xClose(below(f));
}

static int unlock_file(sqlite3_file *f, int level)
{
    return below(f)->pMethods->xUnlock(below(f), level);
}

static int check_lock(sqlite3_file *f, int *ret)
{
    return below(f)->pMethods->xCheckReservedLock(below(f), ret);
}

static int control(sqlite3_file *f, int op, void *arg)
{
    return below(f)->pMethods->xFileControl(below(f), op, arg);
}

static int sector_size(sqlite3_file *f)
{
    return below(f)->pMethods->xSectorSize(below(f));
}

static int characteristics(sqlite3_file *f)
{
    return below(f)->pMethods->xDeviceCharacteristics(below(f));
}

static void shm_barrier(sqlite3_file *f)
{
    below(f)->pMethods->xShmBarrier(below(f));
}

static int shm_unmap(sqlite3_file *f, int delete_it)
{
    return below(f)->pMethods->xShmUnmap(below(f), delete_it);
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

/* ---- names ---- */

/* Also when it comes through a VFS above that took our functions over, as src/store/sqlite/wal_vfs.c does: it leads to us there. */
static struct fault_vfs *self(sqlite3_vfs *vfs)
{
    return vfs->pAppData;
}

static bool is_simulated(const struct fault_vfs *v, const char *name)
{
    return !name || strncmp(name, v->dir, strlen(v->dir)) == 0;
}

static sqlite3_vfs *vfs_of(struct fault_vfs *v, const char *name)
{
    return is_simulated(v, name) ? &v->disk.base : v->real;
}

static bool is_there(struct fault_vfs *v, const char *name)
{
    pthread_mutex_lock(&v->disk.lock);
    bool there = disk_find(v->disk.disk, name) != NULL;
    pthread_mutex_unlock(&v->disk.lock);
    return there;
}

static int open_file(sqlite3_vfs *vfs, const char *name, sqlite3_file *f, int flags, int *ret_flags)
{
    struct fault_vfs *v = self(vfs);
    struct handle *h = (struct handle *)f;
    *h = (struct handle){.vfs = v, .simulated = is_simulated(v, name)};
    h->part = flags & SQLITE_OPEN_WAL ? PART_LOG : flags & SQLITE_OPEN_MAIN_DB ? PART_DATABASE : PART_JOURNAL;
    int code = verdict(v, CALL_OPEN);
    bool fresh = h->simulated && name && (flags & SQLITE_OPEN_CREATE) && !is_there(v, name);
    if (code == SQLITE_OK)
        code = vfs_of(v, name)->xOpen(vfs_of(v, name), name, below(f), flags, ret_flags);
    if (code != SQLITE_OK)
        return code;
    h->base.pMethods = &methods;
    if (!fresh || !power_goes(v, PART_NAMES))
        return SQLITE_OK;
    close_file(f);
    h->base.pMethods = NULL;
    return SQLITE_CANTOPEN;
}

static int delete_file(sqlite3_vfs *vfs, const char *name, int sync_names)
{
    struct fault_vfs *v = self(vfs);
    int code = verdict(v, CALL_DELETE);
    if (code != SQLITE_OK)
        return code;
    bool goes = is_simulated(v, name) && power_goes(v, PART_NAMES);
    code = vfs_of(v, name)->xDelete(vfs_of(v, name), name, sync_names && !goes);
    return goes ? SQLITE_IOERR_DELETE : code;
}

static int access_file(sqlite3_vfs *vfs, const char *name, int flags, int *ret)
{
    struct fault_vfs *v = self(vfs);
    int code = verdict(v, CALL_ACCESS);
    return code == SQLITE_OK ? vfs_of(v, name)->xAccess(vfs_of(v, name), name, flags, ret) : code;
}

/* ---- outside ---- */

static int note_connection(sqlite3 *db, char **error, const struct sqlite3_api_routines *api)
{
    (void)error, (void)api;
    self(sqlite3_vfs_find(NULL))->last_opened = db;
    return SQLITE_OK;
}

void fault_vfs_register(struct fault_vfs *v, struct disk *disk, const char *dir)
{
    sqlite3_vfs *real = sqlite3_vfs_find(NULL);
    assert(real);
    *v = (struct fault_vfs){.base = *real, .real = real};
    snprintf(v->dir, sizeof v->dir, "%s/", dir);
    pthread_mutex_init(&v->lock, NULL);
    disk_vfs_init(&v->disk, disk);
    int below_size = real->szOsFile > v->disk.base.szOsFile ? real->szOsFile : v->disk.base.szOsFile;
    v->base.zName = "serno-test";
    v->base.pAppData = v;
    v->base.szOsFile = (int)sizeof(struct handle) + below_size;
    v->base.xOpen = open_file;
    v->base.xDelete = delete_file;
    v->base.xAccess = access_file;
    int code = sqlite3_vfs_register(&v->base, 1);
    assert(code == SQLITE_OK);
    code = sqlite3_auto_extension((void (*)(void))note_connection);
    assert(code == SQLITE_OK);
}

void fault_vfs_arm(struct fault_vfs *v, struct fault fault)
{
    pthread_mutex_lock(&v->lock);
    v->fault = fault;
    v->counted = v->seen;
    v->seen = v->fired = 0;
    pthread_mutex_unlock(&v->lock);
}

void fault_vfs_power(struct fault_vfs *v, int64_t at)
{
    pthread_mutex_lock(&v->lock);
    v->power_left = at;
    pthread_mutex_unlock(&v->lock);
}

void fault_vfs_power_off(struct fault_vfs *v)
{
    pthread_mutex_lock(&v->lock);
    v->dead = true;
    pthread_mutex_unlock(&v->lock);
}

bool fault_vfs_dead(struct fault_vfs *v)
{
    pthread_mutex_lock(&v->lock);
    bool dead = v->dead;
    pthread_mutex_unlock(&v->lock);
    return dead;
}

int fault_vfs_restart(struct fault_vfs *v, enum disk_fate fate, struct dice *dice)
{
    int unsynced = disk_cut(v->disk.disk, fate, dice);
    v->dead = false;
    v->power_left = 0;
    v->fault = (struct fault){0};
    return unsynced;
}
