import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { accessible, answered, makeFamily, openStage, say } from './journey.mjs';

const password = process.env.BUDDY_JOURNEY_PASSWORD ?? 'four small words here';
let stage;
before(async () => {
  stage = await openStage();
});
after(() => stage.close());

test('a guardian takes the data along, asks to erase a child, and takes it back', async (t) => {
  const { guardian, child } = await makeFamily(stage, { guardian: { viewport: { width: 360, height: 740 } } });
  await say(child, 'my hamster is called Pretzel');
  await answered(child, 1);

  await t.test('the archive is made and can be downloaded', async () => {
    await guardian.goto('/home/data');
    await guardian.getByRole('heading', { name: 'Your data', level: 1 }).waitFor();
    await guardian.getByText('after the last turn of the conversation').waitFor();
    await accessible(guardian, 'your-data');
    await guardian.getByRole('button', { name: 'Make the archive' }).click();
    const dialog = guardian.getByRole('dialog');
    await dialog.getByLabel('Your password, once more').fill('wrong');
    await guardian.keyboard.press('Enter');
    await dialog.getByText('This is not your password.').waitFor();
    await accessible(guardian, 'your-data-password');
    await dialog.getByLabel('Your password, once more').fill(password);
    await guardian.keyboard.press('Enter');
    const link = guardian.getByRole('link', { name: 'Download' });
    await link.waitFor();
    const coming = guardian.waitForEvent('download');
    await link.click();
    assert.equal((await coming).suggestedFilename(), 'buddy-family.zip');
  });

  await t.test('an erasure says what is lost, shows on every page, and can be undone there', async () => {
    await guardian.getByRole('button', { name: /^Erase (?!the whole)/ }).click();
    const dialog = guardian.getByRole('dialog');
    await dialog.getByText(/conversations, moods, alerts and devices go/).waitFor();
    await dialog.getByLabel('Your password, once more').fill(password);
    await dialog.getByRole('button', { name: 'Erase', exact: true }).click();
    await guardian.getByText(/will be erased on/).waitFor();
    await accessible(guardian, 'your-data-waiting');
  });

  await t.test('the child is told in its own words', async () => {
    await child.goto('/buddy/mine');
    const dialog = child.getByRole('dialog', { name: 'Buddy will forget' });
    await dialog.waitFor();
    await accessible(child, 'my-data-news');
    await dialog.getByRole('button', { name: 'All right' }).click();
    await child.getByText('1 message of yours, and the answer.').waitFor();
    await accessible(child, 'my-data');
  });

  await t.test('the guardian takes it back from the home page', async () => {
    await guardian.goto('/home');
    await guardian.getByText(/will be erased on/).waitFor();
    await guardian.getByRole('button', { name: 'Undo' }).click();
    await guardian.getByText(/will be erased on/).waitFor({ state: 'detached' });
  });
});
