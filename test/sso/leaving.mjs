// leaving.mjs - signing out here and there.
import {randomBytes} from 'node:crypto';
import {holds, is} from '../walk/tally.mjs';
import {sign} from './provider.mjs';

const event = 'http://schemas.openid.net/event/backchannel-logout';

export async function leaving({provider, client, signIn, token, home}) {
    const notice = (change = {}, header = {}) => {
        const now = Math.floor(Date.now() / 1000);
        return sign({alg: 'PS256', kid: provider.key.kid, typ: 'logout+jwt', ...header},
            {iss: provider.issuer, aud: provider.client, iat: now, exp: now + 60, jti: randomBytes(8).toString('hex'),
                sid: 's-9', sub: provider.subject, events: {[event]: {}}, ...change}, provider.key.privateKey);
    };
    const tell = what => client().ask('POST', '/inloggen/oidc/melding', {body: new URLSearchParams({logout_token: what}).toString(),
        headers: {'content-type': 'application/x-www-form-urlencoded'}});
    const inside = async who => (await who.get('/mijn')).status === 200;

    provider.sid = 's-9';
    const one = client();
    await signIn(one);
    for (const [what, change] of [['a sign-in', {nonce: 'x'}], ['no event', {events: {}}], ['another audience', {aud: 'ander'}],
        ['another issuer', {iss: 'https://elders.example'}], ['an old notice', {iat: 1, exp: 60}], ['nobody', {sid: undefined, sub: undefined}]])
        is(`a notice with ${what} is refused`, 400, (await tell(notice(change))).status);
    is('a notice of a stranger is refused', 400, (await tell(sign({alg: 'PS256', kid: provider.key.kid, typ: 'logout+jwt'},
        {iss: provider.issuer}, provider.stranger.privateKey))).status);
    holds('and ends nothing', await inside(one));
    const sound = notice();
    is('a sound notice is heard', 200, (await tell(sound)).status);
    holds('and ends the session', !await inside(one));
    is('once', 400, (await tell(sound)).status);

    const two = client();
    await signIn(two);
    is('a browser that is sent by with another session', 200,
        (await client().get(`/inloggen/oidc/weg?iss=${encodeURIComponent(provider.issuer)}&sid=s-8`)).status);
    holds('ends nothing', await inside(two));
    await client().get(`/inloggen/oidc/weg?iss=${encodeURIComponent(provider.issuer)}&sid=s-9`);
    holds('with this one it does', !await inside(two));

    const three = client();
    await signIn(three);
    const out = await three.post('/uitloggen', await token(three));
    const link = /href="(http[^"]*\/end\?[^"]*)"/.exec(out.text)?.[1].replaceAll('&amp;', '&') ?? '';
    holds('who signs out is told of the provider', link !== '', out.text.slice(0, 200));
    is('who is shown the token of this session', 's-9',
        JSON.parse(Buffer.from(new URL(link || home).searchParams.get('id_token_hint')?.split('.')[1] ?? 'e30', 'base64url')).sid);
    is('and can come back', `${home}/inloggen`, new URL(link || home).searchParams.get('post_logout_redirect_uri'));
    holds('and is out here at once', !await inside(three));
    delete provider.sid;
}
