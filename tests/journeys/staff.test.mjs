// A member of staff's day: a second factor set up, what waits, a child's words opened for a reason, and what guardian and child see
// of that.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { accessible, answered, giveStaffPassword, makeFamily, openStage, quietPage, say, signInStaff } from './journey.mjs';
import { appCode } from '../system/buddy.mjs';

let stage;
before(async () => {
  stage = await openStage();
});
after(() => stage.close());

const phone = { viewport: { width: 360, height: 740 } };

async function fits(page, name) {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(wide <= 0, `${name}: ${wide} pixels too wide`);
  await accessible(page, name);
  await quietPage(page);
  if (process.env.BUDDY_SCREENSHOTS !== undefined) await page.screenshot({ path: `${process.env.BUDDY_SCREENSHOTS}/${name}.png`, fullPage: true });
}

test('who has no second factor sets it up by keyboard, and keeps ten recovery codes', async () => {
  const page = await (await stage.device({ ...phone, colorScheme: 'dark' })).newPage();
  await giveStaffPassword(page, 'new@example.org');
  const link = page.getByRole('link', { name: 'Open in an authenticator app' });
  await link.waitFor();
  await fits(page, 'factor-setup');
  const uri = await link.getAttribute('href');
  await page.getByLabel('Code').focus();
  await page.keyboard.type('000');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').waitFor();
  await page.getByLabel('Code').fill(appCode(uri));
  await page.keyboard.press('Enter');
  await page.getByText('Keep these recovery codes').waitFor();
  assert.equal(await page.locator('.factor-codes li').count(), 10);
  await fits(page, 'factor-codes');
  await page.getByRole('button', { name: 'I have kept them' }).press('Enter');
  await page.getByRole('heading', { name: 'What waits', level: 1 }).waitFor();
  await fits(page, 'work-phone');
});

test('a child\'s words open for a reason and a time, and the family sees it', { skip: process.env.BASE_URL === undefined }, async () => {
  const { guardian, child } = await makeFamily(stage, { guardian: phone });
  await say(child, 'my tortoise ate a dandelion today');
  await answered(child, 1);
  await guardian.getByRole('link', { name: "Open Mia's page" }).or(guardian.getByRole('heading', { name: 'Mia', level: 1 })).first().waitFor();
  const number = new URL(guardian.url()).pathname.split('/').at(-1);

  const desk = await (await stage.device(phone)).newPage();
  await signInStaff(desk, 'desk@example.org');
  await desk.getByRole('button', { name: /^Alerts \(/ }).press('Enter');
  await desk.getByText('Nothing waits here.').or(desk.locator('.work-row').first()).waitFor();
  await desk.getByRole('link', { name: 'What staff opened' }).click();
  await desk.getByRole('button', { name: 'Open it' }).click();
  await desk.getByText('Write at least ten characters.').waitFor();
  await desk.getByLabel('Number of the child').fill(number);
  await desk.getByLabel('What for').selectOption('quality');
  await desk.getByLabel('The reason, in your words').fill('the family says that an answer was odd');
  await fits(desk, 'opening-form');
  await desk.getByRole('button', { name: 'Open it' }).click();
  await desk.getByRole('button', { name: 'Read' }).click();
  await desk.getByRole('button', { name: /^Talk of/ }).click();
  await desk.getByText('my tortoise ate a dandelion today').waitFor();
  await fits(desk, 'opening-read');

  await guardian.goto('/home');
  await guardian.getByText(/A member of staff may read what Mia says/).waitFor();
  await fits(guardian, 'home-staff-look');
  await guardian.goto(`/home/children/${number}`);
  await guardian.getByRole('heading', { name: 'Looks by staff' }).waitFor();
  await guardian.getByText(/A member of staff may read what Mia says/).waitFor();

  await child.getByRole('button', { name: 'More' }).click();
  await child.getByRole('button', { name: 'Who sees what' }).click();
  await child.getByText('Somebody who looks after Buddy read what you said').waitFor();
  await accessible(child, 'who looked');

  await desk.getByRole('button', { name: 'Close it now' }).click();
  await desk.getByText(/^Closed/).waitFor();
  assert.equal(await desk.getByText('my tortoise ate a dandelion today').count(), 0);
});
