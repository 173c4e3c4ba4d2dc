// The pages and e-mails of a domain, written with the result beside them. All stories share the domain: words
// are set back.
import { PrivateContent } from '../pages/console/private-content.ts';
import { violations } from '../support/axe.ts';
import { sofia } from '../support/people.ts';
import { expect, test } from '../support/test.ts';

test('a page is written, seen as customers will, saved and set back', async ({ open }) => {
  const page = await open(sofia);
  const content = new PrivateContent(page);
  await content.goto('Pages');
  await expect(page.getByRole('table').getByRole('row')).toHaveCount(7);
  await content.edit('Pages', 'Signed out');
  await expect(page.getByText('Default', { exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Use default words' })).toHaveCount(0);
  const preview = page.getByRole('group', { name: 'Page as customers see it' });
  const [heading, text, button] = ['Heading', 'Text', 'Words on the button'].map((name) =>
    page.getByRole('textbox', { name: new RegExp(`^${name}`) }),
  );
  await heading!.fill('See you soon');
  await expect(preview.getByRole('heading', { name: 'See you soon' })).toBeVisible();
  await text!.fill('Questions? [Call us](https://northwind.example/phone).');
  await expect(preview.getByRole('link', { name: 'Call us' })).toBeVisible();
  await button!.fill('Back to the portal');
  await expect(preview.getByText('Back to the portal')).toBeVisible();
  await page.getByRole('radio', { name: 'Card' }).press('ArrowRight');
  await expect(page.getByRole('radio', { name: 'Side by side' })).toBeChecked();
  await expect(preview.locator('.system-page-split')).toBeVisible();
  await page.getByRole('button', { name: 'Phone' }).click();
  await expect(page.getByRole('button', { name: 'Phone' })).toHaveAttribute('aria-pressed', 'true');
  expect([...(await violations(page, 'light')), ...(await violations(page, 'dark'))]).toEqual([]);

  await heading!.fill('');
  await page.getByRole('button', { name: 'Save page' }).click();
  await expect(content.problems).toBeFocused();
  await heading!.fill('See you soon');
  await page.getByRole('button', { name: 'Save page' }).click();
  await expect(page.getByText('Page saved').first()).toBeVisible();
  await expect(page.getByText('Your own', { exact: true })).toBeVisible();
  await page.getByRole('link', { name: 'All pages' }).click();
  await expect(page.getByRole('row').filter({ hasText: 'See you soon' })).toContainText('Your own');
  await page.getByRole('table').getByRole('link', { name: 'Signed out' }).click();
  await page.getByRole('button', { name: 'Use default words' }).click();
  const asked = content.dialog('Give up your words for this page?');
  await asked.getByRole('button', { name: 'Keep my words' }).click();
  await expect(heading!).toHaveValue('See you soon');
  await page.getByRole('button', { name: 'Use default words' }).click();
  await asked.getByRole('button', { name: 'Use default words' }).click();
  await expect(page.getByText('Default', { exact: true })).toBeVisible();
  await expect(heading!).not.toHaveValue('See you soon');
  await expect(preview).not.toContainText('See you soon');
});

test('an e-mail is written with variables, previewed, tested, saved and set back', async ({ open }) => {
  const page = await open(sofia);
  const content = new PrivateContent(page);
  await content.edit('E-mails', 'Confirm new e-mail');
  const subject = page.getByRole('textbox', { name: 'Subject' });
  const body = page.getByRole('textbox', { name: 'Body' });
  const preview = page.getByRole('region', { name: 'Preview' });
  const begun = await body.inputValue();
  await subject.fill('A new address for ');
  await page.getByRole('button', { name: 'Insert into subject' }).click();
  await expect(page.getByRole('button', { name: /\{\{link\}\}/ })).toHaveCount(0);
  await page.getByRole('button', { name: /\{\{contact\.name\}\}/ }).click();
  await expect(subject).toHaveValue('A new address for {{contact.name}}');
  await expect(subject).toBeFocused();
  await expect(preview.locator('.mail-subject')).toContainText('A new address for Anna Lee');

  await body.fill('Dear {{nobody}},');
  await page.getByRole('button', { name: 'Save e-mail' }).click();
  await expect(content.problems).toBeFocused();
  await expect(content.problems).toContainText('There is no {{nobody}} here.');
  await expect(content.problems).toContainText('Put {{link}} into a paragraph of its own');
  await expect(preview).toContainText('Correct the words to see them here.');
  await body.fill('Dear **friend**,');
  await page.getByRole('button', { name: 'Insert variable' }).click();
  await page.getByRole('button', { name: /\{\{link\}\}/ }).click();
  await expect(body).toHaveValue('Dear **friend**,\n\n{{link}}\n\n');
  await page.keyboard.type('Bye');
  await expect(preview.locator('strong')).toHaveText('friend');
  await expect(preview.getByRole('link').first()).toBeVisible();
  await preview.getByRole('button', { name: 'Plain text' }).click();
  await expect(preview.locator('pre')).toContainText('Bye');
  expect([...(await violations(page, 'light')), ...(await violations(page, 'dark'))]).toEqual([]);

  await page.getByRole('button', { name: 'Send me a test' }).click();
  await expect(page.getByText(`Test sent to ${sofia.email}.`).first()).toBeVisible();
  await page.getByRole('button', { name: 'Save e-mail' }).click();
  await expect(page.getByText('E-mail saved').first()).toBeVisible();
  await page.getByRole('button', { name: 'Use default words' }).click();
  await content.dialog(/^Give up your words/).getByRole('button', { name: 'Use default words' }).click();
  await expect(body).toHaveValue(begun);
  await page.getByRole('link', { name: 'All e-mails' }).click();
  await expect(page.getByRole('row').filter({ hasText: 'Confirm new e-mail' })).toContainText('Default');
  await page.goto('/console/settings/mail');
  await expect(page.getByRole('row').filter({ hasText: 'A new address for Anna Lee' }).first()).toContainText(sofia.email);
});
