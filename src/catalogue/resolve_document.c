/* The last step: a body becomes a catalog document. */
#include "catalogue/oscal_make.h"
#include "catalogue/oscal_write.h"
#include "catalogue/resolving.h"
#include "catalogue/uuid5.h"

static struct oscal list_of(struct resolving *it, const struct pieces *pieces, bool groups);

/* A piece with what stands under it in the result. */
static struct oscal object_of(struct resolving *it, const struct piece *piece)
{
    const struct oscal *made = piece->is;

    made = oscal_make_without(it->mem, made, S("groups"));
    made = oscal_make_without(it->mem, made, S("controls"));
    if (piece->under.n > 0) {
        made = oscal_make_with(it->mem, made, S("groups"), list_of(it, &piece->under, true));
        made = oscal_make_with(it->mem, made, S("controls"), list_of(it, &piece->under, false));
    }
    return oscal_make_named(S(""), *made);
}

static struct oscal list_of(struct resolving *it, const struct pieces *pieces, bool groups)
{
    struct oscal *at = NEW_ARRAY(it->mem, (size_t)pieces->n, struct oscal);
    int n = 0;

    for (int i = 0; i < pieces->n; i++)
        if (pieces->at[i]->group == groups)
            at[n++] = object_of(it, pieces->at[i]);
    return oscal_make_list(at, n);
}

static struct oscal things_list(struct resolving *it, const struct things *things)
{
    struct oscal *at = NEW_ARRAY(it->mem, (size_t)things->n, struct oscal);

    for (int i = 0; i < things->n; i++)
        at[i] = oscal_make_named(S(""), *things->at[i].param);
    return oscal_make_list(at, things->n);
}

static struct oscal one_of(struct arena *mem, struct str first, struct str first_value,
                           struct str other, struct str other_value)
{
    struct oscal *members = NEW_ARRAY(mem, 2, struct oscal);
    struct oscal *object = NEW(mem, struct oscal);

    members[0] = oscal_make_named(first, oscal_make_text(first_value));
    members[1] = oscal_make_named(other, oscal_make_text(other_value));
    *object = oscal_make_object(members, 2);
    return oscal_make_list(object, 1);
}

/* Those of the catalogs that are to be kept, after the profile's own. */
static const struct oscal *with_kept(struct resolving *it, const struct oscal *metadata,
                                     struct str name, struct str id, const struct things *kept)
{
    for (int i = 0; i < kept->n; i++) {
        const struct oscal *list = oscal_list(metadata, name);
        struct oscal one = oscal_make_list(kept->at[i].param, 1);
        bool there = false;

        for (int j = 0; j < list->n; j++)
            there |= str_eq(oscal_text(&list->at[j], id), oscal_text(kept->at[i].param, id));
        if (!there)
            metadata = oscal_make_with(it->mem, metadata, name,
                                       oscal_make_joined(it->mem, list, &one));
    }
    return metadata;
}

/* The profile's, with how it came to be. */
static const struct oscal *metadata_of(struct resolving *it, const struct body *body,
                                       const struct oscal *profile)
{
    const struct oscal *made = oscal_member(profile, S("metadata"));
    struct oscal tool = one_of(it->mem, S("name"), S("resolution-tool"), S("value"),
                               it->wish->tool);
    struct oscal link = one_of(it->mem, S("href"), it->wish->source, S("rel"),
                               S("source-profile"));

    made = oscal_make_with(it->mem, made, S("last-modified"),
                           oscal_make_text(it->wish->last_modified));
    made = oscal_make_with(it->mem, made, S("oscal-version"), oscal_make_text(body->version));
    made = oscal_make_with(it->mem, made, S("props"),
                           oscal_make_joined(it->mem, oscal_list(made, S("props")), &tool));
    made = oscal_make_with(it->mem, made, S("links"),
                           oscal_make_joined(it->mem, &link, oscal_list(made, S("links"))));
    made = with_kept(it, made, S("roles"), S("id"), &body->roles);
    return with_kept(it, made, S("parties"), S("uuid"), &body->parties);
}

/* Over what it says, but for the uuid itself and when it was made. */
static struct str uuid_of(struct resolving *it, const struct oscal *catalog,
                          const struct oscal *profile)
{
    const struct oscal *bare = oscal_make_with(
        it->mem, catalog, S("metadata"),
        *oscal_make_without(it->mem, oscal_member(catalog, S("metadata")), S("last-modified")));
    struct str hash;
    struct buf out;

    buf_init(&out, it->mem, 0);
    oscal_write_root(&out, bare);
    hash = uuid5_hash(it->mem, buf_str(&out));
    return uuid5(it->mem, arena_text(it->mem, "catalog|%" STR_FMT "|%" STR_FMT,
                                     STR_ARG(oscal_text(profile, S("uuid"))), STR_ARG(hash)));
}

static int depth_of(const struct oscal *value)
{
    int most = 0;

    for (int i = 0; i < value->n; i++) {
        int depth = depth_of(&value->at[i]);

        most = depth > most ? depth : most;
    }
    return most + (value->kind == OSCAL_OBJECT || value->kind == OSCAL_ARRAY);
}

enum outcome body_document(struct resolving *it, const struct body *body,
                           const struct oscal *profile, const struct oscal **ret)
{
    struct oscal resources = oscal_make_named(S("resources"), things_list(it, &body->resources));
    struct oscal empty = oscal_make_named(S("catalog"), oscal_make_object(NULL, 0));
    const struct oscal *made = &empty;
    struct oscal *root = NEW(it->mem, struct oscal);
    struct oscal *document = NEW(it->mem, struct oscal);
    struct oscal *back = NEW(it->mem, struct oscal);

    *back = resources;
    made = oscal_make_with(it->mem, made, S("metadata"), *metadata_of(it, body, profile));
    made = oscal_make_with(it->mem, made, S("params"), things_list(it, &body->params));
    made = oscal_make_with(it->mem, made, S("controls"), list_of(it, &body->top, false));
    made = oscal_make_with(it->mem, made, S("groups"), list_of(it, &body->top, true));
    if (resources.n > 0)
        made = oscal_make_with(it->mem, made, S("back-matter"), oscal_make_object(back, 1));
    made = oscal_make_with(it->mem, made, S("uuid"),
                           oscal_make_text(uuid_of(it, made, profile)));
    *root = oscal_make_named(S("catalog"), *made);
    *document = oscal_make_object(root, 1);
    if (depth_of(document) > OSCAL_DEPTH_MAX)
        return resolving_refuse(it, it->wish->profile, "large", S("64 levels"));
    *ret = document;
    return DONE;
}
