import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { answered, makeFamily, openStage, quietPage, replyOf, say } from './journey.mjs';

let stage;
before(async () => {
  stage = await openStage();
});
after(() => stage.close());

test('a child talks with Buddy, and a worrying message reaches the open page of the guardian', async (t) => {
  const { guardian, child } = await makeFamily(stage, { child: { viewport: { width: 360, height: 740 } } });
  await guardian.goto('/home');
  await guardian.getByText('Nothing needs you right now').waitFor();

  await t.test('the answer grows clause by clause and nothing jumps', async () => {
    await child.evaluate(() => {
      globalThis.shifted = 0;
      globalThis.growth = [];
      const count = () => document.querySelectorAll('.turn:last-of-type .clause').length;
      new MutationObserver(() => {
        if (globalThis.growth.at(-1) !== count()) globalThis.growth.push(count());
      }).observe(document.querySelector('.chat-log'), { childList: true, subtree: true });
    });
    await say(child, 'i had a fight with my best friend');
    await answered(child, 1);
    const growth = await child.evaluate(() => globalThis.growth.filter((count) => count > 0));
    assert.ok(growth.length > 1, `seen growing: ${growth.join(', ')}`);
    assert.ok((await replyOf(child, 0)).length > 20);
    const shifted = await child.evaluate(() => globalThis.shifted);
    assert.ok(shifted < 0.02, `layout shift while streaming: ${shifted}`);
  });

  await t.test('the answer is announced once, politely', async () => {
    const announced = await child.locator('[role=log][aria-live=polite] p').allInnerTexts();
    assert.equal(announced.filter((clause) => clause.trim() !== '').length > 0, true);
  });

  await t.test('the child corrects the mood', async () => {
    const change = child.getByRole('button', { name: 'Not right?' });
    if ((await change.count()) === 0) return; // Buddy may have read no mood
    await change.first().click();
    await child.getByRole('group', { name: 'How is it really?' }).getByRole('button', { name: 'angry' }).click();
    await child.getByText(/^You said:/).waitFor();
  });

  await t.test('the alert appears by itself, with what helps now', async () => {
    await say(child, 'i dont want to be alive anymore');
    const alert = guardian.locator('.alert').first();
    await alert.waitFor();
    await alert.getByText('What happened').waitFor();
    await alert.getByText('Why Buddy thinks so').waitFor();
    await alert.getByText('What helps now').waitFor();
    await alert.getByText('What does not help').waitFor();
    await alert.getByText(/^On its way to you/).waitFor();
    assert.equal(await guardian.locator('.alert').count(), 1);
  });

  await t.test('the child sees help, and it stays within reach in a new conversation', async () => {
    await child.locator('.help-card').waitFor();
    await answered(child, 2);
    await child.goto('/buddy/new');
    await child.getByRole('button', { name: 'Get help' }).click();
    await child.getByRole('dialog').locator('.help-card').waitFor();
    await child.keyboard.press('Escape');
  });

  await t.test('the guardian takes it up, and thinks again, by keyboard', async () => {
    await guardian.reload();
    await guardian.getByText(/First seen/).waitFor();
    await guardian.getByRole('button', { name: 'Not sure', exact: true }).focus();
    await guardian.keyboard.press('Enter');
    await guardian.getByText('Nothing needs you right now').waitFor();
    await guardian.getByText('Earlier alerts').click();
    await guardian.getByText(/You were not sure/).waitFor();
    await guardian.getByRole('button', { name: 'See more' }).press('Enter');
    await guardian.getByRole('button', { name: 'Right', exact: true }).press('Enter');
    await guardian.getByText(/It was right/).waitFor();
  });

  await t.test('the guardian chooses how alerts come, above the floor', async () => {
    await guardian.goto('/home/settings');
    const wishes = guardian.getByRole('region', { name: 'How alerts reach you' });
    await wishes.getByText('Self-harm').waitFor();
    assert.equal(await wishes.getByLabel('Self-harm').count(), 0, 'not a choice');
    await wishes.getByLabel('Bullying').selectOption('digest');
    await wishes.getByText('Saved.').waitFor();
    await guardian.reload();
    await wishes.getByText('Self-harm').waitFor();
    assert.equal(await wishes.getByLabel('Bullying').inputValue(), 'digest');
    await guardian.goto('/home');
  });

  await t.test('past conversations can be read again', async () => {
    await child.getByRole('button', { name: 'More' }).click();
    await child.getByRole('button', { name: 'Past conversations' }).click();
    await child.locator('.past-item').first().click();
    await child.getByText('i had a fight with my best friend').waitFor();
  });

  await t.test('a second page follows what is said on the first', async () => {
    const second = await child.context().newPage();
    await second.goto(child.url());
    await second.getByText('i had a fight with my best friend').waitFor();
    await second.waitForTimeout(500);
    await say(child, 'tell me a riddle');
    await second.locator('.bubble-child', { hasText: 'tell me a riddle' }).waitFor();
    await answered(second, 3);
    await answered(child, 3);
    assert.equal(await replyOf(second, 2), await replyOf(child, 2));
    await quietPage(second);
  });

  await quietPage(child);
  await quietPage(guardian);
});

test('a reply can be stopped, and what was shown stays', async () => {
  const { child } = await makeFamily(stage);
  await say(child, 'why is the sky blue and how does a rainbow work');
  await child.locator('.clause').first().waitFor();
  const stop = child.getByRole('button', { name: 'Stop', exact: true });
  if ((await stop.count()) > 0) await stop.click().catch(() => undefined); // a short answer may be over by now
  await answered(child, 1);
  assert.ok((await replyOf(child, 0)).length > 0);
});
