import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { answered, makeFamily, openStage, replyOf, say } from './journey.mjs';

let stage;
before(async () => {
  stage = await openStage();
});
after(() => stage.close());

const question = 'why is the sky blue and how does a rainbow work';

/** Cuts the network of the page, streams included, and gives it back. */
async function network(page, offline) {
  await page.context().setOffline(offline);
}

test('an answer goes on after a lost connection, without losing or repeating a word', async () => {
  const { child } = await makeFamily(stage);
  await say(child, question);
  await child.locator('.clause').first().waitFor();
  await network(child, true);
  await child.waitForTimeout(800);
  await network(child, false);
  await answered(child, 1);
  const live = await replyOf(child, 0);
  await child.reload();
  await child.locator('.bubble-buddy').first().waitFor();
  assert.equal((await replyOf(child, 0)).trim(), live.trim(), 'what was seen live is what was kept');
});

test('a message that cannot be sent waits, says so, and is sent once when the network is back', async () => {
  const { child } = await makeFamily(stage);
  await network(child, true);
  await say(child, 'hello from the train');
  await child.getByText('I\'m still here, reconnecting').first().waitFor();
  await network(child, false);
  await answered(child, 1);
  await child.reload();
  await child.locator('.bubble-buddy').first().waitFor();
  assert.equal(await child.locator('.bubble-child').count(), 1);
});

test('an answer that was cut off by closing the page is there on return', async () => {
  const { child } = await makeFamily(stage);
  await say(child, question);
  await child.locator('.clause').first().waitFor();
  await child.reload();
  await answered(child, 1);
  assert.equal(await child.locator('.turn').count(), 1);
  assert.ok((await replyOf(child, 0)).length > 20);
});
