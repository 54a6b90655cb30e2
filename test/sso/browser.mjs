// browser.mjs - the same in a real browser, which goes from one site to the other and back.
import {createRequire} from 'node:module';
import {holds, is} from '../walk/tally.mjs';

const load = createRequire(new URL('../browser/package.json', import.meta.url));

async function elsewhere(tab, home) {
    await tab.route('https://elders.example/', route => route.fulfill({contentType: 'text/html',
        body: `<!doctype html><script>location = '${home}/inloggen/oidc?naar=%2Fmaatregelen'</script>`}));
    await tab.goto('https://elders.example/');
    await tab.waitForURL(`${home}/inloggen/oidc?*`);
    is('a foreign page gets no further than our question', 'Ga verder bij de aanbieder', await tab.locator('h1').innerText());
}

async function there(tab, home) {
    await tab.goto(`${home}/maatregelen`);
    await tab.click('#aanbieders a');
    await tab.fill('[name=username]', 'dv-eva');
    await tab.fill('[name=password]', 'vier paarse fietsen');
    await tab.click('text=Log in');
    await tab.waitForURL(`${home}/maatregelen`);
    is('from our button through the provider one comes where one was going', 'Maatregelen', await tab.locator('h1').innerText());
    const cookies = await tab.context().cookies(home);
    holds('with a session that no script can read', cookies.some(one => one.name === 'waarborg' && one.httpOnly && one.sameSite === 'Lax'));
    holds('and nothing left of the way there', !cookies.some(one => one.name === 'waarborg-sso'));
}

export async function browser({home}) {
    const chrome = await load('playwright-core').chromium.launch({executablePath: '/usr/bin/chromium', args: ['--no-sandbox']});

    try {
        const tab = await chrome.newPage({ignoreHTTPSErrors: true, locale: 'nl-NL'});
        tab.setDefaultTimeout(60000);
        await elsewhere(tab, home);
        await there(tab, home);
    } finally {
        await chrome.close();
    }
}
