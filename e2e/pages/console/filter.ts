import type { Locator, Page } from '@playwright/test';

/** A filter builder. */
export class FilterBuilder {
  readonly root: Locator;
  readonly groups: Locator;
  readonly conditions: Locator;
  readonly addGroup: Locator;
  readonly start: Locator;

  constructor(
    readonly page: Page,
    label: string,
  ) {
    this.root = page.getByRole('group', { name: label, exact: true });
    this.groups = this.root.getByRole('group', { name: /^Group \d+ of \d+$/ });
    this.conditions = this.root.getByRole('group', { name: /^Condition \d+ of \d+$/ });
    this.addGroup = this.root.getByRole('button', { name: 'Add group' });
    // While there is nothing yet; each group has one of its own later.
    this.start = this.root.getByRole('button', { name: 'Add condition' });
  }

  condition(position: number): Condition {
    return new Condition(this.conditions.nth(position));
  }
}

/** One condition of a builder. */
export class Condition {
  readonly property: Locator;
  readonly comparison: Locator;
  readonly values: Locator;
  readonly value: Locator;
  readonly remove: Locator;

  constructor(readonly root: Locator) {
    this.property = root.getByRole('combobox', { name: 'Property' });
    this.comparison = root.getByRole('combobox', { name: 'Comparison' });
    this.values = root.getByLabel('Values', { exact: true }).and(root.page().locator('input'));
    this.value = root.getByLabel('Value', { exact: true });
    this.remove = root.getByRole('button', { name: 'Remove condition' });
  }

  /** Chooses a property with the mouse. */
  async choose(property: string): Promise<void> {
    await this.property.click();
    await this.property.fill(property);
    await this.root.getByRole('option', { name: property, exact: true }).first().click();
  }
}
