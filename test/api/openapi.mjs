// Does /openapi.json hold together, and is each answer what it promises?
//
//     node openapi.mjs OPENAPI [SCHEMA FILE]...
//
// Prints a line for each fault; exit status 1 when there is any. No packages: the
// schemas use type, nullable, enum, required, properties, additionalProperties, items,
// allOf, oneOf and $ref, and anything else in them is a fault of its own. Null is held strictly:
// nullable adds it to the type beside it and to nothing else [OAS 3.0.3 4.7.24.1].
import { readFileSync } from 'node:fs';

const [file, ...pairs] = process.argv.slice(2);
const doc = JSON.parse(readFileSync(file, 'utf8'));
let faults = [];
const says = (text) => faults.push(text);

const follow = (ref) => ref.slice(2).split('/').reduce((at, part) => at?.[part.replace('~1', '/')], doc);

function references(at, where) {
  if (at === null || typeof at !== 'object') return;
  if (typeof at.$ref === 'string' && follow(at.$ref) === undefined) says(`${where}: ${at.$ref} leads nowhere`);
  for (const [key, value] of Object.entries(at)) references(value, `${where}/${key}`);
}

// A validator that reads the letter of it lets no null through there.
function nulls(at, where) {
  if (at === null || typeof at !== 'object') return;
  if (at.nullable === true && typeof at.type !== 'string') says(`${where}: nullable without a type`);
  if (at.nullable === true && Array.isArray(at.enum) && !at.enum.includes(null)) says(`${where}: nullable, and no null in its enum`);
  for (const [key, value] of Object.entries(at)) nulls(value, `${where}/${key}`);
}

const known = new Set(['type', 'format', 'nullable', 'enum', 'required', 'properties', 'pattern',
  'additionalProperties', 'items', 'allOf', 'oneOf', '$ref', 'maxLength', 'minimum']);

// What would be said, without saying it.
function heard(work) {
  const before = faults;
  faults = [];
  work();
  const said = faults;
  faults = before;
  return said;
}

// Exactly one of them holds; when none does, what the first, the thing itself, has against it.
function holdsOne(schemas, value, where) {
  const said = schemas.map((one) => heard(() => holds(one, value, where)));
  const n = said.filter((those) => those.length === 0).length;
  if (n === 0) said[0].forEach(says);
  if (n > 1) says(`${where}: ${n} of its oneOf hold`);
}

function holds(schema, value, where) {
  for (const key of Object.keys(schema)) if (!known.has(key)) says(`${where}: unknown keyword ${key}`);
  if (schema.$ref) return holds(follow(schema.$ref), value, where);
  if (schema.enum && !schema.enum.includes(value)) says(`${where}: ${value} is not in its enum`);
  for (const part of schema.allOf ?? []) holds(part, value, where);
  if (schema.oneOf) holdsOne(schema.oneOf, value, where);
  if (value === null) { if (schema.type && !schema.nullable) says(`${where}: null`); return; }
  const type = Array.isArray(value) ? 'array' : Number.isInteger(value) ? 'integer' : typeof value;
  if (schema.type && schema.type !== type) return says(`${where}: ${type} where ${schema.type} was promised`);
  if (schema.minimum !== undefined && value < schema.minimum) says(`${where}: below its minimum`);
  if (schema.maxLength !== undefined && [...value].length > schema.maxLength) says(`${where}: too long`);
  if (schema.format === 'date' && !/^\d{4}-\d\d-\d\d$/.test(value)) says(`${where}: ${value} is no date`);
  if (type === 'array') value.forEach((item, i) => holds(schema.items, item, `${where}[${i}]`));
  if (type !== 'object' || !schema.properties) return;
  for (const name of schema.required ?? []) if (!(name in value)) says(`${where}: lacks ${name}`);
  for (const [name, member] of Object.entries(value)) {
    if (name in schema.properties) holds(schema.properties[name], member, `${where}.${name}`);
    else if (schema.additionalProperties === false) says(`${where}: ${name} was not promised`);
  }
}

references(doc, '#');
nulls(doc, '#');
const ids = new Set();
for (const [path, methods] of Object.entries(doc.paths)) {
  const named = [...path.matchAll(/\{(\w+)\}/g)].map((m) => m[1]).sort().join();
  for (const [method, operation] of Object.entries(methods)) {
    const where = `${method} ${path}`;
    if (ids.has(operation.operationId)) says(`${where}: operationId twice`);
    ids.add(operation.operationId);
    const said = operation.parameters.filter((p) => p.in === 'path').map((p) => p.name).sort().join();
    if (said !== named) says(`${where}: parameters ${said}, path ${named}`);
    if (!operation.summary) says(`${where}: no summary`);
    if (!Object.keys(operation.responses).some((status) => status[0] === '2')) says(`${where}: no answer`);
  }
}
if (!doc.openapi.startsWith('3.0') || !doc.info.version) says('no version');
for (let i = 0; i + 1 < pairs.length; i += 2)
  holds(follow(`#/components/schemas/${pairs[i]}`), JSON.parse(readFileSync(pairs[i + 1], 'utf8')), pairs[i]);
for (const fault of faults) console.log(fault);
process.exit(faults.length ? 1 : 0);
