// documents.mjs - documents as large as others have, made up: for bench.mjs.
//
// A catalog as large as that of SP 800-53 revision 5 (20 families, 1,189 controls and
// enhancements, 3 MB), a profile of 370 of them, and a library of a framework of 3.4 MB.
import {writeFileSync} from 'node:fs';

const FAMILIES = 20;
const CONTROLS = 17;
const ENHANCEMENTS = 2.5;
const NODES = 2600;

const words = ('the organization develops documents and disseminates procedures that address ' +
    'purpose scope roles responsibilities management commitment coordination among entities ' +
    'and compliance with applicable laws').split(' ');
let at = 0;
const said = n => Array.from({length: n}, () => words[at++ % words.length]).join(' ');
const uuid = n => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

function control(id, label, more) {
    return {
        id, class: more.length > 0 ? 'SP800-53' : 'SP800-53-enhancement', title: said(4),
        params: [{id: `${id}_prm_0`, label: said(3)}],
        props: [{name: 'label', value: label}, {name: 'sort-id', value: label}],
        links: [{href: '#ref-1', rel: 'reference'}],
        parts: [
            {id: `${id}_smt`, name: 'statement', prose: `${said(12)} {{ insert: param, ${id}_prm_0 }}`,
                parts: ['a', 'b', 'c'].map(n => ({id: `${id}_smt.${n}`, name: 'item',
                    props: [{name: 'label', value: `${n}.`}], prose: said(8)}))},
            {id: `${id}_gdn`, name: 'guidance', prose: said(16)},
            {id: `${id}_obj`, name: 'assessment-objective', prose: said(12)}],
        ...(more.length > 0 && {controls: more}),
    };
}

function metadata(title) {
    return {title, 'last-modified': '2026-01-01T00:00:00Z', version: '1', 'oscal-version': '1.1.2'};
}

// Writes catalog.json and profile.json; gives how many controls there are.
export function catalogOf(folder) {
    const ids = [];
    const groups = Array.from({length: FAMILIES}, (_, f) => ({id: `f${f}`, class: 'family', title: said(3),
        controls: Array.from({length: CONTROLS}, (_, c) => {
            const id = `f${f}-${c + 1}`;
            const more = Array.from({length: Math.floor(ENHANCEMENTS + (c % 2) / 2)}, (_, e) =>
                control(`${id}.${e + 1}`, `F${f}-${c + 1}(${e + 1})`, []));
            ids.push(id, ...more.map(one => one.id));
            return control(id, `F${f}-${c + 1}`, more);
        })}));
    writeFileSync(`${folder}/catalog.json`, JSON.stringify({catalog: {uuid: uuid(1),
        metadata: metadata('As large as others have'), groups,
        'back-matter': {resources: [{uuid: uuid(2), title: 'ref-1'}]}}}, null, 2)
        .replaceAll('#ref-1', `#${uuid(2)}`));
    const chosen = ids.filter((_, i) => i % 3 === 0);
    writeFileSync(`${folder}/profile.json`, JSON.stringify({profile: {uuid: uuid(3),
        metadata: metadata('A third of them'),
        imports: [{href: 'catalog.json', 'include-controls': [{'with-ids': chosen}]}],
        merge: {'as-is': true},
        modify: {'set-parameters': chosen.map(id => ({'param-id': `${id}_prm_0`, values: [said(3)]})),
            alters: chosen.map(id => ({'control-id': id, adds: [{position: 'starting',
                props: [{name: 'priority', value: 'P1'}]}]}))}}}, null, 2));
    return ids.length;
}

// Writes library.yaml.
export function libraryOf(folder) {
    const urn = 'urn:bench:risk:req_node:large';
    const nodes = Array.from({length: NODES}, (_, i) => i % 40 === 0
        ? `    - urn: ${urn}:g${i}\n      assessable: false\n      depth: 1\n      ref_id: G${i}\n` +
          `      name: ${said(4)}\n`
        : `    - urn: ${urn}:n${i}\n      assessable: true\n      depth: 2\n` +
          `      parent_urn: ${urn}:g${i - i % 40}\n      ref_id: G${i - i % 40}.${i % 40}\n` +
          `      name: ${said(5)}\n      description: ${said(60)}\n` +
          `      annotation: ${said(12)}\n      typical_evidence: ${said(12)}\n` +
          `      translations:\n        nl:\n          name: ${said(5)}\n` +
          `          description: ${said(24)}\n`);
    writeFileSync(`${folder}/library.yaml`,
        'urn: urn:bench:risk:library:large\nlocale: en\nref_id: large\nname: A large one\n' +
        'description: As large as others have\ncopyright: none\nversion: 1\nprovider: bench\n' +
        'packager: bench\nobjects:\n  framework:\n    urn: urn:bench:risk:framework:large\n' +
        `    ref_id: large\n    name: A large one\n    description: ${said(5)}\n` +
        '    requirement_nodes:\n' +
        nodes.join(''));
}
