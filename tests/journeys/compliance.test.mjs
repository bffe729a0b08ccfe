// A guardian asks people and a child asks by itself, at 360 px, in the dark; staff see clocks, record an incident and write
// down an agreement, by keyboard where a field waits.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { accessible, makeFamily, openStage, signInStaff } from './journey.mjs';

const narrow = { viewport: { width: 360, height: 740 }, colorScheme: 'dark' };
let stage;
before(async () => {
  stage = await openStage();
});
after(() => stage.close());

async function fits(page) {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(wide <= 0, `${wide} pixels too wide at 360`);
}

test('a guardian and a child ask people, each on a page of their own', async (t) => {
  const { guardian, child } = await makeFamily(stage, { guardian: narrow });

  await t.test('the guardian asks by keyboard and reads when the answer is due', async () => {
    await guardian.goto('/home/data');
    await guardian.getByRole('heading', { name: 'Ask people' }).waitFor();
    await guardian.getByLabel('What is it about?').selectOption('complain');
    await guardian.getByLabel('Your words').focus();
    await guardian.keyboard.type('nobody told me that a drawing is kept');
    await guardian.keyboard.press('Tab');
    await guardian.keyboard.press('Enter');
    await guardian.getByText(/^Sent\. You will have an answer by/).waitFor();
    await guardian.getByText(/^Open\. The answer is due by/).waitFor();
    await accessible(guardian, 'ask-people');
    await fits(guardian);
  });

  await t.test('the child asks, and its words are not shown again', async () => {
    await child.setViewportSize(narrow.viewport);
    await child.goto('/buddy/mine');
    await child.getByLabel('What is it about?').selectOption('complain');
    await child.getByLabel('Your words').fill('i want to know why it asks about my day');
    await child.getByRole('button', { name: 'Send' }).click();
    await child.getByText('Sent. People will read it and answer here.').waitFor();
    assert.equal(await child.getByText('why it asks about my day').count(), 0);
    await accessible(child, 'ask-as-child');
    await fits(child);
  });

  await t.test('no page of the guardian knows of it', async () => {
    await guardian.reload();
    await guardian.getByText(/^Open\. The answer is due by/).waitFor();
    assert.equal(await guardian.getByText(/^Open\. The answer is due by/).count(), 1);
    assert.equal(await guardian.getByText('asks about my day').count(), 0);
  });
});

test('staff see clocks in words, open a request, and record an incident', async () => {
  const page = await (await stage.device(narrow)).newPage();
  await signInStaff(page, 'board@example.org');
  await page.getByRole('link', { name: 'Compliance' }).click();
  await page.getByRole('heading', { name: 'Open requests' }).waitFor();
  await page.getByText('In time').first().waitFor();
  await accessible(page, 'compliance');
  await fits(page);
  await page.getByRole('link', { name: 'Open the request' }).first().click();
  await page.getByRole('heading', { name: 'A request' }).waitFor();
  await page.getByLabel('What do you do?').waitFor();
  await accessible(page, 'compliance-request');
  await fits(page);
  await page.goto('/staff/compliance/incidents/new');
  await page.getByLabel('What happened').fill('a list lay open on a desk');
  await accessible(page, 'compliance-new-incident');
  await fits(page);
  await page.getByRole('button', { name: 'Record' }).click();
  await page.getByRole('heading', { name: 'An incident' }).waitFor();
  await page.getByText('a list lay open on a desk').waitFor();
  await accessible(page, 'compliance-incident');
  await fits(page);
});
