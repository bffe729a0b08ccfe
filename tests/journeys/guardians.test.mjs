// Two guardians of one child, from the invitation to the quarrel and out of it. Needs mail, so it brings a Buddy of its own.
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { appCode, Buddy, plainText, shownBy } from '../system/buddy.mjs';
import { accessible, openStage, quietPage } from './journey.mjs';

const { SMTPServer } = createRequire(new URL('../system/package.json', import.meta.url))('smtp-server');
// Against the stand-in for the server there is nobody to disagree with.
const skip = process.env.BASE_URL === undefined;
const password = 'a long enough password';
const mails = [];
let smtp;
let buddy;
let stage;

async function linkIn(address, path) {
  for (let tries = 0; tries < 600; tries += 1) {
    const mail = mails.filter((each) => each.to === address).find((each) => each.text.includes(path));
    if (mail !== undefined) return /#token=([A-Za-z0-9_-]{20,})/.exec(mail.text.slice(mail.text.indexOf(path)))[1];
    await wait(25);
  }
  throw new Error(`no mail with ${path}`);
}

before(async () => {
  if (skip) return;
  smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      let text = '';
      stream.on('data', (bytes) => (text += bytes));
      stream.on('end', () => {
        mails.push({ to: session.envelope.rcptTo[0].address, text: plainText(text) });
        done();
      });
    },
  });
  await new Promise((resolve) => smtp.listen(0, '127.0.0.1', resolve));
  buddy = await Buddy.start({ env: { BUDDY_SMTP_URL: `smtp://127.0.0.1:${smtp.server.address().port}`, BUDDY_MAIL_FROM: 'Buddy <buddy@example.test>' } });
  buddy.tokenFor = (email) => linkIn(email, '/verify-email');
  process.env.BASE_URL = buddy.url;
  stage = await openStage();
});
after(async () => {
  if (skip) return;
  await stage.close();
  await buddy.stop();
  await new Promise((resolve) => smtp.close(resolve));
});

async function signedIn(options, door, email, secret) {
  const page = await (await stage.device(options)).newPage();
  await page.goto(door);
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(secret);
  await page.getByRole('button', { name: 'Sign in' }).press('Enter');
  return page;
}

async function picture(page, name) {
  if (process.env.BUDDY_SCREENSHOTS) await page.screenshot({ path: `${process.env.BUDDY_SCREENSHOTS}/guardians-${name}.png`, fullPage: true });
}

test('two guardians of one child come together, disagree, and neither can shut the other out', { skip }, async (t) => {
  const { guardian, child } = await buddy.family();
  const phone = { viewport: { width: 360, height: 740 } };
  const first = await signedIn({}, '/sign-in', guardian.email, password);
  await first.getByRole('heading', { name: 'Your family today' }).waitFor();
  let second;

  await t.test('one invites by mail', async () => {
    await first.getByRole('link', { name: 'Settings' }).press('Enter');
    await first.getByRole('link', { name: 'See them' }).press('Enter');
    await first.getByLabel('Address to invite').fill('ben@example.test');
    await accessible(first, 'grown-ups');
    await first.getByRole('button', { name: 'Send invitation' }).press('Enter');
    await first.getByText('The invitation is on its way.').waitFor();
    await first.getByRole('heading', { name: 'Asked to come' }).waitFor();
    await picture(first, 'wide');
  });

  await t.test('the other accepts with a new account', async () => {
    second = await (await stage.device({ ...phone, colorScheme: 'dark' })).newPage();
    await second.goto(`/invitation#token=${await linkIn('ben@example.test', '/invitation')}`);
    await second.getByText(`${guardian.email} asks ben@example.test`, { exact: false }).waitFor();
    await accessible(second, 'an invitation');
    await picture(second, 'invitation');
    await second.getByLabel('Choose a password').fill(password);
    await second.getByRole('button', { name: 'Accept' }).press('Enter');
    await second.getByRole('heading', { name: 'Your family today' }).waitFor();
    await second.getByRole('heading', { name: 'Robin' }).waitFor();
  });

  await t.test('one asks to remove the other, who objects', async () => {
    await first.reload();
    await first.getByRole('button', { name: 'Ask to remove ben@example.test' }).press('Enter');
    await first.getByRole('dialog').getByRole('button', { name: 'Ask' }).press('Enter');
    await first.getByText('You asked. Every guardian is told.').waitFor();
    await second.goto('/home/grown-ups');
    await second.getByText('asked that ben@example.test leave this family', { exact: false }).waitFor();
    await second.getByRole('button', { name: 'Object' }).press('Enter');
    await second.getByText('You objected.', { exact: false }).waitFor();
  });

  await t.test('both see the dispute', async () => {
    for (const page of [first, second]) {
      await page.reload();
      await page.getByText('Guardians of this family are in dispute').waitFor();
      await accessible(page, 'a dispute');
      await quietPage(page);
    }
    await picture(second, 'dispute');
  });

  await t.test('staff ends it, and both stay', async () => {
    const made = shownBy(buddy.run('admin', 'staff', 'create', '--email', 'desk@example.test'));
    const staff = await signedIn({}, '/staff', 'desk@example.test', made.password);
    await staff.getByLabel('Code').fill(appCode(made.uri));
    await staff.getByRole('button', { name: 'Go on' }).click();
    await staff.getByRole('link', { name: 'Disputes between guardians' }).press('Enter');
    await staff.getByText('Objection to a removal').waitFor();
    await accessible(staff, 'disputes');
    await staff.getByRole('button', { name: 'All stay' }).press('Enter');
    await staff.getByRole('button', { name: 'End the dispute' }).press('Enter');
    await staff.getByText('None.', { exact: true }).waitFor();
    await second.reload();
    await second.getByRole('heading', { name: 'Who belongs to it' }).waitFor();
    await second.getByText('Guardians of this family are in dispute').waitFor({ state: 'detached' });
  });

  await t.test('the child reads who came', async () => {
    const context = await stage.device(phone);
    await context.addCookies([...child.cookies].map(([name, value]) => ({ name, value, url: buddy.url })));
    const page = await context.newPage();
    await page.goto('/buddy');
    for (const name of ['Next', 'Next', 'Start']) await page.getByRole('button', { name }).click();
    await page.getByRole('button', { name: 'More' }).press('Enter');
    await page.getByRole('button', { name: 'Who sees what' }).press('Enter');
    await page.getByText('New: ben@example.test has come to your family.', { exact: false }).waitFor();
    await accessible(page, 'my grown-ups');
    await picture(page, 'child');
  });
});
