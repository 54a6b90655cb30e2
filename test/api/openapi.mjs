// Does /openapi.json hold together, and is each answer what it promises?
//
//     node openapi.mjs OPENAPI [SCHEMA FILE]...
//
// Prints a line for each fault; exit status 1 when there is any. No packages: the
// schemas use type, nullable, enum, required, properties, additionalProperties, items,
// allOf and $ref, and anything else in them is a fault of its own.
import { readFileSync } from 'node:fs';

const [file, ...pairs] = process.argv.slice(2);
const doc = JSON.parse(readFileSync(file, 'utf8'));
let faults = 0;
const says = (text) => { faults++; console.log(text); };

const follow = (ref) => ref.slice(2).split('/').reduce((at, part) => at?.[part.replace('~1', '/')], doc);

function references(at, where) {
  if (at === null || typeof at !== 'object') return;
  if (typeof at.$ref === 'string' && follow(at.$ref) === undefined) says(`${where}: ${at.$ref} leads nowhere`);
  for (const [key, value] of Object.entries(at)) references(value, `${where}/${key}`);
}

const known = new Set(['type', 'format', 'nullable', 'enum', 'required', 'properties', 'pattern',
  'additionalProperties', 'items', 'allOf', '$ref', 'maxLength', 'minimum']);

function holds(schema, value, where) {
  for (const key of Object.keys(schema)) if (!known.has(key)) says(`${where}: unknown keyword ${key}`);
  if (schema.$ref) return holds(follow(schema.$ref), value, where);
  if (value === null) { if (!schema.nullable) says(`${where}: null`); return; }
  if (schema.enum && !schema.enum.includes(value)) says(`${where}: ${value} is not in its enum`);
  for (const part of schema.allOf ?? []) holds(part, value, where);
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
process.exit(faults ? 1 : 0);
