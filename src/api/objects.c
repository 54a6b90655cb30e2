/* Processes and systems: the register, the scope, and which level is asked of each. */
#include "acts/objects.h"

#include "api/handlers.h"

static const struct param objects_query[] = {{"kind", PARAM_CHOICE, &object_kind_choices},
                                             {"owner", PARAM_NUMBER, NULL}};
const struct params objects_params = {objects_query, 2, .time = true, .page = true};
static const struct param about_query[] = {{"object", PARAM_NUMBER, NULL}};
const struct params about_params = {about_query, 1, .time = true, .page = false};
const struct params about_paged = {about_query, 1, .time = true, .page = true};

int64_t call_about(const struct call *call)
{
    return call_number(call, "object", 0);
}

struct str call_about_text(const struct call *call)
{
    int64_t object = call_about(call);

    return object == 0 ? S("") : arena_text(call->job->mem, "?object=%lld", (long long)object);
}

/* ---- what comes in ---- */

const struct intake object_new_intake = {
    .name = "object_new", .noun = &object_noun, .forbidden = OURS, .whole = true,
};
const struct intake object_intake = {
    .name = "object_change", .noun = &object_noun, .forbidden = OURS | FIXED,
};

struct serves_taken {
    struct shape_list processes;
};

static const struct shape_member serves_members[] = {
    SHAPE_ONE(REFS, struct shape_list, "processes", serves_taken, processes, .needed = true),
};
static const struct shape serves_shape = SHAPE_OF("serves_taken", serves_taken, serves_members);
const struct intake serves_intake = {"object_processes", NULL, 0, &serves_shape, false};

struct scope_taken {
    bool inside;
    struct str why;
};

static const struct shape_member scope_members[] = {
    SHAPE_ONE(FLAG, bool, "inside", scope_taken, inside, .needed = true),
    SHAPE_ONE(TEXT, struct str, "why", scope_taken, why),
};
static const struct shape scope_taken_shape = SHAPE_OF("scope_taken", scope_taken, scope_members);
const struct intake scope_intake = {"object_scope_change", NULL, 0, &scope_taken_shape, false};

struct answer_taken {
    struct str question, answer;
};

static const struct shape_member answer_members[] = {
    SHAPE_ONE(TEXT, struct str, "question", answer_taken, question, .needed = true),
    SHAPE_ONE(TEXT, struct str, "answer", answer_taken, answer, .needed = true),
};
static const struct shape answer_shape = SHAPE_OF("level_answer", answer_taken, answer_members);

struct level_taken {
    struct shape_list answers;
    struct ref chosen; /* a level of 1 or more, or none */
    struct str chosen_why;
};

static const struct shape_member level_taken_members[] = {
    SHAPE_ONE(LIST, struct shape_list, "answers", level_taken, answers, .shape = &answer_shape,
              .needed = true),
    SHAPE_ONE(REF, struct ref, "chosen", level_taken, chosen),
    SHAPE_ONE(TEXT, struct str, "chosen_why", level_taken, chosen_why),
};
static const struct shape level_taken_shape =
    SHAPE_OF("level_taken", level_taken, level_taken_members);
const struct intake level_intake = {"level_test_new", NULL, 0, &level_taken_shape, false};
const struct intake level_decision_intake = {
    .name = "level_decision", .noun = &level_result_noun, .forbidden = OURS | FIXED,
};

/* ---- what goes out ---- */

static const struct shape_member within_members[] = {
    {.name = "", .kind = SHAPE_ROW, .noun = &scope_object_noun},
};
static const struct shape within_shape = SHAPE_OF("object_scope", scope_object, within_members);

static const struct shape_member result_members[] = {
    {.name = "", .kind = SHAPE_ROW, .noun = &level_result_noun},
};
static const struct shape result_shape = SHAPE_OF("level_result", level_result, result_members);

struct object_view {
    struct object object;
    struct shape_list processes, systems;
    const struct scope_object *scope;
    int level;
    const struct level_result *decided, *waiting;
};

static const struct shape_member object_members[] = {
    SHAPE_NOUN(object, object_view, object),
    SHAPE_ONE(REFS, struct shape_list, "processes", object_view, processes),
    SHAPE_ONE(REFS, struct shape_list, "systems", object_view, systems),
    SHAPE_ONE(OBJECT, const struct scope_object *, "scope", object_view, scope,
              .shape = &within_shape),
    SHAPE_ONE(INT, int, "level", object_view, level),
    SHAPE_ONE(OBJECT, const struct level_result *, "decided", object_view, decided,
              .shape = &result_shape),
    SHAPE_ONE(OBJECT, const struct level_result *, "waiting", object_view, waiting,
              .shape = &result_shape),
};
const struct shape object_shape = SHAPE_OF("object", object_view, object_members);

struct objects_view {
    int64_t total;
    struct str levels_of;
    struct shape_list items;
};

static const struct shape_member list_members[] = {
    SHAPE_ONE(NUMBER, int64_t, "total", objects_view, total),
    SHAPE_ONE(TEXT, struct str, "levels_of", objects_view, levels_of, .needed = true),
    SHAPE_ONE(LIST, struct shape_list, "items", objects_view, items, .shape = &object_shape),
};
const struct shape objects_shape = SHAPE_OF("objects", objects_view, list_members);

/* The numbers at one end of the links whose other end is this object. */
static struct shape_list links_of(struct job *job, const struct objects *of, int64_t id,
                                  bool processes)
{
    struct ref *refs = NEW_ARRAY(job->mem, of->n_serves, struct ref);
    size_t n = 0;

    for (size_t i = 0; i < of->n_serves; i++) {
        const struct object_serves *link = &of->serves[i];

        if ((processes ? link->system.id : link->process.id) == id)
            refs[n++] = processes ? link->process : link->system;
    }
    return (struct shape_list){refs, n};
}

static struct object_view view_of(struct job *job, const struct objects *of,
                                  const struct object_line *line)
{
    int64_t id = line->object.row.id;

    return (struct object_view){
        .object = line->object, .processes = links_of(job, of, id, true),
        .systems = links_of(job, of, id, false), .scope = line->scope, .level = line->level,
        .decided = line->decided, .waiting = line->waiting,
    };
}

enum outcome api_objects_get(struct job *job, struct call *call)
{
    int kind = call_choice(call, "kind");
    int64_t owner = call_number(call, "owner", 0);
    struct objects_view view;
    struct object_view *items;
    struct objects *of;
    size_t n = 0;
    size_t from;
    size_t to;
    enum outcome o = act_objects(job, &of);

    if (o != DONE)
        return o;
    items = NEW_ARRAY(job->mem, of->n, struct object_view);
    for (size_t i = 0; i < of->n; i++)
        if ((kind < 0 || (int)of->lines[i].object.kind == kind) &&
            (owner == 0 || of->lines[i].object.owner.id == owner))
            items[n++] = view_of(job, of, &of->lines[i]);
    call_page(call, n, &from, &to);
    view = (struct objects_view){(int64_t)n, of->norm->key, {items + from, to - from}};
    call_object(call, &objects_shape, &view);
    return DONE;
}

static enum outcome load(struct job *job, const struct call *call, struct objects **ret,
                         const struct object_line **ret_line)
{
    enum outcome o = act_objects(job, ret);

    if (o != DONE)
        return o;
    *ret_line = objects_at(*ret, call_id(call, "id"));
    return *ret_line == NULL ? NOT_THERE : DONE;
}

enum outcome api_object_get(struct job *job, struct call *call)
{
    const struct object_line *line;
    struct object_view view;
    struct objects *of;
    enum outcome o = load(job, call, &of, &line);

    if (o != DONE)
        return o;
    view = view_of(job, of, line);
    call->version = line->object.row.version;
    call_object(call, &object_shape, &view);
    return DONE;
}

/* ---- what is done ---- */

enum outcome api_object_add(struct job *job, struct call *call)
{
    struct given given;
    enum outcome o = call_read(call, &given, NULL);

    return o == DONE ? act_object_add(job, &given, &call->made) : o;
}

enum outcome api_object_set(struct job *job, struct call *call)
{
    struct given given;
    enum outcome o = call_read(call, &given, NULL);

    if (o != DONE)
        return o;
    if (call_id(call, "id") == 0)
        return NOT_THERE;
    return act_object_set(job, call_row(call, call_id(call, "id")), &given);
}

enum outcome api_object_serve(struct job *job, struct call *call)
{
    struct serves_taken taken = {0};
    const struct ref *refs;
    int64_t *processes;
    enum outcome o = call_read(call, NULL, &taken);

    if (o != DONE)
        return o;
    refs = taken.processes.at;
    processes = NEW_ARRAY(job->mem, taken.processes.n, int64_t);
    for (size_t i = 0; i < taken.processes.n; i++)
        processes[i] = refs[i].id;
    return act_object_serve(job, call_id(call, "id"), processes, taken.processes.n);
}

enum outcome api_object_scope(struct job *job, struct call *call)
{
    struct scope_taken taken = {0};
    enum outcome o = call_read(call, NULL, &taken);

    return o == DONE ? act_object_scope(job, call_id(call, "id"), taken.inside, taken.why) : o;
}

/* ---- its level ---- */

struct question_view {
    struct str key, text;
    enum level_aspect aspect;
    struct shape_list answers; /* the words that it takes; none: a number */
};

static const struct shape_member question_members[] = {
    SHAPE_ONE(TEXT, struct str, "key", question_view, key, .needed = true),
    SHAPE_ONE(TEXT, struct str, "text", question_view, text, .needed = true),
    SHAPE_ONE(CHOICE, enum level_aspect, "aspect", question_view, aspect,
              .choices = &level_aspect_choices),
    SHAPE_ONE(TEXTS, struct shape_list, "answers", question_view, answers),
};
static const struct shape question_shape =
    SHAPE_OF("level_question", question_view, question_members);

struct level_view {
    struct str norm, test;
    int highest, level;
    bool live;
    struct shape_list questions, results;
};

static const struct shape_member level_members[] = {
    SHAPE_ONE(TEXT, struct str, "norm", level_view, norm, .needed = true),
    SHAPE_ONE(TEXT, struct str, "test", level_view, test, .needed = true),
    SHAPE_ONE(INT, int, "highest", level_view, highest),
    SHAPE_ONE(INT, int, "level", level_view, level),
    SHAPE_ONE(FLAG, bool, "live", level_view, live),
    SHAPE_ONE(LIST, struct shape_list, "questions", level_view, questions,
              .shape = &question_shape),
    SHAPE_ONE(LIST, struct shape_list, "results", level_view, results, .shape = &result_shape),
};
const struct shape level_shape = SHAPE_OF("level", level_view, level_members);

static struct shape_list answers_of(struct job *job, const struct level_test *test, int question)
{
    int first = test->questions[question].kind == LEVEL_HARM ? HARM_NONE : 0;
    int end = test->questions[question].kind == LEVEL_HARM ? HARM_COUNT : 2;
    struct str *words = NEW_ARRAY(job->mem, HARM_COUNT, struct str);
    size_t n = 0;

    if (test->questions[question].kind == LEVEL_AMOUNT)
        return (struct shape_list){words, 0};
    for (int i = first; i < end; i++)
        words[n++] = level_answer_text(job->mem, test, question, (struct maybe){true, i});
    return (struct shape_list){words, n};
}

static struct shape_list questions_of(struct job *job, const struct level_test *test)
{
    struct question_view *all = NEW_ARRAY(job->mem, (size_t)test->n_questions,
                                          struct question_view);

    for (int i = 0; i < test->n_questions; i++)
        all[i] = (struct question_view){test->questions[i].key, test->questions[i].text[job->lang],
                                        test->questions[i].aspect, answers_of(job, test, i)};
    return (struct shape_list){all, (size_t)test->n_questions};
}

/* The version is that of the result that is decided on next, or was last. */
enum outcome api_level_get(struct job *job, struct call *call)
{
    const struct object_line *line;
    const struct level_result *last;
    struct level_result *results;
    struct level_view view;
    struct objects *of;
    size_t n = 0;
    enum outcome o = load(job, call, &of, &line);

    if (o != DONE)
        return o;
    results = NEW_ARRAY(job->mem, of->n_results, struct level_result);
    for (size_t i = 0; i < of->n_results; i++)
        if (of->results[i].object.id == line->object.row.id)
            results[n++] = of->results[i];
    last = line->waiting != NULL ? line->waiting : line->decided;
    view = (struct level_view){of->norm->key, of->test->hash, of->test->highest, line->level,
                               of->live, questions_of(job, of->test), {results, n}};
    call->version = last == NULL ? 0 : last->row.version;
    call_object(call, &level_shape, &view);
    return DONE;
}

static enum outcome read_answers(struct job *job, const struct level_test *test,
                                 const struct shape_list *said, struct maybe *answers)
{
    const struct answer_taken *all = said->at;

    for (size_t i = 0; i < said->n; i++) {
        int question = level_question_find(test, all[i].question);

        if (question < 0)
            job_refuse_with(job, S("question"), S("api.level_question"), all[i].question);
        else if (answers[question].is)
            job_refuse_with(job, S("question"), S("api.level_twice"), all[i].question);
        else if (!level_answer_read(test, question, all[i].answer, &answers[question]))
            job_refuse_with(job, S("answer"), S("api.level_answer"), all[i].question);
    }
    return job->faults.n > 0 ? REFUSED : DONE;
}

enum outcome api_level_test(struct job *job, struct call *call)
{
    struct level_taken taken = {0};
    const struct object_line *line;
    struct maybe *answers;
    struct objects *of;
    int64_t id;
    enum outcome o;

    if ((o = load(job, call, &of, &line)) != DONE || (o = call_read(call, NULL, &taken)) != DONE)
        return o;
    answers = NEW_ARRAY(job->mem, (size_t)of->test->n_questions, struct maybe);
    if ((o = read_answers(job, of->test, &taken.answers, answers)) != DONE)
        return o;
    return act_level_test(job, line->object.row.id,
                          &(struct level_said){answers, {taken.chosen.id != 0, taken.chosen.id},
                                               taken.chosen_why}, &id);
}

enum outcome api_level_decide(struct job *job, struct call *call)
{
    const struct object_line *line;
    const struct level_result *last;
    struct given given;
    struct objects *of;
    enum outcome o;

    if ((o = load(job, call, &of, &line)) != DONE || (o = call_read(call, &given, NULL)) != DONE)
        return o;
    /* What was decided already is refused by the act, which says so. */
    last = line->waiting != NULL ? line->waiting : line->decided;
    return last == NULL ? NOT_THERE
                        : act_level_decide(job, call_row(call, last->row.id), &given);
}
