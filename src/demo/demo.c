#include "demo/demo.h"

#include <stdio.h>

#include "demo/calendar.h"
#include "demo/catalogue.h"
#include "demo/people.h"
#include "demo/places.h"
#include "demo/report.h"
#include "demo/tell.h"

/* A task may take its time: the last one begins so long before the end. */
enum { DAYS_A_JOB = 7, LAST_TASK_MS = 30 * DEMO_MINUTE };

struct demo_job {
    struct writer_job job; /* first */
    struct story *story;
    const struct demo_passwords *passwords;
    msec until;
};

static void prepare(struct demo_job *j, const struct demo_options *o, struct arena *a)
{
    j->job.ctx = (struct ctx){.arena = a, .actor = o->admin, .now = j->story->now};
    j->story->ctx = &j->job.ctx;
}

/* ---- products, places, people ---- */

static bool make_masters(struct writer_job *job)
{
    struct demo_job *j = (struct demo_job *)job;
    job->wrote = true;
    return demo_catalogue_make(&job->ctx) && demo_places_make(&job->ctx) && demo_parties_make(&job->ctx) &&
           demo_users_make(&job->ctx, j->passwords, j->story->user_ids);
}

static enum demo_result masters(struct writer *w, struct demo_job *j, char *error, size_t size)
{
    j->job.run = make_masters;
    if (writer_call(w, &j->job))
        return DEMO_MADE;
    if (!refused(&j->job.ctx.refusal)) {
        snprintf(error, size, "The database failed: %s", db_result_text(j->job.ctx.failure));
        return DEMO_FAILED;
    }
    snprintf(error, size, "The database has something of its own that is in the way: %.*s",
             STR_ARG(j->job.ctx.refusal.detail));
    return DEMO_REFUSED;
}

/* ---- the history ---- */

/* What is remembered outside the database cannot be undone with it: a second try is none. */
static bool tell_part(struct writer_job *job)
{
    struct demo_job *j = (struct demo_job *)job;
    j->story->ledger = writer_ledger(job);
    job->wrote = true;
    return job->tries == 1 && demo_story_tell(j->story, j->until);
}

static bool tell(struct writer *w, struct demo_job *j, const struct demo_options *o)
{
    struct story *s = j->story;
    int days = s->last_day - s->first_day + 1;
    for (int day = s->first_day; day <= s->last_day; day += DAYS_A_JOB) {
        msec week = demo_moment(day + DAYS_A_JOB, 0);
        struct arena *a = j->job.ctx.arena;
        prepare(j, o, a);
        j->job.run = tell_part;
        j->job.tries = 0;
        j->until = week < o->until - LAST_TASK_MS ? week : o->until - LAST_TASK_MS;
        if (!writer_call(w, &j->job)) {
            if (!s->failed)
                snprintf(s->why, sizeof s->why, "the database failed: %s", db_result_text(j->job.ctx.failure));
            return false;
        }
        int told = day + DAYS_A_JOB - s->first_day;
        progress_tell(o->progress, "telling two years", told < days ? told : days, days);
    }
    return true;
}

/* Every command of the life cycle has been used, and there are as many units as were asked for. */
static bool complete(struct story *s)
{
    for (int i = 0; i < COMMAND_TOTAL; i++)
        if (s->counts[i] == 0) {
            snprintf(s->why, sizeof s->why, "nobody ever used the command %s", lifecycle_commands[i].name);
            return false;
        }
    if (s->item_count == s->options->units)
        return true;
    snprintf(s->why, sizeof s->why, "there are %d units", s->item_count);
    return false;
}

/* ---- all of it ---- */

static enum demo_result allowed(struct writer *w, const struct demo_options *o, char *error, size_t size)
{
    if (writer_last_seq(w) > 0) {
        snprintf(error, size, "The database holds %lld events already; the demo company needs a new one.",
                 (long long)writer_last_seq(w));
        return DEMO_REFUSED;
    }
    if (o->units < DEMO_UNITS_MIN || o->units > DEMO_UNITS_MAX) {
        snprintf(error, size, "The demo company has %d to %d units.", DEMO_UNITS_MIN, DEMO_UNITS_MAX);
        return DEMO_REFUSED;
    }
    if (o->until < DEMO_UNTIL_MIN) {
        snprintf(error, size, "The history of the demo company ends in 2000 or later.");
        return DEMO_REFUSED;
    }
    return DEMO_MADE;
}

static enum demo_result make(struct writer *w, struct demo_job *j, const struct demo_options *o, struct arena *a,
                             struct demo_report *ret, char *error, size_t size)
{
    struct story *s = j->story;
    demo_story_begin(s);
    prepare(j, o, arena_new(0));
    enum demo_result r = masters(w, j, error, size);
    if (r == DEMO_MADE && (!tell(w, j, o) || !complete(s) || !demo_report(w, s, a, ret))) {
        snprintf(error, size, "The demo company is wrong (seed %llu): %s", (unsigned long long)o->seed, s->why);
        r = DEMO_FAILED;
    }
    arena_free(j->job.ctx.arena);
    return r;
}

enum demo_result demo_make(struct writer *w, struct arena *a, const struct demo_options *o, struct demo_report *ret,
                           char *error, size_t error_size)
{
    struct demo_passwords passwords = {0};
    enum demo_result r = allowed(w, o, error, error_size);
    if (r != DEMO_MADE)
        return r;
    if (!o->nobody_signs_in && !demo_passwords_make(&passwords)) {
        snprintf(error, error_size, "There is not enough memory for hashing passwords.");
        return DEMO_FAILED;
    }
    struct arena *keep = arena_new(0);
    struct story *s = ARENA_NEW(keep, struct story);
    *s = (struct story){.options = o, .arena = keep, .scratch = arena_new(0), .random = {o->seed}};
    struct demo_job j = {.story = s, .passwords = &passwords};
    r = make(w, &j, o, a, ret, error, error_size);
    for (int i = 0, n = 0; r == DEMO_MADE && i < DEMO_USERS; i++) {
        if (!demo_users[i].signs_in)
            continue;
        ret->sign_ins[n] = (struct demo_sign_in){.name = demo_users[i].name, .roles = demo_users[i].roles};
        memcpy(ret->sign_ins[n++].password, passwords.text[i], sizeof ret->sign_ins[0].password);
    }
    demo_agenda_free(&s->agenda);
    arena_free(s->scratch);
    arena_free(keep);
    return r;
}
