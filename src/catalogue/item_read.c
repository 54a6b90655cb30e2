#include "catalogue/item_read.h"

#include "base/buf.h"
#include "catalogue/licensed.h"
#include "model/noun.h"

enum { MONTHS_MAX = 120, DAYS_MAX = 36500, LEVEL_MAX = 9 };

void item_read_fault(const struct item_reading *reading, const char *key, struct str arg)
{
    fault_add(reading->faults, reading->document, arena_text(reading->mem, "norm.fault.%s", key),
              arg);
}

enum outcome item_read_document(const struct item_reading *reading, struct str bytes,
                                struct str root, const struct oscal **ret)
{
    const struct oscal *document;
    struct oscal_fault fault;
    enum outcome o = oscal_read(reading->mem, bytes, &document, &fault);

    if (o == REFUSED)
        item_read_fault(reading, arena_str(reading->mem, fault.key).at,
                        arena_text(reading->mem, "%d:%d%s%" STR_FMT, fault.line, fault.column,
                                   fault.arg.len > 0 ? " " : "", STR_ARG(fault.arg)));
    if (o != DONE)
        return o;
    *ret = oscal_root(document);
    if (str_eq((*ret)->name, root))
        return DONE;
    item_read_fault(reading, "model", (*ret)->name);
    return REFUSED;
}

struct str item_read_identity(const struct oscal *document)
{
    const struct oscal *ids = oscal_list(oscal_member(document, S("metadata")), S("document-ids"));

    for (int i = 0; i < ids->n; i++)
        if (str_eq(oscal_text(&ids->at[i], S("scheme")), S("urn:x-waarborg:document")))
            return oscal_text(&ids->at[i], S("identifier"));
    return oscal_text(document, S("uuid"));
}

static void set_bit(const struct item_reading *reading, const struct choices *choices,
                    struct str word, unsigned *bits)
{
    int n;

    if (word.len == 0 || !choice_of(choices, word, &n))
        item_read_fault(reading, "word", word);
    else
        *bits |= 1u << n;
}

static void set_yes(const struct item_reading *reading, struct str word, struct str wanted,
                    bool *ret)
{
    if (!str_eq(word, S("ja")) && !str_eq(word, S("nee")))
        item_read_fault(reading, "word", word);
    else
        *ret = str_eq(word, wanted);
}

static void set_number(const struct item_reading *reading, struct str word, int max, int *ret)
{
    int64_t n;

    if (!str_int(word, &n) || n < 1 || n > max)
        item_read_fault(reading, "amount", word);
    else
        *ret = (int)n;
}

static void add_rhythm(const struct item_reading *reading, struct str word, struct item *item)
{
    int n;

    if (word.len == 0 || !choice_of(&rhythm_choices, word, &n))
        item_read_fault(reading, "word", word);
    else if (item->n_rhythms == (int)(sizeof item->rhythms / sizeof *item->rhythms))
        item_read_fault(reading, "rhythms", item->id);
    else
        item->rhythms[item->n_rhythms++] = (enum rhythm)n;
}

static void read_prop(const struct item_reading *reading, struct str name, struct str value,
                      struct item *item)
{
    if (str_eq(name, S("verplicht")))
        set_yes(reading, value, S("ja"), &item->mandatory);
    else if (str_eq(name, S("erfbaar")))
        set_yes(reading, value, S("ja"), &item->inheritable);
    else if (str_eq(name, S("cbw-scope")))
        set_yes(reading, value, S("nee"), &item->outside_law);
    else if (str_eq(name, S("verantwoordelijke-rol")))
        set_bit(reading, &duty_choices, value, &item->duties);
    else if (str_eq(name, S("attribuut-concept")))
        set_bit(reading, &csf_choices, value, &item->csf);
    else if (str_eq(name, S("ritme")))
        add_rhythm(reading, value, item);
    else if (str_eq(name, S("ritme-maanden")))
        set_number(reading, value, MONTHS_MAX, &item->rhythm_months);
    else if (str_eq(name, S("termijn-dagen")))
        set_number(reading, value, DAYS_MAX, &item->deadline_days);
    else if (str_eq(name, S("bbn")))
        set_number(reading, value, LEVEL_MAX, &item->level);
    else if (str_eq(name, S("beoordeelbaar")))
        set_yes(reading, value, S("nee"), &item->heading);
}

void item_read_titles(const struct oscal *thing, struct str title[LANG_COUNT])
{
    struct str english = oscal_prop(thing, OSCAL_OURS, S("titel-en"));

    for (int lang = 0; lang < LANG_COUNT; lang++)
        title[lang] = oscal_text(thing, S("title"));
    if (english.len > 0)
        title[LANG_EN] = english;
}

void item_read_note(const struct oscal *thing, struct str note[LANG_COUNT])
{
    struct str english = oscal_prop(thing, OSCAL_OURS, S("toelichting-en"));

    for (int lang = 0; lang < LANG_COUNT; lang++)
        note[lang] = oscal_text(thing, S("remarks"));
    if (english.len > 0)
        note[LANG_EN] = english;
}

enum standing item_read_standing(struct str class)
{
    int n;

    if (class.len == 0)
        return STANDING_FIRM;
    return choice_of(&standing_choices, class, &n) ? (enum standing)n : STANDING_FORMER;
}

static void add_fact(const struct oscal *prop, struct item_fact *fact)
{
    fact->name = oscal_text(prop, S("name"));
    fact->value = oscal_text(prop, S("value"));
    fact->standing = item_read_standing(oscal_text(prop, S("class")));
}

void item_read_meaning(const struct item_reading *reading, const struct oscal *control,
                       bool is_child, struct item *item)
{
    const struct oscal *props = oscal_list(control, S("props"));
    struct item_fact *facts;

    item->id = oscal_text(control, S("id"));
    item->label = oscal_prop(control, OSCAL_NS, S("label"));
    item->sort = oscal_prop(control, OSCAL_NS, S("sort-id"));
    if (item->id.len == 0 || oscal_text(control, S("title")).len == 0)
        item_read_fault(reading, "nameless", item->id);
    if (item->label.len == 0)
        item_read_fault(reading, "label", item->id);
    item->kind = is_child ? ITEM_MEASURE : ITEM_CONTROL;
    if (str_eq(oscal_prop(control, OSCAL_OURS, S("soort")), S("markering")))
        item->kind = ITEM_MARKER;
    item->withdrawn = item->kind == ITEM_MARKER ||
                      str_eq(oscal_prop(control, OSCAL_NS, S("status")), S("withdrawn"));
    facts = NEW_ARRAY(reading->mem, (size_t)props->n, struct item_fact);
    for (int i = 0; i < props->n; i++)
        if (oscal_ns(&props->at[i], OSCAL_OURS)) {
            add_fact(&props->at[i], &facts[item->n_facts]);
            read_prop(reading, facts[item->n_facts].name, facts[item->n_facts].value, item);
            item->n_facts++;
        }
    item->facts = facts;
}

static bool part_is(const struct oscal *part, struct str name, struct str class)
{
    return str_eq(oscal_text(part, S("name")), name) &&
           (class.len == 0 || str_eq(oscal_text(part, S("class")), class));
}

static void put_prose(struct buf *out, const struct oscal *part)
{
    const struct oscal *parts = oscal_list(part, S("parts"));
    struct str prose = oscal_text(part, S("prose"));

    if (out->len > 0 && prose.len > 0)
        buf_char(out, '\n');
    buf_put(out, prose);
    for (int i = 0; i < parts->n; i++)
        put_prose(out, &parts->at[i]);
}

/* The prose of a part and of what stands under it, a line each. */
static struct str prose_of(struct arena *mem, const struct oscal *part)
{
    struct buf out;

    if (oscal_list(part, S("parts"))->n == 0)
        return oscal_text(part, S("prose"));
    buf_init(&out, mem, 256);
    put_prose(&out, part);
    return buf_str(&out);
}

static void read_examples(const struct item_reading *reading, const struct oscal *part,
                          enum lang lang, struct item *item)
{
    const struct oscal *parts = oscal_list(part, S("parts"));
    struct str *texts = NEW_ARRAY(reading->mem, (size_t)parts->n, struct str);
    int n = 0;

    for (int i = 0; i < parts->n; i++)
        if (part_is(&parts->at[i], S("item"), S("")))
            texts[n++] = prose_of(reading->mem, &parts->at[i]);
    /* One count serves all languages: the first sets it, and a list of another
     * length counts as not there. */
    if (item->n_examples == 0)
        item->n_examples = n;
    if (n == item->n_examples && n > 0)
        item->examples[lang] = texts;
}

/* The sources of the facts in a language; its props stand as those of the first do. */
static void read_sources(const struct oscal *control, enum lang lang, struct item *item)
{
    const struct oscal *props = oscal_list(control, S("props"));
    struct item_fact *facts = (struct item_fact *)(uintptr_t)item->facts;
    int n = 0;

    for (int i = 0; i < props->n && n < item->n_facts; i++)
        if (oscal_ns(&props->at[i], OSCAL_OURS))
            facts[n++].source[lang] = oscal_text(&props->at[i], S("remarks"));
}

void item_read_words(const struct item_reading *reading, const struct oscal *control,
                     enum lang lang, struct item *item)
{
    const struct oscal *parts = oscal_list(control, S("parts"));

    item->title[lang] = oscal_text(control, S("title"));
    read_sources(control, lang, item);
    for (int i = 0; i < parts->n; i++) {
        const struct oscal *part = &parts->at[i];

        if (licensed_is(part)) {
            item->licensed_title = oscal_text(part, S("title"));
            item->licensed_text = prose_of(reading->mem, part);
        } else if (part_is(part, S("guidance"), S("bewijs-voorbeelden"))) {
            read_examples(reading, part, lang, item);
        } else if (part_is(part, S("guidance"), S("")) && item->note[lang].len == 0) {
            item->note[lang] = prose_of(reading->mem, part);
        } else if (part_is(part, S("statement"), S("")) && item->text[lang].len == 0) {
            item->text[lang] = prose_of(reading->mem, part);
        }
    }
}

struct str item_read_moved(const struct oscal *control)
{
    const struct oscal *links = oscal_list(control, S("links"));

    for (int i = 0; i < links->n; i++) {
        struct str rel = oscal_text(&links->at[i], S("rel"));
        struct str href = oscal_text(&links->at[i], S("href"));

        if ((str_eq(rel, S("moved-to")) || str_eq(rel, S("incorporated-into"))) &&
            str_starts(href, S("#")))
            return str_sub(href, 1, href.len);
    }
    return S("");
}
