// From sign-up to a child's first words, with every click and field counted; and consent taken back and given again.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { accessible, answered, openStage, pin, say, signInStaff } from './journey.mjs';

let stage;
before(async () => {
  stage = await openStage();
});
after(() => stage.close());

/** A person who counts: what they fill in, and what they press. */
function counting() {
  const did = { fields: 0, clicks: 0 };
  return {
    did,
    fill: async (field, value) => {
      did.fields += 1;
      await field.fill(value);
    },
    choose: async (field, value) => {
      did.fields += 1;
      await field.selectOption(value);
    },
    press: async (button) => {
      did.clicks += 1;
      await button.click();
    },
  };
}

test('a newcomer comes from sign-up to the first chat with fewer than ten fields', { skip: process.env.BUDDY_JOURNEY_EMAIL !== undefined }, async (t) => {
  const guardian = await (await stage.device({ viewport: { width: 360, height: 740 } })).newPage();
  const { did, fill, choose, press } = counting();
  const began = Date.now();

  await guardian.goto('/sign-up');
  await fill(guardian.getByLabel('E-mail address'), `journey-${randomUUID()}@example.org`);
  await fill(guardian.getByLabel('Password', { exact: true }), 'four small words here');
  await choose(guardian.getByLabel('Country'), 'GB');
  await press(guardian.getByRole('button', { name: 'Make account' }));
  await guardian.getByRole('heading', { name: 'Before you add a child' }).waitFor();
  await accessible(guardian, 'consent');
  await press(guardian.getByRole('button', { name: 'I agree' }));
  await press(guardian.getByRole('link', { name: 'Add a child' }).first());
  await fill(guardian.getByLabel('Nickname'), 'Ada');
  await choose(guardian.getByLabel('Month of birth'), '4');
  await choose(guardian.getByLabel('Year of birth'), String(new Date().getFullYear() - 11));
  await fill(guardian.getByLabel('PIN', { exact: true }), pin);
  await press(guardian.getByRole('button', { name: 'Add child' }));
  await press(guardian.getByRole('button', { name: 'Pair a device' }).first());
  const code = (await guardian.getByRole('img', { name: /^Pairing code/ }).innerText()).replace(/\D/g, '');

  const child = await (await stage.device()).newPage();
  await child.goto('/pair');
  await fill(child.getByLabel('Six numbers'), code);
  await press(child.getByRole('button', { name: 'Connect' }));
  await fill(child.getByLabel('Your PIN'), pin);
  await press(child.getByRole('button', { name: 'Go' }));
  for (const name of ['Next', 'Next', 'Start']) await press(child.getByRole('button', { name }));
  await child.getByLabel('Your message').waitFor();
  t.diagnostic(`${did.fields} fields, ${did.clicks} clicks, ${((Date.now() - began) / 1000).toFixed(1)} s for a machine`);
  assert.ok(did.fields < 10, `${did.fields} fields`);
  assert.equal(did.fields, 9, 'as docs/parents.md says');
  assert.equal(did.clicks, 10, 'as docs/parents.md says');
  await say(child, 'hi, who are you?');
  await answered(child, 1);

  await guardian.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
  await guardian.goto('/home/consent');
  await guardian.getByText('You agreed on').waitFor();
  await accessible(guardian, 'consent, managed');
  const wide = await guardian.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(wide <= 0, `${wide} pixels too wide at 360`);
  await guardian.getByRole('button', { name: 'Take it back' }).click();
  await guardian.getByRole('button', { name: 'Take everything back' }).click();
  await guardian.getByRole('button', { name: 'I agree' }).click();
  await guardian.getByText('You agreed on').waitFor();
});

test('the notice can be read before signing up, in the language of the page', async () => {
  const page = await (await stage.device({ locale: 'de-DE' })).newPage();
  await page.goto('/notice');
  await page.getByRole('heading', { name: 'Was Buddy aufbewahrt und wer es bekommt' }).waitFor();
  await page.locator('.consent-use').first().waitFor();
  await accessible(page, 'notice');
});

test('staff have a list of signed forms', async () => {
  const page = await (await stage.device()).newPage();
  await signInStaff(page, 'forms@example.org');
  await page.getByRole('link', { name: 'Signed forms' }).click();
  await page.getByText('No form waits.').waitFor();
  await accessible(page, 'signed forms');
});
