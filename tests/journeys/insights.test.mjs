import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { accessible, answered, makeFamily, openStage, quietPage, say } from './journey.mjs';

const folder = process.env.BUDDY_SCREENSHOTS;

let stage;
before(async () => {
  stage = await openStage();
  if (folder !== undefined) mkdirSync(folder, { recursive: true });
});
after(() => stage.close());

async function picture(page, name) {
  if (folder === undefined) return;
  for (const colorScheme of ['light', 'dark'])
    for (const width of [360, 1280]) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.setViewportSize({ width, height: 800 });
      await page.waitForTimeout(150);
      await page.screenshot({ path: join(folder, `${name}-${colorScheme}-${width}.png`), fullPage: true });
    }
  await page.setViewportSize({ width: 360, height: 740 });
}

async function narrowEnough(page) {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(wide <= 0, `insights are ${wide} pixels too wide at 360`);
}

test('a guardian reads a week on a phone, takes a report along, and may switch it off', async (t) => {
  const phone = { viewport: { width: 360, height: 740 }, colorScheme: 'dark' };
  const { guardian, child } = await makeFamily(stage, { guardian: phone, child: phone });

  await t.test('a quiet week says that there is nothing', async () => {
    await guardian.getByRole('link', { name: 'See Mia\'s insights' }).press('Enter');
    await guardian.getByText('There was no conversation in this time.').waitFor();
    await accessible(guardian, 'empty insights');
    await picture(guardian, 'insights-empty');
  });

  await t.test('figures, each with words for those who do not see them', async () => {
    const words = ['what is 6 x 7', '42', 'i am so happy, we won our football match today', 'i am so glad about it'];
    for (const [index, text] of words.entries()) {
      await say(child, text);
      await answered(child, index + 1);
    }
    await guardian.reload();
    await guardian.getByText(/^Talks: 1\./).waitFor();
    await guardian.getByRole('img', { name: /^How it felt to Mia/ }).waitFor();
    const table = guardian.locator('section:has(#times)').getByRole('region', { name: 'The same as a table' });
    await guardian.locator('section:has(#times) summary').press('Enter');
    await table.getByRole('row').nth(7).waitFor();
    await guardian.getByRole('heading', { name: 'Sums' }).waitFor();
    assert.equal(await guardian.getByText('football match').count(), 0, 'no word of the child');
    await accessible(guardian, 'insights of a week');
    await narrowEnough(guardian);
    await picture(guardian, 'insights-week');
  });

  await t.test('the month, and the week before, by keyboard', async () => {
    await guardian.getByRole('button', { name: 'Month', exact: true }).press('Enter');
    await guardian.getByRole('button', { name: 'Month before' }).waitFor();
    await narrowEnough(guardian);
    await picture(guardian, 'insights-month');
    await guardian.getByRole('button', { name: 'Week', exact: true }).press('Enter');
    await guardian.getByRole('button', { name: 'Week before' }).press('Enter');
    await guardian.getByRole('button', { name: 'Week after' }).press('Enter');
    await guardian.getByText(/^Talks: 1\./).waitFor();
  });

  await t.test('a report of chosen parts', async () => {
    await guardian.getByRole('checkbox', { name: 'Sums' }).press('Space');
    const file = guardian.waitForEvent('download');
    await guardian.getByRole('link', { name: 'Download PDF' }).press('Enter');
    assert.match((await file).suggestedFilename(), /^buddy-week-\d{4}-\d\d-\d\d\.pdf$/);
    await guardian.getByRole('checkbox', { name: 'Mia' }).press('Space');
    await guardian.getByText('Choose at least one child and one part.').waitFor();
  });

  await t.test('switched off, nothing is shown', async () => {
    await guardian.getByRole('switch', { name: 'Show insights about Mia' }).press('Space');
    await guardian.getByText('Insights are switched off for this child.').waitFor();
    assert.equal(await guardian.getByRole('heading', { name: 'When and how long' }).count(), 0);
    await accessible(guardian, 'insights switched off');
    await quietPage(guardian);
  });
});
