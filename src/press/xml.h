/* press/xml.h - what stands in an XML member, element by element, within limits?
 *
 * Elements and attributes come without their namespace and its prefix. A DOCTYPE
 * is refused, and with it every entity.
 *
 * Sources  [choice: files in] depth 64, one million elements, 64 attributes, 2,000 names.
 */
#ifndef PRESS_XML_H
#define PRESS_XML_H

#include "press/package.h"

enum {
    XML_DEPTH_MAX = 64,
    XML_NODES_MAX = 1000000,
    XML_NAMES_MAX = 2000, /* of elements and attributes that differ; a spreadsheet has tens */
    XML_ATTRIBUTES_MAX = 64,
    XML_TOKEN_BYTES_MAX = 256 * 1024, /* a tag or comment; expat reads it again for each piece */
};

/* Attributes as expat gives them: name, value, name, value, NULL. */
struct xml_attrs {
    const char **at;
};

/* Who listens; each may be NULL. One that answers false has added a fault of its own. */
struct xml_ear {
    bool (*start)(void *to, struct str name, struct xml_attrs attrs);
    bool (*end)(void *to, struct str name);
    bool (*text)(void *to, struct str text); /* in pieces */
    void *to;
};

/* xml_attr: the value of an attribute; at is NULL when it is not there. */
struct str xml_attr(struct xml_attrs attrs, struct str name);

/* xml_read: a whole member. REFUSED, with member and line as argument: xml.broken,
 * xml.doctype, xml.deep, xml.nodes, xml.attributes, xml.token; what package_read
 * refuses; and what an ear does. */
ANSWER enum outcome xml_read(struct package *package, struct str member, struct xml_ear ear,
                             struct arena *mem, struct faults *faults);

#endif
