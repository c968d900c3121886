#include "api/link_text.h"

static const char *const texts[TEXT_TOTAL][LANGUAGE_TOTAL] = {
    [TEXT_TITLE] = {"About this item", "Zu diesem Gegenstand"},
    [TEXT_LANGUAGE_NAME] = {"English", "Deutsch"},
    [TEXT_GENUINE] = {"This number is genuine", "Diese Nummer ist echt"},
    [TEXT_GENUINE_SOLD] = {"It belongs to an item that we made or sold, and that has an owner.",
                           "Sie gehört zu einem Gegenstand von uns, der verkauft wurde."},
    [TEXT_GENUINE_UNSOLD] = {"It belongs to an item of ours that has not been sold yet.",
                             "Sie gehört zu einem Gegenstand von uns, der noch nicht verkauft wurde."},
    [TEXT_STOLEN] = {"This item was reported stolen", "Dieser Gegenstand ist als gestohlen gemeldet"},
    [TEXT_STOLEN_SAYS] = {"Please do not buy it. If you have it, tell us where it is; you need not give your name.",
                          "Bitte nicht kaufen. Wer ihn hat, sage uns bitte, wo er ist; ein Name ist nicht nötig."},
    [TEXT_SOUGHT] = {"This item is being looked for", "Dieser Gegenstand wird gesucht"},
    [TEXT_SOUGHT_SAYS] = {"It should not be on sale. If you have it, please tell us.",
                          "Er sollte nicht zum Verkauf stehen. Wer ihn hat, melde sich bitte."},
    [TEXT_WITHDRAWN] = {"This number was withdrawn", "Diese Nummer wurde zurückgezogen"},
    [TEXT_WITHDRAWN_SAYS] = {"The item with this number was disposed of. It should not be on sale.",
                             "Der Gegenstand mit dieser Nummer wurde entsorgt. Er sollte nicht zum Verkauf stehen."},
    [TEXT_KNOWN] = {"We know this number", "Diese Nummer ist uns bekannt"},
    [TEXT_PRODUCT_PAGE] = {"About this product", "Zu diesem Produkt"},
    [TEXT_UNKNOWN] = {"We can say nothing about this number", "Zu dieser Nummer können wir nichts sagen"},
    [TEXT_UNKNOWN_SAYS] = {"There is no such number, or nothing about it is public. If it stands on something that you "
                           "want to buy, ask the seller.",
                           "Es gibt sie nicht, oder nichts davon ist öffentlich. Wenn sie auf etwas steht, das Sie "
                           "kaufen möchten, fragen Sie den "
                           "Verkäufer."},
    [TEXT_MALFORMED] = {"This is not the address of an item", "Das ist nicht die Adresse eines Gegenstands"},
    [TEXT_MALFORMED_SAYS] = {"The number in it is incomplete or wrong. Please scan the label again.",
                             "Die Nummer darin ist unvollständig oder falsch. Bitte das Etikett noch einmal scannen."},
    [TEXT_TOO_OFTEN] = {"Too many questions at once", "Zu viele Anfragen auf einmal"},
    [TEXT_TOO_OFTEN_SAYS] = {"Please wait a moment and try again.",
                             "Bitte warten Sie einen Augenblick und versuchen Sie es noch einmal."},
    [TEXT_LATER] = {"We cannot answer just now", "Wir können gerade nicht antworten"},
    [TEXT_LATER_SAYS] = {"Please try again later.", "Bitte versuchen Sie es später noch einmal."},
    [TEXT_RECALL] = {"Recall: please stop using this item", "Rückruf: bitte nicht weiter benutzen"},
    [TEXT_RECALL_SAYS] =
        {"This item is covered by a recall. Ask the seller or us what to do.",
         "Dieser Gegenstand gehört zu einem Rückruf. Fragen Sie den Verkäufer oder uns, was zu tun ist."},
    [TEXT_SUSPECT] = {"This number was looked at unusually often", "Diese Nummer wurde ungewöhnlich oft abgefragt"},
    [TEXT_SUSPECT_SAYS] =
        {"It may have been copied onto other items. If you are about to buy, ask the seller for a proof of purchase.",
         "Sie könnte kopiert worden sein. Wenn Sie kaufen möchten, lassen Sie sich vom Verkäufer einen Kaufbeleg "
         "zeigen."},
    [TEXT_FACTS] = {"Details", "Angaben"},
    [TEXT_FACT_PRODUCT] = {"Product", "Produkt"},
    [TEXT_FACT_SKU] = {"Article number", "Artikelnummer"},
    [TEXT_FACT_GTIN] = {"GTIN", "GTIN"},
    [TEXT_FACT_SERIAL] = {"Serial number", "Seriennummer"},
    [TEXT_FACT_LOT] = {"Lot", "Charge"},
    [TEXT_FACT_EXPIRY] = {"Expires on", "Verfällt am"},
    [TEXT_FACT_WARRANTY] = {"Warranty", "Garantie"},
    [TEXT_WARRANTY_ACTIVE] = {"In warranty until %s", "In Garantie bis %s"},
    [TEXT_WARRANTY_EXPIRED] = {"Ended on %s", "Abgelaufen am %s"},
    [TEXT_WARRANTY_LATER] = {"Begins with the sale", "Beginnt mit dem Verkauf"},
    [TEXT_MORE] = {"More about this product", "Mehr zu diesem Produkt"},
    [TEXT_ACTIONS] = {"What would you like to do?", "Was möchten Sie tun?"},
    [TEXT_REGISTER] = {"Register as the owner", "Als Besitzer eintragen"},
    [TEXT_REGISTER_SAYS] = {"We look at your request and answer you. Until then nothing changes.",
                            "Wir prüfen Ihre Anfrage und antworten Ihnen. Bis dahin ändert sich nichts."},
    [TEXT_FOUND] = {"Report it as found", "Als gefunden melden"},
    [TEXT_FOUND_SAYS] = {"Where is it, and how can we reach you?", "Wo ist er, und wie erreichen wir Sie?"},
    [TEXT_REPORT_STOLEN] = {"Report it as stolen", "Als gestohlen melden"},
    [TEXT_REPORT_STOLEN_SAYS] =
        {"Is it yours, and was it stolen? We ask back before anything changes here.",
         "Gehört er Ihnen und wurde gestohlen? Wir fragen zurück, bevor sich hier etwas ändert."},
    [TEXT_NAME] = {"Your name", "Ihr Name"},
    [TEXT_CONTACT] = {"E-mail or telephone, so that we can answer", "E-Mail oder Telefon, damit wir antworten können"},
    [TEXT_CONTACT_NEEDED] = {"Your e-mail address", "Ihre E-Mail-Adresse"},
    [TEXT_MESSAGE] = {"What would you like to tell us?", "Was möchten Sie uns sagen?"},
    [TEXT_OPTIONAL] = {"optional", "freiwillig"},
    [TEXT_SEND] = {"Send", "Senden"},
    [TEXT_SENT] = {"Thank you", "Vielen Dank"},
    [TEXT_SENT_SAYS] = {"A person will read your message. Nothing has changed yet.",
                        "Ein Mensch wird Ihre Nachricht lesen. Noch hat sich nichts geändert."},
    [TEXT_FORM_OLD] =
        {"The page was open for too long. Please look over your message and send it again.",
         "Die Seite war zu lange offen. Bitte sehen Sie Ihre Nachricht durch und senden Sie sie noch einmal."},
    [TEXT_FORM_WRONG] =
        {"Something is missing or too long. Please look over your message and send it again.",
         "Etwas fehlt oder ist zu lang. Bitte sehen Sie Ihre Nachricht durch und senden Sie sie noch einmal."},
    [TEXT_ASK] = {"Questions:", "Fragen:"},
    [TEXT_PRIVACY] =
        {"We count how often this page is opened and from how many networks. We keep neither your address nor a "
         "cookie.",
         "Wir zählen, wie oft diese Seite geöffnet wird und aus wie vielen Netzen. Ihre Adresse speichern wir nicht, "
         "und kein Cookie."},
};

static const char *const months[LANGUAGE_TOTAL][12] = {
    {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
     "December"},
    {"Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November",
     "Dezember"},
};

struct str link_text(enum language language, enum link_text text)
{
    return str_of(texts[text][language]);
}

struct str link_date(struct arena *a, enum language language, msec at)
{
    char text[TIME_TEXT_MAX];
    int64_t year = 0, month = 1, day = 1;
    struct str date = {text, time_print_date(at, text)};
    str_int64(str_slice(date, 0, date.len - 6), &year);
    str_int64(str_slice(date, date.len - 5, 2), &month);
    str_int64(str_slice(date, date.len - 2, 2), &day);
    return arena_fmt(a, "%d%s %s %d", (int)day, language == LANGUAGE_DE ? "." : "", months[language][month - 1],
                     (int)year);
}
