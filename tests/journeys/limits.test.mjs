import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { accessible, answered, makeFamily, openStage, quietPage, replyOf, say } from './journey.mjs';

let stage;
before(async () => {
  stage = await openStage();
});
after(() => stage.close());

const small = { viewport: { width: 360, height: 740 } };

/** The hands of the page's clock, so many minutes from now. */
const wall = (page, minutes) =>
  page.evaluate((ahead) => {
    const at = new Date(Date.now() + ahead * 60_000);
    return [at.getHours(), at.getMinutes()].map((part) => String(part).padStart(2, '0')).join(':');
  }, minutes);

test('a guardian settles limits, the child is told, and a crisis is answered in quiet hours', async (t) => {
  const { guardian, child } = await makeFamily(stage, { guardian: { ...small, colorScheme: 'dark' }, child: small });
  const form = guardian.locator('form', { has: guardian.getByRole('heading', { name: 'Limits' }) });
  const save = form.getByRole('button', { name: 'Save limits' });
  await form.getByText('Mia can talk with Buddy at any time').waitFor();

  await t.test('minutes of the day are saved, and the child reads what changed, once', async () => {
    await form.getByLabel('Minutes a day').selectOption('45');
    await form.getByText('Not saved yet').waitFor();
    await save.click();
    await form.getByText('Mia can talk for 45 minutes a day').waitFor();
    await form.getByText('Mia will be told').waitFor();
    await child.reload();
    await child.getByText('Your grown-ups changed your limits').waitFor();
    await child.getByText('45 minutes left today').waitFor();
    await accessible(child, "the child's page with limits");
    await child.getByRole('button', { name: 'Okay' }).click();
    await child.getByText('Your grown-ups changed your limits').waitFor({ state: 'detached' });
    await child.reload();
    await child.getByText('45 minutes left today').waitFor();
    assert.equal(await child.getByText('Your grown-ups changed your limits').count(), 0);
  });

  await t.test('the change is undone by keyboard', async () => {
    await form.getByRole('button', { name: 'Undo' }).focus();
    await guardian.keyboard.press('Enter');
    await form.getByText('Mia can talk with Buddy at any time').waitFor();
  });

  await t.test('a word with which children ask for help is refused, and says why', async () => {
    await form.getByLabel('Words of your own').fill('dragons, abuse');
    await save.click();
    await form.getByText('It has to stay open').waitFor();
    await form.getByLabel('Words of your own').fill('');
  });

  await t.test('quiet hours that last now close plain talk, and say until when', async () => {
    for (const name of ['School nights', 'Weekend']) {
      const group = form.getByRole('group', { name });
      await group.getByRole('switch').click();
      await group.getByLabel('Quiet from').fill(await wall(guardian, -60));
      await group.getByLabel('until', { exact: true }).fill(await wall(guardian, 60));
    }
    await form.getByLabel('Computer games').click();
    await accessible(guardian, 'the limits of a child');
    const wide = await guardian.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
    assert.equal(wide, false, 'nothing hangs over at 360 px');
    await save.click();
    await form.getByText('Mia will be told').waitFor();
    await child.reload();
    await child.getByText(/^Back at /).waitFor();
    await say(child, 'tell me something about otters');
    await answered(child, 1);
    assert.match(await replyOf(child, 0), /quiet time.*back (today|tomorrow) at/s);
  });

  await t.test('a crisis is answered all the same', async () => {
    await say(child, 'i dont want to be alive anymore');
    await child.locator('.help-card').waitFor();
    await answered(child, 2);
    assert.doesNotMatch(await replyOf(child, 1), /quiet time/);
  });

  await quietPage(child);
  await quietPage(guardian);
});
