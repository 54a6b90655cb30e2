#include "catalogue/shape.h"

#include <stddef.h>

#define COUNT(array) ((int)(sizeof(array) / sizeof *(array)))
#define SHAPE(noun, ...)                                                                        \
    static const struct shape noun##_shape = {noun##_members, COUNT(noun##_members), __VA_ARGS__}

static const struct shape_member property_members[] = {
    {"name", SHAPE_TOKEN, NEEDED},
    {"uuid", SHAPE_UUID, 0, .mark = MARK_IS_UUID},
    {"ns", SHAPE_URI, 0},
    {"value", SHAPE_STRING, NEEDED},
    {"class", SHAPE_TOKEN, 0},
    {"group", SHAPE_TOKEN, 0},
    {"remarks", SHAPE_PROSE, 0},
};
SHAPE(property);

static const struct shape_member link_members[] = {
    {"href", SHAPE_URI_REF, NEEDED, .mark = MARK_TO_LINK},
    {"rel", SHAPE_TOKEN, 0},
    {"media-type", SHAPE_STRING, 0},
    {"resource-fragment", SHAPE_STRING, 0},
    {"text", SHAPE_LINE, 0},
};
SHAPE(link);

static const struct shape_member revision_members[] = {
    {"title", SHAPE_LINE, 0},
    {"published", SHAPE_MOMENT, 0},
    {"last-modified", SHAPE_MOMENT, 0},
    {"version", SHAPE_STRING, NEEDED},
    {"oscal-version", SHAPE_STRING, 0},
    {"props", SHAPE_OBJECT, LIST, .of = &property_shape},
    {"links", SHAPE_OBJECT, LIST, .of = &link_shape},
    {"remarks", SHAPE_PROSE, 0},
};
SHAPE(revision);

static const struct shape_member document_id_members[] = {
    {"scheme", SHAPE_URI, 0},
    {"identifier", SHAPE_STRING, NEEDED},
};
SHAPE(document_id);

static const struct shape_member role_members[] = {
    {"id", SHAPE_TOKEN, NEEDED, .mark = MARK_IS_ROLE},
    {"title", SHAPE_LINE, NEEDED},
    {"short-name", SHAPE_STRING, 0},
    {"description", SHAPE_PROSE, 0},
    {"props", SHAPE_OBJECT, LIST, .of = &property_shape},
    {"links", SHAPE_OBJECT, LIST, .of = &link_shape},
    {"remarks", SHAPE_PROSE, 0},
};
SHAPE(role);

static const struct shape_member address_members[] = {
    {"type", SHAPE_TOKEN, 0},
    {"addr-lines", SHAPE_STRING, LIST},
    {"city", SHAPE_STRING, 0},
    {"state", SHAPE_STRING, 0},
    {"postal-code", SHAPE_STRING, 0},
    {"country", SHAPE_STRING, 0},
};
SHAPE(address);

static const struct shape_member telephone_number_members[] = {
    {"type", SHAPE_STRING, 0},
    {"number", SHAPE_STRING, NEEDED},
};
SHAPE(telephone_number);

static const struct shape_member location_members[] = {
    {"uuid", SHAPE_UUID, NEEDED, .mark = MARK_IS_LOCATION},
    {"title", SHAPE_LINE, 0},
    {"address", SHAPE_OBJECT, 0, .of = &address_shape},
    {"email-addresses", SHAPE_EMAIL, LIST},
    {"telephone-numbers", SHAPE_OBJECT, LIST, .of = &telephone_number_shape},
    {"urls", SHAPE_URI, LIST},
    {"props", SHAPE_OBJECT, LIST, .of = &property_shape},
    {"links", SHAPE_OBJECT, LIST, .of = &link_shape},
    {"remarks", SHAPE_PROSE, 0},
};
SHAPE(location);

static const struct shape_member external_id_members[] = {
    {"scheme", SHAPE_URI, NEEDED},
    {"id", SHAPE_STRING, NEEDED},
};
SHAPE(external_id);

static const struct shape_member party_members[] = {
    {"uuid", SHAPE_UUID, NEEDED, .mark = MARK_IS_PARTY},
    {"type", SHAPE_WORD, NEEDED, .words = "person organization"},
    {"name", SHAPE_STRING, 0},
    {"short-name", SHAPE_STRING, 0},
    {"external-ids", SHAPE_OBJECT, LIST, .of = &external_id_shape},
    {"props", SHAPE_OBJECT, LIST, .of = &property_shape},
    {"links", SHAPE_OBJECT, LIST, .of = &link_shape},
    {"email-addresses", SHAPE_EMAIL, LIST},
    {"telephone-numbers", SHAPE_OBJECT, LIST, .of = &telephone_number_shape},
    {"addresses", SHAPE_OBJECT, LIST, .of = &address_shape},
    {"member-of-organizations", SHAPE_UUID, LIST, .mark = MARK_TO_PARTY},
    {"remarks", SHAPE_PROSE, 0},
    {"location-uuids", SHAPE_UUID, LIST, .mark = MARK_TO_LOCATION},
};
SHAPE(party, .either = {"addresses", "location-uuids"});

static const struct shape_member responsible_party_members[] = {
    {"role-id", SHAPE_TOKEN, NEEDED, .mark = MARK_TO_ROLE},
    {"party-uuids", SHAPE_UUID, NEEDED | LIST, .mark = MARK_TO_PARTY},
    {"props", SHAPE_OBJECT, LIST, .of = &property_shape},
    {"links", SHAPE_OBJECT, LIST, .of = &link_shape},
    {"remarks", SHAPE_PROSE, 0},
};
SHAPE(responsible_party);

static const struct shape_member action_members[] = {
    {"uuid", SHAPE_UUID, NEEDED, .mark = MARK_IS_UUID},
    {"date", SHAPE_MOMENT, 0},
    {"type", SHAPE_TOKEN, NEEDED},
    {"system", SHAPE_URI, NEEDED},
    {"props", SHAPE_OBJECT, LIST, .of = &property_shape},
    {"links", SHAPE_OBJECT, LIST, .of = &link_shape},
    {"responsible-parties", SHAPE_OBJECT, LIST, .of = &responsible_party_shape},
    {"remarks", SHAPE_PROSE, 0},
};
SHAPE(action);

static const struct shape_member metadata_members[] = {
    {"title", SHAPE_LINE, NEEDED},
    {"published", SHAPE_MOMENT, 0},
    {"last-modified", SHAPE_MOMENT, NEEDED},
    {"version", SHAPE_STRING, NEEDED},
    {"oscal-version", SHAPE_STRING, NEEDED},
    {"revisions", SHAPE_OBJECT, LIST, .of = &revision_shape},
    {"document-ids", SHAPE_OBJECT, LIST, .of = &document_id_shape},
    {"props", SHAPE_OBJECT, LIST, .of = &property_shape},
    {"links", SHAPE_OBJECT, LIST, .of = &link_shape},
    {"roles", SHAPE_OBJECT, LIST, .of = &role_shape},
    {"locations", SHAPE_OBJECT, LIST, .of = &location_shape},
    {"parties", SHAPE_OBJECT, LIST, .of = &party_shape},
    {"responsible-parties", SHAPE_OBJECT, LIST, .of = &responsible_party_shape},
    {"actions", SHAPE_OBJECT, LIST, .of = &action_shape},
    {"remarks", SHAPE_PROSE, 0},
};
SHAPE(metadata);

static const struct shape_member constraint_test_members[] = {
    {"expression", SHAPE_STRING, NEEDED},
    {"remarks", SHAPE_PROSE, 0},
};
SHAPE(constraint_test);

static const struct shape_member constraint_members[] = {
    {"description", SHAPE_PROSE, 0},
    {"tests", SHAPE_OBJECT, LIST, .of = &constraint_test_shape},
};
SHAPE(constraint);

static const struct shape_member guideline_members[] = {
    {"prose", SHAPE_PROSE, NEEDED},
};
SHAPE(guideline);

static const struct shape_member selection_members[] = {
    {"how-many", SHAPE_WORD, 0, .words = "one one-or-more"},
    {"choice", SHAPE_LINE, LIST},
};
SHAPE(selection);

static const struct shape_member parameter_members[] = {
    {"id", SHAPE_TOKEN, NEEDED, .mark = MARK_IS_PARAM},
    {"class", SHAPE_TOKEN, 0},
    {"depends-on", SHAPE_TOKEN, 0, .mark = MARK_TO_PARAM},
    {"props", SHAPE_OBJECT, LIST, .of = &property_shape},
    {"links", SHAPE_OBJECT, LIST, .of = &link_shape},
    {"label", SHAPE_LINE, 0},
    {"usage", SHAPE_PROSE, 0},
    {"constraints", SHAPE_OBJECT, LIST, .of = &constraint_shape},
    {"guidelines", SHAPE_OBJECT, LIST, .of = &guideline_shape},
    {"values", SHAPE_STRING, LIST},
    {"remarks", SHAPE_PROSE, 0},
    {"select", SHAPE_OBJECT, 0, .of = &selection_shape},
};
SHAPE(parameter, .either = {"values", "select"});

static const struct shape part_shape;
static const struct shape_member part_members[] = {
    {"id", SHAPE_TOKEN, 0, .mark = MARK_IS_ID},
    {"name", SHAPE_TOKEN, NEEDED},
    {"ns", SHAPE_URI, 0},
    {"class", SHAPE_TOKEN, 0},
    {"title", SHAPE_LINE, 0},
    {"props", SHAPE_OBJECT, LIST, .of = &property_shape},
    {"prose", SHAPE_PROSE, 0},
    {"parts", SHAPE_OBJECT, LIST, .of = &part_shape},
    {"links", SHAPE_OBJECT, LIST, .of = &link_shape},
};
SHAPE(part);

static const struct shape control_shape;
static const struct shape_member control_members[] = {
    {"id", SHAPE_TOKEN, NEEDED, .mark = MARK_IS_ID},
    {"class", SHAPE_TOKEN, 0},
    {"title", SHAPE_LINE, NEEDED},
    {"params", SHAPE_OBJECT, LIST, .of = &parameter_shape},
    {"props", SHAPE_OBJECT, LIST, .of = &property_shape},
    {"links", SHAPE_OBJECT, LIST, .of = &link_shape},
    {"parts", SHAPE_OBJECT, LIST, .of = &part_shape},
    {"controls", SHAPE_OBJECT, LIST, .of = &control_shape},
};
SHAPE(control);

static const struct shape group_shape;
static const struct shape_member group_members[] = {
    {"id", SHAPE_TOKEN, 0, .mark = MARK_IS_ID},
    {"class", SHAPE_TOKEN, 0},
    {"title", SHAPE_LINE, NEEDED},
    {"params", SHAPE_OBJECT, LIST, .of = &parameter_shape},
    {"props", SHAPE_OBJECT, LIST, .of = &property_shape},
    {"links", SHAPE_OBJECT, LIST, .of = &link_shape},
    {"parts", SHAPE_OBJECT, LIST, .of = &part_shape},
    {"groups", SHAPE_OBJECT, LIST, .of = &group_shape},
    {"controls", SHAPE_OBJECT, LIST, .of = &control_shape},
};
SHAPE(group, .either = {"groups", "controls"});

static const struct shape_member citation_members[] = {
    {"text", SHAPE_LINE, NEEDED},
    {"props", SHAPE_OBJECT, LIST, .of = &property_shape},
    {"links", SHAPE_OBJECT, LIST, .of = &link_shape},
};
SHAPE(citation);

static const struct shape_member hash_members[] = {
    {"algorithm", SHAPE_STRING, NEEDED},
    {"value", SHAPE_STRING, NEEDED},
};
SHAPE(hash);

static const struct shape_member rlink_members[] = {
    {"href", SHAPE_URI_REF, NEEDED},
    {"media-type", SHAPE_STRING, 0},
    {"hashes", SHAPE_OBJECT, LIST, .of = &hash_shape},
};
SHAPE(rlink);

static const struct shape_member base64_members[] = {
    {"filename", SHAPE_TOKEN, 0},
    {"media-type", SHAPE_STRING, 0},
    {"value", SHAPE_BASE64, NEEDED},
};
SHAPE(base64);

static const struct shape_member resource_members[] = {
    {"uuid", SHAPE_UUID, NEEDED, .mark = MARK_IS_RESOURCE},
    {"title", SHAPE_LINE, 0},
    {"description", SHAPE_PROSE, 0},
    {"props", SHAPE_OBJECT, LIST, .of = &property_shape},
    {"document-ids", SHAPE_OBJECT, LIST, .of = &document_id_shape},
    {"citation", SHAPE_OBJECT, 0, .of = &citation_shape},
    {"rlinks", SHAPE_OBJECT, LIST, .of = &rlink_shape},
    {"base64", SHAPE_OBJECT, 0, .of = &base64_shape},
    {"remarks", SHAPE_PROSE, 0},
};
SHAPE(resource);

static const struct shape_member back_matter_members[] = {
    {"resources", SHAPE_OBJECT, LIST, .of = &resource_shape},
};
SHAPE(back_matter);

static const struct shape_member catalog_members[] = {
    {"uuid", SHAPE_UUID, NEEDED, .mark = MARK_IS_UUID},
    {"metadata", SHAPE_OBJECT, NEEDED, .of = &metadata_shape},
    {"params", SHAPE_OBJECT, LIST, .of = &parameter_shape},
    {"controls", SHAPE_OBJECT, LIST, .of = &control_shape},
    {"groups", SHAPE_OBJECT, LIST, .of = &group_shape},
    {"back-matter", SHAPE_OBJECT, 0, .of = &back_matter_shape},
};
SHAPE(catalog);

static const struct shape empty_shape = {NULL, 0};

static const struct shape_member matching_members[] = {
    {"pattern", SHAPE_STRING, 0},
    {"remarks", SHAPE_PROSE, 0},
};
SHAPE(matching);

static const struct shape_member control_choice_members[] = {
    {"with-child-controls", SHAPE_WORD, 0, .words = "yes no"},
    {"with-ids", SHAPE_TOKEN, LIST},
    {"matching", SHAPE_OBJECT, LIST, .of = &matching_shape},
};
SHAPE(control_choice);

static const struct shape_member import_members[] = {
    {"href", SHAPE_URI_REF, NEEDED, .mark = MARK_TO_LINK},
    {"include-all", SHAPE_OBJECT, 0, .of = &empty_shape},
    {"exclude-controls", SHAPE_OBJECT, LIST, .of = &control_choice_shape},
    {"include-controls", SHAPE_OBJECT, LIST, .of = &control_choice_shape},
};
SHAPE(import, .either = {"include-all", "include-controls"}, .either_needed = true);

static const struct shape_member combine_members[] = {
    {"method", SHAPE_WORD, 0, .words = "use-first merge keep"},
};
SHAPE(combine);

static const struct shape_member insert_controls_members[] = {
    {"order", SHAPE_WORD, 0, .words = "keep ascending descending"},
    {"include-all", SHAPE_OBJECT, 0, .of = &empty_shape},
    {"exclude-controls", SHAPE_OBJECT, LIST, .of = &control_choice_shape},
    {"include-controls", SHAPE_OBJECT, LIST, .of = &control_choice_shape},
};
SHAPE(insert_controls, .either = {"include-all", "include-controls"}, .either_needed = true);

static const struct shape profile_group_shape;
static const struct shape_member profile_group_members[] = {
    {"id", SHAPE_TOKEN, 0, .mark = MARK_IS_ID},
    {"class", SHAPE_TOKEN, 0},
    {"title", SHAPE_LINE, NEEDED},
    {"params", SHAPE_OBJECT, LIST, .of = &parameter_shape},
    {"props", SHAPE_OBJECT, LIST, .of = &property_shape},
    {"links", SHAPE_OBJECT, LIST, .of = &link_shape},
    {"parts", SHAPE_OBJECT, LIST, .of = &part_shape},
    {"groups", SHAPE_OBJECT, LIST, .of = &profile_group_shape},
    {"insert-controls", SHAPE_OBJECT, LIST, .of = &insert_controls_shape},
};
SHAPE(profile_group, .either = {"groups", "insert-controls"});

static const struct shape_member custom_members[] = {
    {"groups", SHAPE_OBJECT, LIST, .of = &profile_group_shape},
    {"insert-controls", SHAPE_OBJECT, LIST, .of = &insert_controls_shape},
};
SHAPE(custom);

static const struct shape_member merge_members[] = {
    {"combine", SHAPE_OBJECT, 0, .of = &combine_shape},
    {"flat", SHAPE_OBJECT, 0, .of = &empty_shape},
    {"as-is", SHAPE_BOOLEAN, 0},
    {"custom", SHAPE_OBJECT, 0, .of = &custom_shape},
};
SHAPE(merge, .either = {"flat", "as-is", "custom"}, .either_needed = true);

static const struct shape_member set_parameter_members[] = {
    {"param-id", SHAPE_TOKEN, NEEDED},
    {"class", SHAPE_TOKEN, 0},
    {"depends-on", SHAPE_TOKEN, 0},
    {"props", SHAPE_OBJECT, LIST, .of = &property_shape},
    {"links", SHAPE_OBJECT, LIST, .of = &link_shape},
    {"label", SHAPE_LINE, 0},
    {"usage", SHAPE_PROSE, 0},
    {"constraints", SHAPE_OBJECT, LIST, .of = &constraint_shape},
    {"guidelines", SHAPE_OBJECT, LIST, .of = &guideline_shape},
    {"values", SHAPE_STRING, LIST},
    {"select", SHAPE_OBJECT, 0, .of = &selection_shape},
};
SHAPE(set_parameter, .either = {"values", "select"});

static const struct shape_member removal_members[] = {
    {"by-name", SHAPE_TOKEN, 0},
    {"by-class", SHAPE_TOKEN, 0},
    {"by-id", SHAPE_TOKEN, 0},
    {"by-item-name", SHAPE_WORD, 0, .words = "param prop link part mapping map"},
    {"by-ns", SHAPE_URI, 0},
    {"remarks", SHAPE_PROSE, 0},
};
SHAPE(removal);

static const struct shape_member addition_members[] = {
    {"position", SHAPE_WORD, 0, .words = "before after starting ending"},
    {"by-id", SHAPE_TOKEN, 0},
    {"title", SHAPE_LINE, 0},
    {"params", SHAPE_OBJECT, LIST, .of = &parameter_shape},
    {"props", SHAPE_OBJECT, LIST, .of = &property_shape},
    {"links", SHAPE_OBJECT, LIST, .of = &link_shape},
    {"parts", SHAPE_OBJECT, LIST, .of = &part_shape},
};
SHAPE(addition);

static const struct shape_member alteration_members[] = {
    {"control-id", SHAPE_TOKEN, NEEDED},
    {"removes", SHAPE_OBJECT, LIST, .of = &removal_shape},
    {"adds", SHAPE_OBJECT, LIST, .of = &addition_shape},
};
SHAPE(alteration);

static const struct shape_member modify_members[] = {
    {"set-parameters", SHAPE_OBJECT, LIST, .of = &set_parameter_shape},
    {"alters", SHAPE_OBJECT, LIST, .of = &alteration_shape},
};
SHAPE(modify);

static const struct shape_member profile_members[] = {
    {"uuid", SHAPE_UUID, NEEDED, .mark = MARK_IS_UUID},
    {"metadata", SHAPE_OBJECT, NEEDED, .of = &metadata_shape},
    {"imports", SHAPE_OBJECT, NEEDED | LIST, .of = &import_shape},
    {"merge", SHAPE_OBJECT, 0, .of = &merge_shape},
    {"modify", SHAPE_OBJECT, 0, .of = &modify_shape},
    {"back-matter", SHAPE_OBJECT, 0, .of = &back_matter_shape},
};
SHAPE(profile);

static const struct shape_member confidence_score_members[] = {
    {"category", SHAPE_STRING, 0},
    {"percentage", SHAPE_DECIMAL, 0},
};
SHAPE(confidence_score, .either = {"category", "percentage"});

static const struct shape_member coverage_members[] = {
    {"generation-method", SHAPE_STRING, 0},
    {"target-coverage", SHAPE_DECIMAL, NEEDED},
};
SHAPE(coverage);

static const struct shape_member provenance_members[] = {
    {"method", SHAPE_WORD, NEEDED, .words = "human automation hybrid"},
    {"matching-rationale", SHAPE_WORD, NEEDED, .words = "syntactic semantic functional"},
    {"status", SHAPE_WORD, NEEDED, .words = "complete not-complete draft deprecated superseded"},
    {"confidence-score", SHAPE_OBJECT, 0, .of = &confidence_score_shape},
    {"coverage", SHAPE_OBJECT, 0, .of = &coverage_shape},
    {"mapping-description", SHAPE_PROSE, NEEDED},
    {"responsible-parties", SHAPE_OBJECT, LIST, .of = &responsible_party_shape},
    {"props", SHAPE_OBJECT, LIST, .of = &property_shape},
    {"links", SHAPE_OBJECT, LIST, .of = &link_shape},
    {"remarks", SHAPE_PROSE, 0},
};
SHAPE(provenance);

static const struct shape_member mapped_resource_members[] = {
    {"ns", SHAPE_URI, 0},
    {"type", SHAPE_TOKEN, NEEDED},
    {"href", SHAPE_URI_REF, NEEDED, .mark = MARK_TO_LINK},
    {"props", SHAPE_OBJECT, LIST, .of = &property_shape},
    {"links", SHAPE_OBJECT, LIST, .of = &link_shape},
    {"remarks", SHAPE_PROSE, 0},
};
SHAPE(mapped_resource);

static const struct shape_member mapping_item_members[] = {
    {"type", SHAPE_WORD, NEEDED, .words = "control statement"},
    {"id-ref", SHAPE_STRING, NEEDED},
    {"props", SHAPE_OBJECT, LIST, .of = &property_shape},
    {"links", SHAPE_OBJECT, LIST, .of = &link_shape},
    {"remarks", SHAPE_PROSE, 0},
};
SHAPE(mapping_item);

static const struct shape_member qualifier_members[] = {
    {"subject", SHAPE_WORD, NEEDED, .words = "source target both"},
    {"predicate", SHAPE_WORD, NEEDED, .words = "has-requirement has-incompatibility"},
    {"category", SHAPE_WORD, NEEDED, .words = "restricted addressable blocked"},
    {"description", SHAPE_PROSE, NEEDED},
    {"remarks", SHAPE_PROSE, 0},
};
SHAPE(qualifier);

static const struct shape_member map_members[] = {
    {"uuid", SHAPE_UUID, NEEDED, .mark = MARK_IS_UUID},
    {"ns", SHAPE_URI, 0},
    {"matching-rationale", SHAPE_WORD, 0, .words = "syntactic semantic functional"},
    {"relationship", SHAPE_TOKEN, NEEDED},
    {"sources", SHAPE_OBJECT, NEEDED | LIST, .of = &mapping_item_shape},
    {"targets", SHAPE_OBJECT, NEEDED | LIST, .of = &mapping_item_shape},
    {"qualifiers", SHAPE_OBJECT, LIST, .of = &qualifier_shape},
    {"confidence-score", SHAPE_OBJECT, 0, .of = &confidence_score_shape},
    {"coverage", SHAPE_OBJECT, 0, .of = &coverage_shape},
    {"props", SHAPE_OBJECT, LIST, .of = &property_shape},
    {"links", SHAPE_OBJECT, LIST, .of = &link_shape},
    {"remarks", SHAPE_PROSE, 0},
};
SHAPE(map);

static const struct shape_member gap_summary_members[] = {
    {"uuid", SHAPE_UUID, NEEDED, .mark = MARK_IS_UUID},
    {"unmapped-controls", SHAPE_OBJECT, NEEDED | LIST, .of = &control_choice_shape},
};
SHAPE(gap_summary);

static const struct shape_member mapping_members[] = {
    {"uuid", SHAPE_UUID, NEEDED, .mark = MARK_IS_UUID},
    {"method", SHAPE_WORD, 0, .words = "human automation hybrid"},
    {"matching-rationale", SHAPE_WORD, 0, .words = "syntactic semantic functional"},
    {"status", SHAPE_WORD, 0, .words = "complete not-complete draft deprecated superseded"},
    {"source-resource", SHAPE_OBJECT, NEEDED, .of = &mapped_resource_shape},
    {"target-resource", SHAPE_OBJECT, NEEDED, .of = &mapped_resource_shape},
    {"maps", SHAPE_OBJECT, NEEDED | LIST, .of = &map_shape},
    {"props", SHAPE_OBJECT, LIST, .of = &property_shape},
    {"links", SHAPE_OBJECT, LIST, .of = &link_shape},
    {"remarks", SHAPE_PROSE, 0},
    {"mapping-description", SHAPE_PROSE, 0},
    {"source-gap-summary", SHAPE_OBJECT, 0, .of = &gap_summary_shape},
    {"target-gap-summary", SHAPE_OBJECT, 0, .of = &gap_summary_shape},
    {"confidence-score", SHAPE_OBJECT, 0, .of = &confidence_score_shape},
    {"coverage", SHAPE_OBJECT, 0, .of = &coverage_shape},
};
SHAPE(mapping);

static const struct shape_member mapping_collection_members[] = {
    {"uuid", SHAPE_UUID, NEEDED, .mark = MARK_IS_UUID},
    {"metadata", SHAPE_OBJECT, NEEDED, .of = &metadata_shape},
    {"provenance", SHAPE_OBJECT, NEEDED, .of = &provenance_shape},
    {"mappings", SHAPE_OBJECT, NEEDED | LIST_OR_ONE, .of = &mapping_shape},
    {"back-matter", SHAPE_OBJECT, 0, .of = &back_matter_shape},
};
SHAPE(mapping_collection);
const struct shape *shape_of(struct str root)
{
    if (str_eq(root, S("catalog")))
        return &catalog_shape;
    if (str_eq(root, S("profile")))
        return &profile_shape;
    if (str_eq(root, S("mapping-collection")))
        return &mapping_collection_shape;
    return NULL;
}

const struct shape_member *shape_member(const struct shape *shape, struct str name)
{
    for (int i = 0; i < shape->n; i++)
        if (str_eq(name, str_of(shape->members[i].name)))
            return &shape->members[i];
    return NULL;
}
