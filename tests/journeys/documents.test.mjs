// Documents for everybody, on a small and dark screen; accepted with the account, and asked about anew when something changed.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { accessible, openStage, quietPage, signUp } from './journey.mjs';

const folder = process.env.BUDDY_SCREENSHOTS;
const small = { viewport: { width: 360, height: 740 }, colorScheme: 'dark' };
const real = process.env.BASE_URL !== undefined;

let stage;
before(async () => {
  stage = await openStage();
  if (folder !== undefined) mkdirSync(folder, { recursive: true });
});
after(() => stage.close());

/** Axe takes seconds: where the same parts stand on several pages, one of them is enough. */
async function looked(page, name, { axe = true } = {}) {
  if (axe) await accessible(page, name);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(wide <= 0, `${name} is ${wide} pixels too wide at 360`);
  if (folder !== undefined) await page.screenshot({ path: join(folder, `${name.replaceAll(' ', '-')}.png`), fullPage: true });
}

test('everybody reads the documents, without signing in', async () => {
  const page = await (await stage.device(small)).newPage();
  await page.goto('/');
  await page.getByRole('link', { name: 'All documents' }).click();
  await page.getByRole('heading', { name: 'Terms, privacy and protocols' }).waitFor();
  await page.getByRole('link', { name: 'Privacy notice' }).waitFor();
  await looked(page, 'documents');
  await page.getByRole('link', { name: 'Privacy notice' }).click();
  await page.getByRole('heading', { name: 'Privacy notice', level: 1 }).waitFor();
  await page.getByText('Nobody with legal training has checked this text').waitFor();
  await looked(page, 'documents privacy');
  if (real) {
    await page.getByLabel('Your country').selectOption('DE');
    await page.getByText('In Germany, as far as we know').waitFor();
    for (const kind of ['processors', 'retention', 'cookies', 'terms', 'child-7-9']) {
      await page.goto(`/documents/${kind}`);
      await page.locator('.document-text').waitFor();
      await looked(page, `documents ${kind}`, { axe: false });
    }
    await page.goto('/documents/crisis?country=DE');
    await page.getByText('116 111').waitFor();
    await looked(page, 'documents crisis', { axe: false });
    await page.emulateMedia({ media: 'print' });
    await page.getByRole('button', { name: 'Print' }).waitFor({ state: 'hidden' });
  }
  await quietPage(page);
});

test('a German reader is told that a text is in English', { skip: !real }, async () => {
  const page = await (await stage.device({ locale: 'de-DE' })).newPage();
  await page.goto('/documents/terms');
  await page.getByText('Dieser Text ist noch nicht übersetzt').waitFor();
  assert.equal(await page.locator('.document-text').getAttribute('lang'), 'en');
});

test('terms are accepted with the account, and a change is asked about without hiding what is urgent', { skip: process.env.BUDDY_JOURNEY_EMAIL !== undefined }, async (t) => {
  const page = await (await stage.device(small)).newPage();
  await page.goto('/sign-up');
  await page.getByText('By making the account you accept these terms').waitFor();
  await looked(page, 'documents sign-up', { axe: false });
  await signUp(page);
  assert.equal(await page.getByText('Please read and accept').count(), 0);

  const answers = '**/api/document-answers';
  const asked = { state: 'asked', changes: [{ before: 'Conversations are kept for 90 days.', now: 'Conversations are kept for 180 days.' }] };
  let answered;
  await page.route(answers, async (route) => {
    if (route.request().method() === 'POST') answered = route.request().postDataJSON();
    const response = await route.fetch();
    const { documents } = await response.json();
    const states = { accepted: {}, declined: { ...asked, state: 'declined' }, read: {} };
    const patch = answered === undefined ? asked : states[answered.answer];
    await route.fulfill({ response, json: { documents: documents.map((document) => ({ ...document, ...patch })) } });
  });

  await t.test('a no leads to what still works', async () => {
    await page.goto('/home');
    await page.getByRole('heading', { name: 'Something important has changed' }).waitFor();
    await page.getByText('Now: Conversations are kept for 180 days.').first().waitFor();
    await looked(page, 'documents asked');
    await page.getByRole('button', { name: 'I do not accept' }).click();
    await page.getByRole('heading', { name: 'You have not accepted the changes' }).waitFor();
    await looked(page, 'documents declined');
    await page.getByRole('link', { name: 'Take your data along' }).click();
    await page.getByRole('heading', { name: 'Your data', level: 1 }).waitFor();
  });

  await t.test('a yes opens the pages', async () => {
    await page.getByRole('link', { name: 'Home' }).click();
    await page.getByRole('button', { name: 'I accept' }).click();
    await page.getByRole('heading', { name: 'Your family today' }).waitFor();
    assert.deepEqual(answered.documents.map(({ kind }) => kind), ['terms', 'privacy']);
    await page.getByRole('link', { name: 'Settings' }).click();
    await page.getByRole('heading', { name: 'Terms and privacy' }).waitFor();
  });
  await quietPage(page);
});
