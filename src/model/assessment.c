#include "model/assessment.h"

#include "model/migrated.h"
#include "model/person.h"

static const char *const aspect_words[] = {"opzet", "bestaan", "werking"};
const struct choices aspect_choices = {aspect_words, ASPECT_COUNT};

static const char *const verdict_words[] = {NULL, "nee", "deels", "ja"};
const struct choices verdict_choices = {verdict_words, VERDICT_COUNT};

static const char *const evidence_kind_words[] = {NULL, "document", "schermafdruk", "export",
    "rapport", "meting", "verklaring", "waarneming", "geen_voorval"};
const struct choices evidence_kind_choices = {evidence_kind_words, EVIDENCE_KIND_COUNT};

static const char *const fitness_words[] = {NULL, "geschikt", "ongeschikt"};
const struct choices fitness_choices = {fitness_words, FITNESS_COUNT};

static const struct field assessment_fields[] = {
    FIELD_REF(assessment, object, object, REQUIRED | FIXED),
    FIELD_CODE(assessment, item, 100, REQUIRED | FIXED),
    FIELD_REF(assessment, owner, person, 0),
    FIELD_REF(assessment, executor, person, 0),
    FIELD_DAY(assessment, target, 0),
    FIELD_NUMBER(assessment, rhythm_months, 0),
    FIELD_CHOICE(assessment, design, verdict, 0),
    FIELD_DAY(assessment, design_on, OURS),
    FIELD_REF(assessment, design_by, person, OURS),
    FIELD_TEXT(assessment, design_note, 4000, LINES),
    FIELD_TEXT(assessment, design_review, 400, 0),
    FIELD_CHOICE(assessment, existence, verdict, 0),
    FIELD_DAY(assessment, existence_on, OURS),
    FIELD_REF(assessment, existence_by, person, OURS),
    FIELD_TEXT(assessment, existence_note, 4000, LINES),
    FIELD_TEXT(assessment, existence_review, 400, 0),
    FIELD_CHOICE(assessment, operation, verdict, 0),
    FIELD_DAY(assessment, operation_on, OURS),
    FIELD_REF(assessment, operation_by, person, OURS),
    FIELD_TEXT(assessment, operation_note, 4000, LINES),
    FIELD_TEXT(assessment, operation_review, 400, 0),
    FIELD_TEXT(assessment, note, 8000, LINES),
    FIELD_CHOICE(assessment, suffices, verdict, 0),
    FIELD_TEXT(assessment, suffices_why, 4000, LINES),
    FIELD_TEXT(assessment, risk_analysis, 400, 0),
    FIELD_REF(assessment, origin, migrated_item, OURS),
    FIELD_FLAG(assessment, design_unconfirmed, 0),
    FIELD_FLAG(assessment, existence_unconfirmed, 0),
    FIELD_FLAG(assessment, operation_unconfirmed, 0),
};

static void assessment_check(const void *row, struct faults *faults)
{
    const struct assessment *it = row;

    if (it->rhythm_months.is && (it->rhythm_months.n < 1 || it->rhythm_months.n > 36))
        fault_add(faults, S("rhythm_months"), S("fault.rhythm"), (struct str){NULL, 0});
    /* [R6] a conclusion stands on a risk analysis. */
    if (it->suffices != VERDICT_EMPTY && it->risk_analysis.len == 0)
        fault_add(faults, S("risk_analysis"), S("fault.conclusion_needs_risk"),
                  (struct str){NULL, 0});
    if (it->suffices == VERDICT_PARTLY && it->suffices_why.len == 0)
        fault_add(faults, S("suffices_why"), S("fault.conclusion_needs_why"),
                  (struct str){NULL, 0});
}

const struct noun assessment_noun =
    NOUN(assessment, "beoordelingen", "assessments", .check = assessment_check);

struct aspect_said assessment_aspect(const struct assessment *it, enum aspect aspect)
{
    if (aspect == ASPECT_DESIGN)
        return (struct aspect_said){it->design, it->design_on, it->design_by, it->design_note,
                                    it->design_review, it->design_unconfirmed};
    if (aspect == ASPECT_EXISTENCE)
        return (struct aspect_said){it->existence, it->existence_on, it->existence_by,
                                    it->existence_note, it->existence_review,
                                    it->existence_unconfirmed};
    return (struct aspect_said){it->operation, it->operation_on, it->operation_by,
                                it->operation_note, it->operation_review,
                                it->operation_unconfirmed};
}

void assessment_say(struct assessment *it, enum aspect aspect, const struct aspect_said *said)
{
#define SAY(name)                                                                               \
    {                                                                                           \
        it->name = said->verdict;                                                               \
        it->name##_on = said->on;                                                               \
        it->name##_by = said->by;                                                               \
        it->name##_note = said->note;                                                           \
        it->name##_review = said->review;                                                       \
        it->name##_unconfirmed = said->unconfirmed;                                             \
    }
    if (aspect == ASPECT_DESIGN)
        SAY(design)
    else if (aspect == ASPECT_EXISTENCE)
        SAY(existence)
    else
        SAY(operation)
#undef SAY
}

static const struct field evidence_fields[] = {
    FIELD_TEXT(evidence, title, 200, REQUIRED),
    FIELD_CHOICE(evidence, kind, evidence_kind, REQUIRED),
    FIELD_FLAG(evidence, design, 0),
    FIELD_FLAG(evidence, existence, 0),
    FIELD_FLAG(evidence, operation, 0),
    FIELD_DAY(evidence, period_from, 0),
    FIELD_DAY(evidence, period_to, REQUIRED),
    FIELD_DAY(evidence, until, 0),
    FIELD_NUMBER(evidence, executions, 0),
    FIELD_TEXT(evidence, population, 400, 0),
    FIELD_TEXT(evidence, sample_way, 400, 0),
    FIELD_NUMBER(evidence, sample_size, 0),
    FIELD_TEXT(evidence, deviations, 2000, LINES),
    FIELD_TEXT(evidence, origin, 100, 0),
    FIELD_TEXT(evidence, link, 1000, 0),
    FIELD_CODE(evidence, file_hash, 64, OURS),
    FIELD_TEXT(evidence, file_name, EVIDENCE_NAME_CHARS, OURS),
    FIELD_CODE(evidence, file_type, 100, OURS),
    FIELD_NUMBER(evidence, file_bytes, OURS),
    FIELD_REF(evidence, submitter, person, OURS),
    FIELD_DAY(evidence, submitted_on, OURS),
    FIELD_CHOICE(evidence, fitness, fitness, OURS),
    FIELD_REF(evidence, fitness_by, person, OURS),
    FIELD_DAY(evidence, fitness_on, OURS),
    FIELD_TEXT(evidence, fitness_why, 2000, LINES | OURS),
    FIELD_REF(evidence, replaced_by, evidence, OURS),
    FIELD_CHOICE(evidence, marking, marking, 0),
};

static bool link_is_web(struct str link)
{
    return str_starts(link, S("https://")) || str_starts(link, S("http://"));
}

static void evidence_check(const void *row, struct faults *faults)
{
    static const struct str none = {NULL, 0};
    const struct evidence *it = row;

    if (!it->design && !it->existence && !it->operation)
        fault_add(faults, S("design"), S("fault.evidence_covers"), none);
    if (day_is(it->period_from) && it->period_from.n > it->period_to.n)
        fault_add(faults, S("period_to"), S("fault.period"), none);
    if (day_is(it->until) && it->until.n < it->period_to.n)
        fault_add(faults, S("until"), S("fault.until"), none);
    /* [R2] evidence for werking states its period. */
    if (it->operation && !day_is(it->period_from))
        fault_add(faults, S("period_from"), S("fault.evidence_period"), none);
    if (it->executions.is && it->executions.n < 0)
        fault_add(faults, S("executions"), S("value.number"), none);
    if (it->sample_size.is && (it->sample_size.n < 1 || it->population.len == 0 ||
                               it->sample_way.len == 0 || it->deviations.len == 0))
        fault_add(faults, S("sample_size"), S("fault.sample"), none);
    if (it->link.len > 0 && !link_is_web(it->link))
        fault_add(faults, S("link"), S("fault.link"), none);
}

const struct noun evidence_noun = NOUN(evidence, "bewijs", "evidence", .check = evidence_check);

static const struct field evidence_use_fields[] = {
    FIELD_REF(evidence_use, evidence, evidence, REQUIRED | FIXED),
    FIELD_REF(evidence_use, object, object, REQUIRED | FIXED),
    FIELD_CODE(evidence_use, item, 100, REQUIRED | FIXED),
    FIELD_FLAG(evidence_use, ended, 0),
};
const struct noun evidence_use_noun = NOUN(evidence_use, "bewijsgebruik", "evidence-uses");
