import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addChild, answered, openStage, pairDevice, pairingCode, pin, signUp } from './journey.mjs';

let stage;
before(async () => {
  stage = await openStage();
});
after(() => stage.close());

const focused = (page) =>
  page.evaluate(() => {
    const element = document.activeElement?.closest('button, a, input, textarea, select, summary');
    return `${element?.tagName ?? ''} ${element?.getAttribute('aria-label') ?? element?.textContent ?? ''}`.trim();
  });

/** Presses Tab until the element with these words has the focus. */
async function tabTo(page, words) {
  for (let step = 0; step < 40; step += 1) {
    if ((await focused(page)).includes(words)) return;
    await page.keyboard.press('Tab');
  }
  assert.fail(`no way by Tab to "${words}"`);
}

test('a child signs in, talks, gets help and signs out without a pointer', async () => {
  const guardian = await (await stage.device()).newPage();
  await signUp(guardian);
  await addChild(guardian, 'Sam');
  const code = await pairingCode(guardian);
  const child = await (await stage.device()).newPage();
  await pairDevice(child, code);

  await child.getByLabel('Your PIN').focus();
  await child.keyboard.type(pin);
  await child.keyboard.press('Enter');
  for (const name of ['Next', 'Next', 'Start']) {
    await child.getByRole('button', { name }).waitFor();
    await tabTo(child, name);
    await child.keyboard.press('Enter');
  }

  const input = child.getByLabel('Your message');
  await input.waitFor();
  for (let step = 0; step < 20 && !(await input.evaluate((element) => element === document.activeElement)); step += 1) {
    await child.keyboard.press('Tab');
  }
  await child.keyboard.type('i had a bad day at school');
  await child.keyboard.press('Enter');
  await answered(child, 1);
  assert.equal(await input.evaluate((element) => element === document.activeElement), true, 'focus stays where one writes');

  await tabTo(child, 'Take a break');
  await tabTo(child, 'Get help');
  await child.keyboard.press('Enter');
  await child.getByRole('dialog').waitFor();
  const inside = () => child.evaluate(() => document.activeElement?.closest('[role=dialog]') !== null);
  for (let step = 0; step < 12; step += 1) {
    await child.keyboard.press('Tab');
    assert.equal(await inside(), true, 'focus stays in the dialog');
  }
  await child.keyboard.press('Escape');
  await child.getByRole('dialog').waitFor({ state: 'detached' });
  // The dialog gives the focus back in the frame after it has gone.
  await child.waitForFunction(() => document.activeElement !== document.body && document.activeElement !== null);
  assert.match(await focused(child), /Get help/, 'focus returns to the button');

  await tabTo(child, 'More');
  await child.keyboard.press('Enter');
  await child.getByRole('dialog').waitFor();
  await tabTo(child, 'Sign out');
  await child.keyboard.press('Enter');
  await child.getByLabel('Your PIN').waitFor();
});
