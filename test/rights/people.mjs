// people.mjs - who asks: in a browser with a session, or as a program with a token; or nobody.
import {Client, formTo, number} from '../walk/client.mjs';

// The rows of the second organisation and numbers that nothing has, with the item of their own.
const idsOf = (rows, like) => ({...rows, label: like.label, index: like.index});
const none = 999999999;
const nowhere = like => ({...like, assessment: none, evidence: none, use: none, object: none, level: none,
    exception: none, token: none, passkey: none, target: none, local: none, migration: none, erasure: none});

export class People {
    constructor({program, password, town}) {
        Object.assign(this, {program, password, town});
        // Everybody with an account has a passkey; nobody can sign in with these.
        program.sql(`insert into passkey select account, 1000 + account, 'c' || account, 'h', 'localhost', -7, 'AAAA', 0,
            'Sleutel', '2026-01-05T08:00:00.000Z', '', '' from person where account is not null`);
        const passkeys = new Map(program.sql('select id, 1000 + account from person where org = 1').split('\n')
            .map(line => line.split('|').map(Number)));
        const tokens = new Map(program.sql("select person, id from token where org = 1 and name = 'einde'").split('\n')
            .map(line => line.split('|').map(Number)));
        const since = new Map(program.sql('select id, since from evidence where org = 1').split('\n')
            .map(line => line.split('|').map(Number)));
        const more = (rows, person) => ({...rows, token: tokens.get(person), passkey: passkeys.get(person), target: town.target, local: town.local, migration: town.migration, erasure: town.erasure,
            seq: since.get(rows.evidence)});
        const [stranger] = town.second.people;
        this.all = town.people.map(person => ({...person, address: `${person.who}@1.example`, rows: {
            own: more(person.own, person.person),
            others: more(person.others, town.other),
            foreign: {...idsOf(stranger.own, person.own), token: none, passkey: none, target: town.second.other,
                local: town.second.local, migration: town.second.migration, erasure: town.second.erasure, seq: 1},
            missing: nowhere(person.own)}}));
        const [some] = this.all;
        this.nobody = {who: 'nobody', roles: [], nobody: true, rows: some.rows};
        this.stranger = {...stranger, address: `${stranger.who}@2.example`};
    }

    of(who) {
        return this.all.find(person => person.who === who);
    }

    async signIn() {
        for (const person of [...this.all, this.stranger]) {
            person.client = await new Client(this.program.port).signIn(person.address, this.password);
            person.form = await formToken(person.client);
        }
        this.nobody.client = new Client(this.program.port);
        this.nobody.form = '';
        await this.look();
        this.settle();
    }

    // What the forms are filled in with, and what is seen of it on a page.
    async look() {
        const {own, client} = this.of('ciso');
        const page = (await client.get(`/maatregelen/${own.label}`)).text;
        this.town.gezien = formTo(page, `/maatregelen/${own.label}`).fields.gezien;
        const steps = (await client.get(`/overzetten/nieuw?stap=3&van=bio2&naar=bio104&object=${own.object}`)).text;
        this.town.carried = formTo(steps, '/overzetten/nieuw').fields.gezien;
        this.town.newer = this.town.people[0].others.evidence;
    }

    // While they are signed in: roles that end, somebody who leaves, a password to be renewed.
    // The roles of the others are not of today, or the rule of two would not hold yet.
    settle() {
        const [ended, left, renew] = ['ended', 'left', 'renew'].map(who => this.of(who));
        this.program.sql(`update role_held set "from" = '2020-01-01' where org = 1;
            update role_held set until = '2020-12-31' where org = 1 and person = ${ended.person};
            update person set until = '2020-12-31' where org = 1 and id = ${left.person};
            update account set must_renew = 1 where email = '${renew.address}'`);
        Object.assign(ended, {roles: []});
        Object.assign(left, {roles: [], nobody: true});
        Object.assign(renew, {renews: true});
    }
}

export async function formToken(client) {
    for (const path of ['/mijn', '/wachtwoord']) {
        const form = formTo((await client.get(path)).text, '/uitloggen');
        if (form !== undefined)
            return form.fields.form_token;
    }
    throw new Error('no form with a token');
}

// One request as this person makes it; what: {door, method, path, fields, json, headers}.
export function ask(person, what) {
    const {client} = person;
    if (what.door === 'web')
        return what.method === 'GET' ? client.get(what.path, what.headers)
            : client.post(what.path, {form_token: person.form, form_number: number(), ...what.fields}, what.headers);
    const headers = {...what.headers};
    if (person.token !== undefined)
        headers.authorization = `Bearer ${person.token}`;
    if (what.json !== undefined)
        headers['content-type'] = 'application/json';
    return client.ask(what.method, what.path, {headers: {...headers, cookie: null},
        body: what.json === undefined ? null : JSON.stringify(what.json)});
}
