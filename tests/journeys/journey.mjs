// Starts the browser and the people of a journey.
//
//     const stage = await openStage();
//     const { guardian, child } = await makeFamily(stage);
//     …
//     await stage.close();      // fails when a page complained in its console
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { appCode } from '../system/buddy.mjs';

const web = new URL('../../web/', import.meta.url);
const require = createRequire(new URL('package.json', web));
const { chromium } = require('playwright-core');
const { default: AxeBuilder } = require('@axe-core/playwright');

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

// A request that a test cut off on purpose, or a refusal that the page handles, is no complaint.
const expected = [/net::ERR_INTERNET_DISCONNECTED/, /net::ERR_/, /the server responded with a status of (401|403|404|409|422|429)/];

async function ownServer() {
  const { startMock } = await import(new URL('src/testing/mock-server.ts', web).href);
  return startMock({ site: fileURLToPath(new URL('dist', web)), pace: 40 });
}

export async function openStage() {
  const mock = process.env.BASE_URL === undefined ? await ownServer() : undefined;
  const address = process.env.BASE_URL ?? mock.address;
  const browser = await chromium.launch({
    executablePath: process.env.BUDDY_CHROMIUM ?? '/usr/bin/chromium',
    args: flags,
  });
  const complaints = [];

  /** A browser of its own, as another device would be. */
  const device = async (options = {}) => {
    const context = await browser.newContext({ baseURL: address, locale: 'en-US', ignoreHTTPSErrors: true, ...options });
    context.setDefaultTimeout(45_000);
    await context.addInitScript(watchShifts);
    context.on('page', (page) => {
      page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`));
      page.on('console', (message) => {
        const text = message.text();
        if (['error', 'warning'].includes(message.type()) && !expected.some((each) => each.test(text))) {
          complaints.push(`${page.url()}: ${text}`);
        }
      });
    });
    return context;
  };

  const close = async () => {
    await browser.close();
    await mock?.close();
    assert.deepEqual(complaints, [], 'the console stayed quiet');
  };
  return { address, device, close };
}

/** Runs in the page: adds up layout shifts that no input caused, and notes content that the policy refused. */
function watchShifts() {
  globalThis.shifted = 0;
  globalThis.refused = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) globalThis.shifted += entry.value;
  }).observe({ type: 'layout-shift', buffered: true });
  globalThis.addEventListener('securitypolicyviolation', (event) => {
    globalThis.refused.push(`${event.violatedDirective} ${event.blockedURI}`);
  });
}

export const pin = '2468';

/** In a country whose laws take nothing from Buddy, on whatever day the journeys run; in the United States a state would have to be named. */
export async function signUp(page, country = 'GB') {
  const email = process.env.BUDDY_JOURNEY_EMAIL;
  if (email !== undefined) {
    await page.goto('/sign-in');
    await page.getByLabel('E-mail address').fill(email);
    await page.getByLabel('Password', { exact: true }).fill(process.env.BUDDY_JOURNEY_PASSWORD ?? '');
    await page.getByRole('button', { name: 'Sign in' }).click();
  } else {
    await page.goto('/sign-up');
    await page.getByLabel('E-mail address').fill(`journey-${randomUUID()}@example.org`);
    await page.getByLabel('Password', { exact: true }).fill('four small words here');
    await page.getByLabel('Country').selectOption(country);
    await page.getByRole('button', { name: 'Make account' }).click();
    await page.getByRole('button', { name: 'I agree' }).click();
    await page.getByRole('link', { name: 'Add a child' }).waitFor();
  }
  await page.getByRole('heading', { name: 'Your family today' }).waitFor();
}

const staffAccounts = JSON.parse(process.env.BUDDY_JOURNEY_STAFF ?? '{}');

/** Gives address and password at the staff's door. Without a server of their own, the address chooses what the mock tells. */
export async function giveStaffPassword(page, email) {
  await page.goto('/staff');
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(staffAccounts[email]?.password ?? 'a desk of oak');
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** Opens the staff's page. Each account signs in once in half a minute: its code counts once. */
export async function signInStaff(page, email = 'well@example.org') {
  await giveStaffPassword(page, email);
  await page.getByLabel('Code').fill(staffAccounts[email] === undefined ? '123456' : appCode(staffAccounts[email].uri));
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByRole('heading', { name: 'What waits', level: 1 }).waitFor();
}

export async function addChild(page, nickname) {
  await page.getByRole('link', { name: 'Add a child' }).first().click();
  await page.getByLabel('Nickname').fill(nickname);
  await page.getByLabel('Month of birth').selectOption('4');
  await page.getByLabel('Year of birth').selectOption(String(new Date().getFullYear() - 11));
  await page.getByLabel('PIN', { exact: true }).fill(pin);
  await page.getByRole('button', { name: 'Add child' }).click();
  await page.getByRole('heading', { name: nickname, level: 1 }).waitFor();
}

/** Opens the pairing dialog on the child's page, reads the code and closes it again. */
export async function pairingCode(page) {
  await page.getByRole('button', { name: 'Pair a device' }).first().click();
  const shown = await page.getByRole('img', { name: /^Pairing code/ }).innerText();
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
  return shown.replace(/\D/g, '');
}

export async function pairDevice(page, code) {
  await page.goto('/pair');
  await page.getByLabel('Six numbers').fill(code);
  await page.getByRole('button', { name: 'Connect' }).click();
  await page.getByLabel('Your PIN').waitFor();
}

export async function enterPin(page) {
  await page.getByLabel('Your PIN').fill(pin);
  await page.getByRole('button', { name: 'Go' }).click();
}

export async function passFirstCards(page) {
  for (const name of ['Next', 'Next', 'Start']) await page.getByRole('button', { name }).click();
  await page.getByLabel('Your message').waitFor();
}

/** A guardian and a child, each on a device of their own, the child before an empty conversation. */
export async function makeFamily(stage, options = {}) {
  const guardian = await (await stage.device(options.guardian)).newPage();
  await signUp(guardian, options.country);
  await addChild(guardian, 'Mia');
  const code = await pairingCode(guardian);
  const child = await (await stage.device(options.child)).newPage();
  await pairDevice(child, code);
  await enterPin(child);
  await passFirstCards(child);
  return { guardian, child };
}

export async function say(page, text) {
  await page.getByLabel('Your message').fill(text);
  await page.getByLabel('Your message').press('Enter');
}

/** Waits until Buddy has finished and the child may speak again. */
export async function answered(page, turns) {
  await page.locator('.turn').nth(turns - 1).locator('.bubble-buddy .clause').first().waitFor();
  await page.getByRole('button', { name: 'Send' }).waitFor();
}

export const replyOf = (page, turn) =>
  page
    .locator('.turn')
    .nth(turn)
    .locator('.bubble-buddy .clause')
    .allInnerTexts()
    .then((clauses) => clauses.join(''));

export async function quietPage(page) {
  assert.deepEqual(await page.evaluate(() => globalThis.refused), [], 'the content security policy refused nothing');
}

export async function accessible(page, name) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
  assert.deepEqual(found, [], `axe finds nothing on ${name}`);
}
