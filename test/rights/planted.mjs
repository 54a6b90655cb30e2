// planted.mjs - S01: what the program fills in itself is taken from nobody, whatever is sent beside the form.
import {execFileSync} from 'node:child_process';

import {holds, is} from '../walk/tally.mjs';
import {requestsOf} from './matrix.mjs';
import {ask} from './people.mjs';

const planted = 42424242; // as a number, and as the text of one

export async function plants(walk) {
    const {table, people, program, town} = walk;
    const both = people.of('both');
    const names = [...new Set(table.ours)];
    const lines = table.lines.filter(line => line.method !== 'GET' && !line.anybody && !line.account);
    const filled = what => what.json !== undefined || Object.keys(what.fields).length > 0;
    const broke = [];
    const statuses = new Map();
    let n = 0;

    for (const line of lines)
        for (const what of requestsOf(line, both.rows.own, town).filter(filled))
            for (const name of names) {
                const one = line.door === 'web' ? {...what, fields: {...what.fields, [name]: planted}}
                    : {...what, json: {...what.json, [name]: planted}};
                const {status} = await ask(both, one);
                n++;
                statuses.set(status, (statuses.get(status) ?? 0) + 1);
                if (status >= 500)
                    broke.push(`${line.method} ${line.address} with ${name}: ${status}`);
            }
    is('no member that is ours breaks anything', '', broke.join(', '));
    const dump = execFileSync('sqlite3', ['-cmd', '.timeout 5000', program.data, '.dump'],
        {encoding: 'utf8', maxBuffer: 1 << 28});
    const found = dump.split('\n').filter(row => new RegExp(`\\b${planted}\\b`).test(row));
    is('and none of them is kept', '', found.slice(0, 3).join('\n'));
    holds('some forms were taken without it', [200, 201, 303].some(status => statuses.has(status)));
    console.log(`${n} requests with one of ${names.length} members that are ours: ` +
        [...statuses].sort().map(([status, times]) => `${times} × ${status}`).join(', '));
}
