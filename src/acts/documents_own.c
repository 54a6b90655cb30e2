/* acts/documents_own.c - act_document: one that was brought in, or else one of ours. */
#include "acts/documents.h"

#include "acts/file.h"
#include "acts/norms.h"
#include "acts/norms_local.h"
#include "catalogue/item_read.h"
#include "catalogue/licensed.h"
#include "catalogue/oscal_make.h"
#include "catalogue/oscal_write.h"
#include "catalogue/uuid5.h"
#include "records/record.h"
#include "reports/norm_document.h"

/* What was found: of the program its bytes, else a tree that is still to be written. */
struct leaving {
    struct job *job;
    const struct document_wish *wish;
    const struct document *ours;
    const struct oscal *document;
};

/* ---- is it this one? ---- */

static bool is_meant(const struct leaving *it, struct str model, struct str id,
                     struct str version)
{
    struct str wanted = it->wish->id;

    if ((it->wish->model.len > 0 && !str_eq(it->wish->model, model)) || id.len == 0 ||
        !str_starts(wanted, id))
        return false;
    return wanted.len == id.len ||
           (wanted.len == id.len + 1 + version.len && wanted.at[id.len] == '@' &&
            str_ends(wanted, version));
}

static struct str version_of(const struct oscal *root)
{
    return oscal_text(oscal_member(root, S("metadata")), S("version"));
}

/* Of what the program itself wrote or brings. */
static bool read_tree(struct leaving *it, struct str bytes)
{
    struct oscal_fault fault;

    return oscal_read(it->job->mem, bytes, &it->document, &fault) == DONE;
}

/* The first of several mappings in one document gave the row its key. */
static bool find_json(struct leaving *it, const struct local_norm *row,
                      const struct norm_content *content)
{
    const struct oscal *root;

    if (content->tree == NULL)
        return false;
    it->document = content->tree;
    root = oscal_root(it->document);
    return is_meant(it, root->name, item_read_identity(root), version_of(root)) ||
           is_meant(it, root->name, row->key, S(""));
}

/* ---- what came in another form ---- */

static struct norm_document said_of(const struct local_norm *row, struct str id,
                                    const struct str title[LANG_COUNT])
{
    return (struct norm_document){.id = id, .title = {title[LANG_NL], title[LANG_EN]},
                                  .hash = row->hash, .made = row->added_on};
}

static bool take_written(struct leaving *it, const struct buf *out)
{
    return read_tree(it, buf_str(out));
}

static bool find_profile(struct leaving *it, const struct local_norm *row,
                         const struct profile *profile)
{
    struct norm_document said = said_of(row, profile->id, profile->title);
    struct buf out;

    if (!is_meant(it, S("profile"), profile->id, S("")))
        return false;
    buf_init(&out, it->job->mem, 64 * 1024);
    norm_document_profile(&out, &said, profile);
    return take_written(it, &out);
}

static bool find_mapping(struct leaving *it, const struct local_norm *row,
                         const struct mapping *mapping)
{
    struct norm_document said = said_of(row, mapping->id, mapping->title);
    struct buf out;

    if (!is_meant(it, S("mapping-collection"), mapping->id, S("")))
        return false;
    buf_init(&out, it->job->mem, 64 * 1024);
    norm_document_mapping(&out, &said, mapping);
    return take_written(it, &out);
}

static bool find_words(struct leaving *it, const struct local_norm *row,
                       const struct norms_found *found)
{
    const struct str title[LANG_COUNT] = {row->title, row->title};
    struct norm_document said = said_of(row, found->key, title);
    struct buf out;

    if (!is_meant(it, S("profile"), found->key, S("")))
        return false;
    buf_init(&out, it->job->mem, 64 * 1024);
    norm_document_words(&out, &said, &found->overlay);
    return take_written(it, &out);
}

/* What a reader needs not and a document must have: which one it is, and of when. */
static const struct oscal *completed(struct leaving *it, const struct local_norm *row, int lang,
                                     const struct oscal *root)
{
    struct arena *mem = it->job->mem;
    const struct oscal *metadata = oscal_member(root, S("metadata"));
    struct str uuid = uuid5(mem, arena_text(mem, "%" STR_FMT "|catalog|%d", STR_ARG(row->hash),
                                            lang));
    char day[DAY_TEXT_BYTES];
    struct str time = arena_text(mem, "%" STR_FMT "T00:00:00Z",
                                 STR_ARG(day_text(row->added_on, day)));

    metadata = oscal_make_with(mem, metadata, S("last-modified"), oscal_make_text(time));
    metadata = oscal_make_with(mem, metadata, S("oscal-version"), oscal_make_text(S("1.2.1")));
    root = oscal_make_with(mem, root, S("metadata"), *metadata);
    return oscal_make_with(mem, root, S("uuid"), oscal_make_text(uuid));
}

/* The catalog of a library in the language that was asked for, or in the one that it has. */
static bool find_catalog(struct leaving *it, const struct local_norm *row,
                         const struct norms_found *found)
{
    const struct oscal *const *trees = found->library.source.tree;
    int lang = trees[it->wish->lang] != NULL ? (int)it->wish->lang : LANG_NL;
    struct oscal *member;
    struct oscal *document;

    if (found->norm == NULL ||
        !is_meant(it, S("catalog"), found->norm->id, found->norm->version))
        return false;
    if (trees[lang] == NULL)
        lang = LANG_EN;
    member = NEW(it->job->mem, struct oscal);
    document = NEW(it->job->mem, struct oscal);
    *member = oscal_make_named(S("catalog"), *completed(it, row, lang, trees[lang]));
    *document = oscal_make_object(member, 1);
    it->document = document;
    return true;
}

static bool find_in_library(struct leaving *it, const struct local_norm *row,
                            const struct norms_making *making, const struct norms_found *found)
{
    if (find_catalog(it, row, found))
        return true;
    for (int i = 0; i < making->n_profiles; i++)
        if (making->profiles[i]->norm == found->norm &&
            find_profile(it, row, making->profiles[i]))
            return true;
    for (int i = 0; i < found->library.n_mappings; i++)
        for (int j = 0; j < making->n_mappings; j++)
            if (str_eq(making->mappings[j]->id, found->library.mappings[i].id) &&
                find_mapping(it, row, making->mappings[j]))
                return true;
    return false;
}

static bool find_in_table(struct leaving *it, const struct local_norm *row,
                          const struct norms_making *making, const struct norms_found *found)
{
    if (found->kind == LOCAL_OVERLAY)
        return find_words(it, row, found);
    if (found->kind == LOCAL_PROFILE)
        return find_profile(it, row, found->overlay.profile);
    return find_mapping(it, row, making->mappings[making->n_mappings - 1]);
}

static bool find_made(struct leaving *it, const struct local_norm *row,
                      const struct norm_content *content)
{
    struct faults faults = {.mem = it->job->mem};
    struct norms_making making;
    struct norms_found found;

    norms_begin(&making, it->job->mem, norms_of(it->job));
    if (norms_add(&making, row, content, &found, &faults) != DONE)
        return false;
    return row->form == FORM_YAML ? find_in_library(it, row, &making, &found)
                                  : find_in_table(it, row, &making, &found);
}

/* The newest that counts, of those that this program can read. */
static enum outcome find_own(struct leaving *it)
{
    const struct leave *leave;
    struct local_norm *all;
    struct norm_content content;
    struct str bytes;
    size_t n;
    enum outcome o;

    if ((o = leave_ask(it->job, MAY_READ, &local_norm_noun, 0, &leave)) != DONE ||
        (o = record_all(it->job, leave, &local_norm_noun, &all, &n)) != DONE)
        return o;
    for (size_t i = n; i > 0; i--) {
        const struct local_norm *row = &all[i - 1];

        /* A key is the id and more; what is in a library only its bytes say. */
        if (row->ended || (row->form != FORM_YAML && !str_starts(row->key, it->wish->id)) ||
            file_bytes(it->job, row->hash, &bytes) != DONE)
            continue;
        o = norm_content_read(it->job->mem, row->form, bytes, &content, &it->job->broke);
        if (o != DONE)
            return o;
        if (row->form == FORM_JSON ? find_json(it, row, &content) : find_made(it, row, &content))
            return DONE;
        it->document = NULL;
    }
    return NOT_THERE;
}

/* ---- and out ---- */

static enum outcome find(struct leaving *it)
{
    const struct document_wish *wish = it->wish;
    const struct leave *leave;
    enum outcome o = NOT_THERE;

    if (wish->licensed && it->job->org != 0 &&
        (o = leave_ask(it->job, MAY_NORMS, &local_norm_noun, 0, &leave)) != DONE)
        return o;
    if (it->job->org != 0)
        o = find_own(it);
    if (o != NOT_THERE)
        return o;
    it->ours = document_find(wish->model, wish->id, wish->lang);
    return it->ours == NULL ? NOT_THERE : DONE;
}

static enum outcome take_licensed(struct leaving *it)
{
    const struct oscal *root = oscal_root(it->document);
    const struct norm *norm;

    if (it->wish->licensed && str_eq(root->name, S("catalog"))) {
        norm = norms_get(it->job, arena_text(it->job->mem, "%" STR_FMT "@%" STR_FMT,
                                             STR_ARG(item_read_identity(root)),
                                             STR_ARG(version_of(root))));
        if (norm != NULL)
            it->document = licensed_with(it->job->mem, it->document, norm);
    }
    if (it->wish->licensed)
        return DONE;
    it->document = licensed_without(it->job->mem, it->document);
    return licensed_empty(it->document) ? job_refuse(it->job, S(""), S("norm_export.licensed"))
                                        : DONE;
}

enum outcome act_document(struct job *job, const struct document_wish *wish, struct str *ret_name,
                          struct str *ret_bytes)
{
    struct leaving it = {.job = job, .wish = wish};
    const struct oscal *root;
    struct buf out;
    enum outcome o = find(&it);

    if (o != DONE)
        return o;
    if (it.ours != NULL) {
        *ret_bytes = document_bytes(job->mem, it.ours);
        *ret_name = document_name(job->mem, it.ours->model, it.ours->id, it.ours->version);
        if (!wish->licensed || !read_tree(&it, *ret_bytes))
            return DONE;
    }
    if ((o = take_licensed(&it)) != DONE)
        return o;
    root = oscal_root(it.document);
    buf_init(&out, job->mem, 0);
    oscal_write(&out, it.document);
    *ret_bytes = buf_str(&out);
    *ret_name = document_name(job->mem, root->name, item_read_identity(root), version_of(root));
    return DONE;
}
