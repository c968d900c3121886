#include "api/link_page.h"

#include <stdio.h>

#include "base/hash.h"
#include "base/html.h"
#include "link_css.gen.h"

struct str link_style(void)
{
    return (struct str){link_css, link_css_size};
}

void link_style_tag(char ret[17])
{
    char hex[65];
    hash_hex(hash_sha256(link_style()), hex);
    memcpy(ret, hex, 16);
    ret[16] = '\0';
}

/* ---- the frame ---- */

static void put_meta(struct html *h, const char *name, const char *content)
{
    html_void(h, "meta");
    html_attr(h, "name", str_of(name));
    html_attr(h, "content", str_of(content));
}

static void put_style(struct html *h, const struct link_page *page)
{
    char tag[17], address[96];
    link_style_tag(tag);
    int n = snprintf(address, sizeof address, "%.*slink.css?v=%s", STR_ARG(page->up), tag);
    html_void(h, "link");
    html_attr(h, "rel", STR("stylesheet"));
    html_attr(h, "href", (struct str){address, (size_t)n});
}

static void put_head(struct html *h, const struct link_page *page, struct str title)
{
    html_begin(h, "head");
    html_void(h, "meta");
    html_attr(h, "charset", STR("utf-8"));
    put_meta(h, "viewport", "width=device-width, initial-scale=1");
    put_meta(h, "robots", "noindex, nofollow");
    put_meta(h, "format-detection", "telephone=no");
    html_element(h, "title", NULL, title);
    put_style(h, page);
    html_end(h);
}

static void put_languages(struct html *h, enum language now)
{
    html_begin(h, "nav");
    for (int i = 0; i < LANGUAGE_TOTAL; i++) {
        char address[16];
        if (i == (int)now)
            continue;
        int n = snprintf(address, sizeof address, "?lang=%s", language_names[i]);
        html_begin(h, "a");
        html_attr(h, "href", (struct str){address, (size_t)n});
        html_attr(h, "lang", str_of(language_names[i]));
        html_attr(h, "hreflang", str_of(language_names[i]));
        html_text(h, link_text((enum language)i, TEXT_LANGUAGE_NAME));
        html_end(h);
    }
    html_end(h);
}

static void begin_page(struct html *h, struct buf *out, const struct link_page *page, struct str title)
{
    html_init(h, out);
    html_begin(h, "html");
    html_attr(h, "lang", str_of(language_names[page->language]));
    put_head(h, page, title);
    html_begin(h, "body");
    html_begin(h, "header");
    html_begin(h, "p");
    html_element(h, "bdi", NULL, page->organisation);
    html_end(h);
    put_languages(h, page->language);
    html_end(h);
    html_begin(h, "main");
}

static void end_page(struct html *h)
{
    while (h->depth)
        html_end(h);
    buf_char(h->buf, '\n');
}

static void say(struct html *h, const struct link_page *page, const char *class_name, const char *heading,
                enum link_text title, enum link_text says)
{
    html_begin(h, "section");
    html_attr(h, "class", str_of(class_name));
    html_element(h, heading, NULL, link_text(page->language, title));
    if (says != TEXT_TOTAL)
        html_element(h, "p", NULL, link_text(page->language, says));
    html_end(h);
}

void link_page_say(struct buf *out, const struct link_page *page, enum link_text title, enum link_text says)
{
    struct html h;
    begin_page(&h, out, page, link_text(page->language, title));
    say(&h, page, "note", "h1", title, says);
    end_page(&h);
}

/* ---- what it is ---- */

static const struct {
    const char *class_name;
    enum link_text title, says;
} banners[LINK_STATE_TOTAL] = {
    [LINK_UNKNOWN] = {"note", TEXT_UNKNOWN, TEXT_UNKNOWN_SAYS},
    [LINK_UNSOLD] = {"good", TEXT_GENUINE, TEXT_GENUINE_UNSOLD},
    [LINK_SOLD] = {"good", TEXT_GENUINE, TEXT_GENUINE_SOLD},
    [LINK_STOLEN_STATE] = {"bad", TEXT_STOLEN, TEXT_STOLEN_SAYS},
    [LINK_SOUGHT] = {"warn", TEXT_SOUGHT, TEXT_SOUGHT_SAYS},
    [LINK_WITHDRAWN] = {"bad", TEXT_WITHDRAWN, TEXT_WITHDRAWN_SAYS},
};

static enum link_text state_title(const struct link_view *v)
{
    if (v->unit_id == 0)
        return TEXT_PRODUCT_PAGE;
    return v->tells_state ? banners[v->state].title : TEXT_KNOWN;
}

/* A recall goes before all else, and is what the page is called. */
static void put_banner(struct html *h, const struct link_page *page)
{
    const struct link_view *v = page->view;
    bool state = v->unit_id && v->tells_state;
    if (v->recalled)
        say(h, page, "bad", "h1", TEXT_RECALL, TEXT_RECALL_SAYS);
    say(h, page, state ? banners[v->state].class_name : "note", v->recalled ? "h2" : "h1", state_title(v),
        state ? banners[v->state].says : TEXT_TOTAL);
    if (v->suspect)
        say(h, page, "warn", "h2", TEXT_SUSPECT, TEXT_SUSPECT_SAYS);
}

static void put_notice(struct html *h, const struct link_page *page)
{
    if (page->notice == NOTICE_SENT)
        say(h, page, "good", "h2", TEXT_SENT, TEXT_SENT_SAYS);
    else if (page->notice != NOTICE_NONE)
        html_element(h, "section", "warn",
                     link_text(page->language, page->notice == NOTICE_FORM_OLD ? TEXT_FORM_OLD : TEXT_FORM_WRONG));
}

/* ---- details ---- */

enum { FACT_BYTES = 60 }; /* what is longer gets a line of its own */

static void put_fact(struct html *h, const struct link_page *page, enum link_text name, struct str value)
{
    bool wide = value.len > FACT_BYTES;
    if (str_empty(value))
        return;
    html_element(h, "dt", wide ? "wide" : NULL, link_text(page->language, name));
    html_begin(h, "dd");
    if (wide)
        html_attr(h, "class", STR("wide"));
    html_element(h, "bdi", NULL, value);
    html_end(h);
}

static struct str warranty_text(struct arena *a, const struct link_page *page)
{
    enum language l = page->language;
    const struct link_view *v = page->view;
    enum link_text text = v->warranty == WARRANTY_ACTIVE ? TEXT_WARRANTY_ACTIVE : TEXT_WARRANTY_EXPIRED;
    if (v->warranty == WARRANTY_NONE)
        return (struct str){0};
    if (v->warranty == WARRANTY_NOT_STARTED)
        return link_text(l, TEXT_WARRANTY_LATER);
    struct str pattern = link_text(l, text);
    size_t at = str_find(pattern, '%');
    struct str date = link_date(a, l, v->warranty_until), tail = str_slice(pattern, at + 2, pattern.len);
    return arena_fmt(a, "%.*s%.*s%.*s", (int)at, pattern.ptr, STR_ARG(date), STR_ARG(tail));
}

static void put_facts(struct html *h, struct arena *a, const struct link_page *page)
{
    const struct link_view *v = page->view;
    struct str warranty = warranty_text(a, page);
    struct str expires = v->expires ? link_date(a, page->language, v->expires) : (struct str){0};
    if (v->product.len + v->sku.len + v->gtin.len + v->serial.len + v->lot.len + warranty.len + expires.len == 0)
        return;
    html_begin(h, "section");
    html_element(h, "h2", NULL, link_text(page->language, TEXT_FACTS));
    html_begin(h, "dl");
    put_fact(h, page, TEXT_FACT_PRODUCT, v->product);
    put_fact(h, page, TEXT_FACT_SERIAL, v->serial);
    put_fact(h, page, TEXT_FACT_WARRANTY, warranty);
    put_fact(h, page, TEXT_FACT_SKU, v->sku);
    put_fact(h, page, TEXT_FACT_GTIN, v->gtin);
    put_fact(h, page, TEXT_FACT_LOT, v->lot);
    put_fact(h, page, TEXT_FACT_EXPIRY, expires);
    html_end(h);
    html_end(h);
}

static void put_targets(struct html *h, const struct link_page *page)
{
    if (page->target_count == 0)
        return;
    html_begin(h, "section");
    html_element(h, "h2", NULL, link_text(page->language, TEXT_MORE));
    html_begin(h, "ul");
    for (size_t i = 0; i < page->target_count; i++) {
        const struct link_target *t = &page->targets[i];
        html_begin(h, "li");
        html_begin(h, "a");
        html_href(h, t->href);
        html_attr(h, "rel", STR("noopener noreferrer"));
        if (t->language.len)
            html_attr(h, "hreflang", t->language);
        html_text(h, t->title);
        html_end(h);
        html_end(h);
    }
    html_end(h);
    html_end(h);
}

/* ---- forms ---- */

static const struct {
    enum link_text title, says, contact;
} forms[LINK_ACTION_TOTAL] = {
    [LINK_REGISTER] = {TEXT_REGISTER, TEXT_REGISTER_SAYS, TEXT_CONTACT_NEEDED},
    [LINK_FOUND] = {TEXT_FOUND, TEXT_FOUND_SAYS, TEXT_CONTACT},
    [LINK_STOLEN] = {TEXT_REPORT_STOLEN, TEXT_REPORT_STOLEN_SAYS, TEXT_CONTACT},
};

struct field {
    const char *name, *type, *complete; /* type NULL: several lines */
    enum link_text label;
    int chars;
    bool needed, optional; /* neither: this or another one */
    struct str value;
};

static void hidden(struct html *h, const char *name, struct str value)
{
    html_void(h, "input");
    html_attr(h, "type", STR("hidden"));
    html_attr(h, "name", str_of(name));
    html_attr(h, "value", value);
}

static void put_control(struct html *h, const struct field *f, struct str id)
{
    char chars[12];
    int n = snprintf(chars, sizeof chars, "%d", f->chars);
    if (f->type) {
        html_void(h, "input");
        html_attr(h, "type", str_of(f->type));
        html_attr(h, "autocomplete", str_of(f->complete));
        html_attr(h, "value", f->value);
    } else {
        html_begin(h, "textarea");
    }
    html_attr(h, "id", id);
    html_attr(h, "name", str_of(f->name));
    html_attr(h, "maxlength", (struct str){chars, (size_t)n});
    if (f->needed)
        html_flag(h, "required");
    if (f->type)
        return;
    html_text(h, f->value);
    html_end(h);
}

static void put_field(struct html *h, const struct link_page *page, enum link_action kind, const struct field *f)
{
    char id[40];
    int n = snprintf(id, sizeof id, "%s-%s", link_action_names[kind], f->name);
    html_begin(h, "label");
    html_attr(h, "for", (struct str){id, (size_t)n});
    html_text(h, link_text(page->language, f->label));
    if (f->optional)
        html_element(h, "small", NULL, link_text(page->language, TEXT_OPTIONAL));
    html_end(h);
    put_control(h, f, (struct str){id, (size_t)n});
}

static void put_form(struct html *h, const struct link_page *page, enum link_action kind)
{
    bool again = page->said && page->said->kind == kind && page->notice != NOTICE_SENT;
    const struct link_report said = again ? *page->said : (struct link_report){0};
    bool needed = kind == LINK_REGISTER;
    const struct field fields[] = {
        {"name", "text", "name", TEXT_NAME, LINK_NAME_CHARS, needed, !needed, said.name},
        {"contact", needed ? "email" : "text", "email", forms[kind].contact, LINK_REPLY_CHARS, needed, !needed,
         said.contact},
        {"message", NULL, NULL, TEXT_MESSAGE, LINK_MESSAGE_CHARS, false, needed, said.message},
    };
    html_begin(h, "details");
    if (again)
        html_flag(h, "open");
    html_element(h, "summary", NULL, link_text(page->language, forms[kind].title));
    html_begin(h, "form");
    html_attr(h, "method", STR("post"));
    html_element(h, "p", NULL, link_text(page->language, forms[kind].says));
    hidden(h, "kind", str_of(link_action_names[kind]));
    hidden(h, "form", page->form);
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++)
        put_field(h, page, kind, &fields[i]);
    html_begin(h, "button");
    html_text(h, link_text(page->language, TEXT_SEND));
    html_end(h);
    html_end(h);
    html_end(h);
}

static void put_forms(struct html *h, const struct link_page *page)
{
    if (page->actions == 0)
        return;
    html_begin(h, "section");
    html_element(h, "h2", NULL, link_text(page->language, TEXT_ACTIONS));
    for (int i = 0; i < LINK_ACTION_TOTAL; i++)
        if (page->actions >> i & 1)
            put_form(h, page, (enum link_action)i);
    html_end(h);
}

/* Whom to ask, as something to press where it is a mail address or a telephone number. */
static struct str contact_address(struct arena *a, struct str contact)
{
    size_t at = str_find(contact, '@'), blank = str_find(contact, ' '), digits = 0;
    for (size_t i = 0; i < contact.len; i++) {
        if (!strchr("+-()/. 0123456789", contact.ptr[i]))
            return at > 0 && at + 1 < contact.len && blank == contact.len
                       ? arena_fmt(a, "mailto:%.*s", STR_ARG(contact))
                       : (struct str){0};
        digits += contact.ptr[i] >= '0' && contact.ptr[i] <= '9';
    }
    char *number = arena_alloc(a, contact.len + 1);
    size_t len = 0;
    for (size_t i = 0; number && i < contact.len; i++)
        if (strchr("+0123456789", contact.ptr[i]))
            number[len++] = contact.ptr[i];
    return number && digits >= 4 ? arena_fmt(a, "tel:%.*s", (int)len, number) : (struct str){0};
}

static void put_contact(struct html *h, struct arena *a, struct str contact)
{
    struct str address = contact_address(a, contact);
    bool pressed = address.len && html_address_fine(address);
    if (pressed) {
        html_begin(h, "a");
        html_href(h, address);
    }
    html_element(h, "bdi", NULL, contact);
    if (pressed)
        html_end(h);
}

static void put_footer(struct html *h, struct arena *a, const struct link_page *page)
{
    html_begin(h, "footer");
    if (page->contact.len) {
        html_begin(h, "p");
        html_text(h, link_text(page->language, TEXT_ASK));
        html_text(h, STR(" "));
        put_contact(h, a, page->contact);
        html_end(h);
    }
    if (page->view->unit_id)
        html_element(h, "p", NULL, link_text(page->language, TEXT_PRIVACY));
    html_end(h);
}

void link_page_write(struct arena *a, struct buf *out, const struct link_page *page)
{
    struct html h;
    enum link_text title = page->view->recalled ? TEXT_RECALL : state_title(page->view);
    begin_page(&h, out, page, link_text(page->language, title));
    put_notice(&h, page);
    put_banner(&h, page);
    put_facts(&h, a, page);
    put_targets(&h, page);
    put_forms(&h, page);
    html_end(&h); /* main */
    put_footer(&h, a, page);
    end_page(&h);
}
