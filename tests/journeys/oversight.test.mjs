import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { accessible, answered, makeFamily, openStage, quietPage, say } from './journey.mjs';

let stage;
before(async () => {
  stage = await openStage();
});
after(() => stage.close());

async function openSees(child) {
  await child.getByRole('button', { name: 'More' }).press('Enter');
  await child.getByRole('button', { name: 'Who sees what' }).press('Enter');
  await child.getByRole('heading', { name: 'Who looked' }).waitFor();
}

test('a child reads who looked, and is told before its grown-ups see more', async (t) => {
  const phone = { viewport: { width: 360, height: 740 }, colorScheme: 'dark' };
  const { guardian, child } = await makeFamily(stage, { guardian: phone, child: phone });
  await say(child, 'we had a maths test at school and i was so nervous');
  await answered(child, 1);

  await t.test('nobody has looked yet', async () => {
    await openSees(child);
    await child.getByText('Nobody has looked yet.').waitFor();
    await child.getByText(/They can also see a short summary/).waitFor();
    await accessible(child, 'who sees what');
    await child.keyboard.press('Escape');
  });

  await t.test('the guardian reads a summary without a quote', async () => {
    await guardian.getByRole('link', { name: 'See Mia\'s talks' }).press('Enter');
    await guardian.getByRole('button', { name: 'Summary' }).press('Enter');
    await guardian.getByText(/^It was about:/).waitFor();
    assert.equal(await guardian.getByText('so nervous').count(), 0);
    assert.equal(await guardian.getByRole('button', { name: 'Read it' }).count(), 0);
    await accessible(guardian, 'talks');
    await quietPage(guardian);
  });

  await t.test('the child sees both looks', async () => {
    await openSees(child);
    await child.getByText(/looked at the list of our talks/).waitFor();
    await child.getByText(/read what a talk was about/).waitFor();
    await child.keyboard.press('Escape');
  });

  await t.test('a wider view waits until the child has read of it', async () => {
    await guardian.getByLabel('You may see').selectOption('transcript');
    await guardian.getByRole('button', { name: 'Change' }).press('Enter');
    await guardian.getByText('Mia has not been told yet.', { exact: false }).waitFor();
    await child.reload();
    const news = child.getByRole('dialog', { name: 'Something changed' });
    await news.getByText('Your grown-ups want to see more from now on.').waitFor();
    await accessible(child, 'what changed');
    await news.getByRole('button', { name: 'I have read it' }).press('Enter');
    await news.waitFor({ state: 'detached' });
    await say(child, 'tell me something about whales');
    await answered(child, 2);
    await guardian.reload();
    await guardian.getByRole('button', { name: 'Read it' }).press('Enter');
    await guardian.getByText('tell me something about whales').waitFor();
    assert.equal(await guardian.getByText('so nervous').count(), 0, 'never backwards');
  });
});
