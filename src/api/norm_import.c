/* Norms of the organisation's own: looked at, brought in, listed, ended. */
#include "acts/norm_told.h"

#include "api/handlers.h"
#include "base/base64.h"

/* ---- what comes in ---- */

struct norm_taken {
    struct str name, content_base64, norm, to;
};

static const struct shape_member taken_members[] = {
    SHAPE_ONE(TEXT, struct str, "name", norm_taken, name, .needed = true),
    SHAPE_ONE(TEXT, struct str, "content_base64", norm_taken, content_base64, .needed = true),
    SHAPE_ONE(TEXT, struct str, "norm", norm_taken, norm),
    SHAPE_ONE(TEXT, struct str, "to", norm_taken, to),
};
static const struct shape taken_shape = SHAPE_OF("norm_taken", norm_taken, taken_members);
const struct intake norm_intake = {"norm_new", NULL, 0, &taken_shape, true};

static enum outcome read_file(struct job *job, struct call *call, struct norm_file *ret)
{
    struct norm_taken taken = {0};
    enum outcome o = call_read(call, NULL, &taken);

    if (o != DONE)
        return o;
    *ret = (struct norm_file){.name = taken.name, .source = taken.norm, .target = taken.to};
    return base64_read(job->mem, taken.content_base64, &ret->bytes)
        ? DONE : job_refuse(job, S("content_base64"), S("api.base64"));
}

/* Each fault by itself, with its place behind the name of the member. */
static void tell_faults(struct job *job, const struct norm_preview *preview)
{
    for (int i = 0; preview != NULL && i < preview->n_faults; i++) {
        const struct check_fault *fault = &preview->faults[i];
        struct str place = norm_told_place(job, fault);

        fault_add(&job->faults,
                  arena_text(job->mem, "file%s%" STR_FMT, place.len > 0 ? " " : "",
                             STR_ARG(place)), fault->key, fault->arg);
    }
}

/* ---- what goes out ---- */

struct local_norm_view {
    struct local_norm norm;
    bool unread, in_use;
};

static const struct shape_member local_members[] = {
    SHAPE_NOUN(local_norm, local_norm_view, norm),
    SHAPE_ONE(FLAG, bool, "unread", local_norm_view, unread),
    SHAPE_ONE(FLAG, bool, "in_use", local_norm_view, in_use),
};
const struct shape local_norm_shape = SHAPE_OF("local_norm", local_norm_view, local_members);

struct local_norms_view {
    struct shape_list items;
};

static const struct shape_member locals_members[] = {
    SHAPE_ONE(LIST, struct shape_list, "items", local_norms_view, items,
              .shape = &local_norm_shape),
};
const struct shape local_norms_shape =
    SHAPE_OF("local_norms", local_norms_view, locals_members);

struct fold_view {
    int line;
    struct str written, meant;
};

static const struct shape_member fold_members[] = {
    SHAPE_ONE(INT, int, "line", fold_view, line),
    SHAPE_ONE(TEXT, struct str, "written", fold_view, written),
    SHAPE_ONE(TEXT, struct str, "meant", fold_view, meant),
};
static const struct shape fold_shape = SHAPE_OF("norm_fold", fold_view, fold_members);

struct norm_preview_view {
    struct str title, key, source, target, replaces;
    enum local_kind kind;
    int groups, controls, measures, assessed, rows, lost, words, foreign, kept;
    bool before_program;
    struct shape_list folds;
};

static const struct shape_member preview_members[] = {
    SHAPE_ONE(TEXT, struct str, "title", norm_preview_view, title),
    SHAPE_ONE(CHOICE, enum local_kind, "kind", norm_preview_view, kind,
              .choices = &local_kind_choices),
    SHAPE_ONE(TEXT, struct str, "key", norm_preview_view, key),
    SHAPE_ONE(TEXT, struct str, "source", norm_preview_view, source),
    SHAPE_ONE(TEXT, struct str, "target", norm_preview_view, target),
    SHAPE_ONE(INT, int, "groups", norm_preview_view, groups),
    SHAPE_ONE(INT, int, "controls", norm_preview_view, controls),
    SHAPE_ONE(INT, int, "measures", norm_preview_view, measures),
    SHAPE_ONE(INT, int, "items_assessed", norm_preview_view, assessed),
    SHAPE_ONE(INT, int, "mapping_rows", norm_preview_view, rows),
    SHAPE_ONE(INT, int, "mapping_rows_left_out", norm_preview_view, lost),
    SHAPE_ONE(INT, int, "own_words", norm_preview_view, words),
    SHAPE_ONE(INT, int, "props_unknown", norm_preview_view, foreign),
    SHAPE_ONE(INT, int, "kept_unused", norm_preview_view, kept),
    SHAPE_ONE(TEXT, struct str, "replaces", norm_preview_view, replaces),
    SHAPE_ONE(FLAG, bool, "before_program", norm_preview_view, before_program),
    SHAPE_ONE(LIST, struct shape_list, "folds", norm_preview_view, folds, .shape = &fold_shape),
};
const struct shape norm_preview_shape =
    SHAPE_OF("norm_preview", norm_preview_view, preview_members);

static struct norm_preview_view view_of(struct job *job, const struct norm_preview *it)
{
    const struct library *library = &it->found.library;
    struct fold_view *folds = NEW_ARRAY(job->mem, (size_t)library->n_folds, struct fold_view);

    for (int i = 0; i < library->n_folds; i++)
        folds[i] = (struct fold_view){library->folds[i].line, library->folds[i].written,
                                      library->folds[i].meant};
    return (struct norm_preview_view){
        .title = it->row.title, .key = it->row.key, .source = it->row.source,
        .target = it->row.target, .replaces = it->earlier.title, .kind = it->row.kind,
        .groups = it->groups, .controls = it->controls, .measures = it->measures,
        .assessed = it->assessed, .rows = it->found.n_rows, .lost = it->found.n_lost,
        .words = it->found.overlay.n_words, .foreign = it->foreign,
        .kept = library->n_matrices + library->n_threats + library->n_controls +
                library->n_others,
        .before_program = it->before_ours, .folds = {folds, (size_t)library->n_folds}};
}

enum outcome api_norm_preview(struct job *job, struct call *call)
{
    (void)job, (void)call;
    return DONE;
}

enum outcome api_norm_preview_seen(struct job *job, struct call *call)
{
    struct norm_preview *preview = NULL;
    struct norm_preview_view view;
    struct norm_file file;
    enum outcome o = read_file(job, call, &file);

    if (o == DONE && (o = act_norm_preview(job, &file, false, &preview)) == REFUSED)
        tell_faults(job, preview);
    if (o != DONE)
        return o;
    view = view_of(job, preview);
    call_object(call, &norm_preview_shape, &view);
    return DONE;
}

static enum outcome load(struct job *job, struct local_norm_view **ret, size_t *ret_n)
{
    struct norm_local *all;
    enum outcome o = act_norm_locals(job, &all, ret_n);

    if (o != DONE)
        return o;
    *ret = NEW_ARRAY(job->mem, *ret_n, struct local_norm_view);
    for (size_t i = 0; i < *ret_n; i++)
        (*ret)[i] = (struct local_norm_view){all[i].of, all[i].unread, all[i].in_use};
    return DONE;
}

enum outcome api_local_norms_get(struct job *job, struct call *call)
{
    struct local_norms_view view;
    struct local_norm_view *all;
    size_t n;
    enum outcome o = load(job, &all, &n);

    if (o != DONE)
        return o;
    view.items = (struct shape_list){all, n};
    call_object(call, &local_norms_shape, &view);
    return DONE;
}

enum outcome api_local_norm_get(struct job *job, struct call *call)
{
    int64_t id = call_id(call, "id");
    struct local_norm_view *all;
    size_t n;
    enum outcome o = load(job, &all, &n);

    if (o != DONE)
        return o;
    for (size_t i = 0; i < n; i++)
        if (all[i].norm.row.id == id) {
            call->version = all[i].norm.row.version;
            call_object(call, &local_norm_shape, &all[i]);
            return DONE;
        }
    return NOT_THERE;
}

/* ---- what is done ---- */

enum outcome api_norm_import(struct job *job, struct call *call)
{
    struct norm_preview *preview = NULL;
    struct norm_file file;
    enum outcome o = read_file(job, call, &file);

    if (o == DONE && (o = act_norm_import(job, &file, &preview)) == REFUSED)
        tell_faults(job, preview);
    if (o == DONE)
        call->made = preview->row.row.id;
    return o;
}

enum outcome api_norm_end(struct job *job, struct call *call)
{
    int64_t id = call_id(call, "id");

    return id == 0 ? NOT_THERE : act_norm_end(job, (struct row){.id = id});
}
