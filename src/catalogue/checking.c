/* The second layer of norm_check: what a document says about itself must be true. */
#include "catalogue/checking.h"

#include <stdlib.h>

enum {
    IDS = 1 << MARK_IS_ID | 1 << MARK_IS_PARAM,
    UUIDS = 1 << MARK_IS_UUID | 1 << MARK_IS_RESOURCE | 1 << MARK_IS_PARTY |
            1 << MARK_IS_LOCATION | 1 << MARK_IS_COMPONENT | 1 << MARK_IS_RISK |
            1 << MARK_IS_OBSERVATION | 1 << MARK_IS_FINDING
};

/* By text; the first in the document comes first, so that the second is the double. */
static int by_text(const void *a, const void *b)
{
    const struct mark *one = *(const struct mark *const *)a;
    const struct mark *other = *(const struct mark *const *)b;
    int order = str_cmp(one->text, other->text);

    return order != 0 ? order : (one > other) - (one < other);
}

/* What must differ from what: 0 is nothing. */
static int family(enum shape_mark is)
{
    if (is == MARK_IS_ID || is == MARK_IS_PARAM)
        return 1;
    if (is == MARK_IS_ROLE)
        return 2;
    return (1u << is & UUIDS) != 0 ? 3 : 0;
}

static void check_doubles(struct checking *checking, const struct mark *const *sorted, int n)
{
    const struct mark *last[4] = {NULL};

    for (int i = 0; i < n; i++) {
        const struct mark *it = sorted[i];
        int kin = family(it->is);

        if (kin == 0)
            continue;
        /* A uuid that nothing ever points to may be there twice without harm. */
        if (last[kin] != NULL && str_eq(last[kin]->text, it->text))
            (it->is == MARK_IS_UUID && last[kin]->is == MARK_IS_UUID ? checking_remark
                                                                     : checking_fault)(
                checking, it->place, it->line, kin == 3 ? "uuid_double" : "id_double", it->text);
        last[kin] = it;
    }
}

/* Which marks stand for a text: a bit for each. */
static unsigned named(const struct mark *const *sorted, int n, struct str text)
{
    unsigned found = 0;
    int from = 0;
    int to = n;

    while (from < to) {
        int middle = from + (to - from) / 2;

        if (str_cmp(sorted[middle]->text, text) < 0)
            from = middle + 1;
        else
            to = middle;
    }
    for (; from < n && str_eq(sorted[from]->text, text); from++)
        found |= 1u << sorted[from]->is;
    return found;
}

static bool is_uuid(struct str text)
{
    return shape_holds(&(const struct shape_member){.kind = SHAPE_UUID}, text);
}

/* What a use must find, and what is said when it does not. Of roles and parties that is
 * a remark: documents that NIST publishes name some that they do not have, and nothing is
 * lost by reading them. */
static const struct {
    unsigned wanted;
    const char *key;
    bool remark;
} uses[MARK_COUNT] = {
    [MARK_TO_PARAM] = {1u << MARK_IS_PARAM, "param_unknown"},
    [MARK_TO_ROLE] = {1u << MARK_IS_ROLE, "role_unknown", true},
    [MARK_TO_PARTY] = {1u << MARK_IS_PARTY, "party_unknown", true},
    [MARK_TO_LOCATION] = {1u << MARK_IS_LOCATION, "location_unknown"},
    [MARK_TO_COMPONENT] = {1u << MARK_IS_COMPONENT, "component_unknown"},
    [MARK_TO_RISK] = {1u << MARK_IS_RISK, "risk_unknown"},
    [MARK_TO_OBSERVATION] = {1u << MARK_IS_OBSERVATION, "observation_unknown"},
    [MARK_TO_FINDING] = {1u << MARK_IS_FINDING, "finding_unknown"},
};

/* Documents other than a catalog speak of ids in other documents; only a uuid after #
 * must be their own. */
static void check_use(struct checking *checking, const struct mark *use, bool catalog,
                      const struct mark *const *sorted, int n)
{
    struct str text = use->text;
    const char *key = uses[use->is].key;
    bool remark = uses[use->is].remark;
    unsigned wanted = uses[use->is].wanted;

    if (use->is == MARK_TO_LINK && str_starts(text, S("#"))) {
        text = str_sub(text, 1, text.len);
        wanted = IDS | UUIDS;
        key = catalog || is_uuid(text) ? "link_nowhere" : NULL;
        remark = !is_uuid(text);
    } else if (use->is == MARK_TO_PARAM && !catalog)
        key = NULL;
    if (key == NULL || (named(sorted, n, text) & wanted) != 0)
        return;
    (remark ? checking_remark : checking_fault)(checking, use->place, use->line, key, text);
}

static bool is_withdrawn(const struct oscal *control)
{
    struct str status = oscal_prop(control, OSCAL_NS, S("status"));

    return str_eq(status, S("withdrawn")) || str_eq(status, S("Withdrawn"));
}

static void check_statement(struct checking *checking, const struct oscal *control,
                            const struct place *place)
{
    const struct oscal *parts = oscal_list(control, S("parts"));

    if (is_withdrawn(control))
        return;
    for (int i = 0; i < parts->n; i++)
        if (str_eq(oscal_text(&parts->at[i], S("name")), S("statement")))
            return;
    checking_fault(checking, place, control->line, "no_statement",
                   oscal_text(control, S("id")));
}

/* Groups and controls, whichever stand under a thing, and what stands under those. */
static void check_controls(struct checking *checking, const struct oscal *within,
                           const struct place *place)
{
    static const struct str lists[] = {STR_INIT("groups"), STR_INIT("controls")};

    for (int l = 0; l < 2; l++) {
        const struct oscal *list = oscal_list(within, lists[l]);
        const struct place *at = checking_step(checking, place, lists[l], 0);

        for (int i = 0; i < list->n; i++) {
            const struct place *here = checking_step(checking, at, S(""), i);

            if (l == 1)
                check_statement(checking, &list->at[i], here);
            check_controls(checking, &list->at[i], here);
        }
    }
}

/* The hex digits of a hash by its algorithm, or 0 when it is not one we know. */
static size_t hash_digits(struct str algorithm)
{
    struct str rest;
    struct str name = str_cut(algorithm, '-', &rest);
    int64_t bits;

    if ((!str_eq(name, S("SHA")) && !str_eq(name, S("SHA3"))) || !str_int(rest, &bits))
        return 0;
    return bits == 224 || bits == 256 || bits == 384 || bits == 512 ? (size_t)bits / 4 : 0;
}

static void check_hashes(struct checking *checking, const struct oscal *rlink,
                         const struct place *place)
{
    const struct oscal *hashes = oscal_list(rlink, S("hashes"));
    const struct place *at = checking_step(checking, place, S("hashes"), 0);

    for (int i = 0; i < hashes->n; i++) {
        struct str value = oscal_text(&hashes->at[i], S("value"));
        size_t digits = hash_digits(oscal_text(&hashes->at[i], S("algorithm")));
        bool hex = true;

        for (size_t j = 0; j < value.len; j++)
            hex = hex && strchr("0123456789abcdefABCDEF", value.at[j]) != NULL;
        if (digits != 0 && (!hex || value.len != digits))
            checking_fault(checking, checking_step(checking, at, S(""), i), hashes->at[i].line,
                           "hash", value);
    }
}

static void check_resources(struct checking *checking, const struct oscal *root,
                            const struct place *place)
{
    const struct oscal *list = oscal_list(oscal_member(root, S("back-matter")), S("resources"));
    const struct place *at = checking_step(
        checking, checking_step(checking, place, S("back-matter"), 0), S("resources"), 0);

    for (int i = 0; i < list->n; i++) {
        const struct oscal *resource = &list->at[i];
        const struct oscal *rlinks = oscal_list(resource, S("rlinks"));
        const struct place *here = checking_step(checking, at, S(""), i);
        const struct place *links = checking_step(checking, here, S("rlinks"), 0);

        if (oscal_member(resource, S("citation")) != NULL &&
            oscal_member(resource, S("title")) == NULL)
            checking_fault(checking, here, resource->line, "citation", S(""));
        for (int j = 0; j < rlinks->n; j++)
            check_hashes(checking, &rlinks->at[j], checking_step(checking, links, S(""), j));
    }
}

static bool is_organization(const struct oscal *parties, struct str uuid)
{
    for (int i = 0; i < parties->n; i++)
        if (str_eq(oscal_text(&parties->at[i], S("uuid")), uuid))
            return str_eq(oscal_text(&parties->at[i], S("type")), S("organization"));
    return true; /* that it is not there is said elsewhere */
}

static void check_parties(struct checking *checking, const struct oscal *root,
                          const struct place *place)
{
    const struct oscal *parties = oscal_list(oscal_member(root, S("metadata")), S("parties"));
    const struct place *at = checking_step(
        checking, checking_step(checking, place, S("metadata"), 0), S("parties"), 0);

    for (int i = 0; i < parties->n; i++) {
        struct str name = S("member-of-organizations");
        const struct oscal *of = oscal_list(&parties->at[i], name);
        const struct place *here = checking_step(checking, at, S(""), i);

        for (int j = 0; j < of->n; j++)
            if (!is_organization(parties, of->at[j].text))
                checking_fault(checking,
                               checking_step(checking, checking_step(checking, here, name, 0),
                                             S(""), j),
                               of->at[j].line, "member_of", of->at[j].text);
    }
}

static bool has_by_component(const struct oscal *requirement)
{
    const struct oscal *statements = oscal_list(requirement, S("statements"));
    bool has = oscal_list(requirement, S("by-components"))->n > 0;

    for (int i = 0; !has && i < statements->n; i++)
        has = oscal_list(&statements->at[i], S("by-components"))->n > 0;
    return has;
}

/* [OSCAL 1.2.1] system-security-plan: a requirement says which component keeps it. */
static void check_requirements(struct checking *checking, const struct oscal *root,
                               const struct place *place)
{
    struct str outer = S("control-implementation");
    struct str inner = S("implemented-requirements");
    const struct oscal *list = oscal_list(oscal_member(root, outer), inner);
    const struct place *at =
        checking_step(checking, checking_step(checking, place, outer, 0), inner, 0);

    for (int i = 0; i < list->n; i++)
        if (!has_by_component(&list->at[i]))
            checking_fault(checking, checking_step(checking, at, S(""), i), list->at[i].line,
                           "by_component", oscal_text(&list->at[i], S("control-id")));
}

void checking_references(struct checking *checking, const struct oscal *root,
                         const struct place *place)
{
    int n = checking->n_marks;
    const struct mark **sorted = NEW_ARRAY(checking->mem, (size_t)n, const struct mark *);
    bool catalog = str_eq(root->name, S("catalog"));

    for (int i = 0; i < n; i++)
        sorted[i] = &checking->marks[i];
    qsort(sorted, (size_t)n, sizeof *sorted, by_text);
    check_doubles(checking, sorted, n);
    for (int i = 0; i < n; i++)
        check_use(checking, &checking->marks[i], catalog, sorted, n);
    check_controls(checking, root, place);
    check_requirements(checking, root, place);
    check_parties(checking, root, place);
    check_resources(checking, root, place);
}
