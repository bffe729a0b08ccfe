import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { accessible, addChild, answered, enterPin, openStage, pairDevice, pairingCode, passFirstCards, quietPage, say, signInStaff, signUp } from './journey.mjs';

const folder = process.env.BUDDY_SCREENSHOTS;
const sizes = [
  { width: 360, height: 740 },
  { width: 1280, height: 800 },
];

let stage;
before(async () => {
  stage = await openStage();
  if (folder !== undefined) mkdirSync(folder, { recursive: true });
});
after(() => stage.close());

async function narrowEnough(page, name) {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(wide <= 0, `${name} is ${wide} pixels too wide at 360`);
  const small = await page.evaluate(() =>
    [...document.querySelectorAll('button, a.button, select, input:not([type=radio]):not([type=checkbox]), textarea, summary')]
      .filter((element) => element.checkVisibility() && element.tabIndex >= 0)
      .filter((element) => element.getBoundingClientRect().height < 43.5)
      .map((element) => element.textContent || element.tagName),
  );
  assert.deepEqual(small, [], `targets on ${name} are at least 44 pixels high`);
}

/** Looks at the page as it is now: axe in both colours, 360 pixels, and pictures when wanted. */
async function look(page, name) {
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.waitForFunction((theme) => document.documentElement.dataset.theme === theme, colorScheme);
    for (const size of folder === undefined ? [sizes[0]] : sizes) {
      await page.setViewportSize(size);
      await page.waitForTimeout(60);
      if (size.width === 360) {
        await accessible(page, `${name}, ${colorScheme}`);
        await narrowEnough(page, name);
      }
      if (folder !== undefined) {
        const path = join(folder, `${name}-${size.width}-${colorScheme}.jpg`);
        await page.screenshot({ path, fullPage: true, type: 'jpeg', quality: 55 });
      }
    }
  }
  await quietPage(page);
}

test('pages for everyone', async () => {
  const page = await (await stage.device()).newPage();
  const pages = {
    welcome: '/',
    'sign-in': '/sign-in',
    'sign-in-expired': '/sign-in?back=/home/settings',
    'sign-up': '/sign-up',
    pair: '/pair',
    help: '/help',
    'verify-email': '/verify-email',
    unsubscribe: '/unsubscribe#token=x',
    missing: '/nowhere',
  };
  for (const [name, path] of Object.entries(pages)) {
    await page.goto(path);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await look(page, name);
  }
  await page.goto('/help');
  await page.getByLabel('Which country are you in?').selectOption('US');
  await page.locator('.help-line').first().waitFor();
  await look(page, 'help-lines');
});

test("the child's and the guardian's pages", async () => {
  const guardian = await (await stage.device()).newPage();
  await signUp(guardian);
  await look(guardian, 'home-empty');
  await guardian.getByRole('link', { name: 'Add a child' }).first().click();
  await guardian.getByLabel('Nickname').waitFor();
  await look(guardian, 'add-child');
  await guardian.goto('/home');
  await addChild(guardian, 'Mia');
  await look(guardian, 'child-page');
  await guardian.getByRole('button', { name: 'Pair a device' }).first().click();
  await guardian.getByRole('img', { name: /^Pairing code/ }).waitFor();
  await look(guardian, 'pairing');
  await guardian.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
  const code = await pairingCode(guardian);

  const child = await (await stage.device()).newPage();
  await pairDevice(child, code);
  await look(child, 'pin');
  await enterPin(child);
  await child.getByRole('button', { name: 'Next' }).waitFor();
  await look(child, 'first-visit');
  await passFirstCards(child);
  await look(child, 'chat-empty');
  await say(child, 'i had a fight with my best friend');
  await answered(child, 1);
  await look(child, 'chat');
  await say(child, 'i dont want to be alive anymore');
  await child.locator('.help-card').waitFor();
  await answered(child, 2);
  await look(child, 'chat-crisis');
  for (const [button, name] of [['Get help', 'help-dialog'], ['Take a break', 'break-dialog'], ['More', 'more-dialog']]) {
    await child.getByRole('button', { name: button }).click();
    await child.getByRole('dialog').waitFor();
    await look(child, name);
    await child.keyboard.press('Escape');
    await child.getByRole('dialog').waitFor({ state: 'detached' });
  }
  await child.getByRole('button', { name: 'More' }).click();
  await child.getByRole('button', { name: 'Who sees what' }).click();
  await child.getByText('Nobody has looked yet.').waitFor();
  await look(child, 'who-sees');
  await child.keyboard.press('Escape');
  await child.goto('/buddy/past');
  await child.locator('.past-item').first().waitFor();
  await look(child, 'past');

  await guardian.goto('/home');
  await guardian.locator('.alert').first().waitFor();
  await look(guardian, 'home-alert');
  await guardian.getByRole('link', { name: "Open Mia's page" }).click();
  await guardian.getByRole('link', { name: "See Mia's talks" }).click();
  await guardian.getByRole('button', { name: 'Summary' }).first().click();
  await guardian.getByText(/^Buddy understood:/).waitFor();
  await look(guardian, 'talks');
  await guardian.goto('/home/settings');
  await guardian.getByRole('heading', { name: 'Consent' }).waitFor();
  await look(guardian, 'settings');
});

test("the staff's page says how the safety engine does", async () => {
  const page = await (await stage.device()).newPage();
  await page.goto('/staff');
  await page.getByLabel('E-mail address').waitFor();
  await look(page, 'staff-sign-in');
  await signInStaff(page);
  await look(page, 'staff-work');
  await page.getByRole('link', { name: 'Safety watch' }).click();
  await page.getByText('All is well').waitFor();
  await look(page, 'staff-watch');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByLabel('E-mail address').waitFor();
  assert.equal(new URL(page.url()).pathname, '/staff/sign-in');
});

// A real server is well; the other states are told by the mock.
const told = { look: 'Look at this', failing: 'not fit to serve', empty: 'Nothing has been judged yet', broken: 'Try again' };
for (const [story, words] of Object.entries(process.env.BASE_URL === undefined ? told : {})) {
  test(`the staff's page when it is ${story}`, async () => {
    const page = await (await stage.device()).newPage();
    await signInStaff(page, `${story}@example.org`);
    await page.getByRole('link', { name: 'Safety watch' }).click();
    await page.getByText(words).first().waitFor({ timeout: 60_000 });
    await look(page, `staff-${story}`);
  });
}
