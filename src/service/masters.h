/*
 * masters: products, locations and parties as the writer saw them last, so that a scan need not look up again what the scan
 * before it looked up. Owned by the writer and used on its thread only; forgotten as soon as anything but a command was written
 * (service/writer.h), and when something was undone.
 *
 * Each function: DB_ROW and the row (it stays until masters_forget), DB_DONE when there is none, or a failure.
 */
#ifndef SERVICE_MASTERS_H
#define SERVICE_MASTERS_H

#include "domain/location.h"
#include "domain/party.h"
#include "domain/product.h"
#include "store/db.h"

struct masters;

struct masters *masters_new(void);
void masters_free(struct masters *m); /* NULL is fine */
void masters_forget(struct masters *m);
/* Forget when much is kept; between two jobs. */
void masters_trim(struct masters *m);

enum db_result masters_product_by_sku(struct masters *m, struct db *db, struct str sku, const struct product **ret);
enum db_result masters_product_by_id(struct masters *m, struct db *db, int64_t id, const struct product **ret);
enum db_result masters_location_by_code(struct masters *m, struct db *db, struct str code, const struct location **ret);
enum db_result masters_location_by_id(struct masters *m, struct db *db, int64_t id, const struct location **ret);
enum db_result masters_party_by_code(struct masters *m, struct db *db, struct str code, const struct party **ret);
enum db_result masters_party_by_id(struct masters *m, struct db *db, int64_t id, const struct party **ret);

#endif
