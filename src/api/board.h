/*
 * board: the thread that keeps the dashboard's figures (service/dashboard.h) and answers who asks for them. It is alone with them,
 * so they need no lock; who asks while it is at work is answered together with all others that do.
 */
#ifndef API_BOARD_H
#define API_BOARD_H

#include "api/call.h"

struct board;
struct dashboard;

struct board *board_start(struct app *app);
/* Answers what is queued. */
void board_stop(struct board *b); /* NULL is fine */
/* Work out what nobody has asked for yet, so that the first one need not wait. */
void board_warm(struct board *b);

/* Run step(call), which replies, as soon as the figures are up to date. HTTP_LATER, or HTTP_DONE with the refusal overloaded. */
enum http_outcome board_ask(struct board *b, struct call *call, enum http_outcome (*step)(struct call *call));
/* Only in such a step. */
const struct dashboard *board_figures(const struct board *b);

#endif
