#include "web/objects.h"

#include "web/pages.h"

static const char *const aspect_fields[OBJECT_ASPECTS] = {"availability", "integrity",
                                                          "confidentiality"};
static const enum word aspect_names[OBJECT_ASPECTS] = {
    WORD_object_availability, WORD_object_integrity,
    WORD_object_confidentiality};
static const enum level_aspect aspects[OBJECT_ASPECTS] = {
    LEVEL_AVAILABILITY, LEVEL_INTEGRITY, LEVEL_CONFIDENTIALITY};

static enum harm harm_of(const struct object *it, int aspect)
{
    return aspect == 0 ? it->availability : aspect == 1 ? it->integrity : it->confidentiality;
}

bool object_may(const struct page *page, enum right right, const struct object_line *line)
{
    const struct job *job = page->job;

    return !day_is(page->op) && !day_is(page->known) &&
           (leave_all(job, right) || (leave_may(job, right) && line->mine));
}

struct object_row object_row_of(const struct page *page, const struct objects *of,
                                const struct picture *names, const struct object_line *line)
{
    const struct person_name *owner = picture_person(names, line->object.owner);
    struct object_row row = {
        .of = line,
        .kind = choice_word(&object_kind_choices, (int)line->object.kind),
        .owner = owner == NULL ? S("") : owner->name,
    };

    for (int i = 0; i < OBJECT_ASPECTS; i++) {
        const struct level_class *class =
            level_class_of(of->test, aspects[i], harm_of(&line->object, i));

        row.harm[i] = class == NULL ? S("") : class->label[page->out.lang];
    }
    return row;
}

/* ---- the register ---- */

static bool fits(const struct object_row *row, struct str kind, int64_t owner)
{
    return (kind.len == 0 || str_eq(row->kind, kind)) &&
           (owner == 0 || row->of->object.owner.id == owner);
}

enum outcome objects_get(struct job *job, struct page *page)
{
    struct objects_page view = {.page = page, .may_add = page_may(page, MAY_OBJECTS) &&
                                              !day_is(page->op) && !day_is(page->known)};
    struct str kind = form_str(&page->query, S("soort"));
    int64_t owner = form_int(&page->query, S("eigenaar"));
    struct picture *names;
    struct objects *of;
    enum outcome o;

    if ((o = picture_load(job, &names)) != DONE || (o = act_objects(job, &of)) != DONE)
        return o;
    view.of = of;
    view.filtered = kind.len > 0 || owner != 0;
    view.kinds = measures_choices(job, &object_kind_choices, OBJECT_PROCESS, S("object_kind."),
                                  kind, &view.kinds_n);
    view.owners = measures_persons(job, names, arena_text(job->mem, "%lld", (long long)owner),
                                   &view.owners_n);
    view.rows = NEW_ARRAY(job->mem, of->n, struct object_row);
    for (size_t i = 0; i < of->n; i++) {
        struct object_row row = object_row_of(page, of, names, &of->lines[i]);

        if (fits(&row, kind, owner))
            view.rows[view.rows_n++] = row;
    }
    page_top(page, WORD_nav_objects, NAV_OBJECTS);
    page_objects(&page->out, &view);
    page_bottom(page);
    return DONE;
}

/* ---- the form ---- */

static void fill_aspect(struct page *page, const struct objects *of, int at, enum harm kept,
                        struct object_aspect *ret)
{
    enum lang lang = page->out.lang;

    *ret = (struct object_aspect){.field = str_of(aspect_fields[at]), .name = aspect_names[at]};
    for (int harm = HARM_EMPTY; harm < HARM_COUNT; harm++) {
        const struct level_class *class =
            level_class_of(of->test, aspects[at], (enum harm)harm);
        struct str word = choice_word(&harm_choices, harm);

        ret->options[ret->options_n++] = (struct measures_option){
            .value = word,
            .text = class == NULL
                ? word_plain(lang, WORD_object_unknown)
                : arena_text(page->job->mem, "%d. %" STR_FMT ": %" STR_FMT, harm - HARM_NONE,
                             STR_ARG(class->label[lang]), STR_ARG(class->criterion[lang])),
            .chosen = page_ticked(page, ret->field, word, harm == (int)kept),
        };
    }
}

void object_fields_fill(struct page *page, const struct objects *of, const struct picture *names,
                        const struct object *it, bool is_new, struct object_fields *ret)
{
    struct str owner = arena_text(page->job->mem, "%lld", (long long)it->owner.id);

    *ret = (struct object_fields){.page = page, .it = *it, .aspects_n = OBJECT_ASPECTS};
    if (is_new)
        ret->kinds = measures_choices(page->job, &object_kind_choices, OBJECT_PROCESS,
                                      S("object_kind."), page_typed(page, S("kind"), S("")),
                                      &ret->kinds_n);
    ret->owners = measures_persons(page->job, names, page_typed(page, S("owner"), owner),
                                   &ret->owners_n);
    for (int i = 0; i < OBJECT_ASPECTS; i++)
        fill_aspect(page, of, i, harm_of(it, i), &ret->aspects[i]);
}

void object_given(const struct page *page, struct given *ret)
{
    int owner = noun_field(&object_noun, S("owner"));

    form_given(&page->form, &object_noun, ret);
    if (str_eq(ret->text[owner], S("0")))
        ret->text[owner] = S("");
}

static enum outcome show_new(struct job *job, struct page *page)
{
    const struct object none = {.owner = {job->person}};
    struct object_fields view;
    struct picture *names;
    struct objects *of;
    enum outcome o;

    if (!page_may(page, MAY_OBJECTS))
        return FORBIDDEN;
    if ((o = picture_load(job, &names)) != DONE || (o = act_objects(job, &of)) != DONE)
        return o;
    object_fields_fill(page, of, names, &none, true, &view);
    page_top(page, WORD_object_new, NAV_OBJECTS);
    page_object_new(&page->out, &view);
    page_bottom(page);
    return DONE;
}

enum outcome object_new_get(struct job *job, struct page *page)
{
    return show_new(job, page);
}

enum outcome object_new_post(struct job *job, struct page *page)
{
    struct given given;
    int64_t id = 0;
    enum outcome o;

    object_given(page, &given);
    o = page_settle(page, act_object_add(job, &given, &id));
    if (o == DONE) {
        page_done(page, WORD_done_object_added, 0);
        if (id == 0)
            page_go(page, "/objecten");
        else
            page_go(page, "/objecten/%lld", (long long)id);
        return DONE;
    }
    if (o != REFUSED)
        return o;
    if (page_again(page) != DONE)
        return BROKEN;
    return page_after(o, show_new(job, page));
}
