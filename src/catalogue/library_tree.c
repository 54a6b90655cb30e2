#include "catalogue/library_tree.h"

#include <stdlib.h>

#include "catalogue/growing.h"

enum { GROUPS_MAX = 256 };

/* ---- the nodes ---- */

static int by_urn(const void *a, const void *b, void *nodes)
{
    const struct node *all = nodes;
    int order = str_cmp(all[*(const int *)a].urn, all[*(const int *)b].urn);

    return order != 0 ? order : *(const int *)a - *(const int *)b;
}

static int find(const struct growing *it, struct str urn)
{
    int low = 0;
    int high = it->n;

    while (low < high) {
        int middle = (low + high) / 2;

        if (str_cmp(it->nodes[it->by_urn[middle]].urn, urn) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < it->n && str_eq(it->nodes[it->by_urn[low]].urn, urn) ? it->by_urn[low]
                                                                       : ITEM_NONE;
}

static void fault_at(const struct growing *it, const char *key, const struct oscal *at,
                     struct str arg)
{
    item_read_fault(it->reading, key, arena_text(it->reading->mem, "%d: %" STR_FMT, at->line,
                                                 STR_ARG(arg)));
}

static void read_nodes(struct growing *it, const struct oscal *list)
{
    for (int i = 0; i < list->n; i++) {
        struct node *node = &it->nodes[i];

        *node = (struct node){.says = &list->at[i], .up = ITEM_NONE, .first = ITEM_NONE,
                              .next = ITEM_NONE, .last = ITEM_NONE,
                              .urn = str_trim(oscal_text(&list->at[i], S("urn")))};
        it->by_urn[i] = i;
        if (node->urn.len == 0)
            fault_at(it, "nameless", node->says, S("urn"));
        if (oscal_member(node->says, S("assessable")) != NULL)
            node->assessable = oscal_member(node->says, S("assessable"))->kind == OSCAL_TRUE;
    }
    qsort_r(it->by_urn, (size_t)it->n, sizeof *it->by_urn, by_urn, it->nodes);
    for (int i = 1; i < it->n; i++)
        if (str_eq(it->nodes[it->by_urn[i - 1]].urn, it->nodes[it->by_urn[i]].urn))
            fault_at(it, "id_double", it->nodes[it->by_urn[i]].says,
                     it->nodes[it->by_urn[i]].urn);
}

static void hang(struct growing *it, struct node *up, int *first, int i)
{
    int *last = up == NULL ? first : &up->last;

    if (up != NULL && up->first == ITEM_NONE)
        up->first = i;
    else if (*last != ITEM_NONE)
        it->nodes[*last].next = i;
    *last = i;
}

/* Each node under the one that it names; what then hangs on no root goes in a circle. */
static bool tie(struct growing *it)
{
    int last_root = ITEM_NONE;
    int reached = 0;

    for (int i = 0; i < it->n; i++) {
        struct str up = str_trim(oscal_text(it->nodes[i].says, S("parent_urn")));

        if (up.len > 0 && (it->nodes[i].up = find(it, up)) == ITEM_NONE)
            fault_at(it, "parent", it->nodes[i].says, up);
        hang(it, it->nodes[i].up == ITEM_NONE ? NULL : &it->nodes[it->nodes[i].up], &last_root, i);
    }
    for (int i = 0; i < it->n; i++) {
        int up = i;
        int depth = 0;

        while (up != ITEM_NONE && depth++ < OSCAL_DEPTH_MAX)
            up = it->nodes[up].up;
        reached += up == ITEM_NONE;
        if (up != ITEM_NONE) {
            fault_at(it, "parent_circle", it->nodes[i].says, it->nodes[i].urn);
            break;
        }
    }
    return reached == it->n;
}

static int first_root(const struct growing *it)
{
    int i = 0;

    while (i < it->n && it->nodes[i].up != ITEM_NONE)
        i++;
    return i < it->n ? i : ITEM_NONE;
}

/* ---- implementation groups ---- */

static struct str folded(struct arena *mem, struct str text)
{
    char *room = arena_alloc(mem, text.len);

    return (struct str){room, str_fold(text, room)};
}

/* The group of that name; one that differs in capitals or accents alone is meant too. */
static int group_named(struct growing *it, struct str ref, int line)
{
    struct str like;
    int found = ITEM_NONE;

    for (int g = 0; g < it->library->n_groups; g++)
        if (str_eq(it->groups[g].ref, ref))
            return g;
    like = folded(it->reading->mem, ref);
    for (int g = 0; g < it->library->n_groups && found == ITEM_NONE; g++)
        if (str_eq(it->folded[g], like))
            found = g;
    it->folds[it->library->n_folds++] =
        (struct library_fold){ref, found == ITEM_NONE ? S("") : it->groups[found].ref, line};
    return found;
}

static void define_groups(struct growing *it, const struct oscal *list)
{
    static const struct str langs[LANG_COUNT] = {STR_INIT("nl"), STR_INIT("en")};

    it->groups = NEW_ARRAY(it->reading->mem, (size_t)list->n, struct library_group);
    it->folded = NEW_ARRAY(it->reading->mem, (size_t)list->n, struct str);
    for (int g = 0; g < list->n; g++) {
        it->groups[g].ref = oscal_text(&list->at[g], S("ref_id"));
        it->folded[g] = folded(it->reading->mem, it->groups[g].ref);
        for (int lang = 0; lang < LANG_COUNT; lang++) {
            it->wanted = langs[lang];
            it->groups[g].title[lang] = growing_text(it, &list->at[g], S("name"));
        }
    }
    it->library->groups = it->groups;
    it->library->n_groups = list->n;
}

/* Which node is in which group: group[i] of the i-th naming, in the order of the nodes. */
static void fill_groups(struct growing *it, const int *group)
{
    struct str **items = NEW_ARRAY(it->reading->mem, (size_t)it->library->n_groups, struct str *);
    int at = 0;

    for (int g = 0; g < it->library->n_groups; g++) {
        items[g] = NEW_ARRAY(it->reading->mem, (size_t)it->groups[g].n, struct str);
        it->groups[g].items = items[g];
        it->groups[g].n = 0;
    }
    for (int i = 0; i < it->n; i++) {
        int n = oscal_list(it->nodes[i].says, S("implementation_groups"))->n;
        struct str id = library_id(it->reading->mem, it->nodes[i].urn);

        for (int end = at + n; at < end; at++) {
            struct library_group *of = group[at] == ITEM_NONE ? NULL : &it->groups[group[at]];

            /* Two spellings at one node are one group. */
            if (of != NULL && (of->n == 0 || !str_eq(items[group[at]][of->n - 1], id)))
                items[group[at]][of->n++] = id;
        }
    }
}

static void read_groups(struct growing *it, const struct oscal *framework)
{
    const struct oscal *list = oscal_list(framework, S("implementation_groups_definition"));
    int *group;
    int n = 0;

    if (list->n > GROUPS_MAX)
        item_read_fault(it->reading, "groups", arena_text(it->reading->mem, "%d", GROUPS_MAX));
    if (list->n == 0 || list->n > GROUPS_MAX)
        return;
    define_groups(it, list);
    for (int i = 0; i < it->n; i++)
        n += oscal_list(it->nodes[i].says, S("implementation_groups"))->n;
    it->folds = NEW_ARRAY(it->reading->mem, (size_t)n, struct library_fold);
    it->library->folds = it->folds;
    group = NEW_ARRAY(it->reading->mem, (size_t)n, int);
    n = 0;
    for (int i = 0; i < it->n; i++) {
        const struct oscal *named = oscal_list(it->nodes[i].says, S("implementation_groups"));

        for (int j = 0; j < named->n; j++, n++) {
            group[n] = group_named(it, named->at[j].text, named->at[j].line);
            if (group[n] != ITEM_NONE)
                it->groups[group[n]].n++;
        }
    }
    fill_groups(it, group);
}

static bool has_language(const struct oscal *root, const struct oscal *framework, struct str lang)
{
    return oscal_member(oscal_member(framework, S("translations")), lang) != NULL ||
           oscal_member(oscal_member(root, S("translations")), lang) != NULL;
}

void library_tree(const struct item_reading *reading, const struct oscal *root,
                  const struct oscal *framework, struct library *library)
{
    static const struct str langs[LANG_COUNT] = {STR_INIT("nl"), STR_INIT("en")};
    const struct oscal *list = oscal_list(framework, S("requirement_nodes"));
    struct growing it = {.reading = reading, .library = library, .n = list->n,
                         .nodes = NEW_ARRAY(reading->mem, (size_t)list->n, struct node),
                         .by_urn = NEW_ARRAY(reading->mem, (size_t)list->n, int),
                         .ns = library->id, .lang = oscal_text(root, S("locale"))};
    bool any = false;

    library->n_nodes = list->n;
    library->is_norm = true;
    if (list->n == 0)
        item_read_fault(reading, "empty", S(""));
    read_nodes(&it, list);
    if (!tie(&it) || (it.root = first_root(&it)) == ITEM_NONE)
        return;
    read_groups(&it, framework);
    for (int lang = 0; lang < LANG_COUNT; lang++) {
        it.wanted = langs[lang];
        if (!str_eq(it.lang, langs[lang]) && !has_language(root, framework, langs[lang]))
            continue;
        library->source.tree[lang] = growing_catalog(&it, root, framework);
        any = true;
    }
    it.wanted = it.lang;
    if (!any)
        library->source.tree[LANG_NL] = growing_catalog(&it, root, framework);
}
