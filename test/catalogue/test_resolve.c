/* Small documents of our own: what a profile selects, merges and modifies, and what is
 * refused. In the texts here ' stands for ". */
#include "files.h"

#include "base/buf.h"
#include "catalogue/oscal_write.h"
#include "catalogue/resolve.h"

static struct arena *mem;

#define R(n) "0aa5c3a0-7c4f-4c27-9a3e-0e1f5f4d000" n
#define META(version) "'metadata':{'title':'T','last-modified':'2026-01-15T09:00:00Z'," \
    "'version':'1','oscal-version':'" version "'}"
#define STATEMENT(text) "'parts':[{'name':'statement','prose':'" text "'}]"

/* g1 holds a1 (a1.1 (a1.1.1)) and a2, g2 holds b1 b10 b2, empty holds nothing. */
static const char catalog[] = "{'catalog':{'uuid':'" R("1") "'," META("1.1.2") ","
    "'params':[{'id':'rootp'}],'groups':["
    "{'id':'g1','title':'G1','params':[{'id':'gp1'},{'id':'gp2'}],"
    "'parts':[{'name':'overview','prose':'All'}],'controls':["
    "{'id':'a1','title':'A1','params':[{'id':'a1p','label':'L','values':['v']}],"
    "'props':[{'name':'label','value':'1'},{'name':'x','ns':'http://n','value':'2'}],"
    "'parts':[{'id':'a1_s','name':'statement','prose':'Say {{ insert: param, gp1 }}.',"
    "'props':[{'name':'label','value':'s'}],'parts':["
    "{'id':'a1_s.a','name':'item','class':'c','prose':'One'},"
    "{'id':'a1_s.b','name':'item','prose':'Two'}]}],"
    "'controls':[{'id':'a1.1','title':'A1.1','controls':[{'id':'a1.1.1','title':'A1.1.1'}]}]},"
    "{'id':'a2','title':'A2','links':[{'href':'#" R("5") "'}]}]},"
    "{'id':'g2','title':'G2','controls':[{'id':'b1','title':'B1',"
    STATEMENT("Not {{ insert: param, a1p }}") "},"
    "{'id':'b10','title':'B10'},{'id':'b2','title':'B2'}]},{'id':'empty','title':'E'}],"
    "'back-matter':{'resources':[{'uuid':'" R("5") "','title':'linked'},"
    "{'uuid':'" R("6") "','title':'kept','props':[{'name':'keep','value':'always'}]},"
    "{'uuid':'" R("7") "','title':'unused'}]}}}";

static const char other[] = "{'catalog':{'uuid':'" R("2") "'," META("1.0.4") ","
    "'groups':[{'id':'g1','title':'Other G1','controls':[{'id':'a1','title':'Other A1'},"
    "{'id':'z1','title':'Z1'}]}],"
    "'back-matter':{'resources':[{'uuid':'" R("6") "','title':'other'}]}}}";

struct file {
    const char *name;
    const char *text;
};

/* The documents there are; name NULL ends them. And when they are resolved. */
static const struct file *files;
static const char *now = "2026-02-01T00:00:00Z";

static struct str json_of(const char *text)
{
    struct str copy = arena_str(mem, str_of(text));
    char *at = arena_alloc(mem, copy.len + 1);

    for (size_t i = 0; i < copy.len; i++)
        at[i] = copy.at[i] == '\'' ? '"' : copy.at[i];
    return (struct str){at, copy.len};
}

static enum outcome read_file_of(void *arg, struct str from, struct str href,
                                 struct str *ret_name, struct str *ret_bytes)
{
    (void)arg;
    (void)from;
    if (str_starts(href, S("https:")))
        return REFUSED;
    for (int i = 0; files[i].name != NULL; i++)
        if (str_eq(href, str_of(files[i].name))) {
            *ret_name = href;
            *ret_bytes = json_of(files[i].text);
            return DONE;
        }
    return NOT_THERE;
}

static enum outcome resolve_files(const struct file *all, const struct oscal **ret,
                                  struct resolve_report *report)
{
    static const struct resolve_source source = {read_file_of, NULL};
    const struct resolve_wish wish = {S("p.json"), S("p.json"), S("tool"), str_of(now)};

    files = all;
    return resolve(mem, &source, &wish, ret, report);
}

/* A profile with these members after its metadata, over the two catalogs. */
static const char *profile_of(const char *members)
{
    return arena_text(mem, "{'profile':{'uuid':'" R("3") "'," META("1.1.2") ",%s}}", members).at;
}

static const struct oscal *resolved(const char *members, struct resolve_report *report)
{
    struct file all[] = {{"p.json", profile_of(members)}, {"c.json", catalog},
                         {"o.json", other}, {NULL, NULL}};
    const struct oscal *document = NULL;

    if (resolve_files(all, &document, report) != DONE)
        fail_msg("%s: %" STR_FMT, members,
                 STR_ARG(report->n_faults > 0 ? report->faults[0].what.key : S("?")));
    return oscal_root(document);
}

static void put_ids(struct buf *out, const struct oscal *within, const char *list)
{
    const struct oscal *at = oscal_list(within, str_of(list));

    for (int i = 0; i < at->n; i++) {
        struct str id = oscal_text(&at->at[i], S("id"));

        buf_text(out, "%s%" STR_FMT, out->len > 0 && strchr("([", out->at[out->len - 1]) == NULL
                                          ? " " : "",
                 STR_ARG(id.len > 0 ? id : oscal_text(&at->at[i], S("title"))));
        if (strcmp(list, "params") == 0)
            continue;
        buf_char(out, list[0] == 'g' ? '[' : '(');
        put_ids(out, &at->at[i], list[0] == 'g' ? "params" : "none");
        put_ids(out, &at->at[i], "controls");
        put_ids(out, &at->at[i], "groups");
        if (out->at[out->len - 1] == '(')
            out->len--;
        else
            buf_char(out, list[0] == 'g' ? ']' : ')');
    }
}

/* "p1 a1(a1.1) g1[p2 b1]": loose parameters, controls and groups with what they hold. */
static const char *outline(const struct oscal *root)
{
    struct buf out;

    buf_init(&out, mem, 256);
    put_ids(&out, root, "params");
    put_ids(&out, root, "controls");
    put_ids(&out, root, "groups");
    return arena_str(mem, buf_str(&out)).at;
}

#define IMPORT(what) "'imports':[{'href':'c.json'," what "}]"
#define ALL IMPORT("'include-all':{}")
#define IDS(ids) "'include-controls':[{'with-ids':[" ids "]}]"
#define TWO(one, two) "'imports':[{'href':'c.json'," one "},{'href':'o.json'," two "}]"
#define TWICE(one, two) "'imports':[{'href':'c.json'," one "},{'href':'c.json'," two "}]"
#define AS_IS ",'merge':{'as-is':true}"
#define FIRST(more) ",'merge':{'combine':{'method':'use-first'}" more "}"
#define CUSTOM(what) ",'merge':{'custom':{" what "}}"
#define INSERT(order, what) "'insert-controls':[{'order':'" order "'," what "}]"

TEST(selecting_and_merging_give_these_controls_in_these_places)
{
    static const struct { const char *members, *gives; } rows[] = {
        /* what is selected; without a merge it is flat */
        {ALL, "gp1 a1(a1.1(a1.1.1)) a2 b1 b10 b2"},
        {"'imports':[{'href':'c.json'}]", "gp1 a1(a1.1(a1.1.1)) a2 b1 b10 b2"},
        {IMPORT(IDS("'a2','b2','b1'")), "a1p a2 b1 b2"},
        {IMPORT(IDS("'a1'")), "gp1 a1"},
        {IMPORT("'include-controls':[{'with-ids':['a1'],'with-child-controls':'yes'}]"),
         "gp1 a1(a1.1(a1.1.1))"},
        {IMPORT("'include-controls':[{'with-ids':['a1'],'with-child-controls':'no'}]"), "gp1 a1"},
        {IMPORT("'include-controls':[{'matching':[{'pattern':'b1*'}]}]"), "a1p b1 b10"},
        {IMPORT("'include-controls':[{'matching':[{'pattern':'?2'}]}]"), "a2 b2"},
        {IMPORT("'include-controls':[{'matching':[{'pattern':'*.1'}]}]"), "a1.1(a1.1.1)"},
        {IMPORT("'include-controls':[{'matching':[{'pattern':'^a'}]}]"), ""},
        {IMPORT("'include-controls':[{'matching':[{}]}]"), ""},
        {IMPORT("'include-controls':[{'matching':[{'pattern':'*1*1'}],"
                "'with-child-controls':'yes'},{'with-ids':['b2']}]"), "a1.1(a1.1.1) b2"},
        {IMPORT("'include-all':{},'exclude-controls':[{'with-ids':['a1']}]"),
         "a1p a1.1(a1.1.1) a2 b1 b10 b2"},
        {IMPORT("'include-all':{},'exclude-controls':[{'with-ids':['a1'],"
                "'with-child-controls':'yes'},{'matching':[{'pattern':'b*'}]}]"), "a2"},
        {IMPORT(IDS("'a1.1.1','a1'")), "gp1 a1(a1.1.1)"},
        /* as-is: groups stay, an empty one goes, a child without its parent moves up */
        {ALL AS_IS, "g1[gp1 a1(a1.1(a1.1.1)) a2] g2[b1 b10 b2]"},
        {IMPORT(IDS("'a1.1','b2'")) AS_IS, "g1[a1.1] g2[b2]"},
        {IMPORT(IDS("'b1'")) AS_IS, "a1p g2[b1]"},
        {ALL ",'merge':{'as-is':false}", "gp1 a1(a1.1(a1.1.1)) a2 b1 b10 b2"},
        {ALL ",'merge':{'flat':{}}", "gp1 a1(a1.1(a1.1.1)) a2 b1 b10 b2"},
        {ALL ",'merge':{'combine':{'method':'keep'}}", "gp1 a1(a1.1(a1.1.1)) a2 b1 b10 b2"},
        /* one source twice: its groups are one again, in its order */
        {TWICE(IDS("'b2','a2'"), IDS("'a1','b1'")) AS_IS, "g1[gp1 a1 a2] g2[b1 b2]"},
        {TWICE(IDS("'a1','a2'"), IDS("'a1','b1'")) AS_IS, "g1[gp1 a1 a2 a1] g2[b1]"},
        {TWICE(IDS("'a2','a1'"), IDS("'a1','a2'")) AS_IS, "g1[gp1 a1 a2 a1 a2]"},
        {TWICE(IDS("'a1'"), IDS("'a1','b2'")), "gp1 a1 a1 b2"},
        {TWICE(IDS("'a1'"), IDS("'b2','a1.1','a1'")) FIRST(""), "gp1 a1 a1.1 b2"},
        {TWICE(IDS("'b1'"), IDS("'a1'")), "gp1 b1 a1"},
        /* two sources: apart, unless the first of an id is asked */
        {TWO(IDS("'a1','a2'"), "'include-all':{}") AS_IS, "g1[gp1 a1 a2] g1[a1 z1]"},
        {TWO(IDS("'a1','a2'"), "'include-all':{}") FIRST(",'as-is':true"), "g1[gp1 a1 a2 z1]"},
        {TWO(IDS("'a2'"), "'include-all':{}") FIRST(""), "a2 a1 z1"},
        /* custom: what it says and nothing else */
        {ALL CUSTOM(INSERT("keep", "'include-all':{}")), "gp1 a1(a1.1(a1.1.1)) a2 b1 b10 b2"},
        {ALL CUSTOM(INSERT("ascending", IDS("'b2','a1.1','b10','b1'"))), "a1p a1.1 b1 b10 b2"},
        {ALL CUSTOM(INSERT("descending", "'include-controls':[{'matching':[{'pattern':'b*'}]}]")),
         "a1p b2 b10 b1"},
        {ALL CUSTOM("'groups':[{'id':'n','title':'N'," INSERT("keep", IDS("'b2'")) "},"
                    "{'title':'M','groups':[{'id':'k','title':'K',"
                    INSERT("keep", IDS("'a2','none'")) "}]}]"),
         "n[b2] M[k[a2]]"},
        {ALL CUSTOM("'groups':[{'id':'g1','title':'Mine'," INSERT("keep", IDS("'a1'")) "}]"),
         "g1[gp1 gp2 a1]"},
        {ALL CUSTOM("'groups':[{'id':'n','title':'N','params':[{'id':'np'}]}]"), "n[np]"},
        {IMPORT(IDS("'a2'")) CUSTOM(INSERT("keep", "'include-all':{},"
                "'exclude-controls':[{'with-ids':['b1']}]")), "a2"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct resolve_report report;
        const char *got = outline(resolved(rows[i].members, &report));

        if (strcmp(got, rows[i].gives) != 0)
            fail_msg("%s\n  want: %s\n  got:  %s", rows[i].members, rows[i].gives, got);
    }
}

/* A control of the result, written without white space and with ' for ". */
static const char *written(const struct oscal *root, const char *list)
{
    const struct oscal *at = oscal_list(root, str_of(list));
    struct buf out;
    struct buf tight;

    buf_init(&out, mem, 1024);
    buf_init(&tight, mem, 1024);
    if (at->n > 0)
        oscal_write_root(&out, &at->at[0]);
    for (size_t i = 0; i < out.len; i++) {
        if (out.at[i] == '\n')
            while (i + 1 < out.len && out.at[i + 1] == ' ')
                i++;
        else if (out.at[i] != ' ' || out.at[i - 1] != ':' || out.at[i - 2] != '"')
            buf_char(&tight, out.at[i] == '"' ? '\'' : out.at[i]);
    }
    return arena_str(mem, buf_str(&tight)).at;
}

#define A1 IMPORT(IDS("'a1'"))
#define ALTER(what) A1 ",'modify':{'alters':[{'control-id':'a1'," what "}]}"
#define PARAM "'params':[{'id':'a1p','label':'L','values':['v']}]"
#define PROPS "'props':[{'name':'label','value':'1'},{'name':'x','ns':'http://n','value':'2'}]"
#define ITEM_A "{'id':'a1_s.a','name':'item','class':'c','prose':'One'}"
#define ITEM_B "{'id':'a1_s.b','name':'item','prose':'Two'}"
#define SAY "'id':'a1_s','name':'statement','prose':'Say {{ insert: param, gp1 }}.'"
#define SAY_PROPS ",'props':[{'name':'label','value':'s'}]"
#define PARTS "'parts':[{" SAY SAY_PROPS ",'parts':[" ITEM_A "," ITEM_B "]}]"
#define IS "{'id':'a1','title':'A1',"

TEST(alterations_remove_and_add_in_these_places)
{
    static const struct { const char *members, *gives; } rows[] = {
        {A1, IS PARAM "," PROPS "," PARTS "}"},
        /* every criterion must hold; at any depth within */
        {ALTER("'removes':[{'by-name':'label'}]"),
         IS PARAM ",'props':[{'name':'x','ns':'http://n','value':'2'}],'parts':[{" SAY
         ",'parts':[" ITEM_A "," ITEM_B "]}]}"},
        {ALTER("'removes':[{'by-item-name':'prop'},{'by-item-name':'param'}]"),
         IS "'parts':[{" SAY ",'parts':[" ITEM_A "," ITEM_B "]}]}"},
        {ALTER("'removes':[{'by-ns':'http://n'}]"),
         IS PARAM ",'props':[{'name':'label','value':'1'}]," PARTS "}"},
        {ALTER("'removes':[{'by-ns':'http://csrc.nist.gov/ns/oscal','by-item-name':'prop'}]"),
         IS PARAM ",'props':[{'name':'x','ns':'http://n','value':'2'}],'parts':[{" SAY
         ",'parts':[" ITEM_A "," ITEM_B "]}]}"},
        {ALTER("'removes':[{'by-class':'c'}]"),
         IS PARAM "," PROPS ",'parts':[{" SAY SAY_PROPS ",'parts':[" ITEM_B "]}]}"},
        {ALTER("'removes':[{'by-id':'a1_s.b'},{'by-id':'a1_s.a'}]"),
         IS PARAM "," PROPS ",'parts':[{" SAY SAY_PROPS "}]}"},
        {ALTER("'removes':[{'by-id':'a1_s.a','by-class':'d'},{'remarks':'none'}]"),
         IS PARAM "," PROPS "," PARTS "}"},
        /* to the control: starting and before, ending and after are the same */
        {ALTER("'adds':[{'position':'starting','props':[{'name':'n','value':'9'}]}]"),
         IS PARAM ",'props':[{'name':'n','value':'9'},{'name':'label','value':'1'},"
         "{'name':'x','ns':'http://n','value':'2'}]," PARTS "}"},
        {ALTER("'adds':[{'position':'after','by-id':'a1','title':'New','links':"
               "[{'href':'#a2'}]}]"),
         "{'id':'a1','title':'New'," PARAM "," PROPS "," PARTS ",'links':[{'href':'#a2'}]}"},
        {ALTER("'removes':[{'by-item-name':'prop','by-name':'x'}],"
               "'adds':[{'props':[{'name':'x','value':'9'}]}]"),
         IS PARAM ",'props':[{'name':'label','value':'1'},{'name':'x','value':'9'}]," PARTS "}"},
        /* to what by-id names: within it, or beside it */
        {ALTER("'adds':[{'by-id':'a1_s','position':'starting','parts':"
               "[{'name':'item','prose':'Zero'}]}]"),
         IS PARAM "," PROPS ",'parts':[{" SAY SAY_PROPS ",'parts':[{'name':'item','prose':'Zero'},"
         ITEM_A "," ITEM_B "]}]}"},
        {ALTER("'adds':[{'by-id':'a1_s.a','position':'after','parts':"
               "[{'name':'item','prose':'Half'}]}]"),
         IS PARAM "," PROPS ",'parts':[{" SAY SAY_PROPS ",'parts':[" ITEM_A
         ",{'name':'item','prose':'Half'}," ITEM_B "]}]}"},
        {ALTER("'adds':[{'by-id':'a1_s.a','position':'before','props':[{'name':'n','value':'9'}],"
               "'parts':[{'name':'item','prose':'Half'}]}]"),
         IS PARAM "," PROPS ",'parts':[{" SAY ",'props':[{'name':'n','value':'9'},"
         "{'name':'label','value':'s'}],'parts':[{'name':'item','prose':'Half'}," ITEM_A ","
         ITEM_B "]}]}"},
        {ALTER("'adds':[{'by-id':'a1p','props':[{'name':'n','value':'9'}]}]"),
         IS "'params':[{'id':'a1p','label':'L','values':['v'],'props':"
         "[{'name':'n','value':'9'}]}]," PROPS "," PARTS "}"},
        {ALTER("'adds':[{'by-id':'none','props':[{'name':'n','value':'9'}]}]"),
         IS PARAM "," PROPS "," PARTS "}"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct resolve_report report;
        const char *got = written(resolved(rows[i].members, &report), "controls");

        if (strcmp(got, rows[i].gives) != 0)
            fail_msg("%s\n  want: %s\n  got:  %s", rows[i].members, rows[i].gives, got);
    }
}

/* What stands under a control is within it; one control may go whole. */
TEST(an_alteration_reaches_the_controls_under_a_control)
{
    struct resolve_report report;

    assert_string_equal(
        outline(resolved(ALL ",'modify':{'alters':[{'control-id':'a1','removes':"
                             "[{'by-id':'a1.1.1'}]}]}", &report)),
        "gp1 a1(a1.1) a2 b1 b10 b2");
    assert_string_equal(
        written(resolved(IMPORT(IDS("'a1.1.1'")) ",'modify':{'alters':[{'control-id':'a1.1.1',"
                         "'adds':[{'props':[{'name':'n','value':'9'}]}]}]}", &report),
                "controls"),
        "{'id':'a1.1.1','title':'A1.1.1','props':[{'name':'n','value':'9'}]}");
}

#define SET(what) A1 ",'modify':{'set-parameters':[{'param-id':'a1p'," what "}]}"

TEST(a_setting_replaces_what_is_once_and_adds_what_is_listed)
{
    static const struct { const char *members, *gives; } rows[] = {
        {SET("'values':['w']"), "{'id':'a1p','label':'L','values':['w']}"},
        {SET("'select':{'choice':['x']},'label':'M','class':'k'"),
         "{'id':'a1p','label':'M','select':{'choice':['x']},'class':'k'}"},
        {SET("'props':[{'name':'n','value':'1'}],'usage':'U'},{'param-id':'a1p',"
             "'props':[{'name':'m','value':'2'}],'usage':'W'"),
         "{'id':'a1p','label':'L','values':['v'],'props':[{'name':'n','value':'1'},"
         "{'name':'m','value':'2'}],'usage':'W'}"},
        {SET("'props':[{'name':'n','uuid':'" R("8") "','value':'1'}]},{'param-id':'a1p',"
             "'props':[{'name':'n','uuid':'" R("8") "','value':'2'}]"),
         "{'id':'a1p','label':'L','values':['v'],'props':[{'name':'n','uuid':'" R("8")
         "','value':'2'}]}"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct resolve_report report;
        const struct oscal *root = resolved(rows[i].members, &report);
        const char *got = written(&oscal_list(root, S("controls"))->at[0], "params");

        if (strcmp(got, rows[i].gives) != 0)
            fail_msg("want: %s\n  got:  %s", rows[i].gives, got);
    }
}

/* What is set stays though nothing inserts it; not when its control is not there. */
TEST(a_loose_parameter_that_is_set_stays)
{
    struct resolve_report report;

    assert_string_equal(
        outline(resolved(IMPORT(IDS("'a2'")) ",'modify':{'set-parameters':[{'param-id':'rootp',"
                         "'values':['w']},{'param-id':'a1p','values':['w']}]}", &report)),
        "rootp a2");
}

static const char *titles(const struct oscal *root)
{
    const struct oscal *list = oscal_list(oscal_member(root, S("back-matter")), S("resources"));
    struct str all = S("");

    for (int i = 0; i < list->n; i++)
        all = arena_text(mem, "%" STR_FMT "%s%" STR_FMT, STR_ARG(all), i == 0 ? "" : " ",
                         STR_ARG(oscal_text(&list->at[i], S("title"))));
    return arena_str(mem, all).at;
}

#define OWN(what) ",'back-matter':{'resources':[" what "]}"
#define KEEP "'props':[{'name':'keep','value':'always'}]"

TEST(resources_stay_that_are_linked_or_kept)
{
    static const struct { const char *members, *gives; } rows[] = {
        {ALL, "linked kept"},
        {IMPORT(IDS("'b2'")), "kept"},
        {ALL OWN("{'uuid':'" R("5") "','title':'mine'}"), "kept mine"},
        {ALL OWN("{'uuid':'" R("6") "','title':'mine'}"), "linked kept"},
        {ALL OWN("{'uuid':'" R("6") "','title':'mine'," KEEP "}"), "linked mine"},
        {IMPORT(IDS("'b2'")) OWN("{'uuid':'" R("8") "','title':'mine'}"), "kept"},
        {TWICE("'include-all':{}", "'include-all':{}"), "linked kept"},
        {IMPORT(IDS("'b2'")) ",'modify':{'alters':[{'control-id':'b2','adds':[{'parts':"
         "[{'name':'item','prose':'See [it](#" R("7") ")'}]}]}]}", "kept unused"},
        {IMPORT(IDS("'a2'")) OWN("{'uuid':'" R("5") "','title':'mine','remarks':'#" R("7") "'}"),
         "kept unused mine"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct resolve_report report;

        assert_string_equal(titles(resolved(rows[i].members, &report)), rows[i].gives);
    }
}

static const struct { const char *key; struct file all[5]; } refused[] = {
    {"import_missing", {{"p.json", ALL}}},
    {"import_circle", {{"p.json", "'imports':[{'href':'p.json'}]"}}},
    {"import_circle", {{"p.json", "'imports':[{'href':'q.json'}]"},
                       {"q.json", "'imports':[{'href':'p.json'}]"}}},
    {"import_outside", {{"p.json", "'imports':[{'href':'https://example.org/c.json'}]"}}},
    {"link_nowhere", {{"p.json", "'imports':[{'href':'#" R("9") "'}]"}}},
    {"import_no_json", {{"p.json", "'imports':[{'href':'#" R("9") "'}]"
                         OWN("{'uuid':'" R("9") "','rlinks':[{'href':'c.yaml'}]}")}}},
    {"import_missing", {{"p.json", "'imports':[{'href':'#" R("9") "'}]"
                         OWN("{'uuid':'" R("9") "','rlinks':[{'href':'c.json'}]}")}}},
    {"combine_merge", {{"p.json", ALL ",'merge':{'combine':{'method':'merge'}}"},
                       {"c.json", other}}},
    {"either", {{"p.json", ALL ",'merge':{'flat':{},'as-is':true}"}, {"c.json", other}}},
    {"missing", {{"p.json", "'merge':{}"}}},
    {"no_profile", {{"p.json", other}}},
    {"import_model", {{"p.json", ALL}, {"c.json", "{'assessment-plan':{'uuid':'" R("4") "',"
        META("1.1.2") ",'import-ssp':{'href':'s'},'reviewed-controls':{'control-selections':"
        "[{}]}}}"}}},
    {"syntax", {{"p.json", ALL}, {"c.json", "<catalog>"}}},
    {"unknown", {{"p.json", ALL}, {"c.json", "{'catalog':{'uuid':'" R("4") "'," META("1.1.2")
        ",'x':1}}"}}},
    {"version_major", {{"p.json", ALL}, {"c.json", "{'catalog':{'uuid':'" R("4") "',"
        META("2.0.0") "}}"}}},
};

TEST(a_profile_that_comes_to_nothing_is_refused_for_its_reason)
{
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        struct file all[5] = {{NULL, NULL}};
        const struct oscal *document = NULL;
        struct resolve_report report;

        for (int j = 0; refused[i].all[j].name != NULL; j++) {
            const char *text = refused[i].all[j].text;

            all[j] = (struct file){refused[i].all[j].name,
                                   text[0] == '\'' ? profile_of(text) : text};
        }
        assert_int_equal(resolve_files(all, &document, &report), REFUSED);
        assert_null(document);
        assert_text(report.faults[0].what.key, refused[i].key);
    }
}

static const char *chain_text(int i)
{
    return profile_of(arena_text(mem, "'imports':[{'href':'%d.json'}]", i + 1).at);
}

TEST(sixty_four_documents_may_be_and_one_more_may_not)
{
    for (int n = 64; n <= 65; n++) {
        struct file all[67] = {{NULL, NULL}};
        const struct oscal *document = NULL;
        struct resolve_report report;

        all[0] = (struct file){"p.json", chain_text(0)};
        for (int i = 1; i < n - 1; i++)
            all[i] = (struct file){arena_text(mem, "%d.json", i).at, chain_text(i)};
        all[n - 1] = (struct file){arena_text(mem, "%d.json", n - 1).at, catalog};
        assert_int_equal(resolve_files(all, &document, &report), n == 64 ? DONE : REFUSED);
        if (n == 64)
            assert_string_equal(outline(oscal_root(document)),
                                "gp1 a1(a1.1(a1.1.1)) a2 b1 b10 b2");
        else
            assert_text(report.faults[0].what.key, "documents");
    }
}

/* Each profile imports the one before it twice: small files, two to the thirtieth controls. */
TEST(profiles_that_double_each_other_are_refused)
{
    struct file all[33] = {{NULL, NULL}};
    const struct oscal *document = NULL;
    struct resolve_report report;

    for (int i = 0; i < 30; i++)
        all[i] = (struct file){
            i == 0 ? "p.json" : arena_text(mem, "%d.json", i).at,
            profile_of(arena_text(mem, "'imports':[{'href':'%d.json'},{'href':'%d.json'}]", i + 1,
                                  i + 1).at)};
    all[30] = (struct file){"30.json", catalog};
    assert_int_equal(resolve_files(all, &document, &report), REFUSED);
    assert_text(report.faults[0].what.key, "large");
}

/* Through a profile a control keeps where it came from. */
TEST(a_profile_of_a_profile_selects_from_what_that_one_comes_to)
{
    const char *inner = profile_of(ALL ",'merge':{'as-is':true},'modify':{'alters':"
                                       "[{'control-id':'b2','adds':[{'title':'Inner'}]}]}");
    struct file all[] = {
        {"p.json", profile_of("'imports':[{'href':'q.json'," IDS("'b2','a2'") "},"
                              "{'href':'c.json'," IDS("'b1'") "}]" AS_IS)},
        {"q.json", inner}, {"c.json", catalog}, {NULL, NULL}};
    const struct oscal *document = NULL;
    const struct oscal *group;
    struct resolve_report report;

    assert_int_equal(resolve_files(all, &document, &report), DONE);
    assert_string_equal(outline(oscal_root(document)), "a1p g1[a2] g2[b1 b2]");
    group = &oscal_list(oscal_root(document), S("groups"))->at[1];
    assert_text(oscal_text(&oscal_list(group, S("controls"))->at[1], S("title")), "Inner");
}

TEST(a_resource_is_read_in_json_and_an_xml_name_has_json_beside_it)
{
    static const char *const links[] = {
        ("{'href':'c.xml','media-type':'application/oscal.catalog+xml'},"
         "{'href':'o.json','media-type':'application/oscal.catalog+json'}"),
        "{'href':'https://example.org/o.json'},{'href':'o.json'}",
        "{'href':'none.json'},{'href':'o.xml'}",
        "{'href':'c.yaml'},{'href':'o.json'}",
    };

    for (size_t i = 0; i < sizeof links / sizeof *links; i++) {
        struct resolve_report report;

        assert_string_equal(
            outline(resolved(arena_text(mem, "'imports':[{'href':'#" R("9") "'}]"
                                        OWN("{'uuid':'" R("9") "','rlinks':[%s]}"),
                                        links[i]).at, &report)),
            "a1 z1");
    }
}

TEST(the_result_says_how_it_came_to_be_and_is_always_the_same)
{
    struct resolve_report report;
    const struct oscal *root = resolved(TWO("'include-all':{}", "'include-all':{}") AS_IS, &report);
    const struct oscal *again = resolved(TWO("'include-all':{}", "'include-all':{}") AS_IS,
                                         &report);
    const struct oscal *less = resolved(ALL AS_IS, &report);
    const struct oscal *metadata = oscal_member(root, S("metadata"));
    const struct oscal *tomorrow;
    struct check_report sound;
    struct buf out;

    now = "2026-02-02T00:00:00Z";
    tomorrow = resolved(TWO("'include-all':{}", "'include-all':{}") AS_IS, &report);
    now = "2026-02-01T00:00:00Z";
    assert_true(str_eq(oscal_text(root, S("uuid")), oscal_text(tomorrow, S("uuid"))));
    assert_text(oscal_text(metadata, S("title")), "T");
    assert_text(oscal_text(metadata, S("last-modified")), "2026-02-01T00:00:00Z");
    assert_text(oscal_text(metadata, S("oscal-version")), "1.1.2");
    assert_text(oscal_prop(metadata, OSCAL_NS, S("resolution-tool")), "tool");
    assert_text(oscal_text(&oscal_list(metadata, S("links"))->at[0], S("rel")),
                "source-profile");
    assert_true(str_eq(oscal_text(root, S("uuid")), oscal_text(again, S("uuid"))));
    assert_false(str_eq(oscal_text(root, S("uuid")), oscal_text(less, S("uuid"))));
    buf_init(&out, mem, 4096);
    oscal_write(&out, &(struct oscal){.at = less, .n = 1, .kind = OSCAL_OBJECT});
    assert_int_equal(norm_check(mem, buf_str(&out), &sound), DONE);
    for (int i = 0; i < sound.faults.n; i++)
        assert_text(sound.faults.at[i].key, "no_statement");
}

TEST(what_is_passed_over_is_remarked)
{
    static const struct { const char *members, *key, *arg; } rows[] = {
        {IMPORT(IDS("'none'")), "selected", "none"},
        {ALL ",'modify':{'set-parameters':[{'param-id':'none'}]}", "selected", "none"},
        {ALL ",'modify':{'alters':[{'control-id':'none'}]}", "selected", "none"},
        {ALTER("'adds':[{'by-id':'none'}]"), "selected", "none"},
        {TWICE(IDS("'a2'"), IDS("'a2'")), "control_twice", "a2"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct resolve_report report;

        resolved(rows[i].members, &report);
        assert_int_equal(report.n_remarks, 1);
        assert_text(report.remarks[0].what.key, rows[i].key);
        assert_text(report.remarks[0].what.arg, rows[i].arg);
    }
}

static int begin(void **state __attribute__((unused)))
{
    mem = arena_new(ARENA_BYTES);
    return 0;
}

static int end(void **state __attribute__((unused)))
{
    arena_free(mem);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(selecting_and_merging_give_these_controls_in_these_places),
        cmocka_unit_test(alterations_remove_and_add_in_these_places),
        cmocka_unit_test(an_alteration_reaches_the_controls_under_a_control),
        cmocka_unit_test(a_setting_replaces_what_is_once_and_adds_what_is_listed),
        cmocka_unit_test(a_loose_parameter_that_is_set_stays),
        cmocka_unit_test(resources_stay_that_are_linked_or_kept),
        cmocka_unit_test(a_profile_that_comes_to_nothing_is_refused_for_its_reason),
        cmocka_unit_test(sixty_four_documents_may_be_and_one_more_may_not),
        cmocka_unit_test(profiles_that_double_each_other_are_refused),
        cmocka_unit_test(a_profile_of_a_profile_selects_from_what_that_one_comes_to),
        cmocka_unit_test(a_resource_is_read_in_json_and_an_xml_name_has_json_beside_it),
        cmocka_unit_test(the_result_says_how_it_came_to_be_and_is_always_the_same),
        cmocka_unit_test(what_is_passed_over_is_remarked),
    };

    return cmocka_run_group_tests(tests, begin, end);
}
