#include "press/xml.h"

#include <expat.h>

#include "base/bug.h"

enum { NAME_BITS = 1 << 16 };

struct reader {
    XML_Parser parser;
    struct arena *mem;
    struct faults *faults;
    struct str member;
    struct xml_ear ear;
    enum outcome outcome;
    int depth;
    int nodes;
    int names;    /* that differ, as far as seen tells them apart */
    size_t quiet; /* bytes since something was heard */
    uint64_t seen[NAME_BITS / 64];
};

/* Names come as namespace|local or as local alone. */
static struct str local_name(const char *name)
{
    const char *bar = strrchr(name, '|');

    return str_of(bar == NULL ? name : bar + 1);
}

struct str xml_attr(struct xml_attrs attrs, struct str name)
{
    for (size_t i = 0; attrs.at[i] != NULL; i += 2)
        if (str_eq(local_name(attrs.at[i]), name))
            return str_of(attrs.at[i + 1]);
    return (struct str){NULL, 0};
}

static void stop(struct reader *reader, struct str key)
{
    if (reader->outcome != DONE)
        return;
    reader->outcome = REFUSED;
    if (key.len > 0)
        fault_add(reader->faults, S(""), key,
                  arena_text(reader->mem, "%" STR_FMT ":%lu", STR_ARG(reader->member),
                             (unsigned long)XML_GetCurrentLineNumber(reader->parser)));
    XML_StopParser(reader->parser, XML_FALSE);
}

static void heed(struct reader *reader, bool go_on)
{
    if (!go_on)
        stop(reader, S(""));
}

/* expat keeps every name of an element or attribute for as long as it reads. */
static void count_name(struct reader *reader, const char *name)
{
    uint32_t hash = 2166136261u; /* FNV-1a */
    uint64_t *word, bit;

    for (const char *p = name; *p != '\0'; p++)
        hash = (hash ^ (unsigned char)*p) * 16777619u;
    hash = (hash ^ hash >> 16) % NAME_BITS;
    word = &reader->seen[hash / 64];
    bit = (uint64_t)1 << hash % 64;
    reader->names += (*word & bit) == 0;
    *word |= bit;
}

static void XMLCALL on_start(void *to, const char *name, const char **attrs)
{
    struct reader *reader = to;
    const struct xml_ear *ear = &reader->ear;
    size_t n = 0;

    reader->quiet = 0;
    if (reader->outcome != DONE)
        return;
    count_name(reader, name);
    for (; attrs[n] != NULL; n += 2)
        count_name(reader, attrs[n]);
    if (++reader->depth > XML_DEPTH_MAX)
        stop(reader, S("xml.deep"));
    else if (++reader->nodes > XML_NODES_MAX || reader->names > XML_NAMES_MAX)
        stop(reader, S("xml.nodes"));
    else if (n / 2 > XML_ATTRIBUTES_MAX)
        stop(reader, S("xml.attributes"));
    else if (ear->start != NULL)
        heed(reader, ear->start(ear->to, local_name(name), (struct xml_attrs){attrs}));
}

static void XMLCALL on_end(void *to, const char *name)
{
    struct reader *reader = to;

    reader->quiet = 0;
    reader->depth--;
    if (reader->outcome == DONE && reader->ear.end != NULL)
        heed(reader, reader->ear.end(reader->ear.to, local_name(name)));
}

static void XMLCALL on_text(void *to, const char *text, int n)
{
    struct reader *reader = to;

    reader->quiet = 0;
    if (reader->outcome == DONE && reader->ear.text != NULL)
        heed(reader, reader->ear.text(reader->ear.to, (struct str){text, (size_t)n}));
}

static void XMLCALL on_doctype(void *to, const char *name, const char *system, const char *public,
                               int internal)
{
    (void)name, (void)system, (void)public, (void)internal;
    stop(to, S("xml.doctype"));
}

/* Gives a piece to expat; the last one is empty. */
static void parse(struct reader *reader, struct str piece, bool last)
{
    if (XML_Parse(reader->parser, piece.at, (int)piece.len, last) == XML_STATUS_OK ||
        reader->outcome != DONE)
        return;
    if (XML_GetErrorCode(reader->parser) == XML_ERROR_NO_MEMORY)
        reader->outcome = BROKEN;
    else
        stop(reader, S("xml.broken"));
}

static bool take(void *to, struct str piece)
{
    struct reader *reader = to;

    reader->quiet += piece.len;
    parse(reader, piece, false);
    if (reader->quiet > XML_TOKEN_BYTES_MAX)
        stop(reader, S("xml.token"));
    return reader->outcome == DONE;
}

enum outcome xml_read(struct package *package, struct str member, struct xml_ear ear,
                      struct arena *mem, struct faults *faults)
{
    struct reader reader = {.mem = mem, .faults = faults, .member = member, .ear = ear};
    enum outcome o;

    reader.parser = XML_ParserCreateNS(NULL, '|');
    if (reader.parser == NULL)
        return BROKEN;
    XML_SetUserData(reader.parser, &reader);
    XML_SetElementHandler(reader.parser, on_start, on_end);
    XML_SetCharacterDataHandler(reader.parser, on_text);
    XML_SetStartDoctypeDeclHandler(reader.parser, on_doctype);
    o = package_read(package, member, take, &reader, mem, faults);
    if (o == DONE && reader.outcome == DONE)
        parse(&reader, S(""), true);
    XML_ParserFree(reader.parser);
    return o != DONE ? o : reader.outcome;
}
