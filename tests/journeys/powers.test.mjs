import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { accessible, answered, makeFamily, openStage, quietPage, say, signInStaff } from './journey.mjs';

let stage;
before(async () => {
  stage = await openStage();
});
after(() => stage.close());

const small = { viewport: { width: 360, height: 740 } };

test('a guardian names the state, reads what applies and why, and lets Buddy forget; the child reads it, too', async (t) => {
  const { guardian, child } = await makeFamily(stage, { country: 'US', guardian: { ...small, colorScheme: 'dark' }, child: small });

  await t.test('the settings ask for the state, kindly', async () => {
    const back = guardian.url();
    await guardian.getByRole('link', { name: 'Settings' }).click();
    await guardian.getByText('You have not said in which state you live').waitFor();
    await guardian.getByLabel('State').selectOption('CA');
    await guardian.getByText('You have not said in which state you live').waitFor({ state: 'detached' });
    await accessible(guardian, 'the settings with a state');
    await guardian.goto(back);
  });

  await t.test('what holds is shown with who asked for it, and changes with the limits', async () => {
    const form = guardian.locator('form', { has: guardian.getByRole('heading', { name: 'Limits' }) });
    await form.getByText('Buddy may read Mia’s mood').click();
    await form.getByRole('button', { name: 'Save limits' }).click();
    await form.getByText('Buddy does not read Mia’s mood, unless').waitFor();
    await guardian.getByRole('link', { name: 'See what applies' }).click();
    await guardian.getByText('Buddy does not read Mia’s mood: none is shown').waitFor();
    await guardian.getByText('Because your family chose so.').first().waitFor();
    await guardian.getByText('Cal. Bus. & Prof. Code').first().waitFor();
    await accessible(guardian, 'what applies and why');
    await quietPage(guardian);
  });

  await t.test('Buddy forgets, by keyboard and only when asked twice', async () => {
    await guardian.getByRole('button', { name: 'Forget', exact: true }).focus();
    await guardian.keyboard.press('Enter');
    await guardian.getByRole('button', { name: 'Yes, forget it now' }).focus();
    await guardian.keyboard.press('Enter');
    await guardian.getByText('Done. Buddy begins anew').waitFor();
  });

  await t.test('the child is told in plain words, and may do the same', async () => {
    await say(child, 'why is the sky blue?');
    await answered(child, 1);
    await child.goto(new URL('/buddy/mine', child.url()).href);
    await child.getByText('Buddy does not guess how you feel.').waitFor();
    await accessible(child, 'how Buddy is with the child');
    await child.getByRole('button', { name: 'Forget', exact: true }).click();
    await child.getByRole('button', { name: 'Yes, forget' }).click();
    await child.getByText('Done. Buddy starts new with you.').waitFor();
  });
});

test('staff try a case', async () => {
  const page = await (await stage.device(small)).newPage();
  await signInStaff(page, 'law@example.org');
  await page.getByRole('link', { name: 'Laws' }).click();
  await page.getByLabel('On (empty: today)').fill('2027-01-15');
  await page.getByRole('button', { name: 'Try it' }).click();
  await page.getByText('us-ny.s9051b.memory').first().waitFor();
  assert.ok((await page.getByText('persona').count()) > 0);
  await accessible(page, 'a case of laws');
});
