#include "catalogue/resolve.h"

#include <stdlib.h>

#include "catalogue/resolving.h"

/* A document that was read once; a profile keeps what it came to. */
struct loaded {
    struct str name;
    const struct oscal *root;
    struct body *body;
    bool busy; /* it is being resolved: to come here again is a circle */
};

/* What is read goes on the heap of the arena in one place, by number. */
struct library {
    struct resolving it;
    struct loaded at[RESOLVE_DOCUMENTS_MAX];
    int n;
};

static void note(struct resolving *it, struct resolve_note *list, int *n, struct str document,
                 struct check_fault what)
{
    (void)it;
    if (*n < CHECK_FAULTS_MAX)
        list[(*n)++] = (struct resolve_note){document, what};
}

enum outcome resolving_refuse(struct resolving *it, struct str document, const char *key,
                              struct str arg)
{
    note(it, it->faults, &it->n_faults, document,
         (struct check_fault){.key = str_of(key), .arg = arg});
    return REFUSED;
}

void resolving_remark(struct resolving *it, struct str document, const char *key, struct str arg)
{
    note(it, it->remarks, &it->n_remarks, document,
         (struct check_fault){.key = str_of(key), .arg = arg});
}

static int by_text(const void *a, const void *b)
{
    return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

void texts_sort(struct str *texts, int n)
{
    if (n > 1)
        qsort(texts, (size_t)n, sizeof *texts, by_text);
}

int texts_find(const struct str *texts, int n, struct str text)
{
    int from = 0;
    int to = n;

    while (from < to) {
        int middle = from + (to - from) / 2;

        if (str_cmp(texts[middle], text) < 0)
            from = middle + 1;
        else
            to = middle;
    }
    return from < n && str_eq(texts[from], text) ? from : -1;
}

/* The schema's rules: nothing is made of a document that breaks them. */
static enum outcome check(struct library *lib, struct str name, const struct oscal *document)
{
    struct check_report report;

    norm_check_schema(lib->it.mem, document, &report);
    for (int i = 0; i < report.faults.n; i++)
        note(&lib->it, lib->it.faults, &lib->it.n_faults, name, report.faults.at[i]);
    return report.faults.n == 0 ? DONE : REFUSED;
}

static enum outcome add(struct library *lib, struct str name, struct str bytes,
                        struct loaded **ret)
{
    const struct oscal *document;
    struct oscal_fault fault;
    enum outcome o;

    if (lib->n == RESOLVE_DOCUMENTS_MAX)
        return resolving_refuse(&lib->it, name, "documents", S("64"));
    o = oscal_read(lib->it.mem, bytes, &document, &fault);
    if (o == REFUSED)
        note(&lib->it, lib->it.faults, &lib->it.n_faults, name,
             (struct check_fault){.line = fault.line, .key = fault.key, .arg = fault.arg});
    if (o != DONE || (o = check(lib, name, document)) != DONE)
        return o;
    *ret = &lib->at[lib->n++];
    **ret = (struct loaded){.name = name, .root = oscal_root(document)};
    return DONE;
}

static enum outcome load(struct library *lib, struct str from, struct str href,
                         struct loaded **ret)
{
    const struct resolve_source *source = lib->it.source;
    struct str name;
    struct str bytes;
    enum outcome o = source->read(source->arg, from, href, &name, &bytes);

    if (o != DONE)
        return o;
    for (int i = 0; i < lib->n; i++)
        if (str_eq(lib->at[i].name, name)) {
            *ret = &lib->at[i];
            return DONE;
        }
    return add(lib, name, bytes, ret);
}

/* An XML document has one in JSON beside it: profiles that were converted name the first. */
static struct str as_json(struct arena *mem, struct str href)
{
    return str_ends(href, S(".xml"))
               ? arena_text(mem, "%" STR_FMT "json", STR_ARG(str_sub(href, 0, href.len - 3)))
               : href;
}

/* How well an rlink promises JSON: 2 it says so, 1 there may be some beside it, 0 no. */
static int promise(const struct oscal *rlink)
{
    struct str href = oscal_text(rlink, S("href"));
    struct str type = oscal_text(rlink, S("media-type"));

    if (str_find(type, S("json"), 0) >= 0 || str_ends(href, S(".json")))
        return 2;
    if (str_ends(href, S(".yaml")) || str_find(type, S("yaml"), 0) >= 0)
        return 0;
    return 1;
}

static const struct oscal *resource_of(const struct oscal *profile, struct str uuid)
{
    const struct oscal *list =
        oscal_list(oscal_member(profile, S("back-matter")), S("resources"));

    for (int i = 0; i < list->n; i++)
        if (str_eq(oscal_text(&list->at[i], S("uuid")), uuid))
            return &list->at[i];
    return NULL;
}

static enum outcome load_failed(struct library *lib, enum outcome o, struct str from,
                                struct str href)
{
    if (o == NOT_THERE)
        return resolving_refuse(&lib->it, from, "import_missing", href);
    if (o == REFUSED && lib->it.n_faults == 0)
        return resolving_refuse(&lib->it, from, "import_outside", href);
    return o;
}

/* Through a resource: the rlinks that promise most are tried first. */
static enum outcome load_resource(struct library *lib, const struct loaded *profile,
                                  struct str href, struct loaded **ret)
{
    const struct oscal *resource = resource_of(profile->root, str_sub(href, 1, href.len));
    const struct oscal *rlinks = oscal_list(resource, S("rlinks"));
    enum outcome first = DONE;
    struct str failed = href;

    if (resource == NULL)
        return resolving_refuse(&lib->it, profile->name, "link_nowhere", href);
    for (int want = 2; want > 0; want--)
        for (int i = 0; i < rlinks->n; i++) {
            struct str at = as_json(lib->it.mem, oscal_text(&rlinks->at[i], S("href")));
            enum outcome o;

            if (promise(&rlinks->at[i]) != want)
                continue;
            o = load(lib, profile->name, at, ret);
            if (o == DONE || o == BROKEN || lib->it.n_faults > 0)
                return o;
            if (first == DONE) {
                first = o;
                failed = at;
            }
        }
    return first == DONE ? resolving_refuse(&lib->it, profile->name, "import_no_json", href)
                         : load_failed(lib, first, profile->name, failed);
}

static enum outcome load_import(struct library *lib, const struct loaded *profile,
                                struct str href, struct loaded **ret)
{
    struct str at;

    if (str_starts(href, S("#")))
        return load_resource(lib, profile, href, ret);
    at = as_json(lib->it.mem, href);
    return load_failed(lib, load(lib, profile->name, at, ret), profile->name, href);
}

static enum outcome resolve_profile(struct library *lib, struct loaded *profile);

/* What a document comes to; a profile on its way to itself is refused. Goes as deep as
 * there are documents. */
static enum outcome settle(struct library *lib, struct str from, struct loaded *document)
{
    if (document->busy)
        return resolving_refuse(&lib->it, from, "import_circle", document->name);
    if (document->body != NULL)
        return DONE;
    if (str_eq(document->root->name, S("profile")))
        return resolve_profile(lib, document);
    if (!str_eq(document->root->name, S("catalog")))
        return resolving_refuse(&lib->it, from, "import_model", document->root->name);
    document->body =
        body_of_catalog(&lib->it, document->root, (int)(document - lib->at));
    return DONE;
}

static enum outcome resolve_import(struct library *lib, const struct loaded *profile,
                                   const struct oscal *import, struct body **ret)
{
    struct loaded *document = NULL;
    enum outcome o =
        load_import(lib, profile, oscal_text(import, S("href")), &document);

    if (o != DONE || (o = settle(lib, profile->name, document)) != DONE)
        return o;
    return body_select(&lib->it, document->body, import, profile->name, ret);
}

/* The profile's own resources and version come after those of what it imports. */
static void add_own(struct resolving *it, struct body *body, const struct oscal *profile)
{
    const struct oscal *list =
        oscal_list(oscal_member(profile, S("back-matter")), S("resources"));

    for (int i = 0; i < list->n; i++)
        things_add(it, &body->resources, (struct loose){.param = &list->at[i]});
}

static enum outcome resolve_profile(struct library *lib, struct loaded *profile)
{
    const struct oscal *imports = oscal_list(profile->root, S("imports"));
    struct body **selections = NEW_ARRAY(lib->it.mem, (size_t)imports->n, struct body *);
    enum outcome o = DONE;

    profile->busy = true;
    for (int i = 0; o == DONE && i < imports->n; i++)
        o = resolve_import(lib, profile, &imports->at[i], &selections[i]);
    if (o == DONE)
        o = body_merge(&lib->it, selections, imports->n, profile->root, profile->name,
                       (int)(profile - lib->at), &profile->body);
    if (o != DONE)
        return o;
    add_own(&lib->it, profile->body, profile->root);
    body_modify(&lib->it, profile->body, profile->root, profile->name);
    body_prune(&lib->it, profile->body, profile->root);
    profile->busy = false;
    return DONE;
}

static enum outcome resolve_top(struct library *lib, const struct oscal **ret)
{
    struct str href = lib->it.wish->profile;
    struct loaded *profile = NULL;
    enum outcome o = load_failed(lib, load(lib, S(""), href, &profile), href, href);

    if (o != DONE)
        return o;
    if (!str_eq(profile->root->name, S("profile")))
        return resolving_refuse(&lib->it, profile->name, "no_profile", profile->root->name);
    if ((o = resolve_profile(lib, profile)) != DONE)
        return o;
    return body_document(&lib->it, profile->body, profile->root, ret);
}

enum outcome resolve(struct arena *mem, const struct resolve_source *source,
                     const struct resolve_wish *wish, const struct oscal **ret,
                     struct resolve_report *ret_report)
{
    struct library *lib = NEW(mem, struct library);
    const struct oscal *catalog = NULL;
    enum outcome o;

    lib->it = (struct resolving){
        .mem = mem, .source = source, .wish = wish,
        .faults = NEW_ARRAY(mem, CHECK_FAULTS_MAX, struct resolve_note),
        .remarks = NEW_ARRAY(mem, CHECK_FAULTS_MAX, struct resolve_note)};
    o = resolve_top(lib, &catalog);
    *ret_report = (struct resolve_report){lib->it.faults, lib->it.n_faults, lib->it.remarks,
                                          lib->it.n_remarks};
    if (o == DONE)
        *ret = catalog;
    return o;
}
