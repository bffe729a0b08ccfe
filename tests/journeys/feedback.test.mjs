import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { accessible, answered, makeFamily, openStage, quietPage, say, signInStaff } from './journey.mjs';

let stage;
before(async () => {
  stage = await openStage();
});
after(() => stage.close());

const small = { viewport: { width: 360, height: 740 } };
const narrow = (page) => page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);

test('a child says what is wrong with an answer, takes it back, and staff sees the report', async (t) => {
  const { child } = await makeFamily(stage, { guardian: small, child: { ...small, colorScheme: 'dark' } });
  await say(child, 'tell me something about otters');
  await answered(child, 1);
  const signs = child.getByRole('group', { name: 'What you think of this answer' });
  await signs.waitFor();

  await t.test('a thumb up says thank you and nothing more', async () => {
    await signs.getByRole('button', { name: 'This answer was good' }).click();
    await signs.getByText('Thank you.').waitFor();
    await signs.getByRole('button', { name: 'Take it back' }).click();
    await signs.getByText('Taken back.').waitFor();
  });

  await t.test('a reason is told by keyboard, and stays after the page was loaded again', async () => {
    await signs.getByRole('button', { name: 'Something is wrong with this answer' }).focus();
    await child.keyboard.press('Enter');
    const why = child.getByRole('button', { name: 'It is not true' });
    await why.waitFor();
    await accessible(child, 'the reasons of a thumb');
    assert.ok(await narrow(child), 'nothing hangs over at 360 px');
    await why.focus();
    await child.keyboard.press('Enter');
    await signs.getByText('will read this answer').waitFor();
    await child.reload();
    await child.getByRole('button', { name: 'Something is wrong with this answer', pressed: true }).waitFor();
  });

  await t.test('words of help have no thumbs', async () => {
    await say(child, 'i dont want to be alive anymore');
    await child.locator('.help-card').waitFor();
    await answered(child, 2);
    assert.equal(await signs.count(), 1);
  });

  await t.test('staff opens the report and closes it', async () => {
    const staff = await (await stage.device(small)).newPage();
    await signInStaff(staff, 'voice@example.org');
    await staff.goto('/staff/voice');
    const row = staff.getByRole('listitem').filter({ hasText: 'Not true' });
    await row.getByRole('button', { name: 'Open the words' }).click();
    await row.getByText('tell me something about otters').waitFor();
    await accessible(staff, 'an opened report');
    assert.ok(await narrow(staff), 'nothing hangs over at 360 px');
    await row.getByRole('button', { name: 'The answer is fine' }).click();
    await staff.getByText('No report waits.').waitFor();
    await quietPage(staff);
  });

  await quietPage(child);
});
