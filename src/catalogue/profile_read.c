#include "catalogue/profile_read.h"

#include "catalogue/item_read.h"
#include "catalogue/resolve.h"

struct profile_making {
    struct item_reading reading;
    const struct norm *norm;
    struct profile *profile;
    struct profile_group *groups;
    struct profile_entry *entries;
};

/* Of "../catalog.json" the last part, without its ending. */
static struct str base_of(struct str href)
{
    struct str base = href;
    struct str rest;

    while (str_cut(base, '/', &rest).len < base.len && rest.at != NULL)
        base = rest;
    return str_ends(base, S(".json")) ? str_sub(base, 0, base.len - 5) : base;
}

/* The catalog that leads stands for each of them: they have the same ids. */
static enum outcome read_source(void *arg, struct str from, struct str href,
                                struct str *ret_name, struct str *ret_bytes)
{
    const struct norm_source *source = arg;
    struct str base = base_of(href);

    (void)from;
    for (int i = 0; i < source->n_profiles; i++)
        if (str_eq(source->profiles[i].name, base)) {
            *ret_name = source->profiles[i].name;
            *ret_bytes = source->profiles[i].bytes;
            return DONE;
        }
    for (int lang = 0; lang < LANG_COUNT && str_starts(base, S("catalog")); lang++)
        if (source->catalog[lang].len > 0) {
            *ret_name = S("catalog");
            *ret_bytes = source->catalog[lang];
            return DONE;
        }
    return NOT_THERE;
}

static bool is_of_norm(const struct norm *norm, struct str group)
{
    for (int i = 0; i < norm->n_groups; i++)
        if (str_eq(norm->groups[i].id, group))
            return true;
    return false;
}

static enum standing standing_of(const struct oscal *thing)
{
    const struct oscal *props = oscal_list(thing, S("props"));

    for (int i = 0; i < props->n; i++)
        if (oscal_ns(&props->at[i], OSCAL_OURS) &&
            str_eq(oscal_text(&props->at[i], S("name")), S("indeling")))
            return item_read_standing(oscal_text(&props->at[i], S("class")));
    return STANDING_FIRM;
}

static int make_group(struct profile_making *it, const struct oscal *within, int up)
{
    struct profile_group *group = &it->groups[it->profile->n_groups];

    group->id = oscal_text(within, S("id"));
    group->label = oscal_prop(within, OSCAL_NS, S("label"));
    if (group->label.len == 0)
        group->label = oscal_prop(within, OSCAL_OURS, S("label"));
    item_read_titles(within, group->title);
    group->standing = standing_of(within);
    group->up = up;
    return it->profile->n_groups++;
}

static void make_entries(struct profile_making *it, const struct oscal *within, int group)
{
    const struct oscal *controls = oscal_list(within, S("controls"));

    for (int i = 0; i < controls->n; i++) {
        struct str id = oscal_text(&controls->at[i], S("id"));
        int item = norm_item(it->norm, id);

        if (item == ITEM_NONE)
            item_read_fault(&it->reading, "selected", id);
        else
            it->entries[it->profile->n_entries++] = (struct profile_entry){item, group};
        make_entries(it, &controls->at[i], group);
    }
}

static void make_groups(struct profile_making *it, const struct oscal *within, int up)
{
    const struct oscal *list = oscal_list(within, S("groups"));

    make_entries(it, within, up);
    for (int i = 0; i < list->n; i++) {
        bool own = !is_of_norm(it->norm, oscal_text(&list->at[i], S("id")));

        make_groups(it, &list->at[i], own ? make_group(it, &list->at[i], up) : ITEM_NONE);
    }
}

static void count_all(const struct oscal *within, size_t *groups, size_t *controls)
{
    const struct oscal *list = oscal_list(within, S("groups"));
    const struct oscal *under = oscal_list(within, S("controls"));

    *groups += (size_t)list->n;
    *controls += (size_t)under->n;
    for (int i = 0; i < list->n; i++)
        count_all(&list->at[i], groups, controls);
    for (int i = 0; i < under->n; i++)
        count_all(&under->at[i], groups, controls);
}

static void make_profile(struct profile_making *it, const struct oscal *profile,
                         const struct oscal *resolved)
{
    const struct oscal *metadata = oscal_member(profile, S("metadata"));
    size_t n_groups = 0;
    size_t n_controls = 0;

    count_all(resolved, &n_groups, &n_controls);
    it->groups = NEW_ARRAY(it->reading.mem, n_groups, struct profile_group);
    it->entries = NEW_ARRAY(it->reading.mem, n_controls, struct profile_entry);
    it->profile->id = item_read_identity(profile);
    item_read_titles(metadata, it->profile->title);
    item_read_note(metadata, it->profile->note);
    it->profile->standing = standing_of(metadata);
    it->profile->norm = it->norm;
    it->profile->groups = it->groups;
    it->profile->entries = it->entries;
    make_groups(it, resolved, ITEM_NONE);
}

static void note_faults(const struct item_reading *reading, const struct resolve_report *report)
{
    for (int i = 0; i < report->n_faults; i++)
        fault_add(reading->faults, reading->document,
                  arena_text(reading->mem, "norm.fault.%" STR_FMT,
                             STR_ARG(report->faults[i].what.key)), report->faults[i].what.arg);
    if (report->n_faults == 0)
        item_read_fault(reading, "unresolved", S(""));
}

/* OSCAL passes over an id that is not there; here it is a slip of the pen. */
static void note_unknown(const struct item_reading *reading, const struct resolve_report *report)
{
    for (int i = 0; i < report->n_remarks; i++)
        if (str_eq(report->remarks[i].what.key, S("selected")))
            item_read_fault(reading, "selected", report->remarks[i].what.arg);
}

static const struct norm_profile *find(const struct norm_source *source, struct str name)
{
    for (int i = 0; i < source->n_profiles; i++)
        if (str_eq(source->profiles[i].name, name))
            return &source->profiles[i];
    return NULL;
}

enum outcome profile_read(struct arena *mem, const struct norm_source *source, struct str name,
                          const struct norm *norm, const struct profile **ret,
                          struct faults *faults)
{
    struct profile_making it = {.reading = {mem, faults, name}, .norm = norm,
                                .profile = NEW(mem, struct profile)};
    const struct resolve_source from = {read_source, (void *)(uintptr_t)source};
    const struct resolve_wish wish = {.profile = name, .source = name, .tool = S("waarborg"),
                                      .last_modified = S("2000-01-01T00:00:00Z")};
    const struct norm_profile *bytes = find(source, name);
    size_t n_before = faults->n;
    struct resolve_report report;
    const struct oscal *resolved;
    const struct oscal *root;
    enum outcome o;

    if (bytes == NULL) {
        item_read_fault(&it.reading, "unresolved", name);
        return REFUSED;
    }
    if ((o = item_read_document(&it.reading, bytes->bytes, S("profile"), &root)) != DONE)
        return o;
    if ((o = resolve(mem, &from, &wish, &resolved, &report)) == REFUSED)
        note_faults(&it.reading, &report);
    if (o != DONE)
        return o;
    note_unknown(&it.reading, &report);
    make_profile(&it, root, oscal_root(resolved));
    if (faults->n > n_before)
        return REFUSED;
    *ret = it.profile;
    return DONE;
}
