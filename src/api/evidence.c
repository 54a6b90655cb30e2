/* What shows that a measure is there and works. */
#include "acts/admit.h"
#include "acts/evidence.h"
#include "acts/reading.h"

#include "api/handlers.h"
#include "base/base64.h"
#include "ledger/ledger.h"

/* ---- what comes in ---- */

struct file_taken {
    struct str name, content_base64;
};

static const struct shape_member file_members[] = {
    SHAPE_ONE(TEXT, struct str, "name", file_taken, name, .needed = true),
    SHAPE_ONE(TEXT, struct str, "content_base64", file_taken, content_base64, .needed = true),
};
static const struct shape file_shape = SHAPE_OF("evidence_file", file_taken, file_members);

struct evidence_taken {
    const struct file_taken *file;
    struct ref object; /* whose items; none: the organisation's */
    struct shape_list items;
};

static const struct shape_member taken_members[] = {
    SHAPE_ONE(OBJECT, const struct file_taken *, "file", evidence_taken, file,
              .shape = &file_shape),
    SHAPE_ONE(TEXTS, struct shape_list, "items", evidence_taken, items),
    SHAPE_ONE(REF, struct ref, "object", evidence_taken, object),
};
static const struct shape taken_shape = SHAPE_OF("evidence_taken", evidence_taken, taken_members);
const struct intake evidence_intake = {"evidence_new", &evidence_noun, OURS, &taken_shape, true};

struct uses_taken {
    struct ref object;
    struct shape_list items;
};

static const struct shape_member uses_members[] = {
    SHAPE_ONE(TEXTS, struct shape_list, "items", uses_taken, items, .needed = true),
    SHAPE_ONE(REF, struct ref, "object", uses_taken, object),
};
static const struct shape uses_shape = SHAPE_OF("uses_taken", uses_taken, uses_members);
const struct intake uses_intake = {"evidence_uses_new", NULL, 0, &uses_shape, false};

struct fitness_taken {
    enum fitness fitness;
    struct str fitness_why;
};

static const struct shape_member fitness_members[] = {
    SHAPE_ONE(CHOICE, enum fitness, "fitness", fitness_taken, fitness, .choices = &fitness_choices,
              .needed = true),
    SHAPE_ONE(TEXT, struct str, "fitness_why", fitness_taken, fitness_why),
};
static const struct shape fitness_shape = SHAPE_OF("fitness_taken", fitness_taken, fitness_members);
const struct intake fitness_intake = {"evidence_judgement", NULL, 0, &fitness_shape, false};

struct replacement_taken {
    struct ref replaced_by;
};

static const struct shape_member replacement_members[] = {
    SHAPE_ONE(REF, struct ref, "replaced_by", replacement_taken, replaced_by, .needed = true),
};
static const struct shape replacement_shape =
    SHAPE_OF("replacement_taken", replacement_taken, replacement_members);
const struct intake replacement_intake =
    {"evidence_replacement", NULL, 0, &replacement_shape, false};

struct marking_taken {
    enum marking marking;
};

static const struct shape_member marking_members[] = {
    SHAPE_ONE(CHOICE, enum marking, "marking", marking_taken, marking,
              .choices = &marking_choices, .needed = true),
};
static const struct shape marking_shape = SHAPE_OF("marking_taken", marking_taken, marking_members);
const struct intake marking_intake = {"evidence_marking", NULL, 0, &marking_shape, false};

struct admit_taken {
    struct ref person;
    bool ended;
};

static const struct shape_member admit_members[] = {
    SHAPE_ONE(REF, struct ref, "person", admit_taken, person, .needed = true),
    SHAPE_ONE(FLAG, bool, "ended", admit_taken, ended),
};
static const struct shape admit_shape = SHAPE_OF("admit_taken", admit_taken, admit_members);
const struct intake admit_intake = {"evidence_admission", NULL, 0, &admit_shape, false};

/* ---- what goes out ---- */

struct use_view {
    int64_t id;
    struct str item;
    struct ref object;
};

static const struct shape_member use_members[] = {
    SHAPE_ONE(NUMBER, int64_t, "id", use_view, id),
    SHAPE_ONE(TEXT, struct str, "item", use_view, item, .needed = true),
    SHAPE_ONE(REF, struct ref, "object", use_view, object),
};
static const struct shape use_shape = SHAPE_OF("evidence_use", use_view, use_members);

struct evidence_view {
    struct evidence evidence;
    struct shape_list uses;
    struct day expires;
    const struct file_scan *scan; /* NULL: no scanner was asked */
};

static const struct shape_member scan_members[] = {
    SHAPE_ONE(CHOICE, enum scan_is, "result", file_scan, is, .choices = &file_scan_choices,
              .needed = true),
    SHAPE_ONE(MOMENT, struct moment, "at", file_scan, at, .needed = true),
    SHAPE_ONE(TEXT, struct str, "found", file_scan, found),
};
static const struct shape scan_shape = SHAPE_OF("file_scan", file_scan, scan_members);

static const struct shape_member evidence_members[] = {
    SHAPE_NOUN(evidence, evidence_view, evidence),
    SHAPE_ONE(LIST, struct shape_list, "uses", evidence_view, uses, .shape = &use_shape),
    SHAPE_ONE(DAY, struct day, "expires", evidence_view, expires),
    SHAPE_ONE(OBJECT, const struct file_scan *, "scan", evidence_view, scan, .shape = &scan_shape),
};
const struct shape evidence_shape = SHAPE_OF("evidence", evidence_view, evidence_members);

struct evidence_list_view {
    int64_t total;
    struct shape_list items;
};

static const struct shape_member list_members[] = {
    SHAPE_ONE(NUMBER, int64_t, "total", evidence_list_view, total),
    SHAPE_ONE(LIST, struct shape_list, "items", evidence_list_view, items,
              .shape = &evidence_shape),
};
const struct shape evidence_list_shape =
    SHAPE_OF("evidence_list", evidence_list_view, list_members);

static struct evidence_view view_of(struct job *job, const struct evidence_line *line)
{
    struct use_view *uses = NEW_ARRAY(job->mem, (size_t)line->n_places, struct use_view);

    for (int i = 0; i < line->n_places; i++)
        uses[i] = (struct use_view){line->places[i].use, line->places[i].item->id,
                                    {line->places[i].object}};
    return (struct evidence_view){line->evidence, {uses, (size_t)line->n_places}, line->expires,
                                  line->scan.is == SCAN_NONE ? NULL : &line->scan};
}

/* A HEAD hands nothing over. */
void call_note_read(struct call *call, struct readings_of *of)
{
    if (of->n > 0 && call->request->method != HTTP_HEAD)
        call_later(call, reading_note, of);
}

static void note_later(struct call *call, int64_t id, enum reading_kind what)
{
    struct readings_of *of = NEW(call->job->mem, struct readings_of);
    int64_t *ids = NEW_ARRAY(call->job->mem, 1, int64_t);

    *ids = id;
    *of = (struct readings_of){ids, 1, what};
    call_note_read(call, of);
}

/* The list has of each piece all that it says: one that is confidential is read by it too. */
static void note_list_later(struct call *call, const struct evidence_view *items, size_t n)
{
    struct readings_of *of = NEW(call->job->mem, struct readings_of);
    int64_t *ids = NEW_ARRAY(call->job->mem, n, int64_t);

    *of = (struct readings_of){ids, 0, READING_SENT};
    for (size_t i = 0; i < n; i++)
        if (items[i].evidence.marking == MARKING_CONFIDENTIAL)
            ids[of->n++] = items[i].evidence.row.id;
    call_note_read(call, of);
}

enum outcome api_evidence_get_all(struct job *job, struct call *call)
{
    struct evidence_list_view view;
    struct evidence_line *lines;
    struct evidence_view *items;
    size_t n;
    size_t from;
    size_t to;
    enum outcome o = act_evidence_list(job, &lines, &n);

    if (o != DONE)
        return o;
    call_page(call, n, &from, &to);
    items = NEW_ARRAY(job->mem, to - from, struct evidence_view);
    for (size_t i = from; i < to; i++)
        items[i - from] = view_of(job, &lines[i]);
    view = (struct evidence_list_view){(int64_t)n, {items, to - from}};
    call_object(call, &evidence_list_shape, &view);
    note_list_later(call, items, to - from);
    return DONE;
}

enum outcome api_evidence_get(struct job *job, struct call *call)
{
    struct evidence_line line;
    struct evidence_view view;
    int64_t id = call_id(call, "id");
    enum outcome o = id == 0 ? NOT_THERE : act_evidence_get(job, id, &line);

    if (o != DONE)
        return o;
    view = view_of(job, &line);
    call->version = line.evidence.row.version;
    call_object(call, &evidence_shape, &view);
    note_later(call, id, READING_SENT);
    return DONE;
}

static const struct shape_member reading_members[] = {
    SHAPE_ONE(REF, struct ref, "person", reading, person),
    SHAPE_ONE(MOMENT, struct moment, "at", reading, at),
    SHAPE_ONE(CHOICE, enum job_door, "door", reading, door, .choices = &door_choices),
    SHAPE_ONE(CHOICE, enum reading_kind, "what", reading, what, .choices = &reading_kind_choices),
};
static const struct shape reading_shape = SHAPE_OF("evidence_reading", reading, reading_members);

struct readings_view {
    struct shape_list items;
};

static const struct shape_member readings_members[] = {
    SHAPE_ONE(LIST, struct shape_list, "items", readings_view, items, .shape = &reading_shape),
};
const struct shape evidence_readings_shape =
    SHAPE_OF("evidence_readings", readings_view, readings_members);

enum outcome api_evidence_readings_get(struct job *job, struct call *call)
{
    struct readings_view view;
    struct reading *readings;
    size_t n;
    int64_t id = call_id(call, "id");
    enum outcome o = id == 0 ? NOT_THERE : act_evidence_readings(job, id, &readings, &n);

    if (o != DONE)
        return o;
    view = (struct readings_view){{readings, n}};
    call_object(call, &evidence_readings_shape, &view);
    return DONE;
}

/* The plain name for old readers, the whole one after it [RFC6266]. */
static struct str disposition(struct job *job, struct str name)
{
    static const char digits[] = "0123456789ABCDEF";
    struct buf out;

    buf_init(&out, job->mem, 4 * name.len + 64);
    buf_put(&out, S("attachment; filename=\""));
    for (size_t i = 0; i < name.len; i++) {
        char c = name.at[i];

        buf_char(&out, c >= ' ' && c <= '~' && memchr("\"\\/%", c, 4) == NULL ? c : '_');
    }
    buf_put(&out, S("\"; filename*=UTF-8''"));
    for (size_t i = 0; i < name.len; i++) {
        unsigned char c = (unsigned char)name.at[i];

        if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
            c == '-' || c == '.' || c == '_') {
            buf_char(&out, (char)c);
            continue;
        }
        buf_char(&out, '%');
        buf_char(&out, digits[c >> 4]);
        buf_char(&out, digits[c & 15]);
    }
    return buf_str(&out);
}

enum outcome api_evidence_file_get(struct job *job, struct call *call)
{
    struct evidence it;
    struct str bytes;
    struct day gone = {0};
    int64_t id = call_id(call, "id");
    enum outcome o = id == 0 ? NOT_THERE : act_evidence_file(job, id, &it, &bytes, &gone);

    if (o == NOT_THERE && day_is(gone)) /* it was there, and comes back never */
        return call_refuse(call, 410, WORD_api_erased, WORD_api_erased_text,
                           word_day(job->mem, job->lang, gone, true));
    if (o != DONE)
        return o;
    call->reply->type = it.file_type;
    call->reply->body = (struct buf){(char *)(uintptr_t)bytes.at, bytes.len, bytes.len, job->mem};
    http_reply_header(call->reply, S("Content-Disposition"), disposition(job, it.file_name));
    http_reply_header(call->reply, S("Content-Security-Policy"), S("default-src 'none'; sandbox"));
    note_later(call, id, READING_DOWNLOADED);
    return DONE;
}

/* ---- what is done ---- */

enum outcome api_evidence_add(struct job *job, struct call *call)
{
    struct evidence_taken taken = {0};
    struct evidence_file file = {0};
    struct given given;
    enum outcome o = call_read(call, &given, &taken);

    if (o != DONE)
        return o;
    if (taken.file != NULL) {
        file.name = taken.file->name;
        if (!base64_read(job->mem, taken.file->content_base64, &file.bytes))
            return job_refuse(job, S("content_base64"), S("api.base64"));
    }
    return act_evidence_add(job, &given, &file, taken.object.id, taken.items.at, taken.items.n,
                            &call->made);
}

enum outcome api_evidence_use_add(struct job *job, struct call *call)
{
    struct uses_taken taken = {0};
    enum outcome o = call_read(call, NULL, &taken);

    if (o != DONE)
        return o;
    if (call_id(call, "id") == 0)
        return NOT_THERE;
    return act_evidence_use(job, call_id(call, "id"), taken.object.id, taken.items.at,
                            taken.items.n);
}

enum outcome api_evidence_use_end(struct job *job, struct call *call)
{
    return call_id(call, "id") == 0 ? NOT_THERE : act_evidence_end(job, call_id(call, "id"));
}

enum outcome api_gone(struct job *job, struct call *call)
{
    (void)job, (void)call;
    return DONE;
}

enum outcome api_evidence_judge(struct job *job, struct call *call)
{
    struct fitness_taken taken = {0};
    enum outcome o = call_read(call, NULL, &taken);

    if (o != DONE)
        return o;
    if (call_id(call, "id") == 0)
        return NOT_THERE;
    return act_evidence_judge(job, call_row(call, call_id(call, "id")), taken.fitness,
                              taken.fitness_why);
}

enum outcome api_evidence_replace(struct job *job, struct call *call)
{
    struct replacement_taken taken = {0};
    enum outcome o = call_read(call, NULL, &taken);

    if (o != DONE)
        return o;
    if (call_id(call, "id") == 0)
        return NOT_THERE;
    return act_evidence_replace(job, call_row(call, call_id(call, "id")), taken.replaced_by.id);
}

enum outcome api_evidence_mark(struct job *job, struct call *call)
{
    struct marking_taken taken = {0};
    enum outcome o = call_read(call, NULL, &taken);

    if (o != DONE)
        return o;
    if (call_id(call, "id") == 0)
        return NOT_THERE;
    return act_evidence_mark(job, call_row(call, call_id(call, "id")), taken.marking);
}

enum outcome api_evidence_admit(struct job *job, struct call *call)
{
    struct admit_taken taken = {0};
    enum outcome o = call_read(call, NULL, &taken);

    return o == DONE ? act_evidence_admit(job, call_id(call, "id"), taken.person.id, taken.ended)
                     : o;
}
