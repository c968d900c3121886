#include "ground.h"

#include <assert.h>
#include <fcntl.h>
#include <inttypes.h>

#include "base/hash.h"

/* SQLite knows files by their full names, so a link on the way would be in the way. */
static void make_dir(char out[64])
{
    char path[64], *full;
    snprintf(path, sizeof path, "%s/serno-durable-XXXXXX", getenv("TMPDIR") ? getenv("TMPDIR") : "/tmp");
    if (!mkdtemp(path) || !(full = realpath(path, NULL)))
        abort();
    snprintf(out, 64, "%s", full);
    free(full);
}

void ground_place(struct ground *g, bool there)
{
    if (!there) {
        unlink(g->url);
        return;
    }
    int fd = open(g->url, O_CREAT | O_RDWR | O_CLOEXEC, 0600);
    if (fd < 0)
        abort();
    close(fd);
}

static uint64_t choose_seed(void)
{
    const char *given = getenv("SERNO_SEED");
    uint64_t seed;
    random_bytes(&seed, sizeof seed);
    seed = given ? strtoull(given, NULL, 10) : seed >> 32;
    printf("seed %" PRIu64 " (SERNO_SEED=%" PRIu64 " runs it again)\n", seed, seed);
    return seed;
}

struct ground *ground_open(void)
{
    struct ground *g = malloc(sizeof *g);
    const char *text = getenv("SERNO_LONG");
    if (!g || sodium_init() < 0)
        abort();
    *g = (struct ground){.disk = disk_new(), .is_long = text && strcmp(text, "1") == 0, .seed = choose_seed()};
    make_dir(g->dir);
    make_dir(g->real);
    snprintf(g->url, sizeof g->url, "%s/serno.db", g->dir);
    fault_vfs_register(&g->vfs, g->disk, g->dir);
    return g;
}

/* Number of files that were there. */
static int empty_dir(const char *path, bool remove_files)
{
    int n = 0;
    DIR *dir = opendir(path);
    for (struct dirent *e; dir && (e = readdir(dir));) {
        char name[400];
        if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
            continue;
        snprintf(name, sizeof name, "%s/%s", path, e->d_name);
        n++;
        if (remove_files)
            unlink(name);
    }
    closedir(dir);
    return n;
}

bool ground_real_empty(const struct ground *g)
{
    return empty_dir(g->real, false) == 0;
}

void ground_real_clear(const struct ground *g)
{
    empty_dir(g->real, true);
}

void ground_close(struct ground *g)
{
    empty_dir(g->dir, true);
    empty_dir(g->real, true);
    rmdir(g->dir);
    rmdir(g->real);
    disk_free(g->disk);
}

struct disk_image *ground_base(struct ground *g, int64_t events)
{
    struct shop s;
    disk_restore(g->disk, NULL);
    ground_place(g, true);
    shop_init(&s, g->url, 42);
    if (!shop_open(&s) || !shop_furnish(&s)) {
        fprintf(stderr, "a new company cannot be made: %s\n", s.error);
        abort();
    }
    s.busy.want = events;
    busy_fill(&s.company, &s.busy);
    shop_close(&s);
    shop_free(&s);
    return disk_image(g->disk);
}
