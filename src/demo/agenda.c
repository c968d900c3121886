#include "demo/agenda.h"

#include <stdlib.h>

static bool before(const struct demo_entry *a, const struct demo_entry *b)
{
    return a->at != b->at ? a->at < b->at : a->order < b->order;
}

static void grow(struct demo_agenda *a)
{
    if (a->count < a->cap)
        return;
    a->cap = a->cap ? a->cap * 2 : 1024;
    a->heap = realloc(a->heap, a->cap * sizeof *a->heap);
    if (!a->heap)
        abort(); /* as everywhere: no memory at all is no state to go on in */
}

void demo_agenda_add(struct demo_agenda *a, msec at, demo_task run, void *what)
{
    grow(a);
    struct demo_entry e = {at, a->planned++, run, what};
    size_t i = a->count++;
    for (; i > 0 && before(&e, &a->heap[(i - 1) / 2]); i = (i - 1) / 2)
        a->heap[i] = a->heap[(i - 1) / 2];
    a->heap[i] = e;
}

bool demo_agenda_take(struct demo_agenda *a, msec until, struct demo_entry *ret)
{
    if (a->count == 0 || a->heap[0].at > until)
        return false;
    *ret = a->heap[0];
    struct demo_entry last = a->heap[--a->count];
    size_t i = 0;
    for (size_t child; (child = 2 * i + 1) < a->count; i = child) {
        if (child + 1 < a->count && before(&a->heap[child + 1], &a->heap[child]))
            child++;
        if (!before(&a->heap[child], &last))
            break;
        a->heap[i] = a->heap[child];
    }
    a->heap[i] = last;
    return true;
}

void demo_agenda_free(struct demo_agenda *a)
{
    free(a->heap);
    *a = (struct demo_agenda){0};
}
